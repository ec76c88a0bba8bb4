"""The text tower of a bundle: trained, as the cache holds it, or that of a finished bundle."""

from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from export.problems import KitProblem
from export.reproduce.build import Build
from export.towers.finished_text_tower import finished_text_tower
from export.towers.text_embedding import Embed, cached_embedding, encode
from export.towers.text_tower import TextShape, TextTower
from export.towers.train_text import train_text
from imtextgui.encoders.manifest import read_manifest


@dataclass(frozen=True, slots=True)
class TrainedTexts:
    """The student with its tokenizer; ``name`` tells it from others, ``embed`` remembers what it embedded.

    ``finished`` is the graph that ships as it is, where it was not trained here.
    """

    name: str
    tower: TextTower
    tokenizer: Tokenizer
    embed: Embed
    finished: Path | None = None


def trained_texts(build: Build) -> TrainedTexts:
    """Train the text tower, or load it where the cache holds it for the same settings, or take that of a bundle."""
    if build.texts is not None:
        return _taken_over(build.texts, build)
    settings = build.config.text
    state = train_text(build.training, build.cache, settings)
    tokenizer = Tokenizer.from_file(str(state.with_suffix(".json")))
    weights = torch.load(state)
    tower = TextTower(TextShape(positions=settings.max_tokens), len(weights["japanese.weight"])).eval()
    tower.load_state_dict(weights)
    embed = cached_embedding(lambda strings: encode(tower, tokenizer, strings), state.with_suffix(".npz"))
    return TrainedTexts(state.name, tower, tokenizer, embed)


def _taken_over(bundle: Path, build: Build) -> TrainedTexts:
    """The text tower of ``bundle``. Raises BundleError where it is none, KitProblem where it is not of this kit."""
    manifest = read_manifest(bundle)
    if manifest.text.max_tokens != (wanted := build.config.text.max_tokens):
        raise KitProblem(
            f"The text tower of {bundle} reads {manifest.text.max_tokens} tokens, the configuration says {wanted}. "
            "Give max_tokens in [text] accordingly."
        )
    graph = bundle / manifest.files.text.name
    tower = finished_text_tower(graph)
    tokenizer = Tokenizer.from_file(str(bundle / manifest.files.tokenizer.name))
    name = f"text-{manifest.files.text.sha256[:12]}"
    embed = cached_embedding(lambda strings: encode(tower, tokenizer, strings), build.cache / f"{name}.npz")
    return TrainedTexts(name, tower, tokenizer, embed, graph)
