"""Near-duplicates out, and the rest split so that the same thing is never on both sides."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from export.data.pictures import Labelled
from imtextgui.domain.embedding import Matrix

# Cosine of appearance vectors. A picture saved again, smaller or in another format, stays above it.
ALIKE = 0.985

HELD_OUT = 0.2
"""About this share of the pictures is kept for the measurement."""


@dataclass(frozen=True, slots=True)
class Deduplicated:
    """Pictures that are no copies of each other: their numbers, and each with the captions and things of its copies."""

    numbers: list[int]
    pictures: list[Labelled]
    things: list[frozenset[str]]


def without_copies(
    pictures: Sequence[Labelled], things: Sequence[frozenset[str]], looks: Matrix
) -> Deduplicated:
    """The first of each set of near-duplicates, by the appearance vectors ``looks`` [n, d].

    The captions of a copy go to the picture that stays, and so do its things: what two people call by two names is
    one thing.
    """
    kept: list[int] = []
    merged: dict[int, Labelled] = {}
    all_things: dict[int, frozenset[str]] = {}
    for number, picture in enumerate(pictures):
        cosines = looks[kept] @ looks[number]
        if kept and cosines.max() > ALIKE:
            first = kept[int(cosines.argmax())]
            known = merged[first]
            merged[first] = replace(
                known,
                english=tuple(dict.fromkeys(known.english + picture.english)),
                japanese=tuple(dict.fromkeys(known.japanese + picture.japanese)),
            )
            all_things[first] |= things[number]
        else:
            kept.append(number)
            merged[number], all_things[number] = picture, things[number]
    return Deduplicated(kept, [merged[n] for n in kept], [all_things[n] for n in kept])


def joined_things(things: Sequence[frozenset[str]]) -> list[str]:
    """One name for each picture; pictures that share a thing, directly or through others, get the same one."""
    parent: dict[str, str] = {}

    def root(thing: str) -> str:
        parent.setdefault(thing, thing)
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    for own in things:
        first, *others = sorted(own)
        for other in others:
            parent[root(other)] = root(first)
        root(first)
    smallest: dict[str, str] = {}
    for thing in sorted(parent):
        smallest.setdefault(root(thing), thing)
    return [smallest[root(min(own))] for own in things]


def held_out(names: Sequence[str]) -> list[bool]:
    """For each picture whether it is held out, whole things at a time; the same things give the same answer.

    Things are taken in an order that only their names decide, until a fifth of the pictures is reached. One that alone
    is more than a third of them all stays for training.
    """
    order = sorted(set(names), key=lambda name: sha256(name.encode()).hexdigest())
    sizes = Counter(names)
    chosen: set[str] = set()
    pictures = 0
    for name in order:
        if pictures >= HELD_OUT * len(names):
            break
        if sizes[name] <= len(names) / 3:
            chosen.add(name)
            pictures += sizes[name]
    return [name in chosen for name in names]
