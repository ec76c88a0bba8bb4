"""Train a text tower to find passages as its former self and the retrieval teacher together do.

Questions stay where they are, and passages move: the scores of a passage over the questions of all manuals, and those
of a step's questions over its passages, must be those of both teachers (listwise distillation, Cao et al. 2007). So
what was trained beside the tower, pictures for one, still finds short texts in place, and no row of the bank grows old.
"""

import logging
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from export.retrieval.questions import Block
from export.towers.curves import Curve
from export.towers.text_embedding import padded
from export.towers.text_tower import TextTower
from export.towers.train_text import resume

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RetrievalTraining:
    """Settings of the steps.

    ``sharpness`` multiplies the teachers' scores and ``temperature`` divides the student's before either becomes a
    distribution; ``bonus`` is what a question gets for the passage it was made from, in deviations, and ``top`` how
    much more high scores count than others. ``keep`` is the weight of the texts that stay. ``steps`` are few because
    6,000 passages are known by heart after 450: "What was tried" in ``export/README.md``.
    """

    steps: int = 300
    blocks: int = 4
    short: int = 40
    asked: int = 16
    rate: float = 2e-4
    sharpness: float = 1.8
    temperature: float = 0.035
    bonus: float = 1.0
    top: float = 2.0
    keep: float = 20.0
    cut: int = 96
    cut_short: int = 32
    checkpoint: int = 150
    seed: int = 1


class Bank:
    """All passages and questions of ``blocks``, with the rows of both teachers."""

    def __init__(
        self, blocks: Sequence[Block], ours: dict[str, Tensor], teacher: dict[str, Tensor], bonus: float
    ) -> None:
        """``ours`` and ``teacher`` hold a row for each text, the teacher's of texts with their prefixes."""
        self.lessons = [lesson for block in blocks for lesson in block]
        self.questions = sorted({text for lesson in self.lessons for text in lesson.questions})
        starts = [0]
        for block in blocks:
            starts.append(starts[-1] + len(block))
        self.blocks = [range(*ends) for ends in pairwise(starts)]
        self._place = {text: number for number, text in enumerate(self.questions)}
        self._bonus = bonus
        texts = [lesson.text for lesson in self.lessons]
        self._pairs = [
            (_rows(ours, texts), _rows(ours, self.questions)),
            (
                _rows(teacher, [f"passage: {text}" for text in texts]),
                _rows(teacher, [f"query: {text}" for text in self.questions]),
            ),
        ]
        self._usual = [_usual(passages, questions) for passages, questions in self._pairs]

    @property
    def rows(self) -> Tensor:
        """Where the questions are [questions, width]."""
        return self._pairs[0][1]

    def asked(self, passages: Sequence[int]) -> list[int]:
        """The numbers of the questions that were made from ``passages``."""
        return sorted({self._place[text] for at in passages for text in self.lessons[at].questions})

    def wanted(self, passages: Sequence[int]) -> Tensor:
        """How far each question stands out for each of ``passages``, both teachers added up [passages, questions]."""
        chosen = list(passages)
        scores = torch.zeros(len(chosen), len(self.questions))
        for (rows, questions), (mean, deviation) in zip(self._pairs, self._usual, strict=True):
            scores += (rows[chosen] @ questions.T - mean) / deviation
        for row, at in enumerate(chosen):
            scores[row, [self._place[text] for text in self.lessons[at].questions]] += self._bonus
        return scores

    def cosines(self, wanted: Tensor) -> Tensor:
        """The cosines that stand out as far as ``wanted``: the sum of two teachers that agree by half is √3 wide."""
        mean, deviation = self._usual[0]
        return mean + deviation * wanted / 3**0.5


def _rows(known: dict[str, Tensor], texts: Sequence[str]) -> Tensor:
    return torch.stack([known[text] for text in texts])


def _usual(passages: Tensor, questions: Tensor) -> tuple[float, float]:
    """Mean and deviation of the cosines of questions and passages that have nothing to do with each other."""
    cosines = questions[:400] @ passages.T
    return float(cosines.mean()), float(cosines.std())


def batch_loss(rows: Tensor, passages: Sequence[int], bank: Bank, settings: RetrievalTraining) -> Tensor:
    """How far the fresh ``rows`` of ``passages`` are from what both teachers say."""
    cosines = rows @ bank.rows.T
    wanted = bank.wanted(passages)
    weights = 1 + settings.top * (wanted - 3).clamp(min=0)
    deviation = bank.cosines(torch.ones(1)) - bank.cosines(torch.zeros(1))
    apart = (weights * ((cosines - bank.cosines(wanted)) / deviation) ** 2).sum() / weights.sum()
    asked = bank.asked(passages)
    by_passage = _divergence(cosines, wanted, settings)
    by_question = _divergence(cosines[:, asked].T, wanted[:, asked].T, settings)
    return by_passage + 0.5 * by_question + 0.5 * apart


def _divergence(cosines: Tensor, wanted: Tensor, settings: RetrievalTraining) -> Tensor:
    return functional.kl_div(
        functional.log_softmax(cosines / settings.temperature, 1),
        functional.softmax(settings.sharpness * wanted, 1),
        reduction="batchmean",
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """The tower before the training, and short texts that stay where it puts them."""

    former: TextTower
    tokenizer: Tokenizer
    texts: Sequence[str]

    def moved(self, student: TextTower, texts: Sequence[str], cut: int) -> Tensor:
        """How far ``student`` has moved ``texts``, 0 for not at all."""
        with torch.no_grad():
            there = encoded(self.former, self.tokenizer, texts, cut)
        return 1 - (encoded(student, self.tokenizer, texts, cut) * there).sum(1).mean()


def fit(student: TextTower, bank: Bank, kept: Kept, settings: RetrievalTraining, finished: Path) -> None:
    """Train ``student`` and write its state into ``finished``.

    The state lies beside it every ``settings.checkpoint`` steps, and a run that was stopped goes on from there.
    """
    checkpoint = finished.with_suffix(".checkpoint.pt")
    for table in (student.english, student.japanese, student.position):
        table.requires_grad_(False)
    learned = [weight for weight in student.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(learned, lr=settings.rate, betas=(0.9, 0.98), weight_decay=0.01)
    start = resume(checkpoint, student, optimiser)
    figures = Curve(finished.parent / "curve-retrieval.csv", start)
    student.train()
    began = time.monotonic()
    for step in range(start, settings.steps):
        for group in optimiser.param_groups:
            group["lr"] = settings.rate * min(1.0, (step + 1) / 40) * max(0.03, 1 - step / settings.steps)
        loss, moved = _losses(student, bank, kept, settings, step)
        optimiser.zero_grad(set_to_none=True)
        (loss + settings.keep * moved).backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimiser.step()
        if (step + 1) % min(settings.checkpoint, settings.steps) == 0:
            seconds = time.monotonic() - began
            log.info("step %d loss %.4f, short texts moved %.4f, %.0f s", step + 1, loss, moved, seconds)
            figures.add(step + 1, loss=loss.item(), moved=moved.item())
            state = {"student": student.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}
            torch.save(state, checkpoint)
    torch.save(student.state_dict(), finished)


def _losses(
    student: TextTower, bank: Bank, kept: Kept, settings: RetrievalTraining, step: int
) -> tuple[Tensor, Tensor]:
    """How far the passages of ``step`` are from what both teachers say, and how far short texts have moved."""
    # A lot of its own for each step, so that a run that was stopped learns what it would have learned.
    chance = random.Random(settings.seed * 1_000_003 + step)
    blocks = chance.sample(bank.blocks, min(settings.blocks, len(bank.blocks)))
    passages = [at for block in blocks for at in block]
    texts = [bank.lessons[at].text for at in passages]
    loss = batch_loss(encoded(student, kept.tokenizer, texts, settings.cut), passages, bank, settings)
    asked = [bank.questions[at] for at in bank.asked(passages)]
    staying = chance.sample(list(kept.texts), min(settings.short, len(kept.texts)))
    staying += chance.sample(asked, min(settings.asked, len(asked)))
    return loss, kept.moved(student, staying, settings.cut_short)


def encoded(tower: TextTower, tokenizer: Tokenizer, texts: Sequence[str], cut: int, size: int = 16) -> Tensor:
    """Rows [n, width] of ``texts`` in their order, cut to ``cut`` tokens; those of about equal length together."""
    ids = [encoding.ids[:cut] for encoding in tokenizer.encode_batch(list(texts))]
    order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
    parts = []
    for start in range(0, len(order), size):
        with torch.autocast("cpu", torch.bfloat16):
            parts.append(tower(*padded([ids[at] for at in order[start : start + size]])).float())
    return torch.cat(parts)[torch.argsort(torch.tensor(order))]
