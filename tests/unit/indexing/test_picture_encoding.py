"""Pictures are encoded beside the reading, and not a moment longer than they are wanted."""

from collections.abc import Sequence
from concurrent.futures import CancelledError
from threading import Event

import numpy as np
import pytest

from imtextgui.domain.embedding import Tensor
from imtextgui.encoders.encoder import PictureVectors
from imtextgui.indexing.picture_encoding import AT_ONCE, PictureEncoder
from tests.fakes import FakeEncoder


def pictures(count: int) -> list[Tensor]:
    rng = np.random.default_rng(3)
    return [rng.integers(0, 255, (32, 32, 3), dtype=np.uint8) for _ in range(count)]


class Held(FakeEncoder):
    """Encodes the first pictures only when it may."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go = Event(), Event()

    def encode_pictures(self, tensors: Sequence[Tensor]) -> PictureVectors:
        self.begun.set()
        assert self.go.wait(60)
        return super().encode_pictures(tensors)


def test_vectors_come_in_the_order_of_the_pictures() -> None:
    shown = pictures(2 * AT_ONCE + 1)
    with PictureEncoder(FakeEncoder()) as pictures_encoder:
        vectors = pictures_encoder.submit(shown).result()
    expected = FakeEncoder().encode_pictures(shown)
    np.testing.assert_array_equal(vectors.joint, expected.joint)
    np.testing.assert_array_equal(vectors.appearance, expected.appearance)


def test_leaving_drops_what_is_not_encoded_yet() -> None:
    encoder = Held()
    with PictureEncoder(encoder) as pictures_encoder:
        first, second = (pictures_encoder.submit(pictures(3 * AT_ONCE)) for _ in range(2))
        assert encoder.begun.wait(60)
        # As leaving does, which then waits for those few that are under way.
        pictures_encoder._left.set()  # noqa: SLF001
        encoder.go.set()
    assert encoder.pictures_encoded == AT_ONCE
    for each in (first, second):
        with pytest.raises(CancelledError):
            each.result(60)
