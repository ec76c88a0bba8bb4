"""One run of the comparison: a head and a text model trained by a recipe, and what they find of classes held out."""

import logging
import random
import time
from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from export.compare.baselines import WIDTH, Bag, Grams, Recurrent, TextModel
from export.compare.batches import POOLED, Batches, Data
from export.compare.losses import LOSSES
from export.compare.table import BothWays, Recipe, Result
from export.evaluate.retrieval import text_to_picture
from export.towers.text_embedding import Embed
from export.towers.train_pictures import apply
from imtextgui.domain.embedding import Matrix

log = logging.getLogger(__name__)

RATE = 1e-3


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
        return nn.functional.normalize(
            self.layers(((features - self.shift) * self.scale).clamp(-6, 6)), dim=-1
        )


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
        return self.vectors[[numbers[0] for numbers in tokens]]


TEXTS: dict[str, Callable[[Sequence[str]], TextModel]] = {
    "bag of words + MLP": Bag,
    "word and letter n-grams + MLP": Grams,
    "recurrent (GRU)": Recurrent,
}


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
    names = [picture.english[0] for pool in data.unseen.values() for picture in pool.pictures]
    return Frozen(data.embed, known + names)


def measured(recipe: Recipe, data: Data, seed: int, steps: int) -> Result:
    """Train with ``seed`` and measure on what is held out."""
    began = time.process_time()
    head, text = trained(recipe, data, seed, steps)

    @torch.no_grad()
    def embed(strings: Sequence[str]) -> Matrix:
        return np.asarray(text(list(strings)).numpy(), np.float32)

    pools = {
        name: BothWays(*text_to_picture(pool.pictures, apply(head, pool.views[:, 0]), embed))
        for name, pool in data.unseen.items()
    }
    seconds = time.process_time() - began
    sums = ", ".join(f"{name} {both.r_sum():.1f}" for name, both in pools.items())
    log.info("%s, seed %d: rSum of %s; %.0f s", recipe, seed, sums, seconds)
    return Result(pools, seconds)
