"""Tags are put on items, taken off, renamed and counted."""

from pathlib import Path

from imtextgui.errors import DocumentDamaged
from imtextgui.store.content.sources import Sources
from imtextgui.store.user.tags import Tags
from tests.unit.store.conftest import Store


def test_tags_are_counted_and_given_by_item(store: Store) -> None:
    tags = Tags(store.database)
    pump, valve = store.file("pump.pdf"), store.file("弁.pdf")
    with store.database.transaction() as tx:
        tags.add(tx, [pump, valve], "要点検")
        tags.add(tx, [pump, pump], "line 3")
        tags.add(tx, [pump], "line 3")
    assert tags.all() == (("line 3", 1), ("要点検", 2))
    assert tags.of([pump, valve, 999]) == {pump: ("line 3", "要点検"), valve: ("要点検",)}
    with store.database.transaction() as tx:
        tags.remove(tx, [pump], "要点検")
    assert tags.of([pump]) == {pump: ("line 3",)}


def test_a_tag_has_one_way_to_be_written(store: Store) -> None:
    tags = Tags(store.database)
    item = store.file("pump.pdf")
    with store.database.transaction() as tx:
        tags.add(tx, [item], "  ＬＩＮＥ\n3 ")
        tags.add(tx, [item], "LINE 3")
        tags.add(tx, [item], " \n ")
        tags.add(tx, [item], "odd\udcff\0")
    assert tags.all() == (("LINE 3", 1), ("odd?", 1))


def test_items_that_are_gone_are_not_tagged_and_have_their_tags_when_they_return(store: Store) -> None:
    tags = Tags(store.database)
    item = store.file("pump.pdf")
    with store.database.transaction() as tx:
        tags.add(tx, [item, 999], "spare")
        store.items.remove(tx, [item])
    assert tags.all() == (("spare", 0),)
    again = store.file("moved/pump.pdf", digest=ascii("pump.pdf"))
    assert tags.of([again]) == {again: ("spare",)}
    assert tags.all() == (("spare", 1),)


def test_files_with_the_same_bytes_have_the_same_tags(store: Store) -> None:
    tags = Tags(store.database)
    first, second = store.file("a/pump.pdf", digest="same"), store.file("b/pump.pdf", digest="same")
    with store.database.transaction() as tx:
        tags.add(tx, [first], "spare")
    assert tags.of([first, second]) == {first: ("spare",), second: ("spare",)}
    assert tags.all() == (("spare", 2),)


def test_a_file_keeps_its_tags_when_it_changes_and_when_it_cannot_be_read(store: Store) -> None:
    tags = Tags(store.database)
    item = store.file("pump.pdf", digest="first")
    copy = store.file("copy.pdf", digest="first")
    with store.database.transaction() as tx:
        tags.add(tx, [item], "spare")
    assert store.file("pump.pdf", digest="second") == item
    assert tags.of([item, copy]) == {item: ("spare",), copy: ("spare",)}
    with store.database.transaction() as tx:
        tags.remove(tx, [copy], "spare")
        store.items.put(tx, store.source.id, "pump.pdf", 1, 1, problem=DocumentDamaged(path="pump.pdf"))
    assert tags.of([item, copy]) == {item: ("spare",)}
    with store.database.transaction() as tx:
        tags.add(tx, [item], "damaged")
        tags.remove(tx, [item], "never there")
        store.items.remove(tx, [item])
    assert tags.all() == (("damaged", 0), ("spare", 0))
    item = store.file("pump.pdf", digest="third")
    assert tags.of([item]) == {item: ("damaged", "spare")}
    with store.database.transaction() as tx:
        tags.remove(tx, [item], "damaged")
        store.items.put(tx, store.source.id, "pump.pdf", 1, 1, problem=DocumentDamaged(path="pump.pdf"))
    assert tags.of([item]) == {item: ("spare",)}


def test_tags_of_an_unreadable_file_move_with_a_source_that_travels(store: Store) -> None:
    tags, sources = Tags(store.database), Sources(store.database)
    with store.database.transaction() as tx:
        item = store.items.put(tx, store.source.id, "a.pdf", 1, 1, problem=DocumentDamaged(path="a.pdf"))
        tags.add(tx, [item], "spare")
        # On the drive of the source, whatever letter it has.
        sources.set_portable(tx, True, Path("/stick/catalogue"))
        sources.follow(tx, Path("/elsewhere/stick/catalogue"))
    assert sources.all()[0].path == Path("/elsewhere/data/図面")
    assert tags.of([item]) == {item: ("spare",)}


def test_a_deleted_tag_is_put_back_on_files_that_are_away_too(store: Store) -> None:
    tags = Tags(store.database)
    item, away = store.file("pump.pdf"), store.file("away.pdf")
    with store.database.transaction() as tx:
        unreadable = store.items.put(
            tx, store.source.id, "x.pdf", 1, 1, problem=DocumentDamaged(path="x.pdf")
        )
        tags.add(tx, [item, away, unreadable], "spare")
        store.items.remove(tx, [away])
        deleted = tags.delete(tx, "spare")
    assert (deleted.items, tags.all()) == (2, ())
    with store.database.transaction() as tx:
        tags.put_back(tx, deleted)
    again = store.file("away.pdf")
    assert tags.of([item, again, unreadable]) == dict.fromkeys((item, again, unreadable), ("spare",))


def test_a_renamed_tag_joins_the_one_that_is_there(store: Store) -> None:
    tags = Tags(store.database)
    both, one = store.file("both.pdf"), store.file("one.pdf")
    with store.database.transaction() as tx:
        tags.add(tx, [both, one], "old")
        tags.add(tx, [both], "new")
        tags.rename(tx, "old", "new")
        tags.rename(tx, "new", " ")
        tags.rename(tx, "new", "new")
    assert tags.all() == (("new", 2),)
    with store.database.transaction() as tx:
        tags.delete(tx, "new")
    assert tags.all() == ()
