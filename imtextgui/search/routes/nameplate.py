"""What the words on a query photo ask for: codes, and words that tell something in this catalogue."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from imtextgui.domain.items import Word
from imtextgui.domain.query import Chip, ChipKind
from imtextgui.domain.text.codes import codes, normalise
from imtextgui.domain.text.normalization import fold
from imtextgui.search.query.terms import QueryCode, parse
from imtextgui.search.routes.code_search import CodeHit

MOST_CODES = 8
MOST_WORDS = 16
LEAST_SURE = 0.5
"""Confidence below which what was read counts for nothing."""
FEW_WORDS = 40
"""Words that a type plate has at most; a photo with more shows a page, and its codes are those of many things."""
COMMON = 20
"""Files beyond which a code is no part number: a standard, a material."""

_SHORTEST = 4
_MOST_OTHERWISE = 12
# what one sign is read as for another
_CONFUSED = ("0ODQ", "1IL", "2Z", "5S", "6G", "8B")
_LIKE = {sign: group.replace(sign, "") for group in _CONFUSED for sign in group}


class CodeIndex(Protocol):
    """The codes of the catalogue; ``store.text.codes`` is one."""

    def find(self, code: str, *, partial: bool = ..., limit: int = ...) -> Sequence[CodeHit]:
        """Pages with the normalised ``code``."""

    def files(self, code: str) -> int:
        """How many files hold it in their pages."""


class Frequencies(Protocol):
    """How frequent words are; ``store.text.fulltext`` is one."""

    def frequencies(self, terms: Sequence[str]) -> tuple[list[int], int]:
        """In how many pages and names each term stands, and how many pages there are."""


@dataclass(frozen=True, slots=True)
class Plate:
    """What is asked for by the photos: codes and words that are switched on, and the chips of all.

    ``leading`` are the codes of a type plate, which put a document first.
    """

    codes: tuple[QueryCode, ...] = ()
    words: tuple[str, ...] = ()
    leading: tuple[QueryCode, ...] = ()
    chips: tuple[Chip, ...] = ()


def read_plate(
    read: Sequence[Word], index: CodeIndex, frequencies: Frequencies, off: Collection[str]
) -> Plate:
    """Find out what the words ``read`` on the photos ask for; chips whose keys are in ``off`` do not count."""
    sure = [word.text for word in read if word.confidence >= LEAST_SURE]
    found = list(_codes(sure, index))
    words = _telling(sure, frequencies)
    chips = [_chip(ChipKind.CODE, code.raw, code.normalised, off) for code, _ in found]
    chips += [_chip(ChipKind.WORD, word, fold(word), off) for word in words]
    on = {chip.key for chip in chips if chip.on}
    asked = [(code, common) for code, common in found if f"photo-code:{code.normalised}" in on]
    few = len(sure) <= FEW_WORDS
    return Plate(
        tuple(code for code, _ in asked),
        tuple(word for word in words if f"photo-word:{fold(word)}" in on),
        tuple(code for code, common in asked if few and not common),
        tuple(chips),
    )


def _chip(kind: ChipKind, label: str, key: str, off: Collection[str]) -> Chip:
    key = f"photo-{kind}:{key}"
    return Chip(kind, label, key, key not in off, from_photo=True)


def _codes(texts: Iterable[str], index: CodeIndex) -> Iterator[tuple[QueryCode, bool]]:
    """The codes in ``texts`` as the catalogue has them, and whether they are too common to name a thing."""
    seen: set[str] = set()
    for written in (code for text in texts for code in codes(text)):
        if len(written.normalised) < _SHORTEST or len(seen) >= MOST_CODES:
            continue
        known = next(filter(None, (_known(form, index) for form in _forms(written.normalised))), None)
        raw, normal, common = known or (written.raw, written.normalised, True)
        if normal not in seen:
            seen.add(normal)
            yield QueryCode(raw, normal), common


def _known(normal: str, index: CodeIndex) -> tuple[str, str, bool] | None:
    """How the catalogue writes a code, if it has it, and whether it is common."""
    hits = [hit for hit in index.find(normal, partial=False, limit=1) if hit.exact]
    return (hits[0].raw, normalise(hits[0].raw), index.files(normal) > COMMON) if hits else None


def _forms(normal: str) -> Iterator[str]:
    """A code as it was read, and as it may have been written where one sign was taken for another."""
    yield normal
    others = (
        normal[:place] + like + normal[place + 1 :]
        for place, sign in enumerate(normal)
        for like in _LIKE.get(sign, "")
    )
    yield from (form for form, _ in zip(others, range(_MOST_OTHERWISE), strict=False))


def _telling(texts: Sequence[str], frequencies: Frequencies) -> list[str]:
    """The words that stand in this catalogue on few pages, the rarest first."""
    words: dict[str, str] = {}
    for text in texts:
        for word in parse(text).words:
            if len(word) > 2 or not word.isascii():
                words.setdefault(fold(word), word)
    # numbers alone are everywhere, and codes are asked for as codes
    asked = [word for word in words.values() if not any(map(str.isdigit, word))]
    counts, pages = frequencies.frequencies(asked)
    told = [
        (count, word) for count, word in zip(counts, asked, strict=True) if 0 < count <= max(3, pages // 5)
    ]
    return [word for _, word in sorted(told, key=lambda each: each[0])[:MOST_WORDS]]
