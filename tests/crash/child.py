"""Indexes a folder with the weightless encoder and kills itself at the n-th SQL statement of the writer.

    python -m tests.crash.child ROOT CATALOGUE N

Prints the number of statements when it gets to its end (N = 0: never dies).
"""

import os
import signal
import sys
from pathlib import Path

from imtextgui.domain.progress import run
from imtextgui.indexing.pipeline import Pipeline
from imtextgui.indexing.reader_pool.process_pool import ProcessReaderPool
from imtextgui.search.routes.indexes import Indexes
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.vectors.vector_rows import Vectors
from tests.crash import catalogue_dims
from tests.fakes import FakeEncoder, FakeEngine


def main(root: Path, folder: Path, fatal: int) -> None:
    """Index ``root``, then open every vector index, as a session does."""
    encoder = FakeEncoder()
    database = Database.open(folder / "catalogue.sqlite3")
    statements = 0

    def count(_statement: str) -> None:
        nonlocal statements
        statements += 1
        if statements == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    writer = database._writer  # noqa: SLF001 - nothing public sees each statement
    assert writer is not None
    writer.set_trace_callback(count)
    with database.transaction() as tx:
        Sources(database).add(tx, root)
    with ProcessReaderPool(1) as readers:
        pipeline = Pipeline(database, encoder, folder=folder, readers=readers, open_ocr=FakeEngine)
        run(pipeline.index(Sources(database).all()))
    indexes = Indexes(
        folder / "index", Vectors(database), encoder.fingerprint, catalogue_dims(), graph_from=4
    )
    for space in catalogue_dims():
        indexes.get(space)
    run(indexes.build_graphs())
    database.close()
    print(statements)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
