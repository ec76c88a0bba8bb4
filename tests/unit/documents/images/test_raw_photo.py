"""Camera raw files: the largest preview, upright, whatever the camera's maker wraps it in."""

import struct
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from imtextgui.documents import readers
from imtextgui.documents.content import DocumentInfo, PageContent
from imtextgui.documents.images import raw_photo
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Kind
from imtextgui.errors import DocumentError, DocumentTooLarge, DocumentUnsupported
from tests import bad_files

SMALL, LARGE = bad_files.picture("JPEG", (160, 120)), bad_files.picture("JPEG", (1_200, 800))
LOSSLESS = b"\xff\xd8\xff\xc3\0\x0b\x0e" + struct.pack(">HH", 4_000, 6_000) + bytes(200)


def directory(order: str, orientation: int, magic: int = 42) -> bytes:
    """The beginning of a file built like a TIFF."""
    mark = b"II" if order == "<" else b"MM"
    entries = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    return mark + struct.pack(order + "HIH", magic, 8, 1) + entries + bytes(4)


FILES = {
    "canon.CR2": directory("<", 6) + SMALL + LOSSLESS + LARGE + bad_files.junk(),
    "nikon.nef": directory(">", 6) + bad_files.junk() + LARGE + SMALL,
    "olympus.orf": directory("<", 6, 0x4F52) + LARGE,
    "panasonic.rw2": directory("<", 6, 0x55) + LARGE + bad_files.junk(),
    "adobe.dng": directory("<", 6) + LOSSLESS * 3 + SMALL + LARGE,
}


def prepare(image: Image.Image) -> Tensor:
    return np.asarray(image.resize((9, 9)))


@pytest.mark.parametrize("name", FILES)
def test_the_largest_preview_is_shown_upright(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    info, page = readers.read(tmp_path / name, prepare)
    assert isinstance(info, DocumentInfo)
    assert isinstance(page, PageContent)
    assert (info.kind, info.pages) == (Kind.PHOTO, 1)
    assert (page.width, page.height) == (800, 1_200)
    assert page.tensor is not None
    assert page.tensor[1, 4, 1] < 60, "red, which was left, is on top"
    assert page.tensor[7, 4, 1] > 200
    picture = readers.render(tmp_path / name, 1, 300)
    assert picture is not None
    assert picture.size == (200, 300)


def test_a_preview_that_says_how_to_turn_it_is_believed(tmp_path: Path) -> None:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 3
    Image.open(BytesIO(LARGE)).save(out, "JPEG", exif=exif)
    path = tmp_path / "fuji.raf"
    path.write_bytes(b"FUJIFILMCCD-RAW 0201" + bytes(100) + out.getvalue() + bad_files.junk())
    _, page = readers.read(path, prepare)
    assert isinstance(page, PageContent)
    assert (page.width, page.height) == (1_200, 800)
    assert page.tensor is not None
    assert page.tensor[4, 7, 1] < 60, "red, which was left, is on the right"


def test_what_has_no_preview_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, data in (("a.dng", directory("<", 1) + LOSSLESS), ("b.cr3", b"\0\0\0\x18ftypcrx " + bytes(50))):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(DocumentUnsupported):
            list(readers.read(tmp_path / name, prepare))
    monkeypatch.setattr(raw_photo, "MOST_BYTES", 1_000)
    (tmp_path / "c.nef").write_bytes(FILES["nikon.nef"])
    with pytest.raises(DocumentTooLarge):
        list(readers.read(tmp_path / "c.nef", prepare))


@given(st.binary(max_size=300), st.binary(max_size=100))
def test_any_bytes_give_a_preview_or_a_document_error(head: bytes, tail: bytes) -> None:
    try:
        found = raw_photo.preview(Path("a.nef"), head + b"\xff\xd8\xff" + tail)
    except DocumentError:
        return
    assert found.startswith(b"\xff\xd8")
