"""Prototypes of named parts: class means of a few pictures (Snell, Swersky and Zemel, 2017), checked one by one.

A part is learned where its pictures have something in common: each, held out, must be nearer to the mean of the others
than chance reaches in the catalogue, for more than half of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from imtextgui.domain.embedding import Matrix, unit
from imtextgui.domain.learning.learned import Prototype
from imtextgui.learning.taught_pairs import PartExamples

FEWEST = 4
"""Pictures of a part: with fewer, not even a gain for each of them can be told from chance."""

_BEYOND = 1.3
"""Spreads of the lower half above the middle of the catalogue's likeness to a part that unrelated pictures reach: 95 in
100 of a normal distribution.

Some pictures may show the part, so chance is read off the lower half alone.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """Pictures of the catalogue that stand for all others: unit rows [n, dim] of both spaces, the same pages."""

    picture: Matrix
    appearance: Matrix


@dataclass(frozen=True, slots=True)
class HeldOutExample:
    """A picture that was held out: its place for the part's name, by the name's vector before, by the others after.

    ``among`` counts the pictures that it was looked for among, itself included.
    """

    before: int
    after: int
    among: int

    def standing(self, rank: int) -> float:
        """The share of the other pictures that are behind ``rank``, 0 to 1.

        Other pictures of the part lie among them, so that reciprocal ranks would tell how many those are.
        """
        return 1 - (rank - 1) / max(self.among - 1, 1)


@dataclass(frozen=True, slots=True, eq=False)
class FittedPart:
    """A prototype, None where the pictures have too little in common, and how its pictures fared held out."""

    examples: PartExamples
    prototype: Prototype | None
    held_out: tuple[HeldOutExample, ...]


def fit_part(
    part: PartExamples, others: Sequence[PartExamples], background: Background, name_row: Matrix
) -> FittedPart:
    """Learn a part, and look for each of its pictures by the others and by its name, ``name_row`` [dim] as a vector.

    It is looked for among the pictures of the ``background`` and of the ``others``.
    """
    count = len(part.picture)
    if count < FEWEST:
        return FittedPart(part, None, ())
    crowd = Background(
        np.concatenate([background.picture, *(other.picture for other in others)]),
        np.concatenate([background.appearance, *(other.appearance for other in others)]),
    )
    held_out, own = [], []
    for place in range(count):
        rest = part.only([other for other in range(count) if other != place])
        example, likeness = _held_out(part, place, rest, crowd, name_row)
        held_out.append(example)
        own.append(likeness)
    mean = _mean(part, 0.0)
    unrelated = _chance(mean.likeness(crowd.picture, crowd.appearance))
    median = float(np.median(own))
    if median <= unrelated:
        return FittedPart(part, None, tuple(held_out))
    return FittedPart(part, _mean(part, (median + unrelated) / 2), tuple(held_out))


def _held_out(
    part: PartExamples, place: int, rest: PartExamples, crowd: Background, name_row: Matrix
) -> tuple[HeldOutExample, float]:
    mean = _mean(rest, 0.0)
    own = float(mean.likeness(part.picture[place : place + 1], part.appearance[place : place + 1])[0])
    rank = _rank(own, mean.likeness(crowd.picture, crowd.appearance))
    by_name = _rank(float(part.picture[place] @ name_row), crowd.picture @ name_row)
    return HeldOutExample(by_name, rank, 1 + len(crowd.picture)), own


def _mean(part: PartExamples, least: float) -> Prototype:
    picture, appearance = (
        unit(rows.mean(axis=0, keepdims=True))[0] for rows in (part.picture, part.appearance)
    )
    return Prototype(part.name, part.names, len(part.picture), picture, appearance, least, part.digests)


def _rank(own: float, others: Matrix) -> int:
    return 1 + int((others > own).sum())


def _chance(likeness: Matrix) -> float:
    """What unrelated pictures reach."""
    if not len(likeness):
        return 0.0
    lower, middle = (float(quantile) for quantile in np.quantile(likeness, (0.1, 0.5)))
    return middle + _BEYOND * (middle - lower)
