"""Words and codes are made anew when another version of the program made them."""

from imtextgui.domain.items import Kind
from imtextgui.store.upkeep import reindex
from tests.unit.store.conftest import Store


def test_they_are_made_once(store: Store) -> None:
    assert reindex.refresh(store.database)
    assert not reindex.refresh(store.database)


def test_those_of_another_version_are_made_anew(store: Store) -> None:
    reindex.refresh(store.database)
    item_id = store.file("GP-2040 図面.pdf", "ポンプ ZX-49", "second page")
    with store.database.transaction() as tx:
        tx.execute("UPDATE derived SET version = 0")
        for table in ("page_words", "item_words"):
            tx.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
        for table in ("page_code", "item_code", "code"):
            tx.execute(f"DELETE FROM {table}")
    assert store.found("ポンプ") == []
    assert reindex.refresh(store.database)
    assert store.found("ポンプ") == store.found("図面") == ["ポンプ ZX-49"]
    assert store.found("second") == ["second page"]
    assert len(store.codes.find("ZX49")) == len(store.codes.find("GP2040")) == 1
    with store.database.transaction() as tx:
        store.items.remove(tx, [item_id])
    assert store.found("ポンプ") == []


def test_drawings_that_were_taken_for_manuals_are_put_right_and_nothing_else_is(store: Store) -> None:
    reindex.refresh(store.database)
    block = "SCALE 尺度\n1:2\nDWG No. 図番\nGP-2040-00\nREV. 改訂\nB\nDATE 日付"
    files = {
        "assembly.PDF": (block,),
        "title block.docx": (block,),
        "set.pdf": (block, "2", "3"),
        "manual.pdf": (block, "2", "3", "4"),
        "instruction.pdf": ("TITLE\nDATE\nREV.\nAPPROVED\nSHEET 1",),
    }
    for name, pages in files.items():
        store.file(name, *pages, digest=name, kind=Kind.MANUAL)
    with store.database.transaction() as tx:
        tx.execute("UPDATE derived SET version = 4")
    assert reindex.refresh(store.database)
    found = {name: content.kind for name in files if (content := store.contents.find(name))}
    drawings = {"assembly.PDF", "set.pdf"}
    assert found == {name: Kind.DRAWING if name in drawings else Kind.MANUAL for name in files}
