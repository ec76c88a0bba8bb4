"""A catalogue of a million pages in minutes: one of twenty thousand, made as the program makes it, many times over.

Each copy has documents of its own (other digests, other folders), the same words in its own rows of the full text, and
the same vectors with noise on them. What copies share is made once: tokens, codes, which words there are.
"""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import numpy as np

from imtextgui.domain.embedding import Matrix, unit
from imtextgui.domain.text import normalization
from imtextgui.encoders.encoder import Encoder
from imtextgui.store.column_values import matrix, path_text, vector_bytes
from imtextgui.store.database import Database, Transaction
from tests.benchmarks import scale_catalogue

PAGES_ONCE = 20_000
NOISE = 0.15
"""Length of the noise against that of a vector: copies of a page are nearer to each other than other pages are."""

_COPIED: Mapping[str, Mapping[str, str]] = {
    "content": {"id": "id + :copy * :content", "digest": "digest || '-' || :copy"},
    "file": {
        "id": "id + :copy * :file",
        "uid": "uid || '-' || :copy",
        "digest": "digest || '-' || :copy",
        "born": "born || '-' || :copy",
    },
    "item": {
        "id": "id + :copy * :item",
        "file_id": "file_id + :copy * :file",
        "content_id": "content_id + :copy * :content",
        "path": "CAST(substr(path, 1, instr(path, x'2f')) || 'copy ' || :copy || '/' ||"
        " substr(path, instr(path, x'2f') + 1) AS BLOB)",
    },
    "page": {"id": "id + :copy * :page", "content_id": "content_id + :copy * :content"},
    "passage": {"id": "id + :copy * :passage", "page_id": "page_id + :copy * :page"},
    "page_code": {"page_id": "page_id + :copy * :page"},
    "item_code": {"item_id": "item_id + :copy * :item"},
}
"""What differs in the copies of a table, as SQL."""


def make(folder: Path, pages: int, encoder: Encoder) -> None:
    """Fill ``folder`` with a catalogue of about ``pages`` pages without regions, unless it holds one."""
    if folder.exists():
        return
    draft = folder.with_name(folder.name + ".once")
    scale_catalogue.make(draft, min(pages, PAGES_ONCE), encoder, with_regions=False)
    database = Database.open(draft / "catalogue.sqlite3")
    try:
        _Copies(database).make(max(1, round(pages / PAGES_ONCE)))
    finally:
        database.close()
    draft.rename(folder)


class _Copies:
    """Writes copies of all that a catalogue holds."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rng = np.random.default_rng(7)
        with database.reading() as connection:
            self._last = {
                table: int(connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0])
                for table in ("content", "file", "item", "page", "passage", "vector")
            }
            self._pages = [
                (page, _tokens(title), _tokens(text))
                for page, title, text in connection.execute("SELECT id, title, text FROM page")
            ]
            self._items = [
                (item, *_name_tokens(path_text(path)))
                for item, path in connection.execute("SELECT id, path FROM item")
            ]
            stored = connection.execute(
                "SELECT v.id, v.space_id, v.page_id, v.passage_id, v.row, s.dim FROM vector v"
                " JOIN space s ON s.id = v.space_id ORDER BY v.space_id, v.id"
            ).fetchall()
        self._owners = [row[:4] for row in stored]
        self._rows = _by_length([(row[4], row[5]) for row in stored])

    def make(self, copies: int) -> None:
        """Write so many, the first being what is there."""
        for copy in range(1, copies):
            with self._database.transaction() as tx:
                self._copy(tx, {"copy": copy, **self._last})
        with self._database.transaction() as tx:
            tx.execute("UPDATE word SET pages = pages * ?", (copies,))

    def _copy(self, tx: Transaction, numbers: dict[str, int]) -> None:
        for table, others in _COPIED.items():
            columns = [name for _, name, *_ in tx.execute(f"PRAGMA table_info({table})")]
            values = ", ".join(others.get(name, name) for name in columns)
            key = "page_id" if table == "page_code" else "item_id" if table == "item_code" else "id"
            last = self._last[table.removesuffix("_code")]
            tx.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} WHERE {key} <= {last}",
                numbers,
            )
        copy = numbers["copy"]
        tx.executemany(
            "INSERT INTO page_words (rowid, title, body) VALUES (?, ?, ?)",
            [(page + copy * self._last["page"], title, text) for page, title, text in self._pages],
        )
        tx.executemany(
            "INSERT INTO item_words (rowid, name, folder) VALUES (?, ?, ?)",
            [(item + copy * self._last["item"], name, folder) for item, name, folder in self._items],
        )
        self._copy_vectors(tx, copy)

    def _copy_vectors(self, tx: Transaction, copy: int) -> None:
        owners = iter(self._owners)
        for rows in self._rows:
            scale = NOISE / rows.shape[1] ** 0.5
            noisy = unit(rows + scale * self._rng.standard_normal(rows.shape, dtype=np.float32))
            tx.executemany(
                "INSERT INTO vector (id, space_id, page_id, passage_id, row) VALUES (?, ?, ?, ?, ?)",
                [
                    (
                        number + copy * self._last["vector"],
                        space,
                        page + copy * self._last["page"],
                        passage and passage + copy * self._last["passage"],
                        vector_bytes(row),
                    )
                    for row, (number, space, page, passage) in zip(noisy, owners, strict=False)
                ],
            )


def _by_length(stored: list[tuple[bytes, int]]) -> list[Matrix]:
    """The rows in order, those of one length together; they come by space, so that lengths do not alternate."""
    groups: list[list[tuple[bytes, int]]] = []
    for row in stored:
        if not groups or groups[-1][0][1] != row[1]:
            groups.append([])
        groups[-1].append(row)
    return [matrix([row for row, _ in group], group[0][1]) for group in groups]


def _tokens(text: str) -> str:
    return " ".join(normalization.tokens(text))


def _name_tokens(relpath: str) -> tuple[str, str]:
    path = PurePosixPath(relpath)
    return _tokens(path.name), _tokens(" / ".join(path.parts[:-1]))
