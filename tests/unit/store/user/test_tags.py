"""Tags are put on items, taken off, renamed and counted."""

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
    assert tags.items("要点検") == (pump, valve)
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


def test_items_that_are_gone_are_not_tagged_and_lose_their_tags(store: Store) -> None:
    tags = Tags(store.database)
    item = store.file("pump.pdf")
    with store.database.transaction() as tx:
        tags.add(tx, [item, 999], "spare")
        store.items.remove(tx, [item])
    assert tags.all() == ()


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
        tags.forget(tx, "new")
    assert tags.all() == ()
