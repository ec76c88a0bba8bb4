"""What is read once of a word serves all filters: rows, and the scores that SQLite gives them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from imtextgui.store.text import postings
from imtextgui.store.text.fulltext_tables import PAGES
from imtextgui.store.text.postings import Posting, Postings, best_rows, scored

WORDS = ["pump seal", "pump pump gear", "gear", "the pump of the gear", "seal"] * 10


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("CREATE VIRTUAL TABLE page_words USING fts5 (title, body, content='')")
        connection.executemany(
            "INSERT INTO page_words (rowid, title, body) VALUES (?, '', ?)", list(enumerate(WORDS, 1))
        )
        yield connection


@pytest.fixture
def asked(connection: sqlite3.Connection) -> list[str]:
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    return statements


@pytest.mark.parametrize("most_scored", [0, 1_000])
def test_scores_are_those_of_sqlite(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, most_scored: int
) -> None:
    monkeypatch.setattr(postings, "MOST_SCORED", most_scored)
    own = Postings(connection, {})
    wanted = np.array([1, 2, 3, 7, 9, 12, 1_000])
    rows, scores = own.scores(PAGES, "pump", wanted)
    expected = scored(connection, PAGES, "pump", wanted.tolist())
    assert rows.tolist() == [row for row in wanted.tolist() if row in expected] == [1, 2, 7, 9, 12]
    np.testing.assert_allclose(scores, [expected[row] for row in rows.tolist()])


def test_a_word_is_read_once_and_a_row_scored_once(
    connection: sqlite3.Connection, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "MOST_SCORED", 0)
    known: dict[tuple[str, str], Posting] = {}
    for wanted in ([1, 2, 7], [2, 7], [7, 9], [9, 3]):
        Postings(connection, known).scores(PAGES, "pump", np.array(sorted(wanted)))
    assert sum("bm25" in statement for statement in asked) == 2
    assert sum("MATCH" in statement for statement in asked) == 3


def test_what_no_row_holds_has_no_rows(connection: sqlite3.Connection) -> None:
    own = Postings(connection, {})
    assert own.rows(PAGES, "nowhere").tolist() == []
    rows, scores = own.scores(PAGES, "nowhere", np.array([1, 2]))
    assert (len(rows), len(scores)) == (0, 0)


def test_too_many_rows_are_forgotten(connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "_MOST_REMEMBERED", 40)
    known: dict[tuple[str, str], Posting] = {}
    own = Postings(connection, known)
    for word in ("pump", "gear", "seal"):
        own.rows(PAGES, word)
    assert list(known) == [("page_words", "seal")]


def test_the_best_rows_are_chosen_the_first_of_equal_ones() -> None:
    rows, scores = np.array([3, 5, 8, 9]), np.array([1.0, 2.0, 1.0, 1.0])
    assert sorted(best_rows(rows, scores, 3)) == [3, 5, 8]


def test_what_another_program_writes_meanwhile_is_no_mistake(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that came after the rows were listed are not known, rows that went have no score."""
    monkeypatch.setattr(postings, "MOST_SCORED", 100)
    own = Postings(connection, {})
    assert own.rows(PAGES, "pump").tolist()[:3] == [1, 2, 4]
    connection.execute(
        "INSERT INTO page_words (rowid, title, body) VALUES (500, '', 'pump'), (0, '', 'pump')"
    )
    connection.execute(
        "INSERT INTO page_words (page_words, rowid, title, body) VALUES ('delete', 2, '', ?)", (WORDS[1],)
    )
    rows, scores = own.scores(PAGES, "pump", np.array([0, 1, 2, 4, 500]))
    assert rows.tolist() == [1, 4]
    assert np.isfinite(scores).all()
