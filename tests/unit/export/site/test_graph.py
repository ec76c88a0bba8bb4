"""The end of a joint head, read from its graph and written back."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.site.graph import ImageGraph  # noqa: E402
from export.site.messages import SiteProblem  # noqa: E402
from export.towers import to_onnx  # noqa: E402  # after the skips
from export.towers.image_tower import AppearanceHead, ImageTower, JointHead  # noqa: E402
from export.towers.trunk import Trunk  # noqa: E402
from imtextgui.domain.embedding import unit  # noqa: E402
from tests.unit.export.site.tiny_site import SPEC, WIDTH  # noqa: E402

REPOSITORY = Path(__file__).parents[4]


def test_the_end_of_a_real_head_is_read_from_its_graph_and_written_back(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    names = unit(rng.normal(size=(10, WIDTH)))
    trunk = Trunk()
    joint = JointHead(
        rng.normal(size=(10, trunk.shape.late)).astype(np.float32),
        np.zeros(10, np.float32),
        names,
        24,
        trunk,
    )
    path = tmp_path / "image.onnx"
    to_onnx.export_pictures(
        ImageTower(trunk, joint, AppearanceHead(trunk.shape, 8)), ("joint", "appearance"), 32, path
    )
    for shrunk in (False, True):
        if shrunk:
            to_onnx.shrink(path)
        graph = ImageGraph(path)
        graph.check(graph.runner(tmp_path), msgspec.structs.replace(SPEC, size=32))
        assert graph.head.inner == joint.enter.in_features
    with torch.no_grad():
        graph.head.leave.bias += 0.01
        graph.head.enter.weight += 1e-4  # less than the steps of 8 bits
    graph.write(graph.head, tmp_path / "new.onnx")
    again = ImageGraph(tmp_path / "new.onnx")
    again.check(again.runner(tmp_path), msgspec.structs.replace(SPEC, size=32))
    torch.testing.assert_close(again.head.enter.weight, graph.rounded(graph.head).enter.weight)
    torch.testing.assert_close(again.head.leave.bias, graph.head.leave.bias)


def test_a_bundle_of_another_kind_cannot_be_trained() -> None:
    foreign = REPOSITORY / "tests" / "data" / "bundle" / "image.onnx"
    with pytest.raises(SiteProblem, match=r"joint\.enter\.weight"):
        ImageGraph(foreign)
