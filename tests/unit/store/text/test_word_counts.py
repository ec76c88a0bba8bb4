"""Counts are asked for once, and again after any change."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from imtextgui.store.text.word_counts import WordCounts


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = _connected(tmp_path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5 (body)")
    connection.execute("INSERT INTO words VALUES ('pump seal'), ('pump'), ('gear')")
    yield connection
    connection.close()


@pytest.fixture
def asked(tmp_path: Path, writer: sqlite3.Connection) -> Iterator[tuple[sqlite3.Connection, list[str]]]:
    """A connection that reads, and what it was asked."""
    reader, statements = _connected(tmp_path), list[str]()
    reader.set_trace_callback(statements.append)
    yield reader, statements
    reader.close()


def test_a_word_is_counted_once(asked: tuple[sqlite3.Connection, list[str]]) -> None:
    reader, statements = asked
    counts = WordCounts()
    found = [counts.of(reader).rows("words", word) for word in ("pump", "gear", "pump", "pump")]
    assert found == [2, 1, 2, 2]
    assert sum("count(*)" in each for each in statements) == 2


def test_a_change_by_another_connection_is_seen(
    writer: sqlite3.Connection, asked: tuple[sqlite3.Connection, list[str]]
) -> None:
    reader, counts = asked[0], WordCounts()
    assert counts.of(reader).rows("words", "pump") == 2
    writer.execute("INSERT INTO words VALUES ('another pump')")
    assert counts.of(reader).rows("words", "pump") == 3


def test_a_change_by_the_same_connection_is_seen(writer: sqlite3.Connection) -> None:
    counts = WordCounts()
    assert counts.of(writer).rows("words", "pump") == 2
    writer.execute("DELETE FROM words WHERE words MATCH 'seal'")
    assert counts.of(writer).rows("words", "pump") == 1


def test_conditions_are_told_apart(asked: tuple[sqlite3.Connection, list[str]]) -> None:
    counts = WordCounts().of(asked[0])
    assert counts.rows("words", "pump") == 2
    assert counts.rows("words", "pump", " AND rowid = 1") == 1


def test_another_thread_counts_with_its_own_connection(
    tmp_path: Path, asked: tuple[sqlite3.Connection, list[str]]
) -> None:
    counts, found = WordCounts(), list[int]()
    counts.of(asked[0]).rows("words", "pump")

    def count() -> None:
        own = _connected(tmp_path)
        found.append(counts.of(own).rows("words", "pump"))
        own.close()

    thread = threading.Thread(target=count)
    thread.start()
    thread.join()
    assert found == [2]
    assert counts.rows("words", "gear") == 1


def _connected(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "words.sqlite3", isolation_level=None)
