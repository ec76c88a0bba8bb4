"""Features of the trunk are computed once for every picture."""

import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.data.pictures import Labelled  # noqa: E402  # after the skips
from export.towers import trunk_features  # noqa: E402
from export.towers.to_onnx import export_pictures  # noqa: E402
from export.towers.trunk_features import features, tensors  # noqa: E402
from imtextgui.encoders.manifest import PictureSpec  # noqa: E402
from tests.unit.export.toy import labelled  # noqa: E402


def test_views_are_the_same_every_time_and_differ_from_each_other() -> None:
    spec = PictureSpec(64, (255, 255, 255))
    first, again = (list(tensors(labelled(3), 3, spec)) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not np.array_equal(first[1], first[2])


def test_features_are_kept_until_a_picture_changes(tmp_path: Path) -> None:
    asked = []

    def run(batch: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        asked.append(len(batch))
        return np.asarray(batch.mean((1, 2)), np.float32)

    def get(picture: Labelled) -> npt.NDArray[np.float16]:
        spec = PictureSpec(64, (255, 255, 255))
        return features([picture], name="toy", views=2, run=run, spec=spec, cache=tmp_path).views

    first = get(labelled(3))
    assert np.array_equal(get(labelled(3)), first)
    assert len(asked) == 1
    # The generator may draw another picture under the same name after it was changed.
    changed = get(replace(labelled(3), picture=labelled(4).picture))
    assert len(asked) == 2
    assert not np.array_equal(changed, first)


class _Mean:
    """A trunk that gives the mean colour, and can be sent to another process."""

    def __call__(self, batch: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        return np.asarray(batch.mean((1, 2)), np.float32)


def test_processes_compute_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trunk_features, "_TOGETHER", 2)
    pictures = [labelled(number) for number in range(5)]
    spec = PictureSpec(64, (255, 255, 255))
    made = []
    for workers in (1, 2):
        cache = tmp_path / str(workers)
        cache.mkdir()
        shown = features(pictures, name="toy", views=2, run=_Mean(), spec=spec, cache=cache, workers=workers)
        assert len(list(cache.iterdir())) == 3
        made.append(shown.views)
    assert np.array_equal(made[0], made[1])
    assert made[0].shape == (5, 2, 3)


def test_a_runner_opens_its_graph_anew_in_another_process(tmp_path: Path) -> None:
    tower = torch.nn.Flatten()
    export_pictures(tower, ("features",), 4, tmp_path / "toy.onnx")
    batch = np.arange(2 * 4 * 4 * 3, dtype=np.uint8).reshape(2, 4, 4, 3)
    runner = trunk_features.TrunkRunner(tmp_path / "toy.onnx")
    expected = runner(batch)
    again = pickle.loads(pickle.dumps(runner))
    assert np.array_equal(again(batch), expected)
    assert expected.shape == (2, 48)
