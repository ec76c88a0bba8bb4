"""How much each route counts, by what kind of query is asked.

The weights of text were chosen on 148 questions over a real folder (tests/quality/README.md), those of photos on
photographed pages, nameplates and parts (tests/quality/photos.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from imtextgui.domain.query import Route
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.query.terms import QueryTerms
from imtextgui.search.routes.nameplate import Nameplate

SENTENCE_WORDS = 5

MEMORY_WEIGHT = 1.0
GEOMETRY_WEIGHT = 2.0
EXAMPLE_WEIGHT = 1.0
"""Of likeness to the examples of a part that the query names or shows (tests/quality/README.md)."""


class QueryType(StrEnum):
    """What a query looks like."""

    CODE = "code"
    NAME = "name"
    SENTENCE = "sentence"
    JAPANESE = "japanese"


_NAME = {Route.WORDS: 1.0, Route.CODES: 0.3, Route.MEANING: 0.6, Route.PICTURE: 0.1}
TEXT_WEIGHTS: Mapping[QueryType, Mapping[Route, float]] = {
    # an encoder knows no part numbers
    QueryType.CODE: _NAME | {Route.MEANING: 0.06, Route.PICTURE: 0.01},
    QueryType.NAME: _NAME,
    # meaning at 0.3, 0.6, 0.8 and 1.0 gave sentences MRR 0.873, 0.886, 0.890, 0.897
    QueryType.SENTENCE: _NAME | {Route.MEANING: 0.8},
    # the same gave Japanese queries 0.857, 0.875, 0.876, 0.867
    QueryType.JAPANESE: _NAME | {Route.MEANING: 0.8},
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


def query_type(terms: QueryTerms) -> QueryType:
    """Tell what a query of ``terms`` looks like."""
    if terms.only_codes:
        return QueryType.CODE
    if not terms.sentence.isascii():
        return QueryType.JAPANESE
    return QueryType.SENTENCE if len(terms.sentence.split()) >= SENTENCE_WORDS else QueryType.NAME


def route_weights(parsed: ParsedQuery, nameplate: Nameplate) -> RouteWeights:
    """The weights for ``parsed``: text and photos share them as the query says."""
    photo_share = parsed.photo_share
    text_share = 1.0 - photo_share
    text = {route: weight * text_share for route, weight in TEXT_WEIGHTS[query_type(parsed.terms)].items()}
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
