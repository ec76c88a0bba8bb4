"""Train the text tower: a bilingual student of the English teacher."""

import logging
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from export.data import texts
from export.data.texts import Entry, Pair
from export.towers import starting_weights
from export.towers.curves import Curve
from export.towers.losses import relational
from export.towers.model import TextShape, TextTower
from export.towers.tokenizer import bilingual, japanese_pieces
from imtextgui.domain.embedding import Matrix
from imtextgui.domain.metrics import recall_at

log = logging.getLogger(__name__)

Embed = Callable[[Sequence[str]], Matrix]


@dataclass(frozen=True, slots=True)
class TextTraining:
    """Settings of the text tower; ``shares`` are those of the groups of ``_groups`` in a batch.

    After ``steps``, ``polish`` more go by ``polish_shares`` at half the rate: words are learned first, sentences last.
    """

    pieces: int = 16_000
    max_tokens: int = 128
    steps: int = 2400
    batch: int = 128
    english_batch: int = 32
    cut: int = 40
    rate: float = 2e-4
    rate_rows: float = 2e-3
    sentences: int = 1_000_000
    common_entries: int = 1_000_000
    rare_entries: int = 60_000
    templates: int = 40_000
    shares: tuple[float, ...] = (0.36, 0.24, 0.05, 0.08, 0.09, 0.18)
    polish: int = 0
    polish_shares: tuple[float, ...] = (0.70, 0.08, 0.02, 0.03, 0.05, 0.12)
    seed: int = 1


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

    teacher = TextTower(TextShape(positions=settings.max_tokens)).eval()
    teacher.load_teacher(load_file(starting_weights.teacher_folder() / "model.safetensors"))
    names = held_out.names(texts.name_pairs(folder))
    trade = [pair for term in texts.glossary() for pair in term.pairs()] + texts.workshop_pairs()
    groups = _groups(sentences, entries, names, held_out.names(trade), settings)
    taught = remembering(lambda strings: encode(teacher, tokenizer, strings), cache / "teacher.npz")
    english = sorted({pair.english for group in groups for pair in group})
    vectors = dict(zip(english, taught(english), strict=True))

    torch.manual_seed(settings.seed)
    vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    pieces = [piece for piece, _ in vocabulary[teacher.shape.english :]]
    student = TextTower(teacher.shape, len(pieces))
    student.load_state_dict(teacher.state_dict() | {"japanese.weight": student.japanese.weight.data})
    with torch.no_grad():
        student.japanese.weight.copy_(first_rows(teacher, tokenizer, pieces, entries))
    development = texts.sentence_pairs_held_out(folder, "dev")
    first = replace(settings, polish=0)
    last = replace(
        first,
        steps=settings.polish,
        shares=settings.polish_shares,
        rate=settings.rate / 2,
        rate_rows=settings.rate_rows / 2,
        seed=settings.seed + 1,
    )
    known: dict[str, Any] = {
        "tokenizer": tokenizer,
        "groups": groups,
        "vectors": vectors,
        "development": development,
    }
    taught_words = state_file(cache, first)
    if taught_words.exists():
        student.load_state_dict(torch.load(taught_words))
    else:
        _fit(student, **known, finished=taught_words, settings=first, curve="text")
    if settings.polish:
        _fit(student, **known, finished=finished, settings=last, curve="text-polish")
    return finished


def teacher_tower(positions: int) -> TextTower:
    """The English teacher, all-MiniLM-L6-v2, cut to so many positions."""
    teacher = TextTower(TextShape(positions=positions))
    teacher.load_teacher(load_file(starting_weights.teacher_folder() / "model.safetensors"))
    teacher.eval()
    return teacher


def state_file(cache: Path, settings: TextTraining) -> Path:
    """Where the finished state for these settings goes; its tokenizer lies beside it as .json."""
    code = sha256(repr(settings).encode()).hexdigest()[:12]
    return cache / f"text-{code}.pt"


def _tokenizer(path: Path, sentences: list[Pair], entries: list[Entry], settings: TextTraining) -> Tokenizer:
    """The tokenizer at ``path``; made first where it is missing. A run that goes on must keep its pieces."""
    if not path.exists():
        headwords = [entry.japanese for entry in entries]
        pieces = japanese_pieces(
            [pair.japanese for pair in sentences] + headwords, headwords, settings.pieces
        )
        teacher = (starting_weights.teacher_folder() / "tokenizer.json").read_text(encoding="utf-8")
        path.write_text(bilingual(teacher, pieces, settings.max_tokens), encoding="utf-8")
    return Tokenizer.from_file(str(path))


def _groups(
    sentences: list[Pair],
    entries: list[Entry],
    names: list[Pair],
    trade: list[Pair],
    settings: TextTraining,
) -> list[list[Pair]]:
    """Sentences, dictionary, names, phrases around everyday nouns, and with and without phrases the technical
    words of the dictionary and the terms of the trade.
    """
    chance = random.Random(settings.seed)
    common = [e for e in entries if e.common][: settings.common_entries]
    rare = [e for e in entries if not e.common]
    rare = chance.sample(rare, min(settings.rare_entries, len(rare)))
    dictionary = [Pair(gloss, e.japanese) for e in common for gloss in e.glosses[:2]]
    dictionary += [Pair(e.glosses[0], e.japanese) for e in rare]
    nouns = [Pair(e.glosses[0], e.japanese) for e in common if len(e.glosses[0].split()) <= 2] + names
    phrases = list(texts.template_pairs(chance.sample(nouns, min(settings.templates // 4, len(nouns)))))
    phrases = chance.sample(phrases, min(settings.templates, len(phrases)))
    technical = [
        Pair(g, e.japanese) for e in entries if e.fields & texts.TECHNICAL_FIELDS for g in e.glosses[:2]
    ]
    technical += texts.template_pairs(chance.sample(technical, min(settings.templates // 40, len(technical))))
    said = list(texts.template_pairs(trade))
    trade = [*trade, *chance.sample(said, min(settings.templates, len(said)))]
    return [group for group in (sentences, dictionary, names, phrases, technical, trade) if group]


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


def batches(ids: Sequence[Sequence[int]], size: int) -> Iterator[tuple[list[int], Tensor, Tensor]]:
    """Positions, ids and mask of batches of about equal length, shortest first."""
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        yield chosen, *padded([ids[i] for i in chosen])


def padded(ids: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Ids and mask, int64 [n, longest]."""
    longest = max(map(len, ids))
    rows = torch.zeros(len(ids), longest, dtype=torch.int64)
    mask = torch.zeros(len(ids), longest, dtype=torch.int64)
    for number, each in enumerate(ids):
        rows[number, : len(each)] = torch.tensor(each)
        mask[number, : len(each)] = 1
    return rows, mask


@torch.no_grad()
def encode(tower: TextTower, tokenizer: Tokenizer, strings: Sequence[str], size: int = 64) -> Matrix:
    """Joint vectors [len(strings), width] of ``tower`` in its present state."""
    was_training = tower.training
    tower.eval()
    found = np.empty((len(strings), tower.shape.width), np.float32)
    for chosen, ids, mask in batches([e.ids for e in tokenizer.encode_batch(list(strings))], size):
        with torch.autocast("cpu", torch.bfloat16):
            found[chosen] = tower(ids, mask).float().numpy()
    tower.train(was_training)
    return found


def remembering(embed: Embed, path: Path) -> Embed:
    """``embed`` that looks into the file ``path`` first and adds to it what is new: embedding takes minutes."""

    def remembered(strings: Sequence[str]) -> Matrix:
        known: dict[str, Matrix] = {}
        if path.exists():
            with np.load(path) as stored:
                known = dict(zip(stored["texts"].tolist(), stored["rows"], strict=True))
        missing = [text for text in dict.fromkeys(strings) if text not in known]
        if missing:
            log.info("vectors of %d texts", len(missing))
            known |= zip(missing, embed(missing).astype(np.float16), strict=True)
            np.savez(path, texts=np.array(list(known)), rows=np.stack(list(known.values())))
        return np.stack([known[text] for text in strings]).astype(np.float32)

    return remembered


def _fit(
    student: TextTower,
    *,
    tokenizer: Tokenizer,
    groups: list[list[Pair]],
    vectors: dict[str, Matrix],
    development: list[Pair],
    finished: Path,
    settings: TextTraining,
    curve: str,
) -> None:
    checkpoint = finished.with_suffix(".checkpoint.pt")
    # Positions and the English rows carry what the teacher knows; nothing Japanese needs them moved.
    student.english.requires_grad_(False)
    student.position.requires_grad_(False)
    rows = [student.japanese.weight]
    layers = [p for n, p in student.named_parameters() if p.requires_grad and n != "japanese.weight"]
    optimiser = torch.optim.AdamW(
        [{"params": layers, "rate": settings.rate}, {"params": rows, "rate": settings.rate_rows}],
        weight_decay=0.0,
        betas=(0.9, 0.98),
    )
    start = 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        student.load_state_dict(state["student"])
        optimiser.load_state_dict(state["optimiser"])
        start = state["step"]
    student.train()
    drawn = Curve(finished.parent / f"curve-{curve}.csv", start)
    stream = _stream(tokenizer, groups, settings, start)
    for step in range(start, settings.steps):
        warm, left = min(1.0, (step + 1) / 100), 1 - step / settings.steps
        for group in optimiser.param_groups:
            group["lr"] = group["rate"] * warm * left
        loss = _loss(student, *next(stream), vectors)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*layers, *rows], 1.0)
        optimiser.step()
        if (step + 1) % min(200, settings.steps) == 0:
            right = development_recall(student, tokenizer, development)
            log.info("step %d loss %.4f, Japanese to English at 1: %.3f", step + 1, loss.item(), right)
            drawn.add(step + 1, loss=loss.item(), recall=right)
            state = {"student": student.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}
            torch.save(state, checkpoint)
    torch.save(student.state_dict(), finished)


_Batch = tuple[list[Pair], list[list[int]], list[list[int]]]


def _stream(
    tokenizer: Tokenizer, groups: list[list[Pair]], settings: TextTraining, start: int
) -> Iterator[_Batch]:
    """Batches without end: pairs, their Japanese ids, and ids of the English sides of some.

    Sixteen batches are drawn together and sorted by length: less padding, and neighbours that are
    alike in form make harder negatives.
    """
    for block in range(start // 16, 10**9):
        chance = random.Random(settings.seed * 1_000_003 + block)
        kinds = chance.choices(range(len(groups)), settings.shares[: len(groups)], k=settings.batch * 16)
        drawn = [chance.choice(groups[kind]) for kind in kinds]
        ids = [e.ids[: settings.cut] for e in tokenizer.encode_batch([p.japanese for p in drawn])]
        order = sorted(range(len(drawn)), key=lambda i: len(ids[i]))
        cut = [order[i : i + settings.batch] for i in range(0, len(order), settings.batch)]
        chance.shuffle(cut)
        for chosen in cut:
            pairs = [drawn[i] for i in chosen]
            english = tokenizer.encode_batch([p.english for p in pairs[: settings.english_batch]])
            yield pairs, [ids[i] for i in chosen], [e.ids[: settings.cut] for e in english]


def _loss(
    student: TextTower,
    pairs: list[Pair],
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


def development_recall(student: TextTower, tokenizer: Tokenizer, pairs: list[Pair]) -> float:
    """Recall@1 of the English side for each Japanese one."""
    japanese = encode(student, tokenizer, [p.japanese for p in pairs])
    english = encode(student, tokenizer, [p.english for p in pairs])
    scores = japanese @ english.T
    own = scores.diagonal()[:, None]
    return recall_at(((scores > own).sum(1) + 1).tolist(), 1)
