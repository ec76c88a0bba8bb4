"""Remembers searches, with pictures small enough to keep, and makes queries of them again."""

import base64
import json
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imtextgui.domain.history import PastSearch
from imtextgui.domain.items import Box
from imtextgui.domain.query import NO_FILTERS, Filters, Photo, Query
from imtextgui.errors import DocumentError
from imtextgui.store.database import Database
from imtextgui.store.history import History, StoredSearch

if TYPE_CHECKING:
    from PIL.Image import Image

PHOTO_SIDE = 800
"""Longest side in pixels of the photo that is kept, in case its file is gone when it is searched with again."""
PICTURE_SIDE = 160
TYPING_SECONDS = 60.0
LOOKED_BACK = 50

Json = dict[str, Any]
Open = Callable[["Path | bytes", int], "Image | None"]
"""A photo's picture, upright, at most so many pixels long."""


class Past:
    """The past searches of a catalogue."""

    def __init__(self, database: Database, open_photo: Open | None = None) -> None:
        self._database = database
        self._history = History(database)
        self._open = open_photo or _open

    def remember(self, query: Query, now: float | None = None) -> int:
        """Keep ``query`` and give its id. The same search made again keeps its id and moves to the top.

        A text that only went on from the newest one, within a minute, takes its place: that was typing.
        """
        made = time.time() if now is None else now
        asked = _asked(query)
        before = self._history.latest(LOOKED_BACK)
        for stored in before:
            if _without_pictures(stored.query) == asked:
                with self._database.transaction() as tx:
                    self._history.touch(tx, stored.id, made)
                return stored.id
        kept, picture = self._with_pictures(asked, query.photos)
        with self._database.transaction() as tx:
            if before and _was_typing(before[0], query, made):
                self._history.remove(tx, before[0].id)
            return self._history.add(tx, made, json.dumps(kept), picture)

    def latest(self, limit: int) -> tuple[PastSearch, ...]:
        """The newest searches first, and then saved ones that are older."""
        return tuple(
            PastSearch(stored.id, stored.made, _query(json.loads(stored.query)), stored.picture, stored.name)
            for stored in self._history.latest(limit)
        )

    def _with_pictures(self, asked: Json, photos: tuple[Photo, ...]) -> tuple[Json, bytes | None]:
        from imtextgui.documents.thumbnails import encoded, fitted

        described, first = [], None
        for entry, photo in zip(asked["photos"], photos, strict=True):
            try:
                image = self._open(photo.source, PHOTO_SIDE)
            except DocumentError:
                image = None
            if image is None:
                described.append(entry)
                continue
            small = fitted(image, PHOTO_SIDE)
            described.append(entry | {"data": base64.b64encode(encoded(small)).decode("ascii")})
            first = first or encoded(fitted(_cut(small, photo.crop), PICTURE_SIDE))
        return asked | {"photos": described}, first


def _asked(query: Query) -> Json:
    return {
        "text": query.text.strip(),
        "weight": query.photo_weight,
        "every": query.every_photo,
        "photos": [_described(photo) for photo in query.photos],
        "filters": _written(query.filters),
        "off": sorted(query.off),
    }


def _written(filters: Filters) -> Json:
    return {
        name: value.isoformat() if isinstance(value, date) else list(value)
        for name, value in asdict(filters).items()
        if value
    }


def _filters(found: Json) -> Filters:
    values: Json = {
        name: date.fromisoformat(value) if isinstance(value, str) else tuple(value)
        for name, value in found.items()
        if name in asdict(NO_FILTERS)  # what a newer version filters by is not known here
    }
    return Filters(**values)


def _described(photo: Photo) -> Json:
    crop = photo.crop
    entry: Json = {"crop": None if crop is None else [crop.x0, crop.y0, crop.x1, crop.y1]}
    if isinstance(photo.source, Path):
        return entry | {"path": str(photo.source)}
    return entry | {"digest": sha256(photo.source).hexdigest()}


def _without_pictures(stored: str) -> Json:
    found: Json = json.loads(stored)
    for entry in found["photos"]:
        entry.pop("data", None)
    return found


def _was_typing(newest: StoredSearch, query: Query, now: float) -> bool:
    before = json.loads(newest.query)
    return (
        not newest.name
        and not before["photos"]
        and not query.photos
        and now - newest.made < TYPING_SECONDS
        and query.text.strip().startswith(before["text"])
    )


def _query(found: Json) -> Query:
    photos = tuple(photo for entry in found["photos"] if (photo := _photo(entry)) is not None)
    return Query(
        found["text"],
        photos,
        found["weight"],
        every_photo=found["every"],
        filters=_filters(found["filters"]),
        off=frozenset(found["off"]),
    )


def _photo(entry: Json) -> Photo | None:
    crop = None if entry["crop"] is None else Box(*entry["crop"])
    path = Path(entry["path"]) if "path" in entry else None
    if path is not None and (path.is_file() or "data" not in entry):
        return Photo(path, crop)
    return Photo(base64.b64decode(entry["data"]), crop) if "data" in entry else None


def _cut(image: "Image", crop: Box | None) -> "Image":
    if crop is None:
        return image
    width, height = image.size
    left, top, right, bottom = crop.x0 * width, crop.y0 * height, crop.x1 * width, crop.y1 * height
    return image.crop(
        (round(left), round(top), max(round(right), round(left) + 1), max(round(bottom), round(top) + 1))
    )


def _open(source: "Path | bytes", longest: int) -> "Image | None":
    from imtextgui.documents import render

    return render(source, 1, longest)
