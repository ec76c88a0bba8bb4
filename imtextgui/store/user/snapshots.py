"""Snapshots of how well the catalogue answered, in the order they were made."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from math import inf, isinf
from typing import Any

from imtextgui.domain.evaluation import Measures, Snapshot
from imtextgui.store.database import Database, Transaction

_MEASURED = ("file", "page", "names")


class Snapshots:
    """The snapshots of one catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, tx: Transaction, snapshot: Snapshot) -> None:
        """Keep a snapshot."""
        told = asdict(snapshot)
        for name in _MEASURED:
            if isinf(told[name]["median_rank"]):
                told[name]["median_rank"] = None
        tx.execute("INSERT INTO snapshot (told) VALUES (?)", (json.dumps(told, allow_nan=False),))

    def all(self) -> tuple[Snapshot, ...]:
        """Give every snapshot, the first one first."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT told FROM snapshot ORDER BY id").fetchall()
        return tuple(_snapshot(json.loads(told)) for (told,) in rows)


def _snapshot(told: dict[str, Any]) -> Snapshot:
    return Snapshot(**{**told, **{name: _measures(told[name]) for name in _MEASURED}})


def _measures(told: Mapping[str, Any]) -> Measures:
    return Measures(**{**told, "median_rank": inf if told["median_rank"] is None else told["median_rank"]})
