"""The geometry route: which of the likely pages show the same as the photos, point by point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from imtextgui.domain.query import Photo
from imtextgui.search.geometry.local_features import LocalFeatures, unpack
from imtextgui.search.geometry.verify import Agreement, Verifier
from imtextgui.search.photo.decoded_photo import on_whole

CANDIDATES = 50
"""Pages that are compared at first: 50 take 225 ms of processor time (tests/quality/photos.md)."""
STRONG = 20
"""Agreeing points from which on photo and page show the same for certain."""
MANY = 40
"""Points beyond which it makes no difference how many agree, unless others have more."""
COPIES = 5
"""Pages that may show the same: revisions, twins in other languages. What more have in common is their form."""
AHEAD = 1.5
"""How many times the points of the common form a page must have that is more than another one in the same form."""


@dataclass(frozen=True, slots=True)
class GeometricMatches:
    """The evidence of the geometry route: of each page that agrees with a photo, the agreement with the best one.

    ``compared`` are all pages that were looked at.
    """

    pages: Mapping[int, Agreement] = field(default_factory=dict)
    compared: frozenset[int] = frozenset()

    def __or__(self, other: "GeometricMatches") -> "GeometricMatches":
        """The evidence of both, which compared different pages."""
        return GeometricMatches({**self.pages, **other.pages}, self.compared | other.compared)

    def certain_page(self) -> int:
        """The page that agrees in more points than any other could by chance or by its form; 0 where none does."""
        best = max(self.pages, key=lambda page: self.pages[page].inliers, default=0)
        return best if best and self.exceeds_form(best, MANY) else 0

    def strengths(self) -> dict[int, float]:
        """Strength of each page, 0 to 1: its points beyond those of the form, as a share of the best page's."""
        form = self._form()
        beyond = {page: agreement.inliers - form for page, agreement in self.pages.items()}
        most = max([MANY, *beyond.values()])
        return {page: max(0, points) / most for page, points in beyond.items()}

    def exceeds_form(self, page: int, least: int) -> bool:
        """Whether ``page`` agrees in ``least`` points or more, and in clearly more than the form of many has."""
        return self.pages[page].inliers >= max(least, AHEAD * self._form())

    def _form(self) -> int:
        """The points that many pages have: those of a frame, a title block, a head or foot that all sheets share."""
        most = sorted((agreement.inliers for agreement in self.pages.values()), reverse=True)
        return most[COPIES] if len(most) > COPIES else 0


def verify(
    photos: Sequence[tuple[Photo, LocalFeatures]], packed: Mapping[int, bytes], *, every: bool
) -> GeometricMatches:
    """Compare ``photos`` with pages, given by id as ``geometry.local_features`` packs them.

    ``every``: a page has to agree with all of the photos, otherwise with any.
    """
    unpacked = {page: unpack(features) for page, features in packed.items()}
    pages = {page: features for page, features in unpacked.items() if features is not None}
    agreements = [_placed(photo, Verifier(features).agreements(pages)) for photo, features in photos]
    together: dict[int, Agreement] = {}
    for page in pages:
        with_photos = [by_page[page] for by_page in agreements if page in by_page]
        if with_photos and not (every and len(with_photos) < len(photos)):
            choose = min if every else max
            together[page] = choose(with_photos, key=lambda agreement: agreement.inliers)
    return GeometricMatches(together, frozenset(packed))


def _placed(photo: Photo, agreements: Mapping[int, Agreement]) -> dict[int, Agreement]:
    """The regions of the crop as parts of the whole photo."""
    return {
        page: replace(agreement, photo_region=on_whole(photo.crop, agreement.photo_region))
        for page, agreement in agreements.items()
    }
