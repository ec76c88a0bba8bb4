"""Searches are remembered with what makes them again, their photos included."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from imtextgui.domain.items import Box
from imtextgui.domain.query import Filters, Photo, Query
from imtextgui.search.photo.decoded_photo import PhotoDecoder
from imtextgui.search.query.search_history import PHOTO_SIDE, PICTURE_SIDE, SearchHistory
from imtextgui.store.database import Database


@pytest.fixture
def past(tmp_path: Path) -> Iterator[SearchHistory]:
    database = Database.open(tmp_path / "catalogue.sqlite3")
    yield SearchHistory(database, PhotoDecoder().whole)
    database.close()


def photo_bytes(colour: str = "navy", size: tuple[int, int] = (1600, 1200)) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, "PNG")
    return data.getvalue()


def size_of(picture: bytes | None) -> tuple[int, int]:
    assert picture is not None
    return Image.open(io.BytesIO(picture)).size


def test_words_filters_and_chips_come_back_as_they_were(past: SearchHistory) -> None:
    query = Query(
        "油圧ポンプ tag:spare",
        photo_weight=0.7,
        filters=Filters(folders=("Press line",), types=("pdf",), after=date(2020, 2, 29)),
        off=frozenset({"spelling:punp"}),
    )
    past.remember(query, now=5.0)
    (found,) = past.latest(10)
    assert (found.made, found.name, found.picture) == (5.0, "", None)
    assert found.query == query


def test_a_photo_of_a_file_is_found_again_even_where_the_file_is_gone(
    past: SearchHistory, tmp_path: Path
) -> None:
    file = tmp_path / "写真.png"
    file.write_bytes(photo_bytes())
    crop = Box(0.25, 0.0, 0.5, 1.0)
    past.remember(Query(photos=(Photo(file, crop),)))
    (found,) = past.latest(1)
    assert found.query.photos == (Photo(file, crop),)
    assert size_of(found.picture) == (53, PICTURE_SIDE)
    file.unlink()
    (again,) = past.latest(1)[0].query.photos
    assert isinstance(again.source, bytes)
    assert (size_of(again.source), again.crop) == ((PHOTO_SIDE, 600), crop)


def test_a_pasted_photo_is_kept_small(past: SearchHistory) -> None:
    pasted = Photo(photo_bytes())
    first = past.remember(Query("seal", (pasted, Photo(photo_bytes("red"))), every_photo=True))
    (found,) = past.latest(1)
    assert found.query.every_photo
    assert [size_of(each.source) for each in found.query.photos if isinstance(each.source, bytes)] == [
        (800, 600)
    ] * 2
    assert past.remember(Query("seal", (pasted, Photo(photo_bytes("red"))), every_photo=True)) == first


def test_a_photo_that_cannot_be_read_is_remembered_by_its_path(past: SearchHistory, tmp_path: Path) -> None:
    past.remember(Query("seal", (Photo(tmp_path / "gone.jpg"), Photo(b"no picture"))))
    (found,) = past.latest(1)
    assert found.query.photos == (Photo(tmp_path / "gone.jpg"),)
    assert found.picture is None


def test_the_same_search_is_kept_once_and_moves_to_the_top(past: SearchHistory) -> None:
    first = past.remember(Query("pump"), now=1.0)
    past.remember(Query("seal"), now=100.0)
    assert past.remember(Query(" pump "), now=200.0) == first
    assert [each.query.text for each in past.latest(10)] == ["pump", "seal"]


@pytest.mark.parametrize(
    ("second", "seconds", "kept"),
    [
        (Query("pump seal"), 5.0, ["pump seal"]),
        (Query("pump seal"), 100.0, ["pump seal", "pump"]),
        (Query("valve"), 5.0, ["valve", "pump"]),
        (Query("pump", (Photo(b"no picture"),)), 5.0, ["pump", "pump"]),
    ],
)
def test_a_text_that_only_went_on_takes_the_place_of_its_beginning(
    past: SearchHistory, second: Query, seconds: float, kept: list[str]
) -> None:
    past.remember(Query("pump"), now=1.0)
    past.remember(second, now=1.0 + seconds)
    assert [each.query.text for each in past.latest(10)] == kept
