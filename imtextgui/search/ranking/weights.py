"""How much each route counts where candidates are chosen, and where photos are ranked.

The weights of text were chosen on 148 questions over a real folder; weights by kind of query and all ranks alike were
no better under the learned ranker (tests/quality/README.md). Those of photos were chosen on photographed pages,
nameplates and parts (tests/quality/photos.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from imtextgui.domain.query import Route
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.routes.nameplate import Nameplate

MEMORY_WEIGHT = 1.0
GEOMETRY_WEIGHT = 2.0
EXAMPLE_WEIGHT = 1.0
"""Of likeness to the examples of a part that the query names or shows (tests/quality/README.md)."""


TEXT_WEIGHTS: Mapping[Route, float] = {
    Route.WORDS: 1.0,
    Route.CODES: 0.3,
    Route.MEANING: 0.6,
    Route.PICTURE: 0.1,
}
PHOTO_WEIGHTS: Mapping[Route, float] = {Route.APPEARANCE: 1.0, Route.PICTURE: 0.5, Route.MEANING: 0.2}
NAMEPLATE_WEIGHTS: Mapping[Route, float] = {Route.WORDS: 0.8, Route.CODES: 0.6}


@dataclass(frozen=True, slots=True)
class RouteWeights:
    """The weight of each list of evidence for one query; ``text`` and ``photos`` are those of the vectors."""

    words: float
    codes: float
    nameplate_words: float
    geometry: float
    text: Mapping[Route, float]
    photos: Mapping[Route, float]
    memory: float = MEMORY_WEIGHT
    examples: float = EXAMPLE_WEIGHT

    def of_vectors(self, route: Route, *, of_photo: bool) -> float:
        """The weight of a route over vectors, for the text or for the photos."""
        return (self.photos if of_photo else self.text)[route]


def route_weights(parsed: ParsedQuery, nameplate: Nameplate) -> RouteWeights:
    """The weights for ``parsed``: text and photos share them as the query says."""
    photo_share = parsed.photo_share
    text_share = 1.0 - photo_share
    text = {route: weight * text_share for route, weight in TEXT_WEIGHTS.items()}
    codes = text[Route.CODES]
    if nameplate.codes:
        codes += NAMEPLATE_WEIGHTS[Route.CODES] * photo_share
    return RouteWeights(
        text[Route.WORDS],
        codes,
        NAMEPLATE_WEIGHTS[Route.WORDS] * photo_share,
        GEOMETRY_WEIGHT * photo_share,
        text,
        {route: weight * photo_share for route, weight in PHOTO_WEIGHTS.items()},
    )
