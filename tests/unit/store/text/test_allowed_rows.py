"""The rows that a filter leaves are kept for the filters of a search, while the catalogue stays as it is."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from imtextgui.domain.embedding import Ids
from imtextgui.store.text.allowed_rows import AllowedSets
from imtextgui.store.text.fulltext_tables import ITEMS, PAGES


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Three files of two pages each; item 11 and 12 share the first."""
    with closing(sqlite3.connect(tmp_path / "a.sqlite3", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE page (id INTEGER PRIMARY KEY, content_id INTEGER)")
        connection.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, content_id INTEGER)")
        connection.executemany("INSERT INTO page VALUES (?, ?)", [(n, (n + 1) // 2) for n in range(1, 7)])
        connection.executemany("INSERT INTO item VALUES (?, ?)", [(11, 1), (12, 1), (13, 2), (14, 3)])
        yield connection


def pages(*numbers: int) -> Ids:
    return np.array(numbers, dtype=np.int64)


def tables(connection: sqlite3.Connection) -> set[str]:
    return {
        name for (name,) in connection.execute("SELECT name FROM temp.sqlite_master WHERE type = 'table'")
    }


def test_pages_and_their_items_are_left(connection: sqlite3.Connection) -> None:
    rows = AllowedSets().of(connection, pages(2, 5))
    assert rows.of(PAGES, pages(1, 2, 3, 5, 6, 900)).tolist() == [2, 5]
    assert rows.of(ITEMS, pages(11, 12, 13, 14)).tolist() == [11, 12, 14]
    assert [row for (row,) in connection.execute(f"SELECT id FROM {rows.name(PAGES)}")] == [2, 5]


def test_items_are_looked_for_when_they_are_asked_for(connection: sqlite3.Connection) -> None:
    rows = AllowedSets().of(connection, pages(2))
    rows.mask(PAGES)
    assert not tables(connection)
    rows.mask(ITEMS)
    assert len(tables(connection)) == 1
    rows.name(ITEMS)
    assert len(tables(connection)) == 2


def test_nothing_may_be_left(connection: sqlite3.Connection) -> None:
    rows = AllowedSets().of(connection, pages())
    assert rows.of(PAGES, pages(1, 2)).tolist() == []
    assert rows.of(ITEMS, pages(11)).tolist() == []


def test_the_same_filter_is_noted_once(connection: sqlite3.Connection) -> None:
    sets, first, second = AllowedSets(), pages(1), pages(1)
    assert sets.of(connection, first) is sets.of(connection, first)
    assert sets.of(connection, second) is not sets.of(connection, first)


def test_tables_of_earlier_filters_go(connection: sqlite3.Connection) -> None:
    sets, kept = AllowedSets(), []
    for number in range(20):
        kept.append(pages(number))
        sets.of(connection, kept[-1]).name(PAGES)
        assert len(tables(connection)) <= 7


def test_a_change_ends_them(connection: sqlite3.Connection, tmp_path: Path) -> None:
    sets, among = AllowedSets(), pages(2)
    before = sets.of(connection, among)
    before.mask(ITEMS)
    with closing(sqlite3.connect(tmp_path / "a.sqlite3", isolation_level=None)) as other:
        other.execute("INSERT INTO item VALUES (15, 1)")
    after = sets.of(connection, among)
    assert after is not before
    assert after.of(ITEMS, pages(11, 15)).tolist() == [11, 15]
    assert len(tables(connection)) == 1


def test_what_cannot_go_while_something_is_read_goes_later(connection: sqlite3.Connection) -> None:
    sets, kept = AllowedSets(), [pages(number) for number in range(20)]
    reading = connection.execute("SELECT id FROM page")
    reading.fetchone()
    for among in kept[:9]:
        sets.of(connection, among).name(PAGES)
    assert len(tables(connection)) == 9
    reading.close()
    for among in kept[9:]:
        sets.of(connection, among).name(PAGES)
    assert len(tables(connection)) <= 7
