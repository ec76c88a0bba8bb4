"""The stems of words as the full text has them: those of FTS5's own Porter stemmer, for whoever counts outside it."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing

_TABLES = (
    "CREATE VIRTUAL TABLE word USING fts5 (text, content='', tokenize='porter ascii')",
    "CREATE VIRTUAL TABLE stem USING fts5vocab (word, 'instance')",
)
_MOST = 500_000
"""Words remembered before all are forgotten: 100 MB."""


class Stems:
    """Gives the stems of tokens that ``domain.text.normalization`` made."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, tokens: Iterable[str]) -> list[str]:
        """The stem of each of ``tokens``, in order."""
        wanted = list(tokens)
        unknown = set(wanted) - self._known.keys()
        if unknown:
            if len(self._known) > _MOST:
                self._known.clear()
                unknown = set(wanted)
            self._known |= _stems(sorted(unknown))
        return [self._known[token] for token in wanted]


def _stems(words: list[str]) -> dict[str, str]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for table in _TABLES:
            connection.execute(table)
        connection.executemany("INSERT INTO word (rowid, text) VALUES (?, ?)", enumerate(words))
        stems = dict(connection.execute("SELECT doc, term FROM stem").fetchall())
    return {word: stems.get(place, word) for place, word in enumerate(words)}
