"""A parcel as JSON, in a form that later versions and other programs can read."""

import base64
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from imtextgui.domain.dictionary import Entry
from imtextgui.domain.exchange.parcels import (
    LATEST,
    Parcel,
    SentDescription,
    SentJudgement,
    SentRefusal,
    SentTag,
)

FORMAT = 1
MARK = "imtextgui exchange"
LANGUAGES = ("en", "ja")
_LONGEST = 10_000
"""Letters of a text: what is longer is nothing that anybody typed."""

_LONGEST_CELL = 100_000
"""Letters of all names of a term in one language: the reader of tables takes 131,072 in a cell."""

_LONGEST_ORIGIN = 200

_Thing = TypeVar("_Thing")


def parcel_to_json(parcel: Parcel) -> dict[str, Any]:
    """``parcel`` as plain data."""
    return {
        "file": MARK,
        "format": FORMAT,
        "origin": plain_origin(parcel.origin),
        "made": parcel.made,
        "judgements": list(map(_judgement_to_json, parcel.judgements)),
        "tags": list(map(_tag_to_json, parcel.tags)),
        "refusals": list(map(_refusal_to_json, parcel.refusals)),
        "descriptions": list(map(_description_to_json, parcel.descriptions)),
        "dictionary": list(map(_entry_to_json, parcel.entries)),
    }


def parcel_from_json(told: dict[str, Any]) -> Parcel:
    """What ``parcel_to_json`` gave, also before there were refusals and descriptions.

    Raises ValueError, KeyError, TypeError or OverflowError for anything else.
    """
    if told["file"] != MARK or told["format"] != FORMAT:
        raise ValueError(f"{told['file']}, format {told['format']}")
    if not isinstance(told["origin"], str):
        raise TypeError("no origin")
    return Parcel(
        plain_origin(told["origin"]),
        _time(told["made"]),
        tuple(map(_judgement, _list(told["judgements"]))),
        tuple(map(_tag, _list(told["tags"]))),
        tuple(_entry(one) for one in _list(told["dictionary"]) if one["en"] or one["ja"]),
        tuple(map(_refusal, _list(told.get("refusals", [])))),
        tuple(map(_description, _list(told.get("descriptions", [])))),
    )


def importable(parcel: Parcel) -> tuple[Parcel, int]:
    """``parcel`` without what ``parcel_from_json`` refuses, such as endless texts, and how many things that are."""
    kept = replace(
        parcel,
        judgements=_readable(parcel.judgements, _judgement_to_json, _judgement),
        tags=_readable(parcel.tags, _tag_to_json, _tag),
        entries=_readable(parcel.entries, _entry_to_json, _entry),
        refusals=_readable(parcel.refusals, _refusal_to_json, _refusal),
        descriptions=_readable(parcel.descriptions, _description_to_json, _description),
    )
    return kept, _size(parcel) - _size(kept)


def plain_origin(origin: str) -> str:
    """A name of who a parcel is from that can be shown: of a folder, it may have signs that are none."""
    shown = "".join(sign if sign.isprintable() else " " for sign in origin)
    return " ".join(shown.split())[:_LONGEST_ORIGIN]


def _readable(
    things: tuple[_Thing, ...],
    write: Callable[[_Thing], dict[str, Any]],
    read: Callable[[dict[str, Any]], _Thing],
) -> tuple[_Thing, ...]:
    kept = []
    for thing in things:
        try:
            read(write(thing))
        except (ValueError, TypeError, OverflowError):
            continue
        kept.append(thing)
    return tuple(kept)


def _size(parcel: Parcel) -> int:
    things = (parcel.judgements, parcel.tags, parcel.entries, parcel.refusals, parcel.descriptions)
    return sum(map(len, things))


def _judgement_to_json(one: SentJudgement) -> dict[str, Any]:
    return {
        "digest": one.digest,
        "page": one.number,
        "text": one.text,
        "photo": base64.b64encode(one.photo).decode() if one.photo is not None else None,
        "right": one.right,
        "made": one.made,
        **_file_to_json(one.file),
    }


def _judgement(one: dict[str, Any]) -> SentJudgement:
    return SentJudgement(
        _text(one["digest"]),
        _page(one["page"]),
        _text(one["text"]),
        None if one["photo"] is None else base64.b64decode(one["photo"], validate=True),
        _truth(one["right"]),
        _time(one["made"]),
        _text(one.get("file", "")),
    )


def _tag_to_json(one: SentTag) -> dict[str, Any]:
    return {"digest": one.digest, "tag": one.tag, **_file_to_json(one.file)}


def _tag(one: dict[str, Any]) -> SentTag:
    return SentTag(_text(one["digest"]), _text(one["tag"]), _text(one.get("file", "")))


def _refusal_to_json(one: SentRefusal) -> dict[str, Any]:
    return {"digest": one.digest, "page": one.number, "tag": one.tag}


def _refusal(one: dict[str, Any]) -> SentRefusal:
    return SentRefusal(_text(one["digest"]), _page(one["page"]), _text(one["tag"]))


def _description_to_json(one: SentDescription) -> dict[str, Any]:
    told = {"digest": one.digest, "page": one.number, "language": one.language, "text": one.text}
    return {**told, **_file_to_json(one.file)}


def _description(one: dict[str, Any]) -> SentDescription:
    return SentDescription(
        _text(one["digest"]),
        _page(one["page"]),
        _language(one["language"]),
        _text(one["text"]),
        _text(one.get("file", "")),
    )


def _file_to_json(file: str) -> dict[str, str]:
    return {"file": file} if file else {}


def _entry_to_json(entry: Entry) -> dict[str, Any]:
    cells = entry._asdict()
    return {name: list(cell) if isinstance(cell, tuple) else cell for name, cell in cells.items()}


def _entry(one: dict[str, Any]) -> Entry:
    return Entry(
        _names(one["en"]),
        _names(one["ja"]),
        _text(one["kind"]),
        _names(one.get("de", [])),
        _text(one.get("definition", "")),
        _text(one.get("source", "")),
    )


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"no list: {str(value)[:40]}")
    return value


def _names(value: Any) -> tuple[str, ...]:
    names = tuple(map(_text, _list(value)))
    if sum(len(name) + 1 for name in names) > _LONGEST_CELL:
        raise ValueError(f"too many names: {names[0][:40]}")
    return names


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise TypeError(f"no text: {str(value)[:40]}")
    value.encode()  # half a sign, which neither the catalogue nor the dictionary can hold
    return value


def _language(value: Any) -> str:
    if value not in LANGUAGES:
        raise ValueError(f"no language: {str(value)[:40]}")
    return str(value)


def _page(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 1 << 31:
        raise TypeError(f"no page: {str(value)[:40]}")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"neither true nor false: {str(value)[:40]}")
    return value


def _time(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < LATEST:
        raise ValueError(f"no time: {str(value)[:40]}")
    return float(value)
