"""Files told by their first bytes."""

import pytest

from imtextgui.documents.sniffing import sniffed
from tests import bad_files


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "TIFF", "WEBP", "BMP", "AVIF"])
def test_pictures(form: str) -> None:
    assert sniffed(bad_files.picture(form)[:2_048], ".txt") == "raster"


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"\r\n junk before %PDF-1.4"])
def test_pdf_with_and_without_junk_before_it(head: bytes) -> None:
    assert sniffed(head, ".jpg") == "pdf"


@pytest.mark.parametrize(
    "head",
    [b"", b"BMW workshop manual, first edition", b"RIFF\0\0\0\0WAVE", b"II", "説明書".encode(), b"PK"],
)
def test_nothing_is_read_into_other_bytes(head: bytes) -> None:
    assert sniffed(head, ".jpg") is None


@pytest.mark.parametrize(
    "head",
    [
        bad_files.svg(""),
        b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- made by hand -->\n" + bad_files.svg(""),
        b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' ''>" + bad_files.svg(""),
        bad_files.svg("").decode().encode("utf-16"),
        b"<svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>",
    ],
)
def test_svg(head: bytes) -> None:
    assert sniffed(head, ".xml") == "svg"


def test_a_page_with_a_drawing_in_it_is_no_svg() -> None:
    assert sniffed(b"<!DOCTYPE html><html><body><svg></svg>", ".html") is None


@pytest.mark.parametrize(
    "head", [b"  0\r\nSECTION\r\n  2\r\n", b"999\nmade by CAD\n0\nSECTION\n", b"AutoCAD Binary DXF\r\n\x1a\0"]
)
def test_dxf(head: bytes) -> None:
    assert sniffed(head, ".txt") == "dxf"


@pytest.mark.parametrize(
    ("head", "family"),
    [
        (b"PK\3\4\x14\0", "zip"),
        (b"PK\3\4\x14\0 and then %PDF-1.7", "zip"),
        (b"7z\xbc\xaf\x27\x1c", "packed"),
        (b"\x1f\x8b\x08", "packed"),
        (bytes(257) + b"ustar", "packed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512) + b"%PDF-1.7", "office"),
    ],
)
def test_packages(head: bytes, family: str) -> None:
    assert sniffed(head, ".jpg") == family


def test_photos_of_telephones() -> None:
    assert sniffed(bad_files.heic(), ".jpg") == "raster"
    assert sniffed(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", ".heic") is None


def test_step() -> None:
    assert sniffed(b"ISO-10303-21;\nHEADER;", ".txt") == "step"
