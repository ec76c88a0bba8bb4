"""Answers and memory at 100,000 pages, complete with regions, boxes and features: ``make bench-scale``.

The catalogue is made once (minutes) and kept in ``.cache/scale``; delete that folder to make it anew.
"""

import resource
import statistics
import sys
import time
from pathlib import Path

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.health import Details
from imtextgui.domain.progress import run
from imtextgui.domain.query import NO_FILTERS, Filters, Photo, Query
from imtextgui.encoders import bundle
from imtextgui.encoders.preprocessing import probe_picture
from tests.benchmarks import scale_catalogue
from tests.benchmarks.figure import HEADER, Figure, conditions, percentile
from tests.benchmarks.search import Writer

KEPT = Path(".cache/scale")
PAGES, TEXTS, PHOTOS = 100_000, 60, 12
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


def timed(catalogue: Catalogue, filters: Filters) -> list[float]:
    """Seconds of each of ``TEXTS`` queries in words, after some to warm up."""
    writer = Writer(11)
    texts = [writer.sentence(1 + number % 4) for number in range(TEXTS)]
    times = []
    for text in (*texts[:5], *texts):
        start = time.perf_counter()
        catalogue.search.answer(Query(text, limit=50, filters=filters))
        times.append(time.perf_counter() - start)
    return times[5:]


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


def measure() -> list[Figure]:
    """Answer from the kept catalogue."""
    encoder = bundle.load(bundle.default_folder())
    folder = KEPT / str(PAGES) / "catalogue"
    folder.parent.mkdir(parents=True, exist_ok=True)
    scale_catalogue.make(folder, PAGES, encoder)
    with Catalogue.open(folder, encoder=encoder, chosen=Settings()):
        pass  # brings an older one up to date
    start = time.perf_counter()
    with Catalogue.open(folder, encoder=encoder, chosen=Settings()) as catalogue:
        catalogue.search.answer(Query("pump"))
        figures = [_figure("opening to first answer", [time.perf_counter() - start], 3.0)]
        figures.append(_figure("answer to words", timed(catalogue, NO_FILTERS), 0.1))
        figures += [
            _figure(f"answer to words, {name}", timed(catalogue, filters), 0.15)
            for name, filters in FILTERS.items()
        ]
        first, whole = timed_photos(catalogue, folder.parent)
        figures += [_figure("photo, first answer", first, 0.4), _figure("photo, whole answer", whole, 1.5)]
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        figures.append(
            Figure(
                "peak memory of the searching process", f"{used:.0f} MB", "under 1,200 MB", used < 1_200, ""
            )
        )
        figures += [
            _recall(finding.details)
            for finding in run(catalogue.health.examine())
            if "recall" in finding.details
        ]
    return figures


def _recall(details: Details) -> Figure:
    recall = float(details["recall"])
    name = f"{PAGES:,} pages: true ten nearest that are found, {details['space']}"
    return Figure(name, f"{recall:.3f}", "at least 0.98", recall >= 0.98, f"{details['count']:,} vectors")


def _figure(name: str, times: list[float], most: float) -> Figure:
    worst = percentile(times, 0.95)
    detail = f"median {statistics.median(times) * 1000:.0f} ms of {len(times)}" if len(times) > 1 else ""
    return Figure(
        f"{PAGES:,} pages: {name}",
        f"{worst * 1000:.0f} ms",
        f"under {most * 1000:.0f} ms",
        worst < most,
        detail,
    )


if __name__ == "__main__":
    print(f"Conditions: {conditions()}\n\n{HEADER}")
    kept = True
    for measured in measure():
        print(measured.row(), flush=True)
        kept &= measured.holds
    sys.exit(not kept)
