"""Query photos are read within their crop, and trouble with them becomes a query's errors."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config import settings
from imtextgui.domain.items import Box
from imtextgui.domain.query import Photo
from imtextgui.errors import QueryCropInvalid, QueryPhotoUnreadable
from imtextgui.search.photo.decoded_photo import PhotoDecoder
from imtextgui.search.photo.photo_reader import PhotoReader
from tests.fakes import FakeEncoder, FakeEngine, lettered
from tests.ocr_pictures import written


def png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def reader() -> PhotoReader:
    return PhotoReader(("en", "ja"), PhotoDecoder(), FakeEngine())


def test_a_photo_is_read(reader: PhotoReader) -> None:
    words = reader.read(Photo(png(lettered("GP-2040 油圧ポンプ"))))
    assert [word.text for word in words] == ["GP-2040", "油圧ポンプ"]


def test_boxes_of_a_crop_lie_on_the_whole_photo(reader: PhotoReader) -> None:
    picture = Image.new("RGB", (800, 600))
    picture.paste(lettered("GP-2040"), (400, 300))
    (word,) = reader.read(Photo(png(picture), Box(0.5, 0.5, 1, 1)))
    assert word.text == "GP-2040"
    assert (word.box.x0, word.box.y0) == pytest.approx((0.5, 0.55))
    assert (word.box.x1, word.box.y1) == pytest.approx((0.95, 0.6))


@pytest.mark.parametrize("crop", [Box(0.5, 0, 0.5, 1), Box(-1, 0, 1, 1), Box(0.9, 0, 0.1, 1)])
def test_a_crop_without_area_is_refused(reader: PhotoReader, crop: Box) -> None:
    with pytest.raises(QueryCropInvalid):
        reader.read(Photo(png(lettered("GP-2040")), crop))


@pytest.mark.parametrize("source", [b"", b"no picture at all", Path("nowhere.jpg")])
def test_what_is_no_picture_is_refused(reader: PhotoReader, source: bytes | Path) -> None:
    with pytest.raises(QueryPhotoUnreadable):
        reader.read(Photo(source))


def test_a_catalogue_reads_with_the_real_engine_unless_it_is_switched_off(tmp_path: Path) -> None:
    photo = Photo(png(written(["No. 21-0437", "油圧ポンプ"])))
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        assert {"21-0437", "油圧ポンプ"} <= {word.text for word in catalogue.search.read_photo(photo)}
    off = settings.Settings(ocr="off")
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder(), chosen=off) as catalogue:
        assert catalogue.search.read_photo(photo) == ()
