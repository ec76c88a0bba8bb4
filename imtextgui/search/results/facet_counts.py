"""How an answer divides by facets, so that several values of one facet can be ticked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from imtextgui.domain.query import FACETS, Facet, Filters, Query
from imtextgui.search.query.query_parser import read
from imtextgui.store.content import facets
from imtextgui.store.content.filtering import Selection
from imtextgui.store.database import Database

Found: TypeAlias = tuple[Sequence[int], Selection | None]
"""Pages that were found, and among what."""


def divide(
    database: Database, query: Query, found: Found, find: Callable[[Filters], Found]
) -> tuple[Facet, ...]:
    """Count what was ``found``; a facet with ticks is counted as if it had none, by what ``find`` gives then.

    Values of one facet are alternatives: those that are not ticked would otherwise have no file at all.
    """
    counted = {facet.name: facet for facet in facets.count(database, *found)}
    for name in query.filters.facets:
        # what is ticked is shown, however many values have more files
        own = facets.count(database, *find(_without(query, name)), names=(name,), most=None)
        counted |= {facet.name: facet for facet in own}
    return tuple(counted[name] for name in FACETS if name in counted)


def _without(query: Query, facet: str) -> Filters:
    filters = read(replace(query, filters=query.filters.without(facet))).filters
    # Days that are written bound those that are ticked; other values that are written stand beside them.
    return filters if facet == "year" else filters.without(facet)
