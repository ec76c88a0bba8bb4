"""The pictures that are compared on, and the batches and negatives that training draws of them."""

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from export.data import pictures
from export.data.pictures import Labelled
from export.data.splits import Rule, held_out, symbol, unseen_family
from export.towers import losses
from export.towers.text_embedding import Embed, cached_embedding
from export.towers.train_pictures import balance, select
from export.towers.trunk_features import Featured, features, trunk
from export.towers.trunk_shapes import TRUNKS
from imtextgui.encoders.bundle import OnnxEncoder

BATCH, VIEWS = 192, 2
PICTURES, PARTS = 8000, 3000
"""Pictures of the public sets, and generated ones of parts."""

TRUNK = "mobilenet-v2"
POOLED = TRUNKS[TRUNK].pooled
"""The frozen trunk, and how many pooled features of it each picture has."""

NEGATIVES = ("random", "in-batch", "same class excluded", "hard-mined")


@dataclass(frozen=True, slots=True)
class Data:
    """Pictures to train on, pools of those held out by their names, and the shipped text tower."""

    seen: Featured
    unseen: Mapping[str, Featured]
    embed: Embed


def picture_data(training: Path, cache: Path, encoder: OnnxEncoder) -> Data:
    """Public and generated pictures with their features: from ``cache``, or made in minutes."""
    cache.mkdir(parents=True, exist_ok=True)
    _, whole = trunk(training, cache, TRUNK)
    public = list(pictures.labelled_pictures(training, 10))
    random.Random(7).shuffle(public)
    featured = features(
        [*public[:PICTURES], *pictures.part_pictures(PARTS, 7, cache)],
        name="compare-sets",
        views=VIEWS,
        run=lambda shown: whole(shown)[:, :POOLED],
        spec=encoder.picture,
        cache=cache,
    )
    english = replace(featured, pictures=list(map(_english, featured.pictures)))
    embed = cached_embedding(encoder.encode_texts, cache / f"compare-{encoder.fingerprint[:12]}.npz")
    pools = {name: select(english, rule) for name, rule in POOLS.items()}
    return Data(select(english, trained_on), pools, embed)


def _unseen_symbol_class(picture: Labelled) -> bool:
    """A tenth of the classes of symbols that others drew, whole."""
    return symbol(picture) and held_out(picture)


POOLS: Mapping[str, Rule] = {
    "symbols of unseen classes": _unseen_symbol_class,
    "generated parts of unseen families": unseen_family,
}


def trained_on(picture: Labelled) -> bool:
    """Whether runs may see ``picture``: no class of a public set that is held out, and no family of a pool."""
    return not held_out(picture) and not unseen_family(picture)


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
