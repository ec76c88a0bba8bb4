"""No query that a search asks walks through a large table; those that look at much are answered by an index alone."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from imtextgui.domain.embedding import Space, unit
from imtextgui.domain.items import Kind, Origin, Passage
from imtextgui.domain.query import Filters
from imtextgui.store.content import facets
from imtextgui.store.content.contents import Contents
from imtextgui.store.content.filtering import Filtering
from imtextgui.store.content.items import Items
from imtextgui.store.content.pages import Pages, StoredPage
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.text.codes import Codes
from imtextgui.store.text.fulltext import Fulltext
from imtextgui.store.user.tags import Tags
from imtextgui.store.vectors.vector_rows import Vectors

WIDE = frozenset(["page", "passage", "vector", "thumbnail", "features", "word_boxes", "region", "page_code"])
"""Tables with a row for each page or more, most of them kilobytes long."""

_ALIAS = {"p": "page", "v": "vector"}
FILES = 30


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A catalogue of some pages, whose statistics SQLite knows."""
    with closing(Database.open(tmp_path / "catalogue.sqlite3")) as database:
        rows = unit(np.random.default_rng(1).normal(size=(FILES, 4)))
        with database.transaction() as tx:
            source = Sources(database).add(tx, tmp_path / "files").id
            for number, row in enumerate(rows):
                content = Contents(database).begin(tx, f"{number}", Kind.MANUAL, 1, "")
                text = f"Pump seal ZX-{number} of the gear pump"
                page = StoredPage(1, text=text, passages=[Passage(text, Origin.TEXT_LAYER)], picture=row)
                Pages(database).add(tx, content, page, "print")
                Contents(database).finish(tx, content)
                name = f"Machine {number % 3}/{number}.pdf"
                item = Items(database).put(tx, source, name, 1, 1, content_id=content)
                Tags(database).add(tx, [item], "pump")
        yield database


def explained(database: Database) -> Iterator[tuple[str, str]]:
    """Each statement that the searches of this test run, with the steps that SQLite takes for it."""
    statements: list[str] = []
    with database.reading() as connection:
        connection.set_trace_callback(statements.append)
        among = (
            Filtering(database).select(Filters(types=("manual",), languages=("en",), tags=("pump",))).pages
        )
        Filtering(database).select(Filters(machines=("Machine 1",), folders=("Machine",)))
        Fulltext(database).words(["pump", "seal"], among=among)
        Fulltext(database).words(["gear"])
        Codes(database).find("ZX3", among=among)
        vectors = Vectors(database)
        ids, _ = vectors.pages(Space.PICTURE, "print")
        vectors.ids(Space.PICTURE, "print")
        vectors.ids(Space.PICTURE, "print", after=2)
        vectors.pages(Space.PICTURE, "print", after=2)
        vectors.stamp(Space.PICTURE, "print")
        vectors.targets(ids[:3])
        vectors.rows(ids[:3])
        pages = Pages(database)
        pages.describe(among.tolist())
        pages.texts(among.tolist())
        facets.count(database, among.tolist())
        connection.set_trace_callback(None)
        for statement in statements:
            if statement.lstrip().upper().startswith(("SELECT", "WITH")) and "fts" not in statement:
                yield statement, _plan(connection, statement)


def _plan(connection: sqlite3.Connection, statement: str) -> str:
    return "\n".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}"))


def test_no_search_scans_a_wide_table(database: Database) -> None:
    found = list(explained(database))
    assert len(found) > 15
    for statement, plan in found:
        for step in re.findall(r"SCAN (\w+)(.*)", plan):
            table = _ALIAS.get(step[0], step[0])
            assert table not in WIDE or "COVERING INDEX" in step[1], f"{statement}\n{plan}"


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        ("SELECT id, page_id FROM vector WHERE space_id = 1", "vector_space"),
        ("SELECT id FROM vector WHERE space_id = 1", "vector_space"),
        (
            "SELECT id, language FROM page WHERE content_id IN (SELECT value FROM json_each('[1]'))",
            "page_language",
        ),
    ],
)
def test_what_is_asked_of_all_rows_is_answered_by_an_index_alone(
    database: Database, statement: str, index: str
) -> None:
    with database.reading() as connection:
        assert f"USING COVERING INDEX {index}" in _plan(connection, statement)
