"""Every route has a weight, for text and for photos."""

from imtextgui.domain.query import Route
from imtextgui.search.ranking.weights import PHOTO_WEIGHTS, TEXT_WEIGHTS


def test_every_route_of_text_and_of_photos_counts() -> None:
    assert set(TEXT_WEIGHTS) == {Route.WORDS, Route.CODES, Route.MEANING, Route.PICTURE}
    assert set(PHOTO_WEIGHTS) == {Route.APPEARANCE, Route.PICTURE, Route.MEANING}
    assert min((*TEXT_WEIGHTS.values(), *PHOTO_WEIGHTS.values())) > 0
