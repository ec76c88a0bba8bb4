"""The codes route: pages and file names that hold a code of the query, whole codes before parts of codes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from imtextgui.domain.embedding import Ids
from imtextgui.domain.text.codes import aligned
from imtextgui.search.query.terms import QueryCode, says_all

CANDIDATES = 500
SHORTEST_PART = 4
MOST_PARTIAL = 3
"""Codes that are looked for as parts of others: that reads every code there is, which takes time."""

SHORT = 3
"""Length up to which a code may stand for something else, and only leads where nothing else is asked."""

WHOLE, CONFUSED, ALIGNED, INSIDE = 1.0, 0.75, 0.5, 0.25
"""What a code counts: whole; with signs that look alike; a part between separators; any other part."""


class CodeOccurrence(Protocol):
    """A page that holds a code, ``raw`` as written; ``in_name``: in the name of its file.

    ``confused``: with letters for digits that look alike, or the other way round.
    """

    @property
    def page_id(self) -> int: ...
    @property
    def raw(self) -> str: ...
    @property
    def exact(self) -> bool: ...
    @property
    def in_name(self) -> bool: ...
    @property
    def confused(self) -> bool: ...


class CodeIndex(Protocol):
    """The codes of the catalogue as this route needs them; ``store.text.codes`` is one."""

    def find(
        self, code: str, *, partial: bool = ..., limit: int = ..., among: Ids | None = ...
    ) -> Sequence[CodeOccurrence]:
        """Pages with the normalised ``code``, whole codes first; only ``among`` these."""


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """What the codes route knows of a page: each code found, as written, and what it counts, 0 to 1.

    ``whole`` and ``parts`` give the writing on the page of the codes, normalised, found whole and in part.
    """

    whole: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)

    @property
    def confused(self) -> bool:
        """Whether the best that was found only looks like a code of the query."""
        return not self.whole and CONFUSED in self.shares.values()

    @property
    def score(self) -> float:
        """Sum over the query's codes of what was found of them."""
        return sum(self.shares.values())

    def with_code(self, code: str, raw: str, share: float) -> "CodeMatch":
        """The match with ``code`` found as ``raw``, too; the best finding of a code counts."""
        shares = {**self.shares, code: max(share, self.shares.get(code, 0.0))}
        if share == WHOLE:
            return CodeMatch({**self.whole, code: self.whole.get(code, raw)}, self.parts, shares)
        # one that looks alike is told before any part
        parts = {code: raw, **self.parts} if share == CONFUSED else {**self.parts}
        parts.setdefault(code, raw)
        return CodeMatch(self.whole, parts, shares)


@dataclass(frozen=True, slots=True)
class CodeMatches:
    """The evidence of the codes route for the codes ``asked``.

    ``pages`` are those that hold a code; ``named`` the first pages of the files whose name does, and
    ``of_named_files`` their other pages as far as they are known. ``existing`` are the codes, normalised, that exist
    whole. ``partial`` says how many were looked for in others.
    """

    asked: tuple[QueryCode, ...] = ()
    pages: Mapping[int, CodeMatch] = field(default_factory=dict)
    named: Mapping[int, CodeMatch] = field(default_factory=dict)
    of_named_files: Mapping[int, CodeMatch] = field(default_factory=dict)
    existing: tuple[str, ...] = ()
    partial: int = 0

    def whole(self, page: int) -> set[str]:
        """The codes, normalised, that ``page`` or the name of its file holds whole."""
        matches = (self.pages.get(page), self.of_named_files.get(page))
        return {code for match in matches if match for code in match.whole}

    def in_file_name(self, page: int) -> set[str]:
        """The codes, normalised, that the name of the file of ``page`` holds whole or between separators."""
        match = self.of_named_files.get(page, CodeMatch())
        return {code for code, share in match.shares.items() if share in (WHOLE, ALIGNED)}


def search(
    index: CodeIndex,
    codes: Iterable[QueryCode],
    among: Ids | None = None,
    *,
    earlier: CodeMatches | None = None,
    limit: int = CANDIDATES,
) -> CodeMatches:
    """Find the pages that hold ``codes``, longest first; a code within a longer found one is not asked.

    Only pages ``among`` these are found, if given. ``earlier`` is the evidence for other codes, which is extended.
    """
    matches = earlier or CodeMatches()
    for code in codes:
        matches = replace(_with_code(index, matches, code, among, limit), asked=(*matches.asked, code))
    return matches


def level(found: Collection[str], codes: Iterable[QueryCode], words: Sequence[str], alone: bool) -> int:
    """Tell how far ahead the whole codes ``found`` of a query's ``codes`` put a page.

    ``alone``: nothing else was asked. Beside other words, short codes prove nothing, and codes joined of some of the
    ``words`` prove nothing in any case: a page about an "M3 brass nut" is not yet one about "insert M3 brass nut".
    """
    leading = {code.normalised for code in codes if _leads(code, words, alone)}
    return len(leading.intersection(found))


def _leads(code: QueryCode, words: Sequence[str], alone: bool) -> bool:
    if code.spaced:
        return alone and says_all(code, words)
    return alone or len(code.normalised) > SHORT


def _with_code(
    index: CodeIndex, matches: CodeMatches, code: QueryCode, among: Ids | None, limit: int
) -> CodeMatches:
    if any(code.normalised in longer for longer in matches.existing):
        return matches
    partial = not code.spaced and len(code.normalised) >= SHORTEST_PART and matches.partial < MOST_PARTIAL
    hits = index.find(code.normalised, partial=partial, limit=limit, among=among)
    pages, named = dict(matches.pages), dict(matches.named)
    for hit in hits:
        share = _share(hit, code.normalised)
        for owners in (pages, named) if hit.in_name else (pages,):
            match = owners.get(hit.page_id, CodeMatch())
            owners[hit.page_id] = match.with_code(code.normalised, hit.raw, share)
    existing = (*matches.existing, code.normalised) if any(hit.exact for hit in hits) else matches.existing
    return replace(matches, pages=pages, named=named, existing=existing, partial=matches.partial + partial)


def _share(hit: CodeOccurrence, code: str) -> float:
    if hit.exact:
        return WHOLE
    if hit.confused:
        return CONFUSED
    return ALIGNED if aligned(hit.raw, code) else INSIDE
