"""The ranker in use: hand-set weights choose and order candidates, a learned model orders those of words anew."""

import math
from dataclasses import replace

from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.ranking.candidate_pages import CandidatePages
from imtextgui.search.ranking.features.page_features import page_features
from imtextgui.search.ranking.linear_model import LinearModel, shipped_model
from imtextgui.search.ranking.ranker import Ranked, RankedPage, Ranker
from imtextgui.search.ranking.weighted_fusion import WeightedFusion
from imtextgui.search.routes.candidates import Candidates


class LearnedRanker:
    """Orders the answer to a query in words by the scores of a model; queries with photos are left to the first stage.

    What puts a page ahead whatever its score, and how sure it is, stays as the first stage said. The scores are shares
    of the best one's likelihood, so that two pages that are nearly as good have nearly the same score.
    """

    def __init__(self, first_stage: Ranker | None = None, model: LinearModel | None = None) -> None:
        self._first_stage = first_stage or WeightedFusion()
        self._model = model or shipped_model()

    def rank(self, parsed: ParsedQuery, candidates: Candidates, pages: CandidatePages) -> Ranked:
        """See ``Ranker``."""
        ranked = self._first_stage.rank(parsed, candidates, pages)
        if parsed.query.photos or not parsed.has_text or not ranked.pages:
            return ranked
        scores = self._model.scores(page_features(parsed, ranked, pages).values)
        best = float(scores.max())
        rescored = [
            RankedPage(page.page_id, math.exp(score - best), page.band, page.level)
            for page, score in zip(ranked.pages, scores.tolist(), strict=True)
        ]
        return replace(
            ranked, pages=tuple(sorted(rescored, key=lambda page: (-page.level, -page.score, page.page_id)))
        )
