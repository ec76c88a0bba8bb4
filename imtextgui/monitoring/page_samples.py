"""What a sample of files shows of words and vectors, compared with the files that were there before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from imtextgui.domain.embedding import Matrix
from imtextgui.domain.text.vocabulary import vocabulary

FEWEST_WORDS = 10
"""Texts with fewer distinct words are left out: one word would be a tenth."""
NAMED_WORDS = 8
_LEAST_FILES_OF_A_WORD = 2


@dataclass(frozen=True, slots=True)
class PageSample:
    """Files of one time: the texts of a page of each, the kinds counted over all, and picture vectors [n, dim]."""

    texts: Sequence[str]
    kinds: dict[str, int]
    vectors: Matrix


def unknown_shares(
    before: Sequence[str], now: Sequence[str]
) -> tuple[list[float], list[float], tuple[str, ...]]:
    """The share of each text's words that stand in no other text of before, and the commonest new words of now.

    A text of before is compared with the others of before, so that both sides mean the same.
    """
    old = [words for text in before if len(words := vocabulary(text)) >= FEWEST_WORDS]
    new = [words for text in now if len(words := vocabulary(text)) >= FEWEST_WORDS]
    counts = Counter(word for words in old for word in words)
    known = counts.keys()
    alone = [sum(counts[word] == 1 for word in words) / len(words) for words in old]
    unknown = [len(words - known) / len(words) for words in new]
    new_words = Counter(word for words in new for word in words - known)
    common = [
        word for word, files in new_words.most_common(4 * NAMED_WORDS) if files >= _LEAST_FILES_OF_A_WORD
    ]
    return alone, unknown, tuple(common[:NAMED_WORDS])


def nearest(before: Matrix, now: Matrix) -> tuple[list[float], list[float]]:
    """The cosine of each unit row to its nearest row of before; a row of before is not its own neighbour."""
    if len(before) < 2 or not len(now):
        return [], []
    own = before @ before.T
    np.fill_diagonal(own, -1.0)
    return [float(value) for value in own.max(axis=1)], [
        float(value) for value in (now @ before.T).max(axis=1)
    ]
