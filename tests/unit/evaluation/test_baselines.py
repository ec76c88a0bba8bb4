"""The plain searches do what people have today, no more."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from imtextgui.evaluation.baselines import DEPTH, FileNames, PlainBm25

PAGES = [
    ((Path("/a/pump.pdf"), Path("/b/copy.pdf")), 1, "Gear pump. Safety."),
    ((Path("/a/pump.pdf"), Path("/b/copy.pdf")), 2, "Seal kit of the gear pump: replace the seal."),
    ((Path("/a/図面.pdf"),), 1, "油圧ポンプの組立図 \0 \ud800"),
]


@pytest.fixture
def plain() -> Iterator[PlainBm25]:
    with closing(PlainBm25(PAGES)) as search:
        yield search


def test_bm25_gives_each_file_once_with_its_best_page(plain: PlainBm25) -> None:
    assert [(found.paths[0].name, found.page) for found in plain.search("seal pump")] == [("pump.pdf", 2)]


def test_bm25_knows_neither_names_nor_words_inside_japanese(plain: PlainBm25) -> None:
    assert plain.search("copy") == []
    assert plain.search("組立図") == []


def test_bm25_gives_no_more_than_is_measured() -> None:
    many = [((Path(f"/a/{number}.txt"),), 1, "pump") for number in range(DEPTH + 5)]
    with closing(PlainBm25(many)) as search:
        assert len(search.search("pump")) == DEPTH


@pytest.mark.parametrize("text", ["", '"', "AND", "a-b", "NEAR(", "*", "\0", "seal OR"])
def test_bm25_takes_any_text(plain: PlainBm25, text: str) -> None:
    expected = ["pump.pdf"] if "seal" in text else []
    assert [found.paths[0].name for found in plain.search(text)] == expected


def test_file_names_are_ordered_by_how_many_words_they_hold() -> None:
    names = FileNames(
        [Path("/a/pump seal kit.pdf"), Path("/a/Pump.pdf"), Path("/pump/other.pdf"), Path("/a/ポンプ.pdf")]
    )
    assert [found.paths[0].name for found in names.search("seal for PUMP")] == [
        "pump seal kit.pdf",
        "Pump.pdf",
    ]
    assert [found.paths[0].name for found in names.search("ポンプ")] == ["ポンプ.pdf"]
