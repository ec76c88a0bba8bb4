"""``python -m tests.benchmarks.database CATALOGUE FOLDER``: what the database costs, and what options would save.

Printed are the bytes a page of each table, the full text of the catalogue made anew with each option of FTS5, the
processor time of queries before and after ``ANALYZE`` (on a copy), and the bytes that are written for one that stays
while ``FOLDER`` is indexed.
"""

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice, pairwise
from pathlib import Path
from statistics import median
from time import process_time

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.domain.text import normalization
from imtextgui.encoders import bundle

SHOWN = 12
"""Tables that are printed: the others take less than a hundredth each."""

OPTIONS = ("", "detail=column", "detail=none", "columnsize=0")
"""Options of FTS5 beside those in use, of which the first has none."""

ROUNDS, WORDS = 5, 40


def by_table(database: Path) -> Iterator[str]:
    """Bytes a page of the catalogue, table by table and index by index."""
    with closing(sqlite3.connect(database)) as connection:
        (pages,) = connection.execute("SELECT count(*) FROM page").fetchone()
        sizes = connection.execute(
            "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC"
        ).fetchall()
    total = sum(size for _, size in sizes)
    yield f"{pages:,} pages, {total / pages / 1000:.1f} kB a page; share of"
    for name, size in sizes[:SHOWN]:
        yield f"  {name:<24} {size / total:6.1%}  {size / pages / 1000:6.2f} kB a page"


def full_text(database: Path) -> Iterator[str]:
    """Size and processor time of the full text of pages by the options of FTS5, and what is lost with each."""
    with closing(sqlite3.connect(database)) as connection:
        texts = connection.execute("SELECT id, title, text FROM page").fetchall()
    rows = [(number, *(" ".join(normalization.tokens(text)) for text in both)) for number, *both in texts]
    whole, best = 0, None
    for option in OPTIONS:
        with closing(sqlite3.connect(":memory:")) as connection:
            options = f", {option}" if option else ""
            connection.execute(
                f"CREATE VIRTUAL TABLE words USING fts5 (title, body, content='', tokenize='porter ascii'{options})"
            )
            began = process_time()
            connection.executemany("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", rows)
            connection.execute("INSERT INTO words (words) VALUES ('optimize')")
            took = process_time() - began
            (size,) = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'words%'").fetchone()
            whole = whole or size
            lost = list(_lost(connection))
            order = connection.execute(
                "SELECT rowid FROM words WHERE words MATCH 'the' ORDER BY bm25(words, 2, 1), rowid LIMIT 50"
            ).fetchall()
            best = best or order
            if order != best:
                lost.append("the order by BM25")
        cost = f"{size / whole:5.2f} times the size, {took:5.2f} s"
        yield f"  {option or 'as it is':<14} {cost}; lost: {', '.join(lost) or 'nothing'}"


def _lost(connection: sqlite3.Connection) -> Iterator[str]:
    for what, query in (
        ("phrases", "SELECT rowid FROM words WHERE words MATCH '\"of the\"' LIMIT 1"),
        ("words of titles", "SELECT rowid FROM words WHERE words MATCH 'title : the' LIMIT 1"),
    ):
        try:
            connection.execute(query).fetchall()
        except sqlite3.Error:
            yield what


def analysed(catalogue: Path) -> Iterator[str]:
    """Processor time of the same queries with and without the statistics of ``ANALYZE``, in turns, on copies."""
    encoder = bundle.load(bundle.default_folder())
    with tempfile.TemporaryDirectory() as name:
        copies = {False: Path(name) / "plain", True: Path(name) / "analysed"}
        for with_statistics, copy in copies.items():
            copy.mkdir()
            shutil.copy(catalogue / DATABASE, copy)
            with closing(sqlite3.connect(copy / DATABASE)) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")
                words = [word for (word,) in connection.execute("SELECT text FROM word ORDER BY pages DESC")]
                if with_statistics:
                    began = process_time()
                    connection.execute("ANALYZE")
                    yield f"  ANALYZE itself: {process_time() - began:.2f} s"
        asked = list(islice(words[:: max(1, len(words) // WORDS)], WORDS))
        took: dict[bool, list[float]] = {False: [], True: []}
        opened = {
            key: Catalogue.open(copy, encoder=encoder, chosen=Settings()) for key, copy in copies.items()
        }
        for _ in range(ROUNDS):
            for key, one in opened.items():
                began = process_time()
                for first, second in pairwise(asked):
                    one.search.answer(Query(f"{first} {second}"))
                took[key].append(process_time() - began)
        for one in opened.values():
            one.close()
    ratio = min(took[True]) / min(took[False])
    yield (
        f"  {len(asked) - 1} queries: {min(took[False]):.2f} s without, {ratio:.2f} times as long with; medians "
        + (f"{median(took[False]):.2f} and {median(took[True]):.2f} s")
    )


def written(folder: Path) -> Iterator[str]:
    """Bytes that this process writes while ``folder`` is indexed, both passes, for one that stays."""
    encoder = bundle.load(bundle.default_folder())
    with tempfile.TemporaryDirectory(dir=".") as name:
        before = _written()
        with Catalogue.open(Path(name), encoder=encoder, chosen=Settings()) as catalogue:
            source = catalogue.sources.add(folder)
            run(catalogue.sources.index([source.id]))
        bytes_written = _written() - before
        size = (Path(name) / DATABASE).stat().st_size
    yield f"  {bytes_written / 1e6:.1f} MB written for {size / 1e6:.1f} MB that stay: {bytes_written / size:.2f} times"


def _written() -> int:
    """Bytes of the page cache that this process has dirtied so far, which the disk gets."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("write_bytes")).split()[1])


def main(arguments: Sequence[str]) -> None:
    """Print all four parts."""
    catalogue, folder = map(Path, arguments)
    for title, lines in (
        ("Tables", by_table(catalogue / DATABASE)),
        ("Full text", full_text(catalogue / DATABASE)),
        ("ANALYZE", analysed(catalogue)),
        ("Written", written(folder)),
    ):
        print(title, flush=True)
        for line in lines:
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
