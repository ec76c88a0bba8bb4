"""Part numbers of a query in the text of a page: marked and named as a whole where the page has them whole."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from imtextgui.domain.text.normalization import fold, words
from imtextgui.search.query.terms import QueryCode, QueryTerms

Span = tuple[int, int]

_DASH = r"\-‐‑‒–—―−"
_BETWEEN = rf"[\s{_DASH}_./]{{0,3}}"
"""What may stand between two characters of a number."""

_SIGN = "[0-9A-Za-zÀ-ÖØ-öø-ɏЀ-ӿ]"
# Japanese may touch a number, more of a number may not: GP-2040 in GP-2040-05 is another one
_BEFORE = rf"(?<!{_SIGN})(?<!{_SIGN}[{_DASH}])(?!(?<=\d\.)\d)"
_AFTER = rf"(?!{_SIGN})(?![{_DASH}]{_SIGN})(?!\.\d)"


def exact_spans(raw: str, text: str) -> list[Span]:
    """Where ``raw`` stands in ``text`` as it is, and not in a longer number."""
    exact = re.escape(" ".join(raw.split())) or "(?!)"
    return [match.span() for match in re.finditer(_BEFORE + exact + _AFTER, text)]


@dataclass(frozen=True)
class PartNumber:
    """A part number of the query; ``parts`` are the words of it, folded, that the query says nowhere else."""

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
        whole = [match.span() for match in self._whole.finditer(plain)]
        if whole or self.code.spaced:
            return whole
        return [match.span() for match in self._inside.finditer(plain)]


def part_numbers(terms: QueryTerms, among: Collection[str] | None = None) -> tuple[PartNumber, ...]:
    """The part numbers of a query, longer before shorter; only ``among`` these, normalised, if given."""
    return tuple(
        PartNumber(code, _parts(terms, code))
        for code in terms.codes
        if among is None or code.normalised in among
    )


def locate(numbers: Iterable[PartNumber], text: str) -> tuple[list[list[Span]], set[str]]:
    """Where each of ``numbers`` stands in ``text``, and the words, folded, that need no mark of their own."""
    plain = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    if len(plain) != len(text):
        plain = text
    spans: list[list[Span]] = []
    longer: list[str] = []
    parts: set[str] = set()
    for number in numbers:
        normalised = number.code.normalised
        if any(normalised in other for other in longer):
            parts |= number.parts
        elif there := number.spans(plain):
            spans.append(there)
            longer.append(normalised)
            parts |= number.parts
    return spans, parts


def words_as_typed(terms: QueryTerms, matched: Sequence[str], whole: Collection[str]) -> tuple[str, ...]:
    """The words ``matched`` on a page, with those of each number that it has ``whole`` in one, as it was typed."""
    typed = list(matched)
    for number in part_numbers(terms, whole):
        places = [place for place, word in enumerate(typed) if fold(word) in number.parts]
        if places:
            typed = [word for word in typed if fold(word) not in number.parts]
            typed.insert(places[0], number.code.raw)
    return tuple(typed)


def _parts(terms: QueryTerms, code: QueryCode) -> frozenset[str]:
    first, *others = code.raw.split()
    # joined of words, it may be a word beside a number: "M8x25 bolt"
    if code.spaced and not (first.isupper() and all(map(_has_digit, others))):
        return frozenset()
    besides = terms.sentence
    for other in terms.codes:
        if other == code or not other.spaced:
            besides = besides.replace(other.raw, " ")
    return frozenset(map(fold, words(code.raw))) - frozenset(map(fold, words(besides)))


def _has_digit(token: str) -> bool:
    return any(sign.isdigit() for sign in token)
