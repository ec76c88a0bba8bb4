"""What every encoder must do, asked of the fake and of the bundle that is shipped."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from imtextgui.domain.embedding import Space, Tensor
from imtextgui.encoders import bundle
from imtextgui.encoders.encoder import Encoder
from imtextgui.encoders.preprocessing import prepare, probe_picture
from tests.fakes import FakeEncoder

TINY = Path(__file__).parents[1] / "data" / "bundle"
TEXTS = ["hydraulic pump", "油圧ポンプの組立図", "", "🔩", "GP-2040-B1", "a\0b", "bolt " * 500, "ね" * 3000]


@pytest.fixture(scope="module", params=["fake", "tiny", "shipped"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    if request.param == "fake":
        return FakeEncoder()
    return bundle.load(TINY if request.param == "tiny" else bundle.default_folder(), threads=1)


@pytest.fixture(scope="module")
def tensors(encoder: Encoder) -> list[Tensor]:
    return [prepare(probe_picture(seed), encoder.picture) for seed in range(3)]


def test_texts_become_unit_rows(encoder: Encoder) -> None:
    rows = encoder.encode_texts(TEXTS)
    assert rows.dtype == np.float32
    assert rows.shape == (len(TEXTS), encoder.joint_dim)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)


def test_pictures_become_unit_rows(encoder: Encoder, tensors: list[Tensor]) -> None:
    vectors = encoder.encode_pictures(tensors)
    for rows, dim in ((vectors.joint, encoder.joint_dim), (vectors.appearance, encoder.appearance_dim)):
        assert rows.dtype == np.float32
        assert rows.shape == (len(tensors), dim)
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)


def test_nothing_in_nothing_out(encoder: Encoder) -> None:
    assert encoder.encode_texts([]).shape == (0, encoder.joint_dim)
    vectors = encoder.encode_pictures([])
    assert vectors.joint.shape == (0, encoder.joint_dim)
    assert vectors.appearance.shape == (0, encoder.appearance_dim)


def test_the_company_a_text_keeps_does_not_change_it(encoder: Encoder) -> None:
    together = encoder.encode_texts(TEXTS)
    alone = np.concatenate([encoder.encode_texts([text]) for text in TEXTS])
    assert (together * alone).sum(axis=1).min() > 0.9999


def test_the_company_a_picture_keeps_does_not_change_it(encoder: Encoder, tensors: list[Tensor]) -> None:
    together = encoder.encode_pictures(tensors)
    for number, tensor in enumerate(tensors):
        alone = encoder.encode_pictures([tensor])
        assert float(alone.joint[0] @ together.joint[number]) > 0.99
        assert float(alone.appearance[0] @ together.appearance[number]) > 0.99


def test_likeness_of_texts_in_english_and_japanese(encoder: Encoder) -> None:
    texts = [
        "gear pump",
        "gear pump drawing",
        "safety goggles",
        "歯車ポンプ",
        "歯車ポンプの図面",
        "保護めがね",
    ]
    rows = encoder.encode_texts(texts)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
    assert rows[3] @ rows[4] > rows[3] @ rows[5]


def test_likeness_of_pictures(encoder: Encoder) -> None:
    picture, other = probe_picture(1), probe_picture(2)
    reduced = picture.reduce(2)
    rows = encoder.encode_pictures(
        [prepare(each, encoder.picture) for each in (picture, reduced, other)]
    ).appearance
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_a_tensor_of_another_size_is_a_mistake(encoder: Encoder) -> None:
    with pytest.raises(ValueError, match="not a prepared picture"):
        encoder.encode_pictures([np.zeros((8, 8, 3), np.uint8)])


def test_several_threads_at_once(encoder: Encoder, tensors: list[Tensor]) -> None:
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(encoder.encode_texts, [TEXTS[:3]] * 4))
        pictures = list(pool.map(encoder.encode_pictures, [tensors[:1]] * 4))
    assert all(np.array_equal(rows, texts[0]) for rows in texts)
    assert all(np.array_equal(vectors.joint, pictures[0].joint) for vectors in pictures)


def test_the_description_travels(encoder: Encoder) -> None:
    assert pickle.loads(pickle.dumps(encoder.picture)) == encoder.picture
    assert encoder.fingerprint
    assert set(encoder.calibration) == set(Space)
