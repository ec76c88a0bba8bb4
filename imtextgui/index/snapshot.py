"""Keeps what took long to make of an index on disk, so that a large catalogue opens without making it anew.

A snapshot is a data file named after its content and a manifest that names it. The manifest is replaced last,
so that whatever happens there is a whole snapshot, old or new, or none.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

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
        _require(_sha256(data) == manifest["sha256"], "its bytes are others")
        restored = restore(_read_state(data))
    except FileNotFoundError:
        return None
    except Exception as trouble:  # zip, numpy and its parser of headers share no base
        logger.info("snapshot of %s not used: %s", space, trouble)
        return None
    return restored


def remove(folder: Path, space: Space) -> None:
    """Delete the snapshot of ``space``, if there is one."""
    _manifest_path(folder, space).unlink(missing_ok=True)
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


def _read_state(data: Path) -> dict[str, Any]:
    # a file that numpy opens itself stays open where it turns out to be no archive
    with data.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def _remove_others(folder: Path, space: Space, kept: str) -> None:
    for old in [*folder.glob(f"{space}-*.npz"), *folder.glob(f"{space}.*tmp")]:
        if old.name != kept:
            old.unlink(missing_ok=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
