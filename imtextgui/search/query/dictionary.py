"""The dictionary: what a word or a term is also called, in English and Japanese.

The built-in one comes with the program, the site's own ``dictionary.csv`` lies in the catalogue folder. Both have the
columns ``en,ja,kind``, with what says the same joined by ``|``.
"""

import csv
import io
import logging
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from imtextgui.config import own_files, paths
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.query import ChipKind
from imtextgui.domain.text.normalization import fold, words
from imtextgui.errors import DictionaryDamaged
from imtextgui.plain_files import require_plain
from imtextgui.search.query.query_expansion import QueryWording

_log = logging.getLogger(__name__)

COLUMNS = ("en", "ja", "kind")
OWN = paths.DICTIONARY
# many of them are not in the catalogue
MOST_EXPANSIONS = 32
MOST_A_TERM = 8
LONGEST_ROW = 4
WEIGHT = 0.9
"""What an expansion counts against the word itself.

0.8, 0.9 and 0.97 gave MRR 0.43, 0.52 and 0.58 on Japanese queries for English pages, and 0.820, 0.826 and 0.829 on the
real paraphrases and Japanese; above 0.95 an expansion alone would make a hit strong (tests/quality/README.md).
"""

_LATIN_ENDING = re.compile(r"(?<=[a-z]{3})(?:ings|ing|ed|es|s|e)$")
# 繋がる is 繋がら before ない, 緩める is 緩め before て: only what stays the same is looked for
_CONJUGATED = re.compile(r"(?<=[一-鿿々][ぁ-ゟ])る$|(?<=[一-鿿々])[うくぐすつぬぶむる]$")
_LITTLE = frozenset(("of", "the", "a", "an", "for", "and", "to", "in", "on", "with"))


class Dictionary:
    """Looks up what else a row of words is called."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """``entries``, the more important first."""
        self._names: dict[tuple[str, ...], list[str]] = {}
        self._words: set[str] = set()
        for entry in entries:
            names = list(dict.fromkeys((*entry.en, *entry.ja)))
            for name in names:
                key = _key(words(name))
                self._words.update(key)
                known = self._names.setdefault(key, [])
                known.extend(other for other in _other_names(entry, name) if other not in known)

    def knows(self, word: str) -> bool:
        """Tell whether ``word`` is a word of some term, so that it is not misspelt."""
        return _stem(word) in self._words

    def segments(self, word: str) -> list[str]:
        """Cut a Japanese ``word`` into terms: 三相配線図 is 三相 and 配線図; [] where less than all of it is terms."""
        segments: list[str] = []
        start = 0
        while start < len(word):
            ends = range(len(word), start + 1, -1)
            end = next(
                (end for end in ends if (end - start < len(word)) and self._named(word[start:end])), None
            )
            if end is None:
                return []
            segments.append(word[start:end])
            start = end
        return segments

    def _named(self, name: str) -> bool:
        return _key([name]) in self._names

    def wordings(self, asked: Sequence[str]) -> list[QueryWording]:
        """Give what the rows of neighbouring words of ``asked`` are also called; longer rows before shorter.

        A row within a longer one that is in the dictionary is part of that, and not expanded itself: a shaft seal
        is no seal of any kind.
        """
        keys = [_stem(word) for word in asked]
        wordings: list[QueryWording] = []
        taken: set[int] = set()
        for length in range(min(LONGEST_ROW, len(asked)), 0, -1):
            for first in range(len(asked) - length + 1):
                row = range(first, first + length)
                names = self._names.get(tuple(keys[first : first + length]), ())
                if not names or not taken.isdisjoint(row) or not _names_a_term(asked[first : first + length]):
                    continue
                taken.update(row)
                words = asked[first : first + length]
                # Japanese is cut into words where its scripts change, which a name does not show
                own = {fold(" ".join(words)), fold("".join(words))}
                wordings += [
                    QueryWording(first, first + length, _CONJUGATED.sub("", name), WEIGHT, ChipKind.EXPANSION)
                    for name in names[:MOST_A_TERM]
                    if fold(name) not in own and _worth_asking(name)
                ]
        return wordings[:MOST_EXPANSIONS]


def load(folder: Path) -> Dictionary:
    """The dictionary of the catalogue in ``folder``: its own terms before those that come with the program.

    Own terms that cannot be read are left out with a word in the log.
    """
    try:
        own = read_own(folder)
    except DictionaryDamaged as trouble:
        _log.warning("searching without the site's own terms: %s", trouble)
        own = []
    return Dictionary((*own, *_built_in()))


def read_entries(path: Path) -> list[Entry]:
    """Read a dictionary, UTF-8 with or without a byte order mark. Raises DictionaryDamaged."""
    try:
        require_plain(path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _entries(path, csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as trouble:
        raise DictionaryDamaged(path=str(path), line=1, reason=str(trouble)) from trouble


def read_own(folder: Path) -> list[Entry]:
    """Read the dictionary in the catalogue ``folder``; empty without one. Raises DictionaryDamaged."""
    path = folder / OWN
    return read_entries(path) if path.exists() else []


def write_own(folder: Path, entries: Iterable[Entry]) -> None:
    """Write the dictionary in the catalogue ``folder``, whole or not at all; one that is damaged is kept aside.

    It begins with a byte order mark: without one, Excel takes a table for the code page of the machine.
    """
    try:
        read_own(folder)
    except DictionaryDamaged:
        own_files.set_aside(folder / OWN)
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    writer.writerows(("|".join(entry.en), "|".join(entry.ja), entry.kind) for entry in entries)
    own_files.replace(folder / OWN, table.getvalue().encode("utf-8-sig"))


def forget_own(folder: Path) -> None:
    """Remove the dictionary in the catalogue ``folder``, and those that were damaged; no other file of the folder."""
    for file in (folder / OWN, *own_files.aside_of(folder / OWN)):
        file.unlink(missing_ok=True)


@cache
def _built_in() -> tuple[Entry, ...]:
    return tuple(read_entries(paths.resources() / "dictionary" / "industrial.csv"))


def _entries(path: Path, rows: "csv.DictReader[str]") -> list[Entry]:
    missing = [name for name in COLUMNS[:2] if name not in (rows.fieldnames or ())]
    if missing:
        raise DictionaryDamaged(path=str(path), line=1, reason=f"column missing: {', '.join(missing)}")
    return [
        Entry(_names(row["en"]), _names(row["ja"]), (row.get("kind") or "").strip())
        for row in rows
        if _names(row["en"]) or _names(row["ja"])
    ]


def _names(cell: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in (cell or "").split("|") if name.strip()))


def _other_names(entry: Entry, name: str) -> list[str]:
    """The other names of ``entry``, those of the other language and the same one by turns."""
    same, other = (entry.en, entry.ja) if name in entry.en else (entry.ja, entry.en)
    kept = [kin for kin in same if kin != name]
    turns = [kin for pair in zip(other, kept, strict=False) for kin in pair]
    return [*turns, *(kin for kin in (*other, *kept) if kin not in turns)]


def _key(asked: Sequence[str]) -> tuple[str, ...]:
    return tuple(_stem(word) for word in asked if fold(word) not in _LITTLE)


def _stem(word: str) -> str:
    folded = fold(word)
    return _LATIN_ENDING.sub("", folded) if folded.isascii() else folded.rstrip("ー")


def _names_a_term(row: Sequence[str]) -> bool:
    """Tell whether ``row`` names a term: "PT" does, "pt" among other words may be anything."""
    return len(row) > 1 or not (row[0].isascii() and len(row[0]) <= 2 and not row[0].isupper())


def _worth_asking(name: str) -> bool:
    """Tell whether ``name`` is worth looking for: two Latin letters stand for too many things."""
    return not (name.isascii() and len(name) <= 2)
