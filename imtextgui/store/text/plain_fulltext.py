"""Full text as SQLite gives it by itself, in memory: what the catalogue's own is measured against."""

import sqlite3
from collections.abc import Iterable, Iterator


class PlainFulltext:
    """FTS5 with its own defaults: no folding, no Japanese, BM25. Must be closed."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Index ``texts``, which are numbered from 0."""
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE page USING fts5(body, tokenize='unicode61')")
        self._connection.executemany(
            "INSERT INTO page(rowid, body) VALUES (?, ?)",
            ((row, _clean(text)) for row, text in enumerate(texts)),
        )

    def any_of(self, words: Iterable[str]) -> Iterator[int]:
        """Give the numbers of the texts that hold any of ``words``, best first."""
        match = " OR ".join(f'"{_clean(word).replace(chr(34), " ")}"' for word in words)
        if match:
            rows = self._connection.execute(
                "SELECT rowid FROM page WHERE page MATCH ? ORDER BY rank", (match,)
            )
            yield from (row for (row,) in rows)

    def close(self) -> None:
        """Free the memory."""
        self._connection.close()


def _clean(text: str) -> str:
    """``text`` without what SQLite does not take: NUL, and halves of surrogate pairs."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()
