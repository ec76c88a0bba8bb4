"""The badges of a card: how many other editions there are, and what sets this one apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics

from imtextgui.ui.results import card_painting
from imtextgui.ui.style import control_sizes

BESIDE = 6
"""Pixels between badges."""
_ICON, _PLAIN = 34, 18
"""Pixels that a badge is wider than its text, with an icon and without."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A text in a frame, perhaps after an icon; ``opens`` the other editions at a click, or is a mark."""

    text: str
    icon: str = ""
    opens: bool = False

    def width(self, font: QFont) -> int:
        """Pixels on a card whose text is in ``font``."""
        metrics = QFontMetrics(card_painting.chip_font(font))
        return metrics.horizontalAdvance(self.text) + (_ICON if self.icon else _PLAIN)


def total_width(badges: Sequence[Badge], font: QFont) -> int:
    """Pixels that badges take beside each other, with what keeps them from their neighbours; 0 for none."""
    return sum(badge.width(font) + BESIDE for badge in badges)


def in_line(
    badges: Sequence[Badge], font: QFont, left: int, top: int, right: int
) -> list[tuple[Badge, QRect]]:
    """Badges beside each other from ``left`` on; what passes ``right`` is cut there."""
    height, placed = card_painting.chip_height(font), []
    for badge in badges:
        width = min(badge.width(font), max(right - left, 0))
        placed.append((badge, QRect(left, top, width, height)))
        left += width + BESIDE
    return placed


def stacked(badges: Sequence[Badge], font: QFont, area: QRect) -> list[tuple[Badge, QRect]]:
    """Badges below each other at the right edge of ``area``."""
    height, placed = card_painting.chip_height(font), []
    for line, badge in enumerate(badges):
        width = min(badge.width(font), area.width())
        top = area.top() + line * (height + 2)
        placed.append((badge, QRect(area.right() - width + 1, top, width, height)))
    return placed


def target(badge: QRect) -> QRect:
    """Where a finger hits ``badge``: as high as a button around it."""
    more = max(control_sizes.current().control - badge.height(), 0) // 2
    return badge.adjusted(-more, -more, more, more)
