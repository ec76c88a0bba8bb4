"""The codes that pages and file names hold: each distinct code once, and where it is written."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from imtextgui.domain.embedding import Ids
from imtextgui.domain.text import codes as found_in
from imtextgui.store.column_values import clean, id_list
from imtextgui.store.database import Database, Transaction


@dataclass(frozen=True, slots=True)
class CodeHit:
    """A page that holds a code. ``raw`` is the code as written there.

    ``exact``: the whole code is the one asked for; otherwise that is a part of it. ``in_name``: the code
    stands in the name of a file with this page. ``confused``: the code only looks like the one asked for, with a
    letter for a digit or the other way round (O and 0, I and 1, S and 5, B and 8).
    """

    page_id: int
    raw: str
    exact: bool
    in_name: bool
    confused: bool = False


_FIND = """
    WITH among AS MATERIALIZED (SELECT value AS id FROM json_each(:among)),
    hit AS MATERIALIZED (
        SELECT id, normalised = :code AS exact, shape = :shape AND normalised <> :code AS confused
        FROM code WHERE {where}
    )
    SELECT page_code.page_id, page_code.raw, hit.exact, 0, hit.confused
    FROM hit CROSS JOIN page_code ON page_code.code_id = hit.id
    WHERE :among IS NULL OR page_code.page_id IN (SELECT id FROM among)
    UNION ALL
    SELECT page.id, item_code.raw, hit.exact, 1, hit.confused
    FROM hit CROSS JOIN item_code ON item_code.code_id = hit.id JOIN item ON item.id = item_code.item_id
    JOIN page ON page.content_id = item.content_id AND page.number = 1
    WHERE :among IS NULL OR page.id IN (SELECT id FROM among)
    ORDER BY 3 DESC, 5 DESC, 1 LIMIT :limit
"""
_BEGINNING = """
    SELECT coalesce(
        (SELECT raw FROM item_code WHERE code_id = code.id LIMIT 1),
        (SELECT raw FROM page_code WHERE code_id = code.id LIMIT 1))
    FROM code WHERE normalised >= ? AND normalised < ? ORDER BY length(normalised), normalised LIMIT ?
"""
_LAST = "\U0010ffff"
"""Behind a prefix: the end of all that begins with it, so that an index answers, which LIKE would not use."""

_Row: TypeAlias = tuple[int, str, int, int, int]
"""Page id, the code as written, and whether it is the whole code, in a name, or only looks like it."""


class Codes:
    """Looks codes up. ``Pages.add`` and ``Items.put`` write them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(
        self, code: str, *, partial: bool = True, limit: int = 500, among: Ids | None = None
    ) -> list[CodeHit]:
        """Find the pages with ``code``, a normalised code: whole codes first, then what looks the same, then codes
        that hold it.

        A code in a file's name finds the first page of the file. A page may come twice, by its text and its
        name. Only pages ``among`` these are found, if given.
        """
        where = "normalised = :code"
        if partial:
            where += " OR shape = :shape OR instr(normalised, :code) > 0"
        asked = {"code": clean(code), "shape": found_in.shape(clean(code)), "limit": limit if code else 0}
        with self._database.reading() as connection:
            rows: list[_Row] = connection.execute(
                _FIND.format(where=where), asked | {"among": None}
            ).fetchall()
            # A code is seldom on so many pages: then writing and reading the list of those that fit took longest.
            if among is not None and len(rows) == limit:
                listed = {"among": json.dumps(among.tolist())}
                rows = connection.execute(_FIND.format(where=where), asked | listed).fetchall()
            elif among is not None:
                rows = _among(rows, among)
        return [
            CodeHit(page_id, raw, bool(exact), bool(name), bool(confused))
            for page_id, raw, exact, name, confused in rows
        ]

    def files(self, code: str) -> int:
        """Tell how many different files hold ``code``, a normalised code, in their pages."""
        with self._database.reading() as connection:
            (count,) = connection.execute(
                "SELECT count(DISTINCT page.content_id) FROM code JOIN page_code ON page_code.code_id = code.id"
                " JOIN page ON page.id = page_code.page_id WHERE code.normalised = ?",
                (clean(code),),
            ).fetchone()
        return int(count)

    def beginning(self, prefix: str, limit: int) -> list[str]:
        """Give codes, as written somewhere, whose normal form begins with ``prefix``; shortest first."""
        first, last = clean(prefix), clean(prefix) + _LAST
        with self._database.reading() as connection:
            rows = connection.execute(_BEGINNING, (first, last, limit)).fetchall()
        return [raw for (raw,) in rows if raw]


def _among(rows: list[_Row], pages: Ids) -> list[_Row]:
    """Those of ``rows`` that are of ``pages``."""
    fitting = np.isin(np.array([row[0] for row in rows], dtype=np.int64), pages).tolist()
    return [row for row, fits in zip(rows, fitting, strict=True) if fits]


def index_page(tx: Transaction, page_id: int, title: str, text: str) -> None:
    """Store the codes of a new page."""
    _index(tx, "page", page_id, f"{title}\n{text}")


def index_name(tx: Transaction, item_id: int, relpath: str) -> None:
    """Store the codes in the path of an item, folders included."""
    _index(tx, "item", item_id, relpath.replace("/", " / "))


def forget_pages(tx: Transaction, page_ids: Iterable[int]) -> None:
    """Remove the codes of pages."""
    _forget(tx, "page", page_ids)


def forget_name(tx: Transaction, item_id: int) -> None:
    """Remove the codes of an item's path."""
    _forget(tx, "item", [item_id])


def forget_all(tx: Transaction) -> None:
    """Remove all codes."""
    for table in ("page_code", "item_code", "code"):
        tx.execute(f"DELETE FROM {table}")


def _index(tx: Transaction, owner: str, owner_id: int, text: str) -> None:
    written = {(clean(code.normalised), clean(code.raw)) for code in found_in.codes(text)}
    tx.executemany(
        "INSERT OR IGNORE INTO code (normalised, shape) VALUES (?, ?)",
        {(code, found_in.shape(code)) for code, _ in written},
    )
    tx.executemany(
        f"INSERT INTO {owner}_code (code_id, {owner}_id, raw)"
        " VALUES ((SELECT id FROM code WHERE normalised = ?), ?, ?)",
        [(code, owner_id, raw) for code, raw in written],
    )


def _forget(tx: Transaction, owner: str, owner_ids: Iterable[int]) -> None:
    rows = tx.execute(
        f"DELETE FROM {owner}_code WHERE {owner}_id IN (SELECT value FROM json_each(?)) RETURNING code_id",
        (id_list(owner_ids),),
    ).fetchall()
    tx.execute(
        "DELETE FROM code WHERE id IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM page_code WHERE code_id = code.id)"
        " AND NOT EXISTS (SELECT 1 FROM item_code WHERE code_id = code.id)",
        (id_list({code_id for (code_id,) in rows}),),
    )
