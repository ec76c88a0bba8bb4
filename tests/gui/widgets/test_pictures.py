"""Pictures between Pillow and Qt; lanes must not decode with Qt, which may lock the window up."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage

from imtextgui import ui
from imtextgui.errors import QueryPhotoUnreadable
from imtextgui.ui.widgets.pictures import PASTED, decode, load_pasted


def encoded(picture: Image.Image, kind: str) -> bytes:
    stream = BytesIO()
    picture.save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_encoded_pictures_keep_size_and_colour(kind: str) -> None:
    image = decode(encoded(Image.new("RGB", (31, 17), (200, 40, 10)), kind))
    assert image is not None
    assert (image.width(), image.height()) == (31, 17)
    colour = image.pixelColor(15, 8)
    assert abs(colour.red() - 200) < 8
    assert abs(colour.blue() - 10) < 8


@pytest.mark.parametrize("data", [b"", b"no picture", encoded(Image.new("L", (9, 9)), "PNG")[:40]])
def test_what_is_no_picture_is_none(data: bytes) -> None:
    assert decode(data) is None


def test_a_pasted_picture_is_searched_with_as_it_was() -> None:
    image = QImage(33, 21, QImage.Format.Format_RGB888)
    image.fill(QColor(10, 90, 180))
    loaded = load_pasted(image, "pasted")
    assert isinstance(loaded.photo.source, bytes)
    with Image.open(BytesIO(loaded.photo.source)) as opened:
        assert opened.size == (33, 21)
        assert opened.convert("RGB").getpixel((5, 5)) == (10, 90, 180)


def test_a_large_pasted_picture_is_made_smaller() -> None:
    image = QImage(PASTED + 400, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    loaded = load_pasted(image, "pasted")
    assert isinstance(loaded.photo.source, bytes)
    with Image.open(BytesIO(loaded.photo.source)) as opened:
        assert opened.width == PASTED


def test_an_empty_clipboard_is_a_problem() -> None:
    with pytest.raises(QueryPhotoUnreadable):
        load_pasted(QImage(), "pasted")


def test_no_screen_decodes_with_the_readers_of_qt() -> None:
    # They connect QObjects while they hold Python's lock, and then wait for a lock of Qt that the window's
    # thread may hold while it waits for Python's: seen once in a few hundred runs, and for ever.
    sources = Path(ui.__path__[0]).glob("*.py")
    readers = ("fromData(", "loadFromData(", "QImageReader", "QImageWriter", "QBuffer")
    found = [
        (file.name, name) for file in sources for name in readers if name in file.read_text(encoding="utf-8")
    ]
    assert found == []
