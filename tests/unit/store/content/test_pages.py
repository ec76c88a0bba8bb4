"""Pages as stored, shown and described."""

import sqlite3
from pathlib import Path

import pytest

from imtextgui.domain.embedding import Space
from imtextgui.domain.items import Kind
from imtextgui.store.content.pages import ItemOfPage, PageRow, StoredPage
from tests.unit.store.conftest import FINGERPRINT, Store, page


def test_a_page_comes_back_with_its_text_as_it_was(store: Store) -> None:
    item_id = store.file("a.pdf", "Gear Pump ＧＰ\n油圧", "second", title="Manual")
    view = store.pages.page_of(item_id, 1)
    assert view is not None
    assert (view.number, view.pages, view.kind, view.title) == (1, 2, Kind.MANUAL, "Manual")
    assert (view.text, view.width, view.height) == ("Gear Pump ＧＰ\n油圧", 210, 297)
    assert view.path == Path("/data/図面/a.pdf")
    assert store.pages.page(view.page_id) == view
    assert store.pages.thumbnail(view.page_id) == b"small"


def test_a_page_that_is_gone_is_none(store: Store) -> None:
    store.file("a.pdf", "text")
    assert store.pages.page(77) is None
    assert store.pages.page_of(1, 2) is None
    assert store.pages.thumbnail(77) is None
    assert store.pages.texts([77]) == {}
    assert store.pages.describe([77]) == []


def test_what_no_database_can_hold_is_cleaned(store: Store) -> None:
    store.file("a.pdf", "nul \0 and half of a pair \ud83d", title="\udcff")
    (text,) = store.pages.texts([1]).values()
    assert text == "nul   and half of a pair ?"


def test_a_page_without_anything(store: Store) -> None:
    with store.database.transaction() as tx:
        content_id = store.contents.begin(tx, "d", Kind.PHOTO, 1, "")
        assert store.pages.add(tx, content_id, StoredPage(1), FINGERPRINT) == {}
        item_id = store.items.put(tx, store.source.id, "a.jpg", 1, 2, content_id=content_id)
    view = store.pages.page_of(item_id, 1)
    assert view is not None
    assert store.pages.thumbnail(view.page_id) is None


def test_every_page_with_its_files(store: Store) -> None:
    store.file("a.pdf", "one", "two", digest="same")
    store.file("copy.pdf", digest="same")
    both = (Path("/data/図面/a.pdf"), Path("/data/図面/copy.pdf"))
    assert list(store.pages.every()) == [(both, 1, "one"), (both, 2, "two")]
    assert tuple(store.items.paths()) == both


def test_the_ids_of_the_vectors_are_in_the_order_of_their_rows(store: Store) -> None:
    stored = page(1, "text")
    with store.database.transaction() as tx:
        content_id = store.contents.begin(tx, "d", Kind.MANUAL, 1, "")
        added = store.pages.add(tx, content_id, stored, FINGERPRINT)
    assert {space: len(ids) for space, ids in added.items()} == {
        Space.PICTURE: 1,
        Space.APPEARANCE: 1,
        Space.MEANING: 2,
    }
    assert stored.meaning is not None
    assert store.vectors.rows(added[Space.MEANING]).tolist() == stored.meaning.tolist()


def test_a_page_is_stored_once(store: Store) -> None:
    store.file("a.pdf", "text")
    with pytest.raises(sqlite3.IntegrityError), store.database.transaction() as tx:
        store.pages.add(tx, 1, page(1), FINGERPRINT)
    assert store.rows("vector") == 4


def test_pages_are_described_in_the_order_asked_for(store: Store) -> None:
    store.file("a.pdf", "one", "two", digest="same", title="Manual")
    store.file("copy.pdf", digest="same")
    store.file("b.pdf", "three")
    with store.database.transaction() as tx:
        other = store.sources.add(tx, Path("/away"))
        store.items.put(tx, other.id, "c.pdf", 1, 2, content_id=1)
        store.sources.update(tx, store.source.id, offline=True)
    found = store.pages.describe([3, 2, 3, 99])
    assert [row.page_id for row in found] == [3, 2, 3]
    assert found[1] == PageRow(
        page_id=2,
        number=2,
        content_id=1,
        pages=2,
        kind=Kind.MANUAL,
        title="Manual",
        width=210,
        height=297,
        has_text=True,
        language="",
        items=(
            ItemOfPage(4, Path("/away/c.pdf"), offline=False, modified=2e-9, relpath="c.pdf"),
            ItemOfPage(1, Path("/data/図面/a.pdf"), offline=True, modified=2e-8, relpath="a.pdf"),
            ItemOfPage(2, Path("/data/図面/copy.pdf"), offline=True, modified=2e-8, relpath="copy.pdf"),
        ),
    )
    view = store.pages.page(2)
    assert view is not None
    assert view.path == Path("/away/c.pdf")
    assert view.section == ""


def test_a_page_keeps_the_section_that_it_lies_in(store: Store) -> None:
    with store.database.transaction() as tx:
        content_id = store.contents.begin(tx, "digest", Kind.MANUAL, 1, "Manual")
        store.items.put(tx, store.source.id, "a.pdf", 1, 2, content_id=content_id)
        store.pages.add(tx, content_id, StoredPage(1, "title", "text", section="保守 / 3.1 Oil"), FINGERPRINT)
    view = store.pages.page(1)
    assert view is not None
    assert (view.title, view.text, view.section) == ("title", "text", "保守 / 3.1 Oil")
    assert [row.section for row in store.pages.describe([1])] == ["保守 / 3.1 Oil"]
