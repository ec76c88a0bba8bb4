"""The figures of the model card."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from export.pictures import Labelled
from imtextgui.domain.embedding import Matrix
from imtextgui.metrics import median_rank, mrr, recall_at


@dataclass(frozen=True, slots=True)
class Figures:
    """Retrieval over ``candidates``; ``chance`` is Recall@1 of guessing."""

    queries: int
    candidates: int
    at_1: float
    at_5: float
    at_10: float
    median_rank: float
    mrr: float
    chance: float

    def row(self, name: str) -> str:
        """A line of a Markdown table under ``HEADING``."""
        shares = " | ".join(f"{100 * share:.1f}" for share in (self.at_1, self.at_5, self.at_10))
        return (
            f"| {name} | {self.queries} | {self.candidates} | {shares} | {self.median_rank:g} | {self.mrr:.3f} "
            f"| {100 * self.chance:.2f} |"
        )


HEADING = (
    "| task | queries | candidates | Recall@1 % | @5 % | @10 % | median rank | MRR | chance @1 % |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def figures(queries: Matrix, candidates: Matrix, right: npt.NDArray[np.bool_]) -> Figures:
    """Figures of ``queries`` [q, d] against ``candidates`` [c, d]; ``right`` [q, c] marks the answers.

    Ties count against us.
    """
    scores = queries @ candidates.T
    best = np.where(right, scores, -np.inf).max(axis=1, keepdims=True)
    ranks: list[int | None] = (1 + ((scores >= best) & ~right).sum(axis=1)).tolist()
    return Figures(
        queries=right.shape[0],
        candidates=right.shape[1],
        at_1=recall_at(ranks, 1),
        at_5=recall_at(ranks, 5),
        at_10=recall_at(ranks, 10),
        median_rank=median_rank(ranks),
        mrr=mrr(ranks),
        chance=float(right.mean()),
    )


def one_to_one(queries: Matrix, candidates: Matrix) -> Figures:
    """As ``figures``, where the answer to each query is the candidate of the same row."""
    return figures(queries, candidates, np.eye(len(queries), dtype=bool))


def text_to_picture(
    pictures: Sequence[Labelled],
    joint: Matrix,
    embed: Callable[[Sequence[str]], Matrix],
    japanese: bool = False,
) -> tuple[Figures, Figures]:
    """Text to picture and picture to text: names of ``pictures`` against their ``joint`` vectors.

    A name that several pictures share is one query, and each of them is a right answer to it.
    """
    named = [(n, _name(p, japanese)) for n, p in enumerate(pictures) if not japanese or p.japanese]
    names = sorted({name for _, name in named})
    numbers = {name: number for number, name in enumerate(names)}
    rows = joint[[n for n, _ in named]]
    right = np.zeros((len(names), len(named)), dtype=bool)
    for column, (_, name) in enumerate(named):
        right[numbers[name], column] = True
    texts = embed(names)
    return figures(texts, rows, right), figures(rows, texts, right.T)


def _name(picture: Labelled, japanese: bool) -> str:
    return picture.japanese[0] if japanese else picture.english[0]


def spearman(a: npt.ArrayLike, b: npt.ArrayLike) -> float:
    """Rank correlation, ties sharing their mean rank."""
    return float(np.corrcoef(_ranks(np.asarray(a)), _ranks(np.asarray(b)))[0, 1])


def _ranks(values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    shared: npt.NDArray[np.float64] = np.cumsum(counts) - (counts - 1) / 2
    return shared[inverse]
