"""What an evaluation found: the outcome of each query, and the standard measures over groups of them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any

from imtextgui.domain.metrics import Rank, median_rank, mrr, recall_at
from imtextgui.domain.query import Band, Route

_CONFIDENT = (Band.STRONG, Band.POSSIBLE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one query ended.

    ``file`` and ``page`` are the ranks of the first right file and of the first right page, from 1, None
    where it was not found. ``others`` is the rank of the first right file when the query photo's own file
    is left out; ``answerable`` is False for a query that has no right answer, ``has_others`` tells whether
    ``others`` has a meaning.
    """

    id: str
    kind: str
    language: str
    file: Rank
    page: Rank
    others: Rank
    has_others: bool
    answerable: bool
    band: Band
    milliseconds: float
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measures:
    """The standard measures over the ranks of queries; ``median_rank`` is infinite past the last hit."""

    queries: int
    recall_1: float
    recall_5: float
    recall_10: float
    median_rank: float
    mrr: float

    @classmethod
    def of(cls, ranks: Sequence[Rank]) -> "Measures":
        """Measure ``ranks``, one for each query."""
        at = (recall_at(ranks, 1), recall_at(ranks, 5), recall_at(ranks, 10))
        return cls(len(ranks), *at, median_rank(ranks), mrr(ranks))


@dataclass(frozen=True, slots=True)
class Group:
    """The measures of one kind of query.

    ``wrong_hits`` is the share answered with a strong or possible hit whose file is wrong, ``none`` the share
    answered "no good match"; milliseconds are the median and the 95th percentile.
    """

    name: str
    file: Measures
    page: Measures
    milliseconds: float
    milliseconds_p95: float
    wrong_hits: float
    none: float

    @classmethod
    def of(cls, name: str, outcomes: Sequence[Outcome]) -> "Group":
        """Measure ``outcomes``, of which there is at least one."""
        times = sorted(outcome.milliseconds for outcome in outcomes)
        p95 = quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
        wrong = [outcome for outcome in outcomes if outcome.band in _CONFIDENT and outcome.file != 1]
        none = [outcome for outcome in outcomes if outcome.band is Band.NONE]
        return cls(
            name,
            Measures.of([outcome.file for outcome in outcomes]),
            Measures.of([outcome.page for outcome in outcomes]),
            median(times),
            p95,
            len(wrong) / len(outcomes),
            len(none) / len(outcomes),
        )


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation.

    ``groups`` holds "all", then one group a kind and a language; ``others`` measures photo queries with
    their own file left out; ``baselines`` the plain searches by name, then by group, over the same queries;
    ``without`` all queries with one route switched off. ``unknown`` counts the right answers that the
    catalogue does not hold.
    """

    groups: tuple[Group, ...]
    others: Measures | None
    baselines: dict[str, dict[str, Measures]]
    without: dict[Route, Group]
    unanswerable: Group | None
    unknown: int
    outcomes: tuple[Outcome, ...]

    def to_json(self) -> dict[str, Any]:
        """The report as plain data; infinite ranks are null."""
        plain = asdict(self)
        plain["without"] = {route.value: asdict(group) for route, group in self.without.items()}
        finite: dict[str, Any] = _finite(plain)
        return finite

    def table(self) -> str:
        """The report as text for a terminal, one line a group."""
        lines = [
            f"{'by file':<28}{_COLUMNS}{_TIMES}",
            *(_line(group.name, group.file, group) for group in self.groups),
        ]
        lines += ["", f"{'exact page':<28}{_COLUMNS}"]
        lines += [_line(group.name, group.page) for group in self.groups]
        if self.others:
            lines += ["", _line("photo's own file left out", self.others)]
        for name, groups in self.baselines.items():
            lines += [
                "",
                f"for comparison: {name}",
                *(_line(group, measures) for group, measures in groups.items()),
            ]
        if self.without:
            lines += ["", "all queries, one route switched off"]
            lines += [
                _line(f"without {route.value}", group.file, group) for route, group in self.without.items()
            ]
        if self.unanswerable:
            wrong, asked = self.unanswerable.wrong_hits, self.unanswerable.file.queries
            lines += [
                "",
                f"{asked} queries without a right answer, {wrong:.0%} of them answered all the same",
            ]
        if self.unknown:
            lines += ["", f"{self.unknown} right answers are not in the catalogue"]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a catalogue's own questions measured at one time, to be compared with other times.

    ``made`` is seconds since the epoch; ``fingerprint`` names the encoder and ``pages`` says how many there were.
    ``file`` and ``page`` measure the ranks of the right files and pages, ``names`` those of the files by a search in
    their names; ``milliseconds`` is the median search time, ``wrong_hits`` as in a ``Group``.
    """

    made: float
    fingerprint: str
    pages: int
    file: Measures
    page: Measures
    names: Measures
    milliseconds: float
    wrong_hits: float


_COLUMNS = f"{'n':>5}{'R@1':>7}{'R@5':>7}{'R@10':>7}{'median':>8}{'MRR':>7}"
_TIMES = f"{'ms':>7}{'p95':>7}{'wrong':>7}{'none':>7}"


def grouped(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Sort ``outcomes`` into "all", one group a kind and one a language, in order of appearance."""
    every = list(outcomes)
    groups = {"all": every}
    for outcome in every:
        groups.setdefault(outcome.kind, []).append(outcome)
    for outcome in every:
        if outcome.language:
            groups.setdefault(f"language {outcome.language}", []).append(outcome)
    return groups


def _line(name: str, measures: Measures, group: Group | None = None) -> str:
    middle = "-" if math.isinf(measures.median_rank) else f"{measures.median_rank:.1f}"
    line = f"{name:<28}{measures.queries:>5}{measures.recall_1:>7.3f}{measures.recall_5:>7.3f}"
    line += f"{measures.recall_10:>7.3f}{middle:>8}{measures.mrr:>7.3f}"
    if group:
        line += f"{group.milliseconds:>7.0f}{group.milliseconds_p95:>7.0f}"
        line += f"{group.wrong_hits:>7.3f}{group.none:>7.3f}"
    return line


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
