"""Files told by their first bytes."""

import pytest

from imtextgui.documents.sniffing import sniffed
from tests import bad_files


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "TIFF", "WEBP", "BMP"])
def test_pictures(form: str) -> None:
    assert sniffed(bad_files.picture(form)[:2_048], ".txt") == "raster"


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"\r\n junk before %PDF-1.4"])
def test_pdf_with_and_without_junk_before_it(head: bytes) -> None:
    assert sniffed(head, ".jpg") == "pdf"


@pytest.mark.parametrize(
    "head",
    [b"", b"BMW workshop manual, first edition", b"RIFF\0\0\0\0WAVE", b"II", "説明書".encode(), b"PK\3\4"],
)
def test_nothing_is_read_into_other_bytes(head: bytes) -> None:
    assert sniffed(head, ".jpg") is None
