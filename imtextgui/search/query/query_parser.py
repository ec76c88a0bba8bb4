"""What a query is read as: the text that is looked for, the filters, and the chips that show both."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from imtextgui.domain import filters as written_filters
from imtextgui.domain.query import Chip, ChipKind, Filters, Query
from imtextgui.search.query.terms import LONGEST_QUERY, QueryCode, Terms
from imtextgui.search.routes.code_search import Literal
from imtextgui.search.routes.word_search import Lexical


@dataclass(frozen=True, slots=True)
class Reading:
    """``text`` is the query's without its filters; ``filters`` hold those and the ones given besides."""

    text: str
    filters: Filters
    chips: tuple[Chip, ...]


def read(query: Query) -> Reading:
    """Read ``query``; filters whose chip is off do not count. Raises QueryFilterUnknown and QueryFilterInvalid."""
    text, written = written_filters.read(query.text[:LONGEST_QUERY])
    filters = query.filters
    for each in written:
        if each.key not in query.off:
            filters = filters & each.filters
    chips = [Chip(ChipKind.FILTER, each.label, each.key, each.key not in query.off) for each in written]
    return Reading(text if written else query.text, filters, tuple(dict.fromkeys(chips)))


def without_codes(terms: Terms, off: Collection[str]) -> Terms:
    """``terms`` without the codes whose chip is ``off``: they are words like others."""
    return replace(terms, codes=tuple(code for code in terms.codes if _code_key(code) not in off))


def code_chips(codes: Iterable[QueryCode], found: Literal, off: Collection[str]) -> list[Chip]:
    """Chips of the ``codes`` that the catalogue has, or that are ``off``."""
    keys = {code: _code_key(code) for code in codes}
    return [
        Chip(ChipKind.CODE, code.raw, key, key not in off)
        for code, key in keys.items()
        if key in off or code.normalised in found.codes
    ]


def _code_key(code: QueryCode) -> str:
    return f"code:{code.normalised}"


def wording_chips(lexical: Lexical, off: Collection[str]) -> list[Chip]:
    """Chips of the other wordings that a query was searched by, or would be if they were not ``off``."""
    words = [each.word for each in lexical.asked]
    return [
        Chip(
            each.kind,
            f"{_row(words[each.first : each.last])} → {each.text}",
            each.key,
            each.key not in off,
        )
        for each in lexical.possible
        if each.kind is not None
    ]


def _row(words: list[str]) -> str:
    return " ".join(words) if all(map(str.isascii, words)) else "".join(words)
