"""Remembers searches, with pictures small enough to keep, and makes queries of them again."""

import base64
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui.domain.history import PastSearch
from imtextgui.domain.items import Box
from imtextgui.domain.query import Photo, Query
from imtextgui.domain.query_json import Json, as_json, from_json
from imtextgui.errors import QueryPhotoUnreadable
from imtextgui.store.database import Database
from imtextgui.store.user.history import History, StoredSearch

if TYPE_CHECKING:
    from PIL.Image import Image

PHOTO_SIDE = 800
"""Longest side in pixels of the photo that is kept, in case its file is gone when it is searched with again."""
PICTURE_SIDE = 160
TYPING_SECONDS = 60.0
LOOKED_BACK = 50

OpenWhole = Callable[["Path | bytes", int], "Image"]
"""A photo's picture, upright, at most so many pixels long; raises QueryPhotoUnreadable."""


class SearchHistory:
    """The past searches of a catalogue."""

    def __init__(self, database: Database, open_photo: OpenWhole) -> None:
        self._database = database
        self._history = History(database)
        self._open = open_photo

    def remember(self, query: Query, now: float | None = None) -> int:
        """Keep ``query`` and give its id. The same search made again keeps its id and moves to the top.

        A text that only went on from the newest one, within a minute, takes its place: that was typing.
        """
        made = time.time() if now is None else now
        asked = as_json(query)
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
            PastSearch(
                stored.id,
                stored.made,
                from_json(json.loads(stored.query), Path.is_file),
                stored.picture,
                stored.name,
            )
            for stored in self._history.latest(limit)
        )

    def _with_pictures(self, asked: Json, photos: tuple[Photo, ...]) -> tuple[Json, bytes | None]:
        from imtextgui.documents.thumbnails import encoded, fitted

        described, first = [], None
        for entry, photo in zip(asked["photos"], photos, strict=True):
            try:
                image = self._open(photo.source, PHOTO_SIDE)
            except QueryPhotoUnreadable:
                described.append(entry)
                continue
            small = fitted(image, PHOTO_SIDE)
            described.append(entry | {"data": base64.b64encode(encoded(small)).decode("ascii")})
            first = first or encoded(fitted(_cut(small, photo.crop), PICTURE_SIDE))
        return asked | {"photos": described}, first


def _without_pictures(stored: str) -> Json:
    query: Json = json.loads(stored)
    for entry in query["photos"]:
        entry.pop("data", None)
    return query


def _was_typing(newest: StoredSearch, query: Query, now: float) -> bool:
    before = json.loads(newest.query)
    return (
        not newest.name
        and not before["photos"]
        and not query.photos
        and now - newest.made < TYPING_SECONDS
        and query.text.strip().startswith(before["text"])
    )


def _cut(image: "Image", crop: Box | None) -> "Image":
    if crop is None:
        return image
    width, height = image.size
    left, top, right, bottom = crop.x0 * width, crop.y0 * height, crop.x1 * width, crop.y1 * height
    return image.crop(
        (round(left), round(top), max(round(right), round(left) + 1), max(round(bottom), round(top) + 1))
    )
