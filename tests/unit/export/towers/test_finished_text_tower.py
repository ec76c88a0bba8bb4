"""A shipped text graph becomes a tower that can be trained again."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
onnx = pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.bundle.parity import parity  # noqa: E402  # after the skips
from export.problems import KitProblem  # noqa: E402
from export.towers import to_onnx  # noqa: E402
from export.towers.finished_text_tower import finished_text_tower  # noqa: E402
from export.towers.text_embedding import padded  # noqa: E402
from export.towers.text_tower import TextShape, TextTower  # noqa: E402

SHAPE = TextShape(width=64, layers=2, heads=2, hidden=96, positions=12, english=20)


@pytest.mark.expects_log("pre-processing before quantization")
def test_the_tower_says_what_the_graph_was_made_from(tmp_path: Path) -> None:
    tower = TextTower(SHAPE, japanese=5).eval()
    # Norms that are still all alike would be stored once.
    for weight in tower.parameters():
        torch.nn.init.normal_(weight, 0.1, 0.3)
    to_onnx.export_texts(tower, tmp_path / "exact.onnx")
    to_onnx.quantise_texts(tmp_path / "exact.onnx", tmp_path / "text.onnx")
    again = finished_text_tower(tmp_path / "text.onnx")
    assert again.shape == SHAPE
    ids, mask = padded([[1, 2, 21], [3, 24, 4, 5, 6], [7]])
    with torch.no_grad():
        assert parity(again(ids, mask).numpy(), tower(ids, mask).numpy()).worst > 0.98


def test_another_graph_is_refused(tmp_path: Path) -> None:
    to_onnx.export_texts(TextTower(SHAPE, japanese=5).eval(), tmp_path / "float.onnx")
    with pytest.raises(KitProblem, match="no text tower of this kit"):
        finished_text_tower(tmp_path / "float.onnx")
