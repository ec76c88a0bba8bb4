"""The dictionary: what a word or a term is also called, in English, Japanese and German.

The built-in one comes with the program in several files, the own one of the site is ``dictionary.csv`` in the folder of
the catalogue.
"""

import logging
import os
import re
import shutil
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from itertools import zip_longest
from pathlib import Path

from imtextgui.config import own_files, paths
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.query import ChipKind
from imtextgui.domain.text.normalization import fold, words
from imtextgui.errors import DictionaryDamaged
from imtextgui.search.query.dictionary_table import (
    Remarks,
    noted_entries,
    read_entries,
    remarks,
    rewritten,
    table,
)
from imtextgui.search.query.query_expansion import QueryWording
from imtextgui.search.query.term_rows import TermRows, name_key, stem

_log = logging.getLogger(__name__)

TERMS = "industrial.csv"
BESIDES = ("trade.csv", "jmdict.csv")
"""Files of the built-in dictionary whose names do not stand in the way of those of their words."""

OWN = paths.DICTIONARY
# many of them are not in the catalogue
MOST_EXPANSIONS = 32
MOST_BESIDES = 16
MOST_A_TERM = 8
WEIGHT = 0.9
"""What an expansion counts against the word itself.

0.8, 0.9 and 0.97 gave MRR 0.43, 0.52 and 0.58 on Japanese queries for English pages, and 0.820, 0.826 and 0.829 on the
real paraphrases and Japanese; above 0.95 an expansion alone would make a hit strong (tests/quality/README.md).
"""

# 繋がる is 繋がら before ない, 緩める is 緩め before て: only what stays the same is looked for
_ENDING = 2
"""Letters by which a word may be longer than the name that it is a form of."""

_CONJUGATED = re.compile(r"(?<=[一-鿿々][ぁ-ゟ])る$|(?<=[一-鿿々])[うくぐすつぬぶむる]$")


class Dictionary:
    """Looks up what else a row of words is called."""

    def __init__(self, entries: Iterable[Entry], besides: TermRows[Entry] | None = None) -> None:
        """``entries``, the more important first; ``besides`` are names most of which say what their words say.

        The words of a name of ``entries`` are not looked up one by one: a shaft seal is no seal of any kind. Those of
        a name of ``besides`` are, because few pages have all of "pump noise" in a row, in whatever language.
        """
        self._entries = term_rows(entries)
        self._besides = besides or TermRows()

    def knows(self, word: str) -> bool:
        """Tell whether ``word`` is a word of some term, so that it is not misspelt."""
        return self._entries.has_word(word) or self._besides.has_word(word)

    def same_tags(self, tag: str) -> tuple[str, ...]:
        """``tag`` as a filter asks for it, with ``-`` in front where it is unwanted, and under its other names."""
        sign, name = ("-", tag[1:]) if tag.startswith("-") else ("", tag)
        named = self._entries.named(name)
        names = dict.fromkeys(other for entry in named for other in entry.names)
        return (tag, *(sign + other for other in names if fold(other) != fold(name)))

    def other_names(self, name: str) -> list[str]:
        """What a thing is also called; none where only a part of ``name`` is a term."""
        asked = words(name)
        return [
            wording.text
            for wording in self.wordings(asked)
            if (wording.first, wording.last) == (0, len(asked)) and fold(wording.text) != fold(name)
        ]

    def segments(self, word: str) -> list[str]:
        """Cut a Japanese ``word`` into terms: 三相配線図 is 三相 and 配線図; [] where less than all of it is terms."""
        segments: list[str] = []
        start = 0
        while start < len(word):
            # No longer than a name with an ending: a pasted text is tens of thousands of letters long.
            ends = range(min(len(word), start + self._entries.longest + _ENDING), start + 1, -1)
            end = next(
                (end for end in ends if (end - start < len(word)) and word[start:end] in self._entries), None
            )
            if end is None:
                return []
            segments.append(word[start:end])
            start = end
        return segments

    def wordings(self, asked: Sequence[str]) -> list[QueryWording]:
        """Give what the rows of neighbouring words of ``asked`` are also called; longer rows before shorter."""
        first = _wordings(asked, self._entries)[:MOST_EXPANSIONS]
        return [*first, *_wordings(asked, self._besides)[:MOST_BESIDES]]


def load(*folders: Path) -> Dictionary:
    """The dictionary of a catalogue: the site's own terms, in one of ``folders`` or several, before those that come
    with the program.

    Own terms that cannot be read are left out with a word in the log.
    """
    return Dictionary(entries(*folders), _built_in_besides())


def entries(*folders: Path) -> tuple[Entry, ...]:
    """All entries that the catalogue with its own terms in ``folders`` knows, in the order of ``load``."""
    return (*(entry for folder in folders for entry in _readable_own(folder)), *_built_in(TERMS))


def _readable_own(folder: Path) -> list[Entry]:
    try:
        return read_own(folder)
    except DictionaryDamaged as trouble:
        _log.warning("searching without the site's own terms: %s", trouble)
        return []


def read_own(folder: Path) -> list[Entry]:
    """Read the dictionary in the catalogue ``folder``; empty without one. Raises DictionaryDamaged."""
    path = folder / OWN
    # A link that leads nowhere is no missing file: the share with the table is away.
    return read_entries(path) if os.path.lexists(path) else []


def read_noted(folder: Path) -> frozenset[Entry]:
    """Those of ``read_own`` that somebody wrote a remark about in a column of theirs. Raises DictionaryDamaged."""
    path = folder / OWN
    return noted_entries(path) if path.exists() else frozenset()


def read_remarks(folder: Path) -> Remarks:
    """What the dictionary in the catalogue ``folder`` says of its terms besides. Raises DictionaryDamaged."""
    path = folder / OWN
    return remarks(path) if path.exists() else {}


def write_own(folder: Path, entries: Iterable[Entry], known: Remarks | None = None) -> None:
    """Write the dictionary in the catalogue ``folder``, whole or not at all; one that is damaged is kept aside.

    Columns and rows of the user that are no terms stay as they are; ``known`` are remarks of terms that come back.
    Raises OSError, and DictionaryDamaged where it is a link that leads to no file: nothing is written then.
    """
    path, entries = folder / OWN, list(entries)
    data = table(entries)
    try:
        read_own(folder)
    except DictionaryDamaged:
        if not path.exists():
            raise
        _keep_aside(path)
    else:
        data = rewritten(path, entries, known) if path.exists() else data
    own_files.replace(path, data)


def _keep_aside(path: Path) -> None:
    file = path.resolve()
    aside = own_files.set_aside(file)
    if aside and path.is_symlink():
        shutil.copy2(aside, file)  # a table that others share: the next one gets its rights


def own_file(folder: Path) -> Path:
    """The file that the site's own terms are written into; a link leads to a table that several catalogues share."""
    return Path(os.path.realpath(folder / OWN))


def states_of_own(folder: Path) -> tuple[str, ...]:
    """What tells the dictionary in the catalogue ``folder``, and those that were damaged, from later ones."""
    files = (folder / OWN, *own_files.aside_of(folder / OWN))
    return tuple(_state_of(file) for file in files if os.path.lexists(file))


def forget_own(folder: Path, states: Collection[str] | None = None) -> None:
    """Remove the dictionary in the catalogue ``folder``, and those that were damaged; no other file of the folder.

    Where ``states`` are given, files stay that are in none of them: somebody wrote them later.
    """
    for file in (folder / OWN, *own_files.aside_of(folder / OWN)):
        if states is None or (os.path.lexists(file) and _state_of(file) in states):
            file.unlink(missing_ok=True)


def _state_of(file: Path) -> str:
    state = file.lstat()
    return f"{file.name} {state.st_size} {state.st_mtime_ns}"


def term_rows(entries: Iterable[Entry]) -> TermRows[Entry]:
    """The rows of words that are names of ``entries``, in any language."""
    rows: TermRows[Entry] = TermRows()
    for entry in entries:
        for name in entry.names:
            rows.add(name, entry)
    return rows


@cache
def _built_in_besides() -> TermRows[Entry]:
    return term_rows(entry for file in BESIDES for entry in _built_in(file))


@cache
def _built_in(file: str) -> tuple[Entry, ...]:
    return tuple(read_entries(paths.resources() / "dictionary" / file))


def _wordings(asked: Sequence[str], rows: TermRows[Entry]) -> list[QueryWording]:
    wordings: list[QueryWording] = []
    for row, entries in rows.rows(asked):
        words = asked[row.start : row.stop]
        key = " ".join(map(stem, words))
        # Japanese is cut into words where its scripts change, which a name does not show
        own = {fold(" ".join(words)), fold("".join(words))}
        names = dict.fromkeys(name for entry in entries for name in _other_names(entry, key))
        wordings += [
            QueryWording(row.start, row.stop, _CONJUGATED.sub("", name), WEIGHT, ChipKind.EXPANSION)
            for name in list(names)[:MOST_A_TERM]
            if fold(name) not in own and _worth_asking(name)
        ]
    return wordings


def _other_names(entry: Entry, key: str) -> list[str]:
    """The other names of ``entry`` than the one with ``key``: of the other language and of the same one by turns.

    German comes last: fewer files are written in it. Several names with the same key are spellings of one, and kept.
    """
    languages = (entry.en, entry.ja, entry.de)
    own = next((names for names in languages if key in map(name_key, names)), entry.en)
    others = [names for names in languages if names is not own]
    spelt = [name for name in own if name_key(name) == key]
    same = [name for name in own if len(spelt) > 1 or name not in spelt]
    turns = [name for pair in zip_longest(others[0], same) for name in pair if name]
    return [*turns, *others[1]]


def _worth_asking(name: str) -> bool:
    """Tell whether ``name`` is worth looking for: two Latin letters stand for too many things."""
    return not (name.isascii() and len(name) <= 2)
