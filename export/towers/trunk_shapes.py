"""The published networks that can be the trunk of an image tower."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Stage(NamedTuple):
    """A row of equal inverted residuals, of which only the first has the ``stride``."""

    expansion: int
    channels: int
    repeats: int
    stride: int
    kernel: int


@dataclass(frozen=True, slots=True)
class TrunkShape:
    """The layers of a published trunk, and how its pictures are scaled: (pixel - ``zero``) / ``span``.

    ``late`` are the channels of its last layer. ``title`` names it to people.
    """

    title: str
    stages: tuple[Stage, ...]
    zero: float
    span: float
    stem: int = 32
    late: int = 1280

    @property
    def split(self) -> int:
        """The block, counted from the stem, that first works at a thirty-second of the size: a tail follows it."""
        return 1 + sum(stage.repeats for stage in self.stages[: self._last_halving])

    @property
    def middle(self) -> int:
        """Channels of the last block at a sixteenth of the size."""
        return self.stages[self._last_halving - 1].channels

    @property
    def channels(self) -> int:
        """Channels of the map that a tail starts from."""
        return self.stages[self._last_halving].channels

    @property
    def pooled(self) -> int:
        """How many pooled features a row begins with: mean late, largest late and mean middle ones."""
        return 2 * self.late + self.middle

    @property
    def _last_halving(self) -> int:
        return max(number for number, stage in enumerate(self.stages) if stage.stride > 1)


def _efficientnet_lite(number: int, repeats: tuple[int, ...]) -> TrunkShape:
    rows = (
        (1, 16, 1, 3),
        (6, 24, 2, 3),
        (6, 40, 2, 5),
        (6, 80, 2, 3),
        (6, 112, 1, 5),
        (6, 192, 2, 5),
        (6, 320, 1, 3),
    )
    stages = tuple(
        Stage(expansion, channels, repeat, stride, kernel)
        for (expansion, channels, stride, kernel), repeat in zip(rows, repeats, strict=True)
    )
    return TrunkShape(f"EfficientNet-Lite{number}", stages, 127, 128)


MOBILENET_V2 = TrunkShape(
    "MobileNetV2 1.0",
    (
        Stage(1, 16, 1, 1, 3),
        Stage(6, 24, 2, 2, 3),
        Stage(6, 32, 3, 2, 3),
        Stage(6, 64, 4, 2, 3),
        Stage(6, 96, 3, 1, 3),
        Stage(6, 160, 3, 2, 3),
        Stage(6, 320, 1, 1, 3),
    ),
    127.5,
    127.5,
)

TRUNKS: Mapping[str, TrunkShape] = {
    "mobilenet-v2": MOBILENET_V2,
    "efficientnet-lite0": _efficientnet_lite(0, (1, 2, 2, 3, 3, 4, 1)),
    "efficientnet-lite1": _efficientnet_lite(1, (1, 3, 3, 4, 4, 5, 1)),
}
"""The trunks by the names that a configuration calls them by."""
