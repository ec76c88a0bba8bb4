"""Columns of vertical Japanese: which lines are columns, and in which order they are read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from imtextgui.documents.pdf.layer_lines import LayerLines, Line

_VERTICAL = re.compile("[ぁ-ゖァ-ヺ一-鿿]")
_UPRIGHT = 0.1
"""Radians by which a character may be turned."""

_STACKED = 2.5
"""So many sizes of the type apart, parts of a column are two columns below each other."""

_SAME_TIER = 0.3
"""Share of the shorter one's height that columns beside each other have in common."""


def is_column(lines: LayerLines, number: int, words: str) -> bool:
    """Whether the characters of a line stand below each other, and upright."""
    if len(words) < 3 or not _VERTICAL.search(words):
        return False
    first, last = lines.glyph(number, 0), lines.glyph(number, -1)
    (x0, y0), (x1, y1) = first.middle, last.middle
    size = max(first.size, 1)
    return abs(x1 - x0) < 0.6 * size and y0 - y1 > 1.5 * size and abs(lines.angle(number)) < _UPRIGHT


@dataclass(slots=True)
class _Column:
    """Lines that stand below each other; x is their middle, from ``top`` to ``bottom``."""

    lines: list[Line]
    x: float
    top: float
    bottom: float
    size: float


def ordered(lines: Sequence[Line], columns: Sequence[int]) -> list[Line]:
    """``lines`` with ``columns`` in the order in which they are read, where the first of them stood."""
    vertical = set(columns)
    stacks = _stacks([lines[number] for number in columns])
    for number, line in enumerate(lines):
        if number not in vertical and _joins(line, stacks):
            vertical.add(number)
    tiers = _tiers(stacks)
    read = [_joined(column) for tier in tiers for column in sorted(tier, key=lambda column: -column.x)]
    at = min(vertical)
    before = [line for number, line in enumerate(lines) if number < at]
    behind = [line for number, line in enumerate(lines) if number > at and number not in vertical]
    return [*before, *read, *behind]


def _stacks(lines: Sequence[Line]) -> list[_Column]:
    stacks: list[_Column] = []
    for line in sorted((line for line in lines if line.glyphs), key=lambda line: -line.glyphs[0].top):
        first, last = line.glyphs[0], line.glyphs[-1]
        x, size = first.middle[0], max(first.size, 1)
        above = next(
            (
                stack
                for stack in stacks
                if abs(stack.x - x) < 0.5 * size and -size < stack.bottom - first.top < _STACKED * size
            ),
            None,
        )
        if above is None:
            stacks.append(_Column([line], x, first.top, last.bottom, size))
        else:
            above.lines.append(line)
            above.bottom = min(above.bottom, last.bottom)
    return stacks


def _joins(line: Line, stacks: Sequence[_Column]) -> bool:
    """Whether a short line is a part of a column: a single character, or figures that stand upright in it."""
    if not line.glyphs or len(line.glyphs) > 3:
        return False
    first, last = line.glyphs[0], line.glyphs[-1]
    x, y = (first.left + last.right) / 2, first.middle[1]
    for stack in stacks:
        near = -0.6 * stack.size < y - stack.bottom < stack.top - stack.bottom + _STACKED * stack.size
        if abs(x - stack.x) < 0.4 * stack.size and (near or 0 < stack.bottom - y < _STACKED * stack.size):
            stack.lines.append(line)
            stack.bottom, stack.top = min(stack.bottom, first.bottom), max(stack.top, first.top)
            return True
    return False


def _tiers(stacks: Sequence[_Column]) -> list[list[_Column]]:
    """Columns that stand beside each other together, from the top to the bottom."""
    tiers: list[list[_Column]] = []
    for stack in sorted(stacks, key=lambda stack: (-stack.top, stack.bottom)):
        for tier in tiers:
            top, bottom = max(other.top for other in tier), min(other.bottom for other in tier)
            common = min(top, stack.top) - max(bottom, stack.bottom)
            if common > _SAME_TIER * min(top - bottom, stack.top - stack.bottom):
                tier.append(stack)
                break
        else:
            tiers.append([stack])
    return tiers


def _joined(column: _Column) -> Line:
    parts = sorted(column.lines, key=lambda line: -line.glyphs[0].middle[1])
    return Line([glyph for part in parts for glyph in part.glyphs])
