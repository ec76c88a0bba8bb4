"""Presents ranked pages: hits, chips, facets, a corrected text, and advice."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from imtextgui.domain.query import Band, Facet, Filters, Results
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.query.spelling import corrected_text
from imtextgui.search.ranking.candidate_pages import CandidatePages
from imtextgui.search.ranking.ranker import Ranked
from imtextgui.search.results.chips import chips
from imtextgui.search.results.facet_counts import FoundPages, count_facets
from imtextgui.search.results.hits import HitBuilder
from imtextgui.store.content.filtering import Selection
from imtextgui.store.database import Database
from imtextgui.store.user.tags import Tags


@dataclass(frozen=True, slots=True)
class Presenter:
    """Makes the results of one catalogue."""

    database: Database
    hits: HitBuilder

    def present(
        self,
        parsed: ParsedQuery,
        ranked: Ranked,
        described: CandidatePages,
        selection: Selection | None,
    ) -> Results:
        """The results without advice, facets and time."""
        found = self.hits.hits(parsed, ranked, described)
        tags = Tags(self.database).of(hit.item_id for hit in found)
        hits = tuple(replace(hit, tags=tags[hit.item_id]) if hit.item_id in tags else hit for hit in found)
        return Results(
            parsed.query,
            hits,
            hits[0].band if hits else Band.NONE,
            0.0,
            chips(parsed, ranked.candidates),
            did_you_mean=corrected_text(
                parsed.text, ranked.candidates.words.plan.wordings, parsed.terms.words
            ),
        )

    def facets(
        self,
        parsed: ParsedQuery,
        ranked: Ranked,
        selection: Selection | None,
        find: Callable[[Filters], FoundPages],
    ) -> tuple[Facet, ...]:
        """The facets of the results; ``find`` gives the pages that other filters would leave."""
        answer = FoundPages([page.page_id for page in ranked.pages], selection)
        return count_facets(self.database, parsed, answer, find)
