"""What puts a page before others whatever its score: an earlier judgement, or a whole code that was asked for."""

from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.routes import code_search
from imtextgui.search.routes.candidates import Candidates

_BEYOND_CODES = 1000
"""A level that no number of codes reaches."""


def level(parsed: ParsedQuery, candidates: Candidates, page: int) -> int:
    """How far ``page`` is put ahead of level 0, or behind it: by an earlier judgement, or by whole codes."""
    if precedence := candidates.judged.precedence(page):
        return precedence * _BEYOND_CODES
    return code_search.level(
        candidates.codes.whole(page),
        (*parsed.terms.codes, *candidates.nameplate.leading),
        alone=parsed.terms.only_codes,
    )
