"""Readings of searches, references and checks of drift, and samples of files to compare by."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from imtextgui.domain.measurement.drift import (
    DriftAdvice,
    DriftCheck,
    DriftFinding,
    DriftKind,
    DriftReference,
    QueryReading,
)
from imtextgui.store.database import Database, Transaction

KEPT_READINGS = 2_000
"""Readings that are kept: 100 a day for a month."""
KEPT_CHECKS = 400
"""Checks that are kept: one a day for a year."""

_SAMPLE = """
    SELECT c.id, c.kind, substr(p.text, 1, 6000), p.id FROM content c JOIN page p ON p.content_id = c.id
    WHERE c.digest IS NOT NULL AND c.complete = 1 AND c.id > ? AND c.id <= ?
    AND p.number = (SELECT min(q.number) FROM page q WHERE q.content_id = c.id AND length(q.text) >= ?)
    ORDER BY (c.id * 2654435761) % 4294967296 LIMIT ?
"""
"""Spread over the range by a multiplicative hash, the same for the same catalogue."""
_KINDS = "SELECT kind, count(*) FROM content WHERE digest IS NOT NULL AND id > ? AND id <= ? GROUP BY kind"
_EVERYTHING = (1 << 62) - 1


class SampledContent(NamedTuple):
    """One file of a sample: its kind, the beginning of the text of its first page that has any, and that page's id."""

    content_id: int
    kind: str
    text: str
    page_id: int


class DriftRecords:
    """What is kept of the watch over one catalogue. Writing calls take part in the caller's ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_reading(self, tx: Transaction, reading: QueryReading) -> None:
        """Keep a reading, and forget the oldest beyond ``KEPT_READINGS``."""
        tx.execute("INSERT INTO query_reading (told) VALUES (?)", (_text(reading),))
        _keep_latest(tx, "query_reading", KEPT_READINGS)

    def readings(self, since: float = 0.0) -> list[QueryReading]:
        """The readings from a moment on, in order."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT told FROM query_reading ORDER BY id").fetchall()
        readings = (QueryReading(**json.loads(told)) for (told,) in rows)
        return [reading for reading in readings if reading.made >= since]

    def add_reference(self, tx: Transaction, reference: DriftReference) -> None:
        """Keep a reference: from now on it counts."""
        tx.execute("INSERT INTO drift_reference (told) VALUES (?)", (_text(reference),))

    def reference(self) -> DriftReference | None:
        """The reference that counts, None without one."""
        told = self._last("drift_reference")
        return None if told is None else DriftReference(**told)

    def add_check(self, tx: Transaction, check: DriftCheck) -> None:
        """Keep a check."""
        tx.execute("INSERT INTO drift_check (told) VALUES (?)", (_text(check),))
        _keep_latest(tx, "drift_check", KEPT_CHECKS)

    def check(self) -> DriftCheck | None:
        """The latest check, None without one."""
        told = self._last("drift_check")
        return None if told is None else _check(told)

    def hide_check(self, tx: Transaction) -> None:
        """Note that the notice of the latest check was put away."""
        row = tx.execute("SELECT id, told FROM drift_check ORDER BY id DESC LIMIT 1").fetchone()
        if row is not None:
            hidden = replace(_check(json.loads(row[1])), hidden=True)
            tx.execute("UPDATE drift_check SET told = ? WHERE id = ?", (_text(hidden), row[0]))

    def last_content(self) -> tuple[int, int]:
        """The highest id of a content, 0 without any, and how many files there are."""
        with self._database.reading() as connection:
            last, count = connection.execute(
                "SELECT coalesce(max(id), 0), count(*) FROM content WHERE digest IS NOT NULL"
            ).fetchone()
        return int(last), int(count)

    def sample(
        self, limit: int, *, above: int = 0, up_to: int = _EVERYTHING, least_text: int = 0
    ) -> list[SampledContent]:
        """Files whose content id lies in a range and that have a page with text of some length; at most ``limit``."""
        with self._database.reading() as connection:
            rows = connection.execute(_SAMPLE, (above, up_to, least_text, limit)).fetchall()
        return [SampledContent(*row) for row in rows]

    def kinds(self, *, above: int = 0, up_to: int = _EVERYTHING) -> dict[str, int]:
        """How many files of each kind have a content id in a range."""
        with self._database.reading() as connection:
            return dict(connection.execute(_KINDS, (above, up_to)).fetchall())

    def _last(self, table: str) -> dict[str, Any] | None:
        with self._database.reading() as connection:
            row = connection.execute(f"SELECT told FROM {table} ORDER BY id DESC LIMIT 1").fetchone()
        return None if row is None else json.loads(row[0])


def _keep_latest(tx: Transaction, table: str, count: int) -> None:
    tx.execute(
        f"DELETE FROM {table} WHERE id <= (SELECT id FROM {table} ORDER BY id DESC LIMIT 1 OFFSET ?)",
        (count,),
    )


def _text(told: QueryReading | DriftReference | DriftCheck) -> str:
    return json.dumps(asdict(told), allow_nan=False)


def _check(told: Mapping[str, Any]) -> DriftCheck:
    findings = tuple(
        DriftFinding(
            **{
                **finding,
                "kind": DriftKind(finding["kind"]),
                "advice": tuple(DriftAdvice(name) for name in finding["advice"]),
                "words": tuple(finding["words"]),
                "questions": tuple(finding["questions"]),
            }
        )
        for finding in told["findings"]
    )
    compared = tuple(DriftKind(name) for name in told["compared"])
    return DriftCheck(**{**told, "compared": compared, "findings": findings})
