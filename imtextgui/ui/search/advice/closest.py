"""Why the nearest result is not enough, in one sentence."""

import re

from PySide6.QtCore import QObject

from imtextgui.domain.query import Band, ChipKind, Hit, Results, Route
from imtextgui.domain.text.codes import codes, looks_like_code, normalise
from imtextgui.domain.text.normalization import find, fold, words

MOST_WORDS = 4
MOST_READ = 10
"""Hits whose names and lines are read for a word: what a reader looks at, in well under a millisecond."""
_READINGS = {ChipKind.EXPANSION, ChipKind.SPELLING}
"""Chips by which a word was looked for in other writing than its own."""
_FILTER = re.compile(r'-?\w+:(?:"[^"]*"|\S+)')
"""A filter as it is typed."""


class ClosestText(QObject):
    """Says what an answer without a good match came closest with."""

    def sentence(self, results: Results) -> str:
        """What the first hit has of the query and what it lacks; "" where nothing was found, or it is good enough."""
        if not results.hits or results.band is Band.STRONG:
            return ""
        hit = results.hits[0]
        name = hit.path.name
        if not results.query.text:
            return self._by_photo(hit).format(name=name)
        there, missing = _divided(results.query.text, hit)
        if there and missing:
            text = self.tr("{name} comes closest: it holds {there}, but not {missing}.")
            return text.format(name=name, there=_quoted(there), missing=_quoted(missing))
        if there:
            text = self.tr("{name} comes closest: it holds {there}, but only by the way.")
            return text.format(name=name, there=_quoted(there))
        text = self.tr("{name} comes closest: it may mean something alike, but holds none of the words.")
        return text.format(name=name)

    def unknown(self, results: Results) -> str:
        """That no result holds a word of the query, nor one that the dictionary says for it; "" where one does.

        The encoder found them by their meaning, which of a word that only this site says is chance.
        """
        text = results.query.text
        read_otherwise = any(chip.kind in _READINGS and chip.on for chip in results.chips)
        if not results.hits or not text or results.query.photos or read_otherwise:
            return ""
        asked = _asked(_FILTER.sub(" ", text))
        if not asked or any(_is_worded(hit) for hit in results.hits):
            return ""
        if any(_divided(" ".join(asked), hit)[0] for hit in results.hits[:MOST_READ]):
            return ""
        return self.tr("No result holds {missing}: they may mean something alike.").format(
            missing=_quoted(asked)
        )

    def _by_photo(self, hit: Hit) -> str:
        if any(evidence.route is Route.GEOMETRY for evidence in hit.evidence):
            return self.tr("{name} comes closest: few points of the photo agree with it.")
        return self.tr("{name} comes closest: it only looks alike, no detail of the photo was found on it.")


def _divided(text: str, hit: Hit) -> tuple[list[str], list[str]]:
    """The words of a query that a hit holds, as far as it is known, and those that it does not."""
    said = (reason for reason in hit.evidence if not (reason.route is Route.WORDS and reason.partial))
    told = [term for reason in said for term in reason.terms]  # of the others only pieces are there
    known = " ".join([*told, hit.snippet.text if hit.snippet else "", hit.path.stem, hit.title, hit.section])
    there: list[str] = []
    missing: list[str] = []
    for word in _asked(text):
        (there if _holds(known, word) or fold(word) in map(fold, told) else missing).append(word)
    return there, missing


def _is_worded(hit: Hit) -> bool:
    """Whether a word or number of the query led to a hit, or somebody's answer, not only what means alike."""
    return any(
        reason.route is Route.MEMORY or (reason.terms and not reason.partial) for reason in hit.evidence
    )


def _asked(text: str) -> list[str]:
    """The words of a query, part numbers whole: a piece of one says nothing."""
    numbers = [code.raw for code in codes(text)]
    for number in numbers:
        text = text.replace(number, " ")
    rest = [word for word in words(text) if len(word) > 1 or not word.isascii()]
    return list(dict.fromkeys([*numbers, *rest]))


def _holds(known: str, word: str) -> bool:
    """Whether a text holds a word, also with another ending, or a whole part number, however it is written."""
    if looks_like_code(word):
        return any(code.normalised == normalise(word) for code in codes(known))
    return any(not known[end : end + 1].isdigit() for _, end in find(known, word))


def _quoted(some: list[str]) -> str:
    shown = ", ".join(f"“{word}”" for word in some[:MOST_WORDS])
    return shown + (" …" if len(some) > MOST_WORDS else "")
