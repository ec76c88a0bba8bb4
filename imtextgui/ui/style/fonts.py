"""The fonts of the window: that of the system, and Japanese ones after it."""

import sys

from PySide6.QtGui import QFont, QFontDatabase

_OF_WINDOWS = ("Yu Gothic UI", "Meiryo UI", "Meiryo")
_OF_OTHERS = (
    "Noto Sans CJK JP", "Noto Sans JP", *_OF_WINDOWS, "Hiragino Sans", "BIZ UDPGothic",
    "IPAexGothic", "TakaoPGothic",
)  # fmt: skip


def japanese_fonts() -> tuple[str, ...]:
    """The fonts with Japanese that we know, the best first: on Windows those that its own windows are set in."""
    if sys.platform == "win32":
        return (*_OF_WINDOWS, *(family for family in _OF_OTHERS if family not in _OF_WINDOWS))
    return _OF_OTHERS


_ANY_FONT = frozenset({"", "Sans Serif", "MS Shell Dlg", "MS Shell Dlg 2"})
"""What a desktop that names no font of its own says instead."""


def has_japanese_font() -> bool:
    """Whether the system can show Japanese: with a font that we know, or any other that says so."""
    families = set(QFontDatabase.families())
    return any(family in families for family in japanese_fonts()) or bool(
        QFontDatabase.families(QFontDatabase.WritingSystem.Japanese)
    )


def with_japanese(system: QFont, points: float) -> QFont:
    """``system`` in the size of ``points``, with the Japanese fonts of this machine for what it lacks."""
    known = set(QFontDatabase.families())
    japanese = [family for family in japanese_fonts() if family in known]
    # What stands for any font mixes badly with the Japanese one.
    own = [] if system.family() in _ANY_FONT and japanese else [system.family()]
    font = QFont(system)
    font.setFamilies([*own, *(family for family in japanese if family not in own)])
    font.setPointSizeF(points)
    return font
