"""A page is found again by its words in other editions, and otherwise keeps its number."""

from pathlib import Path

import pytest

from imtextgui.store.identity import page_places
from imtextgui.store.user.descriptions import Descriptions
from tests.unit.store.conftest import Store

SEAL = "Replace the shaft seal with tool 4711, press it in by hand, and grease the lip"
OIL = "Oil table of all bearings: ISO VG 46 below 40 degrees, ISO VG 68 above"
SAFETY = "Safety rules: lock the main switch, wear gloves, and never reach behind the guard"
COVER = "Manual of the gear pump, second edition"
SCALE = "dimensions in millimetres drawn by checked by scale sheet material weight"
A4 = [f"{SCALE} part {number}" for number in range(4)]


def place(store: Store, number: int, *editions: list[str]) -> int:
    """Where a page of the first of ``editions`` is told to be in the last."""
    first, *later = editions
    store.file("m.pdf", *first, digest="0")
    with store.database.transaction() as tx:
        (page,) = tx.execute("SELECT id FROM page WHERE number = ?", (number,)).fetchone()
        assert Descriptions(store.database).write(tx, page, "en", "how it is done")
    for count, texts in enumerate(later, 1):
        store.file("m.pdf", *texts, digest=str(count))
        with store.database.transaction() as tx:
            page_places.follow(tx, str(count))
    with store.database.reading() as connection:
        ((told,),) = connection.execute(
            "SELECT number FROM description_in_force WHERE digest = ?", (str(len(later)),)
        ).fetchall()
    return int(told)


@pytest.mark.parametrize(
    ("number", "editions", "expected"),
    [
        (2, [[SAFETY, SEAL, OIL], [COVER, SAFETY, SEAL, OIL]], 3),
        (2, [[SAFETY, SEAL, OIL], [COVER, SAFETY, f"{SEAL}, with gloves", OIL]], 3),
        (2, [[SAFETY, SEAL, OIL], [COVER, SAFETY, SEAL, OIL], [SEAL]], 1),
        (2, [[SAFETY, SEAL, OIL], ["a note in its place"], [COVER, SAFETY, SEAL, OIL]], 3),
        (2, [[SAFETY, SEAL, OIL], [SAFETY, "quite other words", OIL]], 2),
        (1, [[SAFETY, SAFETY], [SAFETY, SAFETY, SAFETY]], 1),
        (2, [["", "", ""], [COVER, "", ""]], 2),
        (2, [A4, [COVER, A4[0], f"{A4[1]} b", A4[2]]], 2),
        (
            3,
            [["注意事項", "目次", "軸シールを交換する"], ["表紙", "注意事項", "目次", "軸シールを交換する"]],
            4,
        ),
    ],
    ids=[
        "a leaf in front",
        "revised, too",
        "two editions on",
        "a note between",
        "words are gone",
        "the same words twice",
        "no words",
        "sheets that are all alike",
        "Japanese",
    ],
)
def test_a_page_goes_where_its_words_are(
    store: Store, number: int, editions: list[list[str]], expected: int
) -> None:
    assert place(store, number, *editions) == expected


def test_no_word_of_a_page_that_is_gone_is_kept(store: Store) -> None:
    place(store, 2, [SAFETY, SEAL, OIL], [COVER])
    with store.database.reading() as connection:
        (kept,) = connection.execute("SELECT print FROM page_print").fetchone()
    assert b"seal" not in kept
    with store.database.transaction() as tx:
        tx.execute("DELETE FROM written_description")
        page_places.forget_unused(tx)
    assert (store.rows("page_print"), store.rows("moved_page")) == (0, 0)


@pytest.mark.parametrize(
    ("number", "editions", "told"),
    [
        (2, [[SAFETY, SEAL, OIL], [COVER, SAFETY, SEAL, OIL]], ()),
        (2, [[SAFETY, SEAL, OIL], [SAFETY, f"{SEAL}, with gloves", OIL]], ()),
        (2, [[SAFETY, SEAL, OIL], [SAFETY, OIL]], (2,)),
        (2, [["", "", ""], [COVER, "", ""]], (2,)),
        (2, [A4, [COVER, A4[0], f"{A4[1]} b", A4[2]]], (2,)),
        (1, [[SEAL], [OIL]], ()),
        (1, [[SAFETY, SAFETY, OIL], [COVER, SAFETY, SAFETY, OIL]], (1,)),
    ],
    ids=[
        *("a leaf in front", "revised", "a leaf is gone", "no words", "sheets that are all alike"),
        *("the only page", "the same words twice"),
    ],
)
def test_what_is_not_clear_is_told(
    store: Store, number: int, editions: list[list[str]], told: tuple[int, ...]
) -> None:
    place(store, number, *editions)
    with store.database.transaction() as tx:
        doubtful = page_places.follow(tx, "1")
    assert [(doubt.path, doubt.pages) for doubt in doubtful] == (
        [(Path("/data/図面/m.pdf"), told)] if told else []
    )
