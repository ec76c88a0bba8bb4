"""Tables for other programs: quoted, and without formulas."""

import csv
import io

import pytest

from imtextgui.domain.text.tables import csv_file, harmless, tab_separated


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+49",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        '=HYPERLINK("http://x")',
    ],
)
def test_what_a_spreadsheet_would_run_is_made_harmless(cell: str) -> None:
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "GP-2040", "1-2", "-2", "-0.25", "油圧", "a=b", " =1"])
def test_everything_else_stays(cell: str) -> None:
    assert harmless(cell) == cell


def test_cells_come_back_whole() -> None:
    rows = [["a,b", 'say "x"', "two\nlines"], ["=1", "odd\udcff.pdf", "油圧"]]
    data = csv_file(rows)
    assert data.startswith(b"\xef\xbb\xbf")
    back = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert back == [["a,b", 'say "x"', "two\nlines"], ["'=1", "odd\\udcff.pdf", "油圧"]]


def test_a_cell_of_the_clipboard_is_one_line() -> None:
    assert tab_separated([["a\tb", "two\nlines"], ["@x", ""]]) == "a b\ttwo lines\n'@x\t"
