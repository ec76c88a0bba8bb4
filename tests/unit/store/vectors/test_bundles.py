"""Which encoder is active, what encoders are called, and how one is forgotten."""

import pytest

from imtextgui.domain.embedding import Space
from imtextgui.store.content.encoder_coverage import EncoderCoverage
from imtextgui.store.user.judgements import Judgements
from imtextgui.store.vectors import bundles
from imtextgui.store.vectors.bundles import BundleName, Bundles
from imtextgui.store.vectors.pending_passages import PendingPassages
from tests.unit.store.conftest import FINGERPRINT, Store, rows

OTHER = "encoder-2"


def encoded(store: Store) -> None:
    """Give every passage and page a vector of the other encoder, too."""
    pending, coverage = PendingPassages(store.database, OTHER), EncoderCoverage(store.database, OTHER)
    some = pending.described(pending.ids())
    with store.database.transaction() as tx:
        pending.add(tx, some, rows(len(some)))
        for page_id in coverage.pages_to_encode():
            coverage.put_vectors(tx, page_id, [], {Space.PICTURE: rows(1), Space.APPEARANCE: rows(1)})


def test_activation_is_one_row(store: Store) -> None:
    known = Bundles(store.database)
    assert known.active() is None
    with store.database.transaction() as tx:
        known.activate(tx, FINGERPRINT)
        known.activate(tx, OTHER)
    assert known.active() == OTHER
    assert store.rows("choice") == 1


def test_without_an_active_encoder_the_vectors_tell(store: Store) -> None:
    known = Bundles(store.database)
    assert known.in_use("wanted") == "wanted"
    store.file("a.pdf", "one")
    assert known.in_use("wanted") == FINGERPRINT
    encoded(store)
    assert known.in_use(OTHER) == OTHER, "both have all"
    with store.database.transaction() as tx:
        known.activate(tx, FINGERPRINT)
    assert known.in_use(OTHER) == FINGERPRINT


def test_names_are_kept_for_when_the_bundle_is_gone(store: Store) -> None:
    known = Bundles(store.database)
    with store.database.transaction() as tx:
        known.note(tx, OTHER, BundleName("小型", "3", "Apache-2.0"))
        known.note(tx, OTHER, BundleName("小型", "4", "Apache-2.0"))
    assert known.names() == {OTHER: BundleName("小型", "4", "Apache-2.0")}


def test_one_encoder_is_forgotten_piece_by_piece_and_the_other_stays(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "FORGOTTEN_AT_ONCE", 3)
    store.file("a.pdf", "one", "two")
    encoded(store)
    known = Bundles(store.database)
    assert known.vectors() == {FINGERPRINT: 8, OTHER: 8}
    with store.database.transaction() as tx:
        Judgements(store.database).add(
            tx,
            made=1.0,
            text="x",
            photo=None,
            page_id=1,
            right=True,
            rows={Space.MEANING: rows(1)[0]},
            fingerprint=OTHER,
        )
        EncoderCoverage(store.database, OTHER).note_fallback(tx, 2, picture=True, away=True)
        known.note(tx, OTHER, BundleName("other"))
        removed = []
        while some := known.forget_some(tx, OTHER):
            removed.append(some)
        known.forget_name(tx, OTHER)
    assert removed == [3, 3, 2]
    assert known.vectors() == {FINGERPRINT: 8}
    assert known.names() == {}
    assert (store.rows("space"), store.rows("makeshift"), store.rows("judgement_vector")) == (3, 0, 0)
    assert store.rows("judgement") == 1
