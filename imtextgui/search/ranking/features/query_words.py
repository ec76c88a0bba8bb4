"""The words of one query as features look for them: weighed, with what may stand in for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from imtextgui.domain.text.name_parts import NameParts, NameWord, NameWords, name_word
from imtextgui.search.routes.word_plan import WordPlan


@dataclass(frozen=True, slots=True)
class StandIn:
    """Another wording of ``words[first:last]`` of the query; all of its own ``words`` have to be there.

    It counts ``weight``, 0 to 1, against the words themselves.
    """

    first: int
    last: int
    words: tuple[NameWord, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class QueryWords:
    """``words`` of the query with the share of the query's weight that each has; ``every`` holds stand-ins, too."""

    words: tuple[NameWord, ...]
    weights: tuple[float, ...]
    stand_ins: tuple[StandIn, ...]
    every: NameWords

    @classmethod
    def of(cls, plan: WordPlan) -> "QueryWords":
        """The words that ``plan`` asks for, and its other wordings."""
        total = sum(word.weight for word in plan.words) or 1.0
        words = tuple(name_word(word.word) for word in plan.words)
        stand_ins = tuple(
            StandIn(wording.first, wording.last, tuple(map(name_word, wording.text.split())), wording.weight)
            for wording in plan.wordings
            if wording.text.strip()
        )
        every = NameWords((*words, *(word for stand_in in stand_ins for word in stand_in.words)))
        return cls(words, tuple(word.weight / total for word in plan.words), stand_ins, every)

    def shares(self, parts: NameParts) -> list[float]:
        """How much of each word ``parts`` say, 0 to 1."""
        shares = [parts.share(word) for word in self.words]
        for stand_in in self.stand_ins:
            span = slice(stand_in.first, stand_in.last)
            is_wanted = min(shares[span], default=1.0) < stand_in.weight
            if is_wanted and all(parts.share(word) == 1.0 for word in stand_in.words):
                shares[span] = [max(share, stand_in.weight) for share in shares[span]]
        return shares

    def weighed(self, shares: Sequence[float]) -> float:
        """The share of the query that ``shares`` of its words come to, 0 to 1."""
        return sum(weight * share for weight, share in zip(self.weights, shares, strict=True))
