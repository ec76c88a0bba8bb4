"""The real engine on small pictures: both languages, every way a page may lie, and pictures with nothing to read."""

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from imtextgui.domain.items import Word
from imtextgui.ocr import layout
from imtextgui.ocr.detector import Detector, Picture, Sureness
from imtextgui.ocr.parts import Part
from imtextgui.ocr.pp_ocr import RapidEngine
from tests.ocr_pictures import board, columns, display, stamped, written
from tests.quality.ocr_pages import pages
from tests.quality.photographed import photo_of_page

LINES = ("Centrifugal pump CP-310", "油圧ポンプの軸受を交換", "Q 12.5 m3/h  No. 21-0437")
TOKENS = {"Centrifugal", "pump", "CP-310", "油圧ポンプの軸受を交換", "12.5", "21-0437"}


def texts(words: tuple[Word, ...]) -> set[str]:
    return {word.text for word in words}


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_both_languages_are_read_however_the_page_lies(engine: RapidEngine, turned: int) -> None:
    words = engine.read(written(LINES).rotate(turned, expand=True))
    assert texts(words) >= TOKENS
    assert min(word.confidence for word in words if word.text in TOKENS) > 0.8


def test_words_have_boxes_where_they_stand(engine: RapidEngine) -> None:
    words = {word.text: word for word in engine.read(written(LINES))}
    for word in words.values():
        assert 0 <= word.box.x0 < word.box.x1 <= 1
        assert 0 <= word.box.y0 < word.box.y1 <= 1
    pump, code = words["pump"].box, words["CP-310"].box
    assert words["Centrifugal"].box.x1 <= pump.x0 + 0.02
    assert pump.x1 <= code.x0 + 0.02
    assert code.y1 < words["油圧ポンプの軸受を交換"].box.y0 + 0.02


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_boxes_follow_the_page_when_it_is_turned(engine: RapidEngine, turned: int) -> None:
    picture = written(LINES)
    upright = {word.text: word.box for word in engine.read(picture)}["CP-310"]
    box = {word.text: word.box for word in engine.read(picture.rotate(turned, expand=True))}["CP-310"]
    middle = ((upright.x0 + upright.x1) / 2, (upright.y0 + upright.y1) / 2)
    x, y = {
        90: (middle[1], 1 - middle[0]),
        180: (1 - middle[0], 1 - middle[1]),
        270: (1 - middle[1], middle[0]),
    }[turned]
    assert box.x0 < x < box.x1
    assert box.y0 < y < box.y1


def test_lines_keep_their_order(engine: RapidEngine) -> None:
    assert layout.text(engine.read(written(LINES))).split("\n")[:2] == list(LINES[:2])


def test_vertical_japanese_is_read_from_right_to_left(engine: RapidEngine) -> None:
    lines = ["モータの回転方向を確認", "作業前に電源を切ること"]
    assert layout.text(engine.read(columns(lines))).split() == lines


def test_a_line_along_the_edge_of_a_drawing_is_read_beside_upright_ones(engine: RapidEngine) -> None:
    picture = Image.new("RGB", (900, 900), "white")
    picture.paste(written(LINES), (150, 300))
    picture.paste(written(["DRAWING GP-2040-B1"], width=440).rotate(90, expand=True), (10, 100))
    words = engine.read(picture)
    assert texts(words) >= TOKENS | {"GP-2040-B1"}
    box = next(word.box for word in words if word.text == "GP-2040-B1")
    assert box.y1 - box.y0 > 2 * (box.x1 - box.x0)


def test_tilted_writing_is_read(engine: RapidEngine) -> None:
    picture = written(LINES).rotate(17, expand=True, fillcolor="white")
    assert texts(engine.read(picture)) >= {"CP-310", "21-0437"}


def test_a_small_plate_is_read(engine: RapidEngine) -> None:
    assert "GP-2040" in texts(engine.read(written(["GP-2040"], size=11, width=90, margin=8)))


def test_small_words_on_a_large_sheet_are_read(engine: RapidEngine) -> None:
    sheet = Image.new("RGB", (3600, 2500), "white")
    sheet.paste(written(["SHAFT SEAL ZX-4819", "軸封装置"], size=26, width=400), (3100, 2300))
    assert texts(engine.read(sheet)) >= {"ZX-4819", "軸封装置"}


def test_english_alone_reads_no_japanese() -> None:
    words = RapidEngine(("en",), threads=1).read(written(LINES))
    assert "CP-310" in texts(words)
    assert all(character.isascii() for word in words for character in word.text)


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (2000, 3), (40, 40), (11, 12)])
def test_any_size_is_taken(engine: RapidEngine, size: tuple[int, int]) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    picture = Image.fromarray(noise)
    assert all(0 <= word.confidence <= 1 for word in engine.read(picture))
    assert engine.has_text(picture) in (True, False)


@pytest.mark.parametrize("colour", ["white", "black", "#7f7f7f"])
def test_nothing_is_read_where_nothing_stands(engine: RapidEngine, colour: str) -> None:
    picture = Image.new("RGB", (800, 600), colour)
    assert engine.read(picture) == ()
    assert not engine.has_text(picture)


def test_a_glance_tells_whether_there_is_writing(engine: RapidEngine) -> None:
    assert engine.has_text(written(LINES))
    assert engine.has_text(written(LINES).rotate(90, expand=True))


def test_of_many_lines_only_the_largest_are_read(engine: RapidEngine) -> None:
    picture = Image.new("RGB", (900, 900), "white")
    picture.paste(written(LINES), (20, 20))
    large = written(["KX-4821"])
    picture.paste(large.resize((2 * large.width, 2 * large.height)), (20, 400))
    assert texts(engine.read(picture, 1)) == {"KX-4821"}


def test_a_page_in_the_shadow_on_a_wooden_table_is_read(engine: RapidEngine) -> None:
    page = next(pages("en", 1))
    photo = photo_of_page(np.random.default_rng(5), page.picture)
    assert {"Contents", "Troubleshooting", "Specifications"} <= texts(engine.read(photo))


def test_writing_under_a_stamp_is_read_and_the_stamp_as_well(engine: RapidEngine) -> None:
    words = texts(
        engine.read(stamped(["検査成績書 No. TS-7731", "承認 山田 GEAR CASE ASSY"], ["検査済", "25.03.14"]))
    )
    assert words >= {"TS-7731", "GEAR", "CASE", "ASSY", "25.03.14"}


@pytest.mark.parametrize("turned", [0, 90, 180])
def test_lines_that_a_stamp_crosses_are_read_whole_and_in_their_order(
    engine: RapidEngine, turned: int
) -> None:
    lines = ("Part number CP-310-4", "Revision B of 2024-03-11", "Seal ring 40 x 52 x 7")
    words = engine.read(stamped(lines, ("PAID", "2024")).rotate(turned, expand=True))
    assert [word.text for word in words][:14] == " ".join(lines).split()
    assert texts(words) >= {"PAID", "2024"}


LABELS = [f"{'RCXJ'[number % 4]}{number * 7 % 90 + 10}" for number in range(18)]


@pytest.mark.parametrize(
    ("high", "ink", "paper"),
    [
        (8, "#c8c8c8", "white"),
        (14, "#c8c8c8", "white"),
        (8, "#b8c0b4", "#e8f0e0"),
        (11, "#b8c0b4", "#e8f0e0"),
        (14, "#a0a0a0", "#e8f0e0"),
    ],
)
def test_faint_labels_beside_coloured_pads_are_read(
    engine: RapidEngine, high: int, ink: str, paper: str
) -> None:
    words = [word.text for word in engine.read(board(LABELS, high, ink, paper)) if word.confidence >= 0.6]
    assert sorted(words) == sorted(LABELS)


def test_pads_alone_say_nothing(engine: RapidEngine) -> None:
    assert not [word for word in engine.read(board([""] * 18, 11, "#c8c8c8")) if word.confidence >= 0.6]


def test_displays_are_read_with_the_writing_around_them(engine: RapidEngine) -> None:
    picture = Image.new("RGB", (1_200, 500), "#202020")
    picture.paste(display("E-0473"), (100, 200))
    label = written(["INVERTER ALARM"], width=500, margin=10).point(lambda tone: 255 - tone)
    picture.paste(label, (100, 60))
    assert texts(engine.read(picture)) >= {"INVERTER", "ALARM", "E-0473"}
    assert engine.has_text(display("4218"))


def test_a_page_of_fine_print_is_drawn_larger_once_and_read_there(engine: RapidEngine) -> None:
    lines = [f"M{number} hexagon socket screw GP-2040-{number}" for number in range(6)]
    large = written(lines, size=30, width=1_400)
    small = large.resize((large.width // 4, large.height // 4), Image.Resampling.LANCZOS)
    sheet = Image.new("RGB", (900, 700), "white")
    sheet.paste(small, (100, 100))
    drawn: list[int] = []

    def larger() -> Image.Image:
        drawn.append(1)
        whole = Image.new("RGB", (3_600, 2_800), "white")
        whole.paste(large, (400, 400))
        return whole

    words = engine.read(sheet, larger=larger)
    assert texts(words) >= {f"GP-2040-{number}" for number in range(6)}
    assert drawn == [1]
    assert all(0.1 < word.box.x0 < word.box.x1 < 0.55 for word in words)
    assert engine.read(sheet, larger=lambda: None)


def test_of_a_photo_only_what_may_be_writing_is_looked_at_closely(
    engine: RapidEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = Image.effect_noise((2_000, 1_500), 60).convert("RGB")
    photo.paste(written(["SHAFT SEAL ZX-4819"], size=40, width=560), (200, 900))
    seen: list[int] = []
    look = Detector.sureness

    def counted(detector: Detector, picture: Picture, parts: Sequence[Part] | None = None) -> Sureness:
        whole = [Part(0, 0, picture.shape[1], picture.shape[0])]
        seen.append(sum(part.width * part.height for part in (whole if parts is None else parts)))
        return look(detector, picture, parts)

    monkeypatch.setattr(Detector, "sureness", counted)
    assert "ZX-4819" in texts(engine.read(photo))
    assert sum(seen) < 0.5 * 1_600 * 1_200
    seen.clear()
    assert engine.read(Image.effect_noise((2_000, 1_500), 60).convert("RGB")) == ()
    assert sum(seen) <= 640 * 480


def test_a_short_word_runs_as_the_page_does(engine: RapidEngine) -> None:
    picture = written(["mm", "SHAFT SEAL ZX-4819", "OK", "軸封装置の交換手順"], size=48)
    for turn in (90, 270):
        assert {"mm", "OK"} <= texts(engine.read(picture.rotate(turn, expand=True)))
