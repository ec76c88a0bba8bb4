"""Files are told from each other by paths and bytes, within one run and over several."""

from pathlib import Path

import pytest

from imtextgui.errors import DocumentDamaged
from imtextgui.store.identity import files
from imtextgui.store.user.tags import Tags
from tests.unit.store.conftest import Store


def uid(store: Store, path: str) -> str:
    with store.database.reading() as connection:
        row = connection.execute(
            "SELECT f.uid FROM item i JOIN file f ON f.id = i.file_id WHERE i.path = ?", (path.encode(),)
        ).fetchone()
    return str(row[0])


def uids(store: Store, paths: str) -> list[str]:
    return [uid(store, path) for path in paths]


def end_run(store: Store) -> tuple[str, ...]:
    with store.database.transaction() as tx:
        return files.end_run(tx, [store.source.id])


def lay_out(store: Store, **digests: str) -> None:
    """Let the paths have these digests, in order."""
    for path, digest in digests.items():
        store.file(path, "text", digest=digest)


def test_a_path_is_one_file_whatever_its_bytes_and_others_have_them(store: Store) -> None:
    lay_out(store, a="A", b="B")
    end_run(store)
    before = uids(store, "ab")
    lay_out(store, a="B", b="C")
    assert uids(store, "ab") == before
    assert set(end_run(store)) == {"B", "C"}
    assert end_run(store) == ()


def test_files_that_change_names_in_a_circle_go_with_their_bytes(store: Store) -> None:
    lay_out(store, a="A", b="B", c="C", d="D")
    end_run(store)
    a, b, c, d = uids(store, "abcd")
    lay_out(store, a="C", b="A")
    assert uids(store, "abc") == [a, b, c], "it is not closed yet"
    lay_out(store, c="B")
    assert uids(store, "abcd") == [c, a, b, d]


def test_files_that_change_names_while_they_are_away_go_with_their_bytes(store: Store) -> None:
    lay_out(store, a="A", b="B", c="C")
    end_run(store)
    a, b, c = uids(store, "abc")
    items = [store.items.id_of(store.source.id, path) or 0 for path in "abc"]
    with store.database.transaction() as tx:
        Tags(store.database).add(tx, items, "spare")
        store.items.remove(tx, items)
    end_run(store)
    lay_out(store, a="B", b="A", c="C")
    assert uids(store, "abc") == [b, a, c]


def test_no_circle_is_closed_over_two_runs_or_by_bytes_that_came_twice(store: Store) -> None:
    lay_out(store, a="A", b="B", c="C")
    end_run(store)
    before = uids(store, "abc")
    lay_out(store, a="B")
    end_run(store)
    lay_out(store, b="A")
    assert uids(store, "abc") == before
    end_run(store)
    lay_out(store, c="A", a="A", b="B")
    assert uids(store, "abc") == before


def test_a_circle_within_a_chain_of_changes_does_not_close(store: Store) -> None:
    lay_out(store, a="A", b="B", c="C")
    end_run(store)
    lay_out(store, b="C", c="B")
    b, c = uids(store, "bc")
    lay_out(store, a="B", c="D")
    assert uids(store, "bc") == [b, c]


def test_a_file_that_is_put_back_in_the_same_run_has_not_changed(store: Store) -> None:
    lay_out(store, a="A")
    end_run(store)
    lay_out(store, a="B")
    lay_out(store, a="A")
    assert end_run(store) == ()


def test_a_file_that_goes_stays_only_where_something_was_added_to_it(store: Store) -> None:
    lay_out(store, a="A", b="B")
    end_run(store)
    a, b = uids(store, "ab")
    items = [store.items.id_of(store.source.id, path) or 0 for path in "ab"]
    with store.database.transaction() as tx:
        Tags(store.database).add(tx, items[:1], "spare")
        store.items.remove(tx, items)
    assert store.rows("file") == 1
    lay_out(store, a="later", b="B")
    assert uid(store, "a") == a
    assert uid(store, "b") != b


def test_bytes_that_come_under_another_name_in_the_run_in_which_they_go_are_the_same_file(
    store: Store,
) -> None:
    tags = Tags(store.database)
    lay_out(store, a="A", b="B")
    end_run(store)
    a, b = uids(store, "ab")
    items = [store.items.id_of(store.source.id, path) or 0 for path in "ab"]
    with store.database.transaction() as tx:
        tags.add(tx, items, "spare")
    lay_out(store, x="A", y="B", z="B")
    with store.database.transaction() as tx:
        tags.add(tx, [store.items.id_of(store.source.id, "x") or 0], "new")
        store.items.remove(tx, items)
    assert uid(store, "x") == a
    assert b not in uids(store, "yz"), "there are two of them"
    assert dict(tags.all()) == {"new": 1, "spare": 3}


def test_files_are_known_where_their_folder_is_now(store: Store) -> None:
    tags = Tags(store.database)
    with store.database.transaction() as tx:
        item = store.items.put(tx, store.source.id, "a.pdf", 1, 1, problem=DocumentDamaged(path="a.pdf"))
        tags.add(tx, [item], "spare")
        store.items.remove(tx, [item])
        store.sources.relocate(tx, store.source.id, Path("/elsewhere"))
    again = store.file("a.pdf", "text")
    assert tags.of([again]) == {again: ("spare",)}


def test_what_belongs_to_nobody_belongs_to_who_leaves_the_bytes_last(store: Store) -> None:
    tags = Tags(store.database)
    with store.database.transaction() as tx:
        tx.execute("INSERT INTO content_tag (digest, tag) VALUES ('A', 'from others')")
    first, copy = store.file("a", "text", digest="A"), store.file("b", "text", digest="A")
    assert tags.of([first, copy]) == {first: ("from others",), copy: ("from others",)}
    lay_out(store, b="B")
    assert tags.of([first, copy]) == {first: ("from others",)}, "a copy that goes its own way"
    lay_out(store, a="C")
    assert tags.of([first, copy]) == {first: ("from others",)}
    again = store.file("c", "text", digest="A")
    assert tags.of([again]) == {again: ("from others",)}, "a copy of the edition to which it was given"


def test_what_a_removed_file_had_goes_on_with_its_copy(store: Store) -> None:
    tags = Tags(store.database)
    item = store.file("a", "text", digest="A")
    end_run(store)
    copy = store.file("b", "text", digest="A")
    end_run(store)
    with store.database.transaction() as tx:
        tx.execute("INSERT INTO content_tag VALUES (?, 'A', 'spare')", (uid(store, "a"),))
        store.items.remove(tx, [item])
    assert tags.of([copy]) == {copy: ("spare",)}
    lay_out(store, b="B")
    assert tags.of([copy]) == {copy: ("spare",)}
    item = store.file("a", "text", digest="A")
    assert tags.of([item]) == {item: ("spare",)}, "also its own, when it is back"


def test_after_a_repair_files_are_those_of_the_items_with_their_bytes(store: Store) -> None:
    lay_out(store, a="A", b="B", c="C")
    a, _, _ = uids(store, "abc")
    with store.database.transaction() as tx:
        tx.execute("UPDATE file SET digest = 'damaged', here = 0 WHERE uid = ?", (a,))
        tx.execute("UPDATE item SET file_id = NULL WHERE path = ?", (b"b",))
        tx.execute("INSERT INTO file (uid, path, here) VALUES ('of nothing', x'2f7a', 0)")
        files.with_items(tx)
        rows = tx.execute("SELECT digest, here, before FROM file ORDER BY digest").fetchall()
    assert rows == [("A", 1, None), ("B", 1, None), ("C", 1, None)]
    assert uid(store, "a") == a


def remove(store: Store, *paths: str) -> None:
    with store.database.transaction() as tx:
        gone = [store.items.id_of(store.source.id, path) or 0 for path in paths]
        store.items.remove(tx, gone, are_gone=True)


def say(store: Store, *paths: str) -> None:
    with store.database.transaction() as tx:
        for path in paths:
            Tags(store.database).add(tx, [store.items.id_of(store.source.id, path) or 0], path)


def test_a_series_of_which_one_is_removed_goes_with_its_bytes(store: Store) -> None:
    lay_out(store, a="A", b="B", c="C", d="D")
    end_run(store)
    say(store, "a", "b", "c")
    a, b, c, d = uids(store, "abcd")
    lay_out(store, a="B", b="C", c="D")
    remove(store, "d")
    assert end_run(store) == ()
    assert uids(store, "abc") == [b, c, d]
    assert dict(Tags(store.database).all()) == {"a": 0, "b": 1, "c": 1}
    lay_out(store, d="E")
    assert uid(store, "d") not in {a, b, c, d}, "nobody's name any more"


def test_a_series_into_which_one_is_put_goes_with_its_bytes(store: Store) -> None:
    lay_out(store, a="A", b="B", c="C")
    end_run(store)
    say(store, "a", "b", "c")
    a, b, c = uids(store, "abc")
    lay_out(store, d="C", c="B", b="A", a="new")
    assert end_run(store) == ()
    assert uids(store, "bcd") == [a, b, c]
    assert uid(store, "a") not in {a, b, c}
    assert Tags(store.database).of([store.items.id_of(store.source.id, "a") or 0]) == {}


def test_a_series_that_moves_up_by_one_name_goes_with_its_bytes(store: Store) -> None:
    lay_out(store, a="A", b="B")
    end_run(store)
    say(store, "a", "b")
    a, b = uids(store, "ab")
    lay_out(store, c="B", b="A")
    say(store, "c")
    remove(store, "a")
    end_run(store)
    assert uids(store, "bc") == [a, b]
    assert store.rows("file") == 2
    item = store.items.id_of(store.source.id, "c") or 0
    assert Tags(store.database).of([item]) == {item: ("b", "c")}


SHEETS = {
    letter: " ".join(f"{letter}{number}" for number in range(40))
    + " seal oil grease bolt nut washer spring plate"
    for letter in "ABCDE"
}


def write(store: Store, **sheets: str) -> None:
    """Let the paths have the sheets with these letters, in order; what follows the letter was edited."""
    for path, sheet in sheets.items():
        store.file(path, f"{SHEETS.get(sheet[0], '')} {sheet[1:]}", digest=sheet)


MOVED_AND_EDITED = {
    "in the middle": ({"b": "C", "c": "D+", "d": "E"}, "e", {"b": "c", "c": "d", "d": "e"}),
    "the first": ({"b": "C+", "c": "D", "d": "E"}, "e", {"b": "c", "c": "d", "d": "e"}),
    "the last": ({"b": "C", "c": "D", "d": "E+"}, "e", {"b": "c", "c": "d", "d": "e"}),
    "one of two that changed places": ({"b": "C+", "c": "B"}, "", {"b": "c", "c": "b", "d": "d"}),
    "the last is another thing": ({"b": "C", "c": "D", "d": "other"}, "e", {"b": "c", "c": "d", "d": ""}),
}


@pytest.mark.parametrize(
    ("sheets", "gone", "expected"), MOVED_AND_EDITED.values(), ids=MOVED_AND_EDITED.keys()
)
def test_of_files_that_have_changed_names_one_was_edited_besides(
    store: Store, sheets: dict[str, str], gone: str, expected: dict[str, str]
) -> None:
    write(store, a="A", b="B", c="C", d="D", e="E")
    end_run(store)
    say(store, *"abcde")
    before = dict(zip("abcde", uids(store, "abcde"), strict=True))
    write(store, **sheets)
    remove(store, *gone)
    end_run(store)
    now = {path: uid(store, path) for path in expected}
    assert now == {path: before.get(letter, now[path]) for path, letter in expected.items()}
    assert now["d"] not in {before["b"], before["e"]} - {before.get(expected["d"])}
    tags = Tags(store.database)
    for path, letter in expected.items():
        item = store.items.id_of(store.source.id, path) or 0
        assert tags.of([item]).get(item, ()) == tuple(letter), path


def test_names_that_stay_are_the_places_of_editions(store: Store) -> None:
    lay_out(store, a="A", b="B", c="C")
    end_run(store)
    before = uids(store, "abc")
    lay_out(store, a="B", b="C", c="new")
    end_run(store)
    assert uids(store, "abc") == before


def test_a_file_that_is_moved_over_another_one_may_be_its_next_edition(store: Store) -> None:
    lay_out(store, a="A", draft="D", x="X")
    end_run(store)
    say(store, "a", "draft")
    a = uid(store, "a")
    lay_out(store, a="D")
    remove(store, "draft", "x")
    end_run(store)
    assert uid(store, "a") == a
    assert dict(Tags(store.database).all()) == {"a": 1, "draft": 1}
