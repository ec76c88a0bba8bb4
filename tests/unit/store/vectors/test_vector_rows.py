"""Vectors as the database keeps them."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from imtextgui.domain.embedding import Space
from imtextgui.store.vectors import vector_rows
from imtextgui.store.vectors.vector_rows import Target, Vectors
from tests.unit.store.conftest import DIM, FINGERPRINT, Store, page, rows


def test_all_vectors_of_a_space_are_loaded_in_the_order_of_their_ids(store: Store) -> None:
    store.file("a.pdf", "one", "two")
    table = store.vectors.load(Space.MEANING, FINGERPRINT)
    assert table.rows.dtype == np.float32
    assert (np.diff(table.ids) > 0).all()
    assert table.page_ids.tolist() == [1, 1, 2, 2]
    assert table.passage_ids.tolist() == [1, 2, 3, 4]
    np.testing.assert_array_equal(table.rows, np.concatenate([page(1).meaning, page(2).meaning]))
    np.testing.assert_array_equal(store.vectors.ids(Space.MEANING, FINGERPRINT), table.ids)
    assert store.vectors.load(Space.PICTURE, FINGERPRINT).passage_ids.tolist() == [0, 0]


def test_another_encoder_has_vectors_of_its_own(store: Store) -> None:
    store.file("a.pdf", "one")
    with store.database.transaction() as tx:
        added = vector_rows.add(
            tx, Space.PICTURE, "encoder-2", page_id=1, passage_ids=[None], rows=rows(1)[:, :3]
        )
    assert store.vectors.load(Space.PICTURE, "encoder-2").rows.shape == (1, 3)
    assert added[0] not in store.vectors.ids(Space.PICTURE, FINGERPRINT)


def test_an_empty_space_is_empty(store: Store) -> None:
    table = store.vectors.load(Space.PICTURE, FINGERPRINT)
    assert len(table.ids) == len(table.rows) == len(table.page_ids) == 0
    assert store.vectors.ids(Space.PICTURE, FINGERPRINT).shape == (0,)
    assert store.vectors.rows(np.empty(0, dtype=np.int64)).shape[0] == 0
    assert store.vectors.stamp(Space.PICTURE, FINGERPRINT) == (0, 0)


def test_rows_come_in_the_order_asked_for(store: Store) -> None:
    store.file("a.pdf", "one", "two")
    table = store.vectors.load(Space.MEANING, FINGERPRINT)
    asked = table.ids[[2, 0, 2]]
    np.testing.assert_array_equal(store.vectors.rows(asked), table.rows[[2, 0, 2]])
    with pytest.raises(KeyError):
        store.vectors.rows(np.array([999]))


def test_vectors_know_what_they_stand_for(store: Store) -> None:
    store.file("a.pdf", "one")
    picture, meaning = (store.vectors.ids(space, FINGERPRINT) for space in (Space.PICTURE, Space.MEANING))
    found = store.vectors.targets(np.concatenate([picture, meaning[1:], [999]]))
    assert found == {int(picture[0]): Target(1), int(meaning[1]): Target(1, 2)}


def test_the_stamp_changes_with_the_vectors(store: Store) -> None:
    stamps = [store.vectors.stamp(Space.PICTURE, FINGERPRINT)]
    ids = [store.file("a.pdf", "one"), store.file("b.pdf", "two")]
    stamps.append(store.vectors.stamp(Space.PICTURE, FINGERPRINT))
    for item_id in ids:
        with store.database.transaction() as tx:
            store.items.remove(tx, [item_id])
        stamps.append(store.vectors.stamp(Space.PICTURE, FINGERPRINT))
        store.file(f"{item_id}.pdf", "more")
        stamps.append(store.vectors.stamp(Space.PICTURE, FINGERPRINT))
    assert len(set(stamps)) == len(stamps)


def test_the_stamp_follows_the_transaction_it_is_asked_in_and_other_threads(store: Store) -> None:
    item_id = store.file("a.pdf", "one")
    before = store.vectors.stamp(Space.PICTURE, FINGERPRINT)
    with store.database.transaction() as tx:
        store.items.remove(tx, [item_id])
        assert store.vectors.stamp(Space.PICTURE, FINGERPRINT) == (0, 0)
    assert before == (1, 1)
    with ThreadPoolExecutor(1) as lane:
        asked = [lane.submit(store.vectors.stamp, Space.PICTURE, FINGERPRINT).result()]
        store.file("b.pdf", "two")
        asked.append(lane.submit(store.vectors.stamp, Space.PICTURE, FINGERPRINT).result())
    assert asked == [(0, 0), store.vectors.stamp(Space.PICTURE, FINGERPRINT)]


def test_where_nothing_went_only_what_came_is_counted(store: Store) -> None:
    """The same stamps, whatever comes and goes, as of somebody who counts everything."""
    asked: list[str] = []
    items = [store.file(f"{number}.pdf", "one") for number in range(4)]
    with store.database.reading() as connection:
        connection.set_trace_callback(asked.append)
    removals: list[list[int]] = [[], [], items[:1], [], items[1:3], []]
    for number, removed in enumerate(removals):
        with store.database.transaction() as tx:
            store.items.remove(tx, removed)
        store.file(f"more {number}.pdf", "two", "three")
        asked.clear()
        stamps = [store.vectors.stamp(space, FINGERPRINT) for space in Space]
        counted = [statement for statement in asked if "count(*), coalesce(max(id)" in statement]
        assert len(counted) == (len(Space) if removed or not number else 0)
        assert stamps == [Vectors(store.database).stamp(space, FINGERPRINT) for space in Space]


def test_what_a_transaction_took_back_is_not_counted(store: Store) -> None:
    store.file("a.pdf", "one")
    before = store.vectors.stamp(Space.PICTURE, FINGERPRINT)

    def take_back() -> None:
        with store.database.transaction() as tx:
            vector_rows.add(tx, Space.PICTURE, FINGERPRINT, page_id=1, rows=rows(3), passage_ids=[None] * 3)
            assert store.vectors.stamp(Space.PICTURE, FINGERPRINT)[0] == before[0] + 3
            raise RuntimeError

    with pytest.raises(RuntimeError):
        take_back()
    assert store.vectors.stamp(Space.PICTURE, FINGERPRINT) == before
    store.file("b.pdf", "two")
    assert store.vectors.stamp(Space.PICTURE, FINGERPRINT) == Vectors(store.database).stamp(
        Space.PICTURE, FINGERPRINT
    )


def test_vectors_of_one_space_are_of_one_length(store: Store) -> None:
    store.file("a.pdf", "one")
    with pytest.raises(ValueError, match=f"{DIM} numbers"), store.database.transaction() as tx:
        vector_rows.add(tx, Space.PICTURE, FINGERPRINT, page_id=1, passage_ids=[None], rows=rows(1)[:, :3])
