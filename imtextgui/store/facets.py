"""How pages divide by folder, type, language, tag, year and machine: what filters could narrow them to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from imtextgui.domain.query import Facet
from imtextgui.store.database import Database
from imtextgui.store.machines import Machines
from imtextgui.store.values import id_list, path_text

MOST_VALUES = 30

_ITEMS = """
    SELECT i.path, i.mtime_ns, c.kind, i.source_id, min(i.id) FROM item i JOIN content c ON c.id = i.content_id
    WHERE c.id IN (SELECT content_id FROM page WHERE id IN (SELECT value FROM json_each(:pages))) GROUP BY c.id
"""
_LANGUAGES = """
    SELECT language, count(DISTINCT content_id) FROM page
    WHERE id IN (SELECT value FROM json_each(:pages)) AND language <> '' GROUP BY language
"""
_TAGS = """
    SELECT tag, count(DISTINCT i.content_id) FROM item_tag JOIN item i ON i.id = item_tag.item_id
    WHERE i.content_id IN (SELECT content_id FROM page WHERE id IN (SELECT value FROM json_each(:pages)))
    GROUP BY tag
"""


def count(database: Database, pages: Iterable[int]) -> tuple[Facet, ...]:
    """Count the files of ``pages``, copies once, most first; a facet of which nothing is known is left out."""
    listed = {"pages": id_list(pages)}
    with database.reading() as connection:
        items = connection.execute(_ITEMS, listed).fetchall()
        languages = Counter(dict(connection.execute(_LANGUAGES, listed)))
        tags = Counter(dict(connection.execute(_TAGS, listed)))
        machines = Machines(connection)
    counted = {
        "folder": Counter(_folders([path_text(path).split("/")[:-1] for path, *_ in items])),
        "type": Counter(kind for _, _, kind, *_ in items),
        "language": languages,
        "tag": tags,
        "year": Counter(year for _, changed, *_ in items if (year := _year(changed))),
        "machine": Counter(name for path, _, _, source, _ in items if (name := machines.of(source, path))),
    }
    return tuple(Facet(name, _most(values)) for name, values in counted.items() if values)


def _most(values: "Counter[str]") -> tuple[tuple[str, int], ...]:
    return tuple(sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_VALUES])


def _folders(paths: Sequence[list[str]]) -> list[str]:
    """The folder of each path on the first level on which they differ."""
    first, last = min(paths, default=[]), max(paths, default=[])
    depth = 1 + next(
        (level for level, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), 0
    )
    return ["/".join(path[:depth]) for path in paths if path]


def _year(nanoseconds: int) -> str:
    try:
        return str(datetime.fromtimestamp(nanoseconds / 1e9).astimezone().year)
    except (ValueError, OverflowError, OSError):
        return ""
