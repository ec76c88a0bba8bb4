"""Editions of one document share a hit: revisions, translations, sizes, forms; the one that is asked for in front."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from imtextgui.domain.text.editions import Edition, edition, versions
from imtextgui.domain.text.languages import language_of
from imtextgui.domain.text.version_marks import Version, is_of
from imtextgui.search.results.twins import TwinFile, TwinFinder, Twins
from imtextgui.store.content.pages import PageRow

AS_GOOD = 0.6
"""Share of the best score from which on a file answers the query as well as the best of its family."""


@dataclass(frozen=True, slots=True)
class FileMatch:
    """A file among the answers: its best page, score, and how far whole codes put it ahead."""

    content_id: int
    page_id: int
    score: float
    level: int


@dataclass(frozen=True, slots=True)
class Family:
    """Files that are editions of one document: the one ``shown``, then the others, newest first."""

    shown: FileMatch
    others: tuple[FileMatch, ...] = ()


class Families:
    """Tells which files of an answer are editions of one document."""

    def __init__(self, query: str, rows: Mapping[int, PageRow], twins: TwinFinder) -> None:
        """``rows`` describes the pages of the answer; ``twins`` tells editions that their paths do not."""
        self._asked = versions(query)
        self._finder = twins
        self._twins = Twins()
        self._language = language_of(query) or "en"
        self._rows = rows
        self._editions: dict[int, Edition] = {}

    def fold(self, files: Sequence[FileMatch]) -> list[Family]:
        """Put together what belongs together; each family stands where its best file did."""
        self._twins = self._finder.find([self._twin_file(file) for file in files])
        families = {file.content_id: self.edition(file).family for file in files}
        for one, other in self._twins.pairs:
            joined = families[other]
            families = {
                content: families[one] if family == joined else family for content, family in families.items()
            }
        groups: dict[tuple[str, ...], list[FileMatch]] = {}
        for file in files:
            groups.setdefault(families[file.content_id], []).append(file)
        return [self._family(group) for group in groups.values()]

    def edition(self, file: FileMatch) -> Edition:
        """The edition that the path of ``file`` names."""
        if file.content_id not in self._editions:
            row = self._rows[file.page_id]
            self._editions[file.content_id] = edition(row.items[0].path.as_posix())
        return self._editions[file.content_id]

    def language(self, file: FileMatch) -> str:
        """The language that the path of ``file`` names or, of a translation, that its text is in; "" for none."""
        return self.edition(file).language or self._twins.languages.get(file.content_id, "")

    def relation(self, file: FileMatch, shown: FileMatch) -> str:
        """What ``file`` is to the one that is ``shown``: "older", "newer", "translation", "form" or "size"."""
        own, other = self.edition(file), self.edition(shown)
        if self.language(file) != self.language(shown):
            return "translation"
        if own.version == other.version:
            return "size" if own.form == other.form else "form"
        return "older" if own.version < other.version else "newer"

    def _twin_file(self, file: FileMatch) -> TwinFile:
        row = self._rows[file.page_id]
        return TwinFile(file.content_id, row.pages, row.language, row.items[0].path, self.edition(file))

    def _family(self, group: Sequence[FileMatch]) -> Family:
        best = group[0]
        as_good = [file for file in group if file.level == best.level and file.score >= AS_GOOD * best.score]
        shown = max(as_good, key=lambda file: self._preference(file, as_good))
        others = sorted(
            (file for file in group if file is not shown),
            key=lambda file: (self.edition(file).version, file.score),
            reverse=True,
        )
        return Family(shown, tuple(others))

    def _preference(self, file: FileMatch, group: Collection[FileMatch]) -> tuple[bool, bool, Version, float]:
        """The version that is asked for, in the language of the query, the newest, the best."""
        own = self.edition(file)
        asked = any(is_of(own.version, wanted) for wanted in self._asked)
        language, languages = self.language(file), {self.language(other) for other in group}
        speaks = language == self._language if self._language in languages else not language
        return asked, speaks, own.version, file.score
