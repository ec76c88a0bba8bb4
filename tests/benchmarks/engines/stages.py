"""The steps of measuring one engine, each in a process of its own: building, which goes on where it was, and asking.

What was measured is kept beside the engine's folder: ``.cache/engines/PAGES/NAME.json``.
"""

import json
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from imtextgui.domain.embedding import Matrix
from tests.benchmarks.engines.corpus import FILTERS, JAPANESE, NEAREST, Corpus
from tests.benchmarks.engines.lance_db import LanceDb
from tests.benchmarks.engines.measured import MeasuredEngine
from tests.benchmarks.engines.milvus_lite import MilvusLite
from tests.benchmarks.engines.own_way import OwnWay
from tests.benchmarks.figure import percentile

ENGINES: dict[str, Callable[[], MeasuredEngine]] = {"own": OwnWay, "lancedb": LanceDb, "milvus": MilvusLite}


class Stages:
    """One engine over a corpus."""

    def __init__(self, name: str, pages: int) -> None:
        self.name, self.corpus = name, Corpus(pages)
        self.place = self.corpus.folder / name
        self._file = self.corpus.folder / f"{name}.json"

    @property
    def kept(self) -> dict[str, Any]:
        """What was measured so far."""
        kept: dict[str, Any] = json.loads(self._file.read_text()) if self._file.exists() else {}
        return kept

    def build(self) -> None:
        """Write and index what is missing; after each part it may be killed, and the next run goes on there."""
        self.corpus.make()
        self.place.mkdir(exist_ok=True)
        engine = ENGINES[self.name]()
        with _Clock(self, "build"):
            engine.open(self.place, self.corpus.pages)
            written = engine.written()
        for part in self.corpus.parts(start=written):
            with _Clock(self, "build"):
                engine.add(part)
        with _Clock(self, "build"):
            engine.finish()
        size = sum(file.stat().st_size for file in self.place.rglob("*") if file.is_file())
        self.keep(version=engine.facts.version, size=size)

    def ask(self) -> None:
        """Ask an engine that was built all questions."""
        engine, queries = ENGINES[self.name](), self.corpus.vector_questions()
        right = self.corpus.exact(queries)
        engine.open(self.place, self.corpus.pages)
        engine.finish()
        vectors = {name: _vectors(engine, queries, name, right[name]) for name in FILTERS}
        words, answers = _words(engine, self.corpus.word_questions())
        with tempfile.TemporaryDirectory() as folder:
            found, asked, missed = _japanese(engine, Path(folder))
        self.keep(
            vectors=vectors,
            words=words | {"answers": answers},
            japanese={"found": found, "asked": asked, "missed": missed},
            asking={"peak": _peak()},
        )

    def keep(self, **measured: Any) -> None:
        """Keep what was measured."""
        self._file.write_text(json.dumps(self.kept | measured, indent=1))


class _Clock:
    """Adds the seconds that something takes, of the clock and of the processor, to what is kept under a name."""

    def __init__(self, stages: Stages, name: str) -> None:
        self._stages, self._name = stages, name

    def __enter__(self) -> None:
        self._begun = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        before = self._stages.kept.get(self._name, {"wall": 0.0, "processor": 0.0, "peak": 0})
        told = {
            "wall": before["wall"] + time.perf_counter() - self._begun[0],
            "processor": before["processor"] + time.process_time() - self._begun[1],
            "peak": max(before["peak"], _peak()),
        }
        self._stages.keep(**{self._name: told})


def _peak() -> int:
    """Bytes of memory that the process has taken at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _vectors(engine: MeasuredEngine, queries: Matrix, name: str, right: Sequence[set[int]]) -> dict[str, Any]:
    labels = FILTERS[name]
    engine.nearest(queries[0], labels, NEAREST)
    times, shared = _Times(), 0.0
    for query, wanted in zip(queries, right, strict=True):
        found = times.of(partial(engine.nearest, query, labels, NEAREST))
        shared += len(wanted & set(found)) / len(wanted)
    return {"recall": shared / len(queries), **times.told()}


def _words(engine: MeasuredEngine, questions: Sequence[list[str]]) -> tuple[dict[str, Any], list[list[int]]]:
    engine.words(questions[0], NEAREST)
    times = _Times()
    answers = [sorted(map(int, times.of(partial(engine.words, tokens, NEAREST)))) for tokens in questions]
    return times.told(), answers


def _japanese(engine: MeasuredEngine, folder: Path) -> tuple[int, int, list[str]]:
    texts = list(JAPANESE)
    asked = [(text, place) for place, texts_asked in enumerate(JAPANESE.values()) for text in texts_asked]
    found = engine.japanese(folder, texts, [text for text, _ in asked])
    missed = [text for (text, place), ids in zip(asked, found, strict=True) if place not in ids]
    return len(asked) - len(missed), len(asked), missed


class _Times:
    """Milliseconds of questions, by the clock and of the processor."""

    def __init__(self) -> None:
        self._clock: list[float] = []
        self._processor: list[float] = []

    def of(self, ask: Callable[[], Any]) -> Any:
        """Ask, and note how long that took."""
        clock, processor = time.perf_counter(), time.process_time()
        answer = ask()
        self._clock.append((time.perf_counter() - clock) * 1000)
        self._processor.append((time.process_time() - processor) * 1000)
        return answer

    def told(self) -> dict[str, float]:
        """The median, by the clock and of the processor, and the 95th of a hundred."""
        return {
            "p50": statistics.median(self._clock),
            "p95": percentile(self._clock, 0.95),
            "processor": statistics.median(self._processor),
        }
