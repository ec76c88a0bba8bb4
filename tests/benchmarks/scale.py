"""Answers and memory at 100,000 pages, complete with regions, boxes and features, and words at a million pages.

``make bench-scale``, or ``python -m tests.benchmarks.scale [start|answers|window|beside|million]...``. The catalogues
are made once (minutes; 3 and 8 GB) and kept in ``.cache/scale``; delete that folder to make them anew.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.health import Details
from imtextgui.domain.progress import run
from imtextgui.domain.query import NO_FILTERS, Filters, Photo, Query
from imtextgui.encoders import bundle
from imtextgui.encoders.encoder import Encoder
from imtextgui.encoders.preprocessing import probe_picture
from tests.benchmarks import scale_catalogue
from tests.benchmarks.figure import HEADER, Figure, conditions, percentile
from tests.benchmarks.search import Writer

KEPT = Path(".cache/scale")
PAGES, MILLION = 100_000, 1_000_000
TEXTS, PHOTOS, STARTS, BESIDE = 60, 12, 3, 600
FILTERS = {
    "one type": Filters(types=("manual",)),
    "without a type": Filters(types=("-photo",)),
    "one language": Filters(languages=("ja",)),
    "one machine": Filters(machines=("Machine 3",)),
    "one tag": Filters(tags=("tag 7",)),
    "type, languages and machine": Filters(
        types=("manual",), languages=("ja", "de"), machines=("Machine 3",)
    ),
}


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of each query: to the first answer, to the whole one, and of the processors until the first."""

    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def timed(catalogue: Catalogue, filters: Filters, texts: int = TEXTS) -> Times:
    """``texts`` queries in words, after some to warm up."""
    writer, times = Writer(11), Times()
    asked = [writer.sentence(1 + number % 4) for number in range(texts)]
    for number, text in enumerate((*asked[:5], *asked), -5):
        start, processor = time.perf_counter(), time.process_time()
        answers = catalogue.search.stages(Query(text, limit=50, filters=filters))
        next(answers)
        first, processor = time.perf_counter() - start, time.process_time() - processor
        for _ in answers:
            pass
        if number >= 0:
            times.first.append(first)
            times.processor.append(processor)
            times.whole.append(time.perf_counter() - start)
    return times


def timed_photos(catalogue: Catalogue, folder: Path) -> tuple[list[float], list[float]]:
    """Seconds to the first and to the whole answer to photos that are not in the catalogue."""
    first, whole = [], []
    for seed in range(PHOTOS):
        file = folder / f"{seed}.jpg"
        probe_picture(10_000 + seed).resize((1600, 1200)).save(file)
        start = time.perf_counter()
        answers = catalogue.search.stages(Query(photos=(Photo(file),)))
        next(answers)
        first.append(time.perf_counter() - start)
        for _ in answers:
            pass
        whole.append(time.perf_counter() - start)
    return first, whole


def catalogue_folder(encoder: Encoder) -> Path:
    """The kept catalogue, made where it is not there yet."""
    folder = KEPT / str(PAGES) / "catalogue"
    folder.parent.mkdir(parents=True, exist_ok=True)
    scale_catalogue.make(folder, PAGES, encoder)
    return folder


def opened(folder: Path, encoder: Encoder) -> Catalogue:
    """Open what is kept; for reading alone, so that measuring changes nothing in it but snapshots of its indexes."""
    with Catalogue.open(folder, encoder=encoder, chosen=Settings(), read_only=True) as catalogue:
        catalogue.search.answer(Query("pump"))  # makes the snapshots
    return Catalogue.open(folder, encoder=encoder, chosen=Settings(), read_only=True)


def answers() -> Iterator[Figure]:
    """Words, filters, facets, photos, memory and recall on the kept catalogue."""
    encoder = bundle.load(bundle.default_folder())
    folder = catalogue_folder(encoder)
    with opened(folder, encoder) as catalogue:
        yield of_words(catalogue, NO_FILTERS, "answer to words", 0.1)
        for name, filters in FILTERS.items():
            times = timed(catalogue, filters)
            yield _of_times(f"first answer to words, {name}", times.first, 0.15, times.processor)
            facets = [whole - first for whole, first in zip(times.whole, times.first, strict=True)]
            yield _of_times(f"facets after it, {name}", facets, 0.2)
        first, whole = timed_photos(catalogue, folder.parent)
        yield _of_times("photo, first answer", first, 0.4)
        yield _of_times("photo, whole answer", whole, 1.5)
        yield memory("the searching process", 1_200)
        for finding in run(catalogue.health.examine()):
            if "recall" in finding.details:
                yield _recall(finding.details)


def of_words(
    catalogue: Catalogue, filters: Filters, name: str, most: float, pages: int = PAGES, texts: int = TEXTS
) -> Figure:
    """The answer to words, whole."""
    times = timed(catalogue, filters, texts)
    return _of_times(name, times.whole, most, times.processor, pages=pages)


def start() -> Iterator[Figure]:
    """From the start of a process to its first answer, the least of some, files in the system's memory."""
    encoder = bundle.load(bundle.default_folder())
    folder = catalogue_folder(encoder)
    opened(folder, encoder).close()
    script = (
        "import sys; from pathlib import Path; from imtextgui.catalogue.catalogue import Catalogue;"
        "from imtextgui.config.settings import Settings; from imtextgui.domain.query import Query\n"
        "with Catalogue.open(Path(sys.argv[1]), chosen=Settings(), read_only=True) as catalogue:\n"
        "    assert catalogue.search.answer(Query('pump')).hits\n"
        "    import os; print(sum(os.times()[:2])); sys.stdout.flush(); os._exit(0)\n"
    )
    taken, processor = [], []
    for _ in range(STARTS):
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True
        )
        taken.append(time.perf_counter() - begun)
        processor.append(float(done.stdout))
    yield Figure(
        f"{PAGES:,} pages: start of the process to the first answer",
        f"{min(taken):.2f} s",
        "under 3 s",
        min(taken) < 3,
        f"least of {STARTS}; {min(processor):.2f} s of the processors",
    )


def window() -> Iterator[Figure]:
    """Keys in the window, and what it takes of memory."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from tests.benchmarks import window as on_screen

    encoder = bundle.load(bundle.default_folder())
    folder = catalogue_folder(encoder)
    opened(folder, encoder).close()
    with tempfile.TemporaryDirectory() as name:
        os.environ["IMTEXTGUI_DATA"] = name
        with on_screen.window_on(folder, Path(name), encoder, read_only=True) as (shown, catalogue):
            yield from on_screen.typing(shown, catalogue, f"{PAGES:,} pages", 120)
            yield memory("the window", 1_200)


def beside() -> Iterator[Figure]:
    """Searches beside an index run that writes into the same catalogue: a copy, which is deleted again."""
    encoder = bundle.load(bundle.default_folder())
    folder = catalogue_folder(encoder)
    opened(folder, encoder).close()
    with tempfile.TemporaryDirectory(dir=KEPT) as name:
        copy, texts = Path(name) / "catalogue", Path(name) / "texts"
        shutil.copytree(folder, copy)
        for part in copy.glob("*.sqlite3-*"):
            part.unlink()
        _write_texts(texts)
        with Catalogue.open(copy, encoder=encoder, chosen=Settings()) as catalogue:
            catalogue.search.answer(Query("pump"))
            times = _search_beside(catalogue, texts)
    worst = percentile(times, 0.99)
    yield Figure(
        f"{PAGES:,} pages: answer to words beside a running index, p99",
        f"{worst * 1000:.0f} ms",
        "under 300 ms",
        worst < 0.3,
        f"median {statistics.median(times) * 1000:.0f} ms of {len(times)}; a run over {BESIDE:,} texts",
    )


def _write_texts(folder: Path) -> None:
    writer = Writer(31)
    folder.mkdir()
    for number in range(BESIDE):
        (folder / f"note {number}.txt").write_text(f"Note {number}\n\n{writer.sentence(200)}\n")


def _search_beside(catalogue: Catalogue, texts: Path) -> list[float]:
    ended, writer, times = threading.Event(), Writer(37), list[float]()

    def index() -> None:
        try:
            source = catalogue.sources.add(texts)
            run(catalogue.sources.index([source.id]))
        finally:
            ended.set()

    thread = threading.Thread(target=index)
    thread.start()
    while not ended.is_set():
        start = time.perf_counter()
        catalogue.search.answer(Query(writer.sentence(1 + len(times) % 4), limit=50))
        times.append(time.perf_counter() - start)
        ended.wait(0.05)  # as nobody types without a pause
    thread.join()
    return times


def million() -> Iterator[Figure]:
    """Words on a million pages without regions, and what that takes of memory and disk."""
    from tests.benchmarks import scale_copies

    encoder = bundle.load(bundle.default_folder())
    folder = KEPT / "1000000" / "catalogue"
    folder.parent.mkdir(parents=True, exist_ok=True)
    scale_copies.make(folder, MILLION, encoder)
    with opened(folder, encoder) as catalogue:
        yield of_words(catalogue, NO_FILTERS, "answer to words", 0.25, MILLION, 30)
        times = timed(catalogue, FILTERS["one machine"], 30)
        yield _of_times(
            "first answer to words, one machine", times.first, 0.25, times.processor, pages=MILLION
        )
        yield memory("the searching process", 4_000, MILLION)
    size = (folder / "catalogue.sqlite3").stat().st_size
    yield Figure(
        f"{MILLION:,} pages: disk a page",
        f"{size / MILLION / 1000:.1f} kB",
        "–",
        True,
        f"{size / 2**30:.1f} GB",
    )


def memory(of_whom: str, most: int, pages: int = PAGES) -> Figure:
    """The most that this process ever held in memory."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Figure(
        f"{pages:,} pages: peak memory of {of_whom}", f"{used:.0f} MB", f"under {most:,} MB", used < most, ""
    )


def _recall(details: Details) -> Figure:
    recall = float(details["recall"])
    name = f"{PAGES:,} pages: true ten nearest that are found, {details['space']}"
    return Figure(name, f"{recall:.3f}", "at least 0.98", recall >= 0.98, f"{details['count']:,} vectors")


def _of_times(
    name: str, times: list[float], most: float, processor: Sequence[float] = (), *, pages: int = PAGES
) -> Figure:
    worst = percentile(times, 0.95)
    detail = f"median {statistics.median(times) * 1000:.0f} ms of {len(times)}"
    if processor:
        detail += f"; of the processors {statistics.median(processor) * 1000:.0f} ms"
    return Figure(
        f"{pages:,} pages: {name}, p95",
        f"{worst * 1000:.0f} ms",
        f"under {most * 1000:.0f} ms",
        worst < most,
        detail,
    )


PARTS: dict[str, Callable[[], Iterator[Figure]]] = {
    "start": start,
    "answers": answers,
    "window": window,
    "beside": beside,
    "million": million,
}


def main(names: list[str]) -> int:
    """Measure ``names``, or all, each in a process of its own, so that each has memory of its own."""
    if len(names) == 1:
        kept = True
        for measured in PARTS[names[0]]():
            print(measured.row(), flush=True)
            kept &= measured.holds
        return not kept
    print(f"Conditions: {conditions()}\n\n{HEADER}", flush=True)
    return max(
        subprocess.run([sys.executable, "-m", "tests.benchmarks.scale", name], check=False).returncode
        for name in names or list(PARTS)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
