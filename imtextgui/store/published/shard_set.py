"""The file that makes several publications one: which they are, and what of a folder each has."""

import re
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from imtextgui import file_output
from imtextgui.config.paths import SHARDS
from imtextgui.errors import CatalogueMissing, PublicationDamaged
from imtextgui.store.published.manifest import encoded

FORMAT = 1
_NAME = re.compile(r"shard-\d{4,}")
_LARGEST = 64 << 20
"""Bytes of the file that are read: the units of a million folders."""


class PublishedShard(Struct, frozen=True, forbid_unknown_fields=True):
    """One publication, named by its folder beside the file; ``units`` are the parts of the indexed folder in it."""

    name: str
    pages: int
    files: int
    size: int
    units: tuple[str, ...]


class ShardSet(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``shards.json``: ``folder`` is what was indexed, ``made`` is seconds since the epoch."""

    format: Annotated[int, Meta(ge=1, le=FORMAT)]
    id: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    folder: str
    made: float
    version: str
    shards: tuple[PublishedShard, ...]

    @property
    def pages(self) -> int:
        """Of all shards."""
        return sum(shard.pages for shard in self.shards)


def shard_name(number: int) -> str:
    """The folder of the shard with a ``number`` from 0 on."""
    return f"shard-{number + 1:04}"


def read_set(folder: Path) -> ShardSet:
    """The set in ``folder``. Raises CatalogueMissing and PublicationDamaged."""
    file = folder / SHARDS
    try:
        with file.open("rb") as opened:
            told = msgspec.json.decode(opened.read(_LARGEST), type=ShardSet)
    except FileNotFoundError as trouble:
        raise CatalogueMissing(path=str(folder)) from trouble
    except (OSError, msgspec.DecodeError) as trouble:
        raise PublicationDamaged(path=str(file), reason=str(trouble)) from trouble
    if not told.shards or not all(_NAME.fullmatch(shard.name) for shard in told.shards):
        raise PublicationDamaged(path=str(file), reason="shards")
    return told


def write_set(folder: Path, told: ShardSet) -> None:
    """Let ``told`` be the set in ``folder``. Raises ReportForbidden and ReportDiskFull."""
    file_output.write(folder / SHARDS, encoded(told), overwrite=True)


def shard_folders(folder: Path) -> tuple[Path, ...]:
    """The folders of the publications in the set in ``folder``. Raises as ``read_set``."""
    return tuple(folder / shard.name for shard in read_set(folder).shards)
