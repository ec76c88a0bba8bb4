"""Of several readings of one picture, what each part of it says best."""

from collections.abc import Sequence

from imtextgui.domain.items import Box, Word

_SAME_PLACE = 0.4
"""Share of the smaller of two boxes that lies in the other when they are of the same writing."""

_EQUALLY_SURE = 0.02


def best_of(first: Sequence[Word], second: Sequence[Word]) -> tuple[Word, ...]:
    """The words of both readings; where both have some in the same place, those of the reading that is surer of it.

    They stand in the order of the reading that says more; what only the other one has follows.
    """
    if _letters(first) < _letters(second):
        first, second = second, first
    groups = _groups(first, second)
    merged: list[Word] = []
    written: set[int] = set()
    for place, word in enumerate(first):
        group = groups.get(place)
        if group is None:
            merged.append(word)
        elif id(group) not in written:
            written.add(id(group))
            ours, theirs = (
                [words[at] for at in sorted(places)]
                for words, places in zip((first, second), group, strict=True)
            )
            merged.extend(theirs if _is_surer(theirs, ours) else ours)
    known = {at for _, theirs in groups.values() for at in theirs}
    return (*merged, *(word for at, word in enumerate(second) if at not in known))


_Group = tuple[set[int], set[int]]
"""Places of words in the first and in the second reading that lie on each other."""


def _groups(first: Sequence[Word], second: Sequence[Word]) -> dict[int, _Group]:
    """By places in the first reading, what lies on each other; words that lie on nothing are in no group."""
    by_first: dict[int, _Group] = {}
    by_second: dict[int, _Group] = {}
    for at, word in enumerate(first):
        for other_at, other in enumerate(second):
            if not _on_each_other(word.box, other.box):
                continue
            one, two = by_first.get(at), by_second.get(other_at)
            group = one or two or (set(), set())
            if one is not None and two is not None and one is not two:
                group = (one[0] | two[0], one[1] | two[1])
            group[0].add(at)
            group[1].add(other_at)
            by_first.update(dict.fromkeys(group[0], group))
            by_second.update(dict.fromkeys(group[1], group))
    return by_first


def _on_each_other(one: Box, other: Box) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    if across <= 0 or down <= 0:
        return False
    smaller = min((box.x1 - box.x0) * (box.y1 - box.y0) for box in (one, other))
    return across * down > _SAME_PLACE * smaller


def _is_surer(words: Sequence[Word], than: Sequence[Word]) -> bool:
    sure, other = _sureness(words), _sureness(than)
    if abs(sure - other) <= _EQUALLY_SURE:
        return _letters(words) > _letters(than)
    return sure > other


def _sureness(words: Sequence[Word]) -> float:
    """How sure a reading is, letter by letter."""
    return sum(len(word.text) * word.confidence for word in words) / max(1, _letters(words))


def _letters(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words)
