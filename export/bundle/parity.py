"""Do two versions of a tower say the same? Decides whether an 8-bit graph may ship."""

from dataclasses import dataclass

import numpy as np

from imtextgui.domain.embedding import Matrix


@dataclass(frozen=True, slots=True)
class Parity:
    """Cosine between the answers of two versions: the mean and the worst of the rows."""

    mean: float
    worst: float

    def __str__(self) -> str:
        return f"mean {self.mean:.4f}, worst {self.worst:.4f}"


def parity(a: Matrix, b: Matrix) -> Parity:
    """Compare unit rows [n, dim] of two versions for the same inputs."""
    cosines = (a * b).sum(axis=1)
    return Parity(float(cosines.mean()), float(cosines.min()))


def neighbours_kept(a: Matrix, b: Matrix, k: int = 10) -> float:
    """Share, 0 to 1, of each row's ``k`` nearest rows that both versions agree on."""

    def nearest(rows: Matrix) -> list[set[int]]:
        scores = rows @ rows.T
        np.fill_diagonal(scores, -np.inf)
        return [set(order) for order in np.argsort(-scores, axis=1)[:, :k].tolist()]

    pairs = zip(nearest(a), nearest(b), strict=True)
    return float(np.mean([len(one & other) / k for one, other in pairs]))
