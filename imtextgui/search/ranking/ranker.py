"""The one place where candidates are put in order: what a ranker is, and what it gives."""

from dataclasses import dataclass, field
from typing import Protocol

from imtextgui.domain.query import Band
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.ranking.candidate_pages import CandidatePages
from imtextgui.search.routes.candidates import Candidates


@dataclass(frozen=True, slots=True)
class RankedPage:
    """A page with its score, higher better, how sure it is, and its precedence: higher levels come first."""

    page_id: int
    score: float
    band: Band
    level: int = 0


@dataclass(frozen=True, slots=True)
class Ranked:
    """Pages, best first, and the ``candidates`` with the evidence as the ranker weighed it."""

    pages: tuple[RankedPage, ...] = ()
    candidates: Candidates = field(default_factory=Candidates)


class Ranker(Protocol):
    """Orders candidates; ``learned_ranker`` is the one in use."""

    def rank(self, parsed: ParsedQuery, candidates: Candidates, pages: CandidatePages) -> Ranked:
        """Order ``pages`` by the evidence of ``candidates``.

        A page of a higher ``precedence.level`` comes before all of lower ones: whole codes and judgements are no
        matter of scores.
        """
