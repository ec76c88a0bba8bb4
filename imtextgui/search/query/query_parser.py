"""Parses a query once: its text, its filters, its terms, and other ways to write them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Protocol

from imtextgui.domain import filters as filter_syntax
from imtextgui.domain.query import ALL_ROUTES, NO_FILTERS, Chip, ChipKind, Filters, Query, Route
from imtextgui.domain.text.codes import looks_like_code
from imtextgui.errors import QueryEmpty, QueryRouteUnknown
from imtextgui.search.query import query_expansion, sizes, standards
from imtextgui.search.query.dictionary import Dictionary
from imtextgui.search.query.query_expansion import QueryWording
from imtextgui.search.query.terms import LONGEST_QUERY, QueryCode, QueryTerms, parse_terms

LONG_WORD = 4
"""Letters from which on a Japanese word may be made of several."""


class WordFrequencies(Protocol):
    """How frequent words are in the catalogue; ``store.text.fulltext`` is one."""

    def frequencies(self, terms: Sequence[str]) -> tuple[list[int], int]:
        """In how many pages and names each term stands, and how many pages there are."""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as every step after parsing takes it.

    ``query`` is what was asked, with photos, routes and limit. ``text`` is its text without the filters written in
    it; ``written_filters`` are those of them that are switched on, and ``filter_chips`` show all of them. ``typed``
    are the terms as they were typed; ``terms`` are those that are looked for: codes whose chip is off are left out,
    and Japanese compounds that stand nowhere are cut into terms of the dictionary. ``wordings`` are other ways to
    write ``terms.words``, and ``correctable`` those of the words that may be misspelt.
    """

    query: Query
    text: str
    written_filters: Filters
    filter_chips: tuple[Chip, ...]
    typed: QueryTerms
    terms: QueryTerms
    wordings: tuple[QueryWording, ...] = ()
    correctable: frozenset[str] = frozenset()

    @property
    def filters(self) -> Filters:
        """The filters given beside the text and those written in it."""
        return self.query.filters & self.written_filters if self.written_filters else self.query.filters

    @property
    def has_text(self) -> bool:
        """Whether there is text besides filters."""
        return bool(self.text.strip())

    @property
    def only_filters(self) -> bool:
        """Whether all pages that fit the filters are asked for, and nothing else."""
        return bool(self.filters) and not self.has_text and not self.query.photos

    @property
    def photo_share(self) -> float:
        """How much the photos count against the text, 0 to 1."""
        if not self.query.photos:
            return 0.0
        return self.query.photo_weight if self.has_text else 1.0

    def filters_without(self, facet: str) -> Filters:
        """The filters without the ticks of ``facet``, so that its other values can be counted.

        Days that are written in the text bound those that are ticked; other written values stand beside the ticks
        and are left out with them.
        """
        filters = self.query.filters.without(facet)
        if self.written_filters:
            filters &= self.written_filters
        return filters if facet == "year" else filters.without(facet)

    def wants(self, route: Route) -> bool:
        """Whether the query may be answered by ``route``."""
        return route in self.query.routes


def parse_query(query: Query) -> ParsedQuery:
    """Parse ``query`` without looking at any catalogue. Raises QueryFilterUnknown and QueryFilterInvalid."""
    text, written = filter_syntax.read(query.text[:LONGEST_QUERY])
    on = NO_FILTERS
    for one in written:
        if one.key not in query.off:
            on &= one.filters
    chips = (Chip(ChipKind.FILTER, one.label, one.key, one.key not in query.off) for one in written)
    text = text if written else query.text
    typed = parse_terms(text)
    codes = tuple(code for code in typed.codes if code_key(code) not in query.off)
    return ParsedQuery(query, text, on, tuple(dict.fromkeys(chips)), typed, replace(typed, codes=codes))


def check_askable(parsed: ParsedQuery) -> None:
    """Raise QueryEmpty for a query that asks for nothing, and QueryRouteUnknown."""
    if not parsed.has_text and not parsed.query.photos and not parsed.filters:
        raise QueryEmpty()
    unknown = [str(route) for route in parsed.query.routes if route not in ALL_ROUTES]
    if unknown:
        raise QueryRouteUnknown(route=unknown[0], known=", ".join(Route))


def expand(parsed: ParsedQuery, dictionary: Dictionary, frequencies: WordFrequencies) -> ParsedQuery:
    """Cut compounds into terms of ``dictionary``, and add what the words are also called.

    ``frequencies`` tells which compounds stand nowhere in the catalogue as they are.
    """
    words = _segmented(parsed.terms.words, dictionary, frequencies)
    # of one row of words only the first that stand in the catalogue are asked for
    named = zip_longest(dictionary.wordings(words), standards.shipped().wordings(words))
    wordings = (
        *query_expansion.wordings(words),
        *sizes.wordings(words),
        *dict.fromkeys(wording for turn in named for wording in turn if wording),
    )
    correctable = frozenset(
        word for word in words if not dictionary.knows(word) and not looks_like_code(word)
    )
    return replace(
        parsed, terms=replace(parsed.terms, words=words), wordings=wordings, correctable=correctable
    )


def code_key(code: QueryCode) -> str:
    """Name the chip of ``code`` in ``Query.off``."""
    return f"code:{code.normalised}"


def _segmented(words: Sequence[str], dictionary: Dictionary, frequencies: WordFrequencies) -> tuple[str, ...]:
    """``words``, with the terms of the dictionary in place of compounds that stand nowhere in the catalogue."""
    parts = {word: dictionary.segments(word) for word in words if len(word) >= LONG_WORD}
    compounds = [word for word, segments in parts.items() if segments]
    counts = frequencies.frequencies(compounds)[0] if compounds else []
    unknown = {word for word, count in zip(compounds, counts, strict=True) if not count}
    segmented = (part for word in words for part in (parts[word] if word in unknown else [word]))
    return tuple(dict.fromkeys(segmented))
