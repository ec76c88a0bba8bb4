"""A database whose file was deleted while it is open: that is noticed, and what was written can be copied."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from imtextgui.store.database import Database

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no file that is open")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.open(tmp_path / "catalogue" / "catalogue.sqlite3")


def tags_in(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as copy:
        return [tag for (tag,) in copy.execute("SELECT value FROM kept")]


def keep(database: Database, value: str) -> None:
    with database.transaction() as tx:
        tx.execute("CREATE TABLE IF NOT EXISTS kept (value TEXT)")
        tx.execute("INSERT INTO kept VALUES (?)", (value,))


def test_a_deleted_file_is_there_no_more_and_what_was_written_is_copied(
    database: Database, tmp_path: Path
) -> None:
    keep(database, "before")
    assert database.is_there
    for file in database.path.parent.iterdir():
        file.unlink()
    assert not database.is_there
    keep(database, "after")
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as target:
        database.copy_to(target)
    assert tags_in(tmp_path / "copy.sqlite3") == ["before", "after"]
    database.close()


def test_another_file_in_its_place_is_not_it(database: Database, tmp_path: Path) -> None:
    moved = database.path.rename(tmp_path / "moved.sqlite3")
    assert not database.is_there
    database.path.write_bytes(moved.read_bytes())
    assert not database.is_there
    database.close()


def test_a_file_that_is_there_is_copied_as_before(database: Database, tmp_path: Path) -> None:
    keep(database, "here")
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as target:
        database.copy_to(target)
    assert tags_in(tmp_path / "copy.sqlite3") == ["here"]
    database.close()
