"""Which pages wait for a pass, and how they are done with."""

from pathlib import Path

from imtextgui.domain.items import Kind
from imtextgui.errors import DocumentCrashed
from imtextgui.store.content.passes import Passes
from tests.unit.store.conftest import Store

BIT = 4


def waiting(store: Store) -> list[tuple[int, int]]:
    pages = Passes(store.database).waiting(BIT, [store.source.id])
    return [(page.content_id, page.number) for page in pages]


def test_every_page_waits_until_it_is_done(store: Store) -> None:
    store.file("a.pdf", "one", "two")
    store.file("図面.pdf", "三")
    passes = Passes(store.database)
    assert waiting(store) == [(1, 1), (1, 2), (2, 1)]
    first = next(passes.waiting(BIT, [store.source.id]))
    assert (first.page_id, first.kind, first.text, first.width) == (1, Kind.MANUAL, "one", 210)
    with store.database.transaction() as tx:
        passes.mark_done(tx, BIT, [1, 3])
        passes.mark_done(tx, 1, [2])
    assert waiting(store) == [(1, 2)], "another pass does not count"


def test_pages_that_have_a_picture_are_counted(store: Store) -> None:
    store.file("a.pdf", "one", "two", "three")
    with store.database.transaction() as tx:
        tx.execute("UPDATE page SET width = 0 WHERE id = 1")
        Passes(store.database).mark_done(tx, BIT, [2])
    assert Passes(store.database).count(BIT) == 1


def test_pages_of_other_sources_do_not_wait(store: Store) -> None:
    store.file("a.pdf", "one")
    assert not list(Passes(store.database).waiting(BIT, []))
    assert not list(Passes(store.database).waiting(BIT, [store.source.id + 1]))


def test_files_of_a_content_are_those_that_can_be_reached(store: Store) -> None:
    store.file("a.pdf", "one", digest="same")
    store.file("copy.pdf", "one", digest="same")
    passes = Passes(store.database)
    assert [file.path.name for file in passes.files(1)] == ["a.pdf", "copy.pdf"]
    assert (passes.files(1)[0].size, passes.files(1)[0].mtime_ns) == (10, 20)
    assert passes.digest(1) == "same"
    with store.database.transaction() as tx:
        store.items.put(tx, store.source.id, "a.pdf", 1, 1, content_id=1, problem=DocumentCrashed(path="a"))
    assert [file.path.name for file in passes.files(1)] == ["copy.pdf"]
    with store.database.transaction() as tx:
        store.sources.update(tx, store.source.id, offline=True)
    assert passes.files(1) == []
    assert passes.digest(99) == ""


def test_a_page_that_was_given_up_is_listed_and_waits_again_on_demand(store: Store) -> None:
    store.file("a.pdf", "one", "two")
    passes = Passes(store.database)
    with store.database.transaction() as tx:
        for page_id in (1, 2):
            passes.mark_done(tx, BIT, [page_id])
        passes.mark_failed(tx, BIT, 2, DocumentCrashed(path="/data/図面/a.pdf", page=2))
        assert passes.exists(tx, 2)
        assert not passes.exists(tx, 3)
    assert [(each.code, each.page) for each in store.items.problems()] == [("document-crashed", 2)]
    with store.database.transaction() as tx:
        passes.retry_failed(tx, BIT + 1)
        passes.retry_failed(tx, BIT, {Path("/data/図面/b.pdf")})
    assert waiting(store) == []
    with store.database.transaction() as tx:
        passes.retry_failed(tx, BIT, {Path("/data/図面/a.pdf")})
    assert waiting(store) == [(1, 2)]
    with store.database.transaction() as tx:
        passes.mark_done(tx, BIT, [2])
        passes.mark_failed(tx, BIT, 2, DocumentCrashed(path="/data/図面/a.pdf", page=2))
        passes.retry_failed(tx, BIT)
    assert waiting(store) == [(1, 2)]
    assert store.items.problems() == []


def test_the_first_problem_of_a_page_stays(store: Store) -> None:
    store.file("a.pdf", "one")
    passes = Passes(store.database)
    with store.database.transaction() as tx:
        tx.execute("UPDATE page SET problem = 'document-damaged', details = '{}'")
        passes.mark_failed(tx, BIT, 1, DocumentCrashed(path="a"))
    assert [each.code for each in store.items.problems()] == ["document-damaged"]
