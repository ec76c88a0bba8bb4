"""Counts are asked for once, and again after any change."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from imtextgui.store.text.fulltext_tables import FulltextTable
from imtextgui.store.text.postings import Postings
from imtextgui.store.text.word_counts import WordCounts
from imtextgui.store.while_unchanged import WhileUnchanged

WORDS = FulltextTable("words", "body", "1.0", "allowed")


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
    counts = kept()
    found = [counting(reader, counts).rows(WORDS, word) for word in ("pump", "gear", "pump", "pump")]
    assert found == [2, 1, 2, 2]
    assert sum("MATCH" in each for each in statements) == 2


def test_a_change_by_another_connection_is_seen(
    writer: sqlite3.Connection, asked: tuple[sqlite3.Connection, list[str]]
) -> None:
    reader, counts = asked[0], kept()
    assert counting(reader, counts).rows(WORDS, "pump") == 2
    writer.execute("INSERT INTO words VALUES ('another pump')")
    assert counting(reader, counts).rows(WORDS, "pump") == 3


def test_a_change_by_the_same_connection_is_seen(writer: sqlite3.Connection) -> None:
    counts = kept()
    assert counting(writer, counts).rows(WORDS, "pump") == 2
    writer.execute("DELETE FROM words WHERE words MATCH 'seal'")
    assert counting(writer, counts).rows(WORDS, "pump") == 1


def test_within_a_transaction_nothing_is_kept(writer: sqlite3.Connection) -> None:
    counts = kept()
    assert counting(writer, counts).rows(WORDS, "pump") == 2
    writer.execute("BEGIN")
    writer.execute("DELETE FROM words WHERE words MATCH 'seal'")
    assert counting(writer, counts).rows(WORDS, "pump") == 1
    assert not counts.of(writer)
    writer.execute("ROLLBACK")
    assert counting(writer, counts).rows(WORDS, "pump") == 2


@pytest.mark.parametrize("of_temporary_tables", [False, True])
def test_what_the_connection_writes_for_itself_ends_only_what_follows_from_it(
    asked: tuple[sqlite3.Connection, list[str]], of_temporary_tables: bool
) -> None:
    reader = asked[0]
    values: WhileUnchanged[str, int] = WhileUnchanged(of_temporary_tables=of_temporary_tables)
    values.of(reader)["rows"] = 3
    reader.execute("CREATE TEMP TABLE allowed (page)")
    reader.execute("INSERT INTO temp.allowed VALUES (1)")
    assert ("rows" in values.of(reader)) is not of_temporary_tables


def test_of_too_many_values_all_are_forgotten(asked: tuple[sqlite3.Connection, list[str]]) -> None:
    values: WhileUnchanged[int, int] = WhileUnchanged(2)
    for number in range(3):
        values.of(asked[0])[number] = number
    assert not values.of(asked[0])


def test_another_thread_counts_with_its_own_connection(
    tmp_path: Path, asked: tuple[sqlite3.Connection, list[str]]
) -> None:
    counts, found = kept(), list[int]()
    counting(asked[0], counts).rows(WORDS, "pump")

    def count() -> None:
        own = _connected(tmp_path)
        found.append(counting(own, counts).rows(WORDS, "pump"))
        own.close()

    thread = threading.Thread(target=count)
    thread.start()
    thread.join()
    assert found == [2]
    assert counting(asked[0], counts).rows(WORDS, "gear") == 1


Kept = WhileUnchanged[tuple[str, str], int]


def kept() -> Kept:
    return WhileUnchanged(of_temporary_tables=True)


def counting(connection: sqlite3.Connection, counts: Kept) -> WordCounts:
    return WordCounts(Postings(connection, {}), counts.of(connection))


def _connected(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "words.sqlite3", isolation_level=None)
