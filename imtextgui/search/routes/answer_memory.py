"""The memory route: pages that were judged right or wrong for the same words, a similar photo or a near meaning."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import time
from typing import TYPE_CHECKING, Protocol

import numpy as np

from imtextgui.domain.embedding import Ids, Matrix, Space
from imtextgui.domain.query import Query, Route
from imtextgui.domain.text.normalization import fold
from imtextgui.errors import JudgementImpossible, JudgementMissing, QueryEmpty
from imtextgui.search.geometry.local_features import PAGE_POINTS, LocalFeatures, pack, unpack
from imtextgui.search.geometry.verify import Verifier
from imtextgui.search.query.query_parser import ParsedQuery, parse_query
from imtextgui.search.query.terms import QueryTerms, parse_terms
from imtextgui.search.routes.geometric_verification import STRONG
from imtextgui.store.user.judgements import Judgements, StoredJudgement

if TYPE_CHECKING:
    from imtextgui.search.photo.photo_features import PhotoFeatures
    from imtextgui.search.routes.text_vectors import TextVectors
    from imtextgui.store.database import Database

_SPACES = (Space.MEANING, Space.APPEARANCE)
_NEAREST_UNRELATED = 0.99
"""Quantile of the cosines to what was judged that is the nearest unrelated page, but for the odd related one."""


class VectorSample(Protocol):
    """A sample of the catalogue's vectors; ``dense`` has one."""

    def sample(self, space: Space) -> tuple[Ids, Matrix]:
        """Page ids [n] and rows [n, dim]."""


@dataclass(frozen=True, slots=True)
class JudgedPages:
    """The evidence of the memory route.

    ``same`` holds the pages judged for the same words or photo, and whether they are right; ``near`` those that are
    right for what means or shows nearly the same, with the likeness, 0 to 1.
    """

    same: Mapping[int, bool] = field(default_factory=dict)
    near: Mapping[int, float] = field(default_factory=dict)

    def strengths(self) -> dict[int, float]:
        """Strength of each page that was right, 0 to 1."""
        return {**self.near, **{page: 1.0 for page, right in self.same.items() if right}}

    def precedence(self, page: int) -> int:
        """1 puts a page before all others, -1 behind."""
        return 0 if page not in self.same else 1 if self.same[page] else -1


class AnswerMemory:
    """Keeps and recalls the judgements of one catalogue."""

    def __init__(
        self, database: "Database", texts: "TextVectors", photos: "PhotoFeatures", sample: VectorSample
    ) -> None:
        self._database = database
        self._judgements = Judgements(database)
        self._texts = texts
        self._photos = photos
        self._sample = sample

    def prepare(self, query: Query) -> None:
        """Encode what ``judge`` will keep of the words or the photo. Raises as a search by photo."""
        self._rows(parse_query(query))

    def judge(self, query: Query, page_id: int, right: bool, item_id: int | None = None) -> int:
        """Keep that ``page_id``, of the file ``item_id``, is ``right`` for ``query``, or wrong; give its id.

        Raises QueryEmpty, CatalogueReadOnly, JudgementImpossible for a page whose file could not be read or that is
        gone, and as a search by photo.
        """
        if not query.text.strip() and not query.photos:
            raise QueryEmpty()
        parsed = parse_query(query)
        photo = pack(_strongest(self._photos.local_features(query.photos[0]))) if query.photos else None
        rows = self._rows(parsed)
        with self._database.transaction() as tx:
            made = self._judgements.add(
                tx,
                made=time(),
                text=parsed.text,
                photo=photo,
                page_id=page_id,
                right=right,
                rows=rows,
                fingerprint=self._texts.encoder.fingerprint,
                item_id=item_id,
            )
        if made is None:
            raise JudgementImpossible(page=page_id)
        return made

    def withdraw(self, judgement_id: int) -> None:
        """Forget a judgement. Raises CatalogueReadOnly and JudgementMissing."""
        with self._database.transaction() as tx:
            if not self._judgements.remove(tx, judgement_id):
                raise JudgementMissing(id=judgement_id)

    def recall(self, parsed: ParsedQuery) -> JudgedPages:
        """What was judged for the query or nearly the same; of two judgements of a page the later counts."""
        if not parsed.wants(Route.MEMORY):
            return JudgedPages()
        judgements = self._judgements.all(self._texts.encoder.fingerprint)
        if not judgements:
            return JudgedPages()
        rows = self._rows(parsed)
        words = _compared_words(parsed.typed)
        photo = _PhotoComparison(self._photos, parsed.query)
        same: dict[int, bool] = {}
        near: dict[int, float] = {}
        for judgement in judgements:
            if _has_words(judgement, words) or photo.shows_the_same(judgement):
                same[judgement.page_id] = judgement.right
            elif judgement.right:
                likeness = max((self._likeness(space, judgement, rows) for space in _SPACES), default=0.0)
                if likeness:
                    near[judgement.page_id] = max(likeness, near.get(judgement.page_id, 0.0))
        return JudgedPages(same, {page: likeness for page, likeness in near.items() if page not in same})

    def _rows(self, parsed: ParsedQuery) -> dict[Space, Matrix]:
        """The vectors of the query: of its text by meaning, of its first photo by appearance."""
        rows = {}
        if parsed.has_text:
            rows[Space.MEANING] = self._texts.of(parsed.text)
        if parsed.query.photos:
            rows[Space.APPEARANCE] = self._photos.vectors(parsed.query.photos[0]).appearance[0]
        return rows

    def _likeness(self, space: Space, judgement: StoredJudgement, rows: Mapping[Space, Matrix]) -> float:
        """Likeness of the query to what was judged; 0 unless nearer to it than halfway from unrelated pages."""
        if space not in judgement.rows or space not in rows:
            return 0.0
        cosine = float(judgement.rows[space] @ rows[space])
        unrelated = self._sample.sample(space)[1]
        nearest = (
            float(np.quantile(unrelated @ judgement.rows[space], _NEAREST_UNRELATED))
            if len(unrelated)
            else 0.5
        )
        return cosine if cosine >= (1 + max(nearest, 0.0)) / 2 else 0.0


class _PhotoComparison:
    """The first photo of a query, compared point by point with the photos of judgements."""

    def __init__(self, photos: "PhotoFeatures", query: Query) -> None:
        self._photos, self._query = photos, query
        self._verifier: Verifier | None = None

    def shows_the_same(self, judgement: StoredJudgement) -> bool:
        """Whether the photo and that of ``judgement`` agree point by point."""
        if judgement.photo is None or not self._query.photos:
            return False
        features = unpack(judgement.photo)
        if features is None:
            return False
        if self._verifier is None:
            self._verifier = Verifier(self._photos.local_features(self._query.photos[0]))
        agreement = self._verifier.agreement(features)
        return agreement is not None and agreement.inliers >= STRONG


_ComparedWords = tuple[list[str], list[str]]


def _has_words(judgement: StoredJudgement, words: _ComparedWords) -> bool:
    return any(words) and words == _compared_words(parse_terms(judgement.text))


def _compared_words(terms: QueryTerms) -> _ComparedWords:
    """The words that are asked for and those that are left out, in whatever order and form they were typed."""
    return sorted(map(fold, terms.words)), sorted(map(fold, terms.excluded))


def _strongest(features: LocalFeatures) -> LocalFeatures:
    """The points of a photo that are kept of it: as many as of a page, which are the telling ones."""
    most = slice(0, PAGE_POINTS)
    return LocalFeatures(
        features.width,
        features.height,
        features.points[most],
        features.angles[most],
        features.sizes[most],
        features.descriptors[most],
    )
