"""A query photo is decoded once for all that look at it, and again only where its file or its crop changes."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from imtextgui.documents.readers import render
from imtextgui.domain.items import WHOLE, Box, Word
from imtextgui.domain.query import Photo, Query
from imtextgui.errors import QueryCropInvalid, QueryPhotoUnreadable
from imtextgui.search.photo import crop_suggestions, decoded_photo
from imtextgui.search.photo.decoded_photo import LONGEST, SIDE, DecodedPhoto, PhotoDecoder
from imtextgui.search.photo.photo_features import PhotoFeatures
from imtextgui.search.photo.photo_reader import PhotoReader
from imtextgui.search.query.search_history import SearchHistory
from imtextgui.store.database import Database
from tests.fakes import FakeEncoder, FakeEngine
from tests.unit.search.conftest import blotches


class CountingOpener:
    """Opens photos and notes what was opened, at which size."""

    def __init__(self) -> None:
        self.opened: list[tuple[Path | bytes, int]] = []

    def __call__(self, source: Path | bytes, number: int, longest: int) -> Image.Image | None:
        self.opened.append((source, longest))
        return render(source, number, longest)


@pytest.fixture
def opener() -> CountingOpener:
    return CountingOpener()


def png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_all_that_look_at_a_photo_share_one_decoding(opener: CountingOpener, tmp_path: Path) -> None:
    photo = Photo(png(blotches(3, (800, 600))))
    decoder = PhotoDecoder(opener)
    features = PhotoFeatures(FakeEncoder(), decoder, PhotoReader(("en",), decoder, FakeEngine()).read)
    features.vectors(photo)
    features.local_features(photo)
    features.words(photo)
    crop_suggestions.suggest(decoder.whole(photo.source, crop_suggestions.SIDE))
    database = Database.open(tmp_path / "catalogue.sqlite3")
    history = SearchHistory(database, decoder.whole)
    history.remember(Query(photos=(photo,)))
    assert history.latest(1)[0].picture
    database.close()
    assert opener.opened == [(photo.source, SIDE)]


def test_what_is_seen_on_a_photo_is_worked_out_once(opener: CountingOpener) -> None:
    photo, encoder, read = Photo(png(blotches(3))), FakeEncoder(), list[Photo]()

    def read_words(photo: Photo) -> list[Word]:
        read.append(photo)
        return []

    features = PhotoFeatures(encoder, PhotoDecoder(opener), read_words)
    for _ in range(2):
        features.vectors(photo)
        features.words(photo)
    assert features.local_features(photo) is features.local_features(photo)
    assert (encoder.pictures_encoded, len(read), len(opener.opened)) == (1, 1, 1)


def test_only_the_photos_looked_at_last_are_remembered(opener: CountingOpener) -> None:
    encoder = FakeEncoder()
    features = PhotoFeatures(encoder, PhotoDecoder(opener))
    photos = [Photo(png(blotches(seed))) for seed in range(9)]
    for photo in (*photos, *photos[1:]):
        features.vectors(photo)
    assert encoder.pictures_encoded == 9
    features.vectors(photos[0])
    assert encoder.pictures_encoded == 10


def test_another_crop_is_decoded_as_sharp_as_the_whole(opener: CountingOpener) -> None:
    source, decoder = png(blotches(3, (3000, 2000))), PhotoDecoder(opener)
    assert decoder.decode(Photo(source)).picture(SIDE).size == (SIDE, round(SIDE * 2 / 3))
    crop = Box(0, 0, 0.75, 0.5)
    assert decoder.decode(Photo(source, crop)).picture(1000).size == (1000, 444)
    assert decoder.decode(Photo(source, Box(0, 0, 0.01, 0.01))).picture(SIDE).size == (30, 20)
    assert [longest for _, longest in opener.opened] == [SIDE, round(SIDE / 0.75), LONGEST]


def test_pictures_are_new_and_the_whole_stays_as_it_is(opener: CountingOpener) -> None:
    decoded = PhotoDecoder(opener).decode(Photo(png(blotches(3, (400, 300))), Box(0.5, 0, 1, 1)))
    before = decoded.whole.tobytes()
    decoded.picture(100).paste((0, 0, 0), (0, 0, 50, 50))
    assert decoded.whole.tobytes() == before
    assert decoded.picture(4000).size == (200, 300)


def test_a_file_that_changes_is_decoded_again(opener: CountingOpener, tmp_path: Path) -> None:
    path, decoder = tmp_path / "写真.png", PhotoDecoder(opener)
    blotches(1).save(path)
    first = decoder.decode(Photo(path)).whole
    assert decoder.decode(Photo(path)).whole is first
    path.unlink()
    blotches(2, (100, 100)).save(path)
    assert decoder.decode(Photo(path)).whole.size == (100, 100)
    assert len(opener.opened) == 2


def test_only_so_many_pixels_are_kept(opener: CountingOpener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoded_photo, "MOST_BYTES", 2 * 160 * 120 * 3)
    decoder = PhotoDecoder(opener)
    photos = [Photo(png(blotches(seed))) for seed in range(3)]
    for photo in (*photos, photos[2], photos[1]):
        decoder.decode(photo)
    assert len(opener.opened) == 3
    decoder.decode(photos[0])
    assert len(opener.opened) == 4


def test_a_box_of_a_crop_lies_on_the_whole_photo() -> None:
    decoded = DecodedPhoto(blotches(1), Box(0.5, 0.25, 1, 0.75))
    assert decoded.on_whole(WHOLE) == decoded.crop
    assert decoded.on_whole(Box(0.5, 0.5, 1, 1)) == Box(0.75, 0.5, 1, 0.75)


@pytest.mark.parametrize(
    "crop", [Box(0.5, 0, 0.5, 1), Box(-0.1, 0, 1, 1), Box(0, 0, 1, 1.2), Box(0.9, 0, 0.1, 1)]
)
def test_a_crop_outside_or_without_area_is_refused_before_anything_is_opened(
    opener: CountingOpener, crop: Box
) -> None:
    with pytest.raises(QueryCropInvalid):
        PhotoDecoder(opener).decode(Photo(png(blotches(1)), crop))
    assert opener.opened == []


@pytest.mark.parametrize("source", [b"", b"no picture", Path("nowhere.jpg"), b"%PDF-1.4 broken"])
def test_what_cannot_be_opened_is_a_problem_of_the_query(
    opener: CountingOpener, source: Path | bytes
) -> None:
    decoder = PhotoDecoder(opener)
    with pytest.raises(QueryPhotoUnreadable):
        decoder.decode(Photo(source))
    with pytest.raises(QueryPhotoUnreadable):
        decoder.whole(source, 100)


def test_a_document_without_pictures_is_no_photo() -> None:
    with pytest.raises(QueryPhotoUnreadable) as caught:
        PhotoDecoder(lambda source, number, longest: None).decode(Photo(b"text"))
    assert caught.value.details["reason"] == "document-unsupported"
