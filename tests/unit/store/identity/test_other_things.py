"""Whether two files are editions of one thing is told by words, by pictures, or not at all."""

import numpy as np
import pytest

from imtextgui.store.identity import page_prints
from imtextgui.store.identity.other_things import are_alike, likeness
from imtextgui.store.identity.page_prints import PagePrint

MANUAL = "Replace the shaft seal of the gear pump with tool 4711 on the bench"
PARTY = "Minutes about summer holidays, flowers and a birthday cake"
LONG = "before starting open both valves, fill housing, check direction, listen carefully"
TALE = "which everybody brought along from home while rain kept falling outside until evening came"
SCANNED = PagePrint()


def shown(*vector: float, space: bytes = b"here") -> PagePrint:
    return PagePrint(space=space, picture=np.array(vector, "<f2").tobytes())


def said(text: str, picture: PagePrint = SCANNED) -> PagePrint:
    return page_prints.of_text(text)._replace(space=picture.space, picture=picture.picture)


@pytest.mark.parametrize(
    ("former", "later", "alike"),
    [
        (said(MANUAL), said(f"{MANUAL}, second edition"), True),
        (said(f"{MANUAL} {LONG}"), said(f"{PARTY} {TALE}"), False),
        (said(MANUAL), said(PARTY), False),
        (said(MANUAL), said(f"{PARTY} with the bench"), None),
        (said(MANUAL), said("birthday cake"), None),
        (said("oil chart"), said("the oil chart"), True),
        (SCANNED, said(MANUAL), None),
        (SCANNED, SCANNED, None),
        (shown(1, 0), shown(2, 1), True),
        (shown(1, 0), shown(0, 1), False),
        (shown(1, 0), shown(0, 1, space=b"else"), None),
        (shown(1, 0), shown(0, 1, 0), None),
        (said(MANUAL, shown(1, 0)), said(PARTY, shown(1, 0)), True),
        (said(MANUAL, shown(1, 0)), said(PARTY, shown(0, 1)), False),
        (said(MANUAL, shown(1, 0)), said(f"{MANUAL} again", shown(0, 1)), True),
        (said(f"{MANUAL} {LONG}", shown(1, 0)), said(f"{PARTY} {TALE}", shown(1, 0)), False),
    ],
)
def test_one_page(former: PagePrint, later: PagePrint, alike: bool | None) -> None:
    assert are_alike({1: former}, {1: later}) is alike


def test_a_picture_whose_bytes_are_kept_under_another_name_must_be_nearly_the_same() -> None:
    assert are_alike({1: shown(1, 0)}, {1: shown(3, 2)}) is True
    assert are_alike({1: shown(1, 0)}, {1: shown(3, 2)}, is_kept=True) is False
    assert are_alike({1: shown(1, 0)}, {1: shown(3, 1)}, is_kept=True) is True
    assert are_alike({1: said(MANUAL)}, {1: said(f"{MANUAL}, second edition")}, is_kept=True) is True


def test_how_like_files_are_is_told_by_words_or_else_by_pictures() -> None:
    words, picture = said(MANUAL, shown(1, 0)), shown(1, 0)
    assert likeness({1: words}, {1: said(f"{MANUAL}, second edition", shown(0, 1))}) > 0.8
    assert likeness({1: picture}, {1: shown(2, 0)}) == pytest.approx(1)
    assert likeness({1: picture}, {1: shown(0, 1)}) == 0
    assert likeness({1: said("oil")}, {1: said("oil")}) == 0, "neither tells enough"


def test_a_file_is_told_by_all_its_pages() -> None:
    former = {1: said(MANUAL), 2: said(PARTY)}
    assert are_alike(former, {1: said(PARTY)})
    assert are_alike({1: shown(1, 0), 2: shown(0, 1)}, {7: shown(0, 1)})
