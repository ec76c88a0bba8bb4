"""Queries are kept as plain data and come back the same; what is no query is refused with the wrong member."""

import base64
import json
import re
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from imtextgui.domain.items import Box
from imtextgui.domain.query import Filters, Photo, Query
from imtextgui.domain.query_json import as_json, from_json

FILTERS = Filters(
    folders=("Press line", "-Archive"),
    types=("pdf",),
    languages=("ja",),
    after=date(2020, 1, 31),
    before=date(2024, 5, 1),
    tags=("checked",),
    machines=("油圧プレス　2号機",),
)

# What release 1 wrote into catalogues; it must be read for ever.
STORED: dict[str, Any] = {
    "text": "gear pump",
    "weight": 0.25,
    "every": True,
    "photos": [
        {"crop": [0, 0.25, 0.5, 1], "path": str(Path("/photos/IMG_1.jpg"))},
        {"crop": None, "digest": sha256(b"pasted").hexdigest()},
    ],
    "filters": {"folders": ["Press line"], "after": "2020-01-31"},
    "off": ["expansion:pump", "filter:type:pdf"],
}
QUERY = Query(
    "gear pump",
    (Photo(Path("/photos/IMG_1.jpg"), Box(0, 0.25, 0.5, 1)), Photo(b"pasted")),
    0.25,
    every_photo=True,
    filters=Filters(folders=("Press line",), after=date(2020, 1, 31)),
    off=frozenset({"filter:type:pdf", "expansion:pump"}),
)


def through_text(query: Query) -> Query:
    return from_json(json.loads(json.dumps(as_json(query))))


def test_the_written_form_is_that_of_earlier_releases() -> None:
    assert json.dumps(as_json(QUERY)) == json.dumps(STORED)
    assert as_json(Query("  pump ")) == {
        "text": "pump",
        "weight": 0.5,
        "every": False,
        "photos": [],
        "filters": {},
        "off": [],
    }


def test_an_earlier_query_is_read_without_the_picture_that_nobody_kept() -> None:
    read = from_json(STORED)
    assert read.photos == QUERY.photos[:1]
    assert (read.text, read.photo_weight, read.every_photo) == ("gear pump", 0.25, True)
    assert (read.filters, read.off) == (QUERY.filters, QUERY.off)


def test_every_filter_comes_back() -> None:
    assert through_text(Query("x", filters=FILTERS)).filters == FILTERS


def test_a_path_whose_bytes_are_no_text_comes_back() -> None:
    photo = Photo(Path("/photos/\udcff.jpg"), Box(0.1, 0.2, 1 / 3, 0.9))
    assert through_text(Query("x", (photo,))).photos == (photo,)


def test_a_kept_picture_takes_the_place_of_a_file_that_is_gone() -> None:
    entry = STORED["photos"][0] | {"data": base64.b64encode(b"\x00smaller\xff").decode("ascii")}
    stored = STORED | {"photos": [entry]}
    crop = Box(0, 0.25, 0.5, 1)
    assert from_json(stored, lambda path: True).photos == (Photo(Path("/photos/IMG_1.jpg"), crop),)
    assert from_json(stored, lambda path: False).photos == (Photo(b"\x00smaller\xff", crop),)


def test_what_a_newer_version_adds_is_left_out() -> None:
    newer = STORED | {"filters": {"colour": ["red"], "tags": ["new"]}, "mood": "hurried"}
    assert from_json(newer).filters == Filters(tags=("new",))


@pytest.mark.parametrize(
    ("changed", "member"),
    [
        ({"text": 3}, "$.text"),
        ({"weight": "half"}, "$.weight"),
        ({"every": None}, "$.every"),
        ({"photos": [{"path": "x"}]}, "crop"),
        ({"photos": [{"crop": [0, 1]}]}, "$.photos[0].crop"),
        ({"photos": [{"crop": None, "data": "no base64!"}]}, "$.photos[0].data"),
        ({"filters": {"after": "yesterday"}}, "$.filters.after"),
        ({"filters": {"tags": "one"}}, "$.filters.tags"),
        ({"off": [1]}, "$.off[0]"),
    ],
)
def test_a_wrong_member_is_named(changed: dict[str, Any], member: str) -> None:
    with pytest.raises(ValueError, match=re.escape(member)):
        from_json(STORED | changed)


@pytest.mark.parametrize("member", STORED)
def test_a_missing_member_is_named(member: str) -> None:
    with pytest.raises(ValueError, match=member):
        from_json({name: value for name, value in STORED.items() if name != member})
