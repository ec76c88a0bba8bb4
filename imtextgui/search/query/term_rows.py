"""Rows of neighbouring words of a query that are names of something, whatever their endings."""

import re
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from imtextgui.domain.text.normalization import fold, words

Named = TypeVar("Named")

LONGEST_ROW = 6
"""Words of the longest name: "hexagon socket head cap screw" has five."""

_LATIN_WORD = re.compile(r"[^\W_]+")
_LATIN_ENDING = re.compile(r"(?<=[a-z]{3})(?:ings|ing|ed|es|s|e)$")
# queries lose it, too: 六角穴付きボルト is 六角穴付 and ボルト
_OKURIGANA = re.compile(r"(?<=[一-鿿々]{2})[ぁ-ゟ]$")
_LITTLE = frozenset(("of", "the", "a", "an", "for", "and", "to", "in", "on", "with"))


class TermRows(Generic[Named]):
    """What each name stands for; several things may have the same name."""

    def __init__(self) -> None:
        # most names are those of one thing only, and a list takes more room than it
        self._named: dict[str, tuple[Named, ...]] = {}
        self._words: set[str] = set()
        self.longest = 0
        """Letters of the longest name."""

    def add(self, name: str, named: Named) -> None:
        """Let ``name`` stand for ``named``, after what it stands for already."""
        key = name_key(name)
        self.longest = max(self.longest, len(name))
        known = self._named.get(key, ())
        if key and not (known and known[-1] is named):
            self._named[key] = (*known, named)
            self._words.update(key.split())

    def __contains__(self, name: str) -> bool:
        """Whether ``name``, one word of a query, stands for something."""
        return stem(name) in self._named

    def named(self, name: str) -> tuple[Named, ...]:
        """What ``name``, of one word or several, stands for."""
        return self._named.get(name_key(name), ())

    def has_word(self, word: str) -> bool:
        """Whether ``word`` is one of the words of some name."""
        return stem(word) in self._words

    def rows(self, asked: Sequence[str]) -> Iterator[tuple[range, tuple[Named, ...]]]:
        """The rows of the words ``asked`` that are names, longer ones first, and what they stand for.

        A row within a longer one is part of that and no name itself: a shaft seal is no seal of any kind.
        """
        stems = [stem(word) for word in asked]
        taken: set[int] = set()
        for length in range(min(LONGEST_ROW, len(asked)), 0, -1):
            for first in range(len(asked) - length + 1):
                row = range(first, first + length)
                named = self._named.get(" ".join(stems[first : first + length]), ())
                if named and taken.isdisjoint(row) and _names_a_term(asked[first : first + length]):
                    taken.update(row)
                    yield row, named


def name_key(name: str) -> str:
    """The form in which names and rows of words are compared: stems, without little words."""
    if name.isascii():  # the same as below, in a third of the time
        return " ".join(
            _LATIN_ENDING.sub("", word) for word in _LATIN_WORD.findall(name.lower()) if word not in _LITTLE
        )
    return " ".join(stem(word) for word in words(name) if fold(word) not in _LITTLE)


def stem(word: str) -> str:
    """A word without the ending that its forms differ in."""
    folded = fold(_OKURIGANA.sub("", word))
    return _LATIN_ENDING.sub("", folded) if folded.isascii() else folded.rstrip("ー")


def _names_a_term(row: Sequence[str]) -> bool:
    """Tell whether ``row`` names a term: "PT" does, "pt" among other words may be anything."""
    return len(row) > 1 or not (row[0].isascii() and len(row[0]) <= 2 and not row[0].isupper())
