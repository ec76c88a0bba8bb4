"""Training at a site: the joint head goes on with the site's own pairs, mixed with what it knows already."""

import copy
import io
import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from export.data.pictures import Labelled
from export.site.graph import SiteHead
from export.site.messages import SiteProblem
from export.towers.losses import hardest, ranking
from export.towers.text_embedding import Embed
from export.towers.train_pictures import apply
from export.towers.trunk_features import Featured

CHECKPOINT_FORMAT = 1
"""Raised whenever a run of an older version could not be finished as it was begun."""


@dataclass(frozen=True, slots=True)
class SiteTraining:
    """Settings. ``share`` of a batch is the site's, the rest replay; ``keep`` weighs the loss that holds the old
    answers to the replay; ``hardest`` is the share of the max-of-hinges loss, the rest is InfoNCE."""

    views: int = 4
    replay: int = 1600
    replay_views: int = 2
    steps: int = 600
    batch: int = 256
    share: float = 0.5
    rate: float = 3e-4
    keep: float = 4.0
    temperature: float = 0.05
    hardest: float = 0.5
    families: tuple[str, ...] = ()
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a run may take, in minutes, from when this was made."""

    minutes: float
    began: float = field(default_factory=time.monotonic)

    def passed(self) -> float:
        """The share of the time that is over; 1 and more at the end."""
        return (time.monotonic() - self.began) / (60 * self.minutes)

    def reached(self) -> bool:
        """Whether the time is over."""
        return self.passed() >= 1


@dataclass(frozen=True, slots=True)
class SiteRun:
    """A run that may be stopped and taken up again: its folder, and what it was begun with."""

    folder: Path
    bundle: str
    pairs: str

    def begin(self) -> bool:
        """Make the folder, or check that the run in it is this one; whether there is a state to go on from.

        Raises SiteProblem for the run of another version, bundle or set of pairs, and for one that cannot be read.
        """
        described = self.folder / "run.json"
        if not described.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            own = {"format": CHECKPOINT_FORMAT, "bundle": self.bundle, "pairs": self.pairs}
            write_whole(described, json.dumps(own).encode())
            return False
        try:
            stored: dict[str, Any] = json.loads(described.read_bytes())
            version, bundle, pairs = (stored[name] for name in ("format", "bundle", "pairs"))
        except (ValueError, KeyError, TypeError) as error:
            raise SiteProblem("checkpoint-damaged", path=self.folder, reason=error) from error
        if version != CHECKPOINT_FORMAT:
            raise SiteProblem("checkpoint-version", path=self.folder, found=version, known=CHECKPOINT_FORMAT)
        if bundle != self.bundle:
            raise SiteProblem("checkpoint-bundle", path=self.folder, found=bundle[:8], known=self.bundle[:8])
        if pairs != self.pairs:
            raise SiteProblem("checkpoint-pairs", path=self.folder)
        return self.state.exists()

    @property
    def state(self) -> Path:
        """Where the state of the training is kept."""
        return self.folder / "state.pt"

    def save(self, state: Mapping[str, Any]) -> None:
        """Keep ``state``; the one before stays whole until this one is."""
        stream = io.BytesIO()
        torch.save(dict(state), stream)
        write_whole(self.state, stream.getvalue())

    def load(self) -> dict[str, Any]:
        """The state as it was kept; SiteProblem where the file is damaged."""
        try:
            state: dict[str, Any] = torch.load(self.state, weights_only=True)
            int(state["step"])
        except Exception as error:  # the library's own, pickle's, zip's, ...
            raise SiteProblem("checkpoint-damaged", path=self.folder, reason=str(error)[:80]) from error
        return state


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` beside ``path`` and put it there whole, or leave what was there."""
    unfinished = path.with_suffix(f"{path.suffix}.unfinished")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def digest(pictures: Sequence[Labelled], things: Sequence[frozenset[str]], settings: SiteTraining) -> str:
    """What names a set of pairs and the settings: other pictures, captions or groups give another digest."""
    own = [(p.name, p.english, p.japanese, sorted(of)) for p, of in zip(pictures, things, strict=True)]
    return sha256(repr((own, asdict(settings))).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PictureSet:
    """One set of pictures to draw from: features [n, v, width] and what the head of before makes of them [n, v, dim],
    all caption vectors [c, dim], and for each picture the numbers of its captions."""

    views: Tensor
    before: Tensor
    vectors: Tensor
    captions: list[list[int]]

    def draw(self, count: int, chance: random.Random) -> tuple[Tensor, Tensor, Tensor]:
        """``count`` views of pictures, what they were before, and a caption vector for each.

        The first caption comes as often as all the others together.
        """
        chosen = [chance.randrange(len(self.captions)) for _ in range(count)]
        view = [chance.randrange(self.views.shape[1]) for _ in range(count)]
        own = [self.captions[number] for number in chosen]
        texts = [captions[0] if chance.random() < 0.5 else chance.choice(captions) for captions in own]
        return self.views[chosen, view], self.before[chosen, view], self.vectors[texts]


def picture_set(data: Featured, first: SiteHead, embed: Embed) -> PictureSet:
    """``data`` with the vectors of its captions, and the answers of the head that training begins with."""
    texts = sorted({caption for picture in data.pictures for caption in picture.english + picture.japanese})
    rows = {text: number for number, text in enumerate(texts)}
    captions = [[rows[caption] for caption in p.english + p.japanese] for p in data.pictures]
    before = apply(first, data.views.reshape(-1, data.views.shape[-1]))
    return PictureSet(
        torch.from_numpy(data.views.astype(np.float32)),
        torch.from_numpy(before.reshape(*data.views.shape[:2], -1)),
        torch.from_numpy(embed(texts)),
        captions,
    )


def train_site(
    first: SiteHead,
    site: PictureSet,
    replay: PictureSet,
    run: SiteRun,
    *,
    settings: SiteTraining,
    limit: Limit,
    on_progress: Callable[[int, float], None] = lambda step, loss: None,
) -> SiteHead:
    """``first``, trained further; it stays as it is, and a copy is returned.

    Goes on where ``run`` was stopped, with the same result as if it had not been. Where the ``limit`` comes before the
    last step, the rate falls faster, to nothing when it is reached. ``on_progress`` hears of the progress.
    KeyboardInterrupt is passed on after the state was kept.
    """
    head: SiteHead = copy.deepcopy(first)
    head.train()
    optimiser = torch.optim.AdamW(head.parameters(), settings.rate, weight_decay=0.0)
    step = _resumed(head, optimiser, run) if run.state.exists() else 0
    start, spent = step, limit.passed()

    def keep() -> None:
        run.save({"step": step, "head": head.state_dict(), "optimiser": optimiser.state_dict()})

    try:
        while step < settings.steps and not limit.reached():
            passed = max(step / settings.steps, (limit.passed() - spent) / (1 - spent))
            rate = settings.rate * min(1.0, (step + 1) / 50) * max(0.0, 1 - passed)
            loss = _step(optimiser, rate, _loss(head, site, replay, step, settings))
            step += 1
            if step % 100 == 0:
                on_progress(step, loss)
                keep()
    except KeyboardInterrupt:
        if step > start:
            keep()
        raise
    step = settings.steps
    keep()
    head.eval()
    return head


def _step(optimiser: torch.optim.Optimizer, rate: float, loss: Tensor) -> float:
    """One step at ``rate`` down the gradient of ``loss``, whose value is returned."""
    for group in optimiser.param_groups:
        group["lr"] = rate
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    optimiser.step()
    return float(loss.item())


def _resumed(head: SiteHead, optimiser: torch.optim.Optimizer, run: SiteRun) -> int:
    state = run.load()
    try:
        head.load_state_dict(state["head"])
        optimiser.load_state_dict(state["optimiser"])
        return int(state["step"])
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise SiteProblem("checkpoint-damaged", path=run.folder, reason=str(error)[:80]) from error


def _loss(head: SiteHead, site: PictureSet, replay: PictureSet, step: int, settings: SiteTraining) -> Tensor:
    """The loss of one batch. Its chance depends on the step alone, so that a run taken up again draws the same."""
    number = settings.seed * 1_000_003 + step
    torch.manual_seed(number)
    chance = random.Random(number)
    ours = round(settings.batch * settings.share)
    features, _, texts = site.draw(ours, chance)
    known, before, names = replay.draw(settings.batch - ours, chance)
    pictures, texts = head(torch.cat([features, known])), torch.cat([texts, names])
    loss = ranking(pictures, texts, settings.temperature) + ranking(texts, pictures, settings.temperature)
    loss = (1 - settings.hardest) * loss + settings.hardest * 10 * hardest(pictures, texts, 0.2)
    # Learning without forgetting (Li and Hoiem 2016): old answers to old pictures are targets, too.
    return loss + settings.keep * (1 - (pictures[ours:] * before).sum(1)).mean()


def only(data: Featured, chosen: Sequence[bool]) -> Featured:
    """The pictures of ``data`` that are ``chosen``."""
    numbers = [number for number, yes in enumerate(chosen) if yes]
    return replace(data, pictures=[data.pictures[n] for n in numbers], views=data.views[numbers])
