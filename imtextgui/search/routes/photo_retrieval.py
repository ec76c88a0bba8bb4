"""What a closer look at query photos adds to the candidates: proof point by point, and the words read off them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from imtextgui.domain.query import Route
from imtextgui.search.photo.photo_features import PhotoFeatures
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.routes import code_search, word_search
from imtextgui.search.routes.candidates import Candidates
from imtextgui.search.routes.geometric_verification import verify
from imtextgui.search.routes.nameplate import CodeStore, Nameplate, read_nameplate
from imtextgui.search.routes.retrieval import SharedWordIndex
from imtextgui.search.routes.word_plan import plan_words
from imtextgui.search.routes.word_search import WordMatches
from imtextgui.store.content.local_features import FeatureRows


@dataclass(frozen=True, slots=True)
class PhotoRetriever:
    """Extends the candidates of queries by photo in one catalogue."""

    photos: PhotoFeatures
    feature_rows: FeatureRows
    codes: CodeStore
    fulltext: SharedWordIndex

    def with_geometry(self, parsed: ParsedQuery, candidates: Candidates, likely: Sequence[int]) -> Candidates:
        """Compare the photos point by point with the pages ``likely`` that were not compared yet."""
        packed = self.feature_rows.of([page for page in likely if page not in candidates.geometry.compared])
        if not packed:
            return candidates
        features = [(photo, self.photos.local_features(photo)) for photo in parsed.query.photos]
        verified = verify(features, packed, every=parsed.query.every_photo)
        return replace(candidates, geometry=candidates.geometry | verified)

    def nameplate(self, parsed: ParsedQuery) -> Nameplate:
        """What the words on the photos ask for. Reading them takes longest of all that is done for a query."""
        if not (parsed.wants(Route.WORDS) or parsed.wants(Route.CODES)):
            return Nameplate()
        words = [word for photo in parsed.query.photos for word in self.photos.words(photo)]
        return read_nameplate(words, self.codes, self.fulltext, parsed.query.off)

    def with_nameplate(self, parsed: ParsedQuery, candidates: Candidates, nameplate: Nameplate) -> Candidates:
        """Add what the codes and words of ``nameplate`` find; codes of the text that exist cover those within them."""
        pages = candidates.among
        codes, words = candidates.codes, WordMatches()
        if parsed.wants(Route.CODES):
            codes = code_search.search(self.codes, nameplate.codes, pages, earlier=codes)
        if parsed.wants(Route.WORDS):
            words = word_search.search(self.fulltext, plan_words(self.fulltext, nameplate.words), pages)
        return replace(candidates, codes=codes, nameplate=nameplate, nameplate_words=words)
