"""From pages in order to files in order: the pages of a file together, the editions of a document together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from imtextgui.domain.query import FamilyMember
from imtextgui.domain.text.normalization import fold, words
from imtextgui.search.query.terms import Finder
from imtextgui.search.ranking.candidates import Gathering
from imtextgui.search.results.families import Families, Member
from imtextgui.store.content.pages import PageRow

# among these the plain one is looked for; further down nobody compares
COMPARED = 12
# what is this much weaker is not the same answer in a plainer form
ALIKE = 0.6
COVERAGE_LOST = 0.06
# two names of one kind share at least this much of their words
SHARED = 0.5
_SAYING_NOTHING = frozenset(
    map(fold, ["page", "sheet", "slide", "untitled", "document", "ページ", "シート", "無題"])
)


@dataclass(frozen=True, slots=True)
class Group:
    """One file of the answer: its pages with their scores, best first, and what else is the same document."""

    pages: tuple[tuple[int, float], ...]
    family: tuple[FamilyMember, ...] = ()
    older: bool = False


def grouped(
    query: str,
    gathering: Gathering,
    order: Sequence[tuple[int, float]],
    rows: Mapping[int, PageRow],
    limit: int,
) -> list[Group]:
    """Group ``order``, pages with their scores, into at most ``limit`` files.

    For the text ``query`` editions of one document share a place; without text every file stands for itself.
    """
    pages: dict[int, list[tuple[int, float]]] = {}
    for page, score in order:
        pages.setdefault(rows[page].content_id, []).append((page, score))
    if not query.strip():
        return [Group(tuple(each)) for each in list(pages.values())[:limit]]
    members = [
        Member(content, each[0][0], each[0][1], gathering.level(each[0][0]))
        for content, each in pages.items()
    ]
    families = Families(query, rows)
    found = []
    for family in families.fold(_plain_first(members, gathering, rows))[:limit]:
        shown = family.shown
        others = tuple(_described(families, other, shown, rows) for other in family.others)
        older = any(other.relation == "newer" for other in others)
        found.append(Group(tuple(pages[shown.content_id]), others, older))
    return found


def _described(families: Families, other: Member, shown: Member, rows: Mapping[int, PageRow]) -> FamilyMember:
    row = rows[other.page_id]
    item = row.items[0]
    return FamilyMember(item.item_id, other.page_id, item.path, row.number, families.relation(other, shown))


def _plain_first(
    members: Sequence[Member], gathering: Gathering, rows: Mapping[int, PageRow]
) -> list[Member]:
    """Move files up before nearly equal ones whose names say more than was asked for.

    Who asks for the hardware means "Hardware" rather than "Hardware (light version)", which a longer text about the
    same may have put in front.
    """
    names = _Names(gathering, rows)
    ordered = list(members)
    for start in range(1, min(COMPARED, len(ordered))):
        place = next(
            (place for place in range(start) if names.plainer(ordered[start], ordered[place])), start
        )
        ordered.insert(place, ordered.pop(start))
    return ordered


class _Names:
    """Compares the names of files by what they say beyond a query."""

    def __init__(self, gathering: Gathering, rows: Mapping[int, PageRow]) -> None:
        lexical = gathering.lexical
        self._pages = lexical.pages
        self._rows = rows
        asked = (*(each.word for each in lexical.asked), *(each.text for each in lexical.wordings))
        self._finders = [Finder(word) for word in asked]
        self._words: dict[int, frozenset[str]] = {}

    def plainer(self, one: Member, other: Member) -> bool:
        """Tell whether ``one`` is as good an answer as ``other`` and its name says less that was not asked for."""
        if one.level != other.level or one.score < ALIKE * other.score:
            return False
        if self._coverage(one) < self._coverage(other) - COVERAGE_LOST:
            return False
        ones, others = self._name(one), self._name(other)
        if len(ones & others) < SHARED * len(ones | others):
            return False
        return not self._unasked(ones - others) and bool(self._unasked(others - ones))

    def _coverage(self, member: Member) -> float:
        found = self._pages.get(member.page_id)
        return found.coverage if found else 0.0

    def _name(self, member: Member) -> frozenset[str]:
        if member.page_id not in self._words:
            row = self._rows[member.page_id]
            path = row.items[0].path
            self._words[member.page_id] = frozenset(map(fold, words(f"{row.title} {path.with_suffix('')}")))
        return self._words[member.page_id]

    def _unasked(self, words: frozenset[str]) -> list[str]:
        return [
            word
            for word in words - _SAYING_NOTHING
            if not word.isdecimal() and not any(finder.share(word) == 1 for finder in self._finders)
        ]
