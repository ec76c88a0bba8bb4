"""The figures of the model card."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from export.data.pictures import Labelled
from imtextgui.domain.embedding import Matrix
from imtextgui.domain.metrics import median_rank, mrr, recall_at


@dataclass(frozen=True, slots=True)
class Figures:
    """Retrieval over ``candidates``; ``chance`` is the mean Recall of guessing, at 1 and at 10."""

    queries: int
    candidates: int
    ranks: tuple[int, ...]
    chance: tuple[float, float]

    def at(self, k: int) -> float:
        """Recall@k, 0 to 1."""
        return recall_at(self.ranks, k)

    @property
    def total(self) -> float:
        """Recall@1, @5 and @10 in per cent together: half of what papers call rSum."""
        return 100 * sum(map(self.at, (1, 5, 10)))

    @property
    def times_chance(self) -> float:
        """Recall@10 as a multiple of what guessing reaches."""
        return self.at(10) / self.chance[1] if self.chance[1] else float("nan")

    def row(self, name: str) -> str:
        """A line of a Markdown table under ``HEADING``."""
        shares = " | ".join(f"{100 * self.at(k):.1f}" for k in (1, 5, 10))
        return (
            f"| {name} | {self.queries} | {self.candidates} | {shares} | {median_rank(self.ranks):g} "
            f"| {mrr(self.ranks):.3f} | {100 * self.chance[0]:.2f} | {self.times_chance:.1f} |"
        )


HEADING = (
    "| task | queries | candidates | Recall@1 % | @5 % | @10 % | median rank | MRR | chance @1 % | @10 / chance |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def figures(queries: Matrix, candidates: Matrix, right: npt.NDArray[np.bool_]) -> Figures:
    """Figures of ``queries`` [q, d] against ``candidates`` [c, d]; ``right`` [q, c] marks the answers.

    Ties count against us.
    """
    scores = queries @ candidates.T
    best = np.where(right, scores, -np.inf).max(axis=1, keepdims=True)
    ranks = 1 + ((scores >= best) & ~right).sum(axis=1)
    answers = right.sum(axis=1)
    return Figures(
        queries=right.shape[0],
        candidates=right.shape[1],
        ranks=tuple(ranks.tolist()),
        chance=(_guessing(answers, right.shape[1], 1), _guessing(answers, right.shape[1], 10)),
    )


def _guessing(answers: npt.NDArray[np.int64], candidates: int, k: int) -> float:
    """Mean share of queries that ``k`` draws without replacement answer, each with so many right ``answers``."""
    missed = np.ones(len(answers))
    for drawn in range(min(k, candidates)):
        missed *= np.maximum(candidates - answers - drawn, 0) / (candidates - drawn)
    return float(1 - missed.mean())


def precision_at(queries: Matrix, candidates: Matrix, right: npt.NDArray[np.bool_], k: int = 10) -> float:
    """Mean share of right answers among the ``k`` best candidates of each query."""
    best = np.argsort(-(queries @ candidates.T), axis=1, kind="stable")[:, :k]
    return float(np.take_along_axis(right, best, axis=1).mean())


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
    names, right = answers([name for _, name in named])
    rows = joint[[n for n, _ in named]]
    texts = embed(names)
    return figures(texts, rows, right), figures(rows, texts, right.T)


def answers(names: Sequence[str]) -> tuple[list[str], npt.NDArray[np.bool_]]:
    """The different ``names``, and which of the given ones [different, given] is which."""
    different = sorted(set(names))
    numbers = {name: number for number, name in enumerate(different)}
    right = np.zeros((len(different), len(names)), dtype=bool)
    right[[numbers[name] for name in names], np.arange(len(names))] = True
    return different, right


def _name(picture: Labelled, japanese: bool) -> str:
    return picture.japanese[0] if japanese else picture.english[0]


def spearman(a: npt.ArrayLike, b: npt.ArrayLike) -> float:
    """Rank correlation, ties sharing their mean rank."""
    return float(np.corrcoef(_ranks(np.asarray(a)), _ranks(np.asarray(b)))[0, 1])


def _ranks(values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    shared: npt.NDArray[np.float64] = np.cumsum(counts) - (counts - 1) / 2
    return shared[inverse]
