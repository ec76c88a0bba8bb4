"""Words and codes are made anew when another version of the program made them."""

from imtextgui.store import derived
from tests.unit.store.conftest import Store


def test_they_are_made_once(store: Store) -> None:
    assert derived.refresh(store.database)
    assert not derived.refresh(store.database)


def test_those_of_another_version_are_made_anew(store: Store) -> None:
    derived.refresh(store.database)
    item_id = store.file("GP-2040 図面.pdf", "ポンプ ZX-49", "second page")
    with store.database.transaction() as tx:
        tx.execute("UPDATE derived SET version = 0")
        for table in ("page_words", "item_words"):
            tx.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
        for table in ("page_code", "item_code", "code"):
            tx.execute(f"DELETE FROM {table}")
    assert store.found("ポンプ") == []
    assert derived.refresh(store.database)
    assert store.found("ポンプ") == store.found("図面") == ["ポンプ ZX-49"]
    assert store.found("second") == ["second page"]
    assert len(store.codes.find("ZX49")) == len(store.codes.find("GP2040")) == 1
    with store.database.transaction() as tx:
        store.items.remove(tx, [item_id])
    assert store.found("ポンプ") == []
