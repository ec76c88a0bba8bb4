"""What is shown of the pages that came out ahead: hits by document, with reason, region and snippet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from imtextgui.domain.items import Box
from imtextgui.domain.query import Band, Evidence, Hit, Query, Route, Snippet
from imtextgui.search.query.part_numbers import numbers
from imtextgui.search.ranking.candidates import Gathering, Judge
from imtextgui.search.ranking.confidence import lowest
from imtextgui.search.results.groups import Group, grouped
from imtextgui.search.results.snippets import Highlighter
from imtextgui.store.content.pages import PageRow, Pages
from imtextgui.store.content.regions import Regions

MOST_OTHER_PAGES = 20

_SEEING = (Route.GEOMETRY, Route.APPEARANCE, Route.PICTURE)
"""Routes that know where on a page, the surest first."""


class Shown:
    """Makes hits of ordered pages."""

    def __init__(self, pages: Pages, regions: Regions) -> None:
        self._pages = pages
        self._regions = regions

    def hits(
        self,
        gathering: Gathering,
        order: Sequence[tuple[int, float]],
        rows: Mapping[int, PageRow],
        query: Query,
    ) -> tuple[Hit, ...]:
        """As many hits as ``query`` wants, of the pages in ``order`` with their scores; ``rows`` has all of them."""
        groups = grouped(query.text, gathering, order, rows, query.limit)
        gathering.boxes = self._regions.boxes(gathering.regions(group.pages[0][0] for group in groups))
        judge = Judge(gathering)
        hits = [_hit(judge, group, rows) for group in groups]
        return tuple(self._with_snippets(gathering, hits))

    def _with_snippets(self, gathering: Gathering, hits: Sequence[Hit]) -> Iterable[Hit]:
        texts = self._pages.texts([hit.page_id for hit in hits])
        near = {hit.page_id: gathering.passage(hit.page_id) for hit in hits}
        passages = self._pages.passages(near.values())
        otherwise = [each.text for each in gathering.lexical.wordings]
        asked = numbers(gathering.terms, gathering.literal.codes)
        highlighter = Highlighter((*gathering.terms.phrases, *gathering.terms.words, *otherwise), asked)
        for hit in hits:
            text, passage = texts.get(hit.page_id, ""), passages.get(near[hit.page_id], "")
            found = _snippet(highlighter, hit.evidence, text, passage)
            yield replace(hit, snippet=found) if found.text else hit


def _snippet(highlighter: Highlighter, evidence: Sequence[Evidence], text: str, passage: str) -> Snippet:
    """Cut from the text of a page that says words of the query, else from the passage that means the same."""
    said = [each for each in evidence if each.route in (Route.WORDS, Route.CODES)]
    if passage and not said:
        return highlighter.snippet(passage)
    codes = [term for each in said if each.route is Route.CODES for term in each.terms]
    found = highlighter.snippet(text, codes)
    return found if found.matches or not passage else highlighter.snippet(passage)


def _hit(judge: Judge, group: Group, rows: Mapping[int, PageRow]) -> Hit:
    page, score = group.pages[0]
    row, band = rows[page], judge.band(page)
    first, *copies = row.items
    evidence = judge.evidence(page)
    return Hit(
        item_id=first.item_id,
        page_id=page,
        path=first.path,
        page=row.number,
        pages=row.pages,
        kind=row.kind,
        score=score,
        band=band,
        evidence=evidence,
        region=_region(evidence),
        title=row.title,
        language=row.language,
        section=row.section,
        modified=first.modified,
        family=group.family,
        older=group.older,
        copies=tuple(copy.path for copy in copies),
        other_pages=tuple(rows[other].number for other in _others(judge, group, band)),
    )


def _others(judge: Judge, group: Group, band: Band) -> list[int]:
    """The further pages that would be an answer by themselves: possible ones, or as sure as the best page is.

    One of the words asked for stands on nearly every page of a manual; that alone tells nobody where to look.
    """
    if band is Band.NONE:
        return []
    least = lowest((band, Band.POSSIBLE))
    others = (page for page, _ in group.pages[1:])
    return [page for page in others if lowest((judge.band(page), least)) is least][:MOST_OTHER_PAGES]


def _region(evidence: Sequence[Evidence]) -> Box | None:
    """The part of the page that the surest of the routes that look at pictures found; None for the whole page."""
    seen = [each for route in _SEEING for each in evidence if each.route is route]
    return seen[0].region if seen else None
