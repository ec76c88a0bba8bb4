"""Sentences about pages: those that the program makes, and those that somebody wrote in their place."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from imtextgui.domain.tagging.descriptions import Description, DescriptionPart, Sentences
from imtextgui.store.column_values import clean, full_path, id_list, typed
from imtextgui.store.database import Database, Transaction
from imtextgui.store.identity.ownership import holders, owner
from imtextgui.store.user.exchange_notes import confirm_of_files

LANGUAGES = ("en", "ja")

_ROWS = """
    SELECT p.id, s.path, i.path, p.number, coalesce(d.en, ''), coalesce(d.ja, ''), coalesce(d.parts, '[]'), c.digest,
    f.uid FROM page p JOIN content c ON c.id = p.content_id LEFT JOIN page_description d ON d.page_id = p.id
    JOIN item i ON i.content_id = c.id JOIN source s ON s.id = i.source_id JOIN file f ON f.id = i.file_id
"""

_FIRST = "i.id = (SELECT id FROM item WHERE content_id = c.id ORDER BY id IS NOT ?, id LIMIT 1)"
"""The item that was named, where it has these bytes, otherwise the first one that has them."""

_HAS_ITS_OWN = """
    i.id = (SELECT min(id) FROM item WHERE content_id = c.id) OR EXISTS (
    SELECT 1 FROM description_in_force w WHERE w.file = f.uid AND w.digest = c.digest AND w.number = p.number)
"""

_WRITTEN = """
    SELECT digest, number, language, text, file FROM description_in_force {} ORDER BY made = digest, text <> ''
"""
"""Of several that which was written about these bytes comes last."""

_Written = Mapping[tuple[str, int, str], Mapping[str, str]]
"""What somebody wrote, by digest, number and language, and then by file; in the order of ``_WRITTEN``."""


class Descriptions:
    """Descriptions of one catalogue's pages. Writing calls take part in the caller's transaction ``tx``.

    What somebody wrote belongs to a page of a file. Others with the same bytes show it, too, but for those that have
    sentences of their own; where they could show several, it is that which was written about these bytes.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, page_ids: Sequence[int], item_id: int | None = None) -> dict[int, Description]:
        """The descriptions of pages by id; one of a page that was not described yet is empty.

        ``item_id`` tells which of several files with the same bytes is meant.
        """
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{_ROWS} WHERE p.id IN (SELECT value FROM json_each(?)) AND {_FIRST}",
                (id_list(page_ids), item_id),
            ).fetchall()
            written = _written(connection, {row[-2] for row in rows})
        return {row[0]: _description(row, written) for row in rows}

    def all(self) -> tuple[Description, ...]:
        """The descriptions of all pages that have one, by path and number.

        Of files with the same bytes the first one, and those with sentences of their own.
        """
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{_ROWS} WHERE {_HAS_ITS_OWN} ORDER BY s.path, i.path, p.number"
            ).fetchall()
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

    def write(
        self, tx: Transaction, page_id: int, language: str, text: str, item_id: int | None = None
    ) -> bool:
        """Put what somebody wrote in the place of the automatic sentence; "" brings that back.

        ``item_id`` tells which of several files with the same bytes is meant; the others keep what they have. False
        where the page is gone or its file could not be read.
        """
        row = tx.execute(
            "SELECT c.digest, p.number FROM page p JOIN content c ON c.id = p.content_id"
            " WHERE p.id = ? AND c.digest IS NOT NULL",
            (page_id,),
        ).fetchone()
        if row is None:
            return False
        digest, number = row
        text = " ".join(typed(text).split())
        uid = owner(tx, digest, item_id)
        shown = tx.execute(
            "SELECT w.made, w.made_number, w.language, w.text, w.file FROM description_in_force w"
            " WHERE w.digest = ? AND w.number = ? AND w.language = ?",
            (digest, number, language),
        ).fetchall()
        confirm_of_files(tx, "description", [one for one in shown if one[3] == text])
        if _take_off(tx, digest, uid, shown) or text:
            tx.execute(
                "INSERT INTO written_description (file, digest, number, language, text) VALUES (?, ?, ?, ?, ?)",
                (uid, digest, number, language, text),
            )
        return True


def _take_off(
    tx: Transaction, digest: str, uid: str, shown: Sequence[tuple[str, int, str, str, str]]
) -> bool:
    """Take off the sentences ``shown`` on a page of a file that are its own, or nobody's; tells whether any is left."""
    others = set(holders(tx, digest)) - {uid}
    left = False
    for made, made_number, language, text, file in shown:
        is_somebodys = tx.execute("SELECT 1 FROM file WHERE uid = ? AND here", (file,)).fetchone() or others
        if file != uid and is_somebodys:
            left = left or bool(text)
            continue
        tx.execute(
            "DELETE FROM written_description WHERE digest = ? AND number = ? AND language = ? AND file = ?",
            (made, made_number, language, file),
        )
    return left


def _written(connection: sqlite3.Connection, digests: Iterable[str | None]) -> _Written:
    """What somebody wrote about the bytes ``digests``, asked one by one: of several, SQLite walks the whole view."""
    one = _WRITTEN.format("WHERE digest = ?")
    rows = (row for digest in digests for row in connection.execute(one, (digest,)))
    return _by_page(rows)


def _by_page(rows: Iterable[tuple[str, int, str, str, str]]) -> _Written:
    written: dict[tuple[str, int, str], dict[str, str]] = {}
    for digest, number, language, text, file in rows:
        by_file = written.setdefault((digest, number, language), {})
        by_file.pop(file, None)  # what comes last is to stand last
        by_file[file] = text
    return written


def _description(row: tuple[Any, ...], written: _Written) -> Description:
    page_id, source, path, number, en, ja, parts, digest, uid = row
    own = {
        language: text
        for language in LANGUAGES
        if (text := _sentence(written.get((digest, number, language), {}), uid))
    }
    return Description(
        page_id,
        full_path(source, path),
        number,
        own.get("en", en),
        own.get("ja", ja),
        frozenset(own),
        tuple(DescriptionPart(*part) for part in json.loads(parts)),
    )


def _sentence(by_file: Mapping[str, str], uid: str) -> str:
    """That of a file, where it has one of its own or none by somebody's wish, otherwise the last one of others."""
    return by_file[uid] if uid in by_file else next(reversed(list(by_file.values())), "")
