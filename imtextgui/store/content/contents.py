"""What files hold, once for all files with the same bytes: contents and their disappearance."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from imtextgui.domain.items import Kind
from imtextgui.store.column_values import ProblemLike, clean, id_list, problem_columns
from imtextgui.store.database import Database, Transaction
from imtextgui.store.identity import page_places
from imtextgui.store.text import codes, fulltext


@dataclass(frozen=True, slots=True)
class Content:
    """What is known of the files with one digest.

    ``pages`` is how many pages there are, ``stored_pages`` how many are in the catalogue; ``complete`` tells
    that reading came to its end, so that an interrupted run goes on at page ``stored_pages + 1``. ``outdated`` ones are
    read from the first page on.
    """

    id: int
    digest: str
    kind: Kind
    pages: int
    stored_pages: int
    complete: bool
    title: str

    @property
    def outdated(self) -> bool:
        """Whether the pages that are stored are to be replaced."""
        return self.stored_pages > self.pages


class Contents:
    """Contents of one catalogue. Writing calls take part in the caller's transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, digest: str) -> Content | None:
        """Look up the content whose bytes have ``digest``."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT id, digest, kind, pages, (SELECT count(*) FROM page WHERE content_id = content.id),"
                " complete, title FROM content WHERE digest = ?",
                (digest,),
            ).fetchone()
        if row is None:
            return None
        number, digest, kind, pages, stored, complete, title = row
        return Content(number, digest, Kind(kind), pages, stored, bool(complete), title)

    def first_pages(self, digests: Sequence[str]) -> list[int]:
        """Give the id of the first page of each file with one of ``digests`` that there is."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT p.id FROM content c JOIN page p ON p.content_id = c.id AND p.number = 1"
                " WHERE c.digest IN (SELECT value FROM json_each(?)) ORDER BY p.id",
                (json.dumps(list(digests)),),
            ).fetchall()
        return [page for (page,) in rows]

    def digests(self, page_ids: Sequence[int]) -> dict[int, str]:
        """The digests of the contents of pages, by page; of one that could not be read there is none."""
        with self._database.reading() as connection:
            return dict(
                connection.execute(
                    "SELECT p.id, c.digest FROM page p JOIN content c ON c.id = p.content_id"
                    " WHERE p.id IN (SELECT value FROM json_each(?)) AND c.digest IS NOT NULL",
                    (id_list(page_ids),),
                )
            )

    def begin(self, tx: Transaction, digest: str, kind: Kind, pages: int, title: str) -> int:
        """Give the id of the content with ``digest``, new or begun by an interrupted run.

        A content that no item refers to by the end of the transaction is left for ``prune``.
        """
        # A run that was killed in the midst of the same bytes has left a row; its pages are gone on with.
        (number,) = tx.execute(
            "INSERT INTO content (digest, kind, pages, title) VALUES (?, ?, ?, ?) ON CONFLICT (digest)"
            " DO UPDATE SET kind = excluded.kind, pages = excluded.pages, title = excluded.title"
            " RETURNING id",
            (digest, kind, pages, clean(title)),
        ).fetchone()
        return int(number)

    def reopen(self, tx: Transaction, content_id: int) -> int:
        """Record that reading has not come to its end, even if it had; give the number of pages that are stored."""
        tx.execute("UPDATE content SET complete = 0 WHERE id = ?", (content_id,))
        (stored,) = tx.execute("SELECT count(*) FROM page WHERE content_id = ?", (content_id,)).fetchone()
        return int(stored)

    def outdate(self, tx: Transaction, content_id: int) -> None:
        """Let the next run read all pages of a content anew; until then those that are stored can be found."""
        tx.execute("UPDATE content SET complete = 0, pages = 0 WHERE id = ?", (content_id,))

    def remove_pages(self, tx: Transaction, content_id: int) -> None:
        """Remove the pages of a content, which are read anew."""
        _remove_pages(tx, content_id)

    def finish(self, tx: Transaction, content_id: int, problem: ProblemLike | None = None) -> None:
        """Record that reading came to its end, and the problem that ended it early, if any."""
        tx.execute(
            "UPDATE content SET complete = 1, problem = ?, details = ? WHERE id = ?",
            (*problem_columns(problem), content_id),
        )
        (digest,) = tx.execute("SELECT digest FROM content WHERE id = ?", (content_id,)).fetchone()
        page_places.follow(tx, digest)

    def interrupt(self, tx: Transaction, content_id: int, problem: ProblemLike) -> None:
        """Record what ended reading before its end; the next run goes on with it."""
        tx.execute(
            "UPDATE content SET complete = 0, problem = ?, details = ? WHERE id = ?",
            (*problem_columns(problem), content_id),
        )

    def prune(self, tx: Transaction) -> int:
        """Remove the contents that no item refers to, as a killed run may leave them; give their number."""
        rows = tx.execute(
            "SELECT id FROM content WHERE NOT EXISTS (SELECT 1 FROM item WHERE content_id = content.id)"
        ).fetchall()
        remove_unused(tx, [number for (number,) in rows])
        return len(rows)


def add_unreadable(tx: Transaction) -> int:
    """Add the content of a file that cannot be read: no digest, one empty page to be found by its name."""
    content_id = tx.execute(
        "INSERT INTO content (digest, kind, pages, title) VALUES (NULL, ?, 1, '')", (Kind.OTHER,)
    ).lastrowid
    page_id = tx.execute(
        "INSERT INTO page (content_id, number, width, height, title, text) VALUES (?, 1, 0, 0, '', '')",
        (content_id,),
    ).lastrowid
    assert content_id is not None
    assert page_id is not None
    # without words, but with a row: forgetting a row that FTS5 does not have damages its table
    fulltext.index_page(tx, page_id, "", "")
    return content_id


def remove_unused(tx: Transaction, content_ids: Iterable[int]) -> None:
    """Remove those of the contents that no item refers to, with pages, passages, vectors and full text."""
    unused = [
        number
        for (number,) in tx.execute(
            "SELECT id FROM content WHERE id IN (SELECT value FROM json_each(?))"
            " AND NOT EXISTS (SELECT 1 FROM item WHERE content_id = content.id)",
            (id_list(content_ids),),
        ).fetchall()
    ]
    for content_id in unused:
        page_places.keep(tx, content_id)
        _remove_pages(tx, content_id)
        tx.execute("DELETE FROM content WHERE id = ?", (content_id,))


def _remove_pages(tx: Transaction, content_id: int) -> None:
    # Contentless tables know no cascade: words and codes are removed by hand, the rest follows the pages.
    pages = tx.execute("SELECT id, title, text FROM page WHERE content_id = ?", (content_id,)).fetchall()
    for page_id, title, text in pages:
        fulltext.forget_page(tx, page_id, title, text)
    codes.forget_pages(tx, [page_id for page_id, _, _ in pages])
    tx.execute("DELETE FROM page WHERE content_id = ?", (content_id,))
