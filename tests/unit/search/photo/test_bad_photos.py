"""Photos in every state of disrepair: searched with where they can be read, otherwise a sentence, and nothing worse."""

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from imtextgui import messages
from imtextgui.domain.query import Photo
from imtextgui.errors import QueryPhotoUnreadable
from imtextgui.search.photo import crop_suggestions
from imtextgui.search.photo.decoded_photo import PhotoDecoder
from tests import bad_files
from tests.unit.search.conftest import Shop
from tests.unit.search.geometry.test_geometry import drawing
from tests.unit.search.photo.test_photo_search import shelved


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    stream = BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def sixteen_bits() -> bytes:
    grey = np.asarray(drawing(3).convert("L"), np.uint16) * 257
    return saved(Image.fromarray(grey), "PNG")


def animated() -> bytes:
    frames = [drawing(3).convert("P"), drawing(4).convert("P")]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:])


def exif(rubbish: bytes) -> bytes:
    return saved(drawing(3), "JPEG", exif=b"Exif\0\0" + rubbish)


READABLE: dict[str, Callable[[], bytes]] = {
    "CMYK": lambda: saved(drawing(3).convert("CMYK"), "JPEG"),
    "16 bits": sixteen_bits,
    "animated": animated,
    "corrupt EXIF": lambda: exif(b"II*\0\xff\xff\xff\xff" + bytes(range(200))),
    "EXIF of zeros": lambda: exif(bytes(64)),
    "transparent": lambda: saved(drawing(3).convert("RGBA"), "WEBP", lossless=True),
    "cut short": lambda: saved(drawing(3), "JPEG")[:-2_000],
}
POOR: dict[str, Callable[[], bytes]] = {
    "1 by 1": lambda: saved(Image.new("RGB", (1, 1)), "PNG"),
    "a line": lambda: saved(Image.new("RGB", (4000, 1)), "PNG"),
    "HEIC": bad_files.heic,
    "black": lambda: saved(Image.new("L", (500, 400)), "JPEG"),
}
UNREADABLE: dict[str, Callable[[], bytes]] = {
    "zero bytes": lambda: b"",
    "2,500 megapixels": bad_files.pixel_bomb,
    "no picture": lambda: b"PK\x03\x04 nothing",
    "junk": bad_files.junk,
}


@pytest.mark.parametrize("kind", READABLE)
def test_an_odd_photo_finds_its_page(shop: Shop, kind: str) -> None:
    shelved(shop)
    assert shop.names("", Photo(READABLE[kind]()))[0] == "図面 3.pdf"


@pytest.mark.parametrize("kind", POOR)
def test_a_photo_that_shows_hardly_anything_is_answered_all_the_same(shop: Shop, kind: str) -> None:
    shelved(shop)
    photo = Photo(POOR[kind]())
    results = shop.search("", photo)
    assert not any(each.score for hit in results.hits for each in hit.evidence if each.region)
    assert crop_suggestions.suggest(PhotoDecoder().whole(photo.source, crop_suggestions.SIDE)) is not None


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_photo_that_cannot_be_read_is_told_in_a_sentence(shop: Shop, kind: str) -> None:
    with pytest.raises(QueryPhotoUnreadable) as caught:
        shop.search("", Photo(UNREADABLE[kind]()))
    for language in messages.LANGUAGES:
        assert messages.sentence(caught.value.code, caught.value.details, language)


@pytest.mark.slow
def test_two_hundred_megapixels_are_a_photo_like_any_other(shop: Shop) -> None:
    shelved(shop)
    large = drawing(3).convert("L").resize((16_000, 12_500), Image.Resampling.NEAREST)
    assert shop.names("", Photo(saved(large, "JPEG")))[0] == "図面 3.pdf"
