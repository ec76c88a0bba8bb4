"""How much each route counts, by what kind of query is asked; chosen by measuring, see tests/quality/README.md."""

from enum import StrEnum

from imtextgui.domain.query import Route
from imtextgui.search.query.terms import Terms

SENTENCE_WORDS = 5


class Asks(StrEnum):
    """What a query looks like."""

    CODE = "code"
    NAME = "name"
    SENTENCE = "sentence"
    JAPANESE = "japanese"


_ALL = {Route.WORDS: 1.0, Route.CODES: 0.3, Route.MEANING: 0.6, Route.PICTURE: 0.1}
TEXT_WEIGHTS: dict[Asks, dict[Route, float]] = {
    # an encoder knows no part numbers
    Asks.CODE: _ALL | {Route.MEANING: 0.06, Route.PICTURE: 0.01},
    Asks.NAME: _ALL,
    Asks.SENTENCE: _ALL | {Route.MEANING: 0.8},
    Asks.JAPANESE: _ALL | {Route.MEANING: 0.8},
}


def asks(terms: Terms) -> Asks:
    """Tell what a query of ``terms`` looks like."""
    if terms.only_codes:
        return Asks.CODE
    if not terms.meaning.isascii():
        return Asks.JAPANESE
    return Asks.SENTENCE if len(terms.meaning.split()) >= SENTENCE_WORDS else Asks.NAME
