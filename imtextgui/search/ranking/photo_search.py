"""What query photos add to an answer: likeness at once; then the words on them, and proof point by point."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from imtextgui.domain.embedding import Space
from imtextgui.domain.query import Query, Route
from imtextgui.search.query.terms import Terms
from imtextgui.search.ranking.candidates import Gathering, Likeness
from imtextgui.search.ranking.fusion import fuse
from imtextgui.search.ranking.null_distribution import Background
from imtextgui.search.routes import word_search
from imtextgui.search.routes.dense import Dense
from imtextgui.search.routes.geometric_verification import CANDIDATES, prove
from imtextgui.search.routes.nameplate import Plate, read_plate
from imtextgui.store.content.local_features import FeatureRows
from imtextgui.store.text.codes import Codes
from imtextgui.store.text.fulltext import Fulltext

if TYPE_CHECKING:
    from imtextgui.search.photo.photo_features import Eyes
    from imtextgui.store.database import Database

# chosen by measuring on photographed pages, plates and parts: tests/quality/photos.md
LIKENESS_WEIGHTS = {Route.APPEARANCE: 1.0, Route.PICTURE: 0.5, Route.MEANING: 0.2}
READ_WEIGHTS = {Route.WORDS: 0.8, Route.CODES: 0.6}
PROOF_WEIGHT = 2.0

_SPACES = {
    Route.MEANING: Space.MEANING,
    Route.PICTURE: Space.PICTURE,
    Route.APPEARANCE: Space.APPEARANCE,
}


class PhotoSearch:
    """Searches one catalogue by photo."""

    def __init__(
        self,
        database: "Database",
        eyes: "Eyes",
        dense: Dense,
        background: Background,
    ) -> None:
        self._eyes = eyes
        self._dense = dense
        self._background = background
        self._features = FeatureRows(database)
        self._codes = Codes(database)
        self._fulltext = Fulltext(database)

    def plate(self, query: Query) -> Plate:
        """What the words on the photos of ``query`` ask for."""
        if not {Route.WORDS, Route.CODES} & query.routes:
            return Plate()
        words = [word for photo in query.photos for word in self._eyes.words(photo)]
        return read_plate(words, self._codes, self._fulltext, query.off)

    def add_likeness(self, gathering: Gathering, query: Query, share: float) -> None:
        """Add the routes over vectors; ``share`` is that of the photos, 0 to 1."""
        seen = [self._eyes.vectors(photo) for photo in query.photos]
        for route, weight in LIKENESS_WEIGHTS.items():
            if route in query.routes:
                space = _SPACES[route]
                strangers = self._background.of_photos(space)
                for each in seen:
                    rows = each.appearance if route is Route.APPEARANCE else each.joint
                    nearest = self._dense.nearest(space, rows[0], among=gathering.among)
                    gathering.likenesses.append(
                        Likeness.of(route, weight * share, nearest, strangers, of_photo=True)
                    )

    def add_read(self, gathering: Gathering, query: Query, share: float, among: Sequence[int] | None) -> None:
        """Add what the words on the photos find; the codes route looks for their codes with those of the text."""
        if Route.WORDS in query.routes and gathering.plate.words:
            terms = Terms(" ".join(gathering.plate.words), gathering.plate.words)
            gathering.read = word_search.search(self._fulltext, terms, (), among)
        gathering.read_weight = READ_WEIGHTS[Route.WORDS] * share

    def add_proof(self, gathering: Gathering, query: Query, share: float) -> None:
        """Compare the photos point by point with the pages that are likely so far and were not compared yet."""
        if Route.GEOMETRY not in query.routes or not query.photos:
            return
        gathering.proof_weight = PROOF_WEIGHT * share
        candidates = [page for page in _likely(gathering) if page not in gathering.proof.compared]
        kept = self._features.of(candidates)
        if kept:
            seen = [(photo, self._eyes.features(photo)) for photo in query.photos]
            gathering.proof = gathering.proof | prove(seen, kept, every=query.every_photo)


def _likely(gathering: Gathering) -> list[int]:
    """The pages that look most like the photos, and those that all routes together hold for the best."""
    rankings = gathering.rankings()
    allowed = gathering.pages()
    alike = fuse(each for each in rankings if each.route in LIKENESS_WEIGHTS)
    ahead = [page for page, _ in fuse(rankings) if page in allowed][: CANDIDATES // 3]
    return list(dict.fromkeys([*ahead, *(page for page, _ in alike if page in allowed)]))[:CANDIDATES]
