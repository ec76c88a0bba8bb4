"""Pages with their text, passages, thumbnails and vectors."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imtextgui.domain.embedding import Ids, Matrix, Space
from imtextgui.domain.items import Kind, PageView, Passage
from imtextgui.domain.text.languages import language_of
from imtextgui.store.column_values import (
    ProblemLike,
    clean,
    full_path,
    id_list,
    path_text,
    problem_columns,
)
from imtextgui.store.database import Database, Transaction
from imtextgui.store.text import codes, fulltext
from imtextgui.store.vectors import vector_rows


@dataclass(frozen=True, slots=True)
class StoredPage:
    """One page to store. ``number`` counts from 1; the rows are unit vectors, None where there is none.

    ``picture`` and ``appearance`` are [dim], ``meaning`` is [len(passages), dim]. ``thumbnail`` is an encoded
    picture.
    """

    number: int
    title: str = ""
    text: str = ""
    thumbnail: bytes | None = None
    width: int = 0
    height: int = 0
    passages: Sequence[Passage] = ()
    picture: Matrix | None = None
    appearance: Matrix | None = None
    meaning: Matrix | None = None
    problem: ProblemLike | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class ItemOfPage:
    """One file that shows a page. ``offline`` is the state of its source.

    ``modified`` is when the file was changed last, as the last run found it, in seconds since the epoch. ``relpath`` is
    the path within the source, ``/`` between its parts.
    """

    item_id: int
    path: Path
    offline: bool
    modified: float = 0.0
    relpath: str = ""


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page as a result list needs it; ``items`` are all files with these bytes, reachable ones first.

    ``has_text`` tells whether the page has any text of its own.
    """

    page_id: int
    number: int
    content_id: int
    pages: int
    kind: Kind
    title: str
    width: int
    height: int
    has_text: bool
    language: str
    items: tuple[ItemOfPage, ...]
    section: str = ""


_VIEW = """
    SELECT p.id, i.id, s.path, i.path, p.number, c.pages, c.kind, coalesce(nullif(p.title, ''), c.title),
    p.text, p.width, p.height, p.section FROM page p JOIN content c ON c.id = p.content_id
    JOIN item i ON i.content_id = c.id JOIN source s ON s.id = i.source_id
"""


class Pages:
    """Pages of one catalogue. Writing calls take part in the caller's transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, tx: Transaction, content_id: int, page: StoredPage, fingerprint: str) -> dict[Space, Ids]:
        """Store a page with everything that finds it, and give the ids of its vectors in the order of their
        rows.

        ``fingerprint`` names the encoder's space. Raises sqlite3.IntegrityError if the page is stored
        already.
        """
        page_id = _insert(tx, content_id, page)
        passage_ids = _insert_passages(tx, page_id, page.passages)
        added: dict[Space, Ids] = {}
        for space, row in ((Space.PICTURE, page.picture), (Space.APPEARANCE, page.appearance)):
            if row is not None:
                added[space] = vector_rows.add(tx, space, fingerprint, page_id=page_id, rows=row[None, :])
        if page.meaning is not None and len(page.meaning):
            added[Space.MEANING] = vector_rows.add(
                tx, Space.MEANING, fingerprint, page_id=page_id, passage_ids=passage_ids, rows=page.meaning
            )
        return added

    def text(self, tx: Transaction, page_id: int) -> str:
        """Give the unfolded text of a page as the transaction sees it. Raises KeyError for one that is gone."""
        row = tx.execute("SELECT text FROM page WHERE id = ?", (page_id,)).fetchone()
        if row is None:
            raise KeyError(page_id)
        return str(row[0])

    def append(self, tx: Transaction, page_id: int, text: str, passages: Sequence[Passage]) -> None:
        """Add ``text``, found later than the page, to what the page says, and ``passages`` to its passages."""
        row = tx.execute("SELECT title, text FROM page WHERE id = ?", (page_id,)).fetchone()
        title, before = row
        fulltext.forget_page(tx, page_id, title, before)
        codes.forget_pages(tx, [page_id])
        grown = "\n\n".join(part for part in (before, clean(text)) if part)
        tx.execute(
            "UPDATE page SET text = ?, language = ? WHERE id = ?", (grown, language_of(grown), page_id)
        )
        fulltext.index_page(tx, page_id, title, grown)
        codes.index_page(tx, page_id, title, grown)
        _insert_passages(tx, page_id, passages)

    def page(self, page_id: int) -> PageView | None:
        """Give a page with its text, as the first reachable file that has it; None if it is gone."""
        return self._view("WHERE p.id = ? ORDER BY s.offline, i.id LIMIT 1", (page_id,))

    def page_of(self, item_id: int, number: int) -> PageView | None:
        """Give page ``number``, from 1, of an item; None if there is none."""
        return self._view("WHERE i.id = ? AND p.number = ?", (item_id, number))

    def pages_of(self, item_id: int) -> tuple[PageView, ...]:
        """Give all pages of an item in order, without their texts."""
        with self._database.reading() as connection:
            rows = connection.execute(
                _VIEW.replace("p.text", "''") + "WHERE i.id = ? ORDER BY p.number", (item_id,)
            ).fetchall()
        return tuple(_page_view(row) for row in rows)

    def thumbnail(self, page_id: int) -> bytes | None:
        """Give the page's small picture as an encoded image, None if it has none."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT picture FROM thumbnail WHERE page_id = ?", (page_id,)).fetchone()
        return row[0] if row else None

    def texts(self, page_ids: Iterable[int]) -> dict[int, str]:
        """Give the unfolded texts of pages by page id."""
        with self._database.reading() as connection:
            return dict(
                connection.execute(
                    "SELECT id, text FROM page WHERE id IN (SELECT value FROM json_each(?))",
                    (id_list(page_ids),),
                )
            )

    def beginnings(self, content_ids: Iterable[int], most: int) -> dict[int, dict[int, str]]:
        """Give of each of the contents the first ``most`` pages, in order: their unfolded texts by page id."""
        found: dict[int, dict[int, str]] = {}
        with self._database.reading() as connection:
            for content_id, page_id, text in connection.execute(
                "SELECT content_id, id, text FROM page WHERE number <= ? AND content_id IN"
                " (SELECT value FROM json_each(?)) ORDER BY content_id, number",
                (most, id_list(content_ids)),
            ):
                found.setdefault(content_id, {})[page_id] = text
        return found

    def every(self) -> Iterator[tuple[tuple[Path, ...], int, str]]:
        """Give the paths of the files, the number from 1 and the unfolded text of every page there is."""
        with self._database.reading() as connection:
            owners = connection.execute(
                "SELECT i.content_id, s.path, i.path FROM item i JOIN source s ON s.id = i.source_id ORDER BY i.id"
            )
            paths: dict[int, tuple[Path, ...]] = {}
            for content_id, source, item in owners:
                paths[content_id] = (*paths.get(content_id, ()), full_path(source, item))
            for content_id, number, text in connection.execute("SELECT content_id, number, text FROM page"):
                yield paths.get(content_id, ()), number, text

    def passages(self, passage_ids: Iterable[int]) -> dict[int, str]:
        """Give the texts of passages by passage id."""
        with self._database.reading() as connection:
            return dict(
                connection.execute(
                    "SELECT id, text FROM passage WHERE id IN (SELECT value FROM json_each(?))",
                    (id_list(passage_ids),),
                )
            )

    def describe(self, page_ids: Sequence[int]) -> list[PageRow]:
        """Describe pages in the order asked for; pages that are gone are left out."""
        with self._database.reading() as connection:
            asked = (id_list(page_ids),)
            rows = connection.execute(
                "SELECT p.id, p.number, c.id, c.pages, c.kind, coalesce(nullif(p.title, ''), c.title),"
                " p.width, p.height, p.text <> '', p.language, p.section FROM page p"
                " JOIN content c ON c.id = p.content_id"
                " WHERE p.id IN (SELECT value FROM json_each(?))",
                asked,
            ).fetchall()
            owners = connection.execute(
                "SELECT i.content_id, i.id, s.path, i.path, s.offline, i.mtime_ns"
                " FROM item i JOIN source s ON s.id = i.source_id WHERE i.content_id IN"
                " (SELECT content_id FROM page WHERE id IN (SELECT value FROM json_each(?)))"
                " ORDER BY s.offline, i.id",
                asked,
            ).fetchall()
        items: dict[int, list[ItemOfPage]] = {}
        for content_id, item_id, source, path, offline, changed in owners:
            item = ItemOfPage(item_id, full_path(source, path), bool(offline), changed / 1e9, path_text(path))
            items.setdefault(content_id, []).append(item)
        described = {row[0]: _page_row(row, tuple(items.get(row[2], ()))) for row in rows}
        return [described[page_id] for page_id in page_ids if page_id in described]

    def _view(self, where: str, values: tuple[int, ...]) -> PageView | None:
        with self._database.reading() as connection:
            row = connection.execute(_VIEW + where, values).fetchone()
        return None if row is None else _page_view(row)


def _page_view(row: tuple[Any, ...]) -> PageView:
    page_id, item_id, source, path, number, pages, kind, *rest = row
    return PageView(page_id, item_id, full_path(source, path), number, pages, Kind(kind), *rest)


def _page_row(row: tuple[Any, ...], items: tuple[ItemOfPage, ...]) -> PageRow:
    page_id, number, content, pages, kind, title, width, height, has_text, language, section = row
    return PageRow(
        page_id,
        number,
        content,
        pages,
        Kind(kind),
        title,
        width,
        height,
        bool(has_text),
        language,
        items,
        section,
    )


def _insert(tx: Transaction, content_id: int, page: StoredPage) -> int:
    title, text = clean(page.title), clean(page.text)
    page_id = tx.execute(
        "INSERT INTO page (content_id, number, width, height, problem, details, title, text, section, language)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            content_id,
            page.number,
            page.width,
            page.height,
            *problem_columns(page.problem),
            title,
            text,
            clean(page.section),
            language_of(text),
        ),
    ).lastrowid
    assert page_id is not None
    if page.thumbnail is not None:
        tx.execute("INSERT INTO thumbnail (page_id, picture) VALUES (?, ?)", (page_id, page.thumbnail))
    fulltext.index_page(tx, page_id, title, text)
    codes.index_page(tx, page_id, title, text)
    return page_id


def _insert_passages(tx: Transaction, page_id: int, passages: Sequence[Passage]) -> list[int | None]:
    return [
        tx.execute(
            "INSERT INTO passage (page_id, origin, text) VALUES (?, ?, ?)",
            (page_id, passage.origin, clean(passage.text)),
        ).lastrowid
        for passage in passages
    ]
