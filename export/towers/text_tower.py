"""The text tower in torch: a 6-layer BERT with separate rows for English and Japanese tokens."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from export.towers.starting_weights import Array

ENGLISH_ROWS = 30_522
"""Tokens of the teacher's vocabulary."""


@dataclass(frozen=True, slots=True)
class TextShape:
    """Sizes of the text tower; the defaults are those of all-MiniLM-L6-v2."""

    width: int = 384
    layers: int = 6
    heads: int = 12
    hidden: int = 1536
    positions: int = 128
    english: int = ENGLISH_ROWS


class TransformerLayer(nn.Module):
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
        self.layers = nn.ModuleList(TransformerLayer(shape) for _ in range(shape.layers))

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
                assert isinstance(layer, TransformerLayer)
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
