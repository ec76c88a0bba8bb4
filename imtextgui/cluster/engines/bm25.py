"""BM25 of rows of tokens, as FTS5 has it: the engine proposes rows, this says what each word in them is worth.

The engine's own score is one number for all words together; the ranker wants that of each word, weighted by column, and
the same as in a catalogue that answers by itself. Constants and formula are those of FTS5's ``bm25()``.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from imtextgui.cluster.engines.word_clauses import SEPARATOR, Pattern

_K1, _B = 1.2, 0.75
_LEAST_IDF = 1e-6


@dataclass(frozen=True, slots=True)
class Corpus:
    """How many ``rows`` a table has, its tokens a row, and what a token counts in its first and its second column."""

    rows: int
    mean_length: float
    weights: tuple[float, float]

    def idf(self, holding: int) -> float:
        """The inverse document frequency of what ``holding`` rows hold."""
        return max(math.log((self.rows - holding + 0.5) / (holding + 0.5)), _LEAST_IDF)


class TokenRow:
    """The tokens of one row as an export wrote them: most rows hold few of the tokens that are asked for, and are only
    cut where they do.
    """

    def __init__(self, words: str) -> None:
        self._padded = f" {words} "
        self._cut: list[str] | None = None

    @property
    def length(self) -> int:
        """How many tokens there are."""
        return self._padded.count(" ") - 2

    def frequency(self, pattern: Pattern, weights: tuple[float, float]) -> float:
        """How often the row holds ``pattern``, each time weighted by its column."""
        if not self._may_hold(pattern):
            return 0.0
        border = self._tokens.index(SEPARATOR)
        return sum(weights[place > border] for place in self._starts(pattern))

    def _may_hold(self, pattern: Pattern) -> bool:
        row = " ".join(pattern.tokens)
        return (f" {row}" if pattern.prefix else f" {row} ") in self._padded

    @property
    def _tokens(self) -> list[str]:
        if self._cut is None:
            self._cut = self._padded[1:-1].split(" ")
        return self._cut

    def _starts(self, pattern: Pattern) -> list[int]:
        *before, last = pattern.tokens
        tokens, count = self._tokens, len(before)
        return [
            place
            for place in range(len(tokens) - count)
            if self._ends(tokens[place + count], last, pattern.prefix)
            and tokens[place : place + count] == before
        ]

    @staticmethod
    def _ends(token: str, last: str, prefix: bool) -> bool:
        return token.startswith(last) if prefix else token == last


def bm25(row: TokenRow, patterns: Mapping[Pattern, int], corpus: Corpus) -> float | None:
    """What the row is worth for any of ``patterns``, with how many rows hold each; None if it holds none."""
    norm = _K1 * (1 - _B + _B * row.length / max(corpus.mean_length, 1e-9))
    found = [
        corpus.idf(holding) * frequency * (_K1 + 1) / (frequency + norm)
        for pattern, holding in patterns.items()
        if (frequency := row.frequency(pattern, corpus.weights))
    ]
    return math.fsum(found) if found else None
