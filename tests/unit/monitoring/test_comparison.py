"""What is told of pages, searches and confirmed questions, and what is too little to tell."""

import numpy as np

from imtextgui.domain.embedding import unit
from imtextgui.domain.measurement.drift import DriftAdvice, DriftKind, QueryReading
from imtextgui.monitoring.comparison import Observations, compare
from imtextgui.monitoring.page_samples import PageSample, nearest, unknown_shares

WORDS = [
    f"{first}{second}"
    for first in ("pump", "seal", "valve", "gear")
    for second in ("ab", "cd", "ef", "gh", "ij")
]
OTHER = [
    f"{first}{second}" for first in ("noodle", "broth", "cook") for second in ("ab", "cd", "ef", "gh", "ij")
]


def sample(words: list[str], count: int, seed: int, kinds: dict[str, int]) -> PageSample:
    generator = np.random.default_rng(seed)
    texts = [" ".join(generator.permutation(words)[:12]) for _ in range(count)]
    centre = np.zeros(16)
    centre[0 if words is WORDS else 1] = 3
    rows = unit((generator.normal(0, 1, (count, 16)) + centre).astype(np.float32))
    return PageSample(texts, kinds, rows)


def readings(
    count: int, *, unknown: int = 0, unsure: float = 0.1, by_photo: bool = False
) -> list[QueryReading]:
    return [
        QueryReading(float(number), 4, unknown, (number % 10) < unsure * 10, 0.5, by_photo)
        for number in range(count)
    ]


def kinds_of(seen: Observations) -> set[DriftKind]:
    return {finding.kind for finding in compare(seen).findings}


def test_nothing_is_told_of_nothing() -> None:
    compared = compare(Observations())
    assert compared.kinds == (DriftKind.OUTDATED,)
    assert compared.findings == ()


def test_more_of_the_same_is_no_drift() -> None:
    before = sample(WORDS, 100, 1, {"pdf": 80, "image": 20})
    now = sample(WORDS, 40, 2, {"pdf": 31, "image": 9})
    compared = compare(Observations(before, now))
    assert {DriftKind.PAGE_WORDS, DriftKind.PAGE_KINDS, DriftKind.PAGE_VECTORS} <= set(compared.kinds)
    assert compared.findings == ()


def test_other_pages_are_told_with_their_words() -> None:
    before = sample(WORDS, 100, 1, {"pdf": 80, "image": 20})
    compared = compare(Observations(before, sample(OTHER, 40, 2, {"pdf": 2, "image": 38})))
    kinds = {finding.kind for finding in compared.findings}
    assert kinds == {DriftKind.PAGE_WORDS, DriftKind.PAGE_KINDS, DriftKind.PAGE_VECTORS}
    (words,) = (finding for finding in compared.findings if finding.kind is DriftKind.PAGE_WORDS)
    assert set(words.words) <= set(OTHER)
    assert words.words
    assert words.advice[0] is DriftAdvice.EXTEND_DICTIONARY


def test_few_new_files_are_not_compared() -> None:
    before = sample(WORDS, 100, 1, {"pdf": 80})
    compared = compare(Observations(before, sample(OTHER, 10, 2, {"image": 10})))
    assert compared.kinds == (DriftKind.OUTDATED,)


def test_unknown_words_and_unsure_answers_are_told() -> None:
    quiet, other = readings(100), readings(100, unknown=2, unsure=0.7)
    assert kinds_of(Observations(readings=[*quiet, *quiet])) == set()
    seen = Observations(readings=[*quiet, *other], asked_words=("druckwerk",))
    compared = compare(seen)
    assert {finding.kind for finding in compared.findings} == {DriftKind.QUERY_WORDS, DriftKind.BEST_HIT}
    assert compared.findings[0].words == ("druckwerk",)
    assert kinds_of(Observations(readings=[*quiet[:20], *other[:20]])) == set()
    photos = readings(100, unknown=2, unsure=0.7, by_photo=True)
    assert DriftKind.QUERY_WORDS not in compare(Observations(readings=[*quiet[:50], *photos])).kinds


def test_lost_questions_are_named() -> None:
    before = {str(number): True for number in range(20)}
    now = {str(number): number >= 12 for number in range(20)}
    (finding,) = compare(Observations(answered_before=before, answered_now=now)).findings
    assert (finding.kind, finding.before, finding.now) == (DriftKind.HIT_RATE, 1.0, 0.4)
    assert set(finding.questions) == {str(number) for number in range(12)}
    assert kinds_of(Observations(answered_before=before, answered_now=before)) == set()


def test_files_that_wait_are_told() -> None:
    assert kinds_of(Observations(waiting=40, files=400)) == {DriftKind.OUTDATED}
    assert kinds_of(Observations(waiting=5, files=10)) == set()
    assert kinds_of(Observations(waiting=40, files=4_000)) == set()


def test_samples_that_are_too_small_have_no_neighbours() -> None:
    row = unit(np.ones((1, 4), np.float32))
    assert nearest(row, row) == ([], [])
    assert unknown_shares(["too short"], ["a b"]) == ([], [], ())
