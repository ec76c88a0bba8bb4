"""The journal that a database gets: ahead of the file, but beside it on a share."""

import sqlite3
from pathlib import Path

import pytest

from imtextgui.errors import CatalogueBusy
from imtextgui.store.connections import choose_journal, connect


@pytest.mark.parametrize(("on_network", "journal"), [(False, "wal"), (True, "delete")])
def test_the_journal_of_a_place(tmp_path: Path, on_network: bool, journal: str) -> None:
    path = tmp_path / "a.db"
    path.touch()
    writer = connect(path, "rw")
    choose_journal(writer, path, on_network=on_network)
    assert writer.execute("PRAGMA journal_mode").fetchone() == (journal,)
    writer.close()


def test_a_database_that_keeps_its_journal_is_not_used_on_a_share() -> None:
    in_memory = sqlite3.connect(":memory:")  # has no other journal than its own
    with pytest.raises(CatalogueBusy):
        choose_journal(in_memory, Path("share") / "a.db", on_network=True)
    in_memory.close()
