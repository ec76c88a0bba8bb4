"""What a catalogue does by itself: SQLite's full text, and the exact comparison with all vectors in memory."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from imtextgui.domain.embedding import Matrix
from imtextgui.domain.text import normalization
from imtextgui.index.exact import ExactIndex
from imtextgui.store.text.fulltext_tables import match_expression
from tests.benchmarks.engines.corpus import Labels
from tests.benchmarks.engines.measured import EngineFacts


class OwnWay:
    """See ``measured.MeasuredEngine``."""

    def __init__(self) -> None:
        self.facts = EngineFacts(
            f"SQLite {sqlite3.sqlite_version}, numpy", "-", "none", "in the program", "0"
        )
        self._labels: list[Any] = []

    def build(self, folder: Path, parts: Iterator[Any], pages: int) -> None:
        """FTS5 without contents, as the catalogue has it, and vectors in memory and in a file."""
        self._connection = sqlite3.connect(folder / "words.sqlite3")
        self._connection.execute(
            "CREATE VIRTUAL TABLE page USING fts5 (words, content='', tokenize='porter ascii')"
        )
        rows = []
        for part in parts:
            self._connection.executemany(
                "INSERT INTO page (rowid, words) VALUES (?, ?)",
                zip(part["id"].to_pylist(), part["words"].to_pylist(), strict=True),
            )
            self._connection.commit()
            flat = part["vector"].combine_chunks().flatten().to_numpy(zero_copy_only=False)
            rows.append(flat.reshape(part.num_rows, -1))
            self._labels.append(part.select(["id", "kind", "language", "machine"]))
        whole = np.vstack(rows)
        np.save(folder / "vectors.npy", whole)
        self._index = ExactIndex.of(np.arange(len(whole), dtype=np.int64), whole)

    def nearest(self, query: Matrix, labels: Labels, count: int) -> Sequence[int]:
        """The exact scan."""
        among = None
        if labels != Labels():
            masks = [part["id"].to_numpy()[labels.mask(part)] for part in self._labels]
            among = np.concatenate(masks)
        ids, _ = self._index.search(query[None, :], count, among)
        return [int(number) for number in ids[0]]

    def words(self, tokens: Sequence[str], count: int) -> Sequence[int]:
        """FTS5's BM25."""
        match = " OR ".join(f'"{token}"' for token in tokens)
        rows = self._connection.execute(
            "SELECT rowid FROM page WHERE page MATCH ? ORDER BY rank LIMIT ?", (match, count)
        )
        return [number for (number,) in rows]

    def japanese(self, folder: Path, texts: Sequence[str], asked: Sequence[str]) -> list[list[int]]:
        """By the catalogue's own tokens and patterns, which the export writes into an engine, too."""
        connection = sqlite3.connect(":memory:")
        connection.execute(
            "CREATE VIRTUAL TABLE page USING fts5 (words, content='', tokenize='porter ascii')"
        )
        connection.executemany(
            "INSERT INTO page (rowid, words) VALUES (?, ?)",
            [(number, " ".join(normalization.tokens(text))) for number, text in enumerate(texts)],
        )
        found = [
            [
                number
                for (number,) in connection.execute(
                    "SELECT rowid FROM page WHERE page MATCH ? ORDER BY rank", (match_expression(text),)
                )
            ]
            for text in asked
        ]
        connection.close()
        return found
