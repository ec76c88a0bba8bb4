"""Full text of pages and of file names: what ``domain.text.normalization`` makes of them, in two contentless FTS5
tables.

A page is found by its own words, by what somebody wrote about it (``described_words``) and by the names of its files;
a file name alone finds the first page. FTS5 forgets a row only when it is given the row's words again, so ``forget_*``
must be given the text as stored.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from imtextgui.domain.embedding import Ids
from imtextgui.domain.text import normalization
from imtextgui.store.database import Database, Transaction
from imtextgui.store.text import vocabulary
from imtextgui.store.text.allowed_rows import AllowedSets
from imtextgui.store.text.described_words import DescribedWords
from imtextgui.store.text.fulltext_query import FulltextQuery, WantedWord, WordHit
from imtextgui.store.text.fulltext_tables import ITEMS, PAGES, FulltextTable, match_expression
from imtextgui.store.text.postings import Posting, Postings
from imtextgui.store.text.word_counts import MOST_COUNTS, RowCounts, WordCounts
from imtextgui.store.while_unchanged import WhileUnchanged

MOST_TERMS = 64
"""Words and phrases of one query that are asked for; nobody types as many, and pasted pages would take seconds."""

SHADOWS = tuple(f"{table.name}_" for table in (PAGES, ITEMS))
"""How the names of the tables begin that FTS5 keeps for itself."""


class Fulltext:
    """Looks words up. ``Pages.add`` and ``Items.put`` write them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._counts: WhileUnchanged[tuple[str, str], int] = WhileUnchanged(MOST_COUNTS)
        self._postings: WhileUnchanged[tuple[str, str], Posting] = WhileUnchanged(MOST_COUNTS)
        self._described = DescribedWords()
        self._allowed = AllowedSets()

    def words(
        self,
        terms: Sequence[str],
        phrases: Sequence[str] = (),
        excluded: Sequence[str] = (),
        limit: int = 200,
        *,
        among: Ids | None = None,
        others: Sequence[str] = (),
        factors: Mapping[tuple[str, str], float] | None = None,
    ) -> list[WordHit]:
        """Find pages with any of ``terms``, all of ``phrases`` and none of ``excluded``, best score first.

        ``others`` say the same as some of the terms in other words: they find pages where the terms do not find
        enough.

        Each is user text as it is: a word, a joined name, a piece of Japanese; ``normalization.words`` cuts a sentence
        into such. Text without a word in it is ignored; nothing is raised for any text. At most a few times
        ``limit`` pages are given, those with all words before others. Where so many pages hold the words that
        ranking them would take long, those with the words in the title and a sample of the others are ranked.
        Only pages ``among`` these are found, if given, and a file's name finds its first page among them. ``factors``
        multiply the BM25 of an FTS5 expression in a table: other catalogues may have the word more often.
        """
        asked = [*terms, *phrases, *others][:MOST_TERMS]
        last = len(terms) + len(phrases)
        wanted = [
            WantedWord(place, match, len(terms) <= place < last, place >= last)
            for place, match in enumerate(map(match_expression, asked))
            if match
        ]
        barred = [match for match in map(match_expression, excluded[:MOST_TERMS]) if match]
        if not wanted:
            return []
        with self._database.reading() as connection:
            return FulltextQuery(
                connection,
                wanted,
                barred,
                counts=self._word_counts(connection),
                postings=self._word_postings(connection),
                described=self._described if self._described.are_there(connection) else None,
                limit=limit,
                allowed=None if among is None else self._allowed.of(connection, among),
                factors=factors or {},
            ).run()

    def row_counts(self, texts: Sequence[str]) -> RowCounts:
        """How many rows of each table hold each of ``texts`` that has a word in it, and how many rows there are."""
        matches = [match for match in map(match_expression, texts[:MOST_TERMS]) if match]
        with self._database.reading() as connection:
            counts = self._word_counts(connection)
            (pages,) = connection.execute("SELECT count(*) FROM page").fetchone()
            (items,) = connection.execute("SELECT count(*) FROM item").fetchone()
            holding = {
                (table.name, match): counts.rows(table, match)
                for table in (PAGES, ITEMS)
                for match in matches
            }
        return RowCounts({PAGES.name: pages, ITEMS.name: items}, holding)

    def frequencies(self, terms: Sequence[str]) -> tuple[list[int], int]:
        """Tell in how many pages, file names or corrected descriptions each term stands, and how many pages there are.

        A page that has a term in its text and in its name counts twice; 0 for a text without a word in it.
        """
        matches = [match_expression(term) for term in terms]
        with self._database.reading() as connection:
            pages: int = connection.execute("SELECT count(*) FROM page").fetchone()[0]
            is_described = self._described.are_there(connection)
            counts = self._word_counts(connection)
            frequencies = [
                sum(counts.rows(table, match) for table in (PAGES, ITEMS)) if match else 0
                for match in matches
            ]
            if is_described:
                frequencies = [
                    count + (len(self._described.pages(connection, match)) if match else 0)
                    for count, match in zip(frequencies, matches, strict=True)
                ]
        return frequencies, pages

    def _word_postings(self, connection: sqlite3.Connection) -> Postings:
        return Postings(connection, self._postings.of(connection))

    def _word_counts(self, connection: sqlite3.Connection) -> WordCounts:
        return WordCounts(self._word_postings(connection), self._counts.of(connection))


def index_page(tx: Transaction, page_id: int, title: str, text: str) -> None:
    """Add the words of a new page."""
    _add(tx, PAGES, page_id, (_row(title), _row(text)))
    vocabulary.add(tx, f"{title}\n{text}")


def forget_page(tx: Transaction, page_id: int, title: str, text: str) -> None:
    """Remove the words of a page; ``title`` and ``text`` as they were added."""
    _forget(tx, PAGES, page_id, (_row(title), _row(text)))
    vocabulary.forget(tx, f"{title}\n{text}")


def index_name(tx: Transaction, item_id: int, relpath: str) -> None:
    """Add the words of an item's path."""
    _add(tx, ITEMS, item_id, _name_rows(relpath))
    vocabulary.add(tx, vocabulary.of_name(relpath))


def forget_name(tx: Transaction, item_id: int, relpath: str) -> None:
    """Remove the words of an item's path; ``relpath`` as it was added."""
    _forget(tx, ITEMS, item_id, _name_rows(relpath))
    vocabulary.forget(tx, vocabulary.of_name(relpath))


def forget_all(tx: Transaction) -> None:
    """Remove all words."""
    for table in (PAGES, ITEMS):
        tx.execute(f"INSERT INTO {table.name} ({table.name}) VALUES ('delete-all')")
    vocabulary.forget_all(tx)


def purge(tx: Transaction) -> None:
    """Take the words of removed rows out of the tables, which keep them beside a mark until they are merged.

    (SQLite 3.42 can do so at once, by ``secure-delete``; older ones are in use.)
    """
    for table in (PAGES, ITEMS):
        tx.execute(f"INSERT INTO {table.name} ({table.name}) VALUES ('optimize')")


def _add(tx: Transaction, table: FulltextTable, row: int, words: tuple[str, str]) -> None:
    tx.execute(f"INSERT INTO {table.name} (rowid, {table.columns}) VALUES (?, ?, ?)", (row, *words))


def _forget(tx: Transaction, table: FulltextTable, row: int, words: tuple[str, str]) -> None:
    tx.execute(
        f"INSERT INTO {table.name} ({table.name}, rowid, {table.columns}) VALUES ('delete', ?, ?, ?)",
        (row, *words),
    )


def _name_rows(relpath: str) -> tuple[str, str]:
    path = PurePosixPath(relpath)
    return _row(path.name), _row(" / ".join(path.parts[:-1]))


def _row(text: str) -> str:
    return " ".join(normalization.tokens(text))
