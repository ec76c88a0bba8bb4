"""A sheet of cells as a page: all its rows as lines, its upper left part as a picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from imtextgui.documents.layout import text_metrics
from imtextgui.documents.layout.page_layout import Area, Leaf, Picture, Words

MOST_CHARS = 200_000
"""Of a page; a sheet with more is cut between rows."""

_ROWS = 60
_COLUMNS = 20
_WIDEST = 26.0
_NARROWEST = 4.0
_TYPE = 9.0
_HIGH = 15.0
_MARGIN = 20.0
_PICTURE = (140.0, 105.0)
_BOX_WIDTH = 160.0
_MOST_BOXES = 200


@dataclass(slots=True)
class Grid:
    """Cells by row and column, both from 1, as they are read; ``boxes`` with words and pictures lie over them.

    ``remarks`` belong to the sheet but are not drawn, ``margins`` is what is printed around it.
    """

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    pictures: list[tuple[int, int, Callable[[], bytes | None]]] = field(default_factory=list)
    boxes: list[tuple[int, int, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    margins: str = ""

    def put(self, row: int, column: int, value: str) -> None:
        """Write ``value`` into a cell."""
        self.rows.setdefault(row, {})[column] = value

    def show(self, row: int, column: int, load: Callable[[], bytes | None]) -> None:
        """Place a picture with its upper left corner on a cell."""
        self.pictures.append((row, column, load))

    def write(self, row: int, column: int, words: str) -> None:
        """Place a box with ``words``, if there are any, with its upper left corner on a cell."""
        if words.strip():
            self.boxes.append((row, column, words))

    def is_bare(self) -> bool:
        """Whether nothing stands on the sheet."""
        return not (self.rows or self.pictures or self.boxes or self.remarks)

    def leaves(self, name: str) -> list[Leaf]:
        """The sheet with its ``name`` as title: one page, or several of at most MOST_CHARS characters each."""
        first = Grid(pictures=self.pictures, boxes=self.boxes, remarks=self.remarks, margins=self.margins)
        pieces: list[Grid] = [first]
        length = 0
        for number in sorted(self.rows):
            size = sum(len(value) + 3 for value in self.rows[number].values())
            if length and length + size > MOST_CHARS:
                pieces.append(Grid())
                length = 0
            pieces[-1].rows[number] = self.rows[number]
            length += size
        return [piece._leaf(name) for piece in pieces]

    def _leaf(self, name: str) -> Leaf:
        rows = [self.rows[number] for number in sorted(self.rows)]
        cells = "\n".join("   ".join(row[column] for column in sorted(row)) for row in rows)
        beside = dict.fromkeys((*(words for _, _, words in self.boxes), *self.remarks))
        text = "\n\n".join(filter(None, (cells, *beside)))
        described = "\n".join(filter(None, (name, self.margins)))
        return Leaf(text, name[:200], *self._picture(), described=described)

    def _picture(self) -> tuple[tuple[Words | Picture | Area, ...], tuple[float, float]]:
        """What of the sheet fits on one page, without the rows and columns that are bare."""
        over = [(row, column) for row, column, _ in (*self.pictures, *self.boxes)]
        numbers = sorted({*self.rows, *(row for row, _ in over)})[:_ROWS]
        used = {column for number in numbers for column in self.rows.get(number, {})}
        columns = sorted({*used, *(column for _, column in over)})[:_COLUMNS]
        ends, x = {}, _MARGIN
        for column in columns:
            ends[column] = (x, self._width(numbers, column))
            x += ends[column][1]
        lines = {number: _MARGIN + index * _HIGH for index, number in enumerate(numbers)}
        bottom = _MARGIN + len(numbers) * _HIGH
        shown = [
            Picture(ends[column][0], lines[row], *_PICTURE, load)
            for row, column, load in self.pictures
            if row in lines and column in ends
        ]
        boxes: list[Words] = []
        for row, column, written in self.boxes[:_MOST_BOXES]:
            if row in lines and column in ends:
                boxes.append(_box(written, ends[column][0], lines[row], boxes))
        lying: list[Words | Picture] = [*shown, *boxes]
        width = max([x, *(element.x + element.width for element in lying)]) + _MARGIN
        height = max([bottom, *(element.y + element.height for element in lying)]) + _MARGIN
        height = min(max(height, width / 3), 3 * width)
        rules = [Area(_MARGIN, y - 2, x - _MARGIN, 0.4, "#c0c0c0") for y in (*lines.values(), bottom)]
        words = [
            Words(ends[column][0] + 2, y, ends[column][1] - 3, _HIGH - 2, (value[:120],), _TYPE)
            for number, y in lines.items()
            for column, value in self.rows.get(number, {}).items()
            if column in ends
        ]
        grounds = [Area(box.x - 3, box.y - 2, box.width + 6, box.height + 4, "#f0f0f0") for box in boxes]
        return (*rules, *words, *shown, *grounds, *boxes), (width, height)

    def _width(self, numbers: list[int], column: int) -> float:
        values = (self.rows.get(number, {}).get(column, "") for number in numbers)
        widths = sorted(text_metrics.width(value[:60]) for value in values if value)
        typical = widths[int(0.9 * (len(widths) - 1))] if widths else 0.0
        return min(max(typical + 1, _NARROWEST), _WIDEST) * _TYPE


def _box(words: str, x: float, y: float, others: Sequence[Words]) -> Words:
    """A box as high as its words need, at its cell or below the ``others`` that it would lie on."""
    paragraphs = tuple(words[:2_000].split("\n"))
    lines = sum(1 for line in paragraphs for _ in text_metrics.wrapped(line, _BOX_WIDTH / _TYPE))
    height = max(1, lines) * _TYPE * 1.3
    for other in sorted(others, key=lambda box: box.y):
        if abs(other.x - x) < _BOX_WIDTH and other.y - height - 4 < y < other.y + other.height + 4:
            y = other.y + other.height + 4
    return Words(x + 3, y + 2, _BOX_WIDTH, height, paragraphs, _TYPE)
