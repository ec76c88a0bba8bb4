"""A site with ten million pages on paper: what shards weigh, how long they take to make, how long a search takes.

    python -m tests.benchmarks.site latency SHARD        samples of one shard's answers, for `simulate`
    python -m tests.benchmarks.site build FOLDER         the folder in shards, with 1, 2 and 4 processes
    python -m tests.benchmarks.site simulate             the tables, from what the other two have measured

What is measured is kept in ``.cache/site.json``. The models: **building** takes processor time for each page and for
each shard, a line through the runs, on as many processors as there are, times how unequal shards are; reading the
originals over the share is the other bound. **A search** takes each shard's processor time, drawn from the samples, on
the processors of the machine that searches, the longest first. A sample holds the ordering and showing, too, which a
search does once: what comes out is an upper bound, but for waiting for the share.
"""

import heapq
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.cluster.shard_plan import FINENESS
from imtextgui.config.settings import Settings
from imtextgui.domain.query import Query
from tests.benchmarks.figure import conditions, cores, percentile
from tests.benchmarks.search import Writer

KEPT = Path(".cache/site.json")
PAGES = 10_000_000
SHARD_PAGES = 100_000
PROCESSES = (1, 2, 4)
QUERIES, WARM = 60, 5
SEARCHES = 2_000
SHARD_COUNTS = (1, 10, 25, 50, 100)
READER_CORES = (4, 16)
WORKERS = (4, 16, 64, 256)
UNEQUAL = 1 + 1 / FINENESS
"""The largest shard beside the mean, as planned."""

SHARE_BYTES = 100e6
"""Bytes a second that a share gives all workers together: a line of 1 Gbit/s. An assumption."""
SEED = 20261130


@dataclass(frozen=True, slots=True)
class Latency:
    """What one shard of ``pages`` pages answers with: seconds of processor time of each question.

    ``memory`` are the bytes that it takes while it is open, ``opening`` the processor time until it answers.
    """

    pages: int
    samples: tuple[float, ...]
    memory: int
    opening: float


def measured_latency(shard: Path) -> Latency:
    """Ask the catalogue in ``shard`` alone as one of several, as a search over shards does."""
    writer = Writer(11)
    asked = [writer.sentence(1 + number % 4) for number in range(QUERIES + WARM)]
    before, started = _memory(), time.process_time()
    with Catalogue.open_several([shard], chosen=Settings()) as several:
        for text in asked[:WARM]:
            several.answer(Query(text, limit=10))
        opening, memory = time.process_time() - started, _memory() - before
        samples = []
        for text in asked[WARM:]:
            begun = time.process_time()
            several.answer(Query(text, limit=10))
            samples.append(time.process_time() - begun)
    with Catalogue.open(shard, read_only=True, chosen=Settings()) as catalogue:
        pages = catalogue.health.counts().pages
    return Latency(pages, tuple(samples), memory, opening)


def _memory() -> int:
    """Bytes of memory that the process has taken at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measured_builds(folder: Path) -> list[dict[str, Any]]:
    """The folder in shards with each number of processes: wall and processor seconds, pages, bytes."""
    builds = []
    for count in PROCESSES:
        with tempfile.TemporaryDirectory() as scratch:
            words = ["index", str(folder), "--to", f"{scratch}/shards", "--workers", str(count), "--json"]
            words += ["--scratch", f"{scratch}/work"]
            before, begun = _children(), time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-m", "imtextgui.cluster", *words],
                capture_output=True,
                check=True,
                text=True,
            )
            answer = json.loads(done.stdout.splitlines()[-1])
            builds.append(
                {
                    "processes": count,
                    "wall": time.perf_counter() - begun,
                    "processor": _children() - before,
                    "pages": answer["pages"],
                    "bytes": sum(shard["size"] for shard in answer["shards"]),
                    "originals": sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()),
                    "seconds": [shard["seconds"] for shard in answer["shards"]],
                }
            )
    return builds


def _children() -> float:
    """Processor seconds of processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def searches(latency: Latency, shards: int, processors: int, seed: int = SEED) -> list[float]:
    """Seconds of ``SEARCHES`` searches over so many shards on a machine with so many ``processors``."""
    draw = random.Random(f"{seed} {shards} {processors}")
    return [
        makespan([draw.choice(latency.samples) for _ in range(shards)], processors) for _ in range(SEARCHES)
    ]


def makespan(work: Sequence[float], processors: int) -> float:
    """How long ``processors`` take for pieces of ``work``, the longest first, each on the one that is free first."""
    free = [0.0] * processors
    for piece in sorted(work, reverse=True):
        heapq.heapreplace(free, free[0] + piece)
    return max(free)


def line_through(builds: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """Processor seconds of a page, and of a shard besides, from runs over the same pages, a shard for each process.

    The line of least squares through processor time by shards; with one run all of it is that of the pages.
    """
    shards = [float(build["processes"]) for build in builds]
    taken, pages = [build["processor"] for build in builds], builds[0]["pages"]
    mean, middle = sum(shards) / len(shards), sum(taken) / len(taken)
    spread = sum((count - mean) ** 2 for count in shards)
    a_shard = sum((count - mean) * (one - middle) for count, one in zip(shards, taken, strict=True))
    a_shard = a_shard / spread if spread else 0.0
    return (middle - a_shard * mean) / pages, a_shard


def build_hours(
    pages: int, *, a_page: float, a_shard: float, page_bytes: float, processors: int
) -> tuple[float, float]:
    """Hours of ``processors`` for so many pages in shards, and of the share for their originals."""
    work = pages * a_page + pages / SHARD_PAGES * a_shard
    return work * UNEQUAL / processors / 3600, pages * page_bytes / SHARE_BYTES / 3600


def tables(kept: dict[str, Any]) -> str:
    """What was measured and what follows from it, as Markdown."""
    latency = Latency(**kept["latency"] | {"samples": tuple(kept["latency"]["samples"])})
    return "\n\n".join([_sizes(kept["builds"]), _builds(kept["builds"]), _fan_out(latency)])


def _sizes(builds: Sequence[dict[str, Any]]) -> str:
    build = builds[0]
    a_page = build["bytes"] / build["pages"]
    rows = ["| pages | shards | one shard | all |", "|---|---|---|---|"]
    for pages in (SHARD_PAGES, 1_000_000, PAGES):
        shards = max(1, pages // SHARD_PAGES)
        one, whole = a_page * min(pages, SHARD_PAGES) / 1e9, a_page * pages / 1e9
        rows.append(f"| {pages:,} | {shards} | {one:.1f} GB | {whole:.0f} GB |")
    return "\n".join(rows)


def _builds(builds: Sequence[dict[str, Any]]) -> str:
    rows = ["| processes | wall | processor | pages | pages a processor second |", "|---|---|---|---|---|"]
    for build in builds:
        rate = build["pages"] / build["processor"]
        rows.append(
            f"| {build['processes']} | {build['wall']:.0f} s | {build['processor']:.0f} s | {build['pages']} |"
            f" {rate:.2f} |"
        )
    a_page, a_shard = line_through(builds)
    page_bytes = builds[0]["originals"] / builds[0]["pages"]
    rows += ["", f"| processors | hours for {PAGES:,} pages | share at 1 Gbit/s |", "|---|---|---|"]
    for workers in WORKERS:
        work, share = build_hours(
            PAGES, a_page=a_page, a_shard=a_shard, page_bytes=page_bytes, processors=workers
        )
        rows.append(f"| {workers} | {work:,.0f} | {share:.1f} |")
    rows += [
        "",
        f"{a_page:.2f} s of a processor a page and {a_shard:.1f} s a shard; the largest shard takes "
        f"{UNEQUAL:.2f} of the mean; {page_bytes / 1e3:.0f} kB of originals a page.",
    ]
    return "\n".join(rows)


def _fan_out(latency: Latency) -> str:
    rows = ["| shards | pages | memory | processors | p50 | p95 | p99 |", "|---|---|---|---|---|---|---|"]
    for shards in SHARD_COUNTS:
        for processors in READER_CORES:
            taken = searches(latency, shards, processors)
            p50, p95, p99 = (f"{percentile(taken, share):.2f} s" for share in (0.5, 0.95, 0.99))
            memory = latency.memory * shards / 1e9
            rows.append(
                f"| {shards} | {shards * latency.pages:,} | {memory:.1f} GB | {processors} | {p50} | {p95} | {p99} |"
            )
    told = sorted(latency.samples)
    rows += [
        "",
        f"One shard of {latency.pages:,} pages: {percentile(told, 0.5) * 1e3:.0f} ms of a processor at p50, "
        f"{percentile(told, 0.95) * 1e3:.0f} at p95, {told[-1] * 1e3:.0f} at most, of {len(told)} questions; "
        f"{latency.opening:.1f} s of a processor until it answers first.",
    ]
    return "\n".join(rows)


def main(arguments: Sequence[str]) -> None:
    """Measure one thing and keep it, or print the tables."""
    kept: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    match list(arguments):
        case ["latency", shard]:
            latency = measured_latency(Path(shard))
            kept["latency"] = {name: getattr(latency, name) for name in Latency.__slots__}
        case ["build", folder]:
            kept["builds"] = measured_builds(Path(folder))
        case ["simulate"]:
            print(f"{conditions()}; load {os.getloadavg()[0]:.1f}, {cores()} cores\n\n{tables(kept)}")
            return
        case _:
            sys.exit(__doc__)
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(json.dumps(kept, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
