"""Contents: begun, gone on with, finished, pruned."""

from imtextgui.domain.items import Kind
from imtextgui.store.content.contents import Content
from tests.unit.store.conftest import FINGERPRINT, Store, page


def test_a_content_is_found_by_its_digest(store: Store) -> None:
    store.file("a.pdf", "one", "two", digest="abc", title="Gear pump", kind=Kind.DRAWING)
    assert store.contents.find("abc") == Content(1, "abc", Kind.DRAWING, 2, 2, True, "Gear pump")
    assert store.contents.find("ab") is None


def test_an_interrupted_content_is_gone_on_with(store: Store) -> None:
    with store.database.transaction() as tx:
        first = store.contents.begin(tx, "abc", Kind.MANUAL, 2, "")
        store.pages.add(tx, first, page(1), FINGERPRINT)
    with store.database.transaction() as tx:
        assert store.contents.begin(tx, "abc", Kind.DRAWING, 2, "now with \ud800 a title") == first
        store.pages.add(tx, first, page(2), FINGERPRINT)
        store.contents.finish(tx, first)
    assert store.contents.find("abc") == Content(first, "abc", Kind.DRAWING, 2, 2, True, "now with ? a title")


def test_contents_without_files_are_pruned(store: Store) -> None:
    store.file("a.pdf", "kept")
    with store.database.transaction() as tx:
        content_id = store.contents.begin(tx, "orphan", Kind.MANUAL, 1, "")
        store.pages.add(tx, content_id, page(1, "orphaned"), FINGERPRINT)
    with store.database.transaction() as tx:
        assert store.contents.prune(tx) == 1
        assert store.contents.prune(tx) == 0
    assert store.found("orphaned") == []
    assert store.found("kept") == ["kept"]
