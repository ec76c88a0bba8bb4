"""The pictures that are compared on, and the batches and negatives that training draws of them."""

import random
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from export.data import pictures
from export.data.pictures import Labelled
from export.data.splits import held_out, trained_on
from export.towers import losses
from export.towers.image_tower import POOLED
from export.towers.text_embedding import Embed, cached_embedding
from export.towers.train_pictures import balance, select
from export.towers.trunk_features import Featured, features, trunk
from imtextgui.encoders.bundle import OnnxEncoder

BATCH, VIEWS, PICTURES = 192, 2, 8000

NEGATIVES = ("random", "in-batch", "same class excluded", "hard-mined")


@dataclass(frozen=True, slots=True)
class Data:
    """Pictures to train on and those of the classes held out, and the shipped text tower."""

    seen: Featured
    unseen: Featured
    embed: Embed


def picture_data(training: Path, cache: Path, encoder: OnnxEncoder) -> Data:
    """Pictures of the public sets with their features, from ``cache`` where they are there; made in minutes otherwise.

    Generated pictures are left out: every new part family would change all figures.
    """
    cache.mkdir(parents=True, exist_ok=True)
    _, whole = trunk(training, cache)
    public = list(pictures.labelled_pictures(training, 10))
    random.Random(7).shuffle(public)
    featured = features(
        public[:PICTURES],
        name="compare-sets",
        views=VIEWS,
        run=lambda shown: whole(shown)[:, :POOLED],
        spec=encoder.picture,
        cache=cache,
    )
    english = replace(featured, pictures=list(map(_english, featured.pictures)))
    embed = cached_embedding(encoder.encode_texts, cache / f"compare-{encoder.fingerprint[:12]}.npz")
    return Data(select(english, trained_on), select(english, held_out), embed)


def _english(picture: Labelled) -> Labelled:
    """``picture`` without its bytes, with its first three captions in English: the baselines read nothing else."""
    return replace(picture, english=picture.english[:3], japanese=(), picture=b"")


class Batches:
    """Batches without end: numbers of pictures, and which pairs of them are negatives."""

    def __init__(self, data: Data, kind: str, chance: random.Random) -> None:
        """``kind`` is one of ``NEGATIVES``."""
        own = data.seen.pictures
        self.kind, self.chance, self.weights = kind, chance, balance(own)
        names = sorted({f"{p.source} {p.family}" for p in own})
        numbers = {name: number for number, name in enumerate(names)}
        self.classes = torch.tensor([numbers[f"{p.source} {p.family}"] for p in own])
        self.near = near_others(data) if kind == "hard-mined" else []

    def next(self) -> tuple[list[int], Tensor]:
        """``BATCH`` pictures and the negatives [BATCH, BATCH]."""
        count = BATCH if self.kind != "hard-mined" else BATCH // 4
        chosen = self.chance.choices(range(len(self.weights)), self.weights, k=count)
        if self.kind == "hard-mined":
            chosen = [n for first in chosen for n in (first, *self.chance.choices(self.near[first], k=3))]
        if self.kind == "random":
            negatives = losses.one_by_chance(len(chosen), self.chance)
        elif self.kind == "in-batch":
            negatives = losses.in_batch(len(chosen))
        else:
            negatives = losses.other_class(self.classes[chosen])
        return chosen, negatives


def near_others(data: Data, most: int = 12) -> list[list[int]]:
    """For each picture some of another class whose names are nearest to its own in the frozen text space."""
    own = data.seen.pictures
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, picture in enumerate(own):
        by_name[picture.english[0]].append(number)
    names = list(by_name)
    vectors = data.embed(names)
    nearest: list[list[int]] = [[] for _ in own]
    for name, scores in zip(names, vectors @ vectors.T, strict=True):
        for number in by_name[name]:
            family = (own[number].source, own[number].family)
            for other in np.argsort(-scores)[: 3 * most].tolist():
                first = by_name[names[other]][0]
                if (own[first].source, own[first].family) != family and len(nearest[number]) < most:
                    nearest[number].append(by_name[names[other]][number % len(by_name[names[other]])])
    return [near or [number] for number, near in enumerate(nearest)]
