"""A part number that was typed is one thing: it is marked and told as a whole where a page has it whole."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from imtextgui.domain.text.normalization import fold, words
from imtextgui.search.query.terms import QueryCode, Terms

Span = tuple[int, int]

_DASH = r"\-‐‑‒–—―−"
_BETWEEN = rf"[\s{_DASH}_./]{{0,3}}"
"""What may stand between two characters of a number."""

_SIGN = "[0-9A-Za-zÀ-ÖØ-öø-ɏЀ-ӿ]"
# Japanese may touch a number, more of a number may not: GP-2040 in GP-2040-05 is another one
_BEFORE = rf"(?<!{_SIGN})(?<!{_SIGN}[{_DASH}])(?!(?<=\d\.)\d)"
_AFTER = rf"(?!{_SIGN})(?![{_DASH}]{_SIGN})(?!\.\d)"


def written(raw: str, text: str) -> list[Span]:
    """Where ``raw`` stands in ``text`` as it is, and not in a longer number."""
    exact = re.escape(" ".join(raw.split())) or "(?!)"
    return [each.span() for each in re.finditer(_BEFORE + exact + _AFTER, text)]


@dataclass(frozen=True)
class Number:
    """A number of the query, and the words of it, folded, that the query says nowhere else."""

    code: QueryCode
    parts: frozenset[str]

    @cached_property
    def _inside(self) -> re.Pattern[str]:
        return re.compile(_BETWEEN.join(map(re.escape, self.code.normalised)), re.IGNORECASE)

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(_BEFORE + self._inside.pattern + _AFTER, re.IGNORECASE)

    def spans(self, plain: str) -> list[Span]:
        """Where the number stands; where it is nowhere whole, and was typed as one, where it is in longer ones."""
        whole = [each.span() for each in self._whole.finditer(plain)]
        if whole or self.code.spaced:
            return whole
        return [each.span() for each in self._inside.finditer(plain)]


def numbers(terms: Terms, among: Collection[str] | None = None) -> tuple[Number, ...]:
    """The numbers of a query, longer before shorter; only ``among`` these, normalised, if given."""
    return tuple(
        Number(code, _parts(terms, code)) for code in terms.codes if among is None or code.normalised in among
    )


def found(asked: Iterable[Number], text: str) -> tuple[list[list[Span]], set[str]]:
    """Where each of the numbers ``asked`` stands in ``text``, and the words, folded, that need no mark of their own."""
    plain = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    if len(plain) != len(text):
        plain = text
    spans: list[list[Span]] = []
    longer: list[str] = []
    parts: set[str] = set()
    for number in asked:
        normalised = number.code.normalised
        if any(normalised in other for other in longer):
            parts |= number.parts
        elif there := number.spans(plain):
            spans.append(there)
            longer.append(normalised)
            parts |= number.parts
    return spans, parts


def as_typed(terms: Terms, said: Sequence[str], whole: Collection[str]) -> tuple[str, ...]:
    """The words ``said`` of a page, with those of each number that it has ``whole`` told as the number was typed."""
    told = list(said)
    for number in numbers(terms, whole):
        places = [place for place, word in enumerate(told) if fold(word) in number.parts]
        if places:
            told = [word for word in told if fold(word) not in number.parts]
            told.insert(places[0], number.code.raw)
    return tuple(told)


def _parts(terms: Terms, code: QueryCode) -> frozenset[str]:
    first, *others = code.raw.split()
    # joined of words, it may be a word beside a number: "M8x25 bolt"
    if code.spaced and not (first.isupper() and all(map(_has_digit, others))):
        return frozenset()
    besides = terms.meaning
    for other in terms.codes:
        if other == code or not other.spaced:
            besides = besides.replace(other.raw, " ")
    return frozenset(map(fold, words(code.raw))) - frozenset(map(fold, words(besides)))


def _has_digit(token: str) -> bool:
    return any(sign.isdigit() for sign in token)
