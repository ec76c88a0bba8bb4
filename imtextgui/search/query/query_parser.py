"""What a query is read as: the text that is looked for, the filters, and the chips that show both."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from imtextgui.domain import filters as written_filters
from imtextgui.domain.query import Chip, ChipKind, Filters, Query
from imtextgui.search.query.terms import LONGEST_QUERY, QueryCode, Terms


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
    return replace(terms, codes=tuple(code for code in terms.codes if code_key(code) not in off))


def code_key(code: QueryCode) -> str:
    """Names the chip of ``code`` in ``Query.off``."""
    return f"code:{code.normalised}"
