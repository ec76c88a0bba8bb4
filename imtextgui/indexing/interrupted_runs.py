"""Runs that go on by themselves where they were interrupted; see ``store.upkeep.interrupted_runs`` for when."""

from collections.abc import Collection
from contextlib import suppress

from imtextgui.domain.progress import Job, R
from imtextgui.errors import CatalogueError
from imtextgui.store.database import Database
from imtextgui.store.upkeep.interrupted_runs import InterruptedRuns


def resumable(database: Database, source_ids: Collection[int], job: Job[R]) -> Job[R]:
    """``job``, a run over sources, which stay noted where it is closed or killed before its end."""
    runs = InterruptedRuns(database)
    with database.transaction() as tx:
        runs.begin(tx, source_ids)
    try:
        result = yield from job
    except Exception:
        # Whoever ran it is told why. Going on by itself would only tell it again at every start.
        with suppress(CatalogueError), database.transaction() as tx:
            runs.end(tx, source_ids)
        raise
    with database.transaction() as tx:
        runs.end(tx, source_ids)
    return result
