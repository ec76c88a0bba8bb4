"""How an answer divides by facets, so that several values of one facet can be ticked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

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


def narrowing_facets(parsed: ParsedQuery) -> tuple[str, ...]:
    """The facets of which some values alone may be found; each costs a search of its own to count."""
    narrowing = parsed.query.filters.facets
    if parsed.has_text and parsed.written_filters.types and "type" not in narrowing:
        narrowing = (*narrowing, "type")
    return narrowing


def count_facets(
    database: Database, parsed: ParsedQuery, answer: FoundPages, find: Callable[[Filters], FoundPages]
) -> tuple[Facet, ...]:
    """Count the pages of ``answer``; a facet with ticks is counted as if it had none, by what ``find`` gives then.

    Values of one facet are alternatives: those that are not ticked would otherwise have no file at all. How many
    files its ticks leave out is told with it, also of a type that is written among the words.
    """
    told, files = facets.count_with_files(database, answer.pages, answer.selection)
    counted = {facet.name: facet for facet in told}
    for name in narrowing_facets(parsed):
        unticked = find(parsed.filters_without(name))
        # what is ticked is shown, however many values have more files
        own, all_files = facets.count_with_files(
            database, unticked.pages, unticked.selection, names=(name,), most=None
        )
        counted |= {facet.name: replace(facet, left_out=max(all_files - files, 0)) for facet in own}
    return tuple(counted[name] for name in FACETS if name in counted)
