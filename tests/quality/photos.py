"""How well photos find their page: ``python -m tests.quality.photos``; conditions and figures are in photos.md.

The plant, its catalogue and the photos are made once, below ``--work``; with ``--folder`` pages of real files are
photographed instead, and ``--catalogue`` may name a finished catalogue of them.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.items import Box
from imtextgui.domain.progress import run
from imtextgui.domain.query import Band, Hit, Photo, Query, Results, Route
from tests.quality.photo_questions import Question, questions
from tests.quality.plant import Place, Plant, plant

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question: ranks from 1 (0: not among the first ten), overlap of the region, and times."""

    page_rank: int
    file_rank: int
    overlap: float | None
    band: Band
    first_ms: float
    whole_ms: float
    best: tuple[str, int]


def main() -> None:
    """Print a line for each kind of photo."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--catalogue", type=Path)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask only each N-th question")
    parser.add_argument("--kinds", default="", help="kinds to ask, joined by commas")
    parser.add_argument("--without", default="", help="routes to leave out, joined by commas")
    parser.add_argument(
        "--failures", action="store_true", help="list the questions without the right page first"
    )
    arguments = parser.parse_args()
    folder = arguments.folder or arguments.work / "files"
    known = _pages(folder) if arguments.folder else plant(folder)
    asked = questions(folder, known, arguments.work / "photos")
    asked = [each for each in asked if not arguments.kinds or each.kind in arguments.kinds.split(",")]
    routes = frozenset(Route) - {Route(name) for name in arguments.without.split(",") if name}
    with Catalogue.open(arguments.catalogue or arguments.work / "catalogue") as catalogue:
        if not arguments.catalogue:
            catalogue.sources.add(folder)
            run(catalogue.sources.index())
        _report(
            catalogue,
            folder,
            arguments.work / "photos",
            asked[:: arguments.every],
            routes,
            arguments.failures,
        )


def _pages(folder: Path) -> Plant:
    """The pages of the PDF files in ``folder``, each with a part of it as its figure."""
    import pypdfium2

    rng = np.random.default_rng(3)
    places = []
    for file in sorted(folder.rglob("*.pdf")):
        try:
            count = len(pypdfium2.PdfDocument(file))
        except pypdfium2.PdfiumError:
            continue
        for page in rng.permutation(count)[:5].tolist():
            width, height = rng.uniform(0.35, 0.65, 2)
            x, y = rng.uniform(0, 1 - width), rng.uniform(0, 1 - height)
            box = Box(float(x), float(y), float(x + width), float(y + height))
            places.append(Place(file.relative_to(folder).as_posix(), page + 1, box))
    return Plant(tuple(places), {}, {})


def _report(
    catalogue: Catalogue,
    folder: Path,
    photos: Path,
    asked: Sequence[Question],
    routes: frozenset[Route],
    failures: bool,
) -> None:
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    answers = {}
    list(
        catalogue.search.stages(Query(photos=(Photo(photos / asked[0].photo),)))
    )  # loads what is loaded once
    for question in asked:
        query = Query(photos=(Photo(photos / question.photo),), limit=DEPTH, routes=routes)
        started = time.perf_counter()
        stages = catalogue.search.stages(query)
        next(stages)
        first = time.perf_counter() - started
        results = next(stages)
        whole = time.perf_counter() - started
        outcome = answers[question.photo] = _outcome(question, results, folder, first, whole)
        outcomes[question.kind].append(outcome)
        if failures and question.path and outcome.page_rank != 1:
            print(question, outcome)
    for kind, found in outcomes.items():
        print(_line(kind, found))
    same = [answers[each.like].best == answers[each.photo].best for each in asked if each.like in answers]
    if same:
        print(f"turned copies with the same answer: {np.mean(same):.3f} of {len(same)}")
    every = [each for found in outcomes.values() for each in found]
    print(_times("first answer", (each.first_ms for each in every)))
    print(_times("whole answer", (each.whole_ms for each in every)))


def _outcome(question: Question, results: Results, folder: Path, first: float, whole: float) -> Outcome:
    wanted = {folder / path for path in (question.path, *question.also)}
    files = [not wanted.isdisjoint((hit.path, *hit.copies)) for hit in results.hits]
    pages = [right and question.page in (0, hit.page) for right, hit in zip(files, results.hits, strict=True)]
    best = results.hits[0] if results.hits else None
    found = results.hits[pages.index(True)] if True in pages else None
    return Outcome(
        pages.index(True) + 1 if True in pages else 0,
        files.index(True) + 1 if True in files else 0,
        None if question.shown is None else _overlap(found, Box(*question.shown)),
        results.band,
        first * 1000,
        whole * 1000,
        (str(best.path), best.page) if best else ("", 0),
    )


def _overlap(hit: Hit | None, shown: Box) -> float:
    """Intersection over union of the region of ``hit``, its whole page where it has none, and what was shown."""
    if hit is None:
        return 0.0
    box = hit.region or Box(0, 0, 1, 1)
    across = min(box.x1, shown.x1) - max(box.x0, shown.x0)
    down = min(box.y1, shown.y1) - max(box.y0, shown.y0)
    both = max(across, 0) * max(down, 0)
    areas = ((each.x1 - each.x0) * (each.y1 - each.y0) for each in (box, shown))
    return both / (sum(areas) - both)


def _line(kind: str, found: Sequence[Outcome]) -> str:
    strong = np.mean([each.band is Band.STRONG for each in found])
    line = f"{kind:16} {len(found):3}  strong {strong:.3f}"
    if kind == "stranger":
        return line
    for name, ranks in (("page", [o.page_rank for o in found]), ("file", [o.file_rank for o in found])):
        at = [np.mean([0 < rank <= depth for rank in ranks]) for depth in (1, 5, 10)]
        line += f"  {name} R@1/5/10 {at[0]:.3f} {at[1]:.3f} {at[2]:.3f}"
    overlaps = [each.overlap for each in found if each.overlap is not None]
    if overlaps:
        line += f"  region over half {np.mean([each >= 0.5 for each in overlaps]):.3f}"
    return line


def _times(name: str, taken: Iterable[float]) -> str:
    middle, most = np.quantile(list(taken), (0.5, 0.95))
    return f"{name}: median {middle:.0f} ms, p95 {most:.0f} ms"


if __name__ == "__main__":
    main()
