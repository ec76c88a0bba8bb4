"""The text of a query is encoded once, and texts of long ago are forgotten."""

import numpy as np

from imtextgui.search.routes.text_vectors import TextVectors
from tests.fakes import FakeEncoder


def test_a_text_is_encoded_once_until_many_others_were_asked_for() -> None:
    encoder = FakeEncoder()
    vectors = TextVectors(encoder)
    first = vectors.of("油圧ポンプ")
    assert vectors.of("油圧ポンプ") is first
    np.testing.assert_array_equal(first, FakeEncoder().encode_texts(["油圧ポンプ"])[0])
    assert encoder.texts_encoded == 1
    for number in range(15):
        vectors.of(f"text {number}")
    vectors.of("油圧ポンプ")
    assert encoder.texts_encoded == 16
    for number in range(15, 32):
        vectors.of(f"text {number}")
    vectors.of("油圧ポンプ")
    assert encoder.texts_encoded == 16 + 17 + 1
