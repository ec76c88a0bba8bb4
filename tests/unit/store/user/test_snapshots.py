"""Snapshots come back as they were kept, in their order."""

from math import inf

from imtextgui.domain.evaluation import Measures, Snapshot
from imtextgui.store.user.snapshots import Snapshots
from tests.unit.store.conftest import Store


def snapshot(made: float, rank: float = 1.0) -> Snapshot:
    measures = Measures(3, 0.5, 0.75, 1.0, rank, 0.625)
    return Snapshot(made, "encoder", 1200, measures, measures, measures, 41.5, 0.1)


def test_snapshots_are_kept_in_order(store: Store) -> None:
    kept = (snapshot(1.0), snapshot(2.5))
    for each in kept:
        with store.database.transaction() as tx:
            Snapshots(store.database).add(tx, each)
    assert Snapshots(store.database).all() == kept


def test_a_rank_beyond_all_hits_is_kept(store: Store) -> None:
    with store.database.transaction() as tx:
        Snapshots(store.database).add(tx, snapshot(1.0, rank=inf))
    (kept,) = Snapshots(store.database).all()
    assert kept.page.median_rank == inf


def test_a_new_catalogue_has_none(store: Store) -> None:
    assert Snapshots(store.database).all() == ()
