"""The engine's approximate index finds what comparing all vectors finds, on vectors that lie as those of pages do."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("lancedb", reason="the extra imtextgui[engine] is not installed")

import pyarrow as pa

from imtextgui.cluster.engines import lance
from imtextgui.cluster.engines.lance import VECTORS, LanceEngine, LanceTable
from imtextgui.cluster.engines.schemas import schemas
from imtextgui.cluster.engines.state import TABLES
from imtextgui.domain.embedding import Matrix, Space
from tests.benchmarks.engines.page_vectors import DIM, PageVectors

PAGES, QUESTIONS, FIRST, WANTED = 5_000, 20, 10, 300
LEAST_SHARED = 0.98


@pytest.fixture(scope="module")
def vectors() -> tuple[Matrix, Matrix]:
    """Those of pages, and those of questions about some of them."""
    made, rng = PageVectors(), np.random.default_rng(1)
    pages = made.rows(PAGES, rng)
    return pages, made.questions(pages[:: PAGES // QUESTIONS], rng)


@pytest.fixture
def table(tmp_path: Path, vectors: tuple[Matrix, Matrix], monkeypatch: pytest.MonkeyPatch) -> LanceTable:
    monkeypatch.setattr(lance, "INDEXED_FROM", PAGES)
    made = schemas({Space.MEANING: DIM})
    tables = LanceEngine(str(tmp_path / "engine"), create=True).begin("0" * 32, None, made)
    assert set(tables) == set(TABLES)
    ids = pa.array(range(PAGES), pa.int64())
    labels: list[list[Any]] = [
        [""] if name == "language" else [[]] for name in ("language", "types", "tags", "machines")
    ]
    flat = pa.FixedSizeListArray.from_arrays(pa.array(vectors[0].ravel()), DIM)
    columns = [ids, ids, ids, *(label * PAGES for label in labels), flat]
    table = tables[Space.MEANING.value]
    table.add(pa.table(columns, schema=made[Space.MEANING.value]))
    table.settle({"vector": VECTORS})
    return table


@pytest.mark.parametrize("where", [None, "page_id % 20 = 3"])
def test_the_first_are_those_of_comparing_all(
    table: LanceTable, vectors: tuple[Matrix, Matrix], where: str | None
) -> None:
    shared = []
    for question in vectors[1]:
        right = table.nearest(question, FIRST, where, exact=True)
        for count in (FIRST, WANTED):
            told = table.nearest(question, count, where)
            assert (np.diff(told.cosines) <= 0).all()
            shared.append(len(set(told.ids[:FIRST]) & set(right.ids)) / FIRST)
            best = float(vectors[0][told.ids[0]] @ question)
            assert told.cosines[0] == pytest.approx(best, abs=1e-5)
    assert np.mean(shared) >= LEAST_SHARED


def test_so_many_are_compared_by_their_whole_vectors() -> None:
    assert lance.refined(1) == lance.LEAST_REFINED
    assert lance.refined(300) == lance.REFINED
