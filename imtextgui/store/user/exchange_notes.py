"""Notes of what came with which parcel, so that it can be taken back: until somebody here has said the same.

What somebody gave, refused or wrote once more is theirs from then on. ``exchanged`` has a row for each note; its key is
a JSON list of what tells the thing from all others.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from imtextgui.store.database import Transaction

CONFIRMED = "confirmed"
"""The kind of a note of something that is also somebody's here."""


def note(tx: Transaction, number: int, kind: str, values: Sequence[Any], digest: str | None = None) -> None:
    """Note that a thing came with parcel ``number``."""
    tx.execute(
        "INSERT INTO exchanged (exchange_id, kind, key, digest) VALUES (?, ?, ?, ?)",
        (number, kind, _key(values), digest),
    )


def forget_earlier(tx: Transaction, number: int) -> None:
    """What came with parcel ``number`` was gone before: it is no earlier parcel's any more."""
    tx.execute(
        "DELETE FROM exchanged WHERE exchange_id <> :number AND (kind, key) IN"
        " (SELECT kind, key FROM exchanged WHERE exchange_id = :number)",
        {"number": number},
    )


def confirm(tx: Transaction, kind: str, things: Iterable[Sequence[Any]]) -> None:
    """Somebody here says the same: these are not taken back with the parcel that brought them."""
    if keys := [_key(values) for values in things]:
        tx.execute(
            "UPDATE exchanged SET kind = ? WHERE kind = ? AND key IN (SELECT value FROM json_each(?))",
            (CONFIRMED, kind, json.dumps(keys)),
        )


def confirm_of_files(tx: Transaction, kind: str, things: Iterable[Sequence[Any]]) -> None:
    """The same for things that end with their file, which a note has where the parcel named one of several."""
    confirm(tx, kind, [told for values in things for told in (values[:-1], values)])


def _key(values: Sequence[Any]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
