"""Queries as plain data, to be kept and asked again."""

import base64
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from imtextgui.domain.items import Box
from imtextgui.domain.query import NO_FILTERS, Filters, Photo, Query

Json = dict[str, Any]


def as_json(query: Query) -> Json:
    """``query`` as plain data. A photo that is no file is only named by its digest: its owner may add its ``data``."""
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


def from_json(found: Json, is_there: Callable[[Path], bool] = lambda path: True) -> Query:
    """The query that ``as_json`` described, without the photos that are no longer to be had.

    Where a photo has ``data`` besides, that is taken if the file is not there any more, as ``is_there`` tells.
    """
    photos = tuple(photo for entry in found["photos"] if (photo := _photo(entry, is_there)) is not None)
    return Query(
        found["text"],
        photos,
        found["weight"],
        every_photo=found["every"],
        filters=_filters(found["filters"]),
        off=frozenset(found["off"]),
    )


def _photo(entry: Json, is_there: Callable[[Path], bool]) -> Photo | None:
    crop = None if entry["crop"] is None else Box(*entry["crop"])
    path = Path(entry["path"]) if "path" in entry else None
    if path is not None and ("data" not in entry or is_there(path)):
        return Photo(path, crop)
    return Photo(base64.b64decode(entry["data"]), crop) if "data" in entry else None
