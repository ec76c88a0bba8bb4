"""Manuals become passages under their headings."""

from pathlib import Path

import pytest

from export.problems import KitProblem
from export.retrieval.manuals import MANUALS, ManualSet, page_passages, passages
from tests.unit.export.retrieval.manual_pages import ENGLISH, JAPANESE, write_manuals

KICAD = ManualSet("kicad-doc-en", "en", "*.html", 1.0)


def page(folder: Path, html: str) -> Path:
    path = folder / "help" / "en" / "pump.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, encoding="utf-8")
    return path


def test_a_passage_stands_under_its_headings_and_code_is_left_out(tmp_path: Path) -> None:
    found = list(page_passages(KICAD, page(tmp_path, ENGLISH)))
    assert [passage.headings for passage in found] == [
        ("Pump manual",),
        ("Pump manual", "Replacing the seal"),
        ("Pump manual", "Oil"),
        ("Pump manual", "Storage"),
    ]
    assert found[1].text.startswith("Close both valves")
    assert {(passage.manual, passage.language, passage.document) for passage in found} == {
        ("kicad-doc", "en", "help/pump.html")
    }


def test_long_text_is_cut_after_a_sentence(tmp_path: Path) -> None:
    sentence = "The seal of the pump is changed after five hundred hours of running under load. "
    texts = [p.text for p in page_passages(KICAD, page(tmp_path, f"<h1>Seal</h1><p>{sentence * 20}</p>"))]
    assert len(texts) > 2
    assert all(text.endswith(".") and len(text) < 700 for text in texts)


def test_a_page_that_nobody_translated_is_told_to_be_english(tmp_path: Path) -> None:
    japanese = ManualSet("kicad-doc-ja", "ja", "*.html", 1.0)
    assert {p.language for p in page_passages(japanese, page(tmp_path, ENGLISH))} == {"en"}
    assert {p.language for p in page_passages(japanese, page(tmp_path, JAPANESE))} == {"ja"}


def test_all_manuals_are_read_and_a_missing_one_is_named(tmp_path: Path) -> None:
    folder = write_manuals(tmp_path, pages=2)
    assert len(passages(folder)) == 4 * 2 * len(MANUALS)
    for path in (folder / "kicad-doc-de").rglob("*.html"):
        path.unlink()
    with pytest.raises(KitProblem, match="apt-get download kicad-doc-de"):
        passages(folder)
