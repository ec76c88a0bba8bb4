"""The memory route: pages that were judged right or wrong for the same words, a similar photo or a near meaning."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from time import time
from typing import TYPE_CHECKING, Protocol

import numpy as np

from imtextgui.domain.embedding import Ids, Matrix, Space
from imtextgui.domain.query import Band, Evidence, Query, Route
from imtextgui.domain.text.normalization import fold
from imtextgui.errors import JudgementImpossible, JudgementMissing, QueryEmpty
from imtextgui.search.geometry.features import PAGE_POINTS, Features, pack, unpack
from imtextgui.search.geometry.verify import Verifier
from imtextgui.search.query.query_parser import read
from imtextgui.search.query.terms import parse
from imtextgui.search.routes.geometric_verification import STRONG
from imtextgui.store.user.judgements import Judgements, StoredJudgement

if TYPE_CHECKING:
    from imtextgui.search.photo.photo_features import Eyes
    from imtextgui.store.database import Database

WEIGHT = 1.0
_SPACES = (Space.MEANING, Space.APPEARANCE)
# the nearest of unrelated pages to what was judged, but for the odd one that is related
_NEAREST_STRANGER = 0.99


class Sample(Protocol):
    """What unrelated vectors are like; ``dense`` has one."""

    def sample(self, space: Space) -> tuple[Ids, Matrix]:
        """Page ids [n] and rows [n, dim]."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What was judged for this query.

    ``same`` holds the pages judged for the same words or photo, and whether they are right; ``near`` those that are
    right for what means or shows nearly the same, with the likeness, 0 to 1.
    """

    same: Mapping[int, bool] = field(default_factory=dict)
    near: Mapping[int, float] = field(default_factory=dict)

    def strengths(self) -> dict[int, float]:
        """Strength of each page that was right."""
        return {**self.near, **{page: 1.0 for page, right in self.same.items() if right}}

    def lead(self, page: int) -> int:
        """1 puts a page before all others, -1 behind."""
        return 0 if page not in self.same else 1 if self.same[page] else -1

    def bounded(self, page: int, band: Band) -> Band:
        """How sure ``page``, otherwise of ``band``, is: what was confirmed is certain, what was refused is nothing."""
        lead = self.lead(page)
        return band if not lead else Band.STRONG if lead > 0 else Band.NONE

    def evidence(self, page: int) -> list[Evidence]:
        """That ``page`` was right before, if it was."""
        found = self.strengths().get(page)
        return [] if found is None else [Evidence(Route.MEMORY, 1, found)]


class AnswerMemory:
    """Keeps and recalls the judgements of one catalogue."""

    def __init__(self, database: "Database", eyes: "Eyes", sample: Sample) -> None:
        self._database = database
        self._judgements = Judgements(database)
        self._eyes = eyes
        self._sample = sample

    def judge(self, query: Query, page_id: int, right: bool) -> int:
        """Keep that ``page_id`` is ``right`` for ``query``, or wrong; give the judgement's id.

        Raises QueryEmpty, CatalogueReadOnly, JudgementImpossible for a page whose file could not be read or that is
        gone, and as a search by photo.
        """
        if not query.text.strip() and not query.photos:
            raise QueryEmpty()
        query = replace(query, text=read(query).text)
        photo = pack(_first(self._eyes.features(query.photos[0]))) if query.photos else None
        rows = self._rows(query)
        with self._database.transaction() as tx:
            made = self._judgements.add(
                tx,
                made=time(),
                text=query.text,
                photo=photo,
                page_id=page_id,
                right=right,
                rows=rows,
                fingerprint=self._eyes.encoder.fingerprint,
            )
        if made is None:
            raise JudgementImpossible(page=page_id)
        return made

    def withdraw(self, judgement_id: int) -> None:
        """Forget a judgement. Raises CatalogueReadOnly and JudgementMissing."""
        with self._database.transaction() as tx:
            if not self._judgements.remove(tx, judgement_id):
                raise JudgementMissing(id=judgement_id)

    def recall(self, query: Query) -> Memory:
        """What was judged for ``query`` or nearly the same; of two judgements of a page the later counts."""
        if Route.MEMORY not in query.routes:
            return Memory()
        known = self._judgements.all(self._eyes.encoder.fingerprint)
        if not known:
            return Memory()
        rows = self._rows(query)
        same: dict[int, bool] = {}
        near: dict[int, float] = {}
        verifier = _Photo(self._eyes, query)
        for each in known:
            if _says_the_same(query.text, each.text) or verifier.shows_the_same(each):
                same[each.page_id] = each.right
            elif each.right:
                likeness = max((self._near(space, each, rows) for space in _SPACES), default=0.0)
                if likeness:
                    near[each.page_id] = max(likeness, near.get(each.page_id, 0.0))
        return Memory(same, {page: each for page, each in near.items() if page not in same})

    def _rows(self, query: Query) -> dict[Space, Matrix]:
        rows = {}
        if query.text.strip():
            rows[Space.MEANING] = self._eyes.encoder.encode_texts([query.text])[0]
        if query.photos:
            rows[Space.APPEARANCE] = self._eyes.vectors(query.photos[0]).appearance[0]
        return rows

    def _near(self, space: Space, judged: StoredJudgement, rows: Mapping[Space, Matrix]) -> float:
        """Likeness of the query to what was judged; 0 unless nearer to it than halfway from unrelated pages."""
        if space not in judged.rows or space not in rows:
            return 0.0
        cosine = float(judged.rows[space] @ rows[space])
        unrelated = self._sample.sample(space)[1]
        nearest = (
            float(np.quantile(unrelated @ judged.rows[space], _NEAREST_STRANGER)) if len(unrelated) else 0.5
        )
        return cosine if cosine >= (1 + max(nearest, 0.0)) / 2 else 0.0


class _Photo:
    """The query photo, compared with the photos of judgements."""

    def __init__(self, eyes: "Eyes", query: Query) -> None:
        self._eyes, self._query = eyes, query
        self._verifier: Verifier | None = None

    def shows_the_same(self, judged: StoredJudgement) -> bool:
        """Whether photo and the photo of ``judged`` agree point by point."""
        if judged.photo is None or not self._query.photos:
            return False
        found = unpack(judged.photo)
        if found is None:
            return False
        if self._verifier is None:
            self._verifier = Verifier(self._eyes.features(self._query.photos[0]))
        agreement = self._verifier.agreement(found)
        return agreement is not None and agreement.inliers >= STRONG


def _says_the_same(text: str, judged: str) -> bool:
    asked = _asked(text)
    return any(asked) and asked == _asked(judged)


def _asked(text: str) -> tuple[list[str], list[str]]:
    """The words that are asked for and those that are left out, in whatever order and form they were typed."""
    terms = parse(text)
    return sorted(map(fold, terms.words)), sorted(map(fold, terms.excluded))


def _first(found: Features) -> Features:
    """The points of a photo that are kept of it: as many as of a page, which are the telling ones."""
    most = slice(0, PAGE_POINTS)
    return Features(
        found.width, found.height, found.places[most], found.angles[most], found.sizes[most], found.bits[most]
    )
