"""Publishes a catalogue: a snapshot in a folder of its own, and then one small file that is renamed."""

import hashlib
import os
import shutil
import sqlite3
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from imtextgui import __version__, durable
from imtextgui.config.paths import DATABASE, DICTIONARY
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import (
    FULL_DISK,
    CatalogueDiskFull,
    CatalogueForbidden,
    PublicationBusy,
    PublicationDamaged,
    PublicationOccupied,
    ReportDiskFull,
    ReportForbidden,
)
from imtextgui.store import schema
from imtextgui.store.column_values import path_text
from imtextgui.store.connections import attach, connect
from imtextgui.store.database import Database
from imtextgui.store.lock import WriterLock
from imtextgui.store.published import private_rows, target_folder
from imtextgui.store.published.manifest import (
    FORMAT,
    MANIFEST,
    SNAPSHOTS,
    Current,
    Manifest,
    PublishedFile,
    PublishedSource,
    encoded,
    is_publication,
    read_current,
    read_manifest,
    snapshot_folder,
)
from imtextgui.store.published.switching import (
    LOCK,
    NEXT,
    REPLACING_SECONDS,
    remove_forgotten,
    switch,
    write_next,
)
from imtextgui.store.sqlite_errors import translated

_CHUNK = 8 << 20


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: the ``folder`` of the snapshot, bytes and pages; ``is_new`` unless nothing had changed.

    ``forgotten`` are the folders of earlier snapshots that were removed at once, because they held what was forgotten
    since; ``kept_forgotten`` are those that could not be.
    """

    folder: Path
    size: int
    pages: int
    is_new: bool
    forgotten: tuple[Path, ...] = ()
    kept_forgotten: tuple[Path, ...] = ()


def publish(
    database: Database,
    target: Path,
    *,
    indexes: Mapping[str, Path],
    overwrite: bool = False,
    wait: float = 0.0,
    in_force: bool = True,
) -> Job[Published]:
    """Publish the catalogue of ``database`` in the folder ``target``; gives what was published.

    ``indexes`` are snapshots of vector indexes by their names. The catalogue may be in use, by a run too: the copy is
    of one moment. Another program that publishes there is waited for up to ``wait`` seconds. Until the last step
    readers have the snapshot before; what a kill leaves is removed by the next. Unless ``in_force`` that last step is
    left to ``switching.put_in_force``. Where something was forgotten in the catalogue since they were made, no earlier
    snapshots stay. Raises PublicationBusy, PublicationOccupied where other files, or (unless ``overwrite``) another
    catalogue, lie in ``target``, in which nothing is changed then,
    ReportForbidden and ReportDiskFull about ``target``, and CatalogueErrors about the catalogue.
    """
    with _told_of(target, database):
        target_folder.require_free(target)
        _before(target, overwrite=overwrite)
        (target / SNAPSHOTS).mkdir(parents=True, exist_ok=True)
        # Who may write in the folder may publish there, by whatever name.
        with WriterLock(target, LOCK, mode=0o666) as lock:
            if not lock.acquire(wait=wait):
                raise PublicationBusy(path=str(target))
            target_folder.sweep_parts(target)
            return (yield from _publish(database, target, indexes, overwrite=overwrite, in_force=in_force))


def _publish(
    database: Database, target: Path, indexes: Mapping[str, Path], *, overwrite: bool, in_force: bool
) -> Job[Published]:
    before = _before(target, overwrite=overwrite)
    part = target_folder.new_part(target)
    try:
        yield Progress(Stage.PUBLISH)
        _copy_database(database, part / DATABASE)
        _copy_files(database.path.parent, indexes, part)
        files = yield from _described(part)
        publication, lineage = _names(target, part, before, overwrite=overwrite)
        if before is not None and (before[1].files, before[1].lineage) == (files, lineage):
            (target / NEXT).unlink(missing_ok=True)
            gone = remove_forgotten(target, before[0])
            return Published(
                snapshot_folder(target, before[0]), before[1].size, before[1].pages, False, *gone
            )
        manifest = Manifest(
            FORMAT,
            publication,
            lineage,
            round(time.time(), 3),
            __version__,
            schema.VERSION,
            *_told_by(part / DATABASE, target),
            files,
        )
        current = _put_in_place(target, part, manifest)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    removed: tuple[tuple[Path, ...], tuple[Path, ...]] = ((), ())
    if in_force:
        removed = switch(target, current, before[0] if before else None)
    else:
        write_next(target, current)
    return Published(snapshot_folder(target, current), manifest.size, manifest.pages, True, *removed)


@contextmanager
def _told_of(target: Path, database: Database) -> Iterator[None]:
    """Tell what goes wrong with the files of ``target`` as of files for other people."""
    try:
        yield
    except OSError as trouble:
        full = trouble.errno in FULL_DISK
        raise (ReportDiskFull if full else ReportForbidden)(
            path=str(target), reason=str(trouble)
        ) from trouble
    except CatalogueDiskFull as trouble:
        raise ReportDiskFull(path=str(target)) from trouble
    except CatalogueForbidden as trouble:
        if trouble.details["path"] == str(database.path):
            raise
        raise ReportForbidden(path=str(target), reason=trouble.details.get("reason", "")) from trouble


def _before(target: Path, *, overwrite: bool) -> tuple[Current, Manifest] | None:
    """What is published now; a damaged one is as good as none where it may be overwritten."""
    if not is_publication(target):
        return None
    try:
        current = read_current(target)
        return current, read_manifest(target, current)
    except PublicationDamaged:
        if overwrite:
            return None
        raise


def _copy_database(database: Database, copy: Path) -> None:
    with translated(copy), closing(sqlite3.connect(copy)) as target:
        # It is published only when all of it is on the disk: until then nothing is lost with a power cut.
        target.execute("PRAGMA synchronous = OFF")
        database.copy_to(target)
        # A header that asks for a write-ahead log would want a folder that can be written.
        target.execute("PRAGMA journal_mode = DELETE")
        target.execute("PRAGMA journal_mode = MEMORY")
        private_rows.remove(target)


def _copy_files(folder: Path, indexes: Mapping[str, Path], part: Path) -> None:
    dictionary = folder / DICTIONARY
    for name, file in {**({DICTIONARY: dictionary} if dictionary.is_file() else {}), **indexes}.items():
        (part / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, part / name)


def _described(part: Path) -> Job[tuple[PublishedFile, ...]]:
    """The files of a snapshot with sizes and digests, read back from where they were written, and flushed."""
    paths = sorted(file for file in part.rglob("*") if file.is_file())
    total, done = sum(file.stat().st_size for file in paths), 0
    told = []
    for file in paths:
        durable.flush(file)
        digest, name = hashlib.sha256(), file.relative_to(part).as_posix()
        with file.open("rb") as opened:
            while chunk := opened.read(_CHUNK):
                digest.update(chunk)
                done += len(chunk)
                yield Progress(Stage.PUBLISH, done=done, total=total, detail=name)
        told.append(PublishedFile(name, file.stat().st_size, digest.hexdigest()))
    return tuple(told)


def _names(
    target: Path, part: Path, before: tuple[Current, Manifest] | None, *, overwrite: bool
) -> tuple[str, str]:
    """The names of publication and lineage: those of the snapshot before, if it is one of the same catalogue.

    Raises PublicationOccupied where it is not, and may not be overwritten.
    """
    if before is None:
        # A folder whose snapshot is damaged keeps its name, by which readers find what they added to it.
        return target_folder.told_name(target) or uuid.uuid4().hex, uuid.uuid4().hex
    current, manifest = before
    if _is_one_lineage(snapshot_folder(target, current) / DATABASE, part / DATABASE):
        return current.publication, manifest.lineage
    if not overwrite:
        raise PublicationOccupied(path=str(target))
    return current.publication, uuid.uuid4().hex


def _is_one_lineage(before: Path, now: Path) -> bool:
    """Whether both are one catalogue at different times: no id stands for other bytes, and something is the same.

    Ids are never given again. Where all files were changed, a source that both have tells, with a counter that has
    grown.
    """
    with translated(before), closing(connect(now, "ro", immutable=True)) as connection:
        attach(connection, before, "before", immutable=True)
        common, others = connection.execute(
            "SELECT count(*), count(nullif(n.digest IS b.digest, 1))"
            " FROM main.content n JOIN before.content b ON b.id = n.id"
        ).fetchone()
        (grown,) = connection.execute(
            "SELECT EXISTS (SELECT 1 FROM main.source n JOIN before.source b ON b.id = n.id AND b.path = n.path)"
            " AND (SELECT coalesce(max(seq), 0) FROM main.sqlite_sequence WHERE name = 'content')"
            " >= (SELECT coalesce(max(seq), 0) FROM before.sqlite_sequence WHERE name = 'content')"
        ).fetchone()
        (earlier,) = connection.execute("SELECT count(*) FROM before.content").fetchone()
    return not others and bool(common or grown or not earlier)


def _told_by(database: Path, target: Path) -> tuple[int, tuple[PublishedSource, ...]]:
    """How many pages a snapshot has, and the ways from ``target`` to its sources."""
    with translated(database), closing(connect(database, "ro", immutable=True)) as connection:
        (pages,) = connection.execute("SELECT count(*) FROM page").fetchone()
        rows = connection.execute("SELECT id, path FROM source ORDER BY id").fetchall()
    return pages, tuple(PublishedSource(number, _way(path_text(path), target)) for number, path in rows)


def _way(source: str, target: Path) -> str:
    """The way from ``target`` to ``source``; "" where they lie on different drives, or it is no valid text."""
    try:
        way = Path(os.path.relpath(source, target)).as_posix()
        way.encode()
    except ValueError:
        return ""
    return way


def _put_in_place(target: Path, part: Path, manifest: Manifest) -> Current:
    raw = encoded(manifest)
    digest = hashlib.sha256(raw).hexdigest()
    (part / MANIFEST).write_bytes(raw)
    durable.flush(part / MANIFEST)
    made = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(manifest.made))
    current = Current(FORMAT, manifest.publication, f"{made}-{digest[:12]}", digest)
    # A virus scanner may be reading what was just written.
    durable.patiently(lambda: part.rename(snapshot_folder(target, current)), REPLACING_SECONDS)
    durable.flush_folder(target / SNAPSHOTS)
    return current
