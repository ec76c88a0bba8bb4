"""Which edition a query asks for, and whether a file is that one."""

import pytest

from imtextgui.domain.text.editions import asked_edition, is_edition, written_edition


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("GP-2040 V1.0", "V1.0"),
        ("schematic rev G2", "rev G2"),
        ("取扱説明書 第3版", "第3版"),
        ("minutes 2023-05", "2023-05"),
        ("R12 resistor", ""),
        ("V1.0 or V1.1", ""),
        ("pump", ""),
    ],
)
def test_a_query_asks_for_one_edition_or_for_none(query: str, asked: str) -> None:
    assert asked_edition(query) == asked


@pytest.mark.parametrize(
    ("stem", "written"),
    [
        ("LIME2_Rev.G2_sch", "Rev.G2"),
        ("manual 2021-06-14", "2021-06-14"),
        ("manual", ""),
        ("a rev A 2021-06", "rev A"),
    ],
)
def test_a_name_writes_its_revision_or_else_its_date(stem: str, written: str) -> None:
    assert written_edition(stem) == written


@pytest.mark.parametrize(
    ("stem", "asked", "same"),
    [
        ("manual V1.0", "v1.0", True),
        ("manual V1.0", "V1.1", False),
        ("manual V2.1", "V2", True),
        ("manual rev B", "Rev.B", True),
        ("manual", "V1", False),
    ],
)
def test_a_file_is_the_edition_or_a_closer_one(stem: str, asked: str, same: bool) -> None:
    assert is_edition(stem, asked) is same
