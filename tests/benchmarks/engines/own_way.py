"""What a catalogue does by itself: SQLite's full text, and the exact comparison with all vectors in memory."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from imtextgui.domain.embedding import Matrix
from imtextgui.domain.text import normalization
from imtextgui.index.exact import ExactIndex
from imtextgui.store.text.fulltext_tables import match_expression
from tests.benchmarks.engines.corpus import LABELS, Labels, vectors_of
from tests.benchmarks.engines.measured import EngineFacts
from tests.benchmarks.engines.page_vectors import DIM


class OwnWay:
    """See ``measured.MeasuredEngine``."""

    def __init__(self) -> None:
        self.facts = EngineFacts(
            f"SQLite {sqlite3.sqlite_version}, numpy", "-", "none", "in the program", "0"
        )
        self._labels: list[Any] = []

    def open(self, folder: Path, pages: int) -> None:
        """FTS5 without contents, as the catalogue has it, and vectors in files that come into memory."""
        self._folder, self._pages = folder, pages
        self._connection = sqlite3.connect(folder / "words.sqlite3")
        self._connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS page USING fts5 (words, content='', tokenize='porter ascii')"
        )

    def written(self) -> int:
        """By the full text, whose pages come after their vectors."""
        (count,) = self._connection.execute("SELECT count(*) FROM page_docsize").fetchone()
        return int(count)

    def add(self, part: Any) -> None:
        """Write vectors, labels and words."""
        name = f"{part['id'][0].as_py():08}"
        np.save(self._folder / f"vectors-{name}.npy", vectors_of(part))
        pq.write_table(part.select(LABELS), self._folder / f"labels-{name}.parquet")
        with self._connection:
            self._connection.executemany(
                "INSERT INTO page (rowid, words) VALUES (?, ?)",
                zip(part["id"].to_pylist(), part["words"].to_pylist(), strict=True),
            )

    def finish(self) -> None:
        """Have all vectors and labels in memory."""
        whole = np.empty((self._pages, DIM), dtype=np.float32)
        for file in sorted(self._folder.glob("vectors-*.npy")):
            rows, start = np.load(file), int(file.stem.partition("-")[2])
            whole[start : start + len(rows)] = rows
        self._index = ExactIndex.of(np.arange(self._pages, dtype=np.int64), whole)
        self._labels = [pq.read_table(file) for file in sorted(self._folder.glob("labels-*.parquet"))]

    def nearest(self, query: Matrix, labels: Labels, count: int) -> Sequence[int]:
        """The exact scan."""
        among = None
        if labels != Labels():
            among = np.concatenate([part["id"].to_numpy()[labels.mask(part)] for part in self._labels])
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
