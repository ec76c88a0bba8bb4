"""The words of several catalogues as if they were one: how frequent each is, and which there are."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from imtextgui.domain.embedding import Ids
from imtextgui.search.routes.candidate_stores import FullText
from imtextgui.store.text.fulltext_query import WordHit
from imtextgui.store.text.vocabulary import Vocabulary
from imtextgui.store.text.word_counts import RowCounts

_LEAST_IDF = 1e-6
"""What FTS5's bm25() gives a word that is in more than half of the rows."""


@dataclass(frozen=True, slots=True)
class JoinedFrequencies:
    """Counts words in all catalogues together."""

    fulltexts: tuple[FullText, ...]

    def frequencies(self, terms: Sequence[str]) -> tuple[list[int], int]:
        """As ``Fulltext.frequencies``, summed."""
        told = [fulltext.frequencies(terms) for fulltext in self.fulltexts]
        return [sum(counts) for counts in zip(*(counts for counts, _ in told), strict=True)], sum(
            pages for _, pages in told
        )

    def row_counts(self, texts: Sequence[str]) -> RowCounts:
        """As ``Fulltext.row_counts``, summed."""
        rows: Counter[str] = Counter()
        holding: Counter[tuple[str, str]] = Counter()
        for fulltext in self.fulltexts:
            counted = fulltext.row_counts(texts)
            rows.update(counted.rows)
            holding.update(counted.holding)
        return RowCounts(dict(rows), dict(holding))


@dataclass(frozen=True, slots=True)
class JoinedVocabulary:
    """The words that stand in any of the catalogues, for other spellings."""

    vocabularies: tuple[Vocabulary, ...]

    def beginning(self, prefixes: Iterable[str], shortest: int, longest: int) -> Sequence[tuple[str, int]]:
        """As ``Vocabulary.beginning``, with the sums of the counts."""
        wanted = list(prefixes)
        pages: Counter[str] = Counter()
        for vocabulary in self.vocabularies:
            for word, count in vocabulary.beginning(wanted, shortest, longest):
                pages[word] += count
        return list(pages.items())

    def known(self, words: Iterable[str]) -> set[str]:
        """As ``Vocabulary.known``."""
        asked = list(words)
        return set().union(*(vocabulary.known(asked) for vocabulary in self.vocabularies))


@dataclass(frozen=True, slots=True)
class SharedWords:
    """The full text of one catalogue, with words as rare as they are in all of them together.

    BM25 knows how rare a word is in its own catalogue; it is brought to what it would be in one with all pages.
    """

    own: FullText
    all: JoinedFrequencies

    def frequencies(self, terms: Sequence[str]) -> tuple[list[int], int]:
        """Of all catalogues together: each plans the same query."""
        return self.all.frequencies(terms)

    def words(
        self,
        terms: Sequence[str],
        phrases: Sequence[str] = (),
        excluded: Sequence[str] = (),
        limit: int = 200,
        *,
        among: Ids | None = None,
        others: Sequence[str] = (),
    ) -> list[WordHit]:
        """As ``Fulltext.words``, of its own pages alone."""
        texts = [*terms, *phrases, *others]
        factors = _factors(self.own.row_counts(texts), self.all.row_counts(texts))
        return self.own.words(terms, phrases, excluded, limit, among=among, others=others, factors=factors)


def _factors(own: RowCounts, joined: RowCounts) -> Mapping[tuple[str, str], float]:
    """By table and expression what BM25 has to be multiplied by."""
    return {
        (table, match): _idf(count, joined.rows[table])
        / _idf(own.holding.get((table, match), 0), own.rows[table])
        for (table, match), count in joined.holding.items()
    }


def _idf(holding: int, rows: int) -> float:
    """The inverse document frequency of FTS5's bm25()."""
    return max(math.log((rows - holding + 0.5) / (holding + 0.5)), _LEAST_IDF)
