"""Words with boxes survive packing, and are small."""

from hypothesis import given
from hypothesis import strategies as st

from imtextgui.domain.items import Box, Word
from imtextgui.store.text.word_boxes import WordBoxes, pack, unpack
from tests.unit.store.conftest import Store

share = st.floats(0, 1)
boxes = st.tuples(share, share, share, share).map(
    lambda e: Box(min(e[0], e[2]), min(e[1], e[3]), max(e[0], e[2]), max(e[1], e[3]))
)
texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Z"]), min_size=1)


def near(one: Box, other: Box) -> bool:
    pairs = ((one.x0, other.x0), (one.y0, other.y0), (one.x1, other.x1), (one.y1, other.y1))
    return all(abs(a - b) < 2e-5 for a, b in pairs)


@given(st.lists(st.builds(Word, texts, boxes, share)))
def test_words_come_back(words: list[Word]) -> None:
    found = unpack(pack(words))
    assert [word.text for word in found] == [word.text for word in words]
    assert all(near(a.box, b.box) for a, b in zip(found, words, strict=True))
    assert all(abs(a.confidence - b.confidence) < 0.003 for a, b in zip(found, words, strict=True))


def test_texts_stay_apart_whatever_is_in_them() -> None:
    words = [
        Word("a\nb", Box(0, 0, 1, 1)),
        Word("弁\0\ud800", Box(0, 0, 1, 1), 0.5),
        Word("c", Box(0, 0, 1, 1)),
    ]
    assert [word.text for word in unpack(pack(words))] == ["a b", "弁 ?", "c"]


def test_boxes_beyond_the_page_are_cut() -> None:
    assert near(unpack(pack([Word("a", Box(-0.5, 0.2, 1.5, 0.3))]))[0].box, Box(0, 0.2, 1, 0.3))


def test_a_page_of_words_is_small() -> None:
    line = "Replace the shaft seal of the gear pump and check it for wear every month"
    words = [
        Word(text, Box(0.1 + 0.05 * column, 0.02 * row, 0.14 + 0.05 * column, 0.02 * row + 0.015))
        for row in range(40)
        for column, text in enumerate(line.split())
    ]
    assert len(pack(words)) < 2 * len(words)


def test_words_of_a_page_are_put_replaced_and_added(store: Store) -> None:
    item = store.file("図面.pdf", "one")
    stored = WordBoxes(store.database)
    layer, read = Word("one", Box(0, 0, 1, 1)), Word("弁", Box(0, 0, 0, 1), 0.6)
    assert stored.of(1) == ()
    with store.database.transaction() as tx:
        stored.put(tx, 1, [layer])
        stored.add(tx, 1, [read])
    assert [word.text for word in stored.of(1)] == ["one", "弁"]
    with store.database.transaction() as tx:
        stored.put(tx, 1, [read])
    assert stored.of(1) == (read,)
    with store.database.transaction() as tx:
        stored.put(tx, 1, [])
    assert store.rows("word_boxes") == 0
    with store.database.transaction() as tx:
        stored.put(tx, 1, [layer])
        store.items.remove(tx, [item])
    assert store.rows("word_boxes") == 0
