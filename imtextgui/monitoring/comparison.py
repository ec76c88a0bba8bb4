"""Compares what is seen now with the reference, and says what drifted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from imtextgui.domain.measurement.drift import DriftFinding, DriftKind, QueryReading
from imtextgui.monitoring import page_samples, thresholds, two_samples
from imtextgui.monitoring.page_samples import PageSample

READINGS = 150
"""Searches of each side that are compared: the first ones with an encoder, and the latest."""


@dataclass(frozen=True, slots=True)
class Observations:
    """What there is to compare.

    ``readings`` are those since the reference, in order. ``answered_before`` and ``answered_now`` are outcomes of
    confirmed questions by id. ``waiting`` files of ``files`` differ from what the catalogue knows. ``asked_words`` are
    words of past searches that are unknown, most frequent first.
    """

    before: PageSample | None = None
    now: PageSample | None = None
    readings: Sequence[QueryReading] = ()
    answered_before: Mapping[str, bool] = field(default_factory=dict)
    answered_now: Mapping[str, bool] = field(default_factory=dict)
    waiting: int = 0
    files: int = 0
    asked_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What there was enough to compare for, and what of it drifted."""

    kinds: tuple[DriftKind, ...]
    findings: tuple[DriftFinding, ...]


Shift = tuple[DriftKind, float, float, float, float, tuple[str, ...], tuple[str, ...]]
"""Kind, figure before and now, size of the shift for the worse, p, words, questions."""


def compare(seen: Observations) -> Compared:
    """Compare, and tell what is beyond the thresholds."""
    shifts = [*_pages(seen), *_queries(seen), *_questions(seen), *_outdated(seen)]
    findings = [
        DriftFinding(kind, before, now, p, thresholds.ADVICE[kind], words, questions)
        for kind, before, now, size, p, words, questions in shifts
        if size >= thresholds.LEAST.get(kind, 0.0) and p <= _most_p(kind)
    ]
    return Compared(tuple(shift[0] for shift in shifts), tuple(findings))


def _most_p(kind: DriftKind) -> float:
    return thresholds.MOST_P_OF_QUESTIONS if kind is DriftKind.HIT_RATE else thresholds.MOST_P


def _pages(seen: Observations) -> Iterator[Shift]:
    before, now = seen.before, seen.now
    if before is None or now is None:
        return
    fewest = thresholds.FEWEST_FILES
    old, new, words = page_samples.unknown_shares(before.texts, now.texts)
    if min(len(old), len(new)) >= fewest:
        was, is_now, p = two_samples.mean_difference(old, new)
        yield DriftKind.PAGE_WORDS, was, is_now, is_now - was, p, words, ()
    if min(sum(before.kinds.values()), sum(now.kinds.values())) >= fewest:
        distance, p = two_samples.kinds_distance(before.kinds, now.kinds)
        yield DriftKind.PAGE_KINDS, 0.0, distance, distance, p, (), ()
    old, new = page_samples.nearest(before.vectors, now.vectors)
    if min(len(old), len(new)) >= fewest:
        was, is_now, p = two_samples.mean_difference(old, new)
        yield DriftKind.PAGE_VECTORS, was, is_now, was - is_now, p, (), ()


def _queries(seen: Observations) -> Iterator[Shift]:
    readings = [reading for reading in seen.readings if not reading.by_photo]
    half = min(READINGS, len(readings) // 2)
    if half < thresholds.FEWEST_QUERIES:
        return
    first, last = readings[:half], readings[-half:]
    shares = [
        [reading.unknown / reading.words for reading in part if reading.words] for part in (first, last)
    ]
    if min(map(len, shares)) >= thresholds.FEWEST_QUERIES:
        was, is_now, p = two_samples.mean_difference(shares[0], shares[1])
        yield DriftKind.QUERY_WORDS, was, is_now, is_now - was, p, seen.asked_words, ()
    unsure = [[float(reading.unsure) for reading in part] for part in (first, last)]
    was, is_now, p = two_samples.mean_difference(unsure[0], unsure[1])
    yield DriftKind.BEST_HIT, was, is_now, is_now - was, p, (), ()


def _questions(seen: Observations) -> Iterator[Shift]:
    before, now = seen.answered_before, seen.answered_now
    both = sorted(before.keys() & now.keys())
    if len(both) < thresholds.FEWEST_QUESTIONS:
        return
    _, _, p = two_samples.paired_losses(before, now)
    lost = tuple(name for name in both if before[name] and not now[name])
    was, is_now = (sum(part[name] for name in both) / len(both) for part in (before, now))
    yield DriftKind.HIT_RATE, was, is_now, was - is_now, p, (), lost


def _outdated(seen: Observations) -> Iterator[Shift]:
    share = seen.waiting / max(seen.files, 1)
    late = seen.waiting >= thresholds.OUTDATED_FILES and share >= thresholds.OUTDATED_SHARE
    yield DriftKind.OUTDATED, 0.0, float(seen.waiting), share, 0.0 if late else 1.0, (), ()
