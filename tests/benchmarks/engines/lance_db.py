"""LanceDB in a folder."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from imtextgui.cluster.engines.lance import ALL_PARTS, refined
from imtextgui.domain.embedding import Matrix
from tests.benchmarks.engines.corpus import Labels
from tests.benchmarks.engines.measured import EngineFacts


class LanceDb:
    """See ``measured.MeasuredEngine``."""

    def __init__(self) -> None:
        import lancedb

        self._lancedb = lancedb
        self._table: Any = None
        self.facts = EngineFacts(
            f"lancedb {version('lancedb')}", "Apache-2.0", "none", "wheels", "75 MB (Linux), 83 MB (Windows)"
        )

    def open(self, folder: Path, pages: int) -> None:
        """A database in a folder."""
        self._pages = pages
        self._database = self._lancedb.connect(folder)
        if (folder / "page.lance").is_dir():
            self._table = self._database.open_table("page")

    def written(self) -> int:
        """A part is one version of the table."""
        return 0 if self._table is None else int(self._table.count_rows())

    def add(self, part: Any) -> None:
        """Write a part."""
        if self._table is None:
            self._table = self._database.create_table("page", part)
        else:
            self._table.add(part)

    def finish(self) -> None:
        """Index all pages, as ``imtextgui.cluster.engines.lance`` does."""
        from lancedb import index

        wanted = {
            "words": _words(index),
            "vector": index.IvfRq(distance_type="cosine", num_partitions=int(self._pages**0.5)),
            **{column: index.Bitmap() for column in ("kind", "language", "machine")},
        }
        there = {column for made in self._table.list_indices() for column in made.columns}
        if there.isdisjoint(wanted):
            self._table.optimize()
        for column, config in wanted.items():
            if column not in there:
                self._table.create_index(column, config=config)

    def nearest(self, query: Matrix, labels: Labels, count: int) -> Sequence[int]:
        """The nearest by RaBitQ, compared once more by their whole vectors."""
        asked = self._table.search(query, vector_column_name="vector").distance_type("cosine")
        condition = _condition(labels)
        asked = asked.nprobes(ALL_PARTS).refine_factor(refined(count)).limit(count)
        if condition:
            asked = asked.where(condition, prefilter=True)
        found: list[int] = asked.select(["id", "_distance"]).to_arrow()["id"].to_pylist()
        return found

    def words(self, tokens: Sequence[str], count: int) -> Sequence[int]:
        """The engine's own BM25."""
        from lancedb.query import MatchQuery

        asked = self._table.search(MatchQuery(" ".join(tokens), "words"), query_type="fts").limit(count)
        found: list[int] = asked.select(["id", "_score"]).to_arrow()["id"].to_pylist()
        return found

    def japanese(self, folder: Path, texts: Sequence[str], asked: Sequence[str]) -> list[list[int]]:
        """By pairs of characters: its dictionaries for Lindera are not in the wheel."""
        import pyarrow as pa
        from lancedb import index
        from lancedb.query import FullTextOperator, MatchQuery

        data = pa.table({"id": pa.array(range(len(texts)), pa.int64()), "text": list(texts)})
        table = self._lancedb.connect(folder).create_table("japanese", data)
        table.create_index(
            "text", config=index.FTS(base_tokenizer="ngram", ngram_min_length=2, ngram_max_length=2)
        )
        return [
            table.search(MatchQuery(text, "text", operator=FullTextOperator.AND), query_type="fts")
            .select(["id", "_score"])
            .to_arrow()["id"]
            .to_pylist()
            for text in asked
        ]


def _words(index: Any) -> Any:
    return index.FTS(
        base_tokenizer="whitespace",
        with_position=True,
        stem=False,
        remove_stop_words=False,
        ascii_folding=False,
        lower_case=False,
        max_token_length=None,
    )


def _condition(labels: Labels) -> str:
    conditions = []
    if labels.kind:
        conditions.append(f"kind = '{labels.kind}'")
    if labels.language:
        conditions.append(f"language = '{labels.language}'")
    if labels.machine >= 0:
        conditions.append(f"machine = {labels.machine}")
    return " AND ".join(conditions)
