"""What puts a page before others whatever its score: an earlier judgement, or a whole code that was asked for."""

from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.routes import code_search
from imtextgui.search.routes.candidates import Candidates

_BEYOND_CODES = 1000
"""A level that no number of codes reaches."""


def level(parsed: ParsedQuery, candidates: Candidates, page: int, *, is_asked_version: bool = False) -> int:
    """How far ``page`` is put ahead of level 0, or behind it: by an earlier judgement, or by whole codes.

    ``is_asked_version``: the name of its file says the version that is asked for. A code in this name is as good as a
    whole one then: who asks for "LIME2 Rev.G2" means A20-OLinuXino-Lime2_Rev_G2 rather than any page that says LIME2.
    """
    if precedence := candidates.judged.precedence(page):
        return precedence * _BEYOND_CODES
    found = candidates.codes.whole(page)
    if is_asked_version:
        found |= candidates.codes.in_file_name(page)
    return code_search.level(
        found,
        (*parsed.terms.codes, *candidates.nameplate.leading),
        parsed.terms.words,
        alone=parsed.terms.only_codes,
    )
