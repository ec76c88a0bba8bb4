"""Keeps what took long to make of an index on disk, so that a large catalogue opens without making it anew.

A snapshot is a data file named after its content and a manifest that names it. The manifest is replaced last,
so that whatever happens there is a whole snapshot, old or new, or none.
"""

import hashlib
import json
import logging
import math
import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import numpy as np
from numpy.lib import format as npy

from imtextgui import durable
from imtextgui.domain.embedding import Space

FORMAT = 2
logger = logging.getLogger(__name__)

R = TypeVar("R")


class Subject(NamedTuple):
    """What an index is of: a space, the encoder that made its vectors, and their length."""

    space: Space
    fingerprint: str
    dim: int


def save(state: Mapping[str, Any], folder: Path, kind: str, subject: Subject) -> bool:
    """Write ``state``, arrays and numbers of an index of some ``kind``, into ``folder``.

    A space has one snapshot, whatever the kind. Gives False, and keeps the one before, if writing failed.
    """
    space = subject.space
    manifest = _manifest_path(folder, space)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        data = _save_data(state, folder, space)
        described = {
            "format": FORMAT,
            "kind": kind,
            **subject._asdict(),
            "file": data.name,
            "size": data.stat().st_size,
            "sha256": _sha256(data),
        }
        draft = manifest.with_suffix(".tmp")
        draft.write_bytes(json.dumps(described).encode())
        durable.replace(draft, manifest)
    except OSError as trouble:
        logger.info("snapshot of %s not written: %s", space, trouble)
        _remove_others(folder, space, _named(manifest))
        return False
    _remove_others(folder, space, data.name)
    return True


def load(folder: Path, kind: str, subject: Subject, restore: Callable[[dict[str, Any]], R]) -> R | None:
    """What ``restore`` makes of the snapshot of ``subject``; None if there is none of this ``kind`` that is whole.

    ``restore`` raises ValueError, KeyError or TypeError for a state that is not what it was.
    """
    space = subject.space
    try:
        manifest = json.loads(_manifest_path(folder, space).read_bytes())
        _require(manifest["format"] == FORMAT, "its format is another")
        for name, value in {"kind": kind, **subject._asdict()}.items():
            _require(manifest[name] == value, f"its {name} is another")
        data = folder / Path(manifest["file"]).name
        _require(data.stat().st_size == manifest["size"], "its size is another")
        restored = restore(_read_state(data, manifest["sha256"]))
    except FileNotFoundError:
        return None
    except Exception as trouble:  # zip, numpy and its parser of headers share no base
        logger.info("snapshot of %s not used: %s", space, trouble)
        return None
    return restored


def kind_of(folder: Path, space: Space) -> str:
    """Of which kind the snapshot of ``space`` is; "" where there is none that can be read."""
    try:
        return str(json.loads(_manifest_path(folder, space).read_bytes())["kind"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def save_note(told: Mapping[str, Any], file: Path) -> None:
    """Write numbers that were measured on an index into ``file``, beside snapshots; a failure is only logged."""
    draft = file.with_suffix(".tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(json.dumps(told).encode())
        durable.replace(draft, file)
    except OSError as trouble:
        logger.info("%s not written: %s", file.name, trouble)


def load_note(file: Path) -> dict[str, Any]:
    """What was written into ``file``; nothing where it is missing or damaged."""
    try:
        return dict(json.loads(file.read_bytes()))
    except (OSError, ValueError, TypeError):
        return {}


def remove(folder: Path, space: Space) -> None:
    """Delete the snapshot of ``space``, if there is one."""
    manifest = _manifest_path(folder, space)
    durable.patiently(lambda: manifest.unlink(missing_ok=True))
    _remove_others(folder, space, "")


def _require(condition: bool, reason: str) -> None:
    if not condition:
        raise ValueError(reason)


def _manifest_path(folder: Path, space: Space) -> Path:
    return folder / f"{space}.json"


def _named(manifest: Path) -> str:
    try:
        return str(json.loads(manifest.read_bytes())["file"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _save_data(state: Mapping[str, Any], folder: Path, space: Space) -> Path:
    draft = folder / f"{space}.npz.tmp"
    with draft.open("wb") as stream:
        np.savez(stream, **state)
    data = folder / f"{space}-{_sha256(draft)[:16]}.npz"
    durable.replace(draft, data)
    return data


def _read_state(data: Path, sha256: str) -> dict[str, Any]:
    """Read the arrays, each byte once, and check them on the way. Raises ValueError for bytes that are others.

    Reading and the checksum of long arrays leave the interpreter to other threads; numpy's own reader adds a second
    checksum and a copy, which took three quarters of the time.
    """
    with data.open("rb") as stream:
        members = sorted(ZipFile(stream).infolist(), key=lambda member: member.header_offset)
        stream.seek(0)
        reader = _CheckedReader(stream)
        state = {member.filename.removesuffix(".npy"): _read_array(reader, member) for member in members}
        reader.read()
    _require(reader.sha256.hexdigest() == sha256, "its bytes are others")
    return state


class _CheckedReader:
    """Reads on and on, and keeps the checksum of what was read."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read so many bytes, or all that are left."""
        told = self._stream.read(size)
        self.sha256.update(told)
        return told

    def read_into(self, array: "np.ndarray[Any, Any]") -> None:
        """Fill ``array``."""
        view = array.reshape(-1).view(np.uint8).data
        while view:
            count = self._stream.readinto(view)
            _require(count > 0, "it ends too early")
            self.sha256.update(view[:count])
            view = view[count:]

    def tell(self) -> int:
        """How many bytes were read."""
        return self._stream.tell()


_LOCAL_HEADER = 30
"""Bytes before the name of a member of a ZIP archive; the last four are the lengths of name and extra field."""


def _read_array(reader: _CheckedReader, member: ZipInfo) -> "np.ndarray[Any, Any]":
    _require(member.compress_type == ZIP_STORED, "it is compressed")
    _require(member.header_offset >= reader.tell(), "its members overlap")
    reader.read(member.header_offset - reader.tell())
    name, extra = struct.unpack("<HH", reader.read(_LOCAL_HEADER)[-4:])
    reader.read(name + extra)
    version = npy.read_magic(reader)
    _require(version in {(1, 0), (2, 0)}, "its arrays are of another version")
    read_header = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
    shape, is_fortran, dtype = read_header(reader)
    _require(not dtype.hasobject and not is_fortran, "its arrays are of another kind")
    _require(math.prod(shape) * dtype.itemsize <= member.file_size, "its arrays are longer than itself")
    array = np.empty(shape, dtype)
    reader.read_into(array)
    return array


def _remove_others(folder: Path, space: Space, kept: str) -> None:
    for old in [*folder.glob(f"{space}-*.npz"), *folder.glob(f"{space}.*tmp")]:
        if old.name != kept:
            # Windows keeps what another window reads; the next one to save removes it.
            with suppress(OSError):
                old.unlink()


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
