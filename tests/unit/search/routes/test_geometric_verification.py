"""What the points that agree prove: a page, or only that it has the form of many."""

import pytest

from imtextgui.domain.items import Box
from imtextgui.domain.query import Band
from imtextgui.search.geometry.verify import Agreement
from imtextgui.search.routes.geometric_verification import COPIES, Proof

WHOLE = Box(0, 0, 1, 1)


def _proof(*points: int) -> Proof:
    """Pages 1, 2, ... that agree in so many ``points``."""
    return Proof({page: Agreement(each, WHOLE, WHOLE) for page, each in enumerate(points, start=1)})


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
    proof = _proof(*points)
    assert (proof.certain(), proof.band(1)) == (certain, band)


def test_the_form_of_many_makes_no_page_strong_beside_other_routes() -> None:
    alike = _proof(56, 46, 45, 44, 44, 44, 42).strengths()
    assert alike[1] == pytest.approx(0.3)
    assert alike[7] == 0
    assert _proof(105, 46, 46, 46, 46, 45, 44).strengths()[1] == 1
