"""What is kept of a page tells it again, also as the first version kept it, and by the picture of the same encoder."""

import hashlib

import numpy as np
import pytest

from imtextgui.domain.embedding import Space
from imtextgui.domain.items import Kind
from imtextgui.store.content.pages import StoredPage
from imtextgui.store.identity import page_prints
from imtextgui.store.identity.page_prints import PagePrint
from imtextgui.store.vectors import vector_rows
from tests.unit.store.conftest import Store

TEXT = "Replace the shaft seal with tool 4711"
LONG = " ".join(f"word{number}" for number in range(400))


def vector(turn: float) -> np.ndarray:
    return np.array([np.cos(turn), np.sin(turn), 0, 0], dtype=np.float32)


def add(store: Store, *pages: StoredPage) -> None:
    with store.database.transaction() as tx:
        content_id = store.contents.begin(tx, "0", Kind.MANUAL, len(pages), "")
        store.items.put(tx, store.source.id, "m.pdf", 10, 20, content_id=content_id)
        for page in pages:
            store.pages.add(tx, content_id, page, "encoder-1")
        store.contents.finish(tx, content_id)


def test_what_is_kept_is_what_was_there(store: Store) -> None:
    pages = [
        StoredPage(1, text=TEXT, appearance=vector(1)),
        StoredPage(2, text=LONG),
        StoredPage(3, appearance=vector(2)),
        StoredPage(4),
    ]
    add(store, *pages)
    with store.database.transaction() as tx:
        there = page_prints.of_content(tx, "0")
        page_prints.keep(tx, "0")
        store.items.remove(tx, [1])
        assert page_prints.of_content(tx, "0") == {}
        assert page_prints.known(tx, "0") == there
    assert [len(there[number].words) for number in there] == [7, page_prints.MOST_WORDS, 0, 0]
    assert [len(there[number].picture) for number in there] == [8, 0, 8, 0]
    assert there[4] == PagePrint()


def test_prints_of_the_first_version_are_read(store: Store) -> None:
    words = sorted(hashlib.blake2b(word.encode(), digest_size=4).digest() for word in ("seal", "tool"))
    with store.database.transaction() as tx:
        tx.execute("INSERT INTO page_print VALUES ('0', 2, ?)", (bytes(range(16)) + b"".join(words),))
        tx.execute("INSERT INTO page_print VALUES ('0', 3, x'')")
        assert page_prints.known(tx, "0") == {
            2: PagePrint(bytes(range(16)), frozenset(words)),
            3: PagePrint(),
        }


@pytest.mark.parametrize("wanted", ["encoder-1", "encoder-2", "unknown"])
def test_of_several_pictures_that_of_the_wanted_encoder_is_taken(store: Store, wanted: str) -> None:
    add(store, StoredPage(1, appearance=vector(1)))
    with store.database.transaction() as tx:
        vector_rows.add(tx, Space.APPEARANCE, "encoder-2", page_id=1, rows=vector(2)[None, :])
        space = hashlib.blake2b(wanted.encode(), digest_size=4).digest()
        (told,) = page_prints.of_content(tx, "0", {space}).values()
    turn = 1 if wanted == "encoder-1" else 2
    assert np.allclose(np.frombuffer(told.picture, "<f2"), vector(turn), atol=0.001)
