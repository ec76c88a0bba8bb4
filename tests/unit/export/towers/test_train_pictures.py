"""The heads of the image tower learn toy pictures."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.evaluate import retrieval  # noqa: E402  # after the skips
from export.towers.image_tower import AppearanceHead, JointHead  # noqa: E402
from export.towers.settings import PictureTraining  # noqa: E402
from export.towers.train_pictures import apply, balance, train_appearance, train_joint  # noqa: E402
from export.towers.trunk import Trunk  # noqa: E402
from export.towers.trunk_features import Featured  # noqa: E402
from export.towers.trunk_shapes import TRUNKS, TrunkShape  # noqa: E402
from tests.unit.export.toy import WIDTH, embed, labelled  # noqa: E402


def featured(count: int, shape: TrunkShape) -> Featured:
    """Features where each picture has a direction of its own and its views differ by noise."""
    rng = np.random.default_rng(1)
    width = shape.pooled + shape.channels  # a map of one place
    base = rng.random((count, 1, width))
    views = base + 0.1 * rng.random((count, 3, width))
    return Featured([labelled(n) for n in range(count)], views.astype(np.float16))


@pytest.mark.parametrize("name", ["mobilenet-v2", "efficientnet-lite0"])
def test_heads_learn_toy_pictures(name: str) -> None:
    trunk = Trunk(TRUNKS[name])
    data = featured(40, trunk.shape)
    settings = PictureTraining(steps=60, batch=32, hidden=32, appearance_dim=8, rate=3e-3)
    nothing = (np.zeros((2, trunk.shape.late), np.float32), np.zeros(2, np.float32))
    head = JointHead(*nothing, np.zeros((2, WIDTH), np.float32), 32, trunk)
    joint = apply(train_joint(head, data, embed, settings), data.views[:, 0])  # type: ignore[arg-type]  # a list is given
    forth, back = retrieval.text_to_picture(data.pictures, joint, embed)  # type: ignore[arg-type]  # the same
    assert forth.at(1) > 0.9
    assert back.at(1) > 0.9
    looks = train_appearance(AppearanceHead(trunk.shape, 8), data, settings)
    assert retrieval.one_to_one(apply(looks, data.views[:, 1]), apply(looks, data.views[:, 0])).at(1) > 0.9


def test_small_sets_are_not_drowned() -> None:
    weights = balance([labelled(n) for n in range(100)] + [labelled(n, "small") for n in range(4)])
    assert sum(weights[:100]) == pytest.approx(5 * sum(weights[100:]))


def test_apply_takes_rows_of_half_precision() -> None:
    head = torch.nn.Linear(20 + WIDTH, WIDTH).eval()
    rows = np.random.default_rng(1).normal(size=(3, 20 + WIDTH)).astype(np.float16)
    assert apply(head, rows).shape == (3, WIDTH)
