"""How sure a hit is, calibrated against what queries that have nothing to do with this catalogue reach."""

from collections.abc import Iterable

from imtextgui.domain.query import Band
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.routes.candidates import Candidates, VectorMatches
from imtextgui.search.routes.code_search import ALIGNED
from imtextgui.search.routes.geometric_verification import STRONG

_ORDER = (Band.NONE, Band.WEAK, Band.POSSIBLE, Band.STRONG)

# words read off a photo may be misread or stand by chance: enough of them make a page possible
_FEWEST_READ = 3
_COVERAGE_READ = 0.5

_ALIKE = 0.5
"""Likeness to the examples of a part from which on a page is possible: halfway from chance to the most alike."""


class Confidence:
    """Tells how sure the pages of one answer are."""

    def __init__(self, parsed: ParsedQuery, candidates: Candidates) -> None:
        self._every_photo = parsed.query.every_photo
        self._candidates = candidates
        self._groups = candidates.vector_groups

    def band(self, page: int, level: int) -> Band:
        """How sure ``page`` is, which is put ahead by ``level``; what was judged before is certain, or nothing."""
        if precedence := self._candidates.judged.precedence(page):
            return Band.STRONG if precedence > 0 else Band.NONE
        vectors = [band for _, band in self.nearest_vectors(page)]
        routes = combined(self._words_band(page), self._codes_band(page, level), vectors)
        return highest(
            (routes, self._nameplate_band(page), self._geometry_band(page), self._examples_band(page))
        )

    def nearest_vectors(self, page: int) -> Iterable[tuple[VectorMatches, Band]]:
        """For each route over vectors the evidence, of the text or of a photo, that is nearest, and the band of all."""
        for group in self._groups:
            near = [matches for matches in group if page in matches.nearest.cosines]
            if near:
                bands = [matches.band(page) for matches in near]
                missing = [Band.NONE] * (len(group) - len(near))
                band = lowest([*bands, *missing]) if self._every_photo else highest(bands)
                yield min(near, key=lambda matches: matches.ranks[page]), band

    def _words_band(self, page: int) -> Band:
        words = self._candidates.words
        match = words.pages.get(page)
        return words_band(match.coverage, len(words.plan.words), words.plan.rarest) if match else Band.NONE

    def _codes_band(self, page: int, level: int) -> Band:
        if level > 0:
            return Band.STRONG
        match = self._candidates.codes.pages.get(page)
        if not match:
            return Band.NONE
        return Band.POSSIBLE if match.whole or match.score >= ALIGNED else Band.WEAK

    def _nameplate_band(self, page: int) -> Band:
        match = self._candidates.nameplate_words.pages.get(page)
        enough = match and len(match.words) >= _FEWEST_READ and match.coverage >= _COVERAGE_READ
        return Band.POSSIBLE if enough else Band.NONE

    def _examples_band(self, page: int) -> Band:
        strength = self._candidates.examples.strengths.get(page, 0.0)
        return Band.POSSIBLE if strength >= _ALIKE else Band.WEAK if strength >= _ALIKE / 2 else Band.NONE

    def _geometry_band(self, page: int) -> Band:
        geometry = self._candidates.geometry
        if page not in geometry.pages:
            return Band.NONE
        return Band.STRONG if geometry.exceeds_form(page, STRONG) else Band.POSSIBLE


def words_band(coverage: float, words: int, rarest: float) -> Band:
    """Say how sure a page is that holds ``coverage`` of the ``words`` asked for.

    ``rarest`` is the share of the catalogue's pages with the rarest of them: a single word that is
    everywhere tells little.
    """
    if coverage >= 0.95:
        return Band.STRONG if words > 1 or rarest <= 0.05 else Band.POSSIBLE
    if coverage >= 0.6:
        return Band.POSSIBLE
    return Band.WEAK if coverage >= 0.4 else Band.NONE


def combined(words: Band, codes: Band, vectors: Iterable[Band]) -> Band:
    """Weigh the routes' bands: text that is there is proof, likeness alone is none, both together more."""
    likeness = highest(vectors)
    if Band.STRONG in (words, codes):
        return Band.STRONG
    if words is Band.POSSIBLE and likeness in (Band.POSSIBLE, Band.STRONG):
        return Band.STRONG
    return highest((words, codes, lowest((likeness, Band.POSSIBLE))))


def highest(bands: Iterable[Band]) -> Band:
    """The surest of ``bands``, NONE of none."""
    return max(bands, key=_ORDER.index, default=Band.NONE)


def lowest(bands: Iterable[Band]) -> Band:
    """The least sure of ``bands``, NONE of none."""
    return min(bands, key=_ORDER.index, default=Band.NONE)
