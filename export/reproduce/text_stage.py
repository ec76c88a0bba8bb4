"""The text tower of a bundle: trained, or as the cache holds it."""

from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from export.reproduce.build import Build
from export.towers.text_embedding import Embed, cached_embedding, encode
from export.towers.text_tower import TextShape, TextTower
from export.towers.train_text import train_text


@dataclass(frozen=True, slots=True)
class TrainedTexts:
    """The student with its tokenizer; ``state`` is its file in the cache, ``embed`` remembers what it embedded."""

    state: Path
    tower: TextTower
    tokenizer: Tokenizer
    embed: Embed


def trained_texts(build: Build) -> TrainedTexts:
    """Train the text tower, or load it where the cache holds it for the same settings."""
    settings = build.config.text
    state = train_text(build.training, build.cache, settings)
    tokenizer = Tokenizer.from_file(str(state.with_suffix(".json")))
    weights = torch.load(state)
    tower = TextTower(TextShape(positions=settings.max_tokens), len(weights["japanese.weight"])).eval()
    tower.load_state_dict(weights)
    embed = cached_embedding(lambda strings: encode(tower, tokenizer, strings), state.with_suffix(".npz"))
    return TrainedTexts(state, tower, tokenizer, embed)
