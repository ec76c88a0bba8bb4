"""The piece of a page's text that shows best why it was found, with the matching ranges."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from imtextgui.domain.query import Snippet
from imtextgui.domain.text.normalization import fold, fold_aligned
from imtextgui.search.query.part_numbers import PartNumber, exact_spans, locate
from imtextgui.search.query.term_matching import TermMatcher, merged

WIDTH = 200
_LEAD = 40
_MOST_MATCHES = 400
_LONGEST_TEXT = 60_000
_CHUNK = 400

_BETWEEN_DENSE = re.compile(r"(?<=[ぁ-ゟァ-ヿ々一-鿿]) (?=[ぁ-ゟァ-ヿ々一-鿿])")


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    word: int


class Highlighter:
    """Cuts snippets for the ``words`` and part ``numbers`` of one query.

    Where a number is found, the words that are only its parts are not looked for.
    """

    def __init__(self, words: Iterable[str], numbers: Sequence[PartNumber] = ()) -> None:
        self._matchers = [(fold(word), TermMatcher(word, in_names=True)) for word in words]
        self._numbers = numbers

    def snippet(self, text: str, codes: Iterable[str] = ()) -> Snippet:
        """Cut the piece of ``text``, about ``WIDTH`` characters, that holds most of the words and ``codes``.

        Words are matched as the full text matches them: folded, English word endings apart, Japanese whole
        or in pieces. ``codes`` are found as the page writes them. White space is shown as single spaces.
        """
        shown = " ".join(text[:_LONGEST_TEXT].split())
        if not shown.isascii():
            shown = _BETWEEN_DENSE.sub("", shown)
        matches = self._matches(shown, codes)
        start, end = _window(shown, matches)
        inside = [match for match in matches if start <= match.start < end]
        return Snippet(
            shown[start:end], merged((match.start - start, min(match.end, end) - start) for match in inside)
        )

    def ranges(self, text: str) -> list[tuple[int, int]]:
        """Give the character ranges of ``text`` that match, in order; they may overlap."""
        return [(match.start, match.end) for match in self._matches(text, ())]

    def _matches(self, shown: str, codes: Iterable[str]) -> list[_Match]:
        whole, parts = locate(self._numbers, shown)
        spans = [exact_spans(code, shown) for code in codes] + whole
        folded, places = _folded(shown)
        for word, matcher in self._matchers:
            if word not in parts:
                in_folded = matcher.spans(folded)[:_MOST_MATCHES]
                spans.append(
                    [(places[start], max(places[end], places[end - 1] + 1)) for start, end in in_folded]
                )
        matches = [_Match(*span, number) for number, of_word in enumerate(spans) for span in of_word]
        return sorted(matches, key=lambda match: (match.start, match.end))[:_MOST_MATCHES]


def _folded(shown: str) -> tuple[str, Sequence[int]]:
    """Fold ``shown`` with the place of each folded character; piecewise, because exact places are slow."""
    folded = fold(shown)
    if len(folded) == len(shown):
        return folded, range(len(shown) + 1)
    texts: list[str] = []
    places: list[int] = []
    for start in range(0, len(shown), _CHUNK):
        chunk = shown[start : start + _CHUNK]
        text = fold(chunk)
        if len(text) == len(chunk):
            places.extend(range(start, start + len(chunk)))
        else:
            text, inner = fold_aligned(chunk)
            places.extend(start + place for place in inner[:-1])
        texts.append(text)
    return "".join(texts), [*places, len(shown)]


def _window(shown: str, matches: Sequence[_Match]) -> tuple[int, int]:
    """Choose the range with the most different words, then the most matches, then the earliest."""
    best, start = (0, 0), 0
    for first, match in enumerate(matches):
        inside = []
        for later in matches[first:]:
            if later.end > match.start + WIDTH - _LEAD:
                break
            inside.append(later.word)
        value = (len(set(inside)), len(inside))
        if value > best:
            best, start = value, match.start
    start = _at_word(shown, max(0, start - _LEAD)) if start > _LEAD else 0
    return start, min(len(shown), start + WIDTH)


def _at_word(shown: str, start: int) -> int:
    """Move ``start`` behind the next space if there is one before the match."""
    space = shown.find(" ", start, start + _LEAD)
    return space + 1 if space >= 0 else start
