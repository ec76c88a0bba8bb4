"""Pages of invented manuals: the same from the same seed, each another, black on white."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from export.synthetic.training.pages import training_pages


@pytest.fixture(scope="module")
def figure() -> Image.Image:
    """A picture that no page draws by itself: a grey square."""
    shown = Image.new("RGB", (120, 120), "white")
    ImageDraw.Draw(shown).rectangle((20, 20, 100, 100), fill=(128, 128, 128))
    return shown


def test_the_seed_decides_everything_and_a_longer_series_begins_like_a_shorter_one(
    figure: Image.Image,
) -> None:
    short, long = list(training_pages(2, 1, [figure])), list(training_pages(4, 1, [figure]))
    for a, b in zip(short, long, strict=False):
        assert np.array_equal(np.asarray(a), np.asarray(b))
    assert not np.array_equal(np.asarray(long[0]), np.asarray(next(training_pages(1, 2, [figure]))))


def test_pages_are_white_with_black_and_differ(figure: Image.Image) -> None:
    pages = [np.asarray(page.convert("L")) for page in training_pages(12, 5, [figure])]
    for page in pages:
        assert page.shape == (877, 620)
        assert 0.6 < (page > 200).mean() < 0.999
        assert (page < 60).any()
    assert len({page.tobytes() for page in pages}) == len(pages)


def test_figures_are_shown_and_a_page_without_any_is_all_text(figure: Image.Image) -> None:
    def grey(page: Image.Image) -> int:
        return int((np.abs(np.asarray(page.convert("L"), np.int16) - 128) < 4).sum())

    assert sum(grey(page) > 5000 for page in training_pages(12, 5, [figure])) > 3
    assert all(grey(page) < 5000 for page in training_pages(12, 5, []))
