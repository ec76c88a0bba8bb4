"""Which encoder's vectors searches use, which encoders ever made some here, and how those of one are forgotten."""

from typing import NamedTuple

from imtextgui.store.database import Database, Transaction

FORGOTTEN_AT_ONCE = 20_000
"""Vectors removed in one transaction: a second of work."""

_CHOICE = "encoder"


class BundleName(NamedTuple):
    """What a bundle was called when it made its first vectors; empty texts for an encoder without a bundle."""

    name: str = ""
    version: str = ""
    licence: str = ""


class Bundles:
    """The encoders of one catalogue by fingerprint. Writing calls take part in the caller's transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def active(self) -> str | None:
        """The fingerprint whose vectors searches use; None before the first run."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM choice WHERE name = ?", (_CHOICE,)).fetchone()
        return None if row is None else str(row[0])

    def activate(self, tx: Transaction, fingerprint: str) -> None:
        """Let searches use the vectors of ``fingerprint`` from now on."""
        tx.execute("INSERT OR REPLACE INTO choice (name, value) VALUES (?, ?)", (_CHOICE, fingerprint))

    def note(self, tx: Transaction, fingerprint: str, named: BundleName) -> None:
        """Remember what the bundle is called, for when it is not installed any more."""
        tx.execute("INSERT OR REPLACE INTO bundle VALUES (?, ?, ?, ?)", (fingerprint, *named))

    def names(self) -> dict[str, BundleName]:
        """What the bundles are called, as far as that was noted."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT fingerprint, name, version, licence FROM bundle").fetchall()
        return {fingerprint: BundleName(*named) for fingerprint, *named in rows}

    def vectors(self) -> dict[str, int]:
        """How many vectors each encoder has here, those with the most first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT s.fingerprint, count(v.id) AS many FROM space s JOIN vector v ON v.space_id = s.id"
                " GROUP BY s.fingerprint ORDER BY many DESC, s.fingerprint"
            ).fetchall()
        return {fingerprint: int(many) for fingerprint, many in rows}

    def in_use(self, wanted: str) -> str:
        """The fingerprint whose vectors to use: the active one; of a catalogue without one ``wanted`` if it has
        vectors or nobody has, otherwise the one with the most.
        """
        active = self.active()
        if active is not None:
            return active
        known = self.vectors()
        return wanted if wanted in known or not known else next(iter(known))

    def forget_some(self, tx: Transaction, fingerprint: str) -> int:
        """Remove some of the vectors of ``fingerprint``; give how many, 0 when only ``forget_name`` is left to do."""
        return tx.execute(
            "DELETE FROM vector WHERE id IN (SELECT v.id FROM vector v JOIN space s ON s.id = v.space_id"
            " WHERE s.fingerprint = ? LIMIT ?)",
            (fingerprint, FORGOTTEN_AT_ONCE),
        ).rowcount

    def forget_name(self, tx: Transaction, fingerprint: str) -> None:
        """Remove all else that is known of an encoder without vectors of pages."""
        spaces = "(SELECT id FROM space WHERE fingerprint = ?)"
        tx.execute(f"DELETE FROM name_vector WHERE space_id IN {spaces}", (fingerprint,))
        tx.execute(f"DELETE FROM judgement_vector WHERE space_id IN {spaces}", (fingerprint,))
        tx.execute("DELETE FROM space WHERE fingerprint = ?", (fingerprint,))
        tx.execute("DELETE FROM makeshift WHERE fingerprint = ?", (fingerprint,))
        tx.execute("DELETE FROM bundle WHERE fingerprint = ?", (fingerprint,))
