"""What is typed to find what a barcode on a query photo says."""

import pytest

from imtextgui.search.photo.photo_codes import MOST, asked, photo_codes
from tests.barcode_pictures import barcode, sheet


@pytest.mark.parametrize(
    ("content", "typed"),
    [
        ("GP-2040-B1", "GP-2040-B1"),
        ("4901234567894", "4901234567894"),
        ("https://example.com/p/ZX-4819?lang=ja", "ZX-4819"),
        ("型式 GP-2040 製造番号 21-0437", "GP-2040 21-0437"),
        ("油圧ポンプ 取扱説明書", "油圧ポンプ 取扱説明書"),
        ("type:pump seal", "type pump seal"),
    ],
)
def test_part_numbers_are_asked_for_else_the_words(content: str, typed: str) -> None:
    assert asked(content) == typed


def test_a_long_text_is_asked_for_by_its_beginning() -> None:
    assert asked("pump seal " * 40).startswith("pump seal pump")
    assert len(asked("pump seal " * 40)) <= 120


def test_each_content_comes_once_in_reading_order() -> None:
    pictures = [barcode("QRCode", "ZX-4819"), barcode("QRCode", "ZX-4819"), barcode("Code128", "CP-310")]
    found = photo_codes(sheet(pictures, 700, 600))
    assert [code.content for code in found] == ["ZX-4819", "CP-310"]
    assert found[0].box.x1 < found[1].box.x0


def test_a_sheet_of_labels_gives_the_first_ones() -> None:
    labels = [barcode("QRCode", f"LB-{number:04}") for number in range(MOST + 3)]
    assert len(photo_codes(sheet(labels, 900, 900))) == MOST
