"""Terms read off pictures alone, in the space that pictures share with texts; and from which score on that is reliable.

What a cosine is worth differs from term to term: each is compared with what the same term reaches on the other
pictures of the catalogue (its null distribution). How far beyond that a term must be is read off the pictures whose
names, captions or people already tell what they show: from the lowest score on at which the first term was right in
``PRECISION`` of them. Where there is no such score, or too few such pictures, nothing is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from imtextgui.domain.embedding import Ids, Matrix, unit
from imtextgui.tagging.vocabulary import TagTerm

PRECISION = 0.85
FEWEST = 20
"""Pictures above the threshold that must be known: 17 of 20 right leave less than 0.8 outside of one in three draws."""

_LEAST_DEVIATION = 1e-3
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class PictureTerms:
    """For pages [n] the place of the likeliest term and its score, in deviations above the term's other pictures."""

    page_ids: Ids
    places: Ids
    scores: Matrix


@dataclass(frozen=True, slots=True)
class Reliability:
    """The score from which on the first term is told, and how often it was right from there on."""

    threshold: float = inf
    precision: float = 0.0
    known: int = 0


def term_rows(english: Matrix, japanese: Matrix) -> Matrix:
    """One unit row [n, dim] for each term: the middle of its names in both languages."""
    return unit(english + japanese)


def likeliest_terms(page_ids: Ids, pictures: Matrix, terms: Matrix) -> PictureTerms:
    """The likeliest of ``terms`` [m, dim] for each of ``pictures`` [n, dim], in pieces of bounded memory."""
    if not len(pictures) or not len(terms):
        none = np.zeros(0, dtype=np.int64)
        return PictureTerms(none, none, np.zeros(0, dtype=np.float32))
    sample = pictures[:: max(1, len(pictures) // _AT_ONCE)]
    reached = sample @ terms.T
    mean, deviation = reached.mean(axis=0), np.maximum(reached.std(axis=0), _LEAST_DEVIATION)
    places, scores = [], []
    for start in range(0, len(pictures), _AT_ONCE):
        standing = (pictures[start : start + _AT_ONCE] @ terms.T - mean) / deviation
        best = standing.argmax(axis=1)
        places.append(best)
        scores.append(standing[np.arange(len(best)), best])
    return PictureTerms(page_ids, np.concatenate(places), np.concatenate(scores))


def reliability(told: PictureTerms, terms: Sequence[TagTerm], known: Mapping[int, set[str]]) -> Reliability:
    """How far ``told`` can be trusted, by the pages that are ``known``: the tags that are right by page id."""
    checked = [
        (float(score), agrees(terms[place], known[page]))
        for page, place, score in zip(
            told.page_ids.tolist(), told.places.tolist(), told.scores.tolist(), strict=True
        )
        if known.get(page)
    ]
    checked.sort(reverse=True)
    best = Reliability()
    right = 0
    for count, (score, is_right) in enumerate(checked, 1):
        right += is_right
        if count >= FEWEST and right / count >= PRECISION:
            best = Reliability(score, right / count, count)
    return best


def agrees(term: TagTerm, tags: set[str]) -> bool:
    """Whether ``term`` is one of ``tags``, or a wider name for one: a ball bearing is a bearing."""
    return any(tag == term.tag or tag.endswith(f" {term.tag}") for tag in tags)
