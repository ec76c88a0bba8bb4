"""Examines a catalogue: whether it is whole, what it lacks, and how well its approximate indexes find."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from imtextgui.catalogue.encoder_session import Ready
from imtextgui.catalogue.user.additions import CatalogueAdditions
from imtextgui.domain.bundles import BundleState
from imtextgui.domain.embedding import Ids, Matrix, Space
from imtextgui.domain.health import Details, Finding, advice, fault, fine
from imtextgui.domain.items import Source
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import BundleAbsent
from imtextgui.index.exact import ExactIndex, VectorIndex
from imtextgui.index.recall import LEAST_RECALL, measured_recall
from imtextgui.store.content.counts import Counts, count
from imtextgui.store.content.passes import REGIONS, Passes
from imtextgui.store.database import Database
from imtextgui.store.upkeep.integrity import integrity
from imtextgui.store.upkeep.unfinished_forgetting import is_noted
from imtextgui.store.vectors.vector_rows import Vectors

LEAST_ROOM = 1 << 30
"""Free bytes on the catalogue's disk below which a run may end early."""

_MEGABYTE = 1 << 20

Opening = Callable[[], Ready]
"""Loads the catalogue's encoder, with its vector indexes. Raises BundleAbsent."""

Encoders = Callable[[], tuple[BundleState, ...]]
"""What the catalogue has of each encoder, the active one first."""


def examine(
    folder: Path, database: Database, sources: list[Source], encoders: Encoders, opening: Opening
) -> Job[tuple[Finding, ...]]:
    """Look at the catalogue in ``folder``; a finding is a fault where searches may miss what is there.

    Raises Bundle* errors of ``opening`` but for an encoder that is not installed, and CatalogueErrors where the
    database cannot be read at all.
    """
    findings: list[Finding] = []
    steps: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: _room(folder),
        lambda: _whole(database),
        lambda: _contents(count(database), Passes(database).count(REGIONS), sources),
        lambda: _additions(database),
        lambda: _encoders(encoders()),
        lambda: _vectors(database, opening),
    )
    for done, step in enumerate(steps):
        yield Progress(Stage.EXAMINE, done=done, total=len(steps))
        for finding in step():
            findings.append(finding)
            yield Progress(Stage.EXAMINE, done=done, total=len(steps), detail=finding.check)
    return tuple(findings)


def _room(folder: Path) -> Iterator[Finding]:
    size = sum(file.stat().st_size for file in _files(folder))
    free = shutil.disk_usage(folder).free
    details: Details = {"path": str(folder), "size": _megabytes(size), "free": _megabytes(free)}
    yield fine("catalogue-size", **details) if free > LEAST_ROOM else advice("catalogue-room-low", **details)


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (file for name in names if (file := Path(place, name)).is_file())


def _whole(database: Database) -> Iterator[Finding]:
    report = integrity(database)
    if report.damage:
        yield fault("catalogue-damage", reason=report.damage)
    strange = sum(rows for table, rows in report.stray.items() if table != "content")
    if strange:
        tables = ", ".join(sorted(table for table in report.stray if table != "content"))
        yield fault("catalogue-stray", count=strange, tables=tables)
    if leftover := report.stray.get("content", 0):
        yield advice("catalogue-leftover", count=leftover)
    if not report.damage and not report.stray:
        yield fine("catalogue-whole")
    if is_noted(database):
        yield fault("catalogue-forgetting")


def _contents(counts: Counts, waiting: int, sources: list[Source]) -> Iterator[Finding]:
    yield fine(
        "catalogue-counts",
        items=counts.items,
        pages=counts.pages,
        passages=counts.passages,
        regions=counts.regions,
    )
    if waiting:
        yield advice("catalogue-waiting", count=waiting)
    for source in sources:
        if not source.path.is_dir():
            yield advice("catalogue-offline", path=str(source.path))
    if counts.problems:
        yield advice("catalogue-problems", count=counts.problems)


def _additions(database: Database) -> Iterator[Finding]:
    if unplaced := CatalogueAdditions(database).unplaced():
        yield advice("catalogue-unplaced", count=len(unplaced))


def _encoders(states: tuple[BundleState, ...]) -> Iterator[Finding]:
    """Whether the active encoder has all, and whose vectors there are besides."""
    for state in states:
        details: Details = {"name": state.called, "count": state.vectors, "percent": state.percent}
        if state.active:
            yield fine("catalogue-encoder", **details)
            if state.missing:
                yield advice("catalogue-pending", **details | {"count": state.missing})
            if state.fallback_pages:
                yield advice("catalogue-makeshift", **details | {"count": state.fallback_pages})
        elif state.vectors and (state.bundle or state.name):
            yield fine("catalogue-other-encoder", **details)
        elif state.vectors:
            yield advice("catalogue-unknown-encoder", **details)


def _vectors(database: Database, opening: Opening) -> Iterator[Finding]:
    try:
        ready = opening()
    except BundleAbsent as trouble:
        yield fault("encoder-absent", **trouble.details)
        return
    vectors = Vectors(database)
    for space in Space:
        ids = vectors.ids(space, ready.encoder.fingerprint)
        if len(ids):
            yield _index(space, ready.indexes.get(space), ids, vectors.rows)


def _index(space: Space, index: VectorIndex, ids: Ids, rows: Callable[[Ids], Matrix]) -> Finding:
    details: Details = {"space": space.value, "count": len(ids)}
    if not np.array_equal(index.ids(), ids):
        return fault("index-differs", **details)
    if isinstance(index, ExactIndex):
        return fine("index-exact", **details)
    recall = round(measured_recall(index, ids, rows), 4)
    if recall < LEAST_RECALL:
        return advice("index-recall-low", recall=recall, **details)
    return fine("index-recall", recall=recall, **details)


def _megabytes(size: int) -> int:
    return -(-size // _MEGABYTE)
