"""From pages in order to files in order: the pages of a file together, the editions of a document together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from imtextgui.domain.query import FamilyMember
from imtextgui.domain.text.normalization import fold, words
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.query.term_matching import TermMatcher
from imtextgui.search.ranking.ranker import Ranked, RankedPage
from imtextgui.search.results.families import Families, FileMatch
from imtextgui.search.results.twins import TwinFinder
from imtextgui.search.routes.word_search import WordMatches
from imtextgui.store.content.pages import PageRow

COMPARED = 12
"""Files among which the plain one is looked for; further down nobody compares."""
ALIKE = 0.6
"""Share of the score below which a file is not the same answer in a plainer form."""
COVERAGE_LOST = 0.06
"""Coverage of the query by which the plainer file may be behind."""
SHARED = 0.5
"""Share of their words that two names of one kind have in common at least."""

_SAYING_NOTHING = frozenset(
    map(fold, ["page", "sheet", "slide", "untitled", "document", "ページ", "シート", "無題"])
)


@dataclass(frozen=True, slots=True)
class FileGroup:
    """One file of the answer: its pages, best first, and the other editions of the document.

    ``older``: a newer edition was found.
    """

    pages: tuple[RankedPage, ...]
    family: tuple[FamilyMember, ...] = ()
    older: bool = False


def group_by_file(
    parsed: ParsedQuery, ranked: Ranked, rows: Mapping[int, PageRow], twins: TwinFinder
) -> list[FileGroup]:
    """Group the pages of ``ranked``, described by ``rows``, into at most as many files as the query wants.

    For a query with text editions of one document share a place; without, every file stands for itself.
    """
    limit = parsed.query.limit
    by_content: dict[int, list[RankedPage]] = {}
    for page in ranked.pages:
        by_content.setdefault(rows[page.page_id].content_id, []).append(page)
    if not parsed.has_text:
        return [FileGroup(tuple(pages)) for pages in list(by_content.values())[:limit]]
    files = [
        FileMatch(content, pages[0].page_id, pages[0].score, pages[0].level)
        for content, pages in by_content.items()
    ]
    families = Families(parsed.text, rows, twins)
    groups = []
    for family in families.fold(_plain_first(files, ranked.candidates.words, rows))[:limit]:
        others = tuple(_member(families, other, family.shown, rows) for other in family.others)
        older = any(other.relation == "newer" for other in others)
        groups.append(FileGroup(tuple(by_content[family.shown.content_id]), others, older))
    return groups


def _member(
    families: Families, other: FileMatch, shown: FileMatch, rows: Mapping[int, PageRow]
) -> FamilyMember:
    row = rows[other.page_id]
    item = row.items[0]
    return FamilyMember(
        item.item_id,
        other.page_id,
        item.path,
        row.number,
        families.relation(other, shown),
        language=families.language(other) or row.language,
        pages=row.pages,
    )


def _plain_first(
    files: Sequence[FileMatch], matches: WordMatches, rows: Mapping[int, PageRow]
) -> list[FileMatch]:
    """Move files up before nearly equal ones whose names say more than was asked for.

    Who asks for the hardware means "Hardware" rather than "Hardware (light version)", which a longer text about the
    same may have put in front.
    """
    names = _Names(matches, rows)
    ordered = list(files)
    for start in range(1, min(COMPARED, len(ordered))):
        place = next(
            (place for place in range(start) if names.plainer(ordered[start], ordered[place])), start
        )
        ordered.insert(place, ordered.pop(start))
    return ordered


class _Names:
    """Compares the names of files by what they say beyond a query."""

    def __init__(self, matches: WordMatches, rows: Mapping[int, PageRow]) -> None:
        plan = matches.plan
        self._pages = matches.pages
        self._rows = rows
        asked = (*(word.word for word in plan.words), *(wording.text for wording in plan.wordings))
        self._matchers = [TermMatcher(text) for text in asked]
        self._words: dict[int, frozenset[str]] = {}

    def plainer(self, one: FileMatch, other: FileMatch) -> bool:
        """Tell whether ``one`` is as good an answer as ``other`` and its name says less that was not asked for."""
        if one.level != other.level or one.score < ALIKE * other.score:
            return False
        if self._coverage(one) < self._coverage(other) - COVERAGE_LOST:
            return False
        ones, others = self._name(one), self._name(other)
        if len(ones & others) < SHARED * len(ones | others):
            return False
        return not self._unasked(ones - others) and bool(self._unasked(others - ones))

    def _coverage(self, file: FileMatch) -> float:
        match = self._pages.get(file.page_id)
        return match.coverage if match else 0.0

    def _name(self, file: FileMatch) -> frozenset[str]:
        if file.page_id not in self._words:
            row = self._rows[file.page_id]
            path = row.items[0].path
            self._words[file.page_id] = frozenset(map(fold, words(f"{row.title} {path.with_suffix('')}")))
        return self._words[file.page_id]

    def _unasked(self, words: frozenset[str]) -> list[str]:
        return [
            word
            for word in words - _SAYING_NOTHING
            if not word.isdecimal() and not any(matcher.share(word) == 1 for matcher in self._matchers)
        ]
