"""Editions of one document share a hit: revisions, translations and sizes, the one that is asked for in front."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from imtextgui.domain.text.editions import Edition, edition, versions
from imtextgui.domain.text.languages import language_of
from imtextgui.store.content.pages import PageRow

# a member this far behind the best does not answer the query as well as that
AS_GOOD = 0.6


@dataclass(frozen=True, slots=True)
class Member:
    """A file among the answers: its best page, score, and how far whole codes put it ahead."""

    content_id: int
    page_id: int
    score: float
    level: int


@dataclass(frozen=True, slots=True)
class Family:
    """Files that are editions of one document: the one ``shown``, then the others, newest first."""

    shown: Member
    others: tuple[Member, ...] = ()


class Families:
    """Tells which files of an answer are editions of one document."""

    def __init__(self, query: str, rows: Mapping[int, PageRow]) -> None:
        """``rows`` describes the pages of the answer."""
        self._asked = versions(query)
        self._language = language_of(query) or "en"
        self._rows = rows
        self._editions: dict[int, Edition] = {}

    def fold(self, members: Sequence[Member]) -> list[Family]:
        """Put together what belongs together; each family stands where its best member did."""
        groups: dict[tuple[str, ...], list[Member]] = {}
        for member in members:
            groups.setdefault(self.edition(member).family, []).append(member)
        return [self._family(group) for group in groups.values()]

    def edition(self, member: Member) -> Edition:
        """The edition that the path of ``member`` names; pages of unknown language get that of their text."""
        if member.content_id not in self._editions:
            row = self._rows[member.page_id]
            self._editions[member.content_id] = edition(row.items[0].path.as_posix())
        return self._editions[member.content_id]

    def relation(self, member: Member, shown: Member) -> str:
        """What ``member`` is to the one that is ``shown``: "older", "newer", "translation" or "size"."""
        own, other = self.edition(member), self.edition(shown)
        if own.language != other.language:
            return "translation"
        if own.version == other.version:
            return "size"
        return "older" if own.version < other.version else "newer"

    def _family(self, group: Sequence[Member]) -> Family:
        best = group[0]
        as_good = [
            member for member in group if member.level == best.level and member.score >= AS_GOOD * best.score
        ]
        shown = max(as_good, key=lambda member: self._preference(member, as_good))
        others = sorted(
            (member for member in group if member is not shown),
            key=lambda member: (self.edition(member).version, member.score),
            reverse=True,
        )
        return Family(shown, tuple(others))

    def _preference(
        self, member: Member, group: Collection[Member]
    ) -> tuple[bool, bool, tuple[tuple[int, int], ...], float]:
        """The version that is asked for, in the language of the query, the newest, the best."""
        own = self.edition(member)
        asked = bool(self._asked) and any(own.version[: len(wanted)] == wanted for wanted in self._asked)
        languages = {self.edition(each).language for each in group}
        speaks = own.language == self._language if self._language in languages else not own.language
        return asked, speaks, own.version, member.score
