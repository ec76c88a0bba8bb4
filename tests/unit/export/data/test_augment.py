"""Any picture can be distorted."""

import random

import pytest
from PIL import Image

from export.data.augment import distorted


@pytest.mark.parametrize("size", [(8, 8), (3, 300), (640, 480)])
def test_any_picture_can_be_distorted(size: tuple[int, int]) -> None:
    for seed in range(10):
        assert min(distorted(Image.new("L", size), random.Random(seed)).size) >= 1
