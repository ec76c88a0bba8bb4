"""What every OCR engine keeps, the real one and the fake."""

import pytest
from PIL import Image

from imtextgui.ocr.engine import Engine
from imtextgui.ocr.pp_ocr import RapidEngine
from tests.fakes import FakeEngine, lettered
from tests.ocr_pictures import written


@pytest.fixture(scope="module")
def real() -> RapidEngine:
    return RapidEngine(threads=1)


@pytest.fixture(params=["real", "fake"])
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue("real") if request.param == "real" else FakeEngine()
    return found


@pytest.fixture
def shown(request: pytest.FixtureRequest, engine: Engine) -> Image.Image:
    """A picture that says "ZX-4819 pump"."""
    return lettered("ZX-4819 pump") if isinstance(engine, FakeEngine) else written(["ZX-4819 pump"])


def test_words_come_in_reading_order_with_box_and_confidence(engine: Engine, shown: Image.Image) -> None:
    words = engine.read(shown)
    assert [word.text for word in words] == ["ZX-4819", "pump"]
    for word in words:
        assert 0 <= word.box.x0 < word.box.x1 <= 1
        assert 0 <= word.box.y0 < word.box.y1 <= 1
        assert 0.5 < word.confidence <= 1
    assert words[0].box.x1 <= words[1].box.x0 + 0.02


def test_a_glance_agrees_with_reading(engine: Engine, shown: Image.Image) -> None:
    assert engine.has_text(shown)
    blank = Image.new("RGB", (300, 200), "white")
    assert not engine.has_text(blank)
    assert engine.read(blank) == ()


def test_the_picture_stays_as_it_is(engine: Engine, shown: Image.Image) -> None:
    before = shown.copy()
    engine.read(shown)
    assert shown == before


@pytest.mark.parametrize("size", [(1, 1), (5, 1), (1, 900), (900, 1)])
def test_the_smallest_pictures_have_no_words(engine: Engine, size: tuple[int, int]) -> None:
    assert engine.read(Image.new("RGB", size, "grey")) == ()
    assert not engine.has_text(Image.new("RGB", size, "grey"))
