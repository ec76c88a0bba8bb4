"""``python -m tests.benchmarks.engines [own|lancedb|milvus]... [--pages N]``: one engine after the other.

Each has a process of its own, and one thread, so that figures of a busy machine can be compared; times of building are
those of the processor, and of the clock. The pages are made once and kept in ``.cache/engines``. LanceDB, pymilvus and
milvus-lite must be installed.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.engines.corpus import FILTERS, JAPANESE, NEAREST, Corpus
from tests.benchmarks.engines.lance_db import LanceDb
from tests.benchmarks.engines.measured import MeasuredEngine
from tests.benchmarks.engines.milvus_lite import MilvusLite
from tests.benchmarks.engines.own_way import OwnWay
from tests.benchmarks.figure import conditions, percentile

ENGINES: dict[str, Callable[[], MeasuredEngine]] = {"own": OwnWay, "lancedb": LanceDb, "milvus": MilvusLite}
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS", "LANCE_CPU_THREADS"), "1"
)


def measure(name: str, pages: int) -> None:
    """Print what one engine comes to."""
    corpus, engine = Corpus(pages), ENGINES[name]()
    facts = engine.facts
    for part in corpus.parts():
        del part
    with tempfile.TemporaryDirectory(dir=corpus.folder) as folder:
        place = Path(folder)
        wall, processor = time.perf_counter(), time.process_time()
        engine.build(place, corpus.parts(), pages)
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
        row = [f"build {processor:,.0f} s of the processor ({wall:,.0f} s)", f"size {size / 1e9:.2f} GB"]
        row += _vectors(corpus, engine)
        row += _words(corpus, engine)
    with tempfile.TemporaryDirectory() as folder:
        row.append(_japanese(engine, Path(folder)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    row.append(f"peak memory {peak:,.0f} MB")
    print(f"\n## {name}: {facts.version}, {pages:,} pages")
    print("\n".join(f"- {cell}" for cell in row), flush=True)


def _vectors(corpus: Corpus, engine: MeasuredEngine) -> list[str]:
    queries = corpus.vector_questions()
    told = []
    for name, labels in FILTERS.items():
        right = corpus.exact(queries, labels)
        engine.nearest(queries[0], labels, NEAREST)
        times, shared = [], 0.0
        for query, wanted in zip(queries, right, strict=True):
            start = time.perf_counter()
            found = engine.nearest(query, labels, NEAREST)
            times.append(time.perf_counter() - start)
            shared += len(wanted & set(found)) / len(wanted)
        told.append(f"vectors, filter {name}: recall@10 {shared / len(queries):.3f}, {_times(times)}")
    return told


def _words(corpus: Corpus, engine: MeasuredEngine) -> list[str]:
    questions = corpus.word_questions()
    answers, times = [], []
    engine.words(questions[0], NEAREST)
    for tokens in questions:
        start = time.perf_counter()
        answers.append(set(engine.words(tokens, NEAREST)))
        times.append(time.perf_counter() - start)
    kept = corpus.folder / "words-own.txt"
    if isinstance(engine, OwnWay):
        kept.write_text("\n".join(" ".join(map(str, sorted(answer))) for answer in answers))
    told = f"words: {_times(times)}"
    if kept.exists():
        right = [set(map(int, line.split())) for line in kept.read_text().splitlines()]
        pairs = [(a, b) for a, b in zip(answers, right, strict=True) if b]
        shared = statistics.mean(len(answer & wanted) / len(wanted) for answer, wanted in pairs)
        told += f", of the ten best of FTS5 {shared:.2f}"
    return [told]


def _japanese(engine: MeasuredEngine, folder: Path) -> str:
    texts = list(JAPANESE)
    asked = [(text, place) for place, texts_asked in enumerate(JAPANESE.values()) for text in texts_asked]
    found = engine.japanese(folder, texts, [text for text, _ in asked])
    missed = [text for (text, place), ids in zip(asked, found, strict=True) if place not in ids]
    return f"Japanese: {len(asked) - len(missed)} of {len(asked)} found, not: {' '.join(missed) or '-'}"


def _times(times: Sequence[float]) -> str:
    return f"p50 {statistics.median(times) * 1000:.1f} ms, p95 {percentile(list(times), 0.95) * 1000:.1f} ms"


def main() -> int:
    """Measure the engines that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.engines")
    parser.add_argument("engines", nargs="*", choices=[*ENGINES, []], metavar="own|lancedb|milvus")
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.here:
        measure(told.engines[0], told.pages)
        return 0
    print(f"Conditions: {conditions()}, one thread", flush=True)
    command = [sys.executable, "-m", "tests.benchmarks.engines", "--here", "--pages", str(told.pages)]
    return max(
        subprocess.run([*command, name], env=os.environ | ONE_THREAD, check=False).returncode
        for name in told.engines or ENGINES
    )


if __name__ == "__main__":
    sys.exit(main())
