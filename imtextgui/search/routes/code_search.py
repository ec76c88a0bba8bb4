"""The codes route: pages and file names that hold a code of the query, whole codes before parts of codes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from imtextgui.domain.text.codes import aligned
from imtextgui.search.query.terms import QueryCode

CANDIDATES = 500
SHORTEST_PART = 4
# parts are looked for in every code there is, which takes time
MOST_PARTIAL = 3
# up to this length a code may stand for something else, and only leads where nothing else is asked
SHORT = 3
CONFUSED, ALIGNED, INSIDE = 0.75, 0.5, 0.25


class CodeHit(Protocol):
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
        self, code: str, *, partial: bool = ..., limit: int = ..., among: Iterable[int] | None = ...
    ) -> Sequence[CodeHit]:
        """Pages with the normalised ``code``, whole codes first; only ``among`` these."""


@dataclass(slots=True)
class PageCodes:
    """What the codes route knows of a page: each code found, as written, and the share that it is of that."""

    whole: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)

    @property
    def confused(self) -> bool:
        """Whether the best that was found only looks like a code of the query."""
        return not self.whole and CONFUSED in self.shares.values()

    def add(self, code: str, raw: str, share: float) -> None:
        """Note that ``code`` was found as ``raw``; the best finding of a code counts."""
        if share == CONFUSED:
            # it is told before any part
            self.parts = {code: raw} | self.parts
        (self.whole if share == 1 else self.parts).setdefault(code, raw)
        self.shares[code] = max(share, self.shares.get(code, 0.0))

    @property
    def score(self) -> float:
        """Sum over the query's codes of the share that was found."""
        return sum(self.shares.values())


@dataclass(frozen=True, slots=True)
class Literal:
    """The answer of the codes route.

    ``pages`` are those that hold a code; ``named`` the first pages of the files whose name does. ``codes``
    are the codes of the query that exist as whole codes, ``missing`` those written as one word that do not.
    """

    pages: dict[int, PageCodes] = field(default_factory=dict)
    named: dict[int, PageCodes] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def search(
    index: CodeIndex,
    codes: Iterable[QueryCode],
    limit: int = CANDIDATES,
    among: Iterable[int] | None = None,
) -> Literal:
    """Find the pages that hold ``codes``, longest first; a code within a longer found one is not asked.

    Only pages ``among`` these are found, if given.
    """
    pages: dict[int, PageCodes] = {}
    named: dict[int, PageCodes] = {}
    exist: list[str] = []
    missing: list[str] = []
    partially = 0
    for code in codes:
        if any(code.normalised in longer for longer in exist):
            continue
        partial = not code.spaced and len(code.normalised) >= SHORTEST_PART and partially < MOST_PARTIAL
        partially += partial
        hits = index.find(code.normalised, partial=partial, limit=limit, among=among)
        for hit in hits:
            share = _share(hit, code.normalised)
            pages.setdefault(hit.page_id, PageCodes()).add(code.normalised, hit.raw, share)
            if hit.in_name:
                named.setdefault(hit.page_id, PageCodes()).add(code.normalised, hit.raw, share)
        if any(hit.exact for hit in hits):
            exist.append(code.normalised)
        elif not code.spaced:
            missing.append(code.normalised)
    return Literal(pages, named, tuple(exist), tuple(missing))


def level(found: Collection[str], codes: Iterable[QueryCode], alone: bool) -> int:
    """Tell how far ahead the whole codes ``found`` of a query's ``codes`` put a page.

    ``alone``: nothing else was asked. Beside other words, short codes and codes joined of words prove
    nothing.
    """
    leading = {
        code.normalised for code in codes if alone or not (code.spaced or len(code.normalised) <= SHORT)
    }
    return len(leading.intersection(found))


def _share(hit: CodeHit, code: str) -> float:
    if hit.exact:
        return 1.0
    if hit.confused:
        return CONFUSED
    return ALIGNED if aligned(hit.raw, code) else INSIDE
