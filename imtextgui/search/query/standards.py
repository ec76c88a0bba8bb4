"""Standards and the parts that they name: DIN 912 is ISO 4762 and JIS B 1176, a hexagon socket head cap screw.

``resources/dictionary/standards.csv`` has a row for each part: its ``standards``, its names ``en``, ``ja`` and ``de``,
what ``kind`` of thing it is, and how its ``sizes`` are written. It was written for this program; the numbers of the
standards are its source, and no text of a standard is in it.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from imtextgui.config import paths
from imtextgui.domain.query import ChipKind
from imtextgui.domain.text.codes import normalise
from imtextgui.search.query.query_expansion import QueryWording
from imtextgui.search.query.term_rows import TermRows, name_key, stem

WEIGHT = 0.9
"""What the number of a standard counts against the name of the part, as an entry of the dictionary does."""

MOST_WORDINGS = 32
"""Many of them are not in the catalogue."""

LONGEST_NUMBER = 6
"""Words of the longest number: DIN EN ISO 13385-1 has five."""

_SERIES = {
    "ISO": ("ISO", "EN ISO", "DIN ISO", "DIN EN ISO", "BS EN ISO"),
    "EN": ("EN", "DIN EN", "BS EN"),
    "IEC": ("IEC", "DIN IEC"),
    "ASME": ("ASME", "ANSI", "ANSI ASME", "ASME ANSI"),
}
"""How a standard of a series is also called, where other bodies took it over."""

WASHER = "washer"
# the size of a washer is the hole, not the thread; those of the medium series of DIN 125
_WASHERS = (
    "M1.6=1.7 M2=2.2 M2.5=2.7 M3=3.2 M4=4.3 M5=5.3 M6=6.4 M8=8.4 M10=10.5 M12=13 M14=15 M16=17 M18=19 M20=21 M22=23"
    " M24=25 M27=28 M30=31 M33=34 M36=37"
)
_HOLES = dict(pair.split("=") for pair in _WASHERS.split())
_THREAD = re.compile(r"M\d+(?:\.\d)?", re.IGNORECASE)


class StandardPart(NamedTuple):
    """A part and the ``standards`` that name it, one of each series, with its names and the form of its sizes."""

    standards: tuple[str, ...]
    en: tuple[str, ...]
    ja: tuple[str, ...]
    de: tuple[str, ...]
    kind: str
    sizes: str = ""

    @property
    def names(self) -> list[str]:
        """The names of the part, those of the languages by turns."""
        return [name for turn in zip_longest(self.en, self.ja, self.de) for name in turn if name]


class Standards:
    """Finds the standards of the parts that a query names, and the parts of the standards that it names."""

    def __init__(self, parts: Iterable[StandardPart]) -> None:
        self._named: TermRows[StandardPart] = TermRows()
        self._numbered: dict[str, StandardPart] = {}
        for part in parts:
            for name in part.names:
                self._named.add(name, part)
            for standard in part.standards:
                self._numbered |= dict.fromkeys(_keys(standard), part)

    def wordings(self, asked: Sequence[str]) -> list[QueryWording]:
        """Give the standards of the parts that the words ``asked`` name, the other way round, and sizes."""
        numbered = list(self._numbers(asked))
        taken = {place for row, _ in numbered for place in row}
        named = [row for row in self._named.rows(asked) if taken.isdisjoint(row[0])]
        wordings = [
            QueryWording(row.start, row.stop, text, WEIGHT, ChipKind.EXPANSION)
            for row, part in numbered
            for text in _other_texts(part, normalise("".join(asked[row.start : row.stop])))
        ]
        wordings += [
            QueryWording(row.start, row.stop, text, WEIGHT, ChipKind.EXPANSION)
            for row, parts in named
            for text in _by_turns([texts for part in parts for texts in (_numbers_of(part), part.names)])
            if name_key(text) != _key_of(asked, row)
        ]
        parts = [part for _, part in numbered] + [part for _, several in named for part in several]
        holes = _holes(asked) if any(part.sizes == WASHER for part in parts) else ()
        return [*holes, *wordings[:MOST_WORDINGS]]

    def _numbers(self, asked: Sequence[str]) -> Iterator[tuple[range, StandardPart]]:
        """The rows of words that are the number of a standard; of several that begin with one word the longest."""
        first = 0
        while first < len(asked):
            ends = range(min(first + LONGEST_NUMBER, len(asked)), first, -1)
            end = next((end for end in ends if normalise("".join(asked[first:end])) in self._numbered), None)
            if end is not None:
                yield range(first, end), self._numbered[normalise("".join(asked[first:end]))]
            first = end or first + 1


def read_parts(path: Path) -> list[StandardPart]:
    """Read a table of standards."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_part(row) for row in csv.DictReader(file)]


def _part(row: Mapping[str, str]) -> StandardPart:
    standards, en, ja, de = (tuple(row[column].split("|")) for column in ("standards", "en", "ja", "de"))
    return StandardPart(standards, en, ja, de, row["kind"], row["sizes"])


@cache
def shipped() -> Standards:
    """The table that comes with the program."""
    return Standards(read_parts(paths.resources() / "dictionary" / "standards.csv"))


def _keys(standard: str) -> Iterator[str]:
    """The forms in which ``standard`` is looked up."""
    series, _, number = standard.partition(" ")
    for called in _SERIES.get(series, (series,)):
        yield normalise(f"{called}{number}")


def _other_texts(part: StandardPart, key: str) -> list[str]:
    """What a part is called beside its standard with ``key``: names and standards of other series by turns."""
    others = [
        number for standard in part.standards if key not in _keys(standard) for number in _forms(standard)
    ]
    return _by_turns([part.names, others])


def _key_of(asked: Sequence[str], row: range) -> str:
    return " ".join(map(stem, asked[row.start : row.stop]))


def _numbers_of(part: StandardPart) -> list[str]:
    return [number for standard in part.standards for number in _forms(standard)]


def _forms(standard: str) -> tuple[str, ...]:
    """How ``standard`` may be written in a text; what is written before it does not matter to the full text."""
    series, *number = standard.split()
    if series == "JIS":
        return f"JIS {' '.join(number)}", "".join(number)
    return (number[0],) if series in ("ASME", "ANSI") else (standard, f"{series}{number[0]}")


def _by_turns(lists: Sequence[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(text for turn in zip_longest(*lists) for text in turn if text))


def _holes(asked: Sequence[str]) -> Iterator[QueryWording]:
    for place, word in enumerate(asked):
        hole = _HOLES.get(word.upper()) if _THREAD.fullmatch(word) else None
        if hole:
            yield QueryWording(place, place + 1, hole, WEIGHT, ChipKind.EXPANSION)
