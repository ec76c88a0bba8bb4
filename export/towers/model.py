"""The two towers in torch: MobileNetV2 with two heads for pictures, a 6-layer BERT for texts."""

import copy
import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from export.towers.starting_weights import Array

ENGLISH_ROWS = 30_522

# Expansion, channels, repeats and first stride of each stage of MobileNetV2 1.0.
_STAGES = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)


@dataclass(frozen=True, slots=True)
class TextShape:
    """Sizes of the text tower; the defaults are those of all-MiniLM-L6-v2."""

    width: int = 384
    layers: int = 6
    heads: int = 12
    hidden: int = 1536
    positions: int = 128
    english: int = ENGLISH_ROWS


class Layer(nn.Module):
    """One transformer layer, normalised after each part as BERT is."""

    def __init__(self, shape: TextShape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.hidden)
        self.down = nn.Linear(shape.hidden, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """``x`` [n, t, width]; ``bias`` [n, 1, 1, t] is 0 for tokens and very negative for padding."""
        n, t, width = x.shape
        q, k, v = self.qkv(x).reshape(n, t, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        weights = (q @ k.transpose(-1, -2) * (width // self.heads) ** -0.5 + bias).softmax(-1)
        mixed = (weights @ v).transpose(1, 2).reshape(n, t, width)
        x = self.norm1(x + self.out(mixed))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


class TextTower(nn.Module):
    """Token ids to unit rows in the joint space.

    The English and the Japanese rows are two tables, so that the English ones can stay as the teacher
    left them while the Japanese ones are learned.
    """

    def __init__(self, shape: TextShape, japanese: int = 0) -> None:
        super().__init__()
        self.shape = shape
        self.english = nn.Embedding(shape.english, shape.width)
        self.japanese = nn.Embedding(max(japanese, 1), shape.width)
        self.position = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """``ids`` and ``mask`` int64 [n, t], mask 1 for tokens and 0 for padding; returns [n, width]."""
        own = ids >= self.shape.english
        x = torch.where(
            own.unsqueeze(-1),
            self.japanese((ids - self.shape.english).clamp(min=0)),
            self.english(ids.clamp(max=self.shape.english - 1)),
        )
        return self.contextual(x, mask)

    def contextual(self, rows: Tensor, mask: Tensor) -> Tensor:
        """As ``forward``, from the rows [n, t, width] of the tokens."""
        x = self.norm(rows + self.position.weight[: rows.shape[1]])
        bias = (1 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        weights = mask.unsqueeze(-1).to(x.dtype)
        return functional.normalize((x * weights).sum(1) / weights.sum(1), dim=-1)

    def load_teacher(self, tensors: dict[str, Array]) -> None:
        """Take the weights of all-MiniLM-L6-v2 as published; its token type row 0 goes into the positions."""

        def get(name: str) -> Tensor:
            return torch.from_numpy(np.array(tensors[name]))

        with torch.no_grad():
            self.english.weight.copy_(get("embeddings.word_embeddings.weight"))
            kind = get("embeddings.token_type_embeddings.weight")[0]
            self.position.weight.copy_(
                get("embeddings.position_embeddings.weight")[: self.shape.positions] + kind
            )
            _copy(self.norm, get("embeddings.LayerNorm.weight"), get("embeddings.LayerNorm.bias"))
            for number, layer in enumerate(self.layers):
                assert isinstance(layer, Layer)
                at = f"encoder.layer.{number}."
                parts = [f"{at}attention.self.{name}" for name in ("query", "key", "value")]
                _copy(
                    layer.qkv,
                    *(torch.cat([get(f"{p}.{kind}") for p in parts]) for kind in ("weight", "bias")),
                )
                for own, theirs in (
                    (layer.out, "attention.output.dense"),
                    (layer.norm1, "attention.output.LayerNorm"),
                    (layer.up, "intermediate.dense"),
                    (layer.down, "output.dense"),
                    (layer.norm2, "output.LayerNorm"),
                ):
                    _copy(own, get(f"{at}{theirs}.weight"), get(f"{at}{theirs}.bias"))


def _copy(part: nn.Linear | nn.LayerNorm, weight: Tensor, bias: Tensor) -> None:
    part.weight.copy_(weight)
    part.bias.copy_(bias)


class Convolution(nn.Module):
    """A convolution with its batch norm folded in, padded as TensorFlow's "same": at stride 2, only at the end."""

    def __init__(
        self, inner: int, outer: int, kernel: int, stride: int = 1, *, groups: int = 1, cut: bool = True
    ) -> None:
        super().__init__()
        around = kernel // 2 if stride == 1 else 0
        self.convolution = nn.Conv2d(inner, outer, kernel, stride, around, groups=groups)
        self.at_end = kernel - stride if stride > 1 else 0
        self.cut = cut

    def forward(self, x: Tensor) -> Tensor:
        """[n, inner, h, w] to [n, outer, h / stride, w / stride]."""
        if self.at_end:
            x = functional.pad(x, (0, self.at_end, 0, self.at_end))
        y = self.convolution(x)
        return functional.relu6(y) if self.cut else y


class Block(nn.Module):
    """An inverted residual: widen, convolve each channel by itself, narrow."""

    def __init__(self, inner: int, outer: int, expansion: int, stride: int) -> None:
        super().__init__()
        wide = inner * expansion
        self.same = inner == outer and stride == 1
        self.parts = nn.Sequential(
            *([Convolution(inner, wide, 1)] if expansion > 1 else []),
            Convolution(wide, wide, 3, stride, groups=wide),
            Convolution(wide, outer, 1, cut=False),
        )

    def forward(self, x: Tensor) -> Tensor:
        """[n, inner, h, w] to [n, outer, h / stride, w / stride]."""
        y: Tensor = self.parts(x)
        return x + y if self.same else y


class Trunk(nn.Module):
    """MobileNetV2 1.0 without its classifier: uint8 pictures to rows of features."""

    late, middle, channels = 1280, 96, 160

    # The last block at a sixteenth of the size, and the first at a thirty-second: what follows it is its tail.
    _middle, _split = 13, 14

    def __init__(self) -> None:
        super().__init__()
        blocks: list[nn.Module] = [Convolution(3, 32, 3, 2)]
        width = 32
        for expansion, outer, repeats, stride in _STAGES:
            for repeat in range(repeats):
                blocks.append(Block(width, outer, expansion, stride if repeat == 0 else 1))
                width = outer
        blocks.append(Convolution(width, self.late, 1))
        self.blocks = nn.ModuleList(blocks)
        for part in self.modules():
            if isinstance(part, nn.Conv2d):  # torch's own way lets the signal die out without batch norm
                nn.init.kaiming_normal_(part.weight)

    def forward(self, pictures: Tensor) -> Tensor:
        """uint8 [n, size, size, 3] to rows of mean late, largest late and mean middle features, and the map.

        The map [160, size / 32, size / 32] is what the tail starts from, so that another tail can be
        trained on rows that were computed once. Rows are [n, POOLED + map].
        """
        x = pictures.permute(0, 3, 1, 2).float() / 127.5 - 1
        for block in self.blocks[: self._middle + 1]:
            x = block(x)
        middle = x.mean((2, 3))
        map_ = self.blocks[self._split](x)
        late = map_
        for block in self.blocks[self._split + 1 :]:
            late = block(late)
        return torch.cat([late.mean((2, 3)), late.amax((2, 3)), middle, map_.flatten(1)], dim=1)

    def tail(self) -> nn.Sequential:
        """A copy of the blocks after the map, to be trained further."""
        return copy.deepcopy(nn.Sequential(*self.blocks[self._split + 1 :]))

    def load_convolutions(self, convolutions: list[tuple[Array, Array]]) -> None:
        """Take kernels and biases in the order of the published graph; its classifier comes last and stays."""
        own = [part for part in self.modules() if isinstance(part, nn.Conv2d)]
        with torch.no_grad():
            for part, (kernel, bias) in zip(own, convolutions[: len(own)], strict=True):
                order = (3, 0, 1, 2) if part.groups > 1 else (0, 3, 1, 2)
                part.weight.copy_(torch.from_numpy(kernel.transpose(order).copy()))
                assert part.bias is not None
                part.bias.copy_(torch.from_numpy(bias))


POOLED = 2 * Trunk.late + Trunk.middle


class JointHead(nn.Module):
    """Features of a picture to its place among texts.

    ``classes`` and ``bias`` are the trunk's own classifier, ``names`` the text vectors of its classes: what
    the trunk already knows by name goes in beside the features, and as a first guess at the end (ConSE,
    Norouzi et al. 2013). ``tail`` learns to see drawings as the trunk sees photos; the trunk's own features
    stay beside its, so that what was known of photos is not lost.
    """

    classes: Tensor
    bias: Tensor
    names: Tensor
    shift: Tensor
    scale: Tensor

    def __init__(self, classes: Array, bias: Array, names: Array, hidden: int, tail: nn.Sequential) -> None:
        super().__init__()
        width = names.shape[1]
        for name, value in (("classes", classes), ("bias", bias), ("names", names)):
            self.register_buffer(name, torch.from_numpy(np.array(value)))
        self.register_buffer("shift", torch.zeros(POOLED))
        self.register_buffer("scale", torch.ones(POOLED))
        self.tail = tail
        self.power = nn.Parameter(torch.tensor(3.0))
        self.norm = nn.LayerNorm(Trunk.late)
        self.enter = nn.Linear(POOLED + Trunk.late + width, hidden)
        self.leave = nn.Linear(hidden, width)
        self.guess = nn.Parameter(torch.tensor(0.5))
        self.drop = nn.Dropout(0.2)

    def standardise(self, features: Tensor) -> None:
        """Learn mean and deviation of each pooled feature from rows [n, at least POOLED]."""
        pooled = features[:, :POOLED]
        self.shift.copy_(pooled.mean(0))
        self.scale.copy_(1 / (pooled.std(0) + 1e-3))

    def forward(self, features: Tensor) -> Tensor:
        """Rows of the trunk to unit rows [n, width]."""
        return self.place(self.see(features))

    def see(self, features: Tensor) -> Tensor:
        """Rows of the trunk to all that is known of the pictures [n, POOLED + late + width]."""
        pooled, map_ = features[:, :POOLED], features[:, POOLED:]
        likely = (pooled[:, : Trunk.late] @ self.classes.T + self.bias).softmax(1)
        known = ((pooled - self.shift) * self.scale).clamp(-6, 6)
        return torch.cat([known, self.norm(self._learned(map_)), likely @ self.names * 10], dim=1)

    def place(self, seen: Tensor) -> Tensor:
        """What ``see`` gives to unit rows [n, width]."""
        y = self.leave(self.drop(functional.gelu(self.enter(self.drop(seen)))))
        return functional.normalize(y + self.guess * self.guessed(seen), dim=-1)

    def guessed(self, seen: Tensor) -> Tensor:
        """What the trunk's classifier alone says of the pictures, in ``seen`` of what ``see`` gives [n, width]."""
        return seen[:, -self.leave.out_features :] / 10

    def _learned(self, map_: Tensor) -> Tensor:
        """Generalised mean (GeM, Radenovic et al. 2018) of the tail's answer to flat maps: [n, late]."""
        side = math.isqrt(map_.shape[1] // Trunk.channels)
        seen = self.tail(map_.reshape(-1, Trunk.channels, side, side))
        return seen.clamp(min=1e-4).pow(self.power).mean((2, 3)).pow(1 / self.power)


class AppearanceHead(nn.Module):
    """Features of a picture to a vector that says how it looks: one linear map."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.map = nn.Linear(POOLED, width)

    def whiten(self, features: Tensor) -> None:
        """Start from the main components of rows [n, at least POOLED], each scaled to the same spread."""
        rows = root(features)
        centre = rows.mean(0)
        _, spread, components = torch.pca_lowrank(rows - centre, self.map.out_features, center=False, niter=3)
        # The smallest components are noise; half the exponent keeps them from being blown up.
        weight = (components / (spread / len(rows) ** 0.5 + 1e-6) ** 0.5).T
        with torch.no_grad():
            self.map.weight.copy_(weight)
            self.map.bias.copy_(-weight @ centre)

    def forward(self, features: Tensor) -> Tensor:
        """Rows of the trunk to unit rows [n, width]."""
        return functional.normalize(self.map(root(features)), dim=-1)


def root(features: Tensor) -> Tensor:
    """Each kind of pooled feature by its square root and of length 1: a few strong channels must not decide."""
    late, most, middle = features[:, :POOLED].split([Trunk.late, Trunk.late, Trunk.middle], dim=1)
    signed = [functional.relu(late + 1e-6).sqrt(), functional.relu(most + 1e-6).sqrt(), middle]
    return torch.cat([functional.normalize(part, dim=1) for part in signed], dim=1)


class ImageTower(nn.Module):
    """Prepared pictures to joint and appearance vectors: what ``image.onnx`` holds."""

    def __init__(self, trunk: Trunk, joint: JointHead, appearance: AppearanceHead) -> None:
        super().__init__()
        self.trunk, self.joint, self.appearance = trunk, joint, appearance

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """uint8 [n, size, size, 3] to unit rows [n, joint width] and [n, appearance width]."""
        features = self.trunk(pictures)
        return self.joint(features), self.appearance(features)
