"""How pages divide by folder, type, language, tag, year and machine: what filters could narrow them to."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from imtextgui.domain.items import Kind
from imtextgui.domain.named_kinds import kinds_of
from imtextgui.domain.query import FACETS, Facet
from imtextgui.store.column_values import id_list, path_text
from imtextgui.store.content.filtering import Selection
from imtextgui.store.content.machines import Machines
from imtextgui.store.database import Database
from imtextgui.store.item_tags import tags_of

MOST_VALUES = 30
"""Values of a facet that are told: more than a list beside the results can show."""

_PATHS_REMEMBERED = 20_000
"""Files whose kinds are remembered, 5 MB: those of one answer are counted once for each ticked facet."""

MOST_FOLDERS = 200
"""Folders of all levels together that are told, upper ones first."""

_ITEMS = """
    SELECT i.id, i.path, i.mtime_ns, i.source_id, c.kind, c.id FROM item i JOIN content c ON c.id = i.content_id
    WHERE c.id IN (SELECT content_id FROM page WHERE id IN (SELECT value FROM json_each(:pages)))
"""
_LANGUAGES = """
    SELECT language, count(DISTINCT content_id) FROM page
    WHERE id IN (SELECT value FROM json_each(:pages)) AND language <> '' GROUP BY language
"""


class _Item(NamedTuple):
    """A file that may count; copies of the same bytes share ``content``."""

    id: int
    path: bytes
    changed: int
    source: int
    kind: str
    content: int


def count(
    database: Database,
    pages: Iterable[int],
    selection: Selection | None = None,
    *,
    names: Collection[str] = FACETS,
    most: int | None = MOST_VALUES,
) -> tuple[Facet, ...]:
    """The facets of ``count_with_files``."""
    return count_with_files(database, pages, selection, names=names, most=most)[0]


def count_with_files(
    database: Database,
    pages: Iterable[int],
    selection: Selection | None = None,
    *,
    names: Collection[str] = FACETS,
    most: int | None = MOST_VALUES,
) -> tuple[tuple[Facet, ...], int]:
    """Count the files of ``pages`` that fit ``selection``, most first; a facet of which nothing is known is left out.

    Gives besides how many files there are; copies count once.

    Folders are whole paths, of as many levels as there are; a filter takes them with all that is below.
    Copies count once for each value: with two names in two folders, a file is found in both.
    """
    listed = {"pages": id_list(pages)}
    with database.reading() as connection:
        every = [_Item(*row) for row in connection.execute(_ITEMS, listed)]
        items = [item for item in every if selection is None or item.id in selection.items]
        counters: dict[str, Callable[[], Counter[str]]] = {
            "type": lambda: _kinds(items),
            "language": lambda: Counter(dict(connection.execute(_LANGUAGES, listed))),
            "tag": lambda: _tags(connection, items),
            "year": lambda: _counted((_year(item.changed), item.content) for item in items),
            "machine": lambda: _machines(connection, items),
        }
        counted = {name: _ordered(counters[name]())[:most] for name in names if name in counters}
        if "folder" in names:
            counted = {"folder": _folders(items, _sources(connection))} | counted
    told = tuple(Facet(name, values) for name, values in counted.items() if values)
    return told, len({item.content for item in items})


def _kinds(items: Iterable[_Item]) -> "Counter[str]":
    """As the filter takes them: what is named a drawing counts as one, too."""
    return _counted((kind.value, item.content) for item in items for kind in _kinds_of(item.kind, item.path))


@lru_cache(_PATHS_REMEMBERED)
def _kinds_of(kind: str, path: bytes) -> frozenset[Kind]:
    """The kinds that a file of ``kind`` at ``path``, as stored, is found as."""
    return kinds_of(Kind(kind), PurePosixPath(path_text(path)))


def _counted(pairs: Iterable[tuple[str, int]]) -> "Counter[str]":
    """How many contents each value has."""
    return Counter(value for value, _ in set(pairs) if value)


def _sources(connection: sqlite3.Connection) -> dict[int, str]:
    """The paths of all sources, with slashes."""
    rows = connection.execute("SELECT id, path FROM source")
    return {source: path_text(path).replace("\\", "/") for source, path in rows}


def _tags(connection: sqlite3.Connection, items: Sequence[_Item]) -> "Counter[str]":
    contents = {item.id: item.content for item in items}
    return _counted((tag, contents[item]) for item, tag in tags_of(connection, contents))


def _machines(connection: sqlite3.Connection, items: Sequence[_Item]) -> "Counter[str]":
    machines = Machines(connection)
    return _counted((machines.of(item.source, item.path), item.content) for item in items)


def _ordered(values: "Counter[str]") -> tuple[tuple[str, int], ...]:
    return tuple(sorted(values.items(), key=lambda pair: (-pair[1], pair[0])))


def _folders(items: Sequence[_Item], sources: Mapping[int, str]) -> tuple[tuple[str, int], ...]:
    """Every folder from its source on, as a whole path, with the files at any depth; upper ones first."""
    contents: dict[tuple[str, ...], set[int]] = {}
    for item in items:
        place = (sources[item.source], *path_text(item.path).split("/")[:-1])
        for depth in range(1, len(place) + 1):
            contents.setdefault(place[:depth], set()).add(item.content)
    ordered = sorted(contents, key=lambda place: (len(place), -len(contents[place]), place))[:MOST_FOLDERS]
    return tuple((_joined(place), len(contents[place])) for place in ordered)


def _joined(place: tuple[str, ...]) -> str:
    source, *folders = place
    return "/".join([source.rstrip("/"), *folders]) if folders else source


def _year(nanoseconds: int) -> str:
    try:
        return str(datetime.fromtimestamp(nanoseconds / 1e9).astimezone().year)
    except (ValueError, OverflowError, OSError):
        return ""
