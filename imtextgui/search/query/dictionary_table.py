"""Dictionaries as CSV files: read, written, and rewritten around the columns and rows that are somebody else's.

All have the columns ``en,ja,kind`` and may have ``de,definition,source``, with what says the same joined by ``|``.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from imtextgui.domain.dictionary import Entry
from imtextgui.domain.text.normalization import fold
from imtextgui.errors import DictionaryDamaged
from imtextgui.plain_files import require_plain

COLUMNS = ("en", "ja", "kind")
MORE_COLUMNS = ("de", "definition", "source")

_BETWEEN = re.compile(r"[;；|]")
"""Between the names of one thing: a bar in our files; people also write a semicolon, as in a cell of the window."""


Remarks = Mapping[Entry, Mapping[str, str]]
"""What tables say of entries besides, by the names of their columns."""


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one line; ``entry`` is None where no English or Japanese name is among them."""

    cells: list[str]
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class _Table:
    """A file as it is: ``columns`` are the names in its first line."""

    columns: list[str]
    rows: list[_Row]


def read_entries(path: Path) -> list[Entry]:
    """Read a dictionary, UTF-8 with or without a byte order mark. Raises DictionaryDamaged."""
    return [row.entry for row in _read(path).rows if row.entry is not None]


def noted_entries(path: Path) -> frozenset[Entry]:
    """The entries of a dictionary that have words in a column that is none of ours. Raises DictionaryDamaged."""
    table = _read(path)
    ours = _places(table.columns).values()
    return frozenset(
        row.entry
        for row in table.rows
        if row.entry is not None
        and any(cell.strip() for place, cell in enumerate(row.cells) if place not in ours)
    )


def remarks(path: Path) -> Remarks:
    """What a dictionary says of its entries in columns that are none of ours. Raises DictionaryDamaged."""
    table = _read(path)
    theirs = _places_of_theirs(table.columns)
    told = {
        row.entry: {
            name: row.cells[place]
            for name, place in theirs.items()
            if place < len(row.cells) and row.cells[place]
        }
        for row in table.rows
        if row.entry is not None
    }
    return {entry: cells for entry, cells in told.items() if cells}


def canonical(entry: Entry) -> Entry:
    """``entry`` as it is when it was written and read again."""
    return _entry(_cells(entry))


def table(entries: Iterable[Entry]) -> bytes:
    """``entries`` as a CSV file that ``read_entries`` reads.

    It begins with a byte order mark: without one, Excel takes a table for the code page of the machine.
    """
    kept = list(entries)
    more = MORE_COLUMNS if any(entry.de or entry.definition or entry.source for entry in kept) else ()
    return _rewritten(_Table([*COLUMNS, *more], []), kept, {})


def rewritten(path: Path, entries: Iterable[Entry], known: Remarks | None = None) -> bytes:
    """The dictionary in ``path`` with ``entries`` in the place of its own.

    Columns that are none of ours stay, with what they say of an entry that stays or was changed, and so do lines
    without an English or Japanese name: people keep remarks and unfinished rows in their tables. An entry that comes
    back has its words of ``known`` again. Raises DictionaryDamaged.
    """
    return _rewritten(_read(path), list(entries), known or {})


def _read(path: Path) -> _Table:
    try:
        require_plain(path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            columns, *lines = list(csv.reader(file)) or [[]]
    except (OSError, UnicodeDecodeError, csv.Error) as trouble:
        raise DictionaryDamaged(path=str(path), line=1, reason=str(trouble)) from trouble
    missing = [name for name in COLUMNS[:2] if name not in columns]
    if missing:
        raise DictionaryDamaged(path=str(path), line=1, reason=f"column missing: {', '.join(missing)}")
    rows = []
    for cells in lines:
        entry = _entry(dict(zip(columns, cells, strict=False)))
        rows.append(_Row(cells, entry if entry.en or entry.ja else None))
    return _Table(columns, rows)


def _rewritten(table: _Table, wanted: list[Entry], known: Remarks) -> bytes:
    columns = _widened(table, wanted)
    places = _places(columns)
    lines = [columns]
    number = 0
    changed, added = _changes([row.entry for row in table.rows if row.entry is not None], wanted)
    for row in table.rows:
        if row.entry is None:
            lines.append(row.cells)
            continue
        lines += [_new_line(entry, columns, known.get(entry, {})) for entry in added.get(number, ())]
        if number in changed:
            lines.append(_filled(row.cells, row.entry, changed[number], places))
        number += 1
    lines += [_new_line(entry, columns, known.get(entry, {})) for entry in added.get(number, ())]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("utf-8-sig", "replace")


def _changes(old: list[Entry], wanted: list[Entry]) -> tuple[dict[int, Entry], dict[int, list[Entry]]]:
    """What becomes of the entries ``old`` by their number, without those that go; and what comes before which."""
    changed: dict[int, Entry] = {}
    added: dict[int, list[Entry]] = {}
    for tag, first, last, start, end in SequenceMatcher(None, old, wanted, autojunk=False).get_opcodes():
        block = range(first, last)
        # one that lost all its names at once, as where a single one was misspelt, is known by its place alone
        in_place = tag == "equal" or (
            len(block) == end - start
            and all(_next_sharing(old, block, entry) is None for entry in wanted[start:end])
        )
        place = first
        for entry in wanted[start:end]:
            same = place if in_place else _next_sharing(old, range(place, last), entry)
            if same is None:
                added.setdefault(place, []).append(entry)
            else:
                changed[same] = entry
                place = same + 1
    return changed, added


def _next_sharing(old: Sequence[Entry], among: range, entry: Entry) -> int | None:
    """The number of the first of ``old`` that has a name of ``entry``."""
    names = set(map(fold, entry.names))
    return next((number for number in among if not names.isdisjoint(map(fold, old[number].names))), None)


def _widened(table: _Table, wanted: Sequence[Entry]) -> list[str]:
    """The columns with those that ``wanted`` needs besides; cells beyond the last column stay without one."""
    used = {name for entry in wanted for name, text in _cells(entry).items() if text}
    fresh = [name for name in (*COLUMNS, *MORE_COLUMNS) if name in used and name not in table.columns]
    if not fresh:
        return table.columns
    width = max((len(row.cells) for row in table.rows), default=0)
    return [*table.columns, *[""] * (width - len(table.columns)), *fresh]


def _new_line(entry: Entry, columns: Sequence[str], remarks: Mapping[str, str]) -> list[str]:
    """A line for an entry that is not in the table."""
    cells = _filled([""] * len(columns), Entry((), ()), entry, _places(columns))
    for name, place in _places_of_theirs(columns).items():
        cells[place] = remarks.get(name, "")
    return cells


def _filled(cells: Sequence[str], before: Entry, entry: Entry, places: Mapping[str, int]) -> list[str]:
    """``cells`` with what ``entry`` says otherwise than ``before``; a cell that says the same stays as written."""
    filled = list(cells)
    old = _cells(before)
    for name, text in _cells(entry).items():
        if text != old[name]:
            filled += [""] * (places[name] + 1 - len(filled))
            filled[places[name]] = text
    return filled


def _cells(entry: Entry) -> dict[str, str]:
    return {
        **{"en": "|".join(entry.en), "ja": "|".join(entry.ja), "kind": entry.kind},
        **{"de": "|".join(entry.de), "definition": entry.definition, "source": entry.source},
    }


def _places(columns: Sequence[str]) -> dict[str, int]:
    """Where our columns are; of two with one name the last one counts."""
    ours = {*COLUMNS, *MORE_COLUMNS}
    return {name: place for place, name in enumerate(columns) if name in ours}


def _places_of_theirs(columns: Sequence[str]) -> dict[str, int]:
    ours = {*COLUMNS, *MORE_COLUMNS, ""}
    return {name: place for place, name in enumerate(columns) if name not in ours}


def _entry(row: Mapping[str, str]) -> Entry:
    return Entry(
        _names(row.get("en")),
        _names(row.get("ja")),
        *(_text(row.get("kind")), _names(row.get("de"))),
        *(_text(row.get("definition")), _text(row.get("source"))),
    )


def _text(cell: str | None) -> str:
    return (cell or "").strip()


def _names(cell: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in _BETWEEN.split(cell or "") if name.strip()))
