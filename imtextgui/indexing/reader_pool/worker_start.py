"""Where a worker process begins: it is confined before it loads what reads files.

Whatever starts a thread (NumPy does when it is imported) comes after, because rules on files count for the thread that
lays them on and for those that it starts.
"""

from multiprocessing.connection import Connection

from imtextgui.indexing.reader_pool import process_limits
from imtextgui.indexing.reader_pool.confinement import Confinement


def main(
    orders: Connection, notes: Connection, contents: Connection, confinement: Confinement | None = None
) -> None:
    """Work as ``worker_main.main`` does, within ``confinement``; None confines nothing."""
    process_limits.lower_priority()
    converting = None if confinement is None else confinement.enter()
    from imtextgui.indexing.reader_pool import worker_main

    if confinement is not None and converting is not None:
        converting.take_over(confinement.converters)
    alone = confinement is not None and not confinement.converters
    worker_main.main(orders, notes, contents, alone=alone)
