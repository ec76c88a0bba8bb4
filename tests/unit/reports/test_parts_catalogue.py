"""Catalogues of parts: order, index, style, and what the files hold."""

import json
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from imtextgui.documents.layout import text_metrics
from imtextgui.domain.progress import run
from imtextgui.errors import ReportFormatUnknown, StyleDamaged
from imtextgui.reports.leaf_drawing import PrintedLeaf
from imtextgui.reports.parts_catalogue import catalogue_leaves
from imtextgui.reports.parts_catalogue.catalogue_leaves import CatalogueLeaves
from imtextgui.reports.parts_catalogue.catalogue_style import read_style, shipped_style
from imtextgui.reports.parts_catalogue.parts import (
    ListedPart,
    PartsCatalogue,
    PartSentence,
    index_entries,
)
from imtextgui.reports.parts_catalogue.writing import write


@pytest.fixture(autouse=True)
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves of one pixel a point, which are drawn quickly."""
    monkeypatch.setattr(catalogue_leaves, "LEAF_PIXELS", 842)


def part(number: int, family: str = "seals", **more: Sequence[str]) -> ListedPart:
    return ListedPart(
        number,
        Path(f"/plant/{number}.pdf"),
        1,
        tuple(more.get("english", (f"shaft seal {number}",))),
        tuple(more.get("japanese", ("軸シール",))),
        (f"ZX-4819-{number}",),
        "Fits the <pump>." if number == 1 else "",
        ("manual.pdf#3",),
        ("spare",),
        family,
        {"vector_picture": np.array([0.6, 0.8], dtype=np.float32)},
    )


@pytest.fixture
def catalogue() -> PartsCatalogue:
    return PartsCatalogue.of(
        "Press line", [part(9, ""), *(part(number) for number in range(1, 8)), part(8, "pumps")]
    )


def thumbnail(_: int) -> bytes:
    data = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(data, "JPEG")
    return data.getvalue()


def written(catalogue: PartsCatalogue, target: Path) -> bytes:
    run(write(catalogue, shipped_style(), target, overwrite=False, thumbnail=thumbnail))
    return target.read_bytes()


def test_families_stand_in_order_and_parts_without_one_last(catalogue: PartsCatalogue) -> None:
    assert [(family.name, len(family.parts)) for family in catalogue.families] == [
        ("pumps", 1),
        ("seals", 7),
        ("", 1),
    ]
    assert catalogue.parts[0].name == "shaft seal 8"


def test_families_are_in_the_order_of_the_index_whatever_their_capitals(catalogue: PartsCatalogue) -> None:
    names = ("line_trace", "TopPlate", "belts", "Belts")
    parts = [replace(part, family=name) for part, name in zip(catalogue.parts, names, strict=False)]
    ordered = PartsCatalogue.of("", parts).families
    assert [family.name for family in ordered] == ["Belts", "belts", "line_trace", "TopPlate"]


def test_the_index_names_every_part_in_both_languages_and_by_number(catalogue: PartsCatalogue) -> None:
    entries = {entry.text: entry.places for entry in index_entries(catalogue.parts)}
    assert entries["ZX-4819-8"] == (1,)
    assert entries["軸シール"] == tuple(range(1, 10))


def test_a_part_without_a_name_is_called_by_its_number_or_file() -> None:
    assert part(3, english=(), japanese=()).name == "ZX-4819-3"


def test_a_pdf_has_cover_contents_parts_and_index(catalogue: PartsCatalogue, tmp_path: Path) -> None:
    data = written(catalogue, tmp_path / "parts.pdf")
    document = pypdfium2.PdfDocument(data)
    leaves = CatalogueLeaves(catalogue, shipped_style(), thumbnail)
    assert len(document) == leaves.count == 1 + 1 + 2 + 1
    said = [page.get_textpage().get_text_range() for page in document]
    assert "Press line" in said[0]
    assert all(name in said[2] for name in ("shaft seal 1", "軸シール", "ZX-4819-1", "Fits the <pump>."))
    assert "ZX-4819-8" in said[4]
    document.close()


def test_a_web_page_needs_nothing_else_and_its_links_lead_somewhere(
    catalogue: PartsCatalogue, tmp_path: Path
) -> None:
    page = written(catalogue, tmp_path / "parts.html").decode()
    assert "Fits the &lt;pump&gt;." in page
    assert page.count("data:image/jpeg") == 9
    assert "http" not in page.replace('http-equiv="Content', "")
    for number in range(1, 10):
        assert f'id="part-{number}"' in page
        assert f'href="#part-{number}"' in page
    assert page.count('<h2 id="family-') == 3


def described(*sentences: PartSentence) -> ListedPart:
    return replace(part(1), tag_names=("gear pump / 歯車ポンプ",), sentences=sentences)


def test_automatic_sentences_are_marked_as_such_and_stand_beside_the_words_of_the_page(
    tmp_path: Path,
) -> None:
    told = described(PartSentence("en", "Photo of a pump.", True), PartSentence("ja", "ポンプの写真。", True))
    assert told.statements == ("Fits the <pump>.",)
    assert told.automatic == ("(automatic) Photo of a pump.", "（自動）ポンプの写真。")
    page = written(PartsCatalogue.of("Line", [told]), tmp_path / "parts.html").decode()
    for text in (
        "Fits the &lt;pump&gt;.",
        "(automatic) Photo of a pump.",
        "（自動）ポンプの写真。",
        "gear pump / 歯車",
    ):
        assert text in page


def test_what_somebody_wrote_stands_as_it_is_in_the_place_of_the_words_of_the_page(tmp_path: Path) -> None:
    told = described(PartSentence("en", "Our old pump.", False), PartSentence("ja", "ポンプの写真。", True))
    assert (told.statements, told.automatic) == (("Our old pump.",), ("（自動）ポンプの写真。",))
    page = written(PartsCatalogue.of("Line", [told]), tmp_path / "parts.html").decode()
    assert "<p>Our old pump.</p>" in page
    assert "Fits the" not in page
    (row,) = json.loads(written(PartsCatalogue.of("Line", [told]), tmp_path / "parts.json"))["parts"]
    assert row["description"] == "Fits the <pump>."
    assert (row["english_description"], row["japanese_description"]) == ("Our old pump.", "ポンプの写真。")
    assert row["automatic"] == ["ja"]
    head = written(PartsCatalogue.of("Line", [told]), tmp_path / "parts.csv").decode("utf-8-sig")
    assert "English description,Japanese description,automatic descriptions" in head


def leaf_of(*sentences: PartSentence) -> PrintedLeaf:
    """The first leaf of parts, with one part that is told with ``sentences``."""
    shown = replace(described(*sentences), used=(), description="")
    return list(CatalogueLeaves(PartsCatalogue.of("Line", [shown]), shipped_style(), thumbnail).all())[2]


def test_a_leaf_has_an_automatic_sentence_where_there_is_room() -> None:
    def automatic(text: str) -> bool:
        lines = leaf_of(PartSentence("en", text, True)).lines
        return any(line.text.startswith("(automatic)") for line in lines)

    assert automatic("Photo.")
    assert not automatic("pump " * 200)


def test_sentences_in_both_languages_fit_in_smaller_type_before_one_is_left_out() -> None:
    english = "(automatic) " + "photo of a pump with its seal and its gear " * 4
    japanese = "（自動）" + "軸シールと歯車が付いたポンプの写真です。" * 3
    leaf = leaf_of(PartSentence("en", english, False), PartSentence("ja", japanese, False))
    said = "".join(line.text for line in leaf.lines).replace(" ", "")
    assert english.replace(" ", "") in said
    assert japanese in said
    assert min(line.size for line in leaf.lines) < shipped_style().text_size * 0.93


def test_what_is_written_stays_on_the_leaf_with_its_number_at_the_edge(catalogue: PartsCatalogue) -> None:
    long = replace(catalogue, title="Press line of the second hall, " * 4)
    for number, leaf in enumerate(CatalogueLeaves(long, shipped_style(), thumbnail).all(), 1):
        ends = [line.x + text_metrics.width(line.text) * line.size for line in leaf.lines]
        numbers = [
            end
            for line, end in zip(leaf.lines, ends, strict=True)
            if line.text == str(number) and line.x > 500
        ]
        assert pytest.approx(595 - 42) in numbers
        assert max(ends) < 595 - 42 + 1


def test_tables_hold_all(catalogue: PartsCatalogue, tmp_path: Path) -> None:
    lines = written(catalogue, tmp_path / "parts.csv").decode("utf-8-sig").splitlines()
    assert len(lines) == 10
    told = json.loads(written(catalogue, tmp_path / "parts.json"))
    assert told["title"] == "Press line"
    assert told["parts"][0]["numbers"] == ["ZX-4819-8"]


def test_a_table_with_vectors_needs_pyarrow(
    catalogue: PartsCatalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ReportFormatUnknown) as refused:
        written(catalogue, tmp_path / "parts.parquet")
    assert ".parquet" not in str(refused.value.details["other"])


def test_a_table_with_vectors_holds_them(catalogue: PartsCatalogue, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="there is no wheel of it for every Python")
    written(catalogue, tmp_path / "parts.parquet")
    rows = parquet.read_table(tmp_path / "parts.parquet").to_pylist()
    assert rows[0]["vector_picture"] == pytest.approx([0.6, 0.8])
    assert [row["numbers"] for row in rows] == [list(part.numbers) for part in catalogue.parts]
    assert rows[0]["japanese"] == ["軸シール"]


def test_another_end_of_the_name_is_refused(catalogue: PartsCatalogue, tmp_path: Path) -> None:
    with pytest.raises(ReportFormatUnknown):
        written(catalogue, tmp_path / "parts.docx")


def test_a_site_changes_the_style(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('title = "部品表"\nrows = 4\ntext_size = 8\ncss = "</style>"\n', encoding="utf-8")
    style = read_style(own)
    assert (style.title, style.rows, style.accent) == ("部品表", 4, shipped_style().accent)
    assert "</style" not in style.css
    sheet = tmp_path / "own.css"
    sheet.write_text("h1 { color: red; }", encoding="utf-8")
    assert read_style(sheet).css == "h1 { color: red; }"


@pytest.mark.parametrize("text", ["rows = 99", 'rows = "six"', "colour = 1", "rows ="])
def test_what_is_wrong_with_a_style_is_told(tmp_path: Path, text: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(StyleDamaged):
        read_style(own)
