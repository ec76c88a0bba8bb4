"""Resolves the filters of a query to the items and pages that fit."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from pathlib import PurePosixPath

import numpy as np

from imtextgui.domain.embedding import Ids
from imtextgui.domain.items import Kind
from imtextgui.domain.named_kinds import kinds_of
from imtextgui.domain.query import Filters
from imtextgui.domain.text.languages import KNOWN
from imtextgui.domain.text.normalization import fold
from imtextgui.store.column_values import id_list, path_text, whole
from imtextgui.store.content.machines import Machines
from imtextgui.store.database import Database
from imtextgui.store.while_unchanged import WhileUnchanged

_ITEMS = """
    SELECT i.id, i.content_id, s.path, i.path, c.kind, s.id FROM item i JOIN source s ON s.id = i.source_id
    JOIN content c ON c.id = i.content_id WHERE i.mtime_ns >= ? AND i.mtime_ns < ?
"""
DEEPEST = 3
"""Levels of folders that are offered by name."""

_NANOSECONDS = 10**9

_EPOCH = date(1970, 1, 1)

_PATHS_REMEMBERED = 100_000
"""Files whose types are remembered, 25 MB: reading them off 47,000 paths anew takes half a second."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The items that fit, and the pages that may be found: theirs, in a language that fits; ids ascending."""

    items: frozenset[int]
    pages: Ids

    def fitting(self, pages: Sequence[int]) -> list[int]:
        """Those of ``pages`` that fit, in their order."""
        wanted = np.isin(np.array(pages, dtype=np.int64), self.pages)
        return [page for page, fits in zip(pages, wanted.tolist(), strict=True) if fits]


class Filtering:
    """Looks up what fits."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._selections: WhileUnchanged[Filters, Selection] = WhileUnchanged()

    def select(self, filters: Filters) -> Selection:
        """Give all that fits ``filters``; for the same filters and an unchanged catalogue the same object."""
        with self._database.reading() as connection:
            selections = self._selections.of(connection)
            if filters not in selections:
                selections[filters] = self._select(connection, filters)
            return selections[filters]

    def _select(self, connection: sqlite3.Connection, filters: Filters) -> Selection:
        days = changed_from(filters.after, 0), changed_from(filters.before, 1)
        rows: list[_Row] = connection.execute(_ITEMS, days).fetchall()
        kept = [row for row in _by_folder(filters.folders, rows) if _fits_type(filters.types, row)]
        if filters.machines:
            kept = _by_machine(filters.machines, kept, Machines(connection))
        if filters.tags:
            tagged = connection.execute("SELECT item_id, tag FROM item_tag").fetchall()
            kept = _by_tag(filters.tags, kept, tagged)
        pages = _pages_of(connection, {row[1] for row in kept}, filters.languages)
        return Selection(frozenset(row[0] for row in kept), pages)

    def values(self, name: str) -> list[str]:
        """Give what the filter "folder", "type", "tag" or "machine" can say here, what most files have first."""
        with self._database.reading() as connection:
            if name == "tag":
                rows = connection.execute("SELECT tag FROM item_tag").fetchall()
                return _most(tag for (tag,) in rows)
            if name == "machine":
                machines = Machines(connection)
                owned = connection.execute("SELECT source_id, path FROM item").fetchall()
                return _most(machines.of(*row) for row in owned)
            rows = connection.execute("SELECT path FROM item").fetchall()
        paths = [PurePosixPath(path_text(path)) for (path,) in rows]
        if name == "type":
            return [*Kind, *_most(path.suffix[1:].lower() for path in paths)]
        return _most(folder for path in paths for folder in path.parts[:-1][:DEEPEST])

    def newest(self, selection: Selection, limit: int) -> list[int]:
        """Give the first page among ``selection`` of each of its files, copies once, newest change first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT min(p.id) FROM page p JOIN item i ON i.content_id = p.content_id"
                " WHERE p.id IN (SELECT value FROM json_each(?)) AND i.id IN (SELECT value FROM json_each(?))"
                " GROUP BY p.content_id ORDER BY max(i.mtime_ns) DESC, p.content_id LIMIT ?",
                (id_list(selection.pages.tolist()), id_list(selection.items), limit),
            ).fetchall()
        return [page for (page,) in rows]


_Row = tuple[int, int, bytes, bytes, str, int]
"""An item that may fit: its id, content id, the path of its source, its own path below that, kind, source id.

A plain tuple as SQLite gives it: there is one for each file, and naming the columns would cost more than the filter.
"""


def _most(values: Iterable[str]) -> list[str]:
    return [value for value, _ in Counter(filter(None, values)).most_common()]


def fits(values: Sequence[str], having: Set[str]) -> bool:
    """Tell whether something that has ``having`` fits a filter's ``values``, of which ``-`` marks unwanted ones."""
    wanted = [value for value in values if not value.startswith("-")]
    unwanted = [value[1:] for value in values if value.startswith("-")]
    return (not wanted or not having.isdisjoint(wanted)) and having.isdisjoint(unwanted)


def changed_from(day: date | None, without: int) -> int:
    """The first nanosecond of ``day`` on this machine; without a day the earliest (0) or the latest (1) one."""
    if day is None:
        return whole((-1, 1)[without] << 64)
    try:
        seconds = int(datetime.combine(day, time.min).astimezone().timestamp())
    except (ValueError, OverflowError, OSError):  # the first and the last year; on Windows before 1970
        seconds = (day - _EPOCH).days * 86_400
    return whole(seconds * _NANOSECONDS)


def _pages_of(connection: sqlite3.Connection, contents: Collection[int], languages: Sequence[str]) -> Ids:
    """The pages of ``contents`` in a language that fits, ascending."""
    listed = "content_id IN (SELECT value FROM json_each(?))"
    if languages:
        rows = connection.execute(f"SELECT id, language FROM page WHERE {listed}", (id_list(contents),))
        fitting = {language: fits(languages, {language}) for language in (*KNOWN, "")}
        found = [page for page, language in rows if fitting[language]]
    else:
        found = [
            page
            for (page,) in connection.execute(f"SELECT id FROM page WHERE {listed}", (id_list(contents),))
        ]
    return np.sort(np.array(found, dtype=np.int64))


def _fits_type(types: Sequence[str], row: _Row) -> bool:
    if not types:
        return True
    own, named = _types(row[4], row[3])
    # What is named a drawing is found as one, but is not left out as one: it may be the manual that it looks like.
    wanted = [value for value in types if not value.startswith("-")]
    unwanted = [value for value in types if value.startswith("-")]
    return fits(wanted, named) and fits(unwanted, own)


@lru_cache(_PATHS_REMEMBERED)
def _types(kind: str, stored: bytes) -> tuple[frozenset[str], frozenset[str]]:
    """What the filter of types may say of a file of ``kind``: as it is, and as its name tells besides."""
    path = PurePosixPath(path_text(stored))
    own = frozenset((kind, path.suffix[1:].lower()))
    return _shared((own, own | kinds_of(Kind(kind), path)))


@cache
def _shared(types: tuple[frozenset[str], frozenset[str]]) -> tuple[frozenset[str], frozenset[str]]:
    """The first of all pairs that equal ``types``: a hundred thousand files have a few dozen of them."""
    return types


def _by_tag(tags: Sequence[str], rows: list[_Row], tagged: Sequence[tuple[int, str]]) -> list[_Row]:
    having: dict[int, set[str]] = {}
    for item, tag in tagged:
        having.setdefault(item, set()).add(fold(tag))
    wanted = [fold(tag) for tag in tags]
    return [row for row in rows if fits(wanted, having.get(row[0], set()))]


def _by_machine(names: Sequence[str], rows: list[_Row], machines: Machines) -> list[_Row]:
    wanted = [fold(name) for name in names]
    return [row for row in rows if fits(wanted, {fold(machines.of(row[5], row[3]))})]


def _by_folder(folders: Sequence[str], rows: list[_Row]) -> list[_Row]:
    if not folders:
        return rows
    wanted = [fold(folder) for folder in folders if not folder.startswith("-")]
    unwanted = [fold(folder[1:]) for folder in folders if folder.startswith("-")]
    # Thousands of files share a few hundred folders, whose names are folded once.
    known: dict[tuple[bytes, bytes], bool] = {}
    kept = []
    for row in rows:
        place = (row[2], row[3].rpartition(b"/")[0])
        if place not in known:
            source, folder = (path_text(path).replace("\\", "/").rstrip("/") for path in place)
            where = fold(f"{source}/{folder}/")
            own = len(fold(source.rpartition("/")[0]))
            known[place] = (not wanted or any(_lies_in(where, own, folder) for folder in wanted)) and not any(
                _lies_in(where, own, folder) for folder in unwanted
            )
        if known[place]:
            kept.append(row)
    return kept


def _lies_in(where: str, own: int, folder: str) -> bool:
    """Tell whether ``folder`` stands in the path ``where``, both folded, at the beginning of a word.

    A whole path is compared from its start, a name from ``own`` on, where the source's own name begins.
    """
    if folder.startswith("/") or folder[1:2] == ":":
        return where.startswith(folder.rstrip("/") + "/")
    start = where.find(folder, own)
    while start >= 0:
        before = where[start - 1] if start else "/"
        # Japanese has no gaps between words, so that only Latin ones have a beginning to look for.
        if not (before.isalnum() and before.isascii() and folder[:1].isascii()):
            return True
        start = where.find(folder, start + 1)
    return False
