"""Sentences about pages: those that the program makes, and those that somebody wrote in their place."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from imtextgui.domain.tagging.descriptions import Description, DescriptionPart, Sentences
from imtextgui.store.column_values import clean, full_path, id_list, typed
from imtextgui.store.database import Database, Transaction
from imtextgui.store.identity import page_places
from imtextgui.store.identity.ownership import holders
from imtextgui.store.user.exchange_notes import confirm

LANGUAGES = ("en", "ja")

_ROWS = """
    SELECT p.id, s.path, i.path, p.number, coalesce(d.en, ''), coalesce(d.ja, ''), coalesce(d.parts, '[]'), c.digest
    FROM page p JOIN content c ON c.id = p.content_id LEFT JOIN page_description d ON d.page_id = p.id
    JOIN item i ON i.id = (SELECT min(id) FROM item WHERE content_id = c.id) JOIN source s ON s.id = i.source_id
"""

_WRITTEN = "SELECT digest, number, language, text FROM description_in_force {} ORDER BY made = digest"
"""Of several that which was written about these bytes comes last."""

_Written = Mapping[tuple[str, int, str], str]
"""What somebody wrote, by digest, number and language."""


class Descriptions:
    """Descriptions of one catalogue's pages. Writing calls take part in the caller's transaction ``tx``.

    What somebody wrote belongs to a page of a file. Where files with the same bytes have several, that counts which was
    written about these bytes.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, page_ids: Sequence[int]) -> dict[int, Description]:
        """The descriptions of pages by id; one of a page that was not described yet is empty."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{_ROWS} WHERE p.id IN (SELECT value FROM json_each(?))", (id_list(page_ids),)
            ).fetchall()
            written = _written(connection, {row[-1] for row in rows})
        return {row[0]: _description(row, written) for row in rows}

    def all(self) -> tuple[Description, ...]:
        """The descriptions of all pages that have one, by path and number."""
        with self._database.reading() as connection:
            rows = connection.execute(f"{_ROWS} ORDER BY s.path, i.path, p.number").fetchall()
            written = _by_page(connection.execute(_WRITTEN.format("")))
        described = (_description(row, written) for row in rows)
        return tuple(one for one in described if one.en or one.ja)

    def put(self, tx: Transaction, page_id: int, stamp: str, sentences: Sentences) -> None:
        """Make these the automatic sentences of a page; ``stamp`` tells what they were made of."""
        packed = json.dumps(
            [[part.text, part.source, part.detail] for part in sentences.parts], ensure_ascii=False
        )
        values = (page_id, stamp, clean(sentences.en), clean(sentences.ja), clean(packed))
        tx.execute("INSERT OR REPLACE INTO page_description VALUES (?, ?, ?, ?, ?)", values)

    def write(self, tx: Transaction, page_id: int, language: str, text: str) -> bool:
        """Put what somebody wrote in the place of the automatic sentence; "" brings that back.

        False where the page is gone or its file could not be read.
        """
        row = tx.execute(
            "SELECT c.digest, p.number FROM page p JOIN content c ON c.id = p.content_id"
            " WHERE p.id = ? AND c.digest IS NOT NULL",
            (page_id,),
        ).fetchone()
        if row is None:
            return False
        text = " ".join(typed(text).split())
        confirm(tx, "description", _taken_off(tx, row, language, text))
        if text:
            tx.executemany(
                "INSERT INTO written_description (file, digest, number, language, text) VALUES (?, ?, ?, ?, ?)",
                [(uid, *row, language, text) for uid in holders(tx, row[0])],
            )
        return True


def _taken_off(
    tx: Transaction, page: tuple[str, int], language: str, text: str
) -> list[tuple[str, int, str, str]]:
    """Take off what somebody wrote about a page, by digest and number; gives the rows that said ``text``.

    What was written about an earlier edition of a file that goes on stays with that.
    """
    rows = tx.execute(
        "SELECT w.made, w.made_number, w.language, w.text, w.file, f.digest FROM description_in_force w"
        " LEFT JOIN file f ON f.uid = w.file AND f.here WHERE w.digest = ? AND w.number = ? AND w.language = ?",
        (*page, language),
    ).fetchall()
    for made, made_number, _, _, file, now in rows:
        key = (made, made_number, language, file)
        which = "WHERE digest = ? AND number = ? AND language = ? AND file = ?"
        place = 0 if now is None else page_places.place_of(tx, made, made_number, now)
        if now == page[0] or place <= 0:
            tx.execute(f"DELETE FROM written_description {which}", key)
        else:
            tx.execute(
                f"UPDATE OR REPLACE written_description SET digest = ?, number = ? {which}",
                (now, place, *key),
            )
    return [row[:4] for row in rows if row[3] == text]


def _written(connection: sqlite3.Connection, digests: Iterable[str | None]) -> _Written:
    """What somebody wrote about the bytes ``digests``, asked one by one: of several, SQLite walks the whole view."""
    one = _WRITTEN.format("WHERE digest = ?")
    rows = (row for digest in digests for row in connection.execute(one, (digest,)))
    return _by_page(rows)


def _by_page(rows: Iterable[tuple[str, int, str, str]]) -> _Written:
    return {(digest, number, language): text for digest, number, language, text in rows}


def _description(row: tuple[Any, ...], written: _Written) -> Description:
    page_id, source, path, number, en, ja, parts, digest = row
    own = {language: text for language in LANGUAGES if (text := written.get((digest, number, language), ""))}
    return Description(
        page_id,
        full_path(source, path),
        number,
        own.get("en", en),
        own.get("ja", ja),
        frozenset(own),
        tuple(DescriptionPart(*part) for part in json.loads(parts)),
    )
