"""A training run: what was taught is learned from, and kept where pairs that were held out are better than before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from imtextgui.domain.embedding import Ids, Matrix, Space
from imtextgui.domain.learning.learned import Learned, Prototype, QueryAdapter, RankerTerm
from imtextgui.domain.learning.lessons import HeldOut, Lesson, LessonKind, Verdict
from imtextgui.domain.metrics import Rank
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.text.normalization import fold
from imtextgui.learning import adapter_fit, prototype_fit, ranker_fit
from imtextgui.learning.adapter_fit import VectorPairs
from imtextgui.learning.paired_test import PairedGain, paired_gain
from imtextgui.learning.prototype_fit import FittedPart
from imtextgui.learning.ranker_fit import RankedCandidates
from imtextgui.learning.recorded_search import RecordedSearch, SearchPlace
from imtextgui.learning.taught_pairs import PartExamples, QuestionPair, Taught, folds
from imtextgui.search.ranking.linear_model import LinearModel, shipped_model

FEWEST_QUESTIONS = 20
"""Confirmed questions without which chance cannot be told from learning."""

MOST_QUESTIONS = 200
"""Questions that are asked, the latest: each is searched for twice, a tenth of a second each."""

CHANCE = 0.05
PARTS_CHANCE = 0.1
"""For parts, whose pictures must have something in common besides: five that all gain reach 0.03, four 0.06. Of 120
parts with pictures of anything none was learned (tests/quality/README.md).
"""

_TRIED = 3
"""Mixtures of adapter and term that are compared: the chance is divided by them (Bonferroni)."""

_FOLDS = 5
_NEAREST = 60
"""Vectors near each question that others are ranked among."""


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """What a run gave."""

    learned: Learned
    lessons: tuple[Lesson, ...]


def train(
    place: SearchPlace,
    taught: Taught,
    active: Learned | None = None,
    kinds: Sequence[LessonKind] = tuple(LessonKind),
) -> Job[Training]:
    """Learn what ``taught`` teaches; of what is ``active``, kinds that are not learned now are kept.

    Parts that were learned earlier and are not taught now stay as they are.
    """
    learned = active or Learned(place.encoder.fingerprint)
    lessons = []
    if LessonKind.WORDS in kinds:
        learned = replace(learned, meaning=None, picture=None, term=None)
        learned, lesson = yield from _Words(place, taught).learn(learned)
        lessons.append(lesson)
    if LessonKind.PARTS in kinds:
        learned, lesson = yield from _learn_parts(place, taught, learned)
        lessons.append(lesson)
    return Training(learned, tuple(lessons))


# Questions in words


@dataclass(frozen=True, slots=True, eq=False)
class _Mixture:
    """A way to learn from questions, with the ranks of those that were held out."""

    adapters: bool
    term: bool
    ranks: list[Rank]


class _Words:
    """Learns from questions with their pages."""

    def __init__(self, place: SearchPlace, taught: Taught) -> None:
        self._place = place
        asked = [pair for pair in taught.questions if not pair.only_learned_from]
        self._asked = asked[-MOST_QUESTIONS:]
        # What is asked stands first, so that its places are those of the folds.
        self._learned_from = [*self._asked, *(pair for pair in taught.questions if pair.only_learned_from)]
        self._model = shipped_model()

    def learn(self, learned: Learned) -> Job[tuple[Learned, Lesson]]:
        """Add to ``learned`` what is better on held-out questions, if anything is."""
        count = len(self._asked)
        if count < FEWEST_QUESTIONS:
            return learned, Lesson(LessonKind.WORDS, Verdict.TOO_FEW, count, FEWEST_QUESTIONS)
        base: list[RankedCandidates] = []
        recorded = RecordedSearch(self._place, Learned(learned.fingerprint))
        for pair in self._asked:
            base.append(recorded.ask(pair))
            yield Progress(Stage.TRAIN, len(base), 2 * count, pair.text)
        before = [ranker_fit.file_rank(one, self._model) for one in base]
        spaces = yield from self._vector_pairs()
        mixtures = yield from self._held_out(base, spaces)
        best, gain = max(
            ((mixture, _gain(before, mixture.ranks)) for mixture in mixtures), key=lambda pair: pair[1].mean
        )
        better = gain.low > 0 and gain.chance <= CHANCE / _TRIED
        if better:
            adapters = _adapters(spaces) if best.adapters else {}
            learned = replace(
                learned,
                meaning=adapters.get(Space.MEANING),
                picture=adapters.get(Space.PICTURE),
                term=_term(base, self._model) if best.term else None,
            )
        verdict = Verdict.BETTER if better else Verdict.NOT_BETTER
        return learned, replace(_lesson(LessonKind.WORDS, before, best.ranks, gain), verdict=verdict)

    def _held_out(
        self, base: Sequence[RankedCandidates], spaces: dict[Space, VectorPairs]
    ) -> Job[list[_Mixture]]:
        """The ranks of each question by what the others teach: by adapters, by a term, and by both."""
        count = len(base)
        numbers = folds(count, _FOLDS, seed=0)
        ranks: dict[tuple[bool, bool], list[Rank]] = {
            kind: [None] * count for kind in ((True, False), (False, True), (True, True))
        }
        done = count
        for part in range(_FOLDS):
            held_out = np.flatnonzero(numbers == part).tolist()
            learning = [at for at in range(len(self._learned_from)) if at >= count or numbers[at] != part]
            term = _term([base[at] for at in learning if at < count], self._model)
            with_term = self._model.with_term(term)
            adapters = _adapters({space: pairs.only(learning) for space, pairs in spaces.items()})
            recorded = RecordedSearch(
                self._place,
                Learned(
                    self._place.encoder.fingerprint, adapters.get(Space.MEANING), adapters.get(Space.PICTURE)
                ),
            )
            for at in held_out:
                moved = recorded.ask(self._asked[at])
                ranks[True, False][at] = ranker_fit.file_rank(moved, self._model)
                ranks[False, True][at] = ranker_fit.file_rank(base[at], with_term)
                ranks[True, True][at] = ranker_fit.file_rank(moved, with_term)
                done += 1
                yield Progress(Stage.TRAIN, done, 2 * count, self._asked[at].text)
        return [_Mixture(*kind, by_place) for kind, by_place in ranks.items()]

    def _vector_pairs(self) -> Job[dict[Space, VectorPairs]]:
        """The questions in each space among the vectors near them, those of right pages, and a sample of all."""
        yield Progress(Stage.TRAIN, len(self._asked), 2 * len(self._asked))
        with self._place.turn():
            queries = self._place.encoder.encode_texts([pair.text for pair in self._learned_from])
            spaces = {
                space: pairs
                for space in (Space.MEANING, Space.PICTURE)
                if (pairs := _among_vectors(self._place, space, queries, self._learned_from)) is not None
            }
        return spaces


def _among_vectors(
    place: SearchPlace, space: Space, queries: Matrix, pairs: Sequence[QuestionPair]
) -> VectorPairs | None:
    index = place.indexes.get(space)
    if not len(index):
        return None
    near = index.search(queries, min(_NEAREST, len(index)))[0]
    right = place.indexes.of_pages(space, _page_ids(pair.right for pair in pairs))
    wrong = place.indexes.of_pages(space, _page_ids(pair.wrong for pair in pairs))
    ids = np.unique(np.concatenate([near[near >= 0], right, wrong]))
    owners = place.vectors.targets(ids)
    ids = np.array([one for one in ids.tolist() if one in owners], dtype=np.int64)
    rows = place.vectors.rows(ids)
    pages = [owners[one].page_id for one in ids.tolist()]
    return VectorPairs(queries, rows, pages, [frozenset(pair.right) for pair in pairs])


def _page_ids(pages: Iterable[tuple[int, ...]]) -> Ids:
    return np.array(sorted(set(chain.from_iterable(pages))), dtype=np.int64)


def _adapters(spaces: dict[Space, VectorPairs]) -> dict[Space, QueryAdapter]:
    return {space: adapter_fit.fit(pairs, adapter_fit.best_shape(pairs)) for space, pairs in spaces.items()}


def _term(questions: Sequence[RankedCandidates], model: LinearModel) -> RankerTerm:
    return ranker_fit.fit(questions, model, ranker_fit.best_ridge(questions, model))


# Named parts


def _learn_parts(place: SearchPlace, taught: Taught, learned: Learned) -> Job[tuple[Learned, Lesson]]:
    fitted: list[FittedPart] = []
    with place.turn():
        background = place.background(_digests(taught.parts))
    for number, part in enumerate(taught.parts, 1):
        others = [other for other in taught.parts if other is not part]
        with place.turn():
            row = place.encoder.encode_texts([part.name])[0]
        fitted.append(prototype_fit.fit_part(part, others, background, row))
        yield Progress(Stage.TRAIN, number, len(taught.parts), part.name)
    kept = [one for one in fitted if one.prototype is not None]
    refused = tuple(one.examples.name for one in fitted if one.prototype is None)
    count = sum(len(part.picture) for part in taught.parts)
    held_out = [example for one in kept for example in one.held_out]
    if not held_out:
        verdict = Verdict.NOT_BETTER if any(one.held_out for one in fitted) else Verdict.TOO_FEW
        return learned, Lesson(LessonKind.PARTS, verdict, count, prototype_fit.FEWEST, refused=refused)
    before: list[Rank] = [example.before for example in held_out]
    after: list[Rank] = [example.after for example in held_out]
    gain = paired_gain(
        [example.standing(example.before) for example in held_out],
        [example.standing(example.after) for example in held_out],
    )
    better = gain.mean > 0 and gain.chance <= PARTS_CHANCE
    if better:
        prototypes = [one.prototype for one in kept if one.prototype is not None]
        learned = replace(learned, prototypes=_with_earlier(learned.prototypes, prototypes, refused))
    verdict = Verdict.BETTER if better else Verdict.NOT_BETTER
    lesson = _lesson(LessonKind.PARTS, before, after, gain)
    names = tuple(one.examples.name for one in kept) if better else ()
    return learned, replace(lesson, verdict=verdict, pairs=count, names=names, refused=refused)


def _with_earlier(
    earlier: Sequence[Prototype], now: Sequence[Prototype], refused: Sequence[str]
) -> tuple[Prototype, ...]:
    taught = {fold(name) for name in (*(one.name for one in now), *refused)}
    return (*(one for one in earlier if fold(one.name) not in taught), *now)


def _digests(parts: Sequence[PartExamples]) -> frozenset[str]:
    return frozenset(digest for part in parts for digest in part.digests)


# Figures


def _gain(before: Sequence[Rank], after: Sequence[Rank]) -> PairedGain:
    return paired_gain([_reciprocal(rank) for rank in before], [_reciprocal(rank) for rank in after])


def _reciprocal(rank: Rank) -> float:
    return 0.0 if rank is None else 1 / rank


def _lesson(kind: LessonKind, before: list[Rank], after: list[Rank], gain: PairedGain) -> Lesson:
    """A lesson with its figures, not better as yet."""
    return Lesson(
        kind,
        Verdict.NOT_BETTER,
        len(before),
        FEWEST_QUESTIONS if kind is LessonKind.WORDS else prototype_fit.FEWEST,
        HeldOut.of(before),
        HeldOut.of(after),
        gain.mean,
        gain.low,
        gain.high,
        gain.chance,
    )
