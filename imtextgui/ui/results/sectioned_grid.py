"""The layout of the results: sections with a heading above lines of equal cells, computed by arithmetic."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class CellMetrics:
    """Sizes in pixels: height of a cell with its gap, height of a section's heading, least width of a cell."""

    height: int
    heading: int
    least_width: int | None = None
    """None: one cell fills the whole width."""


@dataclass(frozen=True, slots=True)
class CellRect:
    """A rectangle in pixels; y counts from the top of the grid."""

    x: int
    y: int
    width: int
    height: int


class SectionedGrid:
    """Sections of cells, numbered through as rows.

    Only sums per section are kept, so that a million cells cost no more than ten. QListView in icon mode lays out cell
    by cell: 0.3 s for 100,000.
    """

    def __init__(self, counts: Sequence[int], cell: CellMetrics, width: int) -> None:
        """``counts`` are the cells of each section; ``width`` is that of the grid in pixels."""
        self._cell = cell
        self.columns = 1 if cell.least_width is None else max(1, width // cell.least_width)
        self._width = max(width, 1)
        self._firsts = [0, *accumulate(counts)]
        heights = [cell.heading + cell.height * -(-count // self.columns) for count in counts]
        self._tops = [0, *accumulate(heights)]

    @property
    def height(self) -> int:
        """Of everything, in pixels."""
        return self._tops[-1]

    @property
    def count(self) -> int:
        """How many cells there are."""
        return self._firsts[-1]

    def rect(self, row: int) -> CellRect:
        """Where cell ``row`` lies."""
        section = bisect_right(self._firsts, row) - 1
        line, column = divmod(row - self._firsts[section], self.columns)
        left, right = (self._width * edge // self.columns for edge in (column, column + 1))
        top = self._tops[section] + self._cell.heading + line * self._cell.height
        return CellRect(left, top, right - left, self._cell.height)

    def is_below_heading(self, row: int) -> bool:
        """Whether cell ``row`` stands in the first line of its section, below the heading."""
        section = bisect_right(self._firsts, row) - 1
        return row - self._firsts[section] < self.columns

    def row_at(self, x: int, y: int) -> int | None:
        """The cell at a point, None where there is none."""
        if not (0 <= y < self.height and 0 <= x < self._width):
            return None
        section = bisect_right(self._tops, y) - 1
        inside = y - self._tops[section] - self._cell.heading
        if inside < 0:
            return None
        # The inverse of the edges in ``rect``, which are rounded down.
        column = min(((x + 1) * self.columns - 1) // self._width, self.columns - 1)
        row = self._firsts[section] + inside // self._cell.height * self.columns + column
        return row if row < self._firsts[section + 1] else None

    def rows(self, top: int, bottom: int) -> range:
        """The cells that a stripe of pixels shows, and perhaps some beside it."""
        if not self.count or bottom < 0 or top >= self.height:
            return range(0)
        return range(self._line_start(max(top, 0)), self._line_end(min(bottom, self.height - 1)))

    def headings(self, top: int, bottom: int) -> list[tuple[int, CellRect]]:
        """The sections whose headings a stripe of pixels shows, with where they lie."""
        first = max(bisect_right(self._tops, max(top, 0)) - 1, 0)
        headings = []
        for section in range(first, len(self._tops) - 1):
            start = self._tops[section]
            if start > bottom:
                break
            if start + self._cell.heading > top:
                headings.append((section, CellRect(0, start, self._width, self._cell.heading)))
        return headings

    def vertical(self, row: int, lines: int) -> int:
        """The cell ``lines`` below (or, if negative, above) cell ``row``, in about the same column."""
        rect = self.rect(row)
        x = rect.x + rect.width // 2
        step = 1 if lines > 0 else -1
        for _ in range(abs(lines)):
            following = self._next_line(row, step)
            if following is None:
                break
            row = self._in_column(following, x)
        return row

    def scroll_value(self, row: int, value: int, viewport: int, *, centred: bool = False) -> int:
        """The scroll value, from ``value`` on, at which cell ``row`` is in a viewport of ``viewport`` pixels.

        The first line of a section brings its heading along.
        """
        rect = self.rect(row)
        heading = self._cell.heading if self.is_below_heading(row) else 0
        top, bottom = rect.y - heading - value, rect.y + rect.height - 1 - value
        if centred:
            return value + (top + bottom) // 2 - viewport // 2
        if top < 0 or rect.height + heading > viewport:
            return value + top
        return value + bottom - viewport if bottom > viewport else value

    def _next_line(self, row: int, step: int) -> range | None:
        section = bisect_right(self._firsts, row) - 1
        line = (row - self._firsts[section]) // self.columns
        edge = self._firsts[section] + (line + 1) * self.columns if step > 0 else None
        other = min(edge, self._firsts[section + 1]) if edge is not None else self._line_of(row) - 1
        if not 0 <= other < self.count:
            return None
        start = self._line_of(other)
        section = bisect_right(self._firsts, other) - 1
        return range(start, min(start + self.columns, self._firsts[section + 1]))

    def _in_column(self, line: range, x: int) -> int:
        column = min(((x + 1) * self.columns - 1) // self._width, self.columns - 1)
        return min(line.start + column, line.stop - 1)

    def _line_of(self, row: int) -> int:
        section = bisect_right(self._firsts, row) - 1
        return row - (row - self._firsts[section]) % self.columns

    def _line_start(self, y: int) -> int:
        section = min(bisect_right(self._tops, y) - 1, len(self._tops) - 2)
        inside = max(y - self._tops[section] - self._cell.heading, 0)
        return min(self._firsts[section] + inside // self._cell.height * self.columns, self.count)

    def _line_end(self, y: int) -> int:
        section = min(bisect_right(self._tops, y) - 1, len(self._tops) - 2)
        inside = y - self._tops[section] - self._cell.heading
        lines = inside // self._cell.height + 1 if inside >= 0 else 0
        return min(self._firsts[section] + lines * self.columns, self._firsts[section + 1])
