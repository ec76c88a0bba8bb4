"""Of several readings of one picture, what each part of it says best."""

from collections.abc import Iterator, Sequence

import numpy as np

from imtextgui.domain.items import Word

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


def without_lone_signs(words: Sequence[Word]) -> tuple[Word, ...]:
    """``words`` of a photo; none where all of them are single characters, which the grain of a surface looks like."""
    return tuple(words) if any(len(word.text) > 1 for word in words) else ()


_Group = tuple[set[int], set[int]]
"""Places of words in the first and in the second reading that lie on each other."""


def _groups(first: Sequence[Word], second: Sequence[Word]) -> dict[int, _Group]:
    """By places in the first reading, what lies on each other; words that lie on nothing are in no group."""
    by_first: dict[int, _Group] = {}
    by_second: dict[int, _Group] = {}
    for at, other_at in _on_each_other(first, second):
        one, two = by_first.get(at), by_second.get(other_at)
        group = one or two or (set(), set())
        if one is not None and two is not None and one is not two:
            group = (one[0] | two[0], one[1] | two[1])
        group[0].add(at)
        group[1].add(other_at)
        by_first.update(dict.fromkeys(group[0], group))
        by_second.update(dict.fromkeys(group[1], group))
    return by_first


def _on_each_other(first: Sequence[Word], second: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Places in both readings of words that lie on each other. A drawing has thousands, so numpy compares them."""
    if not first or not second:
        return
    one, other = (
        np.array([(word.box.x0, word.box.y0, word.box.x1, word.box.y1) for word in words], np.float64)
        for words in (first, second)
    )
    areas = [(boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]) for boxes in (one, other)]
    for at, box in enumerate(one):
        across = np.minimum(box[2], other[:, 2]) - np.maximum(box[0], other[:, 0])
        down = np.minimum(box[3], other[:, 3]) - np.maximum(box[1], other[:, 1])
        common = np.maximum(across, 0) * np.maximum(down, 0)
        smaller = np.minimum(areas[0][at], areas[1])
        for other_at in np.flatnonzero((common > 0) & (common > _SAME_PLACE * smaller)).tolist():
            yield at, other_at


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
