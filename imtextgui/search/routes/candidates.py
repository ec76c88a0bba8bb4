"""The candidates of a query: one list of evidence for each route, as frozen values that later steps extend."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from imtextgui.domain.embedding import Ids, Matrix
from imtextgui.domain.query import Band, Route
from imtextgui.search.routes.answer_memory import JudgedPages
from imtextgui.search.routes.code_search import CodeMatches
from imtextgui.search.routes.dense import NearestPages
from imtextgui.search.routes.example_search import ExampleMatches
from imtextgui.search.routes.geometric_verification import GeometricMatches
from imtextgui.search.routes.nameplate import Nameplate
from imtextgui.search.routes.null_distribution import NullDistribution
from imtextgui.search.routes.word_search import WordMatches


@dataclass(frozen=True, slots=True)
class VectorMatches:
    """The evidence of a route over vectors for one query ``vector`` [dim], that of the text or of one photo.

    ``null`` is what unrelated queries reach. ``ranks`` count from 1; ``strengths`` reach from 0, what the weakest
    unrelated query reaches, to 1, the strongest or more. ``bands`` say how sure pages are whose catalogue has a null
    distribution of its own.
    """

    route: Route
    vector: Matrix
    of_photo: bool
    nearest: NearestPages
    null: NullDistribution
    ranks: Mapping[int, int]
    strengths: Mapping[int, float]
    bands: Mapping[int, Band] = field(default_factory=dict)

    def band(self, page: int) -> Band:
        """How far ``page`` is beyond chance."""
        known = self.bands.get(page)
        return self.null.band(self.nearest.z_score(page)) if known is None else known


@dataclass(frozen=True, slots=True)
class Candidates:
    """All that the routes propose for one query, each page with the evidence for it.

    ``among`` are the pages that the filters leave, ascending, None for all. ``phrase_pages`` are those with every
    phrase of the query, None without phrases. ``nameplate`` is what the words read off the photos ask for: its codes
    are evidence of ``codes``, its words of ``nameplate_words``.
    """

    among: Ids | None = None
    phrase_pages: frozenset[int] | None = None
    words: WordMatches = field(default_factory=WordMatches)
    codes: CodeMatches = field(default_factory=CodeMatches)
    vectors: tuple[VectorMatches, ...] = ()
    judged: JudgedPages = field(default_factory=JudgedPages)
    examples: ExampleMatches = field(default_factory=ExampleMatches)
    geometry: GeometricMatches = field(default_factory=GeometricMatches)
    nameplate: Nameplate = field(default_factory=Nameplate)
    nameplate_words: WordMatches = field(default_factory=WordMatches)

    @property
    def vector_groups(self) -> list[tuple[VectorMatches, ...]]:
        """The evidence over vectors by route, that of the text and that of the photos apart."""
        groups: dict[tuple[Route, bool], tuple[VectorMatches, ...]] = {}
        for matches in self.vectors:
            key = (matches.route, matches.of_photo)
            groups[key] = (*groups.get(key, ()), matches)
        return list(groups.values())

    def of_text(self, route: Route) -> VectorMatches | None:
        """The evidence of ``route`` over vectors for the query's text."""
        return next((one for one in self.vectors if one.route is route and not one.of_photo), None)

    def nearest_passage(self, page: int) -> int:
        """The id of the passage of ``page`` that is nearest by meaning; 0 if none is near."""
        passages = (matches.nearest.passages.get(page, 0) for matches in self.vectors)
        return next((passage for passage in passages if passage), 0)

    def nearest_regions(self, pages: Iterable[int]) -> set[int]:
        """The ids of the regions of ``pages`` that are nearer than their page as a whole, to the text or a photo."""
        wanted = list(pages)
        regions = (matches.nearest.regions.get(page, 0) for matches in self.vectors for page in wanted)
        return {region for region in regions if region}
