"""Graphs of both towers agree with torch, also when they are made smaller."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.bundle.parity import parity  # noqa: E402  # after the skips
from export.towers import to_onnx  # noqa: E402
from export.towers.image_tower import AppearanceHead, ImageTower, JointHead  # noqa: E402
from export.towers.text_embedding import padded  # noqa: E402
from export.towers.text_tower import TextShape, TextTower  # noqa: E402
from export.towers.trunk import Trunk  # noqa: E402
from export.towers.trunk_features import session  # noqa: E402
from export.towers.trunk_shapes import TRUNKS  # noqa: E402
from tests.unit.export.toy import WIDTH, embed  # noqa: E402

SHAPE = TextShape(width=WIDTH, layers=2, heads=4, hidden=32, positions=12, english=20)


@pytest.mark.expects_log("pre-processing before quantization")
def test_text_graph_agrees_with_torch_and_nearly_in_8_bits(tmp_path: Path) -> None:
    tower = TextTower(SHAPE, japanese=5).eval()
    to_onnx.export_texts(tower, tmp_path / "text.onnx")
    to_onnx.quantise_texts(tmp_path / "text.onnx", tmp_path / "small.onnx")
    ids, mask = padded([[1, 2, 21], [3, 24, 4, 5, 6], [7]])
    expected = tower(ids, mask).detach().numpy()
    for name, least in (("text.onnx", 0.9999), ("small.onnx", 0.97)):
        (rows,) = session(tmp_path / name).run(None, {"ids": ids.numpy(), "mask": mask.numpy()})
        assert parity(rows, expected).worst > least


@pytest.mark.parametrize("name", ["mobilenet-v2", "efficientnet-lite0"])
def test_image_graph_agrees_with_torch_after_shrinking(name: str, tmp_path: Path) -> None:
    names = embed([str(n) for n in range(10)])
    trunk = Trunk(TRUNKS[name])
    kernel = np.random.default_rng(0).normal(size=(10, trunk.shape.late)).astype(np.float32)
    joint = JointHead(kernel, np.zeros(10, np.float32), names, 8, trunk)
    tower = ImageTower(trunk, joint, AppearanceHead(trunk.shape, 8)).eval()
    path = tmp_path / "image.onnx"
    to_onnx.export_pictures(tower, ("joint", "appearance"), 64, path)
    before = path.stat().st_size
    to_onnx.shrink(path)
    assert path.stat().st_size < 0.55 * before
    pictures = np.random.default_rng(0).integers(0, 256, (3, 64, 64, 3), np.uint8)
    answers = session(path).run(None, {"pictures": pictures})
    with torch.no_grad():
        expected = tower(torch.from_numpy(pictures))
    for answer, rows in zip(answers, expected, strict=True):
        assert parity(answer, rows.numpy()).worst > 0.99
