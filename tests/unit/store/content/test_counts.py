"""How much a catalogue holds."""

from imtextgui.domain.embedding import Space
from imtextgui.errors import DocumentUnsupported
from imtextgui.store.content.counts import Counts, count
from tests.unit.store.conftest import Store


def test_everything_is_counted(store: Store) -> None:
    store.file("a.pdf", "one", "two", digest="same")
    store.file("b.pdf", digest="same")
    with store.database.transaction() as tx:
        store.items.put(tx, store.source.id, "c.step", 1, 2, problem=DocumentUnsupported(path="c.step"))
    assert count(store.database) == Counts(
        sources=1,
        items=3,
        contents=1,
        pages=3,
        passages=4,
        regions=0,
        problems=1,
        vectors={Space.MEANING: 4, Space.PICTURE: 2, Space.APPEARANCE: 2},
    )
