"""The folders of a snapshot as its publisher has them."""

from contextlib import closing
from pathlib import Path

from imtextgui.store.column_values import path_text
from imtextgui.store.connections import connect
from imtextgui.store.sqlite_errors import translated


def published_sources(database: Path) -> dict[int, str]:
    """The paths of the sources by their ids, on the publisher's machine. Raises CatalogueErrors."""
    with translated(database), closing(connect(database, "ro", immutable=True)) as connection:
        rows = connection.execute("SELECT id, path FROM source ORDER BY id").fetchall()
    return {number: path_text(path) for number, path in rows}
