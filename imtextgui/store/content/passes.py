"""Later passes over pages: which pages wait for one, which files show them, and that a page is done."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from imtextgui.domain.items import Kind, Origin
from imtextgui.store.column_values import ProblemLike, details, full_path, id_list, problem_columns
from imtextgui.store.database import Database, Transaction

REGIONS = 1
"""The bit of the pass that looks closer at pages."""

WORDS = 2
"""The bit of the pass that reads words in pictures."""

_CHUNK = 200
"""Pages described in one statement, so that the texts of a large catalogue are not all in memory."""


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """A page that a pass is not done with. ``width`` is 0 for a page without a picture, ``text`` what stands on the
    page itself, not what its file says of it.
    """

    page_id: int
    content_id: int
    number: int
    kind: Kind
    width: int
    height: int
    text: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that shows a content: where it is, and its size and time of change when it was read."""

    path: Path
    size: int
    mtime_ns: int


class Passes:
    """What is done and what waits in one catalogue; ``bit`` is that of a pass in ``page.passes``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, bit: int, source_ids: Sequence[int]) -> Iterator[WaitingPage]:
        """Give the pages of files in these sources that the pass is not done with, content by content."""
        with self._database.reading() as connection:
            # Ids first: a run takes hours, and no read may stay open meanwhile, or the write-ahead log would only grow.
            ids = connection.execute(
                "SELECT p.id FROM page p WHERE p.id IN (SELECT id FROM page WHERE passes & ? = 0)"
                " AND EXISTS (SELECT 1 FROM item i WHERE i.content_id = p.content_id"
                "  AND i.source_id IN (SELECT value FROM json_each(?))) ORDER BY p.content_id, p.number",
                (bit, id_list(source_ids)),
            ).fetchall()
        yield from self.described([number for (number,) in ids])

    def count(self, bit: int) -> int:
        """How many pages with a picture the pass is not done with, in all sources."""
        with self._database.reading() as connection:
            (waiting,) = connection.execute(
                "SELECT count(*) FROM page WHERE id IN (SELECT id FROM page WHERE passes & ? = 0) AND width > 0",
                (bit,),
            ).fetchone()
        return int(waiting)

    def described(self, page_ids: Sequence[int]) -> Iterator[WaitingPage]:
        """Give pages by their ids, content by content as the ids are; those that are gone are left out."""
        for start in range(0, len(page_ids), _CHUNK):
            yield from self._described(page_ids[start : start + _CHUNK])

    def _described(self, page_ids: Sequence[int]) -> list[WaitingPage]:
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT p.id, c.id, p.number, c.kind, p.width, p.height, coalesce("
                " (SELECT group_concat(s.text, char(10)) FROM passage s WHERE s.page_id = p.id AND s.origin <> ?), '')"
                " FROM page p JOIN content c ON c.id = p.content_id"
                " WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY c.id, p.number",
                (Origin.METADATA, id_list(page_ids)),
            ).fetchall()
        return [
            WaitingPage(page_id, content_id, number, Kind(kind), width, height, text)
            for page_id, content_id, number, kind, width, height, text in rows
        ]

    def digest(self, content_id: int) -> str:
        """Give the digest of a content's bytes; "" where there is none, or no such content any more."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT digest FROM content WHERE id = ?", (content_id,)).fetchone()
        return row[0] or "" if row else ""

    def files(self, content_id: int) -> list[StoredFile]:
        """Give the files that show a content and can be reached as far as we know."""
        return self._shown_by(content_id, "NOT s.offline")

    def files_in(self, content_id: int, source_ids: Iterable[int]) -> list[StoredFile]:
        """Give the files that show a content in some sources, whether or not these are said to be offline."""
        return self._shown_by(content_id, "s.id IN (SELECT value FROM json_each(?))", id_list(source_ids))

    def _shown_by(self, content_id: int, where: str, *values: str) -> list[StoredFile]:
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT s.path, i.path, i.size, i.mtime_ns FROM item i JOIN source s ON s.id = i.source_id"
                f" WHERE i.content_id = ? AND i.problem IS NULL AND {where} ORDER BY i.id",
                (content_id, *values),
            ).fetchall()
        return [StoredFile(full_path(source, item), size, mtime) for source, item, size, mtime in rows]

    def exists(self, tx: Transaction, page_id: int) -> bool:
        """Whether the page is still there."""
        return tx.execute("SELECT 1 FROM page WHERE id = ?", (page_id,)).fetchone() is not None

    def mark_done(self, tx: Transaction, bit: int, page_ids: Sequence[int]) -> None:
        """Record that the pass is done with pages."""
        tx.execute(
            "UPDATE page SET passes = passes | ? WHERE id IN (SELECT value FROM json_each(?))",
            (bit, id_list(page_ids)),
        )

    def mark_failed(self, tx: Transaction, bit: int, page_id: int, problem: ProblemLike) -> None:
        """List why the pass gave a page up, unless something is listed of the page already."""
        code, stored = problem_columns(_Marked(problem, bit))
        tx.execute(
            "UPDATE page SET problem = ?, details = ? WHERE id = ? AND problem IS NULL",
            (code, stored, page_id),
        )

    def retry_failed(self, tx: Transaction, bit: int, files: Collection[Path] | None = None) -> None:
        """Let all pages, or those of ``files``, wait for the pass again that it gave up."""
        rows = tx.execute(
            "SELECT p.id, p.details, s.path, i.path FROM page p JOIN item i ON i.content_id = p.content_id"
            " JOIN source s ON s.id = i.source_id WHERE p.problem IS NOT NULL"
        ).fetchall()
        failed = {
            page_id
            for page_id, stored, *path in rows
            if details(stored).get("pass") == bit and (files is None or full_path(*path) in files)
        }
        tx.execute(
            "UPDATE page SET passes = passes & ~?, problem = NULL, details = NULL"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (bit, id_list(failed)),
        )


class _Marked:
    """A problem that tells the pass it comes from."""

    def __init__(self, problem: ProblemLike, bit: int) -> None:
        self.code = problem.code
        self.details = {**problem.details, "pass": bit}
