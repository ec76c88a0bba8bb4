"""The report of a trial as the leaves of a PDF."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from imtextgui.documents.layout import text_metrics
from imtextgui.documents.layout.page_layout import A4, Area, Words
from imtextgui.reports.leaf_drawing import LeafElement, PrintedLeaf, drawn_leaf
from imtextgui.reports.small_pictures import LINE
from imtextgui.reports.trial import charts
from imtextgui.reports.trial.document import Block, ChartBlock, TableBlock, TextBlock, TrialDocument

LEAF_PIXELS = 1754
"""Height of a leaf: 150 dots an inch."""

_EDGE, _LEAD, _BODY, _SMALL = 44.0, 1.32, 9.5, 8.5
_ROOM = A4[0] - 2 * _EDGE
_BOTTOM = A4[1] - _EDGE - 18
_INK, _GREY, _BLUE = "#16202a", "#55606c", "#1f5fa8"
_WIDEST_CELL = 20.0
"""Sizes of the type from which on a longer cell makes its column no wider."""
_CELL_GAP = 8.0
_WIDER, _BOLD, _FIGURES = 1.06, 1.24, 1.15
"""How much wider words may come out than ``text_metrics`` estimates, plain, bold, and in cells of Latin letters, which
are mostly figures with their intervals (1.13 to 1.145): measured on DejaVu Sans, which stands in where no other font is
there."""


_JOINT = re.compile(r"[-_+/.](?=.)")
"""Signs that join the parts of names of files and folders."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that stays together: its height in points, and how it is drawn below a line y.

    ``head`` is drawn above it once more where it begins a leaf.
    """

    height: float
    draw: Callable[[float], Iterator[LeafElement]]
    head: "_Piece | None" = None


def leaves(told: TrialDocument) -> Iterator[PrintedLeaf]:
    """The leaves, in order."""
    placed: list[list[LeafElement]] = [[]]
    y = _EDGE
    for piece in _pieces(told):
        if y + piece.height > _BOTTOM and placed[-1]:
            placed.append([])
            y = _EDGE
            if piece.head is not None:
                placed[-1] += piece.head.draw(y)
                y += piece.head.height
        placed[-1] += piece.draw(y)
        y += piece.height
    for number, elements in enumerate(placed, 1):
        foot = f"{told.title}  ·  {number}/{len(placed)}"
        elements.append(Words(_EDGE, A4[1] - _EDGE, _ROOM, 12, (foot,), 8, colour=_GREY))
        yield drawn_leaf(elements, LEAF_PIXELS)


def _pieces(told: TrialDocument) -> Iterator[_Piece]:
    yield _text(told.title, 19, bold=True, after=2)
    yield _text(told.facts, _SMALL, colour=_GREY, after=8)
    yield _summary(told.summary)
    for block in told.blocks:
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[_Piece]:
    heading = _text(block.heading, 12.5, bold=True, before=12, after=4)
    if isinstance(block, TextBlock):
        first, *others = (_text(paragraph, _BODY, after=4) for paragraph in block.paragraphs)
        yield _together(heading, first)
        yield from others
        return
    if isinstance(block, ChartBlock):
        high = charts.height(block)
        chart = _Piece(high + 4, lambda y: charts.drawn(block, _EDGE, y, _ROOM))
        yield _together(heading, chart)
    else:
        head, first, *others = _rows(block)
        yield _together(heading, head, first)
        yield from others
    if block.note:
        yield _text(block.note, _SMALL, colour=_GREY, before=3, after=2)


def _together(*pieces: _Piece) -> _Piece:
    def draw(y: float) -> Iterator[LeafElement]:
        for piece in pieces:
            yield from piece.draw(y)
            y += piece.height

    return _Piece(sum(piece.height for piece in pieces), draw)


def _lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    return max(1, sum(1 for _ in text_metrics.wrapped(text, _safe(room, bold=bold) / size)))


def _safe(room: float, *, bold: bool) -> float:
    """The width to break lines at, so that they stay within ``room``."""
    return room / (_BOLD if bold else _WIDER)


def _text(
    text: str, size: float, *, bold: bool = False, colour: str = _INK, before: float = 0, after: float = 0
) -> _Piece:
    high = _lines(text, _ROOM, size, bold=bold) * size * _LEAD + 1
    room = _safe(_ROOM, bold=bold)

    def draw(y: float) -> Iterator[LeafElement]:
        yield Words(_EDGE, y + before, room, high, (text,), size, bold=bold, colour=colour)

    return _Piece(before + high + after, draw)


def _summary(lines: Sequence[str]) -> _Piece:
    room = _ROOM - 24
    sizes = [11.0] + [_BODY] * (len(lines) - 1)
    heights = [
        _lines(line, room, size, bold=place == 0) * size * _LEAD + 4
        for place, (line, size) in enumerate(zip(lines, sizes, strict=True))
    ]

    def draw(y: float) -> Iterator[LeafElement]:
        yield Area(_EDGE, y, _ROOM, sum(heights) + 14, "#eef3f9")
        yield Area(_EDGE, y, 3, sum(heights) + 14, _BLUE)
        top = y + 8
        for place, (line, size, high) in enumerate(zip(lines, sizes, heights, strict=True)):
            safe = _safe(room, bold=place == 0)
            yield Words(_EDGE + 12, top, safe, high, (line,), size, bold=place == 0, colour=_INK)
            top += high

    return _Piece(sum(heights) + 18, draw)


def _rows(table: TableBlock) -> Iterator[_Piece]:
    """The head of a table, then its rows."""
    widest = [
        max(_drawn_width(head, bold=True), *map(_drawn_width, cells))
        for head, *cells in zip(table.columns, *table.rows, strict=True)
    ]
    widths = _column_widths(
        [min(_WIDEST_CELL * _FIGURES, width) * _SMALL + _CELL_GAP + 1 for width in widest]
    )
    head = _row(table.columns, widths, bold=True)
    yield head
    for row in table.rows:
        yield replace(_row(row, widths), head=head)


def _drawn_width(cell: str, *, bold: bool = False) -> float:
    """How wide a cell may come out, in sizes of its type."""
    return text_metrics.width(cell) * _wider(cell, bold=bold)


def _wider(cell: str, *, bold: bool) -> float:
    if bold:
        return _BOLD
    return _FIGURES if cell.isascii() else _WIDER


def _column_widths(wanted: Sequence[float]) -> list[float]:
    """Points of each column: what it wants and as much more as the others; where not all fit, the widest give way."""
    left, widest = _ROOM, 0.0
    for place, width in enumerate(sorted(wanted)):
        widest = left / (len(wanted) - place)
        if width > widest:
            return [min(width, widest) for width in wanted]
        left -= width
    return [width + left / len(wanted) for width in wanted]


def _row(cells: Sequence[str], widths: Sequence[float], *, bold: bool = False) -> _Piece:
    rooms = [(width - _CELL_GAP) / _wider(cell, bold=bold) for cell, width in zip(cells, widths, strict=True)]
    broken = [_broken(cell, room / _SMALL) for cell, room in zip(cells, rooms, strict=True)]
    tallest = max(1, *map(len, broken))
    high = tallest * _SMALL * _LEAD + 1

    def draw(y: float) -> Iterator[LeafElement]:
        x = _EDGE
        for lines, room, width in zip(broken, rooms, widths, strict=True):
            if lines:
                yield Words(x, y + 3, room, high, tuple(lines), _SMALL, bold=bold, colour=_INK)
            x += width
        yield Area(_EDGE, y + high + 4, _ROOM, 1.0 if bold else 0.5, _INK if bold else LINE)

    return _Piece(high + 6, draw)


def _broken(cell: str, room: float) -> list[str]:
    """``cell`` in lines of ``room`` sizes of its type; a longer word is broken behind a sign that joins its parts."""
    parts: list[str] = []
    for word in cell.split(" "):
        start, fits = 0, 0
        for joint in (*_JOINT.finditer(word), None):
            end = joint.end() if joint else len(word)
            if text_metrics.width(word[start:end]) > room and fits > start:
                parts.append(word[start:fits] + "\n")
                start = fits
            fits = end
        parts.append(word[start:] + " ")
    return [line for part in "".join(parts).split("\n") for line in text_metrics.wrapped(part, room)]
