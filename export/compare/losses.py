"""The ranking losses that are compared, each of pictures and texts of a batch and which pairs are negatives."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from export.towers import losses

MARGIN, TEMPERATURE = 0.2, 0.05

Loss = Callable[[Tensor, Tensor, Tensor], Tensor]
"""Pictures [n, d], texts [n, d] and the negatives [n, n] to one number."""


class Pairwise(nn.Module):
    """The sigmoid loss with the scale and the bias that it learns."""

    def __init__(self) -> None:
        super().__init__()
        self.log_scale = nn.Parameter(torch.tensor(10.0).log())
        self.bias = nn.Parameter(torch.tensor(-10.0))

    def forward(self, a: Tensor, b: Tensor, negatives: Tensor) -> Tensor:
        """See ``loss.sigmoid``."""
        return losses.sigmoid(a, b, self.log_scale.exp(), self.bias, negatives=negatives)


def info_nce(a: Tensor, b: Tensor, negatives: Tensor) -> Tensor:
    """InfoNCE in both directions."""
    return losses.ranking(a, b, TEMPERATURE, negatives=negatives) + losses.ranking(
        b, a, TEMPERATURE, negatives=negatives.T
    )


def max_hinge(a: Tensor, b: Tensor, negatives: Tensor) -> Tensor:
    """The hardest negative of each."""
    return losses.hardest(a, b, MARGIN, negatives=negatives)


def sum_hinge(a: Tensor, b: Tensor, negatives: Tensor) -> Tensor:
    """All negatives of each."""
    return losses.all_pairs(a, b, MARGIN, negatives=negatives)


def half(a: Tensor, b: Tensor, negatives: Tensor) -> Tensor:
    """What the shipped head is trained with, at another temperature: half InfoNCE, half hardest negatives."""
    return 0.5 * info_nce(a, b, negatives) + 5 * max_hinge(a, b, negatives)


LOSSES: dict[str, Callable[[], Loss]] = {
    "all-pairs hinge (sum)": lambda: sum_hinge,
    "hardest-negative hinge (VSE++)": lambda: max_hinge,
    "InfoNCE": lambda: info_nce,
    "sigmoid (SigLIP)": Pairwise,
    "half InfoNCE, half hardest": lambda: half,
}
