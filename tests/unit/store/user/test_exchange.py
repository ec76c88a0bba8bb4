"""What others send is added once, and noted as brought only where it is new."""

import pytest

from imtextgui.domain.exchange.parcels import SentDescription, SentRefusal, SentTag
from imtextgui.store.database import Transaction
from imtextgui.store.user.exchange import Exchange
from imtextgui.store.user.tags import Tags
from tests.unit.store.conftest import Store

AWAY = "bytes that no file here has"


@pytest.mark.parametrize("digest", [ascii("pump.txt"), AWAY])
def test_what_is_sent_twice_is_new_once_and_taken_back_once(store: Store, digest: str) -> None:
    exchange = Exchange(store.database)
    store.file("pump.txt", "gear pump")

    def take(tx: Transaction, number: int) -> list[bool]:
        return [
            exchange.add_tag(tx, number, SentTag(digest, "line 3")),
            exchange.add_tag(tx, number, SentTag(digest, " ")),
            exchange.add_refusal(tx, number, SentRefusal(digest, 1, "gear")),
            exchange.add_description(tx, number, SentDescription(digest, 1, "en", "the pump of line 3")),
        ]

    with store.database.transaction() as tx:
        first, second = exchange.begin(tx, {}), exchange.begin(tx, {})
        assert take(tx, first) == [True, False, True, True]
        assert take(tx, second) == [False] * 4
    with store.database.transaction() as tx:
        assert exchange.take_back(tx, second) == 0
        assert exchange.take_back(tx, first) == 3
    assert not any((exchange.tags(), exchange.refusals(), exchange.descriptions()))


def test_a_name_that_is_no_text_is_not_sent(store: Store) -> None:
    items = [store.file(path, "gear pump", digest="same") for path in ("a\udcff.txt", "b.txt")]
    with store.database.transaction() as tx:
        Tags(store.database).add(tx, items, "line 3")
    assert {sent.file for sent in Exchange(store.database).tags()} == {"", "b.txt"}
