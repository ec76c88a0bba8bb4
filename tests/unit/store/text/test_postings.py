"""What is read once of a word serves all filters: rows, and the scores that SQLite gives them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from imtextgui.store.text import postings
from imtextgui.store.text.fulltext_tables import PAGES
from imtextgui.store.text.postings import (
    Posting,
    Postings,
    best_rows,
    holding_all,
    holding_any,
    listed,
    scored,
    without,
)

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


def plain_scores(connection: sqlite3.Connection, match: str) -> dict[int, float]:
    """BM25 row by row, as SQLite gives it."""
    query = "SELECT rowid, -bm25(page_words, 3.0, 1.0) FROM page_words WHERE page_words MATCH ?"
    return dict(connection.execute(query, (match,)))


@pytest.mark.parametrize("most_scored", [0, 1_000])
def test_scores_are_those_of_sqlite(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, most_scored: int
) -> None:
    monkeypatch.setattr(postings, "MOST_SCORED", most_scored)
    own = Postings(connection, {})
    wanted = np.array([1, 2, 3, 7, 9, 12, 1_000])
    rows, scores = own.scores(PAGES, "pump", wanted)
    expected = plain_scores(connection, "pump")
    assert rows.tolist() == [row for row in wanted.tolist() if row in expected] == [1, 2, 7, 9, 12]
    assert scores.tolist() == [expected[row] for row in rows.tolist()]


def test_a_word_is_read_once_and_a_row_scored_once(
    connection: sqlite3.Connection, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "MOST_SCORED", 0)
    known: dict[tuple[str, str], Posting] = {}
    for wanted in ([1, 2, 7], [2, 7], [7, 9], [9, 3]):
        Postings(connection, known).scores(PAGES, "pump", np.array(sorted(wanted)))
    assert sum("bm25" in statement for statement in asked) == 2
    assert sum("MATCH" in statement for statement in asked) == 3


def test_rows_and_scores_are_those_that_sqlite_gives_row_by_row(connection: sqlite3.Connection) -> None:
    """To the last bit: they are read from one text, with as many digits as a number has."""
    plain = plain_scores(connection, "pump OR gear")
    assert listed(connection, PAGES, "pump OR gear").tolist() == list(plain)
    rows, scores = scored(connection, PAGES, "pump OR gear", None)
    assert dict(zip(rows.tolist(), scores.tolist(), strict=True)) == plain
    rows, scores = scored(connection, PAGES, "pump OR gear", np.array([2, 5, 7]))
    assert dict(zip(rows.tolist(), scores.tolist(), strict=True)) == {row: plain[row] for row in (2, 7)}


@pytest.mark.parametrize("operator", ["AND", "OR"])
def test_words_together_are_worth_what_sqlite_gives_them_together(
    connection: sqlite3.Connection, operator: str
) -> None:
    own, words = Postings(connection, {}), ["pump", "gear"]
    joined = {"AND": holding_all, "OR": holding_any}[operator]
    rows = joined([own.rows(PAGES, word) for word in words])
    plain = plain_scores(connection, f" {operator} ".join(words))
    assert rows.tolist() == sorted(plain)
    best = own.best(PAGES, words, rows, 12)
    assert sorted(best) == sorted(sorted(plain, key=lambda row: (-plain[row], row))[:12])


def test_rows_are_joined_and_taken_away() -> None:
    first, second = np.array([1, 3, 5, 9]), np.array([3, 4, 9])
    assert holding_all([first, second]).tolist() == [3, 9]
    assert holding_any([first, second]).tolist() == [1, 3, 4, 5, 9]
    assert without(first, second).tolist() == [1, 5]
    assert without(first, first[:0]).tolist() == [1, 3, 5, 9]


def test_what_no_row_holds_has_no_rows(connection: sqlite3.Connection) -> None:
    own = Postings(connection, {})
    assert own.rows(PAGES, "nowhere").tolist() == []
    rows, scores = own.scores(PAGES, "nowhere", np.array([1, 2]))
    assert (len(rows), len(scores)) == (0, 0)


def test_of_too_many_rows_those_go_that_were_asked_for_longest_ago(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "_MOST_REMEMBERED", 60)
    known: dict[tuple[str, str], Posting] = {}
    own = Postings(connection, known)
    for word in ("pump", "gear", "pump", "seal"):
        own.rows(PAGES, word)
    assert list(known) == [("page_words", "pump"), ("page_words", "seal")]


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
