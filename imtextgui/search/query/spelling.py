"""Misspelt words: what the catalogue holds that is spelt nearly the same."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from imtextgui.domain.query import ChipKind
from imtextgui.domain.text.normalization import fold
from imtextgui.search.query.query_expansion import QueryWording

# a shorter word is one letter away from too many others
SHORTEST = 4
LONG = 8
SHORTEST_PART = 3
SHORTEST_IN_THREE, LONGEST_IN_THREE = 12, 32
SHORTEST_MIDDLE = 4
"""Letters of each of three words: shorter ones are found in any word."""

MOST_WORDS = 4
# what was meant is a guess
WEIGHT = 0.6


class SpellingVocabulary(Protocol):
    """The words of the catalogue; ``store.text.vocabulary`` has them."""

    def beginning(self, prefixes: Iterable[str], shortest: int, longest: int) -> Sequence[tuple[str, int]]:
        """Words that begin with any of ``prefixes`` and are so long, with the number of pages that hold them."""

    def known(self, words: Iterable[str]) -> set[str]:
        """Those of ``words`` that stand in the catalogue."""


class Speller:
    """Corrects words by the vocabulary of one catalogue."""

    def __init__(self, vocabulary: SpellingVocabulary) -> None:
        self._vocabulary = vocabulary

    def wordings(self, asked: Sequence[str], unknown: Sequence[str]) -> list[QueryWording]:
        """Give what stands in the catalogue for each of ``unknown``, words of ``asked`` that stand nowhere.

        That is the word in two ("setscrew" is "set screw"), or else the nearest word.
        """
        corrections = []
        for word in unknown[:MOST_WORDS]:
            if apart := self.apart(word):
                place = list(asked).index(word)
                corrections.append(QueryWording(place, place + 1, apart))
            elif nearest := self.nearest(word):
                place = list(asked).index(word)
                corrections.append(QueryWording(place, place + 1, nearest, WEIGHT, ChipKind.SPELLING))
        return corrections

    def apart(self, word: str) -> str:
        """Give a Latin ``word`` in two or three words that all stand in the catalogue, longer first ones before others.

        "" if there are none.
        """
        wanted = fold(word)
        if not (wanted.isascii() and wanted.isalpha()):
            return ""
        cuts = range(len(wanted) - SHORTEST_PART, SHORTEST_PART - 1, -1)
        known = self._vocabulary.known({part for cut in cuts for part in (wanted[:cut], wanted[cut:])})
        in_two = (f"{wanted[:cut]} {wanted[cut:]}" for cut in cuts if {wanted[:cut], wanted[cut:]} <= known)
        return next(in_two, "") or self._in_three(wanted, known)

    def _in_three(self, wanted: str, known: set[str]) -> str:
        """``wanted`` in three words, where its beginning and its end are among the ``known`` ones."""
        if not SHORTEST_IN_THREE <= len(wanted) <= LONGEST_IN_THREE:
            return ""
        ends = range(len(wanted) - SHORTEST_MIDDLE, SHORTEST_MIDDLE - 1, -1)
        rows = [
            (wanted[:first], wanted[first:last], wanted[last:])
            for first in ends
            for last in range(len(wanted) - SHORTEST_MIDDLE, first + SHORTEST_MIDDLE - 1, -1)
            if {wanted[:first], wanted[last:]} <= known
        ]
        middles = self._vocabulary.known({row[1] for row in rows}) if rows else set()
        return next((" ".join(row) for row in rows if row[1] in middles), "")

    def nearest(self, word: str) -> str:
        """Give the word of the catalogue that is spelt most like ``word``, the more frequent of two; "" if none is.

        One letter may be wrong, missing, too many, or changed places with its neighbour; in a long word, two.
        """
        wanted = fold(word)
        if len(wanted) < SHORTEST or not wanted.replace("ー", "").isalpha():
            return ""
        most = 2 if len(wanted) >= LONG else 1
        # most people get the first letter right, or write the first two the wrong way round
        near = self._vocabulary.beginning(wanted[:2], len(wanted) - most, len(wanted) + most)
        return _best(wanted, near, most) or _best(
            wanted, self._vocabulary.beginning(("",), len(wanted) - 1, len(wanted) + 1), 1
        )


def corrected_text(text: str, wordings: Iterable[QueryWording], words: Sequence[str]) -> str:
    """Give the query ``text`` with its misspelt ``words`` corrected; "" where none is."""
    corrected = text
    for wording in wordings:
        if wording.kind is ChipKind.SPELLING:
            corrected = corrected.replace(words[wording.first], wording.text, 1)
    return corrected if corrected != text else ""


def _best(wanted: str, words: Sequence[tuple[str, int]], most: int) -> str:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    texts = [text for text, _ in words]
    near = extract(wanted, texts, scorer=OSA.distance, score_cutoff=most, limit=None)
    ranked = [(distance, -words[place][1], text) for text, distance, place in near if distance]
    return min(ranked)[2] if ranked else ""
