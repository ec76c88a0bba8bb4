"""The first stage: the strengths of the routes are fused, and codes and judgements take precedence."""

from dataclasses import replace

from imtextgui.domain.text.version_marks import agreement, asked_versions, version_marks
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.ranking.candidate_pages import CandidatePages
from imtextgui.search.ranking.confidence import Confidence
from imtextgui.search.ranking.fusion import fuse, route_strengths
from imtextgui.search.ranking.precedence import level
from imtextgui.search.ranking.ranker import Ranked, RankedPage
from imtextgui.search.routes.candidates import Candidates
from imtextgui.search.routes.code_search import CodeMatches


class WeightedFusion:
    """Orders pages by the weighted sum of the routes' strengths."""

    def rank(self, parsed: ParsedQuery, candidates: Candidates, pages: CandidatePages) -> Ranked:
        """See ``Ranker``."""
        weighed = replace(candidates, codes=_of_named_files(candidates.codes, pages))
        asked = _of_asked_version(parsed, pages)
        levels = {page: level(parsed, weighed, page, is_asked_version=page in asked) for page in pages.rows}
        wordless = [page for page, row in pages.rows.items() if not row.has_text]
        fused = fuse(route_strengths(parsed, weighed, wordless), levels)
        confidence = Confidence(parsed, weighed)
        return Ranked(
            tuple(
                RankedPage(page, score, confidence.band(page, levels[page]), levels[page])
                for page, score in fused
                if page in pages.rows
            ),
            weighed,
        )


def _of_asked_version(parsed: ParsedQuery, pages: CandidatePages) -> frozenset[int]:
    """The pages of files whose names say the very version that is asked for."""
    wanted = asked_versions(parsed.text).wanted
    if not wanted:
        return frozenset()
    return frozenset(
        page
        for page, row in pages.rows.items()
        if agreement(wanted, version_marks(row.items[0].path.name)) == 1.0
    )


def _of_named_files(codes: CodeMatches, pages: CandidatePages) -> CodeMatches:
    """A code in the name of a file counts for all of its pages."""
    rows = pages.rows
    by_content = {rows[page].content_id: match for page, match in codes.named.items() if page in rows}
    of_files = {
        page: by_content[row.content_id] for page, row in rows.items() if row.content_id in by_content
    }
    return replace(codes, of_named_files=of_files)
