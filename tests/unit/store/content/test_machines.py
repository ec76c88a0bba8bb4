"""Machines are read off the folders of a source, and counted, offered and filtered by in the same way."""

from pathlib import Path

import pytest

from imtextgui.domain.query import Filters
from imtextgui.store.column_values import path_bytes
from imtextgui.store.content import facets
from imtextgui.store.content.filtering import Filtering
from imtextgui.store.content.machines import Machines
from tests.unit.store.conftest import Store


def machines(store: Store) -> Machines:
    with store.database.reading() as connection:
        return Machines(connection)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["A/m.pdf", "B/m.pdf"], ["A", "B"]),
        (["readme.txt", "A/x/m.pdf", "B/m.pdf"], ["", "A", "B"]),
        (["plant/A/1.pdf", "plant/A/x/2.pdf", "plant/B/m.pdf", "plant/all.pdf"], ["A", "A", "B", ""]),
        (["A/m.pdf", "A/x/n.pdf"], ["", ""]),
        (["m.pdf"], [""]),
        (["a/b/c/d/e/1.pdf", "a/b/c/d/f/2.pdf"], ["", ""]),
        (["Press/1.pdf", "Press 2/1.pdf", "Press0/1.pdf"], ["Press", "Press 2", "Press0"]),
        (
            ["油圧プレス　1号機/図.pdf", "油圧プレス　2号機/図.pdf"],
            ["油圧プレス　1号機", "油圧プレス　2号機"],
        ),
        (["odd\udcff/1.pdf", "ÿ/1.pdf", "\U0010ffff/1.pdf"], ["odd\udcff", "ÿ", "\U0010ffff"]),
    ],
)
def test_the_first_level_that_divides_tells_the_machines(
    store: Store, files: list[str], expected: list[str]
) -> None:
    for path in files:
        store.file(path, "text")
    found = machines(store)
    assert [found.of(store.source.id, path_bytes(path)) for path in files] == expected
    assert found.of(99, b"A/m.pdf") == ""


def test_every_source_has_a_level_of_its_own(store: Store) -> None:
    store.file("A/1.pdf", "one")
    store.file("B/1.pdf", "two")
    with store.database.transaction() as tx:
        other = store.sources.add(tx, Path("/data/other")).id
        for path in ("plant/C/1.pdf", "plant/D/1.pdf"):
            store.items.put(tx, other, path, 1, 2, content_id=1)
    found = machines(store)
    assert (found.of(store.source.id, b"A/1.pdf"), found.of(other, b"plant/D/1.pdf")) == ("A", "D")


def stock(store: Store) -> None:
    for path in (
        "油圧プレス　2号機/取説.pdf",
        "油圧プレス　2号機/図面/組立.dxf",
        "Press 1/m.pdf",
        "Press 10/m.pdf",
    ):
        store.file(path, f"text of {path}")


def test_machines_are_counted_and_offered(store: Store) -> None:
    stock(store)
    filtering = Filtering(store.database)
    pages = filtering.select(Filters()).pages.tolist()
    found = {facet.name: facet.values for facet in facets.count(store.database, pages)}
    assert found["machine"] == (("油圧プレス　2号機", 2), ("Press 1", 1), ("Press 10", 1))
    assert filtering.values("machine") == ["油圧プレス　2号機", "Press 1", "Press 10"]


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (("press 1",), 1),
        (("油圧プレス 2号機",), 2),
        (("油圧プレス　２号機", "Press 10"), 3),
        (("-油圧プレス　2号機",), 2),
        (("Press",), 0),
    ],
)
def test_a_machine_is_its_whole_name_however_it_is_typed(
    store: Store, names: tuple[str, ...], count: int
) -> None:
    stock(store)
    assert len(Filtering(store.database).select(Filters(machines=names)).items) == count
