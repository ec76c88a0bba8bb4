"""Milvus Lite, the embedded Milvus: the same client asks a cluster, by another address."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from imtextgui.domain.embedding import Matrix
from tests.benchmarks.engines.corpus import AT_ONCE, Labels
from tests.benchmarks.engines.measured import EngineFacts

INSERTED_AT_ONCE = 2_000
PROBED = 64
"""Parts of the index that are looked into."""


class MilvusLite:
    """See ``measured.MeasuredEngine``."""

    def __init__(self) -> None:
        import pymilvus

        self._milvus = pymilvus
        self.facts = EngineFacts(
            f"milvus-lite {version('milvus-lite')}, pymilvus {version('pymilvus')}",
            "Apache-2.0",
            "none",
            "wheels; starts a server on a local port",
            "65 MB with faiss-cpu, grpcio and pandas",
        )

    def open(self, folder: Path, pages: int) -> None:
        """The embedded server over a folder; the number of parts of its index is told beforehand."""
        self._pages = pages
        self._client = self._milvus.MilvusClient(str(folder / "milvus.db"))

    def written(self) -> int:
        """Whole parts; what is there of another one is taken back."""
        if not self._client.has_collection("page"):
            return 0
        self._client.load_collection("page")
        (counted,) = self._client.query("page", filter="id >= 0", output_fields=["count(*)"])
        whole = int(counted["count(*)"]) // AT_ONCE * AT_ONCE
        self._client.delete("page", filter=f"id >= {whole}")
        return whole

    def add(self, part: Any) -> None:
        """Write a part."""
        if not self._client.has_collection("page"):
            self._create("page", part["vector"].type.list_size, "standard", self._pages)
        for start in range(0, part.num_rows, INSERTED_AT_ONCE):
            self._client.insert("page", part.slice(start, INSERTED_AT_ONCE).to_pylist())

    def finish(self) -> None:
        """Make the indexes, which come with loading."""
        self._client.flush("page")
        self._client.load_collection("page")

    def nearest(self, query: Matrix, labels: Labels, count: int) -> Sequence[int]:
        """The nearest by IVF over whole vectors."""
        found = self._client.search(
            "page",
            data=[query.tolist()],
            anns_field="vector",
            limit=count,
            filter=_condition(labels),
            search_params={"metric_type": "COSINE", "params": {"nprobe": PROBED}},
        )
        return [hit["id"] for hit in found[0]]

    def words(self, tokens: Sequence[str], count: int) -> Sequence[int]:
        """The engine's own BM25."""
        found = self._client.search(
            "page",
            data=[" ".join(tokens)],
            anns_field="sparse",
            limit=count,
            search_params={"metric_type": "BM25"},
        )
        return [hit["id"] for hit in found[0]]

    def japanese(self, folder: Path, texts: Sequence[str], asked: Sequence[str]) -> list[list[int]]:
        """By its standard analysis: beside that the embedded Milvus has one for Chinese only."""
        self._client = self._milvus.MilvusClient(str(folder / "japanese.db"))
        self._create("japanese", 2, "standard", len(texts))
        rows = [
            {"id": number, "words": text, "kind": "", "language": "ja", "machine": 0, "vector": [1.0, 0.0]}
            for number, text in enumerate(texts)
        ]
        self._client.insert("japanese", rows)
        self._client.flush("japanese")
        self._client.load_collection("japanese")
        return [
            [
                hit["id"]
                for hit in self._client.search(
                    "japanese",
                    data=[text],
                    anns_field="sparse",
                    limit=10,
                    search_params={"metric_type": "BM25"},
                )[0]
            ]
            for text in asked
        ]

    def _create(self, name: str, dim: int, tokenizer: str, pages: int) -> None:
        kinds = self._milvus.DataType
        schema = self._client.create_schema(auto_id=False)
        schema.add_field("id", kinds.INT64, is_primary=True)
        schema.add_field(
            "words",
            kinds.VARCHAR,
            max_length=65_535,
            enable_analyzer=True,
            analyzer_params={"tokenizer": tokenizer},
        )
        for column in ("kind", "language"):
            schema.add_field(column, kinds.VARCHAR, max_length=64)
        schema.add_field("machine", kinds.INT64)
        schema.add_field("vector", kinds.FLOAT_VECTOR, dim=dim)
        schema.add_field("sparse", kinds.SPARSE_FLOAT_VECTOR)
        schema.add_function(
            self._milvus.Function(
                name="bm25",
                function_type=self._milvus.FunctionType.BM25,
                input_field_names=["words"],
                output_field_names=["sparse"],
            )
        )
        indexes = self._client.prepare_index_params()
        indexes.add_index(
            "vector", index_type="IVF_FLAT", metric_type="COSINE", params={"nlist": max(1, int(pages**0.5))}
        )
        indexes.add_index("sparse", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
        self._client.create_collection(name, schema=schema, index_params=indexes)


def _condition(labels: Labels) -> str:
    conditions = []
    if labels.kind:
        conditions.append(f"kind == '{labels.kind}'")
    if labels.language:
        conditions.append(f"language == '{labels.language}'")
    if labels.machine >= 0:
        conditions.append(f"machine == {labels.machine}")
    return " and ".join(conditions)
