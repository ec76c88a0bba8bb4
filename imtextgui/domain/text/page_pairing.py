"""Which page of one edition shows what a page of another one shows, by their words."""

import math
from collections import Counter
from collections.abc import Sequence

from imtextgui.domain.text.normalization import fold

ALIKE = 0.25
"""Share of the weighted trigrams of both pages that have to agree.

Of 85 pages of editions of one PDF in two real folders eight in ten reached 0.32 or more with the page of the other
edition (98 % of these have the same number); of 80 pages beside other documents nine in ten stayed below 0.30.
"""
_LEAST = 24
"""Letters of a page from which on its text says which page it is."""
_LENGTH = 3
_NEAREST_COUNTS = 0.02
"""What a page of the same number gains: repeated forms, as empty logs, are told apart by their place only."""


def says_enough(text: str) -> bool:
    """Whether a page with ``text`` can be recognised by it."""
    return len(_letters(text)) >= _LEAST


def counterpart(text: str, number: int, others: Sequence[str]) -> int | None:
    """The place in ``others``, the texts of another document, of the page that shows the same as ``text``.

    ``number`` is that of the page in its own document, from 1. Trigrams of letters count, without blanks, so that
    Japanese needs no words; those that stand on many pages of the other document, as its headings do, count little.
    None where no page is alike.
    """
    wanted = _trigrams(text)
    pages = [_trigrams(other) for other in others]
    frequency = Counter(trigram for page in pages for trigram in page)

    def weight(trigrams: set[str]) -> float:
        return math.fsum(math.log(1 + (len(pages) + 1) / (frequency[trigram] + 0.5)) for trigram in trigrams)

    scores = [
        (weight(wanted & page) / (weight(wanted | page) or 1.0)) + _NEAREST_COUNTS * (place + 1 == number)
        for place, page in enumerate(pages)
    ]
    best = max(range(len(scores)), key=lambda place: scores[place], default=None)
    return best if best is not None and scores[best] >= ALIKE else None


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _trigrams(text: str) -> set[str]:
    letters = _letters(text)
    return {letters[at : at + _LENGTH] for at in range(len(letters) - _LENGTH + 1)}
