"""Every table has its place where a reader's own lies over a published snapshot."""

from pathlib import Path

from imtextgui.store import layered_names
from imtextgui.store.database import Database
from imtextgui.store.in_force import VIEWS
from imtextgui.store.published.private_rows import PRIVATE
from imtextgui.store.text.fulltext import SHADOWS

IN_BOTH = {"space", *VIEWS}
"""Spaces are those of pages and those of judgements; what applies to which bytes follows from the rest."""


def test_each_table_is_somebodys(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "catalogue.sqlite3")
    with database.reading() as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    database.close()
    full_text = tuple(name.rstrip("_") for name in SHADOWS)
    tables = {name for (name,) in rows if not name.startswith((*full_text, "sqlite_", "_sqlite_"))}
    placed = [*layered_names.OWN_ALONE, *layered_names.BOTH, *layered_names.SHARED_ALONE, *IN_BOTH]
    assert set(placed) == tables
    assert len(placed) == len(set(placed))


def test_what_is_a_readers_own_alone_is_not_published() -> None:
    assert set(PRIVATE) == set(layered_names.OWN_ALONE)
