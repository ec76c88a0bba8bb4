"""The answer to filters alone: all that fits, newest first, without evidence."""

from imtextgui.domain.query import Band
from imtextgui.search.ranking.candidate_pages import CandidatePages, describe
from imtextgui.search.ranking.ranker import Ranked, RankedPage
from imtextgui.search.routes.candidate_stores import PageFilter
from imtextgui.store.content.filtering import Selection
from imtextgui.store.content.pages import Pages

MOST_LISTED = 1000
"""Files that are listed, unless the query wants more."""


def list_pages(
    filtering: PageFilter, pages: Pages, selection: Selection, limit: int
) -> tuple[CandidatePages, Ranked]:
    """The first page of each file of ``selection``; what fits the filters is certain."""
    newest = filtering.newest(selection, max(limit, MOST_LISTED))
    described = CandidatePages(describe(pages, newest, selection))
    listed = (RankedPage(page, 0.0, Band.STRONG) for page in newest if page in described.rows)
    return described, Ranked(tuple(listed))
