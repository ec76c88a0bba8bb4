"""Barcodes of every kind that we read, however they lie; damaged ones and pictures without any say nothing."""

import logging

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from imtextgui.ocr import barcodes
from imtextgui.ocr.barcodes import CONFIDENCE, LONGEST, barcode_contents, read_barcodes
from tests.barcode_pictures import barcode, sheet
from tests.ocr_pictures import written

CONTENTS = {
    "QRCode": "https://example.com/p/ZX-4819",
    "DataMatrix": "GP-2040-B1",
    "Code128": "SN 21-0437",
    "Code39": "CP-310",
    "EAN13": "4901234567894",
    "EAN8": "49123456",
    "UPCA": "012345678905",
}


def contents(picture: Image.Image) -> list[str]:
    return [word.text for word in barcode_contents(picture)]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("kind", CONTENTS)
def test_every_kind_is_read_however_it_lies(kind: str, turn: int) -> None:
    picture = barcode(kind, CONTENTS[kind][:7] if kind == "EAN8" else CONTENTS[kind])
    assert "".join(contents(picture.rotate(turn, expand=True)))[-7:-1] == CONTENTS[kind][-7:-1]


@pytest.mark.parametrize("kind", ["QRCode", "DataMatrix"])
def test_square_codes_are_read_when_they_are_tilted(kind: str) -> None:
    picture = Image.new("RGB", (400, 400), "white")
    picture.paste(barcode(kind, "GP-2040-B1", scale=5), (130, 130))
    assert contents(picture.rotate(33, fillcolor="white")) == ["GP-2040-B1"]


def test_a_small_code_in_a_large_photo_is_read() -> None:
    photo = Image.effect_noise((2_000, 1_500), 40).convert("RGB")
    photo.paste(barcode("QRCode", "ZX-4819", scale=3), (1_500, 1_200))
    assert contents(photo.filter(ImageFilter.GaussianBlur(0.8))) == ["ZX-4819"]


def test_several_codes_of_one_picture_are_read() -> None:
    kinds = ("QRCode", "Code128", "DataMatrix", "EAN13")
    picture = sheet([barcode(kind, CONTENTS[kind]) for kind in kinds], 700, 900)
    found = barcode_contents(picture)
    assert sorted(word.text for word in found) == sorted(CONTENTS[kind] for kind in kinds)
    assert all(0 <= word.box.x0 < word.box.x1 <= 1 and word.box.y0 < word.box.y1 for word in found)


@pytest.mark.parametrize("eci", ["", "UTF-8", "Shift_JIS"])
def test_japanese_is_read_in_both_encodings(eci: str) -> None:
    assert contents(barcode("QRCode", "油圧ポンプ 型式 GP-2040", eci=eci)) == ["油圧ポンプ 型式 GP-2040"]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_japanese_without_a_stated_encoding_is_read(encoding: str) -> None:
    assert contents(barcode("QRCode", "軸封装置 ZX-4819".encode(encoding))) == ["軸封装置 ZX-4819"]


def test_data_that_are_no_text_say_nothing() -> None:
    assert contents(barcode("QRCode", bytes([0, 1, 2, 255, 254, 131, 0]))) == []


def test_words_have_their_share_of_the_box() -> None:
    words = {word.text: word for word in read_barcodes(barcode("QRCode", "GP-2040 pump\n油圧ポンプ"))}
    assert set(words) == {"GP-2040", "pump", "油圧ポンプ"}
    assert words["GP-2040"].box.x1 < words["pump"].box.x0
    assert words["pump"].box.y1 == pytest.approx(words["油圧ポンプ"].box.y0)
    assert all(
        0 <= word.box.x0 < word.box.x1 <= 1 and word.confidence == CONFIDENCE for word in words.values()
    )


def test_signs_that_cannot_be_read_are_white_space() -> None:
    (word,) = barcode_contents(barcode("DataMatrix", "P/N\x1dGP-2040\x04"))
    assert word.text == "P/N GP-2040"


def test_fields_of_a_label_come_without_their_identifiers() -> None:
    label = "[)>\x1e06\x1d1PGP-2040-B1\x1dS21-0437\x1dQ5\x1e\x04"
    (word,) = barcode_contents(barcode("DataMatrix", label))
    assert word.text == "GP-2040-B1 21-0437 5"


def test_a_code_scratched_a_little_is_read_and_one_scratched_away_says_nothing() -> None:
    picture = barcode("QRCode", "GP-2040-B1 HYDRAULIC PUMP 3.7 kW", scale=6)
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((100, 100, 112, 112), "white")
    assert contents(picture) == ["GP-2040-B1 HYDRAULIC PUMP 3.7 kW"]
    canvas.rectangle((60, 60, 160, 160), "black")
    assert contents(picture) == []


@pytest.mark.parametrize("size", [(1, 1), (9, 400), (400, 9), (300, 300)])
def test_pictures_without_codes_say_nothing(size: tuple[int, int]) -> None:
    assert read_barcodes(Image.new("RGB", size, "white")) == ()
    noise = np.random.default_rng(4).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    assert read_barcodes(Image.fromarray(noise)) == ()


def test_writing_and_hatching_are_no_codes() -> None:
    picture = written(["HYDRAULIC PUMP GP-2040", "III ||| 1111 || IIII"], size=40)
    canvas = ImageDraw.Draw(picture)
    for x in range(40, 600, 7):
        canvas.line((x, 150, x + 40, 210), "black", 3)
    assert read_barcodes(picture) == ()


def test_a_short_code_39_is_not_trusted() -> None:
    assert contents(barcode("Code39", "A1")) == []


def test_more_than_a_name_is_cut_off() -> None:
    (word,) = barcode_contents(barcode("QRCode", "7" * (LONGEST + 500), scale=4))
    assert len(word.text) == LONGEST


@pytest.mark.expects_log("out of range")
def test_what_the_library_refuses_stops_nothing(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object, **__: object) -> list[object]:
        raise RuntimeError("out of range")

    monkeypatch.setattr(zxingcpp, "read_barcodes", fail)
    with caplog.at_level(logging.WARNING, barcodes.__name__):
        assert read_barcodes(barcode("QRCode", "ZX-4819")) == ()
    assert "out of range" in caplog.text
