"""What a published catalogue has, in the form in which it is written into another search engine."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

import numpy as np

from imtextgui.domain.embedding import Ids, Matrix, Space
from imtextgui.domain.items import Kind
from imtextgui.domain.named_kinds import kinds_of
from imtextgui.domain.text import normalization
from imtextgui.domain.text.normalization import fold
from imtextgui.store.column_values import id_list, matrix, path_text
from imtextgui.store.content.machines import Machines
from imtextgui.store.database import Database
from imtextgui.store.item_tags import tags_of
from imtextgui.store.text.stems import Stems

_CONTENTS = """
    SELECT c.id, c.digest, c.kind, count(p.id), coalesce(sum(p.passes), 0), coalesce(max(p.id), 0)
    FROM content c LEFT JOIN page p ON p.content_id = c.id WHERE c.id > ? GROUP BY c.id ORDER BY c.id LIMIT ?
"""
_VECTORS = """
    SELECT p.content_id, count(*), max(v.id) FROM page p CROSS JOIN vector v ON v.page_id = p.id
    WHERE p.content_id BETWEEN ? AND ? AND v.space_id IN (SELECT id FROM space WHERE fingerprint = ?)
    GROUP BY p.content_id
"""
_ITEMS = "SELECT id, content_id, source_id, path, mtime_ns FROM item WHERE content_id BETWEEN ? AND ?"
_PAGES = """
    SELECT id, content_id, number, language, title, text FROM page
    WHERE content_id IN (SELECT value FROM json_each(?)) ORDER BY id
"""
_PAGE_CODES = """
    SELECT c.normalised, c.shape, pc.raw, p.id, p.content_id FROM page p CROSS JOIN page_code pc ON pc.page_id = p.id
    CROSS JOIN code c ON c.id = pc.code_id WHERE p.content_id IN (SELECT value FROM json_each(?))
"""
_ITEM_CODES = """
    SELECT c.normalised, c.shape, ic.raw, p.id, p.content_id FROM item i CROSS JOIN item_code ic ON ic.item_id = i.id
    CROSS JOIN code c ON c.id = ic.code_id CROSS JOIN page p ON p.content_id = i.content_id AND p.number = 1
    WHERE i.content_id IN (SELECT value FROM json_each(?))
"""
_SPACE = "SELECT id, dim FROM space WHERE name = ? AND fingerprint = ?"
_ROWS = """
    SELECT v.id, v.page_id, v.row FROM page p CROSS JOIN vector v ON v.page_id = p.id
    WHERE p.content_id IN (SELECT value FROM json_each(?)) AND v.space_id = ? ORDER BY v.id
"""
_VOCABULARIES = """
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.page_stem USING fts5vocab (main, page_words, row);
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.item_stem USING fts5vocab (main, item_words, row);
"""
_STEMS = """
    SELECT term, sum(pages), sum(items), sum(in_pages), sum(in_items) FROM (
        SELECT term, doc AS pages, 0 AS items, cnt AS in_pages, 0 AS in_items FROM page_stem
        UNION ALL SELECT term, 0, doc, 0, cnt FROM item_stem
    ) GROUP BY term
"""
_AT_ONCE = 2_000
"""Contents whose state is read with one query."""


@dataclass(frozen=True, slots=True)
class ExportedItem:
    """One file of a content. ``own_types`` are its kind and suffix, ``types`` those that its name tells besides."""

    item_id: int
    path: str
    modified: int
    own_types: tuple[str, ...]
    types: tuple[str, ...]
    tags: tuple[str, ...]
    machine: str


@dataclass(frozen=True, slots=True)
class ExportedContent:
    """The bytes of some files; ``state`` changes whenever anything about it does that is exported."""

    content_id: int
    state: str
    items: tuple[ExportedItem, ...]

    def of_items(self, name: str) -> list[str]:
        """All values that its items have for "types", "tags" or "machine", in order."""
        values = (getattr(item, name) for item in self.items)
        return sorted({one for value in values for one in (value if isinstance(value, tuple) else (value,))})


class ExportedPage(NamedTuple):
    """A page with the stems of its title and of its text."""

    page_id: int
    content_id: int
    number: int
    language: str
    title: list[str]
    body: list[str]


class StemCount(NamedTuple):
    """In how many ``pages`` and names of ``items`` a stem stands, and how often in all of them."""

    stem: str
    pages: int
    items: int
    in_pages: int
    in_items: int


class ExportedCode(NamedTuple):
    """A code where it stands; ``in_name``: in the name of a file, whose first page it finds."""

    code: str
    shape: str
    raw: str
    page_id: int
    content_id: int
    in_name: bool


@dataclass(frozen=True, slots=True)
class ExportedVectors:
    """Vectors of one space: ids [n], page ids [n] and float32 rows [n, dim]."""

    ids: Ids
    page_ids: Ids
    rows: Matrix


_ItemRow = tuple[int, int, bytes, int]
"""An item: its id, source, path as stored, and when it was changed."""


@dataclass(slots=True)
class _Found:
    """What belongs to the contents that are read at once, by content id."""

    items: dict[int, list[_ItemRow]] = field(default_factory=lambda: defaultdict(list))
    tags: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    vectors: dict[int, tuple[int, int]] = field(default_factory=dict)


class ExportedRows:
    """Reads a catalogue for an export, with the vectors of the encoder ``fingerprint``."""

    def __init__(self, database: Database, fingerprint: str) -> None:
        self._database, self._fingerprint = database, fingerprint
        self._stems = Stems()

    def contents(self) -> Iterator[ExportedContent]:
        """All contents, by id."""
        after = 0
        while True:
            with self._database.reading() as connection:
                stored = connection.execute(_CONTENTS, (after, _AT_ONCE)).fetchall()
            if not stored:
                return
            yield from self._described(stored)
            after = stored[-1][0]

    def pages(self, content_ids: Sequence[int]) -> list[ExportedPage]:
        """The pages of some contents, by id."""
        with self._database.reading() as connection:
            stored = connection.execute(_PAGES, (id_list(content_ids),)).fetchall()
        return [
            ExportedPage(page, content, number, language, self.stems(title), self.stems(text))
            for page, content, number, language, title, text in stored
        ]

    def codes(self, content_ids: Sequence[int]) -> list[ExportedCode]:
        """The codes in the pages of some contents, and in the names of their files."""
        listed = (id_list(content_ids),)
        with self._database.reading() as connection:
            in_pages = connection.execute(_PAGE_CODES, listed).fetchall()
            in_names = connection.execute(_ITEM_CODES, listed).fetchall()
        return [
            ExportedCode(code, shape, raw, page, content, in_name)
            for in_name, rows in ((False, in_pages), (True, in_names))
            for code, shape, raw, page, content in rows
        ]

    def vectors(self, space: Space, content_ids: Sequence[int]) -> ExportedVectors | None:
        """The vectors of some contents in ``space``; None where the space has none at all."""
        with self._database.reading() as connection:
            known = connection.execute(_SPACE, (space, self._fingerprint)).fetchone()
            if known is None:
                return None
            stored = connection.execute(_ROWS, (id_list(content_ids), known[0])).fetchall()
        ids, pages, rows = zip(*stored, strict=True) if stored else ((), (), ())
        numbers = np.array([ids, pages], dtype=np.int64).reshape(2, -1)
        return ExportedVectors(numbers[0], numbers[1], matrix(rows, known[1]))

    def vocabulary(self) -> Iterator[StemCount]:
        """How often each stem stands in the full text."""
        with self._database.reading() as connection:
            connection.executescript(_VOCABULARIES)
            yield from map(StemCount._make, connection.execute(_STEMS))

    def stems(self, text: str) -> list[str]:
        """What the full text has of ``text``: its tokens, stemmed."""
        return self._stems.of(normalization.tokens(text))

    def _described(self, stored: Sequence[tuple[int, str, str, int, int, int]]) -> Iterator[ExportedContent]:
        found = self._found(stored[0][0], stored[-1][0])
        with self._database.reading() as connection:
            machines = Machines(connection)
        for content, digest, kind, *counts in stored:
            items = tuple(
                _item(Kind(kind), row, found.tags[row[0]], machines.of(row[1], row[2]))
                for row in sorted(found.items[content])
            )
            told = (digest, counts, found.vectors.get(content), self._fingerprint, items)
            state = hashlib.sha256(repr(told).encode("utf-8", "backslashreplace")).hexdigest()[:32]
            yield ExportedContent(content, state, items)

    def _found(self, first: int, last: int) -> _Found:
        found = _Found()
        with self._database.reading() as connection:
            for item, content, *row in connection.execute(_ITEMS, (first, last)):
                found.items[content].append((item, *row))
            items = [item for rows in found.items.values() for item, *_ in rows]
            for item, tag in tags_of(connection, items):
                found.tags[item].append(tag)
            for content, count, highest in connection.execute(_VECTORS, (first, last, self._fingerprint)):
                found.vectors[content] = (count, highest)
        return found


def _item(kind: Kind, row: _ItemRow, tags: Sequence[str], machine: str) -> ExportedItem:
    item, _, stored, modified = row
    path = path_text(stored)
    own = (kind.value, PurePosixPath(path).suffix[1:].lower())
    named = sorted({*own, *(one.value for one in kinds_of(kind, PurePosixPath(path)))})
    return ExportedItem(
        item, path, modified, own, tuple(named), tuple(sorted(map(fold, tags))), fold(machine)
    )
