"""What the points that agree prove: a page, or only that it has the form of many."""

import pytest

from imtextgui.domain.items import Box
from imtextgui.domain.query import Band, Query
from imtextgui.search.geometry.verify import Agreement
from imtextgui.search.query.query_parser import parse_query
from imtextgui.search.ranking.confidence import Confidence
from imtextgui.search.routes.candidates import Candidates
from imtextgui.search.routes.geometric_verification import COPIES, GeometricMatches

WHOLE = Box(0, 0, 1, 1)


def _matches(*points: int) -> GeometricMatches:
    """Pages 1, 2, ... that agree in so many ``points``."""
    agreements = {page: Agreement(count, WHOLE, WHOLE) for page, count in enumerate(points, start=1)}
    return GeometricMatches(agreements)


@pytest.mark.parametrize(
    ("points", "certain", "band"),
    [
        ((60,), 1, Band.STRONG),
        ((25,), 0, Band.STRONG),
        ((15,), 0, Band.POSSIBLE),
        # revisions and twins in other languages show the same
        ((60,) * COPIES, 1, Band.STRONG),
        # a frame and a title block are on all sheets
        ((56, 52, 46, 45, 44, 44, 42, 42), 0, Band.POSSIBLE),
        ((105, 46, 46, 46, 46, 45, 44), 1, Band.STRONG),
        ((), 0, Band.NONE),
    ],
)
def test_the_best_page_is_certain_if_it_shows_more_than_the_form_of_many(
    points: tuple[int, ...], certain: int, band: Band
) -> None:
    geometry = _matches(*points)
    confidence = Confidence(parse_query(Query()), Candidates(geometry=geometry))
    assert (geometry.certain_page(), confidence.band(1, 0)) == (certain, band)


def test_the_form_of_many_makes_no_page_strong_beside_other_routes() -> None:
    alike = _matches(56, 46, 45, 44, 44, 44, 42).strengths()
    assert alike[1] == pytest.approx(0.3)
    assert alike[7] == 0
    assert _matches(105, 46, 46, 46, 46, 45, 44).strengths()[1] == 1
