"""A linear ranking model: a weight for each feature, and one for its absence.

``export/train_ranker.py`` makes it, ``resources/ranking`` has the one that ships. Trees and a small network were tried
on the same questions and were no better on folders left out of training (tests/quality/README.md).
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from imtextgui.config import paths
from imtextgui.domain.embedding import Matrix
from imtextgui.domain.learning.learned import RankerTerm
from imtextgui.search.ranking.features.page_features import FEATURES

SHIPPED = Path("ranking", "text.json")
"""The model for queries in words, below the folder of resources."""

FURTHEST = 4.0
"""Deviations from its mean at which a feature is cut off. 6 and 12 put six and five fewer right files first, of 445."""

Column = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights by feature, each [len(FEATURES)].

    A feature counts ``weights`` times its distance from ``means`` in ``deviations``; ``absent`` where it is not known.
    """

    means: Column
    deviations: Column
    weights: Column
    absent: Column

    def scores(self, values: Matrix) -> Column:
        """The score of each row of ``values`` [n, len(FEATURES)]: differences are logarithms of odds."""
        known = ~np.isnan(values)
        distances = np.where(known, (np.where(known, values, 0.0) - self.means) / self.deviations, 0.0)
        clipped = np.clip(distances, -FURTHEST, FURTHEST)
        scores: Column = (clipped @ self.weights + ~known @ self.absent).astype(np.float32)
        return scores

    @property
    def stamp(self) -> str:
        """Tells this model from others, and from those on other features."""
        columns = (self.means, self.deviations, self.weights, self.absent)
        told = ",".join(FEATURES).encode() + b"".join(np.asarray(one, "<f4").tobytes() for one in columns)
        return hashlib.sha256(told).hexdigest()[:16]

    def with_term(self, term: RankerTerm | None) -> "LinearModel":
        """The model with what a site taught added; itself where that was fitted beside another model."""
        if term is None or term.model != self.stamp:
            return self
        return LinearModel(
            self.means, self.deviations, self.weights + term.weights, self.absent + term.absent
        )

    @classmethod
    def read(cls, file: Path) -> "LinearModel":
        """Read what ``written`` gave. Raises ValueError where its features are not those of this program."""
        told = json.loads(file.read_text("utf-8"))["features"]
        if tuple(feature["name"] for feature in told) != FEATURES:
            raise ValueError(f"{file} was trained on other features")
        columns = {
            key: np.array([feature[key] for feature in told], dtype=np.float32)
            for key in ("mean", "deviation", "weight", "absent")
        }
        return cls(columns["mean"], columns["deviation"], columns["weight"], columns["absent"])

    def written(self) -> list[dict[str, str | float]]:
        """The features with their weights, for a file."""
        rows = zip(FEATURES, self.means, self.deviations, self.weights, self.absent, strict=True)
        return [
            {
                "name": name,
                "mean": _short(mean),
                "deviation": _short(deviation),
                "weight": _short(weight),
                "absent": _short(absent),
            }
            for name, mean, deviation, weight, absent in rows
        ]


@cache
def shipped_model() -> LinearModel:
    """The model that comes with the program."""
    return LinearModel.read(paths.resources() / SHIPPED)


def _short(value: np.float32) -> float:
    return float(f"{float(value):.5g}")
