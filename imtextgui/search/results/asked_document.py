"""Which hits are the document of which a query asks for one edition: "GP-2040 V1.0" asks for it of GP-2040 only.

A file with a revision of its own that has nothing to do with the query is no other edition of what was asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from imtextgui.domain.query import Hit
from imtextgui.domain.text.editions import asked_edition, edition, is_edition
from imtextgui.domain.text.name_parts import PAIRS_COUNT, name_parts
from imtextgui.domain.text.normalization import fold
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.query.terms import says_little
from imtextgui.search.ranking.features.query_words import QueryWords
from imtextgui.search.routes.word_plan import WordPlan

_MOST_OF_IT = 0.5
"""Share of what is asked for, by the weight of its words, that the name and the title of the document say more of."""


def with_asked_edition(parsed: ParsedQuery, plan: WordPlan, hits: Sequence[Hit]) -> Iterator[Hit]:
    """``hits``; those that are the document of which the query asks for an edition say which one it asks for."""
    asked = asked_edition(parsed.text)
    if not asked:
        yield from hits
        return
    subject = _Subject(plan, asked)
    families = {_family(hit) for hit in hits if _has_edition(hit, asked)}
    for hit in hits:
        is_asked_for = _family(hit) in families or subject.is_named_by(hit)
        yield replace(hit, asked_edition=asked) if is_asked_for else hit


class _Subject:
    """The words of a query without the edition ``asked`` for, and without those that name a kind beside others."""

    def __init__(self, plan: WordPlan, asked: str) -> None:
        self._words = QueryWords.of(plan)
        folded = [word.folded for word in self._words.words]
        others = [at for at, word in enumerate(folded) if word not in fold(asked)]
        self._places = [at for at in others if not says_little(folded[at])] or others
        self._numbered = [at for at in self._places if any(map(str.isdigit, folded[at]))]

    def is_named_by(self, hit: Hit) -> bool:
        """Whether name and title of ``hit`` say each of the words with a digit, and most of all words."""
        shares = self._words.shares(name_parts(f"{hit.path.stem} {hit.title}"))
        weights = self._words.weights
        every = sum(weights[at] for at in self._places)
        said = sum(weights[at] * shares[at] for at in self._places)
        return said > _MOST_OF_IT * every and all(shares[at] >= PAIRS_COUNT for at in self._numbered)


def _family(hit: Hit) -> tuple[str, ...]:
    return edition(hit.path.as_posix()).family


def _has_edition(hit: Hit, asked: str) -> bool:
    """Whether ``hit`` or an edition that is folded under it is the one ``asked`` for."""
    return any(is_edition(path.stem, asked) for path in (hit.path, *(member.path for member in hit.family)))
