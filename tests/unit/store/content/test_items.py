"""What the catalogue knows of each path: stored, moved, replaced, removed; shared contents and problems."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imtextgui.domain.embedding import Space
from imtextgui.domain.items import Kind
from imtextgui.errors import (
    DocumentCrashed,
    DocumentDamaged,
    DocumentEncrypted,
    DocumentError,
    DocumentUnsupported,
)
from imtextgui.store.content.counts import count
from imtextgui.store.content.items import KnownItem
from tests.unit.store.conftest import FINGERPRINT, Store, page

AWKWARD = [
    "a\nb.pdf",
    "🔩 bolt.png",
    "x" * 251 + ".pdf",
    "図面/組立図 (改訂).pdf",
    "undecodable \udcff\udc80.jpg",
    "lone \ud800 surrogate",
    "quote\"'; DROP TABLE item; --.pdf",
    "con/aux/" + "deep/" * 80 + "file",
    "e\u0301 and é",
    "tab\tand\0nul",
]


def known(store: Store) -> dict[str, KnownItem]:
    return store.items.known(store.source.id)


def test_a_path_is_known_as_it_was_put(store: Store) -> None:
    item_id = store.file("a/b.pdf", "text")
    content = store.contents.find("'a/b.pdf'")
    assert content is not None
    assert known(store) == {"a/b.pdf": KnownItem(item_id, 10, 20, content.id, True, None)}
    assert store.items.known(99) == {}


@pytest.mark.parametrize("path", AWKWARD)
def test_awkward_names_come_back_exactly(store: Store, path: str) -> None:
    item_id = store.file(path, "text")
    assert list(known(store)) == [path]
    view = store.pages.page_of(item_id, 1)
    assert view is not None
    assert view.path == store.source.path / path
    with store.database.transaction() as tx:
        store.items.move(tx, item_id, f"moved {path}", 1, 2)
        store.items.remove(tx, [item_id])
    assert known(store) == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.text(st.characters(), min_size=1))
def test_any_name_comes_back_exactly(store: Store, path: str) -> None:
    with store.database.transaction() as tx:
        item_id = store.items.put(tx, store.source.id, path, 1, 2, problem=DocumentDamaged(path=path))
        assert known(store)[path].item_id == item_id
        assert store.items.problems()[0].details == {"path": path}
        store.items.remove(tx, [item_id])


def test_sizes_and_times_beyond_all_bounds(store: Store) -> None:
    with store.database.transaction() as tx:
        store.items.put(tx, store.source.id, "old", 1 << 80, -(1 << 80))
    assert known(store)["old"][1:3] == ((1 << 63) - 1, -(1 << 63))


def test_a_file_that_changes_keeps_its_id_and_loses_its_old_content(store: Store) -> None:
    item_id = store.file("pump.pdf", "old text", digest="old")
    assert store.file("pump.pdf", "new text", digest="new") == item_id
    assert store.contents.find("old") is None
    assert store.found("old") == []
    assert store.found("text") == ["new text"]


def test_copies_share_their_content_until_the_last_one_goes(store: Store) -> None:
    first, second = store.file("a.pdf", "text", digest="same"), store.file("b.pdf", digest="same")
    assert store.rows("page") == 1
    with store.database.transaction() as tx:
        store.items.remove(tx, [first])
    assert store.found("text") == ["text"]
    with store.database.transaction() as tx:
        store.items.remove(tx, [second])
    for table in (
        "item",
        "content",
        "page",
        "thumbnail",
        "passage",
        "vector",
        "code",
        "page_code",
        "item_code",
    ):
        assert store.rows(table) == 0, table
    assert store.found("text") == store.found("pdf") == []


def test_removing_what_is_not_there_does_nothing(store: Store) -> None:
    store.file("a.pdf", "text")
    with store.database.transaction() as tx:
        store.items.remove(tx, [])
        store.items.remove(tx, [77])
    assert len(known(store)) == 1


def test_ids_are_never_given_twice(store: Store) -> None:
    before = store.file("a.pdf", "text")
    vectors = set(store.vectors.ids(Space.PICTURE, FINGERPRINT).tolist())
    with store.database.transaction() as tx:
        store.items.remove(tx, [before])
    assert store.file("a.pdf", "text") > before
    assert not vectors & set(store.vectors.ids(Space.PICTURE, FINGERPRINT).tolist())


def test_a_move_keeps_everything_but_the_name(store: Store) -> None:
    item_id = store.file("old/GP-2040.pdf", "gear pump")
    vectors = store.vectors.ids(Space.MEANING, FINGERPRINT).tolist()
    with store.database.transaction() as tx:
        store.items.move(tx, item_id, "新/ZX-49 valve.pdf", 11, 21)
    assert known(store) == {"新/ZX-49 valve.pdf": KnownItem(item_id, 11, 21, 1, True, None)}
    assert store.vectors.ids(Space.MEANING, FINGERPRINT).tolist() == vectors
    assert store.found("valve") == store.found("新") == ["gear pump"]
    assert store.found("old") == []
    assert [hit.raw for hit in store.codes.find("ZX49")] == ["ZX-49"]
    assert store.codes.find("GP2040") == []


def test_a_move_onto_another_file_replaces_it(store: Store) -> None:
    first, _ = store.file("a.pdf", "first"), store.file("b.pdf", "second")
    with store.database.transaction() as tx:
        store.items.move(tx, first, "b.pdf", 1, 2)
        store.items.move(tx, first, "b.pdf", 1, 2)
    assert list(known(store)) == ["b.pdf"]
    assert store.found("first") == ["first"]
    assert store.found("second") == []


def test_touching_changes_size_and_time_only(store: Store) -> None:
    item_id = store.file("a.pdf", "text")
    before = known(store)["a.pdf"]
    with store.database.transaction() as tx:
        store.items.touch(tx, item_id, 5, 6)
    assert known(store)["a.pdf"] == before._replace(size=5, mtime_ns=6)


def test_an_unreadable_file_is_known_listed_and_found_by_its_name(store: Store) -> None:
    with store.database.transaction() as tx:
        item_id = store.items.put(
            tx, store.source.id, "geheim GP-2040.pdf", 1, 2, problem=DocumentEncrypted(path="x")
        )
    assert known(store)["geheim GP-2040.pdf"] == KnownItem(item_id, 1, 2, None, False, "document-encrypted")
    (problem,) = store.items.problems()
    assert (problem.code, problem.path.name, problem.page) == (
        "document-encrypted",
        "geheim GP-2040.pdf",
        None,
    )
    (hit,) = store.fulltext.words(["geheim"])
    view = store.pages.page(hit.page_id)
    assert view is not None
    assert (view.item_id, view.number, view.text, view.kind) == (item_id, 1, "", Kind.OTHER)
    assert [hit.page_id for hit in store.codes.find("GP2040")] == [view.page_id]


def test_an_unreadable_file_becomes_readable_and_back(store: Store) -> None:
    def fail(error: DocumentError) -> None:
        with store.database.transaction() as tx:
            store.items.put(tx, store.source.id, "a.pdf", 1, 2, problem=error)

    fail(DocumentEncrypted(path="a.pdf"))
    fail(DocumentDamaged(path="a.pdf"))
    assert store.rows("content") == 1
    store.file("a.pdf", "text")
    assert store.items.problems() == []
    assert store.rows("content") == 1
    fail(DocumentDamaged(path="a.pdf"))
    assert store.found("text") == []
    assert store.rows("content") == store.rows("page") == 1


def test_a_problem_may_leave_the_content_that_is_known(store: Store) -> None:
    store.file("a.pdf", "text")
    content_id = known(store)["a.pdf"].content_id
    with store.database.transaction() as tx:
        store.items.put(
            tx, store.source.id, "a.pdf", 1, 2, content_id=content_id, problem=DocumentCrashed(path="a.pdf")
        )
    assert store.found("text") == ["text"]
    assert known(store)["a.pdf"].problem == "document-crashed"


def test_a_problem_tells_the_archive_that_its_file_lies_in(store: Store) -> None:
    store.file("図面/a.zip", "listed")
    with store.database.transaction() as tx:
        for path in ("図面/a.zip/inner.zip/x.bin", "図面/a.zip/y.bin", "図面/z.bin"):
            store.items.put(tx, store.source.id, path, 1, 2, problem=DocumentUnsupported(path=path))
    archive = store.source.path / "図面" / "a.zip"
    assert [problem.archive for problem in store.items.problems()] == [archive, archive, None]


def test_problems_of_contents_and_pages_are_listed_for_each_file(store: Store) -> None:
    with store.database.transaction() as tx:
        content_id = store.contents.begin(tx, "digest", Kind.MANUAL, 3, "")
        broken = page(2)
        object.__setattr__(broken, "problem", DocumentDamaged(path="m", reason="font"))
        store.pages.add(tx, content_id, page(1), FINGERPRINT)
        store.pages.add(tx, content_id, broken, FINGERPRINT)
        store.contents.finish(tx, content_id, DocumentCrashed(path="m"))
        for name in ("b.pdf", "a.pdf"):
            store.items.put(tx, store.source.id, name, 1, 2, content_id=content_id)
    listed = [(one.path.name, one.page, one.code) for one in store.items.problems(store.source.id)]
    assert listed == [
        ("a.pdf", None, "document-crashed"),
        ("a.pdf", 2, "document-damaged"),
        ("b.pdf", None, "document-crashed"),
        ("b.pdf", 2, "document-damaged"),
    ]
    assert store.items.problems(99) == []
    assert known(store)["a.pdf"].problem == "document-crashed"
    assert store.sources.all()[0].problems == 2
    assert count(store.database).problems == 3


def test_an_unfinished_content_is_known_as_such(store: Store) -> None:
    with store.database.transaction() as tx:
        content_id = store.contents.begin(tx, "digest", Kind.MANUAL, 3, "")
        store.pages.add(tx, content_id, page(1), FINGERPRINT)
        store.items.put(tx, store.source.id, "a.pdf", 1, 2, content_id=content_id)
    assert known(store)["a.pdf"] == KnownItem(1, 1, 2, content_id, False, None)
    content = store.contents.find("digest")
    assert content is not None
    assert (content.pages, content.stored_pages, content.complete) == (3, 1, False)


def test_files_of_several_sources_are_kept_apart(store: Store) -> None:
    first = store.file("a.pdf", "text")
    with store.database.transaction() as tx:
        other = store.sources.add(tx, Path("/other"))
        second = store.items.put(tx, other.id, "a.pdf", 1, 2)
    assert first != second
    assert list(store.items.known(other.id)) == ["a.pdf"]
    assert [one.path for one in store.items.problems()] == []
