"""Passages that wait for their meaning vector."""

from imtextgui.domain.embedding import Space
from imtextgui.store.vectors.pending_passages import PendingPassages
from tests.unit.store.conftest import FINGERPRINT, Store, rows


def test_passages_wait_under_a_new_encoder_until_they_are_encoded(store: Store) -> None:
    store.file("a.pdf", "one", "two")
    assert PendingPassages(store.database, FINGERPRINT).count() == 0
    pending = PendingPassages(store.database, "encoder-2")
    assert pending.count() == 4
    ids = pending.ids()
    first = pending.described(ids[:3])
    assert [passage.text for passage in first] == ["one", "", "two"]
    assert pending.described([*ids[3:], 999])[0].page_id == 2
    with store.database.transaction() as tx:
        pending.add(tx, first, rows(3))
    assert pending.count() == 1
    assert pending.ids() == ids[3:]
    table = store.vectors.load(Space.MEANING, "encoder-2")
    assert table.passage_ids.tolist() == [passage.passage_id for passage in first]
    assert table.rows.tolist() == rows(3).tolist()
