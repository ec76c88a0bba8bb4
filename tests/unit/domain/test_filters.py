"""Filters are read out of the text of a query, and an ordinary colon is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.domain.filters import read
from imtextgui.domain.query import Filters
from imtextgui.errors import QueryError, QueryFilterInvalid, QueryFilterUnknown


def filters(text: str) -> Filters:
    joined = Filters()
    for each in read(text)[1]:
        joined = joined & each.filters
    return joined


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pump type:pdf", Filters(types=("pdf",))),
        ("type:PHOTO", Filters(types=("photo",))),
        ("type:図面 ポンプ", Filters(types=("drawing",))),
        ("種類：写真", Filters(types=("photo",))),
        ("-type:photo", Filters(types=("-photo",))),
        ("type:pdf,dxf", Filters(types=("pdf", "dxf"))),
        ("type:pdf type:.dxf", Filters(types=("pdf", "dxf"))),
        ("type:jpeg", Filters(types=("jpg", "jpeg"))),
        ('folder:"Press line/GP-2040" pump', Filters(folders=("Press line/GP-2040",))),
        ("folder：「油圧 室」", Filters(folders=("油圧 室",))),
        ("ｆｏｌｄｅｒ：油圧", Filters(folders=("油圧",))),
        ("lang:ja lang:English", Filters(languages=("ja", "en"))),
        ("言語:日本語", Filters(languages=("ja",))),
        ("after:2023", Filters(after=date(2023, 1, 1))),
        ("after：２０２３－０５", Filters(after=date(2023, 5, 1))),
        ("before:2024年5月31日", Filters(before=date(2024, 5, 31))),
        ("-before:2024/5/31", Filters(after=date(2024, 5, 31))),
        (
            "after:2022 after:2023-05 before:2025 before:2024",
            Filters(after=date(2023, 5, 1), before=date(2024, 1, 1)),
        ),
        ("tag:urgent -tag:done", Filters(tags=("urgent", "-done"))),
        ("machine:GP-2040,GP-2050", Filters(machines=("GP-2040", "GP-2050"))),
        ("machine：「油圧プレス　2号機」", Filters(machines=("油圧プレス　2号機",))),
        ("-機械:コンベヤ", Filters(machines=("-コンベヤ",))),
    ],
)
def test_filters_are_read(text: str, expected: Filters) -> None:
    assert filters(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "M8:20",
        r"C:\drawings\pump",
        "ratio 1:4",
        "Note: see page 4",
        "type: A2",
        "型式:GP-2040",
        "http://pump",
        "pump:seal",
        '"type:pdf"',
        '"all of type:pdf"',
        "tape:3M",
        "type:",
        "部品番号：ZX-49",
        "",
    ],
)
def test_a_colon_in_ordinary_text_is_no_filter(text: str) -> None:
    assert read(text) == (text, ())


def test_what_is_left_is_searched_for() -> None:
    text, written = read('shaft seal type:pdf folder:"Press line" 油圧')
    assert text.split() == ["shaft", "seal", "油圧"]
    assert [each.key for each in written] == ["filter:type:pdf", 'filter:folder:"Press line"']


@pytest.mark.parametrize(
    "text", ["foldr:Press", "typ:pdf", "befor:2024", "Folders:x", "date:2024", "pump author:me"]
)
def test_what_is_clearly_meant_as_a_filter_is_refused(text: str) -> None:
    with pytest.raises(QueryFilterUnknown) as trouble:
        read(text)
    assert "folder:" in str(trouble.value.details["known"])


@pytest.mark.parametrize(
    "text", ["before:yesterday", "after:2023-13", "after:2023-02-30", "lang:klingon", "type:?!", "before:"]
)
def test_a_value_that_cannot_be_is_refused(text: str) -> None:
    if text == "before:":
        assert read(text) == (text, ())
        return
    with pytest.raises(QueryFilterInvalid) as trouble:
        read(text)
    assert trouble.value.details["name"] == text.partition(":")[0]


@given(st.text(st.one_of(st.characters(), st.sampled_from('type:folder 「」"-：2024年pdf')), max_size=60))
def test_any_text_is_read_or_refused_with_a_problem(text: str) -> None:
    try:
        left, written = read(text)
    except QueryError:
        return
    assert written or left == text


def test_filters_join() -> None:
    one, other = Filters(folders=("a",), types=("pdf",)), Filters(folders=("b", "a"), before=date(2024, 1, 1))
    assert one & other == Filters(folders=("a", "b"), types=("pdf",), before=date(2024, 1, 1))
    assert not Filters()
    assert bool(one)
