"""The towers as the application calls them: pixels and ids in, unit rows out, all preparation inside."""

import copy
from collections.abc import Sequence

import torch
from torch import nn
from torch.nn.functional import linear, normalize, pad


class Pictures(nn.Module):
    """uint8 [n, size, size, 3] into the joint vector and, for want of another, the same as appearance vector."""

    def __init__(
        self,
        tower: nn.Module,
        dim: int,
        mean: Sequence[float],
        std: Sequence[float],
        scale: float = 1 / 255,
    ) -> None:
        """``tower`` makes rows of ``dim`` of float [n, 3, size, size]: scaled bytes, less ``mean``, by ``std``."""
        super().__init__()
        self.tower = tower
        self.dim = dim
        # In one step: (bytes * scale - mean) / std.
        self.register_buffer("factor", scale / torch.tensor(std).reshape(1, 3, 1, 1))
        self.register_buffer("shift", (torch.tensor(mean) / torch.tensor(std)).reshape(1, 3, 1, 1))

    def forward(self, pictures: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Both outputs [n, dim]."""
        pixels = pictures.permute(0, 3, 1, 2).float() * self.factor - self.shift
        # The length of the rows is not to be lost on the way into the graph.
        joint = normalize(self.tower(pixels).reshape(-1, self.dim), dim=-1)
        return joint, joint.clone()


class PaddedTexts(nn.Module):
    """For towers that attend to the padding behind a text: ids are filled up to ``length`` with ``pad_id`` inside."""

    def __init__(self, tower: nn.Module, length: int, pad_id: int) -> None:
        """``tower`` takes int64 [n, length]."""
        super().__init__()
        self.tower = tower
        self.length = length
        self.pad_id = pad_id

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Ids and mask int64 [n, t], t at most ``length``; rows [n, dim]."""
        # Shifted by the pad id, padding is zeros: the exporter knows no other padding of integers.
        shifted = (ids - self.pad_id) * mask
        whole = pad(shifted, (0, self.length - ids.shape[1])) + self.pad_id
        return normalize(self.tower(whole), dim=-1)


class MaskedTexts(nn.Module):
    """For towers that do not see behind a text: they need no padding, and short texts are fast."""

    def __init__(self, tower: nn.Module) -> None:
        """``tower`` takes ids and mask int64 [n, t]."""
        super().__init__()
        self.tower = tower

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Ids and mask int64 [n, t]; rows [n, dim]."""
        return normalize(self.tower(ids * mask, mask), dim=-1)


class Attention(nn.Module):
    """``nn.MultiheadAttention`` in plain steps: the exporter writes torch's own down for one length of text only."""

    def __init__(self, theirs: nn.MultiheadAttention) -> None:
        """``theirs`` has its three projections in one matrix."""
        super().__init__()
        self.theirs = theirs

    def forward(
        self,
        query: torch.Tensor,
        key: torch.Tensor,
        value: torch.Tensor,
        need_weights: bool = False,
        attn_mask: torch.Tensor | None = None,
    ) -> tuple[torch.Tensor, None]:
        """As torch's, without weights; ``attn_mask`` is added to the scores."""
        theirs = self.theirs
        given = (
            (query, key, value)
            if theirs.batch_first
            else (rows.transpose(0, 1) for rows in (query, key, value))
        )
        weights, biases = theirs.in_proj_weight.chunk(3), theirs.in_proj_bias.chunk(3)
        q, k, v = (
            linear(rows, weight, bias).unflatten(-1, (theirs.num_heads, theirs.head_dim)).transpose(1, 2)
            for rows, weight, bias in zip(given, weights, biases, strict=True)
        )
        scores = q @ k.transpose(-1, -2) * theirs.head_dim**-0.5
        if attn_mask is not None:
            scores = scores + attn_mask
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).flatten(2)
        projected = linear(mixed, theirs.out_proj.weight, theirs.out_proj.bias)
        return (projected if theirs.batch_first else projected.transpose(0, 1)), None


def with_plain_attention(model: nn.Module) -> nn.Module:
    """A copy of ``model`` whose attention can be written down for texts of every length."""
    copied = copy.deepcopy(model)
    for module in list(copied.modules()):
        for name, child in module.named_children():
            if isinstance(child, nn.MultiheadAttention) and child.in_proj_weight is not None:
                setattr(module, name, Attention(child))
    return copied


def padded(tokens: Sequence[Sequence[int]], length: int, pad_id: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and mask [n, length] of several texts, as the libraries pad them."""
    ids = torch.full((len(tokens), length), pad_id)
    mask = torch.zeros_like(ids)
    for number, ids_of_text in enumerate(tokens):
        ids[number, : len(ids_of_text)] = torch.tensor(ids_of_text)
        mask[number, : len(ids_of_text)] = 1
    return ids, mask
