"""What catalogues hold, file by file and page by page, so that two ways to make them can be compared."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from imtextgui.config.paths import DATABASE
from imtextgui.store.published.manifest import read_current, snapshot_folder

_PAGES = """
    SELECT item.path, content.digest, content.kind, item.problem, page.number, page.title, page.text, page.section,
        page.language, page.width, page.height, page.passes,
        (SELECT group_concat(text, char(0)) FROM (SELECT text FROM passage WHERE page_id = page.id ORDER BY id))
    FROM item JOIN content ON content.id = item.content_id LEFT JOIN page ON page.content_id = content.id
"""
_VECTORS = """
    SELECT item.path, page.number, space.name, coalesce(passage.text, ''), coalesce(region.kind, ''),
        coalesce(region.x0, 0), coalesce(region.y0, 0), vector.row
    FROM vector JOIN page ON page.id = vector.page_id JOIN item ON item.content_id = page.content_id
        JOIN space ON space.id = vector.space_id
        LEFT JOIN passage ON passage.id = vector.passage_id LEFT JOIN region ON region.id = vector.region_id
    UNION ALL
    SELECT item.path, 0, space.name, 'name', '', 0, 0, name_vector.row
    FROM name_vector JOIN item ON item.id = name_vector.item_id JOIN space ON space.id = name_vector.space_id
"""


def databases(shards: Path) -> list[Path]:
    """The databases of the current snapshots of the shards in a folder."""
    folders = sorted(shards.glob("shard-*"))
    return [snapshot_folder(folder, read_current(folder)) / DATABASE for folder in folders]


def pages(files: Iterable[Path]) -> list[tuple[Any, ...]]:
    """Every page with its file's name and digest, texts and passages."""
    return sorted((row for file in files for row in _rows(file, _PAGES)), key=repr)


def vectors(files: Iterable[Path]) -> dict[tuple[Any, ...], bytes]:
    """Every vector by what it stands for."""
    return {row[:-1]: row[-1] for file in files for row in _rows(file, _VECTORS)}


def _rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()
