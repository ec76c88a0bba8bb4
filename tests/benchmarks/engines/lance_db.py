"""LanceDB in a folder."""

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from imtextgui.domain.embedding import Matrix
from tests.benchmarks.engines.corpus import Labels
from tests.benchmarks.engines.measured import EngineFacts

PROBED, PROBED_FILTERED, REFINED = 64, 256, 4


class LanceDb:
    """See ``measured.MeasuredEngine``."""

    def __init__(self) -> None:
        import lancedb

        self._lancedb = lancedb
        self.facts = EngineFacts(
            f"lancedb {version('lancedb')}", "Apache-2.0", "none", "wheels", "75 MB (Linux), 83 MB (Windows)"
        )

    def build(self, folder: Path, parts: Iterator[Any], pages: int) -> None:
        """Write and index all pages, as ``imtextgui.cluster.engines.lance`` does."""
        from lancedb import index

        database = self._lancedb.connect(folder)
        first = next(parts)
        self._table = database.create_table("page", first)
        for part in parts:
            self._table.add(part)
        self._table.create_index("words", config=_words(index))
        self._table.create_index(
            "vector", config=index.IvfPq(distance_type="cosine", num_partitions=int(pages**0.5))
        )
        for column in ("kind", "language", "machine"):
            self._table.create_index(column, config=index.Bitmap())

    def nearest(self, query: Matrix, labels: Labels, count: int) -> Sequence[int]:
        """The nearest by IVF-PQ, compared once more by their whole vectors."""
        asked = self._table.search(query, vector_column_name="vector").distance_type("cosine")
        condition = _condition(labels)
        asked = asked.nprobes(PROBED_FILTERED if condition else PROBED).refine_factor(REFINED).limit(count)
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
