"""Texts through the text tower: batches of about equal length, padding, and embeddings that are kept in a file."""

import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from export.towers.text_tower import TextTower
from imtextgui.domain.embedding import Matrix

log = logging.getLogger(__name__)

Embed = Callable[[Sequence[str]], Matrix]
"""Texts to unit rows [n, width]."""


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
    for number, tokens in enumerate(ids):
        rows[number, : len(tokens)] = torch.tensor(tokens)
        mask[number, : len(tokens)] = 1
    return rows, mask


@torch.no_grad()
def encode(tower: TextTower, tokenizer: Tokenizer, strings: Sequence[str], size: int = 64) -> Matrix:
    """Joint vectors [len(strings), width] of ``tower`` in its present state."""
    was_training = tower.training
    tower.eval()
    rows = np.empty((len(strings), tower.shape.width), np.float32)
    for chosen, ids, mask in batches([e.ids for e in tokenizer.encode_batch(list(strings))], size):
        with torch.autocast("cpu", torch.bfloat16):
            rows[chosen] = tower(ids, mask).float().numpy()
    tower.train(was_training)
    return rows


def cached_embedding(embed: Embed, path: Path) -> Embed:
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
