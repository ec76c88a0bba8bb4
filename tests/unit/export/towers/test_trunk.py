"""Each trunk gives the features, and the map from which its tail goes on, that its shape says."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.towers.trunk import Convolution, Trunk  # noqa: E402  # after the skips
from export.towers.trunk_shapes import TRUNKS  # noqa: E402


@pytest.mark.parametrize("name", TRUNKS)
def test_the_tail_goes_on_from_the_map(name: str) -> None:
    torch.manual_seed(0)
    trunk = Trunk(TRUNKS[name]).eval()
    shape = trunk.shape
    pictures = torch.randint(0, 256, (2, 64, 64, 3), dtype=torch.uint8)
    with torch.no_grad():
        rows = trunk(pictures)
        assert rows.shape == (2, shape.pooled + shape.channels * 4)
        late = trunk.tail()(rows[:, shape.pooled :].reshape(2, shape.channels, 2, 2))
    torch.testing.assert_close(late.mean((2, 3)), rows[:, : shape.late])
    torch.testing.assert_close(late.amax((2, 3)), rows[:, shape.late : 2 * shape.late])


def test_shapes_are_the_published_ones() -> None:
    sizes = {name: (shape.split, shape.middle, shape.channels) for name, shape in TRUNKS.items()}
    assert sizes == {
        "mobilenet-v2": (14, 96, 160),
        "efficientnet-lite0": (12, 112, 192),
        "efficientnet-lite1": (16, 112, 192),
    }


@pytest.mark.parametrize(("kernel", "first"), [(3, 0), (5, 1)])
def test_halving_looks_where_tensorflow_does(kernel: int, first: int) -> None:
    halving = Convolution(1, 1, kernel, 2, cut=False)
    with torch.no_grad():
        halving.convolution.weight.zero_()
        halving.convolution.weight[0, 0, first, first] = (
            1  # the place of the kernel that falls on the first pixel
        )
        assert halving.convolution.bias is not None
        halving.convolution.bias.zero_()
        picture = torch.arange(64.0).reshape(1, 1, 8, 8)
        torch.testing.assert_close(halving(picture), picture[:, :, ::2, ::2])


def test_weights_of_another_network_are_refused() -> None:
    trunk = Trunk()
    few = [(np.zeros((32, 3, 3, 3), np.float32), np.zeros(32, np.float32))] * 2
    with pytest.raises(ValueError, match="shorter"):
        trunk.load_convolutions(few)
