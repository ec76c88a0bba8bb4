"""Asks a catalogue and the plain searches every question of a test set, and measures the answers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from imtextgui.domain.evaluation import Group, Measures, Outcome, Report, grouped
from imtextgui.domain.metrics import Rank, first_rank
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.query import ALL_ROUTES, Hit, Photo, Query, Results, Route
from imtextgui.errors import TestSetDamaged
from imtextgui.evaluation.baselines import DEPTH, FILE_NAMES, PLAIN_BM25, BaselineHit, FileNames, PlainBm25
from imtextgui.evaluation.test_set import Case, RelevantPage, resolve

Search = Callable[[Query], Results]


@dataclass(frozen=True, slots=True)
class EvaluatedCatalogue:
    """What the evaluation has to know of a catalogue.

    ``roots`` are the sources' folders; paths of a test set start from one of them, from its parent folder
    or from the test set's own folder. ``paths`` are all files there are; ``texts`` gives, for every page, the
    paths of its file and copies, its number from 1 and its text, and is None where plain BM25 is not measured,
    which has to read them all.
    """

    roots: tuple[Path, ...]
    paths: Sequence[Path]
    texts: Callable[[], Iterable[tuple[tuple[Path, ...], int, str]]] | None = None


def evaluate(
    testset: Path,
    cases: Sequence[Case],
    search: Search,
    catalogue: EvaluatedCatalogue,
    *,
    routes: frozenset[Route] = ALL_ROUTES,
    leave_one_out: bool = False,
    is_timed: bool = True,
    answered: Callable[[Outcome], object] = lambda outcome: None,
) -> Job[Report]:
    """Answer ``cases`` of ``testset`` by these ``routes`` of ``search`` and measure.

    ``leave_one_out``: again without each route. Where it ``is_timed`` the first question is asked twice, so that its
    time is that of a search alone. ``answered`` is called with each outcome of the full search at once.

    Raises TestSetDamaged for a test set without cases or with a photo that is not there, and Query* errors as
    ``search`` does.
    """
    if not cases:
        raise TestSetDamaged(path=str(testset), line=1, reason="no queries")
    roots = (*catalogue.roots, *(root.parent for root in catalogue.roots), testset.parent)
    queries = [replace(_query(testset, case, roots), routes=routes) for case in cases]
    answers = _Answers(frozenset(path.absolute() for path in catalogue.paths), roots)
    rounds: list[Route | None] = [None, *(route for route in Route if leave_one_out and route in routes)]
    steps = _Steps(len(cases) * len(rounds))
    if is_timed:  # the first search of a session loads what the later ones use
        search(queries[0])
    outcomes: dict[Route | None, list[Outcome]] = {}
    for route in rounds:
        outcomes[route] = []
        for case, query in zip(cases, queries, strict=True):
            left = query if route is None else replace(query, routes=query.routes - {route})
            outcome = answers.judge(case, search(left), left.photos)
            outcomes[route].append(outcome)
            if route is None:
                answered(outcome)
            yield steps.next(case.id)
    return _report(outcomes, dict(_baselines(cases, catalogue, answers)), answers.unknown(cases))


def _query(testset: Path, case: Case, roots: Sequence[Path]) -> Query:
    if not case.photo:
        return Query(case.text, limit=DEPTH)
    path = resolve(case.photo, roots)
    if path is None:
        raise TestSetDamaged(path=str(testset), line=case.line, reason=f"no such photo: {case.photo}")
    return Query(case.text, (Photo(path, case.crop),), limit=DEPTH)


class _Answers:
    """Tells right hits from wrong ones."""

    def __init__(self, known: frozenset[Path], roots: Sequence[Path]) -> None:
        self._known = known
        self._roots = [root.absolute() for root in roots]

    def judge(self, case: Case, results: Results, photos: Sequence[Photo]) -> Outcome:
        sources = [photo.source for photo in photos]
        own = next((source.absolute() for source in sources if isinstance(source, Path)), None)
        files = self._files(case.relevant)
        elsewhere = files - {own}
        others = [hit for hit in results.hits if own not in _paths(hit)]
        return Outcome(
            case.id,
            case.kind,
            case.language,
            file=first_rank([bool(files & _paths(hit)) for hit in results.hits], {True}),
            page=self._page_rank(case.relevant, ((_paths(hit), hit.page) for hit in results.hits)),
            others=first_rank([bool(elsewhere & _paths(hit)) for hit in others], {True}),
            has_others=own in files and bool(elsewhere),
            answerable=bool(case.relevant),
            band=results.band,
            milliseconds=results.seconds * 1000,
            found=tuple(f"{hit.path}#{hit.page}" for hit in results.hits[:10]),
        )

    def ranks(self, case: Case, hits: Sequence[BaselineHit]) -> tuple[Rank, Rank]:
        files = self._files(case.relevant)
        file = first_rank([bool(files & _absolute(hit.paths)) for hit in hits], {True})
        return file, self._page_rank(case.relevant, ((_absolute(hit.paths), hit.page) for hit in hits))

    def unknown(self, cases: Iterable[Case]) -> int:
        """Count the right answers that are not in the catalogue."""
        return sum(not self._known & self._files([target]) for case in cases for target in case.relevant)

    def _files(self, targets: Iterable[RelevantPage]) -> set[Path]:
        return {root / target.path for target in targets for root in self._roots}

    def _page_rank(
        self, targets: Sequence[RelevantPage], ranking: Iterable[tuple[set[Path], int | None]]
    ) -> Rank:
        wanted = [(self._files([target]), target.page) for target in targets]
        right = (
            any(files & paths and number in (None, page) for files, number in wanted)
            for paths, page in ranking
        )
        return first_rank(right, {True})


class _Steps:
    """Counts the queries answered and estimates the time left."""

    def __init__(self, total: int) -> None:
        self._total, self._done, self._started = total, 0, monotonic()

    def next(self, detail: str) -> Progress:
        self._done += 1
        rate = self._done / max(monotonic() - self._started, 1e-9)
        return Progress(
            Stage.EVALUATE, self._done, self._total, detail, rate, (self._total - self._done) / rate
        )


def _baselines(
    cases: Sequence[Case], catalogue: EvaluatedCatalogue, answers: _Answers
) -> Iterator[tuple[str, dict[str, Rank]]]:
    names = FileNames(catalogue.paths)
    if catalogue.texts is not None:
        with closing(PlainBm25(catalogue.texts())) as plain:
            bm25 = {case.id: answers.ranks(case, plain.search(case.text)) for case in cases}
        yield PLAIN_BM25, {query: file for query, (file, _) in bm25.items()}
        yield f"{PLAIN_BM25}, exact page", {query: page for query, (_, page) in bm25.items()}
    yield FILE_NAMES, {case.id: answers.ranks(case, names.search(case.text))[0] for case in cases}


def _report(
    outcomes: Mapping[Route | None, Sequence[Outcome]],
    baselines: Mapping[str, Mapping[str, Rank]],
    unknown: int,
) -> Report:
    answerable = {
        route: [outcome for outcome in answers if outcome.answerable] for route, answers in outcomes.items()
    }
    groups = {name: members for name, members in grouped(answerable[None]).items() if members}
    others = [outcome.others for outcome in outcomes[None] if outcome.has_others]
    off_topic = [outcome for outcome in outcomes[None] if not outcome.answerable]
    return Report(
        groups=tuple(Group.of(name, members) for name, members in groups.items()),
        others=Measures.of(others) if others else None,
        baselines={
            name: {
                group: Measures.of([ranks[outcome.id] for outcome in members])
                for group, members in groups.items()
            }
            for name, ranks in baselines.items()
        },
        without={
            route: Group.of(f"without {route.value}", answers)
            for route, answers in answerable.items()
            if route is not None and answers
        },
        unanswerable=Group.of("no right answer", off_topic) if off_topic else None,
        unknown=unknown,
        outcomes=tuple(outcomes[None]),
    )


def _paths(hit: Hit) -> set[Path]:
    return _absolute((hit.path, *hit.copies))


def _absolute(paths: Iterable[Path]) -> set[Path]:
    return {path.absolute() for path in paths}
