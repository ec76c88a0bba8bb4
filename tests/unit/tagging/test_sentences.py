"""What descriptions say, and that every phrase of them has its evidence."""

from dataclasses import replace
from pathlib import Path

import pytest

from imtextgui.config import paths
from imtextgui.domain.items import Box, Kind, Word
from imtextgui.domain.tagging.descriptions import PictureKind
from imtextgui.domain.tagging.suggestions import SuggestedTag, TagOrigin, TagReason
from imtextgui.search.query.dictionary_table import read_entries
from imtextgui.store.content.page_facts import PageFacts, PictureCaption, caption_of
from imtextgui.tagging.sentences import describe, picture_kind
from imtextgui.tagging.vocabulary import TagVocabulary
from imtextgui.tagging.written_evidence import figure_captions, written_evidence

PHOTO = PageFacts(
    *(1, 1, 1, 1, 1, "digest", Kind.PHOTO),
    *("", "", "", "", 640),
    Path("/plant/Press line/photos/IMG_1.jpg"),
    "Press line/photos/IMG_1.jpg",
    "Press line",
)


SEEN = frozenset(("GP-2040", "2.2", "kW"))


def tag(name: str, other: str) -> SuggestedTag:
    return SuggestedTag(name, other, 0.9, (TagReason(TagOrigin.NAME, name),))


PUMP = tag("pump", "ポンプ")


@pytest.fixture(scope="module")
def vocabulary() -> TagVocabulary:
    return TagVocabulary(read_entries(paths.resources() / "dictionary" / "industrial.csv"))


def test_a_photo_is_told_with_its_plate_and_its_machine() -> None:
    facts = replace(
        PHOTO, text="GP-2040\n2.2 kW", codes=("GP-2040", "IMG_1"), read="GP-2040\n2.2 kW\n2.8 kVV", seen=SEEN
    )
    told = describe(facts, [PUMP], None, 0.1)
    assert told.en == (
        "Photo of pump, with the writing “GP-2040”, “2.2 kW”, in the folder “Press line”, file IMG_1.jpg."
    )
    assert told.ja == (
        "ポンプの写真です（記載：「GP-2040」「2.2 kW」、フォルダー「Press line」、ファイル IMG_1.jpg）。"
    )
    assert [(part.source, part.text) for part in told.parts] == [
        ("format", "Photo"),
        ("tag", "pump"),
        ("written", "“GP-2040”, “2.2 kW”"),
        ("folder", "Press line"),
        ("file", "IMG_1.jpg"),
    ]


def test_a_page_of_a_manual_is_told_with_its_heading_and_figure() -> None:
    facts = replace(
        PHOTO,
        kind=Kind.MANUAL,
        number=3,
        pages=12,
        section="Maintenance / Shaft seal",
        text="Figure 4: Pump with seal",
        relpath="manual.pdf",
        machine="",
    )
    told = describe(facts, (), None, None)
    assert told.en == "Page, captioned “Pump with seal”, under “Shaft seal”, page 3 of 12 of manual.pdf."
    assert (
        told.ja
        == "ページです（説明：「Pump with seal」、見出し：「Shaft seal」、manual.pdfの12ページ中3ページ目）。"
    )
    assert describe(facts, [PUMP], None, None).en.startswith("Page about pump, ")


def test_what_a_caption_says_is_quoted_and_long_ones_are_cut() -> None:
    told = describe(PHOTO, (), PictureCaption("word " * 40, "README.md"), 0.1)
    (caption,) = [part for part in told.parts if part.source == "caption"]
    assert (len(caption.text) <= 60, caption.text.endswith("…"), caption.detail) == (True, True, "README.md")


@pytest.mark.parametrize(
    ("kind", "relpath", "tags", "ground", "expected"),
    [
        (Kind.PHOTO, "a.jpg", [], 0.2, PictureKind.PHOTO),
        (Kind.PHOTO, "a.jpg", [], 0.8, PictureKind.PICTURE),
        (Kind.PHOTO, "a.jpg", [], None, PictureKind.PICTURE),
        (Kind.PHOTO, "a.png", [], 0.2, PictureKind.PICTURE),
        (Kind.DRAWING, "a.pdf", [], 0.9, PictureKind.DRAWING),
        (Kind.DRAWING, "a.png", [], 0.9, PictureKind.PICTURE),
        (Kind.DRAWING, "a.png", ["exploded view"], 0.9, PictureKind.EXPLODED_VIEW),
        (Kind.DRAWING, "a.png", ["assembly drawing"], 0.9, PictureKind.DRAWING),
        (Kind.MANUAL, "a.pdf", ["assembly drawing"], 0.9, PictureKind.PAGE),
        (Kind.MANUAL, "a.pdf", ["wiring diagram"], 0.9, PictureKind.DIAGRAM),
        (Kind.MANUAL, "a.pdf", [], 0.9, PictureKind.PAGE),
    ],
)
def test_the_kind_of_picture_is_told_only_where_something_tells_it(
    kind: Kind, relpath: str, tags: list[str], ground: float | None, expected: PictureKind
) -> None:
    facts = replace(PHOTO, kind=kind, relpath=relpath)
    assert picture_kind(facts, [tag(name, "") for name in tags], ground)[0] is expected


def test_an_exploded_view_is_said_once() -> None:
    diagram = describe(PHOTO, [tag("circuit diagram", "回路図"), PUMP], None, 0.1)
    assert diagram.en.startswith("Circuit diagram of pump,")
    assert diagram.ja.startswith("ポンプの回路図です")
    assert describe(PHOTO, [tag("exploded view", "分解図"), PUMP], None, 0.1).en.startswith(
        "Exploded view of pump,"
    )


def test_what_kind_of_drawing_it_is_is_said_once() -> None:
    drawing = replace(PHOTO, kind=Kind.DRAWING, relpath="HC-63-00.pdf")
    told = describe(drawing, [tag("assembly drawing", "組立図"), PUMP], None, 0.9)
    assert told.en.startswith("Assembly drawing of pump,")
    assert told.ja.startswith("ポンプの組立図です")
    for name in ("HC-63-04.png", "HC-63-04.pdf"):  # in a folder of drawings
        told = describe(
            replace(drawing, relpath=name),
            [tag("drawing", "図面"), tag("assembly drawing", "組立図"), PUMP],
            None,
            0.9,
        )
        assert told.en.startswith("Assembly drawing of pump,")
        plain = describe(replace(drawing, relpath=name), [PUMP, tag("drawing", "図面")], None, 0.9)
        assert plain.en.startswith("Drawing of pump,")
        assert plain.ja.startswith("ポンプの図面です")
    both = [tag("circuit diagram", "回路図"), tag("wiring diagram", "配線図")]
    assert describe(drawing, both, None, 0.9).en.startswith("Circuit diagram, ")


def test_what_is_written_about_a_picture_is_evidence(vocabulary: TagVocabulary) -> None:
    block = (Word("HYDRAULIC", Box(0.7, 0.9, 0.75, 0.92)), Word("CYLINDER", Box(0.755, 0.9, 0.8, 0.92)))
    facts = replace(PHOTO, relpath="Pumps/solenoid_valve_2.jpg", read="INDUCTION MOTOR\n2.2 kW")
    told = written_evidence(facts, PictureCaption("The torque wrench", "README.md"), vocabulary)
    assert [(term.tag, origin) for term, origin, _ in told] == [
        ("solenoid valve", TagOrigin.NAME),
        ("induction motor", TagOrigin.NAMEPLATE),
        ("torque wrench", TagOrigin.CAPTION),
        ("pump", TagOrigin.FOLDER),
    ]
    drawing = replace(PHOTO, kind=Kind.DRAWING, relpath="IMG.dxf", block=block)
    assert [(term.tag, origin) for term, origin, _ in written_evidence(drawing, None, vocabulary)] == [
        ("hydraulic cylinder", TagOrigin.TITLE_BLOCK)
    ]


def test_sentences_and_long_texts_are_no_evidence(vocabulary: TagVocabulary) -> None:
    facts = replace(PHOTO, relpath="IMG_1.jpg", read="\n".join(["pump"] * 20))
    sentence = PictureCaption("Turn off the pump before you begin with the work here", "README.md")
    assert list(written_evidence(facts, sentence, vocabulary)) == []
    manual = replace(facts, kind=Kind.MANUAL, number=2, pages=3, section="Spare parts / Gear pump", read="")
    assert [(term.tag, origin) for term, origin, _ in written_evidence(manual, None, vocabulary)] == [
        ("gear pump", TagOrigin.TITLE)
    ]


def test_captions_of_figures_are_found_in_both_languages() -> None:
    text = "Figure 3: Gear pump\nsee figure 3 for more\n図2-1 油圧ポンプ\nFig. 7 – Seal"
    assert figure_captions(text) == ["Gear pump", "油圧ポンプ", "Seal"]


def test_the_nearest_text_captions_a_picture() -> None:
    said = {"a.jpg": (PictureCaption("far", "x/README.md"), PictureCaption("near", "y/z/README.md"))}
    assert caption_of(said, "y/z/img/A.jpg") == PictureCaption("near", "y/z/README.md")
    assert caption_of(said, "y/b.jpg") is None
