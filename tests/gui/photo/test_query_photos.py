"""The photos of a query: at most eight, one of them on show, each with its frame."""

from pathlib import Path

from PySide6.QtGui import QImage

from imtextgui.domain.items import Box
from imtextgui.domain.query import Photo
from imtextgui.ui.photo.query_photos import MOST_PHOTOS, QueryPhotos
from imtextgui.ui.widgets.pictures import LoadedPhoto

FRAME = Box(0.1, 0.2, 0.5, 0.6)


def loaded(name: str, crop: Box | None = None) -> LoadedPhoto:
    return LoadedPhoto(Photo(Path(name), crop=crop), name, QImage())


def names(photos: QueryPhotos) -> list[str]:
    return [str(photo.source) for photo in photos.photos]


def test_the_last_photo_taken_is_on_show_with_the_frame_it_brought() -> None:
    photos = QueryPhotos()
    photos.take([loaded("a", FRAME), loaded("b")], add=False)
    photos.take([loaded("c", FRAME)], add=True)
    assert names(photos) == ["a", "b", "c"]
    assert photos.shown is not None
    assert (photos.shown.name, photos.crop) == ("c", FRAME)
    photos.take([loaded("d")], add=False)
    assert (names(photos), photos.crop) == (["d"], None)


def test_of_more_than_can_be_searched_with_the_latest_stay() -> None:
    photos = QueryPhotos()
    photos.take([loaded(str(number)) for number in range(MOST_PHOTOS)], add=False)
    photos.take([loaded("last", FRAME)], add=True)
    assert names(photos) == [*map(str, range(1, MOST_PHOTOS)), "last"]
    assert photos.photos[-1].crop == FRAME
    assert len(photos.images) == MOST_PHOTOS


def test_a_frame_belongs_to_the_photo_on_show() -> None:
    photos = QueryPhotos()
    photos.take([loaded("a"), loaded("b")], add=False)
    photos.current = 0
    photos.set_crop(FRAME)
    assert [photo.crop for photo in photos.photos] == [FRAME, None]


def test_without_the_photo_on_show_the_first_is_shown() -> None:
    photos = QueryPhotos()
    photos.take([loaded("a"), loaded("b", FRAME), loaded("c")], add=False)
    photos.current = 1
    photos.remove_shown()
    assert (names(photos), photos.current) == (["a", "c"], 0)


def test_where_there_is_none_nothing_is_shown_removed_or_framed() -> None:
    photos = QueryPhotos()
    photos.take([loaded("a")], add=False)
    photos.clear()
    photos.remove_shown()
    photos.set_crop(FRAME)
    assert (len(photos), photos.photos, photos.shown, photos.crop) == (0, (), None, None)
