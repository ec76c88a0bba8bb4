"""What a strip says does not depend on what is read with it."""

import numpy as np
import pytest

from imtextgui.ocr.line_strips import HEIGHT, Strip
from imtextgui.ocr.recognizer import Reading, Recogniser
from tests.ocr_pictures import written

TEXTS = ("GP-2040", "ZX-4819", "mm", "軸封装置", "SHAFT SEAL ZX-4819 油圧ポンプ", "A7", "C12", "R3")


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(("en", "ja"), threads=1)


def strip(text: str) -> Strip:
    """A line as it is cut out of a page."""
    picture = written([text], size=34, width=60 + 30 * len(text), margin=6)
    return np.asarray(picture.resize((picture.width * HEIGHT // picture.height, HEIGHT)), np.uint8)


def test_strips_are_read_together_as_they_are_alone(recogniser: Recogniser) -> None:
    strips = [strip(text) for text in TEXTS] * 2
    together = recogniser.read(strips)
    assert [reading.text.replace(" ", "") for reading in together[:2]] == ["GP-2040", "ZX-4819"]
    for reading, alone in zip(together, (recogniser.read([one])[0] for one in strips), strict=True):
        assert reading.text == alone.text
        assert reading.sureness == pytest.approx(alone.sureness, abs=1e-4)
        assert reading.places == alone.places


def test_nothing_says_nothing(recogniser: Recogniser) -> None:
    assert recogniser.read([]) == []
    assert Reading().confidence == 0
