"""Full text of pages and of file names: what ``domain.text.normalization`` makes of them, in two contentless FTS5
tables.

A page is found by its own words and by the names of its files; a file name alone finds the first page. FTS5
forgets a row only when it is given the row's words again, so ``forget_*`` must be given the text as stored.
"""

import math
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from imtextgui.domain.text import normalization
from imtextgui.store.column_values import id_list
from imtextgui.store.database import Database, Transaction
from imtextgui.store.text import vocabulary
from imtextgui.store.text.word_counts import WordCounts

MOST_TERMS = 64
_MOST_TOKENS = 64
# ranking costs about a microsecond a word and row that matches; beyond this only a part of the rows is ranked
_MOST_SCORED = 12_000


@dataclass(frozen=True, slots=True)
class WordHit:
    """A page that holds words asked for.

    ``parts`` holds the BM25 of each word found, by its place among terms, phrases and other terms, counted
    through: that in the page and that in the name of one of its files together; higher is better.
    """

    page_id: int
    parts: Mapping[int, float]

    @property
    def score(self) -> float:
        """The sum over all words found."""
        return math.fsum(self.parts.values())


class _Table(NamedTuple):
    name: str
    columns: str
    weights: str
    allowed: str


class _Wanted(NamedTuple):
    place: int
    match: str
    required: bool = False
    other: bool = False


_Found = dict[int, float]


_PAGES = _Table("page_words", "title, body", "3.0, 1.0", "allowed_page")
_ITEMS = _Table("item_words", "name, folder", "1.5, 0.5", "allowed_item")
_NOTHING: _Found = {}


class Fulltext:
    """Looks words up. ``Pages.add`` and ``Items.put`` write them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._counts = WordCounts()

    def words(
        self,
        terms: Sequence[str],
        phrases: Sequence[str] = (),
        excluded: Sequence[str] = (),
        limit: int = 200,
        *,
        among: Iterable[int] | None = None,
        others: Sequence[str] = (),
    ) -> list[WordHit]:
        """Find pages with any of ``terms``, all of ``phrases`` and none of ``excluded``, best score first.

        ``others`` say the same as some of the terms in other words: they find pages where the terms do not find
        enough.

        Each is user text as it is: a word, a joined name, a piece of Japanese; ``folding.words`` cuts a sentence
        into such. Text without a word in it is ignored; nothing is raised for any text. At most a few times
        ``limit`` pages are given, those with all words before others. Where so many pages hold the words that
        ranking them would take long, those with the words in the title and a sample of the others are ranked.
        Only pages ``among`` these are found, if given, and a file's name finds its first page among them.
        """
        asked = [*terms, *phrases, *others][:MOST_TERMS]
        last = len(terms) + len(phrases)
        wanted = [
            _Wanted(place, match, len(terms) <= place < last, place >= last)
            for place, match in enumerate(map(_match, asked))
            if match
        ]
        barred = [match for match in map(_match, excluded[:MOST_TERMS]) if match]
        if not wanted:
            return []
        with self._database.reading() as connection:
            if among is not None:
                _allow(connection, among)
            counts, filtered = self._counts.of(connection), among is not None
            return _Search(connection, wanted, barred, counts, limit=limit, filtered=filtered).run()

    def frequencies(self, terms: Sequence[str]) -> tuple[list[int], int]:
        """Tell in how many pages or file names each term stands, and how many pages there are.

        A page that has a term in its text and in its name counts twice; 0 for a text without a word in it.
        """
        matches = [_match(term) for term in terms]
        with self._database.reading() as connection:
            pages: int = connection.execute("SELECT count(*) FROM page").fetchone()[0]
            counts = self._counts.of(connection)
            found = [
                sum(counts.rows(table.name, match) for table in (_PAGES, _ITEMS)) if match else 0
                for match in matches
            ]
        return found, pages


class _Search:
    """One question to both tables."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        wanted: list[_Wanted],
        barred: list[str],
        counts: WordCounts,
        *,
        limit: int,
        filtered: bool,
    ) -> None:
        self._connection = connection
        self._wanted = wanted
        self._barred = barred
        self._limit = limit
        self._counts = counts
        self._filtered = filtered
        self._required = {word.place for word in wanted if word.required}

    def run(self) -> list[WordHit]:
        pages = self._contents_of(self._candidates(_PAGES), self._candidates(_ITEMS))
        items = self._items_of(pages.values())
        by_text = self._scores(_PAGES, pages)
        by_name = self._scores(_ITEMS, items)
        barred_pages, barred_items = self._members_barred(_PAGES, pages), self._members_barred(_ITEMS, items)
        names: dict[int, _Found] = {}
        for item_id, content_id in items.items():
            if item_id not in barred_items:
                found = by_name.get(item_id, _NOTHING)
                names[content_id] = max(
                    names.get(content_id, _NOTHING), found, key=lambda one: sum(one.values())
                )
        hits = []
        for page_id, content_id in pages.items():
            if page_id in barred_pages or content_id not in names:
                continue
            text, name = by_text.get(page_id, _NOTHING), names[content_id]
            places = sorted(text.keys() | name.keys())
            if places and self._required.issubset(places):
                parts = {place: text.get(place, 0.0) + name.get(place, 0.0) for place in places}
                hits.append(WordHit(page_id, parts))
        return sorted(hits, key=lambda hit: (-hit.score, hit.page_id))

    def _candidates(self, table: _Table) -> set[int]:
        rows = {word: self._count(table, word.match) for word in self._wanted}
        present = [word for word in self._wanted if rows[word]]
        if not present:
            return set()
        found: set[int] = set()
        terms = [word for word in present if not word.other]
        if terms and len(terms) == sum(not word.other for word in self._wanted):
            found.update(self._best(table, "AND", terms))
        # where enough pages hold everything, those that hold less are not needed
        if len(found) < self._limit:
            required = [word for word in present if word.required]
            if required and len(required) == sum(word.required for word in self._wanted):
                found.update(self._best(table, "AND", required))
            else:
                found.update(self._best(table, "OR", _telling(rows)))
        return found

    def _best(self, table: _Table, operator: str, words: Sequence[_Wanted]) -> list[int]:
        match = f" {operator} ".join(word.match for word in words)
        match = f"({match})" if len(words) > 1 else match
        barred = f" NOT ({' OR '.join(self._barred)})" if self._barred and table is _PAGES else ""
        count = self._count(table, match + barred)
        step = 1 + count * len(words) // _MOST_SCORED
        best = self._ranked(table, match + barred, step)
        if step > 1:
            # words that are all over the catalogue tell most where they are titles; of the others a sample does
            titled = f"{{{table.columns.partition(',')[0]}}} : {match}{barred}"
            count = self._count(table, titled)
            best += self._ranked(table, titled, 1 + count * len(words) // _MOST_SCORED)
        return best

    def _ranked(self, table: _Table, match: str, step: int) -> list[int]:
        query = (
            f"SELECT rowid FROM {table.name} WHERE {table.name} MATCH ? AND rowid % ? = 0{self._among(table)}"
            f" ORDER BY bm25({table.name}, {table.weights}), rowid LIMIT ?"
        )
        return [row for (row,) in self._connection.execute(query, (match, step, self._limit))]

    def _among(self, table: _Table) -> str:
        # the plus keeps SQLite from asking FTS5 once for each id, which is slower than one pass
        return f" AND +rowid IN (SELECT id FROM temp.{table.allowed})" if self._filtered else ""

    def _count(self, table: _Table, match: str) -> int:
        return self._counts.rows(table.name, match, self._among(table))

    def _contents_of(self, page_ids: Collection[int], item_ids: Collection[int]) -> dict[int, int]:
        first = (
            "(SELECT min(id) FROM temp.allowed_page JOIN page USING (id) WHERE content_id = item.content_id)"
        )
        if not self._filtered:
            first = "(SELECT id FROM page WHERE content_id = item.content_id AND number = 1)"
        return dict(
            self._connection.execute(
                "SELECT id, content_id FROM page WHERE id IN (SELECT value FROM json_each(?)) UNION"
                f" SELECT page.id, page.content_id FROM item JOIN page ON page.id = {first}"
                " WHERE item.id IN (SELECT value FROM json_each(?))",
                (id_list(page_ids), id_list(item_ids)),
            )
        )

    def _items_of(self, content_ids: Collection[int]) -> dict[int, int]:
        return dict(
            self._connection.execute(
                "SELECT id, content_id FROM item WHERE content_id IN (SELECT value FROM json_each(?))",
                (id_list(content_ids),),
            )
        )

    def _scores(self, table: _Table, ids: Collection[int]) -> dict[int, _Found]:
        # the plus keeps SQLite from asking FTS5 once for each id, which is slower than one pass
        query = (
            f"SELECT rowid, -bm25({table.name}, {table.weights}) FROM {table.name} WHERE {table.name} MATCH ?"
            " AND +rowid IN (SELECT value FROM json_each(?))"
        )
        listed = id_list(ids)
        found: dict[int, _Found] = {}
        for word in self._wanted:
            for row, score in self._connection.execute(query, (word.match, listed)):
                found.setdefault(row, {})[word.place] = score
        return found

    def _members_barred(self, table: _Table, ids: Collection[int]) -> set[int]:
        if not self._barred:
            return set()
        query = (
            f"SELECT rowid FROM {table.name} WHERE {table.name} MATCH ?"
            " AND +rowid IN (SELECT value FROM json_each(?))"
        )
        return {row for (row,) in self._connection.execute(query, (" OR ".join(self._barred), id_list(ids)))}


def _allow(connection: sqlite3.Connection, pages: Iterable[int]) -> None:
    """Note the pages that may be found, and their items, beside the database in memory."""
    for table in (_PAGES.allowed, _ITEMS.allowed):
        connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} (id INTEGER PRIMARY KEY)")
        connection.execute(f"DELETE FROM temp.{table}")
    connection.execute("INSERT INTO temp.allowed_page SELECT value FROM json_each(?)", (id_list(pages),))
    connection.execute(
        "INSERT INTO temp.allowed_item SELECT id FROM item WHERE content_id IN"
        " (SELECT content_id FROM temp.allowed_page JOIN page USING (id))"
    )


def index_page(tx: Transaction, page_id: int, title: str, text: str) -> None:
    """Add the words of a new page."""
    _add(tx, _PAGES, page_id, (_row(title), _row(text)))
    vocabulary.add(tx, f"{title}\n{text}")


def forget_page(tx: Transaction, page_id: int, title: str, text: str) -> None:
    """Remove the words of a page; ``title`` and ``text`` as they were added."""
    _forget(tx, _PAGES, page_id, (_row(title), _row(text)))
    vocabulary.forget(tx, f"{title}\n{text}")


def index_name(tx: Transaction, item_id: int, relpath: str) -> None:
    """Add the words of an item's path."""
    _add(tx, _ITEMS, item_id, _name_rows(relpath))
    vocabulary.add(tx, vocabulary.of_name(relpath))


def forget_name(tx: Transaction, item_id: int, relpath: str) -> None:
    """Remove the words of an item's path; ``relpath`` as it was added."""
    _forget(tx, _ITEMS, item_id, _name_rows(relpath))
    vocabulary.forget(tx, vocabulary.of_name(relpath))


def forget_all(tx: Transaction) -> None:
    """Remove all words."""
    for table in (_PAGES, _ITEMS):
        tx.execute(f"INSERT INTO {table.name} ({table.name}) VALUES ('delete-all')")
    vocabulary.forget_all(tx)


def _add(tx: Transaction, table: _Table, row: int, words: tuple[str, str]) -> None:
    tx.execute(f"INSERT INTO {table.name} (rowid, {table.columns}) VALUES (?, ?, ?)", (row, *words))


def _forget(tx: Transaction, table: _Table, row: int, words: tuple[str, str]) -> None:
    tx.execute(
        f"INSERT INTO {table.name} ({table.name}, rowid, {table.columns}) VALUES ('delete', ?, ?, ?)",
        (row, *words),
    )


def _name_rows(relpath: str) -> tuple[str, str]:
    path = PurePosixPath(relpath)
    return _row(path.name), _row(" / ".join(path.parts[:-1]))


def _row(text: str) -> str:
    return " ".join(normalization.tokens(text))


def _match(text: str) -> str:
    """Write the FTS5 expression for a piece of user text, "" if there is no word in it.

    Tokens hold letters and digits only, so that quoting them makes any text harmless.
    """
    alternatives = [
        f'"{" ".join(pattern.tokens[:_MOST_TOKENS])}"{" *" if pattern.prefix else ""}'
        for pattern in normalization.patterns(text)
    ]
    return f"({' OR '.join(alternatives)})" if alternatives else ""


def _telling(rows: dict[_Wanted, int]) -> list[_Wanted]:
    """Choose the rarest words until their rows become too many to score; at least one."""
    chosen: list[_Wanted] = []
    total = 0
    for word in sorted((word for word in rows if rows[word]), key=lambda word: rows[word]):
        total += rows[word]
        if chosen and total > _MOST_SCORED:
            break
        chosen.append(word)
    return chosen
