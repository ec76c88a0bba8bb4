"""A whole database has nothing to complain about, and what is out of place is counted."""

import sqlite3
from contextlib import closing
from pathlib import Path

from imtextgui.store.database import Database
from imtextgui.store.upkeep.integrity import integrity
from tests.unit.store.conftest import Store


def test_a_catalogue_in_use_is_whole(store: Store) -> None:
    store.file("a.pdf", "one", "two")
    store.file("ポンプ.pdf", "軸シール")
    found = integrity(store.database)
    assert (found.damage, found.stray) == ("", {})


def test_rows_that_belong_to_nothing_are_counted(store: Store) -> None:
    item = store.file("a.pdf", "one", "two")
    with closing(
        sqlite3.connect(store.database.path)
    ) as connection:  # without foreign keys, as a fault would
        connection.execute("DELETE FROM item WHERE id = ?", (item,))
        connection.execute("UPDATE vector SET page_id = 999 WHERE id = 1")
        connection.commit()
    assert integrity(store.database).stray == {"content": 1, "item": 1, "vector": 1}


def test_a_damaged_page_of_the_file_is_told(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "catalogue.sqlite3")
    database.close()
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite3")) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET rootpage = 3 WHERE name = 'item_content'")
        connection.commit()
    database = Database(tmp_path / "catalogue.sqlite3", read_only=True)
    try:
        assert integrity(database).damage
    finally:
        database.close()
