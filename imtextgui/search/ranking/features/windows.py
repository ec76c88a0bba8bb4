"""How much of a query stands close together in a page's text."""

from imtextgui.domain.text.normalization import fold
from imtextgui.search.ranking.features.query_words import QueryWords

WINDOW = 160
"""Characters of about two lines: what is said in one breath."""

LONGEST_TEXT = 10_000
MOST_OCCURRENCES = 40
"""Places looked at for each word; a word that stands more often tells nothing about where."""

Occurrence = tuple[int, int]
"""Where a word stands in a text, and its place in the query."""


def best_window(words: QueryWords, text: str) -> float:
    """The share of the query, weighed as ``words`` are, that the best ``WINDOW`` of ``text``, unfolded, holds."""
    places = sorted(_occurrences(words, fold(text[:LONGEST_TEXT])))
    counts = [0] * len(words.words)
    best = inside = 0.0
    first = 0
    for position, word in places:
        if not counts[word]:
            inside += words.weights[word]
        counts[word] += 1
        while position - places[first][0] > WINDOW:
            left = places[first][1]
            counts[left] -= 1
            if not counts[left]:
                inside -= words.weights[left]
            first += 1
        best = max(best, inside)
    return best


def _occurrences(words: QueryWords, folded: str) -> list[Occurrence]:
    """Every place of every word of the query; Latin words at the beginning of a word only."""
    places: list[Occurrence] = []
    for number, word in enumerate(words.words):
        wanted = word.stem or word.folded
        position = folded.find(wanted) if wanted else -1
        found = 0
        while position >= 0 and found < MOST_OCCURRENCES:
            if not (word.is_latin and position and folded[position - 1].isalnum()):
                places.append((position, number))
                found += 1
            position = folded.find(wanted, position + 1)
    return places
