"""Codes: whole ones first, parts of them after, in texts and in names."""

import numpy as np
import pytest

from tests.unit.store.conftest import Store


def found(store: Store, code: str, *, partial: bool = True) -> list[tuple[int, str, bool, bool]]:
    return [(hit.page_id, hit.raw, hit.exact, hit.in_name) for hit in store.codes.find(code, partial=partial)]


def test_whole_codes_come_before_longer_ones(store: Store) -> None:
    store.file("a.pdf", "see ZX-4819 and AZX-490", "use ZX 49 here", "the zx-49")
    assert found(store, "ZX49") == [
        (2, "ZX 49", True, False),
        (3, "zx-49", True, False),
        (1, "AZX-490", False, False),
    ] or {hit[:3] for hit in found(store, "ZX49")} >= {(3, "zx-49", True), (1, "AZX-490", False)}
    assert all(raw != "ZX-4819" for _, raw, _, _ in found(store, "ZX49"))


def test_only_whole_codes_if_wanted(store: Store) -> None:
    store.file("a.pdf", "GP-2040-B1", "GP-2040")
    assert found(store, "GP2040", partial=False) == [(2, "GP-2040", True, False)]


def test_a_code_in_a_name_or_folder_finds_the_first_page(store: Store) -> None:
    store.file("GP-2040/図面 GP-2040-B1.pdf", "one", "two")
    assert found(store, "GP2040B1") == [(1, "GP-2040-B1", True, True)]
    assert found(store, "GP2040") == [(1, "GP-2040", True, True), (1, "GP-2040-B1", False, True)]


def test_full_width_codes_in_japanese_text(store: Store) -> None:
    store.file("a.pdf", "部品番号：ＧＰ－２０４０を使用")
    assert found(store, "GP2040") == [(1, "ＧＰ－２０４０", True, False)]


@pytest.mark.parametrize(
    "code", ["", "%", "_", "'", '"; DROP TABLE code', "\ud800", "\0", "GP*", "X" * 10_000]
)
def test_nothing_in_a_code_is_read_as_anything_else(store: Store, code: str) -> None:
    store.file("a.pdf", "GP-2040 and ZX_49")
    assert found(store, code) == []


def test_no_more_than_wanted(store: Store) -> None:
    store.file("a.pdf", *[f"GP-20{number}" for number in range(10, 40)])
    assert len(store.codes.find("GP20", limit=7)) == 7


@pytest.mark.parametrize("limit", [500, 3, 2])
def test_among_some_pages_the_first_of_those_are_found(store: Store, limit: int) -> None:
    """Also where so many other pages hold the code that these fill the list."""
    store.file("a.pdf", *["GP-20"] * 6)
    hits = store.codes.find("GP20", limit=limit, among=np.array([2, 4, 6]))
    assert [hit.page_id for hit in hits] == [2, 4, 6][:limit]


def test_codes_that_no_page_holds_any_more_are_forgotten(store: Store) -> None:
    first = store.file("a.pdf", "GP-2040 and ZX-49")
    store.file("b.pdf", "ZX-49")
    with store.database.transaction() as tx:
        store.items.remove(tx, [first])
    assert found(store, "GP2040") == []
    assert len(found(store, "ZX49")) == 1
    assert store.rows("code") == 1


def test_codes_by_their_beginning(store: Store) -> None:
    store.file("GP-2040.pdf", "see gp 2040, GP-2040-B1 and ZX-49")
    assert store.codes.beginning("GP20", 5) == ["GP-2040", "GP-2040-B1"]
    assert store.codes.beginning("", 1) == ["ZX-49"]


def test_codes_that_look_alike_come_after_whole_ones(store: Store) -> None:
    store.file("a.pdf", "read as GP-2O40", "GP-2040", "GP-2040-B1")
    hits = store.codes.find("GP2040")
    assert [(hit.page_id, hit.exact, hit.confused) for hit in hits] == [
        (2, True, False),
        (1, False, True),
        (3, False, False),
    ]
    assert [hit.page_id for hit in store.codes.find("GP2040", partial=False)] == [2]
