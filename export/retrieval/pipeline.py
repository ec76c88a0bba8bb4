"""The way from a bundle and manuals to a bundle that finds passages better, stage by stage; each is kept in a cache."""

import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from export.data import texts
from export.data.query_phrases import template_pairs
from export.data.texts import TextPair
from export.problems import KitProblem
from export.retrieval import manuals
from export.retrieval.bundle import write_bundle
from export.retrieval.questions import Block, blocks
from export.retrieval.teacher import prefixed, teacher
from export.retrieval.training import Bank, Kept, RetrievalTraining, fit
from export.towers.finished_text_tower import finished_text_tower
from export.towers.text_embedding import Embed, cached_embedding, encode
from imtextgui.domain.embedding import Matrix
from imtextgui.encoders.bundle import OnnxEncoder, load

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RetrievalOrder:
    """What the command line asks for; ``most`` is how many blocks of passages are learned from."""

    bundle: Path
    manuals: Path
    training: Path
    cache: Path
    out: Path
    version: str
    most: int = 1000
    settings: RetrievalTraining = field(default_factory=RetrievalTraining)


def make(order: RetrievalOrder, open_teacher: Callable[[], Embed] = teacher) -> None:
    """Do what is ordered. Raises KitProblem where something is missing, or ``order.out`` exists."""
    if order.out.exists():
        raise KitProblem(f"{order.out} exists already. Name another folder.")
    order.cache.mkdir(parents=True, exist_ok=True)
    base = load(order.bundle, threads=1)
    tokenizer = Tokenizer.from_file(str(order.bundle / base.manifest.files.tokenizer.name))
    tokenizer.enable_truncation(base.manifest.text.max_tokens)
    former = finished_text_tower(order.bundle / base.manifest.files.text.name)
    learned = blocks(manuals.passages(order.manuals), order.settings.seed)[: order.most]
    log.info("%d blocks of passages", len(learned))
    bank = _bank(order, learned, lambda strings: encode(former, tokenizer, strings), open_teacher)
    finished = order.cache / f"retrieval-{_code(order, base)}.pt"
    student = finished_text_tower(order.bundle / base.manifest.files.text.name)
    if finished.exists():
        student.load_state_dict(torch.load(finished))
    else:
        kept = Kept(former, tokenizer, short_texts(order.training))
        fit(student, bank, kept, order.settings, finished)
    log.info(
        "written: %s", write_bundle(base, student.eval(), order.training, order.version, order.out).version
    )


def _code(order: RetrievalOrder, base: OnnxEncoder) -> str:
    return sha256(f"{order.settings} {order.most} {base.fingerprint}".encode()).hexdigest()[:12]


def _bank(
    order: RetrievalOrder, learned: Sequence[Block], ours: Embed, open_teacher: Callable[[], Embed]
) -> Bank:
    """The bank of ``learned``; the rows of both teachers are kept in the cache, for the larger takes minutes."""
    passages = sorted({lesson.text for block in learned for lesson in block})
    asked = sorted({text for block in learned for lesson in block for text in lesson.questions})
    former = cached_embedding(ours, order.cache / "former.npz")

    def taught(strings: Sequence[str]) -> Matrix:
        return open_teacher()(strings)

    theirs = cached_embedding(taught, order.cache / "teacher.npz")
    marked = [*prefixed("passage", passages), *prefixed("query", asked)]
    return Bank(
        learned, _by_text(former, [*passages, *asked]), _by_text(theirs, marked), order.settings.bonus
    )


def _by_text(embed: Embed, strings: Sequence[str]) -> dict[str, Tensor]:
    rows = torch.from_numpy(embed(strings))
    return dict(zip(strings, rows, strict=True))


def short_texts(training: Path, seed: int = 1) -> list[str]:
    """Texts in both languages that must stay where they are: sentences, names, terms of the trade, phrases with them.

    What is held out for the figures is not among them.
    """
    chance = random.Random(seed)
    held_out = texts.terms_held_out(training)
    trade = held_out.names(
        [pair for term in texts.glossary() for pair in term.pairs()] + texts.workshop_pairs()
    )
    groups: list[tuple[list[TextPair], int]] = [
        (texts.sentence_pairs(training), 20_000),
        (held_out.names(texts.name_pairs(training)), 8_000),
        (trade, 4_000),
        (list(template_pairs(chance.sample(trade, min(300, len(trade))))), 8_000),
    ]
    chosen = [pair for pairs, most in groups for pair in chance.sample(pairs, min(most, len(pairs)))]
    return [side for pair in chosen for side in (pair.english, pair.japanese)]
