"""The losses that the towers and heads are trained with."""

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  # what everybody calls it


def ranking(query: Tensor, target: Tensor, temperature: float, same: float = 0.95) -> Tensor:
    """InfoNCE of unit rows [n, d]: each query must choose its own target among those of the batch.

    Targets nearer than cosine ``same`` to the own one say the same thing and are no negatives.
    """
    scores = query @ target.T / temperature
    twins = (target @ target.T > same) & ~torch.eye(len(query), dtype=torch.bool)
    return F.cross_entropy(scores.masked_fill(twins, -1e4), torch.arange(len(query)))


def hardest(query: Tensor, target: Tensor, margin: float, same: float = 0.95) -> Tensor:
    """The VSE++ loss: only the worst intruder of each row and column counts, by how far it comes too near."""
    scores = query @ target.T
    own = scores.diagonal()
    twins = target @ target.T > same
    cost_of_targets = (margin + scores - own[:, None]).clamp(min=0).masked_fill(twins, 0)
    cost_of_queries = (margin + scores - own[None, :]).clamp(min=0).masked_fill(twins, 0)
    return cost_of_targets.amax(1).mean() + cost_of_queries.amax(0).mean()


def relational(student: Tensor, teacher: Tensor, temperature: float) -> Tensor:
    """How far the student's unit rows [n, d] see the teacher's rows otherwise than those see each other.

    Cross-entropy of the softmax over the batch less its least value: like CompRess (Koohpayegani et al.
    2020). Unlike ``ranking``, rows that mean nearly the same are pushed apart no further than the teacher does.
    """
    seen = F.log_softmax(student @ teacher.T / temperature, dim=1)
    wanted = F.softmax(teacher @ teacher.T / temperature, dim=1)
    return F.kl_div(seen, wanted, reduction="batchmean")
