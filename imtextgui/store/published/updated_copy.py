"""A snapshot of an earlier schema, in a copy on this machine: brought up to date there, never where it is published."""

import hashlib
from contextlib import closing
from pathlib import Path

import msgspec

from imtextgui.config.paths import DATABASE
from imtextgui.store import schema
from imtextgui.store.connections import connect
from imtextgui.store.database import Database
from imtextgui.store.published.manifest import Manifest, PublishedFile
from imtextgui.store.sqlite_errors import translated
from imtextgui.store.upkeep import reindex

_CHUNK = 8 << 20


def is_outdated(manifest: Manifest) -> bool:
    """Whether this version reads the snapshot only in a copy that was brought up to date."""
    return manifest.schema < schema.VERSION


def bring_up_to_date(copy: Path, manifest: Manifest) -> Manifest:
    """Give the database in the folder ``copy`` the schema and the words of this version; gives its manifest then.

    Words that another version made are made anew, about a millisecond a page. Raises CatalogueErrors.
    """
    file = copy / DATABASE
    with closing(Database.open(file)) as database:
        reindex.refresh(database)
    with translated(file), closing(connect(file, "rw")) as connection:
        # A header that asks for a write-ahead log could not be read as a file that never changes.
        connection.execute("PRAGMA journal_mode = DELETE")
    changed = PublishedFile(DATABASE, file.stat().st_size, _digest(file))
    files = tuple(changed if listed.name == DATABASE else listed for listed in manifest.files)
    return msgspec.structs.replace(manifest, schema=schema.VERSION, files=files)


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
