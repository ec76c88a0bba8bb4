"""Searches of a training run: as everybody's, with what is tried, and with what the ranker saw of the candidates."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np

from imtextgui.domain.embedding import Matrix, Space
from imtextgui.domain.learning.learned import Learned
from imtextgui.domain.query import ALL_ROUTES, Query, Route
from imtextgui.encoders.encoder import Encoder
from imtextgui.learning.prototype_fit import Background
from imtextgui.learning.ranker_fit import RankedCandidates
from imtextgui.learning.taught_pairs import QuestionPair
from imtextgui.search.query.dictionary import Dictionary
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.ranking.candidate_pages import CandidatePages
from imtextgui.search.ranking.features.page_features import FEATURES, page_features
from imtextgui.search.ranking.learned_ranker import LearnedRanker
from imtextgui.search.ranking.ranker import Ranked
from imtextgui.search.ranking.weighted_fusion import WeightedFusion
from imtextgui.search.routes.candidates import Candidates
from imtextgui.search.routes.indexes import Indexes
from imtextgui.search.service import SearchService
from imtextgui.store.content.pages import Pages
from imtextgui.store.database import Database
from imtextgui.store.vectors.vector_rows import Vectors

ROUTES = ALL_ROUTES - {Route.MEMORY, Route.EXAMPLES}
"""What answers the questions that are learned from: a memory of the very answers would only measure itself."""

BACKGROUND = 1_000
"""Pictures of the catalogue that stand for all others."""

Turn = Callable[[], AbstractContextManager[object]]
"""What uses the encoder and the indexes takes one; ``search.service`` gives them."""


@dataclass(frozen=True, slots=True)
class SearchPlace:
    """Where a training run searches."""

    database: Database
    encoder: Encoder
    indexes: Indexes
    dictionary: Dictionary
    turn: Turn

    @property
    def vectors(self) -> Vectors:
        """The vectors of the catalogue."""
        return Vectors(self.database)

    def rows_of(self, space: Space, pages: list[int]) -> dict[int, Matrix]:
        """The vectors [dim] of whole pages by page id."""
        ids = self.indexes.of_pages(space, np.array(sorted(set(pages)), dtype=np.int64))
        return self.vectors.of_whole_pages(ids)

    def background(self, without: frozenset[str]) -> Background:
        """Pictures of pages that are spread over the catalogue, without the files ``without``."""
        from imtextgui.store.content.contents import Contents

        ids = self.indexes.get(Space.PICTURE).ids()
        chosen = ids[
            np.linspace(0, max(len(ids) - 1, 0), min(2 * BACKGROUND, len(ids))).round().astype(np.intp)
        ]
        own = set(Contents(self.database).first_pages(sorted(without)))
        owners = self.vectors.targets(chosen)
        pages = [
            owners[one].page_id for one in chosen.tolist() if one in owners and not owners[one].region_id
        ]
        pages = [page for page in dict.fromkeys(pages) if page not in own][:BACKGROUND]
        picture, appearance = (self.rows_of(space, pages) for space in (Space.PICTURE, Space.APPEARANCE))
        both = [page for page in pages if page in picture and page in appearance]
        return Background(
            _stacked([picture[page] for page in both], self.encoder.joint_dim),
            _stacked([appearance[page] for page in both], self.encoder.appearance_dim),
        )


def _stacked(rows: list[Matrix], dim: int) -> Matrix:
    return np.stack(rows) if rows else np.zeros((0, dim), dtype=np.float32)


class _Recorder:
    """Ranks as the ranker in use, and keeps what it saw of the last question."""

    def __init__(self) -> None:
        self._ranker = LearnedRanker()
        self._first_stage = WeightedFusion()
        self.candidates = _none()
        self.pages: list[int] = []

    def rank(self, parsed: ParsedQuery, candidates: Candidates, pages: CandidatePages) -> Ranked:
        """See ``Ranker``."""
        first = self._first_stage.rank(parsed, candidates, pages)
        self.pages = [page.page_id for page in first.pages]
        self.candidates = RankedCandidates(
            page_features(parsed, first, pages).values,
            np.array([page.level for page in first.pages], dtype=np.int64),
            np.array([pages.rows[page].content_id for page in self.pages], dtype=np.int64),
            np.zeros(len(first.pages), dtype=bool),
            np.zeros(len(first.pages), dtype=np.float32),
        )
        return self._ranker.rank(parsed, candidates, pages)


class RecordedSearch:
    """Asks questions with ``learned`` in force."""

    def __init__(self, place: SearchPlace, learned: Learned) -> None:
        self._turn = place.turn
        self._recorder = _Recorder()
        self._pages = Pages(place.database)
        self._service = SearchService(
            place.database,
            place.indexes,
            place.encoder,
            dictionary=place.dictionary,
            ranker=self._recorder,
            learned=learned,
        )

    def ask(self, pair: QuestionPair) -> RankedCandidates:
        """The candidates of a question; those of the files of its right pages are right."""
        self._recorder.candidates = _none()
        with self._turn():
            self._service.search(Query(pair.text, limit=1, routes=ROUTES))
        seen = self._recorder.candidates
        right = {row.content_id for row in self._pages.describe(pair.right)}
        return RankedCandidates(
            seen.values, seen.levels, seen.contents, np.isin(seen.contents, sorted(right)), seen.extra
        )


def _none() -> RankedCandidates:
    numbers = np.zeros(0, dtype=np.int64)
    return RankedCandidates(
        np.zeros((0, len(FEATURES)), dtype=np.float32),
        numbers,
        numbers,
        np.zeros(0, dtype=bool),
        np.zeros(0, dtype=np.float32),
    )
