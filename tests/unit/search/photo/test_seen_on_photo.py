"""What was seen on a photo is the same after it was kept as text."""

import numpy as np
import pytest
from PIL import Image

from imtextgui.domain.items import Box, Word
from imtextgui.search.geometry.local_features import detect
from imtextgui.search.photo.seen_on_photo import NOTHING, SeenOnPhoto
from tests.fakes import FakeEncoder

PICTURE = Image.effect_mandelbrot((300, 200), (-3, -2.5, 2, 2.5), 90).convert("RGB")


def test_all_of_it_comes_back_number_by_number() -> None:
    encoder = FakeEncoder()
    size = encoder.picture.size
    vectors = encoder.encode_pictures([np.zeros((size, size, 3), np.uint8)])
    words = (Word("油圧\ud800 HP-20", Box(0.1, 0.2, 1 / 3, 0.4), float(np.float32(0.87))),)
    seen = SeenOnPhoto(vectors, detect(PICTURE), words)
    back = SeenOnPhoto.of_text(seen.to_text())
    assert back.words == words
    assert back.vectors is not None
    assert back.features is not None
    assert seen.features is not None
    assert np.array_equal(back.vectors.joint, vectors.joint)
    assert np.array_equal(back.vectors.appearance, vectors.appearance)
    assert len(back.features) == len(seen.features) > 0
    for name in ("width", "height", "points", "angles", "sizes", "descriptors"):
        before, after = getattr(seen.features, name), getattr(back.features, name)
        assert np.array_equal(before, after)
        assert getattr(before, "dtype", int) == getattr(after, "dtype", int)


@pytest.mark.parametrize("seen", [SeenOnPhoto(), SeenOnPhoto(words=())])
def test_what_nobody_asked_for_is_still_not_there(seen: SeenOnPhoto) -> None:
    assert SeenOnPhoto.of_text(seen.to_text()) == seen
    assert SeenOnPhoto.of_text(SeenOnPhoto().to_text()).worked_out == NOTHING


@pytest.mark.parametrize("text", ["", "AAAA", "no base64 at all!"])
def test_what_is_not_whole_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError, EOFError)):
        SeenOnPhoto.of_text(text)
