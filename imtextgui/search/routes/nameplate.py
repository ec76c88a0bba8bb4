"""What the words on a query photo ask for: codes, and words that tell something in this catalogue."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from imtextgui.domain.items import Word
from imtextgui.domain.query import Chip, ChipKind
from imtextgui.domain.text.codes import codes, normalise
from imtextgui.domain.text.normalization import fold
from imtextgui.search.query.query_parser import WordFrequencies
from imtextgui.search.query.terms import QueryCode, parse_terms
from imtextgui.search.routes.code_search import CodeIndex, CodeOccurrence

MOST_CODES = 8
MOST_WORDS = 16
LEAST_SURE = 0.5
"""Confidence below which what was read counts for nothing."""
FEW_WORDS = 40
"""Words that a nameplate has at most; a photo with more shows a page, and its codes are those of many things."""
COMMON = 20
"""Files beyond which a code is no part number: a standard, a material."""

_SHORTEST = 4
_MOST_VARIANTS = 12
"""Other readings of a code that are tried where the catalogue does not have it as it was read."""
_CONFUSED = ("0ODQ", "1IL", "2Z", "5S", "6G", "8B")
"""What one sign is read as for another."""
_LOOK_ALIKE = {sign: group.replace(sign, "") for group in _CONFUSED for sign in group}


class CodeLookup(Protocol):
    """The codes of the catalogue as they are looked up here; ``store.text.codes`` is one."""

    def find(self, code: str, *, partial: bool = ..., limit: int = ...) -> Sequence[CodeOccurrence]:
        """Pages with the normalised ``code``."""

    def files(self, code: str) -> int:
        """How many files hold it in their pages."""


class CodeStore(CodeIndex, CodeLookup, Protocol):
    """The codes of one catalogue; ``store.text.codes`` is one."""


@dataclass(frozen=True, slots=True)
class Nameplate:
    """What is asked for by the photos: codes and words that are switched on, and the chips of all.

    ``leading`` are the codes of a nameplate, which put a document first.
    """

    codes: tuple[QueryCode, ...] = ()
    words: tuple[str, ...] = ()
    leading: tuple[QueryCode, ...] = ()
    chips: tuple[Chip, ...] = ()


def read_nameplate(
    read: Sequence[Word], lookup: CodeLookup, frequencies: WordFrequencies, off: Collection[str]
) -> Nameplate:
    """Find out what the words ``read`` on the photos ask for; chips whose keys are in ``off`` do not count."""
    texts = [word.text for word in read if word.confidence >= LEAST_SURE]
    plate_codes = list(_codes(texts, lookup))
    words = _telling_words(texts, frequencies)
    code_chips = {code: _chip(ChipKind.CODE, code.raw, code.normalised, off) for code, _ in plate_codes}
    word_chips = {word: _chip(ChipKind.WORD, word, fold(word), off) for word in words}
    few = len(texts) <= FEW_WORDS
    return Nameplate(
        tuple(code for code, _ in plate_codes if code_chips[code].on),
        tuple(word for word in words if word_chips[word].on),
        tuple(code for code, common in plate_codes if code_chips[code].on and few and not common),
        (*code_chips.values(), *word_chips.values()),
    )


def _chip(kind: ChipKind, label: str, key: str, off: Collection[str]) -> Chip:
    key = f"photo-{kind}:{key}"
    return Chip(kind, label, key, key not in off, from_photo=True)


def _codes(texts: Iterable[str], lookup: CodeLookup) -> Iterator[tuple[QueryCode, bool]]:
    """The codes in ``texts`` as the catalogue has them, and whether they are too common to name a thing."""
    seen: set[str] = set()
    for written in (code for text in texts for code in codes(text)):
        if len(written.normalised) < _SHORTEST or len(seen) >= MOST_CODES:
            continue
        variants = _variants(written.normalised)
        known = next(filter(None, (_known(variant, lookup) for variant in variants)), None)
        raw, normal, common = known or (written.raw, written.normalised, True)
        if normal not in seen:
            seen.add(normal)
            yield QueryCode(raw, normal), common


def _known(normal: str, lookup: CodeLookup) -> tuple[str, str, bool] | None:
    """How the catalogue writes a code, if it has it, and whether it is common."""
    hits = [hit for hit in lookup.find(normal, partial=False, limit=1) if hit.exact]
    return (hits[0].raw, normalise(hits[0].raw), lookup.files(normal) > COMMON) if hits else None


def _variants(normal: str) -> Iterator[str]:
    """A code as it was read, and as it may have been written where one sign was taken for another."""
    yield normal
    others = (
        normal[:place] + sign + normal[place + 1 :]
        for place, read in enumerate(normal)
        for sign in _LOOK_ALIKE.get(read, "")
    )
    yield from (variant for variant, _ in zip(others, range(_MOST_VARIANTS), strict=False))


def _telling_words(texts: Sequence[str], frequencies: WordFrequencies) -> list[str]:
    """The words that stand in this catalogue on few pages, the rarest first."""
    words: dict[str, str] = {}
    for text in texts:
        for word in parse_terms(text).words:
            if len(word) > 2 or not word.isascii():
                words.setdefault(fold(word), word)
    # numbers alone are everywhere, and codes are asked for as codes
    plain = [word for word in words.values() if not any(map(str.isdigit, word))]
    counts, pages = frequencies.frequencies(plain)
    most = max(3, pages // 5)
    rare = [(count, word) for count, word in zip(counts, plain, strict=True) if 0 < count <= most]
    return [word for _, word in sorted(rare, key=lambda pair: pair[0])[:MOST_WORDS]]
