"""Queries as plain JSON data, to be kept and asked again.

Text and data are turned into each other by the standard library: it keeps paths whose bytes are no valid UTF-8, which
msgspec's own JSON refuses. msgspec checks and converts the data.
"""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from imtextgui.domain.items import Box
from imtextgui.domain.query import Filters, Photo, Query

Json = dict[str, Any]


# Left, top, right and bottom. Lists, as they come back from a file: what is kept is compared with what is asked.
_Corners = Annotated[list[float], Meta(min_length=4, max_length=4)]


class _StoredFilters(Struct, omit_defaults=True):
    """``Filters``; what a newer version filters by besides is left out when it is read."""

    folders: list[str] = []
    types: list[str] = []
    languages: list[str] = []
    after: date | None = None
    before: date | None = None
    tags: list[str] = []
    machines: list[str] = []


class _StoredPhoto(Struct):
    """A photo by its ``path``, or by the SHA-256 of its bytes; ``data`` are those of a smaller copy, in base64."""

    crop: _Corners | None
    path: str | UnsetType = UNSET
    digest: str | UnsetType = UNSET
    data: bytes | UnsetType = UNSET


class _StoredQuery(Struct):
    """The members of a query that are kept: neither its limit nor its routes are."""

    text: str
    weight: float
    every: bool
    photos: list[_StoredPhoto]
    filters: _StoredFilters
    off: list[str]


def as_json(query: Query) -> Json:
    """``query`` as plain data. A photo that is no file is only named by its digest: its owner may add its ``data``."""
    stored = _StoredQuery(
        text=query.text.strip(),
        weight=query.photo_weight,
        every=query.every_photo,
        photos=[_stored_photo(photo) for photo in query.photos],
        filters=msgspec.convert(query.filters, _StoredFilters, from_attributes=True),
        off=sorted(query.off),
    )
    data: Json = msgspec.to_builtins(stored)
    return data


def _stored_photo(photo: Photo) -> _StoredPhoto:
    crop = photo.crop
    corners = None if crop is None else [crop.x0, crop.y0, crop.x1, crop.y1]
    if isinstance(photo.source, Path):
        return _StoredPhoto(corners, path=str(photo.source))
    return _StoredPhoto(corners, digest=sha256(photo.source).hexdigest())


def from_json(data: Json, is_there: Callable[[Path], bool] = lambda path: True) -> Query:
    """The query that ``as_json`` described, without the photos that are no longer to be had.

    Where a photo has ``data`` besides, that is taken if the file is not there any more, as ``is_there`` tells.
    Raises ValueError, which names the wrong member, where ``data`` is no query.
    """
    stored = msgspec.convert(data, _StoredQuery)
    photos = tuple(photo for entry in stored.photos if (photo := _photo(entry, is_there)) is not None)
    return Query(
        stored.text,
        photos,
        stored.weight,
        every_photo=stored.every,
        filters=msgspec.convert(stored.filters, Filters, from_attributes=True),
        off=frozenset(stored.off),
    )


def _photo(stored: _StoredPhoto, is_there: Callable[[Path], bool]) -> Photo | None:
    crop = None if stored.crop is None else Box(*stored.crop)
    path = None if stored.path is UNSET else Path(stored.path)
    if path is not None and (stored.data is UNSET or is_there(path)):
        return Photo(path, crop)
    return None if stored.data is UNSET else Photo(stored.data, crop)
