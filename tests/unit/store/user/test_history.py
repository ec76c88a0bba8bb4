"""Past searches: newest first, bounded, and kept for good once they have a name."""

import pytest

from imtextgui.store.user import history
from imtextgui.store.user.history import History
from tests.unit.store.conftest import Store


def test_the_newest_comes_first_and_the_oldest_goes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "KEPT", 3)
    past = History(store.database)
    with store.database.transaction() as tx:
        saved = past.add(tx, 1.0, "saved", b"picture")
        past.name(tx, saved, "  the pump \0")
        for moment in (2.0, 3.0, 4.0, 5.0):
            past.add(tx, moment, f"at {moment:g}", None)
    assert [each.query for each in past.latest(10)] == ["at 5", "at 4", "at 3", "saved"]
    assert [each.query for each in past.latest(1)] == ["at 5", "saved"]
    assert past.latest(10)[-1] == (saved, 1.0, "saved", b"picture", "the pump")


def test_a_search_made_again_moves_to_the_top(store: Store) -> None:
    past = History(store.database)
    with store.database.transaction() as tx:
        first, second = past.add(tx, 1.0, "first", None), past.add(tx, 2.0, "second", None)
        past.touch(tx, first, 3.0)
    assert [each.id for each in past.latest(10)] == [first, second]


def test_clearing_leaves_what_has_a_name(store: Store) -> None:
    past = History(store.database)
    with store.database.transaction() as tx:
        named, gone = past.add(tx, 1.0, "named", None), past.add(tx, 2.0, "gone", None)
        past.add(tx, 3.0, "other", None)
        past.name(tx, named, "name")
        past.remove(tx, gone)
    assert [each.query for each in past.latest(10)] == ["other", "named"]
    with store.database.transaction() as tx:
        past.clear(tx)
    assert [each.query for each in past.latest(10)] == ["named"]
