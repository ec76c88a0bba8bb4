"""How pages divide by folder, type, language, tag, year and machine: what filters could narrow them to."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from imtextgui.domain.query import FACETS, Facet
from imtextgui.store.database import Database
from imtextgui.store.filtering import Selection
from imtextgui.store.machines import Machines
from imtextgui.store.values import id_list, path_text

MOST_VALUES = 30

_ITEMS = """
    SELECT i.id, i.path, i.mtime_ns, i.source_id, c.kind, c.id FROM item i JOIN content c ON c.id = i.content_id
    WHERE c.id IN (SELECT content_id FROM page WHERE id IN (SELECT value FROM json_each(:pages)))
"""
_LANGUAGES = """
    SELECT language, count(DISTINCT content_id) FROM page
    WHERE id IN (SELECT value FROM json_each(:pages)) AND language <> '' GROUP BY language
"""
_TAGS = """
    SELECT tag, item_id FROM item_tag WHERE item_id IN (SELECT value FROM json_each(:items))
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
    names: Iterable[str] = FACETS,
    most: int | None = MOST_VALUES,
) -> tuple[Facet, ...]:
    """Count the files of ``pages`` that fit ``selection``, most first; a facet of which nothing is known is left out.

    Copies count once for each value: with two names in two folders, a file is found in both.
    """
    listed = {"pages": id_list(pages)}
    with database.reading() as connection:
        found = [_Item(*row) for row in connection.execute(_ITEMS, listed)]
        items = [item for item in found if selection is None or item.id in selection.items]
        counters: dict[str, Callable[[], Counter[str]]] = {
            "folder": lambda: _folders(items),
            "type": lambda: _counted((item.kind, item.content) for item in items),
            "language": lambda: Counter(dict(connection.execute(_LANGUAGES, listed))),
            "tag": lambda: _tags(connection, items),
            "year": lambda: _counted((_year(item.changed), item.content) for item in items),
            "machine": lambda: _machines(connection, items),
        }
        counted = [(name, counters[name]()) for name in names]
    return tuple(Facet(name, _ordered(values)[:most]) for name, values in counted if values)


def _counted(pairs: Iterable[tuple[str, int]]) -> "Counter[str]":
    """How many contents each value has."""
    return Counter(value for value, _ in set(pairs) if value)


def _tags(connection: sqlite3.Connection, items: Sequence[_Item]) -> "Counter[str]":
    contents = {item.id: item.content for item in items}
    rows = connection.execute(_TAGS, {"items": id_list(contents)})
    return _counted((tag, contents[item]) for tag, item in rows)


def _machines(connection: sqlite3.Connection, items: Sequence[_Item]) -> "Counter[str]":
    machines = Machines(connection)
    return _counted((machines.of(item.source, item.path), item.content) for item in items)


def _ordered(values: "Counter[str]") -> tuple[tuple[str, int], ...]:
    return tuple(sorted(values.items(), key=lambda pair: (-pair[1], pair[0])))


def _folders(items: Sequence[_Item]) -> "Counter[str]":
    """The folder of each file on the first level on which they differ."""
    paths = [(path_text(item.path).split("/")[:-1], item.content) for item in items]
    first, last = min((path for path, _ in paths), default=[]), max((path for path, _ in paths), default=[])
    depth = 1 + next(
        (level for level, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), 0
    )
    return _counted(("/".join(path[:depth]), content) for path, content in paths)


def _year(nanoseconds: int) -> str:
    try:
        return str(datetime.fromtimestamp(nanoseconds / 1e9).astimezone().year)
    except (ValueError, OverflowError, OSError):
        return ""
