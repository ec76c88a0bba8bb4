"""Copies of published snapshots on the own disk, for shares that are slow; each file is compared with its digest.

A copy has its manifest with it, and a ``current.json`` that names the snapshot: it can be read where the share is away.
One that was brought up to date has a manifest of its own, whose digest is in ``updated.json``.
"""

import hashlib
import os
import shutil
import time
import uuid
from pathlib import Path

import msgspec

from imtextgui import durable
from imtextgui.config.paths import DATABASE
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import CatalogueMissing, PublicationAway, PublicationDamaged
from imtextgui.store.published.manifest import (
    CURRENT,
    MANIFEST,
    Current,
    Manifest,
    decoded_current,
    encoded,
    is_snapshot_name,
    manifest_in,
    read_current,
    snapshot_folder,
)
from imtextgui.store.published.updated_copy import bring_up_to_date

SLOW = 40e6
"""Bytes a second below which reading a share is slow: a search over 100,000 pages reads some ten megabytes, which a
local disk gives within a twentieth of a second.
"""

_MEASURED = 4 << 20
_SAMPLES = 8
"""How much is read to measure a share, in as many pieces, spread over the file: what the system read ahead tells
nothing.
"""

_CHUNK = 4 << 20
_PART = ".part-"
_UPDATED = "updated.json"
"""The file of a copy that was brought up to date: as ``current.json``, with the digest of the copy's own manifest."""


def read_rate(file: Path) -> float:
    """Bytes a second at which pieces of ``file`` are read. Raises OSError."""
    size, piece = file.stat().st_size, _MEASURED // _SAMPLES
    done, started = 0, time.perf_counter()
    with file.open("rb", buffering=0) as opened:
        for number in range(_SAMPLES):
            opened.seek(max(0, size - piece) * number // _SAMPLES)
            done += len(opened.read(piece))
    return done / max(time.perf_counter() - started, 1e-6)


def kept(cache: Path, current: Current) -> tuple[Manifest, Path] | None:
    """The manifest and folder of the copy of the current snapshot in the folder ``cache``; None where there is none
    with all files as long as they are to be. One that is broken is thrown away.
    """
    place = cache / current.snapshot
    if not place.is_dir():
        return None
    try:
        return _manifest_of(place, current), place
    except PublicationDamaged:
        remove(place)
        return None


def newest(cache: Path) -> tuple[Current, Manifest, Path] | None:
    """The newest snapshot that there is a copy of, with its manifest and folder; None where there is none."""
    names = sorted(folder.name for folder in _copies(cache) if is_snapshot_name(folder.name))
    for name in reversed(names):
        try:
            current = read_current(cache / name)
        except (CatalogueMissing, PublicationAway, PublicationDamaged):
            continue
        if current.snapshot == name and (copied := kept(cache, current)) is not None:
            return (current, *copied)
    return None


def copy(folder: Path, current: Current, manifest: Manifest, cache: Path) -> Job[Path]:
    """Copy the current snapshot of the published ``folder`` into ``cache``; gives the folder of the copy.

    Its bytes are on the disk before it has its name. Raises PublicationDamaged where a file is not what the manifest
    says, and OSError.
    """
    snapshot = snapshot_folder(folder, current)
    part = _new_part(cache)
    try:
        yield from _copy_files(snapshot, manifest, part)
        (part / MANIFEST).write_bytes((snapshot / MANIFEST).read_bytes())
        (part / CURRENT).write_bytes(encoded(current))
        return _named(part, cache / current.snapshot)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def copy_up_to_date(
    snapshot: Path, current: Current, manifest: Manifest, cache: Path
) -> Job[tuple[Manifest, Path]]:
    """Copy the ``snapshot``, of an earlier schema, into ``cache``, and bring the copy up to date; gives its manifest
    and folder. ``snapshot`` may be a copy itself, in whose place the new one comes.

    Raises as ``copy``, and CatalogueErrors.
    """
    part = _new_part(cache)
    try:
        yield from _copy_files(snapshot, manifest, part)
        updated = bring_up_to_date(part, manifest)
        raw = encoded(updated)
        (part / MANIFEST).write_bytes(raw)
        (part / CURRENT).write_bytes(encoded(current))
        own = msgspec.structs.replace(current, manifest=hashlib.sha256(raw).hexdigest())
        (part / _UPDATED).write_bytes(encoded(own))
        whole = cache / current.snapshot
        if whole.is_dir():
            remove(whole)
        return updated, _named(part, whole)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def remove_others(cache: Path, current: Current) -> None:
    """Remove copies of earlier snapshots, and parts that a kill has left; what is in use stays on Windows."""
    for folder in _copies(cache):
        old_part = folder.name.startswith(_PART) and time.time() - folder.stat().st_mtime > 86_400
        if folder.name != current.snapshot and (old_part or not folder.name.startswith(_PART)):
            remove(folder)


def check(snapshot: Path, manifest: Manifest) -> Job[None]:
    """Compare every file in the folder of a ``snapshot`` with its digest. Raises PublicationDamaged."""
    done = 0
    for file in manifest.files:
        digest = hashlib.sha256()
        try:
            with (snapshot / file.name).open("rb") as opened:
                while chunk := opened.read(_CHUNK):
                    digest.update(chunk)
                    done += len(chunk)
                    yield Progress(Stage.CHECK, done=done, total=manifest.size, detail=file.name)
        except OSError as trouble:
            raise PublicationDamaged(path=str(snapshot / file.name), reason=str(trouble)) from trouble
        if digest.hexdigest() != file.sha256:
            raise PublicationDamaged(path=str(snapshot / file.name), reason="sha256")


def remove(folder: Path) -> None:
    """Remove the snapshot ``folder``; all of it stays where Windows keeps its database for a reader. Raises nothing."""
    try:
        (folder / DATABASE).unlink(missing_ok=True)
    except OSError:
        return
    shutil.rmtree(folder, ignore_errors=True)


def _manifest_of(copy: Path, current: Current) -> Manifest:
    updated = copy / _UPDATED
    try:
        named = decoded_current(updated.read_bytes(), updated)
    except FileNotFoundError:
        return manifest_in(copy, current)
    except OSError as trouble:
        raise PublicationDamaged(path=str(updated), reason=str(trouble)) from trouble
    return manifest_in(copy, named)


def _new_part(cache: Path) -> Path:
    part = cache / f"{_PART}{os.getpid()}-{uuid.uuid4().hex}"
    part.mkdir(parents=True)
    return part


def _copy_files(snapshot: Path, manifest: Manifest, part: Path) -> Job[None]:
    done = 0
    for file in manifest.files:
        target = part / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with (snapshot / file.name).open("rb") as source, target.open("wb") as copied:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                copied.write(chunk)
                done += len(chunk)
                yield Progress(Stage.COPY, done=done, total=manifest.size, detail=file.name)
        if digest.hexdigest() != file.sha256:
            raise PublicationDamaged(path=str(snapshot / file.name), reason="sha256")


def _copies(cache: Path) -> list[Path]:
    return [folder for folder in cache.iterdir() if folder.is_dir()] if cache.is_dir() else []


def _named(part: Path, whole: Path) -> Path:
    """Give a copy its name, when it is on the disk: after a power cut a file may have no bytes, or zeros."""
    for file in part.rglob("*"):
        if file.is_file():
            durable.flush(file)
    for folder in (part, *(folder for folder in part.rglob("*") if folder.is_dir())):
        durable.flush_folder(folder)
    if not whole.is_dir():  # another window may have copied it meanwhile
        durable.patiently(lambda: part.rename(whole))
        durable.flush_folder(whole.parent)
    return whole
