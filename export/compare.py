"""Compare text models, ranking losses and choices of negatives on features of the frozen trunk.

python -m export.compare --training FOLDER --cache FOLDER --out export/COMPARISON.md

Each run trains a plain picture head, and the text model where it is not frozen, on the same pictures, and is measured
on classes that it never saw.
"""

import argparse
import json
import logging
import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  # what everybody calls it

from export import loss, pictures
from export.baselines import WIDTH, Bag, Grams, Recurrent, TextModel
from export.compare_table import Recipe, Result, page
from export.evaluate import Figures, text_to_picture
from export.features import Featured, features, trunk
from export.model import POOLED
from export.pictures import Labelled
from export.train_pictures import apply, balance, select
from export.train_text import Embed, remembering
from imtextgui.domain.embedding import Matrix
from imtextgui.encoders.bundle import OnnxEncoder, default_folder, load

log = logging.getLogger(__name__)

STEPS, BATCH, RATE, VIEWS = 300, 192, 1e-3, 2
PICTURES = 8000
MARGIN, TEMPERATURE = 0.2, 0.05

Loss = Callable[[Tensor, Tensor, Tensor], Tensor]
"""Pictures [n, d], texts [n, d] and the negatives [n, n] to one number."""


class PlainHead(nn.Module):
    """Features of a picture to unit rows [n, WIDTH]: one hidden layer, the same for every text model."""

    shift: Tensor
    scale: Tensor

    def __init__(self, features: Tensor) -> None:
        """``features`` [n, POOLED] are those whose mean and deviation are taken out."""
        super().__init__()
        self.register_buffer("shift", features.mean(0))
        self.register_buffer("scale", 1 / (features.std(0) + 1e-3))
        self.layers = nn.Sequential(
            nn.Dropout(0.2), nn.Linear(POOLED, 512), nn.GELU(), nn.Dropout(0.2), nn.Linear(512, WIDTH)
        )

    def forward(self, features: Tensor) -> Tensor:
        """[n, POOLED] to unit rows [n, WIDTH]."""
        return F.normalize(self.layers(((features - self.shift) * self.scale).clamp(-6, 6)), dim=-1)


class Frozen(TextModel):
    """The shipped text tower as it is: its vectors, embedded once."""

    def __init__(self, embed: Embed, texts: Sequence[str]) -> None:
        super().__init__()
        own = sorted(set(texts))
        self.numbers = {text: number for number, text in enumerate(own)}
        self.vectors = torch.from_numpy(embed(own))

    def tokens(self, text: str) -> list[int]:
        """See ``TextModel``: the number of the text itself."""
        return [self.numbers[text]]

    def rows(self, tokens: Sequence[Sequence[int]]) -> Tensor:
        """See ``TextModel``."""
        return self.vectors[[each[0] for each in tokens]]


class Pairwise(nn.Module):
    """The sigmoid loss with the scale and the bias that it learns."""

    def __init__(self) -> None:
        super().__init__()
        self.log_scale = nn.Parameter(torch.tensor(10.0).log())
        self.bias = nn.Parameter(torch.tensor(-10.0))

    def forward(self, a: Tensor, b: Tensor, negatives: Tensor) -> Tensor:
        """See ``loss.sigmoid``."""
        return loss.sigmoid(a, b, self.log_scale.exp(), self.bias, negatives=negatives)


def info_nce(a: Tensor, b: Tensor, negatives: Tensor) -> Tensor:
    """InfoNCE in both directions."""
    return loss.ranking(a, b, TEMPERATURE, negatives=negatives) + loss.ranking(
        b, a, TEMPERATURE, negatives=negatives.T
    )


def max_hinge(a: Tensor, b: Tensor, negatives: Tensor) -> Tensor:
    """The hardest negative of each."""
    return loss.hardest(a, b, MARGIN, negatives=negatives)


def sum_hinge(a: Tensor, b: Tensor, negatives: Tensor) -> Tensor:
    """All negatives of each."""
    return loss.all_pairs(a, b, MARGIN, negatives=negatives)


def half(a: Tensor, b: Tensor, negatives: Tensor) -> Tensor:
    """What the shipped head is trained with: half InfoNCE, half hardest negatives."""
    return 0.5 * info_nce(a, b, negatives) + 5 * max_hinge(a, b, negatives)


LOSSES: dict[str, Callable[[], Loss]] = {
    "all-pairs hinge (sum)": lambda: sum_hinge,
    "hardest-negative hinge (VSE++)": lambda: max_hinge,
    "InfoNCE": lambda: info_nce,
    "sigmoid (SigLIP)": Pairwise,
    "half InfoNCE, half hardest (as shipped)": lambda: half,
}
NEGATIVES = ("random", "in-batch", "same class excluded", "hard-mined")
TEXTS: dict[str, Callable[[Sequence[str]], TextModel]] = {
    "bag of words + MLP": Bag,
    "word and letter n-grams + MLP": Grams,
    "recurrent (GRU)": Recurrent,
}


@dataclass(frozen=True, slots=True)
class Data:
    """Pictures to train on and those of the classes held out, and the shipped text tower."""

    seen: Featured
    unseen: Featured
    embed: Embed


def apart(picture: Labelled) -> bool:
    """Whether the class of ``picture`` is held out: every tenth, whole."""
    return crc32(f"{picture.source} {picture.family.lower()}".encode()) % 10 == 0


def picture_data(training: Path, cache: Path, encoder: OnnxEncoder) -> Data:
    """Pictures of the public sets with their features, from ``cache`` where they are there; made in minutes otherwise.

    Generated pictures are left out: every new part family would change all figures.
    """
    cache.mkdir(parents=True, exist_ok=True)
    _, whole = trunk(training, cache)
    public = list(pictures.labelled_pictures(training, 10))
    random.Random(7).shuffle(public)
    found = features(
        public[:PICTURES],
        name="compare-sets",
        views=VIEWS,
        run=lambda shown: whole(shown)[:, :POOLED],
        spec=encoder.picture,
        cache=cache,
    )
    english = replace(found, pictures=list(map(_english, found.pictures)))
    embed = remembering(encoder.encode_texts, cache / f"compare-{encoder.fingerprint[:12]}.npz")
    return Data(select(english, lambda p: not apart(p)), select(english, apart), embed)


def _english(picture: Labelled) -> Labelled:
    """``picture`` without its bytes, with its first three captions in English: the baselines read nothing else."""
    return replace(picture, english=picture.english[:3], japanese=(), picture=b"")


def trained(recipe: Recipe, data: Data, seed: int, steps: int) -> tuple[PlainHead, TextModel]:
    """Train a head, and the text model with it where it learns; the seed decides everything."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    captions = [picture.english for picture in data.seen.pictures]
    views = torch.from_numpy(data.seen.views.astype(np.float32))
    head, text, cost = PlainHead(views[:, 0]), text_model(recipe, data), LOSSES[recipe.loss]()
    parts: list[nn.Module] = [head, text, *([cost] if isinstance(cost, nn.Module) else [])]
    optimiser = torch.optim.AdamW([p for part in parts for p in part.parameters()], RATE, weight_decay=0.02)
    batches = Batches(data, recipe.negatives, chance)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 50) * (1 - step / steps)
        chosen, negatives = batches.next()
        said = [
            own[0] if chance.random() < 0.5 else chance.choice(own) for own in (captions[n] for n in chosen)
        ]
        view = torch.randint(views.shape[1], (len(chosen),))
        value = cost(head(views[chosen, view]), text(said), negatives)
        optimiser.zero_grad(set_to_none=True)
        value.backward()
        optimiser.step()
    return head.eval(), text.eval()


def text_model(recipe: Recipe, data: Data) -> TextModel:
    """A fresh text model; its vocabulary is that of the training captions."""
    known = [caption for picture in data.seen.pictures for caption in picture.english]
    if recipe.text in TEXTS:
        return TEXTS[recipe.text](known)
    return Frozen(data.embed, known + [picture.english[0] for picture in data.unseen.pictures])


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
            negatives = loss.one_by_chance(len(chosen), self.chance)
        elif self.kind == "in-batch":
            negatives = loss.in_batch(len(chosen))
        else:
            negatives = loss.other_class(self.classes[chosen])
        return chosen, negatives


def near_others(data: Data, most: int = 12) -> list[list[int]]:
    """For each picture some of another class whose names are nearest to its own in the frozen text space."""
    own = data.seen.pictures
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, picture in enumerate(own):
        by_name[picture.english[0]].append(number)
    names = list(by_name)
    vectors = data.embed(names)
    found: list[list[int]] = [[] for _ in own]
    for name, scores in zip(names, vectors @ vectors.T, strict=True):
        for number in by_name[name]:
            family = (own[number].source, own[number].family)
            for other in np.argsort(-scores)[: 3 * most].tolist():
                first = by_name[names[other]][0]
                if (own[first].source, own[first].family) != family and len(found[number]) < most:
                    found[number].append(by_name[names[other]][number % len(by_name[names[other]])])
    return [near or [number] for number, near in enumerate(found)]


def measured(recipe: Recipe, data: Data, seed: int, steps: int) -> Result:
    """Train with ``seed`` and measure on the classes held out."""
    began = time.process_time()
    head, text = trained(recipe, data, seed, steps)

    @torch.no_grad()
    def embed(strings: Sequence[str]) -> Matrix:
        return np.asarray(text(list(strings)).numpy(), np.float32)

    forth, back = text_to_picture(data.unseen.pictures, apply(head, data.unseen.views[:, 0]), embed)
    seconds = time.process_time() - began
    log.info(
        "%s, seed %d: %.1f and %.1f %% at 1, %.0f s",
        recipe,
        seed,
        100 * forth.at(1),
        100 * back.at(1),
        seconds,
    )
    return Result(forth, back, seconds)


def recipes() -> dict[str, list[Recipe]]:
    """The tables by heading, and their rows."""
    return {
        "Text models": [Recipe(text=name) for name in (*TEXTS, Recipe().text)],
        "Losses": [Recipe(loss=name) for name in LOSSES],
        "Negatives": [
            Recipe(loss=name, negatives=kind)
            for name in ("InfoNCE", "all-pairs hinge (sum)")
            for kind in NEGATIVES
        ],
    }


class Remembered:
    """Results of runs, kept in a file, so that a stop or another seed repeats nothing."""

    def __init__(self, path: Path, data: Data) -> None:
        """``path`` is the file; results are told apart by the pictures and texts of ``data``, too."""
        named = [[(p.source, p.name, p.english) for p in own.pictures] for own in (data.seen, data.unseen)]
        probe = data.embed([data.unseen.pictures[0].english[0]]).round(3).tolist()
        self.code = sha256(repr((named, probe, STEPS, BATCH, RATE)).encode()).hexdigest()
        self.path = path

    def __call__(self, recipe: Recipe, seed: int, run: Callable[[], Result]) -> Result:
        """What ``run`` returned for this ``recipe`` and ``seed``, now or before."""
        known: dict[str, Any] = json.loads(self.path.read_text("utf-8")) if self.path.exists() else {}
        key = sha256(repr((self.code, recipe, seed)).encode()).hexdigest()
        if key not in known:
            known[key] = asdict(run())
            unfinished = self.path.with_suffix(".unfinished")
            unfinished.write_text(json.dumps(known), encoding="utf-8")
            unfinished.replace(self.path)
        one = known[key]
        return Result(_figures(one["forth"]), _figures(one["back"]), one["seconds"])


def _figures(stored: dict[str, Any]) -> Figures:
    ranks, chance = tuple(stored["ranks"]), tuple(stored["chance"])
    return Figures(stored["queries"], stored["candidates"], ranks, chance)


def compared(data: Data, seeds: int, remembered: Remembered) -> dict[Recipe, list[Result]]:
    """Every recipe with every seed; one that is in several tables is run once."""
    wanted = dict.fromkeys(recipe for rows in recipes().values() for recipe in rows)
    found: dict[Recipe, list[Result]] = {recipe: [] for recipe in wanted}
    for seed in range(1, seeds + 1):
        for recipe, own in found.items():
            own.append(remembered(recipe, seed, partial(measured, recipe, data, seed, STEPS)))
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, compare, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m export.compare", description=__doc__)
    parser.add_argument("--training", type=Path, required=True, help="folder of training data and weights")
    parser.add_argument("--cache", type=Path, required=True, help="folder for features; kept between runs")
    parser.add_argument("--out", type=Path, required=True, help="Markdown file to write")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument(
        "--bundle", type=Path, help="bundle of the frozen text model (default: the shipped one)"
    )
    chosen = parser.parse_args(arguments)
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("export").setLevel(logging.INFO)
    log.setLevel(logging.INFO)
    torch.set_num_threads(1)
    encoder = load(chosen.bundle or default_folder(), threads=1)
    data = picture_data(chosen.training, chosen.cache, encoder)
    results = compared(data, chosen.seeds, Remembered(chosen.cache / "compare-results.json", data))
    counts = (
        len(data.seen.pictures),
        len(data.unseen.pictures),
        len({p.family for p in data.unseen.pictures}),
    )
    name = f"{encoder.manifest.name} {encoder.manifest.version}"
    text = page(recipes(), results, counts, name, (STEPS, BATCH))
    unfinished = chosen.out.with_suffix(".unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(chosen.out)


if __name__ == "__main__":
    main()
