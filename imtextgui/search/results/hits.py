"""Hits: the files of an answer with their best page, reason, region and snippet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from imtextgui.domain.items import Box
from imtextgui.domain.query import Band, Evidence, Hit, Route, Snippet
from imtextgui.search.query.part_numbers import part_numbers
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.ranking.candidate_pages import CandidatePages
from imtextgui.search.ranking.confidence import lowest
from imtextgui.search.ranking.ranker import Ranked
from imtextgui.search.results.asked_document import with_asked_edition
from imtextgui.search.results.evidence import EvidenceOfPages
from imtextgui.search.results.groups import FileGroup, group_by_file
from imtextgui.search.results.snippets import Highlighter
from imtextgui.search.results.twins import TwinFinder
from imtextgui.search.routes.candidates import Candidates
from imtextgui.store.content.pages import PageRow, Pages
from imtextgui.store.content.regions import Regions

MOST_OTHER_PAGES = 20

_LOCATING_ROUTES = (Route.GEOMETRY, Route.APPEARANCE, Route.PICTURE)
"""Routes that know where on a page, the surest first."""


@dataclass(frozen=True, slots=True)
class HitBuilder:
    """Makes hits of ranked pages."""

    pages: Pages
    regions: Regions
    twins: TwinFinder

    def hits(self, parsed: ParsedQuery, ranked: Ranked, described: CandidatePages) -> tuple[Hit, ...]:
        """As many hits as the query wants; ``described`` holds all pages of ``ranked``."""
        candidates = ranked.candidates
        groups = group_by_file(parsed, ranked, described.rows, self.twins)
        boxes = self.regions.boxes(candidates.nearest_regions(group.pages[0].page_id for group in groups))
        evidence = EvidenceOfPages(parsed, candidates, boxes)
        hits = [_hit(group, evidence.of(group.pages[0].page_id), described.rows) for group in groups]
        told = list(with_asked_edition(parsed, candidates.words.plan, hits))
        return tuple(self._with_snippets(parsed, candidates, told, described.texts))

    def _with_snippets(
        self, parsed: ParsedQuery, candidates: Candidates, hits: Sequence[Hit], known: Mapping[int, str]
    ) -> Iterator[Hit]:
        unknown = [hit.page_id for hit in hits if hit.page_id not in known]
        texts = {**known, **(self.pages.texts(unknown) if unknown else {})}
        near = {hit.page_id: candidates.nearest_passage(hit.page_id) for hit in hits}
        passages = self.pages.passages(near.values())
        highlighter = _highlighter(parsed, candidates)
        for hit in hits:
            text, passage = texts.get(hit.page_id, ""), passages.get(near[hit.page_id], "")
            snippet = _snippet(highlighter, hit.evidence, text, passage)
            yield replace(hit, snippet=snippet) if snippet.text else hit


def _highlighter(parsed: ParsedQuery, candidates: Candidates) -> Highlighter:
    terms = parsed.terms
    wordings = (wording.text for wording in candidates.words.plan.wordings)
    return Highlighter(
        (*terms.phrases, *terms.words, *wordings), part_numbers(terms, candidates.codes.existing)
    )


def _snippet(highlighter: Highlighter, evidence: Sequence[Evidence], text: str, passage: str) -> Snippet:
    """Cut from the text of a page that says words of the query, else from the passage that means the same."""
    literal = [reason for reason in evidence if reason.route in (Route.WORDS, Route.CODES)]
    if passage and not literal:
        return highlighter.snippet(passage)
    codes = [term for reason in literal if reason.route is Route.CODES for term in reason.terms]
    snippet = highlighter.snippet(text, codes)
    return snippet if snippet.matches or not passage else highlighter.snippet(passage)


def _hit(group: FileGroup, evidence: tuple[Evidence, ...], rows: Mapping[int, PageRow]) -> Hit:
    best = group.pages[0]
    row = rows[best.page_id]
    first, *copies = row.items
    return Hit(
        item_id=first.item_id,
        page_id=best.page_id,
        path=first.path,
        page=row.number,
        pages=row.pages,
        kind=row.kind,
        score=best.score,
        band=best.band,
        evidence=evidence,
        region=_region(evidence),
        title=row.title,
        language=row.language,
        section=row.section,
        modified=first.modified,
        family=group.family,
        older=group.older,
        copies=tuple(copy.path for copy in copies),
        other_pages=tuple(rows[page].number for page in _other_pages(group)),
    )


def _other_pages(group: FileGroup) -> list[int]:
    """The further pages that would be an answer by themselves: possible ones, or as sure as the best page is.

    One of the words asked for stands on nearly every page of a manual; that alone tells nobody where to look.
    """
    best, *others = group.pages
    if best.band is Band.NONE:
        return []
    least = lowest((best.band, Band.POSSIBLE))
    return [page.page_id for page in others if lowest((page.band, least)) is least][:MOST_OTHER_PAGES]


def _region(evidence: Sequence[Evidence]) -> Box | None:
    """The part of the page that the surest of the routes that look at pictures found; None for the whole page."""
    seen = [reason for route in _LOCATING_ROUTES for reason in evidence if reason.route is route]
    return seen[0].region if seen else None
