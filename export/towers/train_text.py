"""Train the text tower: a bilingual student of the English teacher."""

import logging
from collections import defaultdict
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from export.data import texts
from export.data.texts import Entry, TextPair
from export.towers import starting_weights
from export.towers.curves import Curve
from export.towers.losses import relational
from export.towers.settings import TextTraining
from export.towers.text_batches import batch_stream, training_groups
from export.towers.text_embedding import cached_embedding, encode, padded
from export.towers.text_tower import TextShape, TextTower
from export.towers.tokenizer import bilingual, japanese_pieces
from imtextgui.domain.embedding import Matrix
from imtextgui.domain.metrics import recall_at

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a student is taught with: groups of pairs, and the teacher's vector [width] of each English side.

    Training is watched by the ``development`` pairs, which are in no group.
    """

    tokenizer: Tokenizer
    groups: list[list[TextPair]]
    vectors: dict[str, Matrix]
    development: list[TextPair]


def train_text(folder: Path, cache: Path, settings: TextTraining) -> Path:
    """Train on ``folder`` and return the finished state file; everything on the way is kept in ``cache``.

    A run that was stopped goes on from its last checkpoint.
    """
    finished = state_file(cache, settings)
    if finished.exists():
        return finished
    held_out = texts.terms_held_out(folder)
    sentences = texts.sentence_pairs(folder)[: settings.sentences]
    entries = held_out.entries(texts.dictionary(folder))
    tokenizer = _tokenizer(finished.with_suffix(".json"), sentences, entries, settings)
    teacher = teacher_tower(settings.max_tokens)
    names = held_out.names(texts.name_pairs(folder))
    trade = [pair for term in texts.glossary() for pair in term.pairs()] + texts.workshop_pairs()
    groups = training_groups(sentences, entries, names, held_out.names(trade), settings)
    embed = cached_embedding(lambda strings: encode(teacher, tokenizer, strings), cache / "teacher.npz")
    english = sorted({pair.english for group in groups for pair in group})
    vectors = dict(zip(english, embed(english), strict=True))
    lessons = Lessons(tokenizer, groups, vectors, texts.sentence_pairs_held_out(folder, "dev"))

    student = _student(teacher, tokenizer, entries, settings.seed)
    first = replace(settings, polish=0)
    words = state_file(cache, first)
    if words.exists():
        student.load_state_dict(torch.load(words))
    else:
        fit(student, lessons, first, finished=words, curve="text")
    if settings.polish:
        fit(student, lessons, _polishing(settings), finished=finished, curve="text-polish")
    return finished


def _student(teacher: TextTower, tokenizer: Tokenizer, entries: list[Entry], seed: int) -> TextTower:
    """A copy of ``teacher`` with a row for each Japanese piece of ``tokenizer``."""
    torch.manual_seed(seed)
    vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    pieces = [piece for piece, _ in vocabulary[teacher.shape.english :]]
    student = TextTower(teacher.shape, len(pieces))
    student.load_state_dict(teacher.state_dict() | {"japanese.weight": student.japanese.weight.data})
    with torch.no_grad():
        student.japanese.weight.copy_(first_rows(teacher, tokenizer, pieces, entries))
    return student


def _polishing(settings: TextTraining) -> TextTraining:
    """The settings of the steps after the first ones."""
    return replace(
        settings,
        polish=0,
        steps=settings.polish,
        shares=settings.polish_shares,
        rate=settings.rate / 2,
        rate_rows=settings.rate_rows / 2,
        seed=settings.seed + 1,
    )


def teacher_tower(positions: int) -> TextTower:
    """The English teacher, all-MiniLM-L6-v2, cut to the first ``positions``."""
    teacher = TextTower(TextShape(positions=positions))
    teacher.load_teacher(load_file(starting_weights.teacher_folder() / "model.safetensors"))
    teacher.eval()
    return teacher


def state_file(cache: Path, settings: TextTraining) -> Path:
    """Where the finished state for these settings goes; its tokenizer lies beside it as .json."""
    code = sha256(repr(settings).encode()).hexdigest()[:12]
    return cache / f"text-{code}.pt"


def _tokenizer(
    path: Path, sentences: list[TextPair], entries: list[Entry], settings: TextTraining
) -> Tokenizer:
    """The tokenizer at ``path``; made first where it is missing. A run that goes on must keep its pieces."""
    if not path.exists():
        headwords = [entry.japanese for entry in entries]
        pieces = japanese_pieces(
            [pair.japanese for pair in sentences] + headwords, headwords, settings.pieces
        )
        teacher = (starting_weights.teacher_folder() / "tokenizer.json").read_text(encoding="utf-8")
        path.write_text(bilingual(teacher, pieces, settings.max_tokens), encoding="utf-8")
    return Tokenizer.from_file(str(path))


def first_rows(teacher: TextTower, tokenizer: Tokenizer, pieces: list[str], entries: list[Entry]) -> Tensor:
    """A row [len(pieces), width] for each Japanese piece: what its dictionary glosses mean, on average.

    A piece that is no headword takes the mean of the headwords it is part of.
    """
    table = teacher.english.weight.detach()
    glosses: dict[str, list[str]] = defaultdict(list)
    around: dict[str, list[str]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: not e.common):
        for word in {entry.japanese, entry.reading} if entry.common else {entry.japanese}:
            glosses[word] += entry.glosses[:3]
        for character in set(entry.japanese):
            around[character] += entry.glosses[:1]
    rows = torch.empty(len(pieces), table.shape[1])
    for number, piece in enumerate(pieces):
        said = (glosses.get(piece) or around.get(piece) or ["it"])[:6]
        ids = [
            i for text in said for i in tokenizer.encode(text, add_special_tokens=False).ids if i < len(table)
        ]
        rows[number] = table[ids].mean(0) if ids else table.mean(0)
    # The mean of many rows is short, and the first layer's norm would blow up what is left of it.
    return functional.normalize(rows, dim=1) * table.norm(dim=1).mean()


def fit(student: TextTower, lessons: Lessons, settings: TextTraining, *, finished: Path, curve: str) -> None:
    """Train ``student`` for ``settings.steps`` and write its state into ``finished``.

    The state lies beside it every 200 steps, and a run that was stopped goes on from there. The figures go into the
    file of ``curve``.
    """
    checkpoint = finished.with_suffix(".checkpoint.pt")
    optimiser = _optimiser(student, settings)
    start = resume(checkpoint, student, optimiser)
    student.train()
    figures = Curve(finished.parent / f"curve-{curve}.csv", start)
    batches = batch_stream(lessons.tokenizer, lessons.groups, settings, start)
    learned = [weight for group in optimiser.param_groups for weight in group["params"]]
    for step in range(start, settings.steps):
        warm, left = min(1.0, (step + 1) / 100), 1 - step / settings.steps
        for group in optimiser.param_groups:
            group["lr"] = group["rate"] * warm * left
        loss = _loss(student, *next(batches), lessons.vectors)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimiser.step()
        if (step + 1) % min(200, settings.steps) == 0:
            right = development_recall(student, lessons.tokenizer, lessons.development)
            log.info("step %d loss %.4f, Japanese to English at 1: %.3f", step + 1, loss.item(), right)
            figures.add(step + 1, loss=loss.item(), recall=right)
            state = {"student": student.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}
            torch.save(state, checkpoint)
    torch.save(student.state_dict(), finished)


def _optimiser(student: TextTower, settings: TextTraining) -> torch.optim.AdamW:
    """AdamW with one rate for the layers and another for the Japanese rows; the rest of ``student`` is frozen."""
    # Positions and the English rows carry what the teacher knows; nothing Japanese needs them moved.
    student.english.requires_grad_(False)
    student.position.requires_grad_(False)
    rows = [student.japanese.weight]
    named = student.named_parameters()
    layers = [weight for name, weight in named if weight.requires_grad and name != "japanese.weight"]
    return torch.optim.AdamW(
        [{"params": layers, "rate": settings.rate}, {"params": rows, "rate": settings.rate_rows}],
        weight_decay=0.0,
        betas=(0.9, 0.98),
    )


def resume(checkpoint: Path, student: TextTower, optimiser: torch.optim.Optimizer) -> int:
    """Load what a stopped run left in ``checkpoint``; returns the step to go on from."""
    if not checkpoint.exists():
        return 0
    state = torch.load(checkpoint)
    student.load_state_dict(state["student"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"])


def _loss(
    student: TextTower,
    pairs: list[TextPair],
    japanese: list[list[int]],
    english: list[list[int]],
    vectors: dict[str, Matrix],
) -> Tensor:
    """Japanese and English must both lie where the teacher puts the English side."""
    target = torch.from_numpy(np.stack([vectors[p.english] for p in pairs])).float()
    with torch.autocast("cpu", torch.bfloat16):
        ours, kept = student(*padded(japanese)).float(), student(*padded(english)).float()
    near = 1 - (ours * target).sum(1).mean()
    same = 1 - (kept * target[: len(kept)]).sum(1).mean()
    return near + 2 * same + 0.1 * relational(ours, target, 0.05)


def development_recall(student: TextTower, tokenizer: Tokenizer, pairs: list[TextPair]) -> float:
    """Recall@1 of the English side for each Japanese one."""
    japanese = encode(student, tokenizer, [p.japanese for p in pairs])
    english = encode(student, tokenizer, [p.english for p in pairs])
    scores = japanese @ english.T
    own = scores.diagonal()[:, None]
    return recall_at(((scores > own).sum(1) + 1).tolist(), 1)
