"""Where on a page the words and codes of a query stand."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from imtextgui.domain.items import Box, Word
from imtextgui.search.query.part_numbers import part_numbers
from imtextgui.search.query.term_matching import merged
from imtextgui.search.query.terms import QueryTerms
from imtextgui.search.results.snippets import Highlighter

MOST_BOXES = 400

_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_DENSE = re.compile("[ぁ-ゟァ-ヿ々〆〇㐀-䶿一-鿿豈-\ufaff]")


def boxes(words: Sequence[Word], terms: QueryTerms, also: Sequence[str] = ()) -> tuple[Box, ...]:
    """Give the boxes of what ``terms`` ask for, and of what it is ``also`` called, among the ``words`` of a page.

    They are in the order of the words.

    Words are matched as the full text matches them, across the ends of lines; of a run of Japanese only the part
    that matches is given, as its share of the run's length. A number is marked whole, its parts where it is nowhere.
    """
    text, starts = joined(words)
    highlighter = Highlighter(dict.fromkeys((*terms.phrases, *terms.words, *also)), part_numbers(terms))
    ranges = merged(highlighter.ranges(text))
    marked = (box for start, end in ranges for box in boxes_between(words, starts, start, end))
    return tuple(dict.fromkeys(marked))[:MOST_BOXES]


def joined(words: Sequence[Word]) -> tuple[str, list[int]]:
    """The text that the words make, and where in it each of them begins."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    before = ""
    for word in words:
        gap = _gap(before, word.text)
        starts.append(length + len(gap))
        shown = word.text.removesuffix(_SOFT_HYPHEN)
        parts += [gap, shown]
        length += len(gap) + len(shown)
        before = word.text
    return "".join(parts), starts


def _gap(before: str, after: str) -> str:
    """What separates two words: nothing within a broken word or in Japanese, which is written without spaces."""
    if not before or before.endswith(_SOFT_HYPHEN):
        return ""
    return "" if _DENSE.match(before[-1]) and _DENSE.match(after[:1]) else " "


def boxes_between(words: Sequence[Word], starts: Sequence[int], start: int, end: int) -> Iterable[Box]:
    """The boxes of text[start:end]: of whole words, but only a part of a word of Japanese."""
    for word, at in zip(words, starts, strict=True):
        length = len(word.text.removesuffix(_SOFT_HYPHEN))
        if at < end and start < at + length:
            yield (
                _part(word, max(0, start - at), min(length, end - at))
                if _DENSE.search(word.text)
                else word.box
            )


def _part(word: Word, first: int, last: int) -> Box:
    """The box of the characters ``first`` to ``last``, wide ones twice as wide as narrow ones."""
    widths = [2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in word.text]
    total = sum(widths)
    begin, end = sum(widths[:first]) / total, sum(widths[:last]) / total
    box = word.box
    if box.y1 - box.y0 > 2 * (box.x1 - box.x0) and len(word.text) > 1:
        height = box.y1 - box.y0
        return Box(box.x0, box.y0 + begin * height, box.x1, box.y0 + end * height)
    width = box.x1 - box.x0
    return Box(box.x0 + begin * width, box.y0, box.x0 + end * width, box.y1)
