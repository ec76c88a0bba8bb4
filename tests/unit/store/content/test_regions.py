"""Regions with their vectors."""

import numpy as np

from imtextgui.domain.embedding import Space
from imtextgui.domain.items import Box, Region, RegionKind
from imtextgui.store.content.regions import Regions
from imtextgui.store.vectors.vector_rows import Target
from tests.unit.store.conftest import DIM, FINGERPRINT, Store, rows

TILES = (
    Region(Box(0, 0, 0.5, 1), RegionKind.TILE),
    Region(Box(0.4, 0, 1, 1), RegionKind.FIGURE),
)


def add(store: Store, regions: tuple[Region, ...] = TILES) -> None:
    vectors = {Space.PICTURE: rows(len(regions)), Space.APPEARANCE: rows(len(regions), seed=9)}
    with store.database.transaction() as tx:
        Regions(store.database).add(tx, 1, regions, vectors, FINGERPRINT)


def test_regions_come_back_with_vectors_of_their_own(store: Store) -> None:
    store.file("図面.pdf", "one")
    add(store)
    assert Regions(store.database).of(1) == TILES
    assert Regions(store.database).of(2) == ()
    ids = store.vectors.ids(Space.PICTURE, FINGERPRINT)
    assert [store.vectors.targets(ids)[int(each)] for each in ids] == [
        Target(1),
        Target(1, region_id=1),
        Target(1, region_id=2),
    ]
    found = store.vectors.rows(ids)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found[1:], rows(2).reshape(2, DIM), atol=1e-3)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)
    np.testing.assert_array_equal(store.vectors.load(Space.PICTURE, FINGERPRINT).rows, found)
    with store.database.reading() as connection:
        lengths = connection.execute("SELECT length(row) FROM vector WHERE region_id IS NOT NULL").fetchall()
    assert {length for (length,) in lengths} == {2 * DIM}


def test_regions_take_the_place_of_those_before(store: Store) -> None:
    store.file("a.pdf", "one")
    add(store)
    before = set(store.vectors.ids(Space.APPEARANCE, FINGERPRINT).tolist())
    add(store, TILES[:1])
    assert Regions(store.database).of(1) == TILES[:1]
    after = set(store.vectors.ids(Space.APPEARANCE, FINGERPRINT).tolist())
    assert len(after) == 2
    assert len(after - before) == 1, "ids of vectors are never used again"
    add(store, ())
    assert len(store.vectors.ids(Space.APPEARANCE, FINGERPRINT)) == 1


def test_regions_go_with_their_page(store: Store) -> None:
    item = store.file("a.pdf", "one")
    add(store)
    with store.database.transaction() as tx:
        store.items.remove(tx, [item])
    assert store.rows("region") == store.rows("vector") == 0
