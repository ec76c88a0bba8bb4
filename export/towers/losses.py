"""The losses that the towers and heads are trained with, and which pairs count as negatives in them."""

import random

import torch
from torch import Tensor
from torch.nn import functional

# Which pairs are negatives is a bool [n, n]: whether target j is a wrong answer to query i. Where a loss is not told,
# all targets of the batch are but those that say the same thing.


def ranking(
    query: Tensor, target: Tensor, temperature: float, same: float = 0.95, negatives: Tensor | None = None
) -> Tensor:
    """InfoNCE (van den Oord et al. 2018) of unit rows [n, d]: each query must choose its own target.

    Targets nearer than cosine ``same`` to the own one say the same thing and are no negatives.
    """
    scores = query @ target.T / temperature
    own = torch.eye(len(query), dtype=torch.bool)
    wrong = _others(target, same) if negatives is None else negatives
    return functional.cross_entropy(scores.masked_fill(~(wrong | own), -1e4), torch.arange(len(query)))


def hardest(
    query: Tensor, target: Tensor, margin: float, same: float = 0.95, negatives: Tensor | None = None
) -> Tensor:
    """Max of hinges, VSE++ (Faghri et al. 2018): only the worst intruder of each row and column counts."""
    of_targets, of_queries = _hinges(query, target, margin, same, negatives)
    return of_targets.amax(1).mean() + of_queries.amax(0).mean()


def all_pairs(
    query: Tensor, target: Tensor, margin: float, same: float = 0.95, negatives: Tensor | None = None
) -> Tensor:
    """Sum of hinges (Kiros et al. 2014): every intruder of a row and column counts, by how far it comes too near."""
    of_targets, of_queries = _hinges(query, target, margin, same, negatives)
    return of_targets.sum(1).mean() + of_queries.sum(0).mean()


def sigmoid(
    query: Tensor,
    target: Tensor,
    scale: Tensor | float,
    bias: Tensor | float,
    *,
    same: float = 0.95,
    negatives: Tensor | None = None,
) -> Tensor:
    """SigLIP (Zhai et al. 2023): each pair is right or wrong by itself.

    ``scale`` and ``bias`` of the logit are learned; the paper begins with 10 and -10.
    """
    logits = scale * (query @ target.T) + bias
    own = torch.eye(len(query), dtype=torch.bool)
    wrong = _others(target, same) if negatives is None else negatives
    cost = -functional.logsigmoid(torch.where(own, logits, -logits))
    return cost.masked_fill(~(wrong | own), 0).sum() / len(query)


def _hinges(
    query: Tensor, target: Tensor, margin: float, same: float, negatives: Tensor | None
) -> tuple[Tensor, Tensor]:
    """How far each negative comes too near [n, n], measured against the row's own pair and against the column's."""
    scores = query @ target.T
    own = scores.diagonal()
    right = ~(_others(target, same) if negatives is None else negatives)
    of_targets = (margin + scores - own[:, None]).clamp(min=0).masked_fill(right, 0)
    of_queries = (margin + scores - own[None, :]).clamp(min=0).masked_fill(right, 0)
    return of_targets, of_queries


def _others(target: Tensor, same: float) -> Tensor:
    """All pairs but the own one and those whose targets are nearer to each other than ``same``."""
    return (target @ target.T <= same) & ~torch.eye(len(target), dtype=torch.bool)


def in_batch(count: int) -> Tensor:
    """Negatives [count, count]: every other of the batch, of the same class or not."""
    return ~torch.eye(count, dtype=torch.bool)


def one_by_chance(count: int, chance: random.Random) -> Tensor:
    """Negatives [count, count]: one other of the batch for each row, and each for one."""
    return torch.eye(count, dtype=torch.bool).roll(chance.randrange(1, count), 1)


def other_class(classes: Tensor) -> Tensor:
    """Negatives [n, n]: every other of the batch that is of another of the ``classes`` [n]."""
    return classes[:, None] != classes[None, :]


def relational(student: Tensor, teacher: Tensor, temperature: float) -> Tensor:
    """How far the student's unit rows [n, d] see the teacher's rows otherwise than those see each other.

    Cross-entropy of the softmax over the batch less its least value: like CompRess (Koohpayegani et al.
    2020). Unlike ``ranking``, rows that mean nearly the same are pushed apart no further than the teacher does.
    """
    seen = functional.log_softmax(student @ teacher.T / temperature, dim=1)
    wanted = functional.softmax(teacher @ teacher.T / temperature, dim=1)
    return functional.kl_div(seen, wanted, reduction="batchmean")
