"""Writes a published catalogue into an engine: what changed since the last export, and all of it or nothing.

Readers see an export only when its state is put, which names the version of each table: until then, and after a kill,
they have the one before. What was half done is taken back by the next export, which begins where the last whole one
ended. Which files changed is told by ``ExportedContent.state``.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from imtextgui.absolute_paths import absolute
from imtextgui.catalogue.published.publication import Publication
from imtextgui.cluster.engines.lance import LanceEngine, LanceTable, is_folder, one_of
from imtextgui.cluster.engines.rows import RowMaker
from imtextgui.cluster.engines.schemas import INDEXES, schemas
from imtextgui.cluster.engines.state import CONTENTS, FORMAT, NAMES, PAGES, TOKENS, EngineState, SpaceState
from imtextgui.config.paths import DATABASE
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.embedding import Space
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import EngineBusy, EngineWithoutVectors
from imtextgui.search.routes.dense import spread
from imtextgui.store.database import Database
from imtextgui.store.lock import WriterLock
from imtextgui.store.published.exported_rows import ExportedContent, ExportedRows
from imtextgui.store.vectors.bundles import Bundles
from imtextgui.store.vectors.vector_rows import Vectors

AT_ONCE = 500
"""Contents that are read at once."""

WRITTEN_AT_ONCE = 20_000
"""Rows from which on a table is written: each writing makes a file, and few large ones are searched faster."""

_REMOVED_AT_ONCE = 5_000
TOKENS_AT_ONCE = 500_000

LOCK = "export.lock"


@dataclass(frozen=True, slots=True)
class ExportReport:
    """How many pages the engine has now, and of how many files the export wrote or removed the rows."""

    pages: int
    written: int
    removed: int


def export(folder: Path, address: str, settings: CurrentSettings, *, anew: bool = False) -> Job[ExportReport]:
    """Write what is published in ``folder`` to the engine at ``address``; ``anew`` writes all of it.

    Raises Catalogue* and Publication* errors about ``folder``, and EngineNotInstalled, EngineDamaged, EngineBusy and
    EngineWithoutVectors (no encoder has seen the catalogue).
    """
    publication = Publication(absolute(folder), settings)
    database = Database.of_snapshot(publication.home / DATABASE, publication.layers)
    try:
        fingerprint = Bundles(database).active()
        if fingerprint is None:
            raise EngineWithoutVectors(path=str(folder))
        engine = LanceEngine(address, create=True)
        with _alone(address):
            return (yield from _Export(publication, database, fingerprint, engine).run(anew=anew))
    finally:
        database.close()


def _alone(address: str) -> Any:
    """Keep a second export from the same folder; an object store has no locks, and its last export counts."""
    if not is_folder(address):
        return nullcontext()
    lock = WriterLock(Path(address), LOCK, mode=0o666)
    if not lock.acquire():
        raise EngineBusy(path=address)
    return lock


class _Export:
    """One export under way."""

    def __init__(
        self, publication: Publication, database: Database, fingerprint: str, engine: LanceEngine
    ) -> None:
        self._publication, self._database, self._fingerprint = publication, database, fingerprint
        self._engine = engine
        self._vectors = Vectors(database)
        self._source = ExportedRows(database, fingerprint)
        self._ids = {space: self._vectors.ids(space, fingerprint) for space in Space}

    def run(self, *, anew: bool) -> Job[ExportReport]:
        names = self._publication.names
        before = None if anew else self._engine.state(names.publication)
        if before is not None and not self._continues(before):
            before = None
        dims = {space: self._dim(space) for space in Space if len(self._ids[space])}
        made = schemas(dims)
        tables = self._engine.begin(names.publication, before, made)
        yield Progress(Stage.PUBLISH)
        contents, gone = self._changed(tables[CONTENTS])
        for name, table in tables.items():
            if name != TOKENS:
                _remove(table, [*gone, *(content.content_id for content in contents)])
        rows = RowMaker(self._source, made, self._most(before))
        yield from _write(tables, rows, contents)
        counts = _count_tokens(self._source, tables[TOKENS], made[TOKENS])
        versions = {}
        for name, table in tables.items():
            yield Progress(Stage.PUBLISH, done=len(contents), total=len(contents), detail=name)
            versions[name] = table.settle(INDEXES[name])
        self._engine.put_state(
            EngineState(
                FORMAT,
                names.publication,
                names.lineage,
                names.snapshot,
                round(time.time(), 3),
                self._fingerprint,
                versions,
                {name: tables[name].count() for name in (PAGES, NAMES)},
                counts,
                {space.value: self._space(space, dim, rows.most[space]) for space, dim in dims.items()},
            )
        )
        return ExportReport(tables[PAGES].count(), len(contents), len(gone))

    def _continues(self, before: EngineState) -> bool:
        """Whether what was exported is of the same catalogue, format and encoder, so that only changes are written."""
        now = (FORMAT, self._publication.names.lineage, self._fingerprint)
        return (before.format, before.lineage, before.fingerprint) == now

    def _most(self, before: EngineState | None) -> Counter[Space]:
        return Counter({Space(name): told.most for name, told in before.spaces.items()} if before else {})

    def _dim(self, space: Space) -> int:
        return int(self._vectors.rows(self._ids[space][:1]).shape[1])

    def _space(self, space: Space, dim: int, most: int) -> SpaceState:
        ids = self._ids[space]
        sample = tuple(vector for vector, _ in spread(ids, self._vectors.targets))
        return SpaceState(len(ids), dim, most, sample)

    def _changed(self, table: LanceTable) -> tuple[list[ExportedContent], list[int]]:
        """The contents to write, and the ids of those that are gone."""
        stored = table.rows(["content_id", "state"])
        known = dict(zip(stored["content_id"].to_pylist(), stored["state"].to_pylist(), strict=True))
        contents = self._source.contents()
        changed = [one for one in contents if known.pop(one.content_id, None) != one.state]
        return changed, sorted(known)


def _remove(table: LanceTable, content_ids: Sequence[int]) -> None:
    if not table.count():
        return
    for start in range(0, len(content_ids), _REMOVED_AT_ONCE):
        table.delete(one_of("content_id", content_ids[start : start + _REMOVED_AT_ONCE]))


def _write(
    tables: Mapping[str, LanceTable], rows: RowMaker, contents: Sequence[ExportedContent]
) -> Iterator[Progress]:
    import pyarrow as pa

    waiting: dict[str, list[Any]] = {name: [] for name in tables}
    for start in range(0, len(contents), AT_ONCE):
        for name, made in rows.rows(contents[start : start + AT_ONCE]).items():
            waiting[name].append(made)
            if sum(one.num_rows for one in waiting[name]) >= WRITTEN_AT_ONCE:
                tables[name].add(pa.concat_tables(waiting[name]))
                waiting[name].clear()
        yield Progress(Stage.PUBLISH, done=min(start + AT_ONCE, len(contents)), total=len(contents))
    for name, parts in waiting.items():
        if parts:
            tables[name].add(pa.concat_tables(parts))


def _count_tokens(source: ExportedRows, table: LanceTable, schema: Any) -> dict[str, int]:
    """Write in how many rows each token stands; give how many tokens pages and names have."""
    import pyarrow as pa

    if table.count():
        table.delete("true")
    totals = {PAGES: 0, NAMES: 0}
    counted = source.vocabulary()
    while some := list(islice(counted, TOKENS_AT_ONCE)):
        columns = {
            "token": [one.stem for one in some],
            PAGES: [one.pages for one in some],
            NAMES: [one.items for one in some],
        }
        table.add(pa.table(columns, schema=schema))
        totals[PAGES] += sum(one.in_pages for one in some)
        totals[NAMES] += sum(one.in_items for one in some)
    return totals
