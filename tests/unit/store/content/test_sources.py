"""The folders that are indexed."""

from pathlib import Path

import pytest

from imtextgui.domain.items import Source
from imtextgui.errors import SourceNested
from tests.unit.store.conftest import Store


def test_a_source_is_there_as_it_was_added(store: Store) -> None:
    with store.database.transaction() as tx:
        added = store.sources.add(tx, Path("/b\udcff\n"), "*.bak\n/tmp")
    assert store.sources.all()[1] == added == Source(2, Path("/b\udcff\n"), "*.bak\n/tmp")


def test_the_same_folder_is_one_source(store: Store) -> None:
    with store.database.transaction() as tx:
        assert store.sources.add(tx, store.source.path, "*.bak") == store.source


@pytest.mark.parametrize("path", ["/data/図面/pumps", "/data", "/"])
def test_a_folder_within_another_is_refused(store: Store, path: str) -> None:
    with pytest.raises(SourceNested) as caught, store.database.transaction() as tx:
        store.sources.add(tx, Path(path))
    assert caught.value.details == {"path": str(Path(path)), "other": str(Path("/data/図面"))}


def test_a_folder_with_a_longer_name_is_not_within(store: Store) -> None:
    with store.database.transaction() as tx:
        store.sources.add(tx, Path("/data/図面2"))
    assert len(store.sources.all()) == 2


def test_only_what_is_given_changes(store: Store) -> None:
    def update(**changes: str | bool | float) -> Source:
        with store.database.transaction() as tx:
            store.sources.update(tx, store.source.id, **changes)  # type: ignore[arg-type]  # one of each kind
        return store.sources.all()[0]

    assert update(exclude="*.tmp").exclude == "*.tmp"
    assert update(offline=True).offline
    assert update(last_run=12.5) == Source(1, store.source.path, "*.tmp", 12.5, offline=True)
    assert update(exclude="", offline=False) == Source(1, store.source.path, "", 12.5)


def test_removing_a_source_removes_all_that_only_it_has(store: Store) -> None:
    store.file("a.pdf", "first", digest="shared")
    store.file("b.pdf", "second")
    shared = store.contents.find("shared")
    assert shared is not None
    with store.database.transaction() as tx:
        other = store.sources.add(tx, Path("/other"))
        store.items.put(tx, other.id, "copy.pdf", 1, 2, content_id=shared.id)
        store.sources.remove(tx, store.source.id)
    assert [source.path for source in store.sources.all()] == [Path("/other")]
    assert store.found("first") == ["first"]
    assert store.found("second") == []
    assert store.sources.all()[0].items == 1


def test_a_portable_source_moves_with_the_catalogue(store: Store) -> None:
    with store.database.transaction() as tx:
        store.sources.set_portable(tx, True, Path("/data/catalogue"))
        store.sources.follow(tx, Path("/media/stick/catalogue"))
    assert store.sources.is_portable()
    assert [source.path for source in store.sources.all()] == [Path("/media/stick/図面")]
    with store.database.transaction() as tx:
        store.sources.set_portable(tx, False, Path("/media/stick/catalogue"))
        store.sources.follow(tx, Path("/elsewhere/catalogue"))
    assert not store.sources.is_portable()
    assert [source.path for source in store.sources.all()] == [Path("/media/stick/図面")]


def test_a_place_that_another_source_has_is_left_to_it(store: Store) -> None:
    with store.database.transaction() as tx:
        store.sources.set_portable(tx, True, Path("/data/catalogue"))
        store.sources.add(tx, Path("/media/図面"))
        store.sources.follow(tx, Path("/media/catalogue"))
    assert [source.path for source in store.sources.all()] == [Path("/data/図面"), Path("/media/図面")]
