"""Train the two heads of the image tower on features of the frozen trunk."""

import logging
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from export.data.pictures import PHOTOS, Labelled, fingerprint
from export.towers.curves import Curve
from export.towers.image_tower import AppearanceHead, JointHead
from export.towers.losses import hardest, ranking
from export.towers.settings import PictureTraining
from export.towers.text_embedding import Embed
from export.towers.trunk_features import Featured, Rows, Views
from imtextgui.domain.embedding import Matrix

log = logging.getLogger(__name__)

Head = TypeVar("Head", bound=nn.Module)

# Places of pictures, and what the trunk alone would say of them, [n, width] each.
_Placed = tuple[Tensor, Tensor]


def train_joint(
    head: JointHead, data: Featured, embed: Embed, settings: PictureTraining, curve: Path | None = None
) -> JointHead:
    """Teach ``head``, its tail with it, to put each picture where the text tower puts its captions.

    The loss goes into the file ``curve``.
    """
    torch.manual_seed(settings.seed)
    views = torch.from_numpy(data.views)
    head.standardise(sample(views, head.shape.pooled))
    head.tail.to(memory_format=torch.channels_last)
    tail = list(head.tail.parameters())
    rest = [part for name, part in head.named_parameters() if not name.startswith("tail.")]

    def placed(chosen: list[int], view: Tensor) -> _Placed:
        with torch.autocast("cpu", torch.bfloat16):
            known = head.see(views[chosen, view].float())
            rows = head.place(known)
        return rows.float(), head.guessed(known)

    head.train()
    draw = PictureSampler(data, embed, settings)
    rates = [{"params": rest, "rate": settings.rate}, {"params": tail, "rate": settings.rate_tail}]
    _fit(placed, rates, draw, settings, curve)
    head.eval()
    return head


def settle_joint(
    head: JointHead, data: Featured, embed: Embed, settings: PictureTraining, curve: Path | None = None
) -> JointHead:
    """Train on what comes after the tail alone: what the tail sees is computed once, so that a step is cheap."""
    torch.manual_seed(settings.seed + 1)
    seen = torch.from_numpy(_seen(head, data.views))
    learned = [*head.enter.parameters(), *head.leave.parameters(), head.guess]

    def placed(chosen: list[int], view: Tensor) -> _Placed:
        known = seen[chosen, view].float()
        with torch.autocast("cpu", torch.bfloat16):
            rows = head.place(known)
        return rows.float(), head.guessed(known)

    head.train()
    settled = replace(settings, steps=settings.settle, batch=settings.settle_batch, seed=settings.seed + 1)
    rates = [{"params": learned, "rate": settings.rate}]
    _fit(placed, rates, PictureSampler(data, embed, settled), settled, curve)
    head.eval()
    return head


@torch.no_grad()
def _seen(head: JointHead, views: Views, size: int = 256) -> Views:
    """What ``head.see`` gives for every view, float16 [n, v, width]."""
    head.eval()
    count, per_picture = views.shape[:2]
    flat = views.reshape(count * per_picture, -1)
    with torch.autocast("cpu", torch.bfloat16):
        parts = [head.see(torch.from_numpy(part).float()).half().numpy() for part in _cut(flat, size)]
    return np.concatenate(parts).reshape(count, per_picture, -1)


class PictureSampler:
    """Draws pictures, one view and one caption of each, so that no set drowns another."""

    def __init__(self, data: Featured, embed: Embed, settings: PictureTraining) -> None:
        """``embed`` gives the places of the captions; ``settings`` the size of a draw and the seed."""
        texts = sorted({c for p in data.pictures for c in _captions(p)})
        rows = {text: number for number, text in enumerate(texts)}
        self._vectors = torch.from_numpy(embed(texts))
        self._captions = [[rows[c] for c in _captions(p)] for p in data.pictures]
        self._weights = balance(data.pictures)
        self._photos = torch.tensor([p.source in PHOTOS for p in data.pictures])
        self._views = data.views.shape[1]
        self._size = settings.batch
        self._chance = random.Random(settings.seed)

    def photos(self, chosen: list[int]) -> Tensor:
        """Which of the ``chosen`` pictures are photos, bool [n]."""
        return self._photos[chosen]

    def __call__(self) -> tuple[list[int], Tensor, Tensor]:
        """Numbers of pictures, numbers of views and places of captions [n, width]."""
        chance = self._chance
        chosen = chance.choices(range(len(self._captions)), self._weights, k=self._size)
        # The first caption is the name; it comes as often as all the others together.
        said = [
            own[0] if chance.random() < 0.5 else chance.choice(own)
            for own in (self._captions[number] for number in chosen)
        ]
        return chosen, torch.randint(self._views, (self._size,)), self._vectors[said]


def _fit(
    placed: Callable[[list[int], Tensor], _Placed],
    rates: list[dict[str, Any]],
    draw: PictureSampler,
    settings: PictureTraining,
    curve: Path | None,
) -> None:
    """Let pictures and captions find each other both ways, as many ``steps`` as ``settings`` says.

    Photos stay near what the trunk says of them, or what it knows of the world is forgotten for the few things
    that are named here (distillation, as in Li and Hoiem 2016).
    """
    steps = settings.steps
    optimiser = torch.optim.AdamW(rates, weight_decay=0.02)
    drawn = Curve(curve) if curve else None
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = group["rate"] * min(1.0, (step + 1) / 100) * (1 - step / steps)
        chosen, view, texts = draw()
        pictures, guess = placed(chosen, view)
        loss = ranking(pictures, texts, settings.temperature) + ranking(texts, pictures, settings.temperature)
        if settings.hardest:
            loss = (1 - settings.hardest) * loss + settings.hardest * 10 * hardest(pictures, texts, 0.2)
        if settings.keep:
            photos = draw.photos(chosen)
            left = 1 - functional.cosine_similarity(pictures[photos], guess[photos])
            loss = loss + settings.keep * left.sum() / photos.sum().clamp(min=1)
        _step(optimiser, loss)
        if (step + 1) % max(1, steps // 30) == 0:
            log.info("joint head, step %d loss %.3f", step + 1, loss.item())
            if drawn:
                drawn.add(step + 1, loss=loss.item())


def train_appearance(
    head: AppearanceHead, data: Featured, settings: PictureTraining, curve: Path | None = None
) -> AppearanceHead:
    """Teach ``head`` that two views of one picture are the same, and all other pictures are not."""
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    views = torch.from_numpy(data.views)
    head.whiten(sample(views, head.shape.pooled))
    optimiser = torch.optim.AdamW(head.parameters(), settings.rate * 0.3, weight_decay=0.02)
    weights = balance(data.pictures)
    head.train()
    warmth = settings.appearance_temperature
    drawn = Curve(curve) if curve else None
    for step in range(settings.appearance_steps):
        for group in optimiser.param_groups:
            group["lr"] = settings.rate * 0.3 * (1 - step / settings.appearance_steps)
        chosen = chance.choices(range(len(views)), weights, k=settings.batch)
        first = torch.randint(views.shape[1], (settings.batch,))
        other = (first + torch.randint(1, views.shape[1], (settings.batch,))) % views.shape[1]
        a, b = (head(views[chosen, shown, : head.shape.pooled].float()) for shown in (first, other))
        loss = ranking(a, b, warmth, 0.98) + ranking(b, a, warmth, 0.98)
        _step(optimiser, loss)
        if (step + 1) % max(1, settings.appearance_steps // 30) == 0:
            log.info("appearance head, step %d loss %.3f", step + 1, loss.item())
            if drawn:
                drawn.add(step + 1, loss=loss.item())
    head.eval()
    return head


def load_or_train(
    head: Head, train: Callable[[], object], settings: PictureTraining, cache: Path, *inputs: object
) -> Head:
    """``head``, trained by ``train`` or as an earlier run with the same settings and ``inputs`` left it."""
    named = [fingerprint(part.pictures) if isinstance(part, Featured) else part for part in inputs]
    code = sha256(repr((type(head).__name__, settings, named)).encode()).hexdigest()[:12]
    path = cache / f"head-{code}.pt"
    log.info("%s is %s", type(head).__name__, path.name)
    if path.exists():
        head.load_state_dict(torch.load(path))
    else:
        train()
        torch.save(head.state_dict(), path)
    head.eval()
    return head


def sample(views: Tensor, width: int, most: int = 12_000) -> Tensor:
    """At most about ``most`` of the views [n, v, at least width], evenly spread, as float32 rows [.., width]."""
    rows = views.reshape(-1, views.shape[-1])
    return rows[:: max(1, len(rows) // most), :width].float()


def balance(pictures: Sequence[Labelled]) -> list[float]:
    """How often to draw each picture: sets count by the square root of their size, so that none drowns."""
    sizes: dict[str, int] = {}
    for picture in pictures:
        sizes[picture.source] = sizes.get(picture.source, 0) + 1
    return [sizes[picture.source] ** -0.5 for picture in pictures]


def _captions(picture: Labelled) -> tuple[str, ...]:
    return picture.english + picture.japanese


def _step(optimiser: torch.optim.Optimizer, loss: Tensor) -> None:
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    optimiser.step()


def select(data: Featured, keep: Callable[[Labelled], bool]) -> Featured:
    """The pictures of ``data`` for which ``keep`` holds."""
    chosen = [number for number, picture in enumerate(data.pictures) if keep(picture)]
    return Featured([data.pictures[number] for number in chosen], data.views[chosen])


def pooled(data: Featured, width: int) -> Featured:
    """``data`` with the first ``width`` features: without the maps, which only a tail needs, and most of it."""
    return Featured(data.pictures, data.views[..., :width])


def joined(parts: Sequence[Featured]) -> Featured:
    """Several sets as one."""
    return Featured(
        [p for part in parts for p in part.pictures], np.concatenate([part.views for part in parts])
    )


@torch.no_grad()
def apply(head: nn.Module, features: Rows | Views, size: int = 256) -> Matrix:
    """Unit rows of ``features`` [n, width] through ``head``."""
    rows = torch.cat([head(torch.from_numpy(part).float()) for part in _cut(features, size)])
    return np.asarray(functional.normalize(rows, dim=1).numpy(), np.float32)


def _cut(features: Rows | Views, size: int) -> Iterator[Rows | Views]:
    return (features[start : start + size] for start in range(0, len(features), size))
