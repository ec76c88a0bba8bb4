"""Words of a query may stand in the catalogue joined or abbreviated."""

import pytest

from imtextgui.search.query.query_expansion import wordings


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("opera", "cake"), {(0, 2, "operacake")}),
        (
            ("pump", "bill", "materials"),
            {(1, 3, "BOM"), (0, 2, "pumpbill"), (1, 3, "billmaterials"), (0, 3, "pumpbillmaterials")},
        ),
        (("BOM",), {(0, 1, "bill of materials")}),
        (("Rev", "N"), {(0, 1, "revision"), (0, 2, "RevN")}),
        (("取説",), {(0, 1, "取扱説明書")}),
        (("ポンプ", "部品"), set()),
        ((), set()),
    ],
)
def test_other_wordings(words: tuple[str, ...], expected: set[tuple[int, int, str]]) -> None:
    assert {(wording.first, wording.last, wording.text) for wording in wordings(words)} == expected
