"""What a published folder tells of itself: which snapshot is current, and which files a snapshot has.

msgspec does the checking: a missing, mistyped or unknown member is refused.
"""

import hashlib
import re
from pathlib import Path, PurePosixPath
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from imtextgui import durable
from imtextgui.config.paths import PUBLISHED
from imtextgui.errors import CatalogueMissing, PublicationAway, PublicationDamaged

FORMAT = 1
CURRENT = PUBLISHED
"""The file of a published folder that names its snapshot; renaming it is what publishes."""
MANIFEST = "manifest.json"
SNAPSHOTS = "snapshots"

_SHA = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
_ID = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
_NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{12}")
_LARGEST = 16 << 20
"""Bytes of a manifest that is read: one of ten thousand files takes a tenth of it."""

_Told = TypeVar("_Told", bound=Struct)


class Current(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``current.json``.

    ``publication`` names the folder for good, whatever machines call it. ``manifest`` is the digest of the snapshot's
    manifest.
    """

    format: Annotated[int, Meta(ge=1, le=FORMAT)]
    publication: _ID
    snapshot: str
    manifest: _SHA


class PublishedFile(Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a snapshot, named from its folder."""

    name: str
    size: int
    sha256: _SHA


class PublishedSource(Struct, frozen=True, forbid_unknown_fields=True):
    """The way from the published folder to a source, "" where there is none."""

    id: int
    way: str


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``manifest.json``. Ids of pages mean the same in all snapshots of one ``lineage``.

    ``made`` is seconds since the epoch, ``version`` that of the program, ``schema`` that of the database.
    """

    format: Annotated[int, Meta(ge=1, le=FORMAT)]
    publication: _ID
    lineage: _ID
    made: float
    version: str
    schema: int
    pages: int
    sources: tuple[PublishedSource, ...]
    files: tuple[PublishedFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)


def is_publication(folder: Path) -> bool:
    """Whether catalogues are published in ``folder``."""
    return (folder / CURRENT).is_file()


def is_snapshot_name(name: str) -> bool:
    """Whether a folder of this name is a snapshot."""
    return _NAME.fullmatch(name) is not None


def encoded(told: Struct) -> bytes:
    """The bytes of the file that tells ``told``."""
    return msgspec.json.format(msgspec.json.encode(told), indent=1)


def read_current(folder: Path) -> Current:
    """Which snapshot of the published ``folder`` is current.

    Raises CatalogueMissing, PublicationAway where a drive or share does not answer, and PublicationDamaged.
    """
    file = folder / CURRENT
    try:
        raw = _read(file)
    except FileNotFoundError as trouble:
        raise CatalogueMissing(path=str(folder)) from trouble
    except OSError as trouble:
        raise PublicationAway(path=str(folder), reason=str(trouble)) from trouble
    return decoded_current(raw, file)


def decoded_current(raw: bytes, file: Path) -> Current:
    """What the ``file`` with the bytes ``raw`` names. Raises PublicationDamaged."""
    current = _decoded(raw, Current, file)
    if not is_snapshot_name(current.snapshot):
        raise PublicationDamaged(path=str(file), reason="snapshot")
    return current


def snapshot_folder(folder: Path, current: Current) -> Path:
    """Where the files of a snapshot of the published ``folder`` are."""
    return folder / SNAPSHOTS / current.snapshot


def read_manifest(folder: Path, current: Current) -> Manifest:
    """The manifest of the current snapshot, its files there with their sizes. Raises PublicationDamaged."""
    return manifest_in(snapshot_folder(folder, current), current)


def manifest_in(snapshot: Path, current: Current) -> Manifest:
    """As ``read_manifest``, of the files in ``snapshot``, which may be a copy."""
    file = snapshot / MANIFEST
    try:
        raw = _read(file)
        if hashlib.sha256(raw).hexdigest() != current.manifest:
            raise PublicationDamaged(path=str(file), reason="sha256")
        manifest = _decoded(raw, Manifest, file)
        if manifest.publication != current.publication:
            raise PublicationDamaged(path=str(file), reason="publication")
        for listed in manifest.files:
            if not _is_below(listed.name):
                raise PublicationDamaged(path=str(file), reason=listed.name)
            if (snapshot / listed.name).stat().st_size != listed.size:
                raise PublicationDamaged(path=str(snapshot / listed.name), reason="size")
    except OSError as trouble:
        raise PublicationDamaged(path=str(snapshot), reason=str(trouble)) from trouble
    return manifest


def _read(file: Path) -> bytes:
    # Windows refuses it in the moment in which it is replaced.
    with durable.patiently(lambda: file.open("rb")) as opened:
        return opened.read(_LARGEST)


def _decoded(raw: bytes, kind: type[_Told], file: Path) -> _Told:
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.DecodeError as trouble:
        raise PublicationDamaged(path=str(file), reason=str(trouble)) from trouble


def _is_below(name: str) -> bool:
    """Whether ``name`` leads to a file in the folder of a snapshot, and nowhere else on any system."""
    parts = PurePosixPath(name).parts
    plain = all(part not in ("", ".", "..") and not re.search(r'[\\:*?"<>|]', part) for part in parts)
    return bool(parts) and plain and not name.startswith("/")
