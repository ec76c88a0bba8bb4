"""The words of the catalogue, each with the number of pages and file names that hold it."""

import json
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from imtextgui.domain.text.vocabulary import vocabulary
from imtextgui.store.column_values import clean
from imtextgui.store.database import Database, Transaction

_LAST = "\U0010ffff"
"""Behind a prefix: the end of all that begins with it, so that the primary key answers, which LIKE would not use."""


class Vocabulary:
    """Looks words up. ``Pages.add`` and ``Items.put`` write them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def beginning(self, prefixes: Iterable[str], shortest: int, longest: int) -> list[tuple[str, int]]:
        """Give the words with one of ``prefixes`` (any word: "") of a length in range, and how many pages hold each."""
        with self._database.reading() as connection:
            return [
                row
                for prefix in dict.fromkeys(prefixes)
                for row in connection.execute(
                    "SELECT text, pages FROM word WHERE text >= ? AND text < ? AND length(text) BETWEEN ? AND ?",
                    (clean(prefix), clean(prefix) + _LAST, shortest, longest),
                )
            ]

    def known(self, words: Iterable[str]) -> set[str]:
        """Give those of ``words`` that stand in the catalogue."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT text FROM word WHERE text IN (SELECT value FROM json_each(?))",
                (json.dumps([clean(word) for word in words]),),
            ).fetchall()
        return {text for (text,) in rows}

    def frequent(self, prefix: str, limit: int) -> list[str]:
        """Give the words that begin with ``prefix``, those on most pages first."""
        with self._database.reading() as connection:
            rows: Sequence[tuple[str]] = connection.execute(
                "SELECT text FROM word WHERE text >= ? AND text < ? ORDER BY pages DESC, length(text), text LIMIT ?",
                (clean(prefix), clean(prefix) + _LAST, limit),
            ).fetchall()
        return [text for (text,) in rows]


def add(tx: Transaction, text: str) -> None:
    """Count the words of a new page or name."""
    tx.executemany(
        "INSERT INTO word (text, pages) VALUES (?, 1) ON CONFLICT (text) DO UPDATE SET pages = pages + 1",
        [(clean(word),) for word in sorted(vocabulary(text))],
    )


def forget(tx: Transaction, text: str) -> None:
    """Count the words of a page or name that goes; ``text`` as it was added."""
    words = [(clean(word),) for word in vocabulary(text)]
    tx.executemany("UPDATE word SET pages = pages - 1 WHERE text = ?", words)
    tx.executemany("DELETE FROM word WHERE text = ? AND pages <= 0", words)


def of_name(relpath: str) -> str:
    """The part of a path whose words count: the file's own name without its suffix."""
    return PurePosixPath(relpath).stem


def forget_all(tx: Transaction) -> None:
    """Remove all words."""
    tx.execute("DELETE FROM word")
