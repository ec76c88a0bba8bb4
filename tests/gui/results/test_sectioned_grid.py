"""The arithmetic of the result view, against laying every cell out one by one."""

from hypothesis import given
from hypothesis import strategies as st

from imtextgui.ui.results.sectioned_grid import Cell, Place, Shelf

COUNTS = st.lists(st.integers(1, 12), max_size=5)
CELLS = st.builds(Cell, st.integers(1, 40), st.integers(0, 20), st.none() | st.integers(5, 60))
WIDTHS = st.integers(1, 200)


def laid_out(counts: list[int], cell: Cell, width: int) -> list[Place]:
    """Every cell's place, one after the other."""
    columns = 1 if cell.least_width is None else max(1, width // cell.least_width)
    places, top = [], 0
    for count in counts:
        top += cell.heading
        for number in range(count):
            column = number % columns
            left, right = width * column // columns, width * (column + 1) // columns
            places.append(Place(left, top + number // columns * cell.height, right - left, cell.height))
        top += -(-count // columns) * cell.height
    return places


@given(COUNTS, CELLS, WIDTHS)
def test_every_cell_is_where_it_would_be_laid(counts: list[int], cell: Cell, width: int) -> None:
    shelf, places = Shelf(counts, cell, width), laid_out(counts, cell, width)
    assert shelf.count == len(places)
    assert [shelf.place(row) for row in range(shelf.count)] == places
    for row, place in enumerate(places):
        if place.width:
            assert shelf.row_at(place.x, place.y) == row
            assert shelf.row_at(place.x + place.width - 1, place.y + place.height - 1) == row
    assert shelf.row_at(0, shelf.height) is None
    assert shelf.row_at(width, 0) is None


@given(COUNTS, CELLS, WIDTHS, st.integers(-50, 900), st.integers(0, 300))
def test_a_stripe_shows_all_cells_that_touch_it_and_hardly_others(
    counts: list[int], cell: Cell, width: int, top: int, high: int
) -> None:
    shelf = Shelf(counts, cell, width)
    rows = shelf.rows(top, top + high)
    touching = {
        row
        for row, place in enumerate(laid_out(counts, cell, width))
        if place.y <= top + high and place.y + place.height > top
    }
    assert touching <= set(rows)
    assert len(rows) <= len(touching) + 2 * shelf.columns


@given(COUNTS, CELLS, WIDTHS, st.data())
def test_arrows_go_line_by_line_and_come_to_every_line(
    counts: list[int], cell: Cell, width: int, data: st.DataObject
) -> None:
    shelf = Shelf(counts, cell, width)
    if not shelf.count:
        return
    row = data.draw(st.integers(0, shelf.count - 1))
    below = shelf.vertical(row, 1)
    tops = sorted({shelf.place(each).y for each in range(shelf.count)})
    here = tops.index(shelf.place(row).y)
    assert shelf.place(below).y == tops[min(here + 1, len(tops) - 1)]
    assert shelf.place(shelf.vertical(row, -1)).y == tops[max(here - 1, 0)]
    assert shelf.place(shelf.vertical(0, len(tops))).y == tops[-1]


def test_headings_are_told_with_their_sections() -> None:
    shelf = Shelf([3, 2], Cell(10, 5, 20), 40)
    assert [section for section, _ in shelf.headings(0, 1000)] == [0, 1]
    assert shelf.headings(6, 20) == []
    assert shelf.headings(20, 30) == [(1, Place(0, 25, 40, 5))]
    assert [shelf.opens(row) for row in range(5)] == [True, True, False, True, True]


def test_a_million_cells_are_as_quick_as_ten() -> None:
    shelf = Shelf([1_000_000], Cell(100, 30, 200), 1000)
    assert shelf.place(999_999) == Place(800, 30 + 199_999 * 100, 200, 100)
    assert shelf.rows(shelf.height - 50, shelf.height) == range(999_995, 1_000_000)
    assert shelf.vertical(999_999, -200_000) == 4
