"""What the references of the reading campaign make of other programs' output."""

import pytest

from tests.quality.references import as_cells_show, general


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (2.004757901661387, "2.004757902"),
        (0.016981691958000006, "0.016981692"),
        (4018.99999998843, "4019"),
        (123456789.123456789, "123456789.1"),
        (0.0000123456789, "1.23457E-05"),
        (0.05250000000002, "0.0525"),
    ],
)
def test_numbers_without_a_format_are_as_wide_as_excel_shows_them(number: float, shown: str) -> None:
    assert general(number) == shown


def test_only_numbers_of_many_digits_are_shortened() -> None:
    table = '12.3,"12,345.68",0.0169816919580000,1.2.123456789,X0.123456789,3.0012345678901E-07'
    assert as_cells_show(table) == '12.3,"12,345.68",0.016981692,1.2.123456789,X0.123456789,3.00123E-07'
