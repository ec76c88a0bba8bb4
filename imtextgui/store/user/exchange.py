"""Judgements and tags that leave for other catalogues or come from them, with what each parcel brought."""

import json
from collections.abc import Iterable
from typing import Any

from imtextgui.domain.exchange.parcels import SentJudgement, SentTag, TakenIn
from imtextgui.store.column_values import clean
from imtextgui.store.database import Database, Transaction
from imtextgui.store.user.tags import written


class Exchange:
    """What was exchanged by one catalogue. Writing calls take part in the caller's transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def judgements(self) -> tuple[SentJudgement, ...]:
        """Every judgement, also of files that are away."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT digest, number, text, photo, right, made FROM judgement ORDER BY id"
            ).fetchall()
        return tuple(
            SentJudgement(digest, number, text, photo, bool(right), made)
            for digest, number, text, photo, right, made in rows
        )

    def tags(self) -> tuple[SentTag, ...]:
        """Every tag of what a file holds."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT digest, tag FROM content_tag ORDER BY tag, digest").fetchall()
        return tuple(SentTag(*row) for row in rows)

    def held(self, digests: Iterable[str]) -> frozenset[str]:
        """Those of ``digests`` that are files here."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT digest FROM content WHERE digest IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(set(digests))),),
            ).fetchall()
        return frozenset(digest for (digest,) in rows)

    def begin(self, tx: Transaction, told: dict[str, Any]) -> int:
        """Note a parcel that is taken in; gives its number."""
        row = tx.execute(
            "INSERT INTO exchange (told) VALUES (?) RETURNING id", (json.dumps(told, ensure_ascii=False),)
        ).fetchone()
        return int(row[0])

    def settle(self, tx: Transaction, taken: TakenIn) -> None:
        """Keep what became of it, but for what contradicts: those words may be forgotten with their files."""
        tx.execute(
            "UPDATE exchange SET told = ? WHERE id = ?",
            (json.dumps(taken.to_json() | {"conflicts": []}, ensure_ascii=False), taken.id),
        )

    def add_judgement(self, tx: Transaction, number: int, sent: SentJudgement) -> int:
        """Add a judgement that came with parcel ``number``; gives its id."""
        row = tx.execute(
            "INSERT INTO judgement (made, text, photo, digest, number, right) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
            (sent.made, clean(sent.text), sent.photo, sent.digest, sent.number, int(sent.right)),
        ).fetchone()
        self._note(tx, number, "judgement", str(row[0]), sent.digest)
        return int(row[0])

    def add_tag(self, tx: Transaction, number: int, sent: SentTag) -> bool:
        """Add a tag that came with parcel ``number``; tells whether it was new."""
        tag = written(sent.tag)
        added = tx.execute(
            "INSERT OR IGNORE INTO content_tag (digest, tag) VALUES (?, ?)", (sent.digest, tag)
        ).rowcount
        if tag and added > 0:
            self._note(tx, number, "tag", json.dumps([sent.digest, tag], ensure_ascii=False), sent.digest)
        return bool(tag) and added > 0

    def add_entry(self, tx: Transaction, number: int, entry: str) -> None:
        """Note a term that came with parcel ``number``."""
        self._note(tx, number, "entry", entry)

    def take_back(self, tx: Transaction, number: int) -> tuple[str, ...] | None:
        """Remove what parcel ``number`` brought, and forget it; gives its terms, None where there is no such one."""
        if tx.execute("SELECT 1 FROM exchange WHERE id = ?", (number,)).fetchone() is None:
            return None
        rows = tx.execute("SELECT kind, key FROM exchanged WHERE exchange_id = ?", (number,)).fetchall()
        tx.executemany(
            "DELETE FROM judgement WHERE id = ?", [(int(key),) for kind, key in rows if kind == "judgement"]
        )
        tx.executemany(
            "DELETE FROM content_tag WHERE digest = ? AND tag = ?",
            [tuple(json.loads(key)) for kind, key in rows if kind == "tag"],
        )
        tx.execute("DELETE FROM exchange WHERE id = ?", (number,))
        return tuple(key for kind, key in rows if kind == "entry")

    def all(self) -> tuple[TakenIn, ...]:
        """Every parcel that was taken in, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT told FROM exchange ORDER BY id DESC").fetchall()
        return tuple(TakenIn.from_json(json.loads(told)) for (told,) in rows)

    def _note(self, tx: Transaction, number: int, kind: str, key: str, digest: str | None = None) -> None:
        tx.execute(
            "INSERT INTO exchanged (exchange_id, kind, key, digest) VALUES (?, ?, ?, ?)",
            (number, kind, key, digest),
        )
