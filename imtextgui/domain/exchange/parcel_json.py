"""A parcel as JSON, in a form that later versions and other programs can read."""

import base64
from typing import Any

from imtextgui.domain.dictionary import Entry
from imtextgui.domain.exchange.parcels import Parcel, SentDescription, SentJudgement, SentRefusal, SentTag

FORMAT = 1
MARK = "imtextgui exchange"
LANGUAGES = ("en", "ja")
_LONGEST = 10_000
"""Letters of a text: what is longer is nothing that anybody typed."""


def parcel_to_json(parcel: Parcel) -> dict[str, Any]:
    """``parcel`` as plain data."""
    return {
        "file": MARK,
        "format": FORMAT,
        "origin": parcel.origin,
        "made": parcel.made,
        "judgements": [
            {
                "digest": one.digest,
                "page": one.number,
                "text": one.text,
                "photo": base64.b64encode(one.photo).decode() if one.photo is not None else None,
                "right": one.right,
                "made": one.made,
            }
            for one in parcel.judgements
        ],
        "tags": [{"digest": one.digest, "tag": one.tag} for one in parcel.tags],
        "refusals": [{"digest": one.digest, "page": one.number, "tag": one.tag} for one in parcel.refusals],
        "descriptions": [
            {"digest": one.digest, "page": one.number, "language": one.language, "text": one.text}
            for one in parcel.descriptions
        ],
        "dictionary": [entry._asdict() for entry in parcel.entries],
    }


def parcel_from_json(told: dict[str, Any]) -> Parcel:
    """What ``parcel_to_json`` gave, also before there were refusals and descriptions.

    Raises ValueError, KeyError or TypeError for anything else.
    """
    if told["file"] != MARK or told["format"] != FORMAT:
        raise ValueError(f"{told['file']}, format {told['format']}")
    return Parcel(
        _text(told["origin"]),
        float(told["made"]),
        tuple(
            SentJudgement(
                _text(one["digest"]),
                _page(one["page"]),
                _text(one["text"]),
                None if one["photo"] is None else base64.b64decode(one["photo"], validate=True),
                bool(one["right"]),
                float(one["made"]),
            )
            for one in told["judgements"]
        ),
        tuple(SentTag(_text(one["digest"]), _text(one["tag"])) for one in told["tags"]),
        tuple(
            Entry(
                tuple(map(_text, one["en"])),
                tuple(map(_text, one["ja"])),
                _text(one["kind"]),
                tuple(map(_text, one.get("de", ()))),
                _text(one.get("definition", "")),
                _text(one.get("source", "")),
            )
            for one in told["dictionary"]
            if one["en"] or one["ja"]
        ),
        tuple(
            SentRefusal(_text(one["digest"]), _page(one["page"]), _text(one["tag"]))
            for one in told.get("refusals", ())
        ),
        tuple(
            SentDescription(
                _text(one["digest"]), _page(one["page"]), _language(one["language"]), _text(one["text"])
            )
            for one in told.get("descriptions", ())
        ),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise TypeError(f"no text: {str(value)[:40]}")
    return value


def _language(value: Any) -> str:
    if value not in LANGUAGES:
        raise ValueError(f"no language: {str(value)[:40]}")
    return str(value)


def _page(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 1 << 31:
        raise TypeError(f"no page: {str(value)[:40]}")
    return value
