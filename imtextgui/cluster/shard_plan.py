"""Which folders go into which shard: balanced by size, the same for the same folders, and stable from run to run."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from imtextgui.domain.text.gitignore_names import pattern_of

FILE_BYTES = 20_000
"""What a file weighs beside its bytes: opening and writing it. A choice, not a measurement."""

FINENESS = 8
"""A folder that weighs more than this part of a shard is split into the folders in it: shards then differ by a tenth
of their size at most, where no single folder without subfolders is larger.
"""

LOOSE = "*"
"""The end of a unit that stands for the files that lie in a folder itself."""


@dataclass(slots=True)
class FolderSize:
    """What lies in a folder: the weight of its own files, and its folders by their gitignore patterns."""

    loose: int = 0
    loose_files: int = 0
    folders: dict[str, "FolderSize"] = field(default_factory=dict)

    def add(self, relpath: str, size: int) -> None:
        """Count a file of ``size`` bytes; ``relpath`` uses "/"."""
        folder = self
        for name in relpath.split("/")[:-1]:
            folder = folder.folders.setdefault(pattern_of(name), FolderSize())
        folder.loose += size + FILE_BYTES
        folder.loose_files += 1

    def files(self) -> int:
        """How many files are in it."""
        return self.loose_files + sum(folder.files() for folder in self.folders.values())

    def weight(self) -> int:
        """Of all in it."""
        return self.loose + sum(folder.weight() for folder in self.folders.values())


@dataclass(frozen=True, slots=True)
class Shard:
    """The units of one shard, and what they weigh.

    A unit is a folder with all in it, "a/b/", or the files of a folder without its folders, "a/*"; names are patterns
    of gitignore.
    """

    units: tuple[str, ...]
    weight: int

    def rules(self) -> tuple[str, ...]:
        """The gitignore lines that leave out everything but the units."""
        return tuple(_rules(self.units))


def plan(root: FolderSize, count: int, before: Sequence[Sequence[str]] = ()) -> tuple[Shard, ...]:
    """Split what is in ``root`` into ``count`` shards.

    Units that were in a shard ``before`` stay in it; the others go, the heaviest first, to the lightest shard. The same
    folders give the same shards.
    """
    known = {unit: number for number, units in enumerate(before[:count]) for unit in units}
    most = root.weight() // (count * FINENESS)
    units = dict(_units(root, "", most, _split_before(known)))
    taken: list[list[str]] = [[] for _ in range(count)]
    weights = [0] * count
    for unit, weight in units.items():
        if unit in known:
            taken[known[unit]].append(unit)
            weights[known[unit]] += weight
    lightest = [(weight, number) for number, weight in enumerate(weights)]
    heapq.heapify(lightest)
    for unit in sorted(units.keys() - known.keys(), key=lambda unit: (-units[unit], unit)):
        weight, number = heapq.heappop(lightest)
        taken[number].append(unit)
        weights[number] = weight + units[unit]
        heapq.heappush(lightest, (weights[number], number))
    return tuple(
        Shard(tuple(sorted(units_of)), weight) for units_of, weight in zip(taken, weights, strict=True)
    )


def _split_before(known: Mapping[str, int]) -> set[str]:
    """The folders that were split before, and so are split again."""
    return {
        around
        for unit in known
        for around in _around(unit.removesuffix(LOOSE) if unit.endswith(LOOSE) else _parent(unit))
    }


def _around(folder: str) -> Iterator[str]:
    """``folder`` and those around it, without the root."""
    while folder:
        yield folder
        folder = _parent(folder)


def _parent(folder: str) -> str:
    return folder[: folder.rfind("/", 0, -1) + 1]


def _units(folder: FolderSize, prefix: str, most: int, split: set[str]) -> Iterator[tuple[str, int]]:
    if folder.loose:
        yield prefix + LOOSE, folder.loose
    for name in sorted(folder.folders):
        inner, path = folder.folders[name], f"{prefix}{name}/"
        weight = inner.weight()
        if path in split or (weight > most and inner.folders):
            yield from _units(inner, path, most, split)
        elif weight:
            yield path, weight


def _rules(units: Sequence[str]) -> Iterator[str]:
    """Lines from the root inwards: a later one counts more than an earlier one."""
    loose = {unit.removesuffix(LOOSE) for unit in units if unit.endswith(LOOSE)}
    whole = {unit for unit in units if unit.endswith("/")}
    opened = {"", *(around for folder in loose for around in _around(folder))}
    opened |= {around for folder in whole for around in _around(_parent(folder))}
    for folder in sorted(opened, key=lambda folder: (folder.count("/"), folder)):
        if folder:
            yield f"!/{folder}"
        yield f"/{folder}*/" if folder in loose else f"/{folder}*"
    for folder in sorted(whole):
        yield f"!/{folder}"
    # A folder that is taken in brings what is hidden in it, which no other run takes.
    yield ".*"
