"""How an answer divides by facets, so that several values of one facet can be ticked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from imtextgui.domain.query import FACETS, Facet, Filters
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.store.content import facets
from imtextgui.store.content.filtering import Selection
from imtextgui.store.database import Database


@dataclass(frozen=True, slots=True)
class FoundPages:
    """Pages that were found, and what they were found among, None for the whole catalogue."""

    pages: Sequence[int]
    selection: Selection | None


def count_facets(
    database: Database, parsed: ParsedQuery, answer: FoundPages, find: Callable[[Filters], FoundPages]
) -> tuple[Facet, ...]:
    """Count the pages of ``answer``; a facet with ticks is counted as if it had none, by what ``find`` gives then.

    Values of one facet are alternatives: those that are not ticked would otherwise have no file at all.
    """
    counted = {facet.name: facet for facet in facets.count(database, answer.pages, answer.selection)}
    for name in parsed.query.filters.facets:
        unticked = find(parsed.filters_without(name))
        # what is ticked is shown, however many values have more files
        own = facets.count(database, unticked.pages, unticked.selection, names=(name,), most=None)
        counted |= {facet.name: facet for facet in own}
    return tuple(counted[name] for name in FACETS if name in counted)
