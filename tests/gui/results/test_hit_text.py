"""What chips say: nothing that is not there, and first of all whether it is only a part."""

import pytest

from imtextgui.domain.query import Band, Evidence, Route
from imtextgui.ui.results.hit_text import EvidenceChip, HitText
from tests.gui.fake_catalogue import ITEMS, hit_of


@pytest.mark.parametrize(
    ("evidence", "chip"),
    [
        (Evidence(Route.WORDS, 1, 3.0, ("ポンプ",)), EvidenceChip("text", "Words: ポンプ", True)),
        (
            Evidence(Route.WORDS, 1, 3.0, ("マイクロコントローラ",), partial=True),
            EvidenceChip("text", "Words, only a part: マイクロコントローラ", False),
        ),
        (
            Evidence(Route.CODES, 1, 1.0, ("GP-2040-B1",), partial=True),
            EvidenceChip("codes", "Part number, only a part: GP-2040-B1", False),
        ),
        (
            Evidence(Route.CODES, 1, 1.0, ("GP-2O40",), confused=True),
            EvidenceChip("codes", "Part number, looks alike: GP-2O40", False),
        ),
    ],
)
def test_a_chip_says_first_whether_it_is_whole(evidence: Evidence, chip: EvidenceChip) -> None:
    assert HitText().chips(hit_of(ITEMS[0], 1, Band.STRONG, (evidence,))) == [chip]


def test_what_does_not_match_is_no_best_match() -> None:
    assert HitText().best(Band.STRONG) == HitText().best(Band.WEAK) == "Best match"
    assert HitText().best(Band.NONE) == "Closest"
