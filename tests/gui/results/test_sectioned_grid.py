"""The arithmetic of the result view, against laying every cell out one by one."""

from hypothesis import given
from hypothesis import strategies as st

from imtextgui.ui.results.sectioned_grid import CellMetrics, CellRect, SectionedGrid

COUNTS = st.lists(st.integers(1, 12), max_size=5)
CELLS = st.builds(CellMetrics, st.integers(1, 40), st.integers(0, 20), st.none() | st.integers(5, 60))
WIDTHS = st.integers(1, 200)


def laid_out(counts: list[int], cell: CellMetrics, width: int) -> list[CellRect]:
    """Every cell's rectangle, one after the other."""
    columns = 1 if cell.least_width is None else max(1, width // cell.least_width)
    rects, top = [], 0
    for count in counts:
        top += cell.heading
        for number in range(count):
            column = number % columns
            left, right = width * column // columns, width * (column + 1) // columns
            rects.append(CellRect(left, top + number // columns * cell.height, right - left, cell.height))
        top += -(-count // columns) * cell.height
    return rects


@given(COUNTS, CELLS, WIDTHS)
def test_every_cell_is_where_it_would_be_laid(counts: list[int], cell: CellMetrics, width: int) -> None:
    grid, rects = SectionedGrid(counts, cell, width), laid_out(counts, cell, width)
    assert grid.count == len(rects)
    assert [grid.rect(row) for row in range(grid.count)] == rects
    for row, rect in enumerate(rects):
        if rect.width:
            assert grid.row_at(rect.x, rect.y) == row
            assert grid.row_at(rect.x + rect.width - 1, rect.y + rect.height - 1) == row
    assert grid.row_at(0, grid.height) is None
    assert grid.row_at(width, 0) is None


@given(COUNTS, CELLS, WIDTHS, st.integers(-50, 900), st.integers(0, 300))
def test_a_stripe_shows_all_cells_that_touch_it_and_hardly_others(
    counts: list[int], cell: CellMetrics, width: int, top: int, high: int
) -> None:
    grid = SectionedGrid(counts, cell, width)
    rows = grid.rows(top, top + high)
    touching = {
        row
        for row, rect in enumerate(laid_out(counts, cell, width))
        if rect.y <= top + high and rect.y + rect.height > top
    }
    assert touching <= set(rows)
    assert len(rows) <= len(touching) + 2 * grid.columns


@given(COUNTS, CELLS, WIDTHS, st.data())
def test_arrows_go_line_by_line_and_come_to_every_line(
    counts: list[int], cell: CellMetrics, width: int, data: st.DataObject
) -> None:
    grid = SectionedGrid(counts, cell, width)
    if not grid.count:
        return
    row = data.draw(st.integers(0, grid.count - 1))
    below = grid.vertical(row, 1)
    tops = sorted({grid.rect(cell_row).y for cell_row in range(grid.count)})
    here = tops.index(grid.rect(row).y)
    assert grid.rect(below).y == tops[min(here + 1, len(tops) - 1)]
    assert grid.rect(grid.vertical(row, -1)).y == tops[max(here - 1, 0)]
    assert grid.rect(grid.vertical(0, len(tops))).y == tops[-1]


def test_headings_are_told_with_their_sections() -> None:
    grid = SectionedGrid([3, 2], CellMetrics(10, 5, 20), 40)
    assert [section for section, _ in grid.headings(0, 1000)] == [0, 1]
    assert grid.headings(6, 20) == []
    assert grid.headings(20, 30) == [(1, CellRect(0, 25, 40, 5))]
    assert [grid.is_below_heading(row) for row in range(5)] == [True, True, False, True, True]


def test_a_million_cells_are_as_quick_as_ten() -> None:
    grid = SectionedGrid([1_000_000], CellMetrics(100, 30, 200), 1000)
    assert grid.rect(999_999) == CellRect(800, 30 + 199_999 * 100, 200, 100)
    assert grid.rows(grid.height - 50, grid.height) == range(999_995, 1_000_000)
    assert grid.vertical(999_999, -200_000) == 4


@given(COUNTS, CELLS, WIDTHS, st.integers(0, 900), st.integers(1, 300), st.booleans(), st.data())
def test_scrolling_to_a_cell_brings_it_into_view(
    counts: list[int],
    cell: CellMetrics,
    width: int,
    value: int,
    viewport: int,
    centred: bool,
    data: st.DataObject,
) -> None:
    grid = SectionedGrid(counts, cell, width)
    if not grid.count:
        return
    row = data.draw(st.integers(0, grid.count - 1))
    rect = grid.rect(row)
    top = rect.y - (cell.heading if grid.is_below_heading(row) else 0)
    bottom = rect.y + rect.height - 1
    scrolled = grid.scroll_value(row, value, viewport, centred=centred)
    if centred:
        assert (
            scrolled + viewport // 2 == (top + bottom) // 2
            or abs(2 * scrolled + viewport - top - bottom) <= 3
        )
    elif bottom - top < viewport:
        assert scrolled <= top
        assert bottom <= scrolled + viewport
        if value <= top and bottom <= value + viewport:
            assert scrolled == value
    else:
        assert scrolled == top
