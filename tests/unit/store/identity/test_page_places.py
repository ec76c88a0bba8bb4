"""A page is found again in other editions by what it says, what it shows, and what lies around it; or it is on none."""

from pathlib import Path

import numpy as np
import pytest

from imtextgui.domain.items import Kind
from imtextgui.store.content.pages import StoredPage
from imtextgui.store.identity import page_places
from imtextgui.store.user.descriptions import Descriptions
from tests.unit.store.conftest import FINGERPRINT, Store

SEAL = "Replace the shaft seal with tool 4711, press it in by hand, and grease the lip"
OIL = "Oil table of all bearings: ISO VG 46 below 40 degrees, ISO VG 68 above"
SAFETY = "Safety rules: lock the main switch, wear gloves, and never reach behind the guard"
COVER = "Manual of the gear pump, second edition"
SCALE = "dimensions in millimetres drawn by checked by scale sheet material weight"
A4 = [f"{SCALE} part {number}" for number in range(4)]
REWORDED = "How a shaft sealing ring is exchanged, with tool 4712"
SHEET = "Exploded view of the press, scale 1:10, drawn by Works Ltd, material, weight"
CIRCLE, BAR, LINE = ((text, float(turn)) for text, turn in ((SHEET, 0), (SHEET, 1), (SHEET, 2)))

Page = str | tuple[str, float]
"""The text of a page, and where it has a picture the angle that tells it: cosines are those of differences."""


def stored(number: int, page: Page) -> StoredPage:
    text, turn = (page, None) if isinstance(page, str) else page
    picture = None if turn is None else np.array([np.cos(turn), np.sin(turn), 0, 0], dtype=np.float32)
    return StoredPage(number, text=text, appearance=picture)


def edition(store: Store, digest: str, *pages: Page) -> None:
    """Make these the pages of m.pdf."""
    with store.database.transaction() as tx:
        known = store.contents.find(digest)
        content_id = known.id if known else store.contents.begin(tx, digest, Kind.MANUAL, len(pages), "")
        # The item is linked to new bytes before their pages are read.
        store.items.put(tx, store.source.id, "m.pdf", 10, 20, content_id=content_id)
        for number, page in enumerate(() if known else pages, start=1):
            store.pages.add(tx, content_id, stored(number, page), FINGERPRINT)
        store.contents.finish(tx, content_id)


def place(store: Store, number: int, *editions: list[Page]) -> int:
    """Where a page of the first of ``editions`` is told to be in the last."""
    first, *later = editions
    edition(store, "0", *first)
    with store.database.transaction() as tx:
        (page,) = tx.execute("SELECT id FROM page WHERE number = ?", (number,)).fetchone()
        assert Descriptions(store.database).write(tx, page, "en", "how it is done")
    for count, texts in enumerate(later, 1):
        edition(store, str(count), *texts)
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
        (2, [[SAFETY, SEAL, OIL], [SAFETY, "quite other words", OIL]], -2),
        (1, [[SAFETY, SAFETY], [SAFETY, SAFETY, SAFETY]], 1),
        (2, [["", "", ""], [COVER, "", ""]], -1),
        (2, [A4, [COVER, A4[0], f"{A4[1]} b", A4[2]]], 3),
        (
            3,
            [["注意事項", "目次", "軸シールを交換する"], ["表紙", "注意事項", "目次", "軸シールを交換する"]],
            4,
        ),
        (2, [[SAFETY, SEAL, OIL], [SAFETY, OIL]], 0),
        (2, [[SAFETY, SEAL, OIL], [COVER, SAFETY, OIL]], 0),
        (2, [[SAFETY, SEAL, OIL], [COVER, SAFETY, OIL], [SAFETY, SEAL, OIL]], 2),
        (2, [[SAFETY, SEAL, OIL], [COVER, SAFETY, REWORDED, OIL]], 3),
        (2, [[SAFETY, SEAL, OIL], [SEAL, SAFETY, OIL]], 1),
        (2, [[SAFETY, SEAL, OIL], [OIL, f"{SEAL}, with gloves", COVER, SAFETY]], 2),
        (2, [[CIRCLE, BAR, LINE], [COVER, CIRCLE, BAR, LINE]], 3),
        (2, [[CIRCLE, BAR, LINE], [COVER, CIRCLE, (SHEET, 1.2), LINE]], 3),
        (2, [[CIRCLE, BAR, LINE], [COVER, CIRCLE, (SHEET, 2.9), LINE]], -3),
        (2, [[("", 0.0), ("", 1.0), ("", 2.0)], [("", 3.0), ("", 0.0), ("", 1.0), ("", 2.0)]], 3),
        (2, [[("", 0.0), ("", 1.0), ("", 2.0)], [("", 0.0), ("", 2.0)]], 0),
        (2, [[(SAFETY, 0.0), (SEAL, 1.0)], [("", 3.0), ("", 0.0), ("", 1.0)]], 3),
        (2, [[SAFETY, SEAL, SAFETY], []], 0),
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
        *("taken out", "taken out behind a leaf in front", "taken out and put back"),
        *("a leaf in front, and reworded", "moved to the front", "moved and revised"),
        *("drawings with one title block", "one of them revised", "one of them quite another one"),
        *("pictures without words", "one of them taken out", "words of a scan are not read yet"),
        "pages that cannot be read",
    ],
)
def test_a_page_goes_where_its_words_are(
    store: Store, number: int, editions: list[list[Page]], expected: int
) -> None:
    assert place(store, number, *editions) == expected


def test_no_word_of_a_page_that_is_gone_is_kept(store: Store) -> None:
    place(store, 2, [SAFETY, SEAL, OIL], [COVER])
    with store.database.reading() as connection:
        kept = [made for (made,) in connection.execute("SELECT print FROM page_print ORDER BY number")]
    assert len(kept) == 3
    assert b"seal" not in kept[1]
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
        (2, [A4, [COVER, A4[0], f"{A4[1]} b", A4[2]]], ()),
        (1, [[SEAL], [f"{SEAL}, with gloves"]], ()),
        (1, [[SEAL], [f"{OIL} with the tool"]], ()),
        (1, [[SEAL], [OIL]], (1,)),
        (1, [[f"{SEAL}. {SAFETY}."], [f"{OIL}. {SHEET}. {COVER}."]], (1,)),
        (1, [[SAFETY, SAFETY, OIL], [COVER, SAFETY, SAFETY, OIL]], ()),
    ],
    ids=[
        *("a leaf in front", "revised", "a leaf is gone", "no words", "sheets that are all alike"),
        *("the only page", "few other words", "no common word", "another thing", "the same words twice"),
    ],
)
def test_what_is_not_clear_is_told(
    store: Store, number: int, editions: list[list[Page]], told: tuple[int, ...]
) -> None:
    place(store, number, *editions)
    with store.database.transaction() as tx:
        doubtful = page_places.follow(tx, "1")
    assert [(doubt.path, doubt.pages) for doubt in doubtful] == (
        [(Path("/data/図面/m.pdf"), told)] if told else []
    )
