"""The ranker in use: hand-set weights choose and order candidates, a learned model orders those of words anew."""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np

from imtextgui.domain.learning.learned import RankerTerm
from imtextgui.domain.query import Band
from imtextgui.domain.text.codes import normalise
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.query.terms import QueryTerms, says_all, says_little
from imtextgui.search.ranking.candidate_pages import CandidatePages
from imtextgui.search.ranking.confidence import lowest
from imtextgui.search.ranking.features.page_features import page_features
from imtextgui.search.ranking.linear_model import LinearModel, shipped_model
from imtextgui.search.ranking.ranker import Ranked, RankedPage, Ranker
from imtextgui.search.ranking.weighted_fusion import WeightedFusion
from imtextgui.search.routes.candidates import Candidates

SURE = 0.7
"""Share of the likelihood of all files from which on a hit may be strong.

With the project of each question left out of training, 0.892 of 259 strong first hits were right without such a limit,
0.950 of 221, 0.958 of 213 and 0.961 of 205 with 0.6, 0.7 and 0.8.
"""


EXAMPLE_TERM = 3.0
"""What full likeness to the examples of a named part adds to the logarithm of the odds (tests/quality/README.md)."""


class LearnedRanker:
    """Orders the answer to a query in words by the scores of a model; queries with photos are left to the first stage.

    What puts a page ahead whatever its score stays as the first stage said, and so does how sure it is, but that a hit
    is no more than possible where other files are nearly as likely. The scores are shares of the best one's likelihood,
    so that two pages that are nearly as good have nearly the same score.
    """

    def __init__(
        self,
        first_stage: Ranker | None = None,
        model: LinearModel | None = None,
        term: RankerTerm | None = None,
    ) -> None:
        """``term`` is what the site taught the model."""
        self._first_stage = first_stage or WeightedFusion()
        self._model = (model or shipped_model()).with_term(term)

    def rank(self, parsed: ParsedQuery, candidates: Candidates, pages: CandidatePages) -> Ranked:
        """See ``Ranker``."""
        ranked = self._first_stage.rank(parsed, candidates, pages)
        if parsed.query.photos or not parsed.has_text or not ranked.pages:
            return ranked
        scores = self._model.scores(page_features(parsed, ranked, pages).values)
        examples = ranked.candidates.examples.strengths
        if examples:
            likeness = [examples.get(page.page_id, 0.0) for page in ranked.pages]
            scores = scores + EXAMPLE_TERM * np.array(likeness, dtype=np.float32)
        best = float(scores.max())
        likelihoods = [math.exp(score - best) for score in scores.tolist()]
        shares = _shares_of_files(ranked.pages, likelihoods, pages)
        rescored = []
        for page, likelihood, share in zip(ranked.pages, likelihoods, shares, strict=True):
            is_sure = share >= SURE or _is_certain(parsed, candidates, page)
            band = page.band if is_sure else lowest((page.band, Band.POSSIBLE))
            rescored.append(RankedPage(page.page_id, likelihood, band, page.level))
        return replace(
            ranked, pages=tuple(sorted(rescored, key=lambda page: (-page.level, -page.score, page.page_id)))
        )


def _shares_of_files(
    ranked: Sequence[RankedPage], likelihoods: Sequence[float], pages: CandidatePages
) -> Iterable[float]:
    """For each page what its file has of the likelihood of all files; a file is as likely as its best page."""
    files = [pages.rows[page.page_id].content_id for page in ranked]
    best: dict[int, float] = {}
    for file, likelihood in zip(files, likelihoods, strict=True):
        best[file] = max(likelihood, best.get(file, 0.0))
    every = sum(best.values())
    return (best[file] / every for file in files)


def _is_certain(parsed: ParsedQuery, candidates: Candidates, page: RankedPage) -> bool:
    """Whether likelihoods do not matter: the page was confirmed, or a code is asked for, and it is there."""
    if candidates.judged.precedence(page.page_id) > 0:
        return True
    return page.level > 0 and (
        not _besides_codes(parsed.terms) or _holds_all(parsed.terms, candidates.codes.whole(page.page_id))
    )


def _holds_all(terms: QueryTerms, held: Collection[str]) -> bool:
    """Whether one of the codes ``held`` is joined of all that is asked for."""
    return any(
        code.spaced and code.normalised in held and says_all(code, terms.words) for code in terms.codes
    )


def _besides_codes(terms: QueryTerms) -> bool:
    """Whether a query asks for anything but codes and the kind of thing that is wanted."""
    codes = [code.normalised for code in terms.codes if not code.spaced]
    return any(
        not says_little(word) and not any(normalise(word) in code for code in codes) for word in terms.words
    )
