"""What a site has taught, as pairs to learn from: questions with their pages, and named parts with their pictures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from imtextgui.domain.embedding import Ids, Matrix, unit
from imtextgui.domain.text.normalization import fold


@dataclass(frozen=True, slots=True)
class QuestionPair:
    """A question in words with the ids of the pages that are right for it, and of some that are wrong.

    ``only_learned_from`` tells that nobody confirmed it, so that nothing is measured on it.
    """

    text: str
    right: tuple[int, ...]
    wrong: tuple[int, ...] = ()
    only_learned_from: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PartExamples:
    """The pictures of a named part: unit rows [n, dim] of both spaces; ``digests`` of those that are files here."""

    name: str
    names: tuple[str, ...]
    picture: Matrix
    appearance: Matrix
    digests: tuple[str, ...] = ()

    def only(self, places: Sequence[int]) -> "PartExamples":
        """The part with the pictures at ``places`` alone."""
        rows = np.array(places, dtype=np.intp)
        return replace(self, picture=self.picture[rows], appearance=self.appearance[rows])


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """All there is to learn from."""

    questions: tuple[QuestionPair, ...] = ()
    parts: tuple[PartExamples, ...] = ()


def merged_questions(pairs: Iterable[QuestionPair]) -> tuple[QuestionPair, ...]:
    """One pair for each question, however it is written; what is right for it anywhere is not wrong."""
    by_text: dict[str, QuestionPair] = {}
    for pair in pairs:
        key = " ".join(fold(pair.text).split())
        known = by_text.get(key)
        merged = pair
        if known is not None:
            merged = QuestionPair(
                known.text,
                _joined(known.right, pair.right),
                _joined(known.wrong, pair.wrong),
                known.only_learned_from and pair.only_learned_from,
            )
        by_text[key] = merged
    return tuple(
        replace(pair, wrong=tuple(page for page in pair.wrong if page not in pair.right))
        for pair in by_text.values()
        if pair.right and pair.text.strip()
    )


def merged_parts(parts: Iterable[PartExamples]) -> tuple[PartExamples, ...]:
    """One part for each name, with the pictures of all."""
    by_name: dict[str, PartExamples] = {}
    for part in parts:
        key = fold(part.name)
        known = by_name.get(key)
        merged = part
        if known is not None:
            merged = PartExamples(
                known.name,
                tuple(dict.fromkeys((*known.names, *part.names))),
                np.concatenate([known.picture, part.picture]),
                np.concatenate([known.appearance, part.appearance]),
                tuple(dict.fromkeys((*known.digests, *part.digests))),
            )
        by_name[key] = merged
    return tuple(_without_twins(part) for part in by_name.values())


def _without_twins(part: PartExamples) -> PartExamples:
    """Without pictures that are the same as another: they would vouch for each other when one is held out."""
    if not len(part.picture):
        return part
    rows = unit(np.concatenate([part.picture, part.appearance], axis=1))
    alike = np.triu(rows @ rows.T > 1 - 1e-4, 1).any(axis=0)
    return part.only(np.flatnonzero(~alike).tolist())


def _joined(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def folds(count: int, parts: int, seed: int) -> Ids:
    """For each of ``count`` pairs the number of the part that it is held out with, [count], drawn by ``seed``."""
    order = np.random.default_rng(seed).permutation(count)
    numbers = np.empty(count, dtype=np.int64)
    numbers[order] = np.arange(count) % parts
    return numbers
