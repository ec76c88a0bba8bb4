"""Other ways in which a catalogue may write the words of a query: joined, abbreviated, spelt elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from imtextgui.domain.query import ChipKind
from imtextgui.domain.text.normalization import fold

MOST_JOINED = 12
"""Joined forms that are tried: each is one more word that the full text is asked for."""

# one meaning a line
_SYNONYMS = """
bill of materials | BOM
revision | rev
drawing | dwg
schematic | sch
schematics | sch
assembly | assy | asm
printed circuit board | PCB
power supply | PSU
specification | spec
dimensions | dims
configuration | config
quantity | qty
temperature | temp
maintenance | maint
colour | color
aluminium | aluminum
grey | gray
centre | center
metre | meter
取扱説明書 | 取説
"""


@dataclass(frozen=True, slots=True)
class QueryWording:
    """``text`` says the same as ``words[first:last]`` of a query.

    ``weight``, 0 to 1, says how surely. ``kind`` is that of the chip that shows it, None for what is not shown.
    """

    first: int
    last: int
    text: str
    weight: float = 1.0
    kind: ChipKind | None = None

    @property
    def key(self) -> str:
        """Names the wording in ``Query.off``."""
        return f"{self.kind}:{fold(self.text)}"


def wordings(words: Sequence[str]) -> list[QueryWording]:
    """Give other wordings of rows of neighbouring ``words``: joined, abbreviated, spelt elsewhere."""
    return [*_joined(words), *_synonyms(words)]


def _joined(words: Sequence[str]) -> list[QueryWording]:
    """Join two or three: "noise reducing cable" may be noisereducingcable in a file name."""
    rows = [
        QueryWording(first, last, "".join(words[first:last]))
        for first in range(len(words))
        for last in range(first + 2, min(first + 3, len(words)) + 1)
    ]
    return [row for row in rows if row.text.isascii() and row.text.isalnum()][:MOST_JOINED]


def _synonyms(words: Sequence[str]) -> list[QueryWording]:
    folded = tuple(map(fold, words))
    return [
        QueryWording(first, first + len(row), text)
        for row, texts in _TABLE.items()
        for first in range(len(folded) - len(row) + 1)
        if folded[first : first + len(row)] == row
        for text in texts
    ]


def _table() -> dict[tuple[str, ...], list[str]]:
    table: dict[tuple[str, ...], list[str]] = {}
    for line in _SYNONYMS.strip().splitlines():
        ways = [way.strip() for way in line.split("|")]
        for way in ways:
            # "of" is not among the words of a query
            words = tuple(word for word in fold(way).split() if word != "of")
            table.setdefault(words, []).extend(other for other in ways if other != way)
    return table


_TABLE = _table()
