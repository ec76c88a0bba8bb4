"""The trunk of the image tower in torch: MobileNetV2 or EfficientNet-Lite, without its classifier."""

import copy

import torch
from torch import Tensor, nn
from torch.nn import functional

from export.towers.starting_weights import Convolutions
from export.towers.trunk_shapes import MOBILENET_V2, TrunkShape


class Convolution(nn.Module):
    """A convolution with its batch norm folded in, padded as TensorFlow's "same" pads pictures of even size."""

    def __init__(
        self, inner: int, outer: int, kernel: int, stride: int = 1, *, groups: int = 1, cut: bool = True
    ) -> None:
        super().__init__()
        around = kernel // 2 if stride == 1 else 0
        self.convolution = nn.Conv2d(inner, outer, kernel, stride, around, groups=groups)
        before = (kernel - stride) // 2
        after = kernel - stride - before  # an odd rest goes to the end
        self.rim = (before, after, before, after) if stride > 1 else None
        self.cut = cut

    def forward(self, x: Tensor) -> Tensor:
        """[n, inner, h, w] to [n, outer, h / stride, w / stride]."""
        if self.rim:
            x = functional.pad(x, self.rim)
        y = self.convolution(x)
        return functional.relu6(y) if self.cut else y


class Block(nn.Module):
    """An inverted residual: widen, convolve each channel by itself, narrow."""

    def __init__(self, inner: int, outer: int, expansion: int, stride: int, kernel: int) -> None:
        super().__init__()
        wide = inner * expansion
        self.same = inner == outer and stride == 1
        self.parts = nn.Sequential(
            *([Convolution(inner, wide, 1)] if expansion > 1 else []),
            Convolution(wide, wide, kernel, stride, groups=wide),
            Convolution(wide, outer, 1, cut=False),
        )

    def forward(self, x: Tensor) -> Tensor:
        """[n, inner, h, w] to [n, outer, h / stride, w / stride]."""
        y: Tensor = self.parts(x)
        return x + y if self.same else y


class Trunk(nn.Module):
    """A published network of inverted residuals without its classifier: uint8 pictures to rows of features."""

    def __init__(self, shape: TrunkShape = MOBILENET_V2) -> None:
        super().__init__()
        self.shape = shape
        blocks: list[nn.Module] = [Convolution(3, shape.stem, 3, 2)]
        width = shape.stem
        for stage in shape.stages:
            for repeat in range(stage.repeats):
                stride = stage.stride if repeat == 0 else 1
                blocks.append(Block(width, stage.channels, stage.expansion, stride, stage.kernel))
                width = stage.channels
        blocks.append(Convolution(width, shape.late, 1))
        self.blocks = nn.ModuleList(blocks)
        for part in self.modules():
            if isinstance(part, nn.Conv2d):  # torch's own way lets the signal die out without batch norm
                nn.init.kaiming_normal_(part.weight)

    def forward(self, pictures: Tensor) -> Tensor:
        """uint8 [n, size, size, 3] to rows of mean late, largest late and mean middle features, and the map.

        The map [shape.channels, size / 32, size / 32] is what the tail starts from, so that another tail can
        be trained on rows that were computed once. Rows are [n, shape.pooled + map].
        """
        x = (pictures.permute(0, 3, 1, 2).float() - self.shape.zero) / self.shape.span
        for block in self.blocks[: self.shape.split]:
            x = block(x)
        middle = x.mean((2, 3))
        map_ = self.blocks[self.shape.split](x)
        late = map_
        for block in self.blocks[self.shape.split + 1 :]:
            late = block(late)
        return torch.cat([late.mean((2, 3)), late.amax((2, 3)), middle, map_.flatten(1)], dim=1)

    def tail(self) -> nn.Sequential:
        """A copy of the blocks after the map, to be trained further."""
        return copy.deepcopy(nn.Sequential(*self.blocks[self.shape.split + 1 :]))

    def load_convolutions(self, convolutions: Convolutions) -> None:
        """Take kernels and biases in the order of the published graph; its classifier comes last and stays."""
        own = [part for part in self.modules() if isinstance(part, nn.Conv2d)]
        with torch.no_grad():
            for part, (kernel, bias) in zip(own, convolutions[:-1], strict=True):
                order = (3, 0, 1, 2) if part.groups > 1 else (0, 3, 1, 2)
                part.weight.copy_(torch.from_numpy(kernel.transpose(order).copy()))
                assert part.bias is not None
                part.bias.copy_(torch.from_numpy(bias))
