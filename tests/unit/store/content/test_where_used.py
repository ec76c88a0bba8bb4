"""Where a part number stands: whole, however it is written, by file and machine."""

import pytest

from imtextgui.domain.where_used import WhereUsed
from imtextgui.store.content.where_used import WhereUsedIndex
from tests.unit.store.conftest import Store


def used(store: Store, number: str) -> WhereUsed:
    return WhereUsedIndex(store.database).find(number)


def told(answer: WhereUsed) -> list[tuple[str, str, list[int], bool]]:
    return [
        (document.machine, document.path.name, [place.page for place in document.places], document.named)
        for document in answer.documents
    ]


def test_all_pages_by_machine_and_document(store: Store) -> None:
    store.file("Press 2/manual.pdf", "cover", "seal GP-2040-B1", "none", "GP 2040 B1 again, GP-2040-B1")
    store.file("Press 1/list.pdf", "ＧＰ－２０４０－Ｂ１")
    store.file("readme.txt", "order gp2040b1")
    store.file("Press 1/other.pdf", "GP-2040")
    answer = used(store, "gp-2040 b1")
    assert told(answer) == [
        ("Press 1", "list.pdf", [1], False),
        ("Press 2", "manual.pdf", [2, 4], False),
        ("", "readme.txt", [1], False),
    ]
    assert answer.pages == 4
    assert [machine for machine, _ in answer.machines()] == ["Press 1", "Press 2", ""]
    manual = answer.documents[1]
    assert (manual.pages, manual.places[0].written, manual.first_page_id) == (4, "GP-2040-B1", 1)


def test_a_name_holds_it_too_and_a_copy_is_a_document_of_its_own(store: Store) -> None:
    store.file("A/GP-2040-B1.pdf", "a drawing", digest="same")
    store.file("B/copy.pdf", "a drawing", digest="same")
    store.file("B/x.pdf", "GP-2040-B1", digest="other")
    store.file("A/y.pdf", "GP-2040-B1", digest="other")
    assert told(used(store, "GP-2040-B1")) == [
        ("A", "GP-2040-B1.pdf", [], True),
        ("A", "y.pdf", [1], False),
        ("B", "x.pdf", [1], False),
    ]


def test_what_only_looks_like_it_is_marked_and_gives_way_to_the_whole(store: Store) -> None:
    store.file("a.pdf", "read as GP-2O40-B1", "GP-2040-B1 and GP-2O40-B1")
    (document,) = used(store, "GP-2040-B1").documents
    assert [(place.written, place.alike) for place in document.places] == [
        ("GP-2O40-B1", True),
        ("GP-2040-B1", False),
    ]


@pytest.mark.parametrize("number", ["", "  ", "-", "ZX-999", "'; DROP TABLE code", "\ud800\0"])
def test_what_is_nowhere_finds_nothing(store: Store, number: str) -> None:
    store.file("a.pdf", "GP-2040-B1")
    answer = used(store, number)
    assert (answer.documents, answer.pages) == ((), 0)
