"""What kind of document is asked for, and what kind a file is."""

import pytest

from imtextgui.domain.items import Kind
from imtextgui.search.ranking.features.document_kinds import (
    DocumentKind,
    is_table,
    kind_agreement,
    kinds_named,
)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("logger BOM", {DocumentKind.PARTS_LIST}),
        ("board_v1_sch", {DocumentKind.SCHEMATIC}),
        ("カメラ基板の外形寸法図", {DocumentKind.DIMENSIONS}),
        ("取扱説明書", {DocumentKind.MANUAL}),
        ("SCHpdf", {DocumentKind.SCHEMATIC}),
        ("2.1-DIM", {DocumentKind.DIMENSIONS}),
        ("manualV3", {DocumentKind.MANUAL}),
        ("boardschematic", {DocumentKind.SCHEMATIC}),
        ("HC-63 組図", {DocumentKind.ASSEMBLY}),
        ("ポンプ取説", {DocumentKind.MANUAL}),
        ("油圧ポンプ図", {DocumentKind.DRAWING}),
        ("図書室", set()),
        ("Stromlaufplan Presse", {DocumentKind.SCHEMATIC}),
        ("pump housing", set()),
    ],
)
def test_a_text_names_kinds(text: str, kinds: set[DocumentKind]) -> None:
    assert kinds_named(text) == kinds


def test_what_a_name_says_counts_most() -> None:
    asked = frozenset({DocumentKind.SCHEMATIC})
    by_name = kind_agreement(asked, asked, Kind.PHOTO, ".png")
    by_format = kind_agreement(asked, frozenset(), Kind.DRAWING, ".dxf")
    other_drawing = kind_agreement(asked, frozenset({DocumentKind.LAYOUT}), Kind.DRAWING, ".dxf")
    text = kind_agreement(asked, frozenset(), Kind.MANUAL, ".md")
    other_name = kind_agreement(asked, frozenset({DocumentKind.PARTS_LIST}), Kind.MANUAL, ".md")
    assert by_name > by_format > other_drawing == text > other_name


def test_a_table_is_a_list_of_parts_and_no_drawing() -> None:
    parts, drawn = frozenset({DocumentKind.PARTS_LIST}), frozenset({DocumentKind.DRAWING})
    assert is_table(".CSV")
    assert kind_agreement(parts, frozenset(), Kind.MANUAL, ".csv") > 0
    assert kind_agreement(drawn, frozenset(), Kind.MANUAL, ".csv") < 0


def test_nothing_speaks_against_a_text_where_a_photo_is_not_asked_for() -> None:
    asked = frozenset({DocumentKind.PHOTO})
    assert kind_agreement(asked, frozenset(), Kind.MANUAL, ".md") == 0
    assert kind_agreement(asked, frozenset(), Kind.OTHER, ".zip") < 0
