"""Judgements: for which words or photo which page was found right or wrong, with the vectors to compare by."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from imtextgui.domain.embedding import Matrix, Space
from imtextgui.store.column_values import typed, vector_bytes
from imtextgui.store.database import Database, Transaction
from imtextgui.store.identity.ownership import owner
from imtextgui.store.vectors import vector_rows

_JUDGED_PAGES = """
    FROM judgement_in_force a CROSS JOIN judgement j ON j.id = a.id CROSS JOIN content c ON c.digest = a.digest
    CROSS JOIN page p ON p.content_id = c.id AND p.number = a.number
"""
"""Each judgement with the pages to which it applies, which may be in several editions of a file."""


@dataclass(frozen=True, slots=True)
class StoredJudgement:
    """One judgement of a page that there is: ``photo`` holds the packed local features of the query photo."""

    id: int
    text: str
    photo: bytes | None
    right: bool
    page_id: int
    rows: Mapping[Space, Matrix]


class Judgements:
    """The judgements of one catalogue; each names its page by the files, their digest and the number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        tx: Transaction,
        *,
        made: float,
        text: str,
        photo: bytes | None,
        page_id: int,
        right: bool,
        rows: Mapping[Space, Matrix],
        fingerprint: str,
        item_id: int | None = None,
    ) -> int | None:
        """Keep a judgement with a vector [dim] for each space; give its id, None where the page has no digest.

        ``item_id`` tells to which of several files with the same bytes it belongs.
        """
        row_of_id = tx.execute(
            "INSERT INTO judgement (made, text, photo, digest, number, right)"
            " SELECT ?, ?, ?, c.digest, p.number, ? FROM page p JOIN content c ON c.id = p.content_id"
            " WHERE p.id = ? AND c.digest IS NOT NULL RETURNING id, digest",
            (made, typed(text), photo, int(right), page_id),
        ).fetchone()
        if row_of_id is None:
            return None
        tx.execute(
            "INSERT INTO judgement_file (judgement_id, file) VALUES (?, ?)",
            (row_of_id[0], owner(tx, row_of_id[1], item_id)),
        )
        for space, row in rows.items():
            tx.execute(
                "INSERT INTO judgement_vector (judgement_id, space_id, row) VALUES (?, ?, ?)",
                (
                    row_of_id[0],
                    vector_rows.id_of_space(tx, space, fingerprint, row.shape[0]),
                    vector_bytes(row),
                ),
            )
        return int(row_of_id[0])

    def remove(self, tx: Transaction, judgement_id: int) -> bool:
        """Forget a judgement; tell whether there was one."""
        return tx.execute("DELETE FROM judgement WHERE id = ?", (judgement_id,)).rowcount > 0

    def told(self) -> list[tuple[int, str, bool, bool, int, int | None]]:
        """Give id, words, whether there was a photo, right or wrong, page id and item id of each judgement, in order.

        The item is that of the file to which it belongs; None where that has other bytes, or is gone.
        """
        with self._database.reading() as connection:
            return connection.execute(
                "SELECT j.id, j.text, j.photo IS NOT NULL, j.right, p.id, min(i.id)"
                f" {_JUDGED_PAGES} LEFT JOIN file f ON f.uid = a.file"
                " LEFT JOIN item i ON i.file_id = f.id AND i.content_id = c.id"
                " GROUP BY j.id, p.id ORDER BY j.id, p.id"
            ).fetchall()

    def all(self, fingerprint: str) -> list[StoredJudgement]:
        """Give the judgements of pages that there are, in the order they were made, with this encoder's vectors."""
        with self._database.reading() as connection:
            judged = connection.execute(
                f"SELECT DISTINCT j.id, j.text, j.photo, j.right, p.id {_JUDGED_PAGES} ORDER BY j.id, p.id"
            ).fetchall()
            kept = connection.execute(
                "SELECT v.judgement_id, s.name, v.row FROM judgement_vector v"
                " JOIN space s ON s.id = v.space_id WHERE s.fingerprint = ?",
                (fingerprint,),
            ).fetchall()
        rows: dict[int, dict[Space, Matrix]] = {}
        for number, space, row in kept:
            rows.setdefault(number, {})[Space(space)] = np.frombuffer(row, "<f4").astype(np.float32)
        return [
            StoredJudgement(number, text, photo, bool(right), page, rows.get(number, {}))
            for number, text, photo, right, page in judged
        ]
