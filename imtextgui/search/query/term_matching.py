"""Finds the words of a query in text as the full text does."""

import re
from collections.abc import Iterable
from itertools import pairwise

from imtextgui.domain.text.name_parts import PAIRS_COUNT, stem
from imtextgui.domain.text.normalization import OKURIGANA, fold

_DENSE = re.compile(r"[ぁ-ゟァ-ヿ々〆〇㐀-䶿一-鿿豈-\ufaff]")
_STEM = re.compile("[一-鿿][ぁ-ゟ]")
_BETWEEN = re.compile(rf"(?<=[一-鿿々])[{OKURIGANA}]?(?=[一-鿿々])")


def pieces(word: str) -> list[str]:
    """Break a Japanese word into the pairs of characters by which a different form of it may be found."""
    folded = fold(word)
    if _STEM.fullmatch(word):
        return [folded[0]]
    if len(folded) < 3 or not all(map(_DENSE.match, folded)):
        return []
    return [first + second for first, second in pairwise(folded)]


class TermMatcher:
    """Finds a word of the query in folded text as the full text does: English with any ending.

    With ``in_names`` also a name of several words, of which the last one may have another ending: "gear pumps".
    What ranks pages was learned without that.
    """

    def __init__(self, word: str, *, in_names: bool = False) -> None:
        wanted = fold(word).strip()
        self._latin = wanted.isascii()
        start = stem(wanted) if self._latin else wanted
        letters = start.replace(" ", "") if in_names else start
        ending = "[a-z]{0,4}(?![a-z0-9])" if letters.isalpha() and len(letters) > 2 else "(?![a-z0-9])"
        # the literal comes first and what is before it is looked at later, which is ten times faster
        literal = re.escape(start) if self._latin else _any_okurigana(start)
        self._pattern = re.compile(literal + (ending if self._latin else "") if start else "(?!)")
        self._parts = [re.compile(re.escape(part)) for part in pieces(word)]

    def spans(self, folded: str) -> list[tuple[int, int]]:
        """Ranges of the word; where it is not, those of the pieces of a Japanese word."""
        whole = [match.span() for match in self._pattern.finditer(folded)]
        if self._latin:
            return [span for span in whole if not span[0] or not folded[span[0] - 1].isalnum()]
        return whole or [match.span() for part in self._parts for match in part.finditer(folded)]

    def share(self, folded: str) -> float:
        """How much of the word is there, 0 to 1; pieces count less than the whole."""
        if self._latin or self._pattern.search(folded):
            return float(bool(self.spans(folded)))
        present = sum(part.search(folded) is not None for part in self._parts)
        return PAIRS_COUNT * present / len(self._parts) if self._parts else 0.0


def merged(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Put ranges in order, and those that overlap or touch together."""
    disjoint: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if disjoint and start <= disjoint[-1][1]:
            disjoint[-1] = (disjoint[-1][0], max(end, disjoint[-1][1]))
        else:
            disjoint.append((start, end))
    return tuple(disjoint)


def _any_okurigana(word: str) -> str:
    """A pattern for ``word`` with okurigana between its Chinese characters or without: 取り付け is 取付け, too."""
    return _BETWEEN.sub(f"[{OKURIGANA}]?", re.escape(word))
