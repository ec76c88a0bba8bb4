"""Make an encoder bundle: data, training, graphs, figures and the files that describe it.

python -m export.make_bundle --training FOLDER --out resources/models/NAME [--config FILE] [--cache FOLDER]
"""

import argparse
import logging
import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import torch
from tokenizers import Tokenizer

from export import pictures, weights
from export.bundle_files import LICENCE, ROLES, SOURCES, files, write_licences, write_manifest
from export.card import model_card
from export.check_parity import parity
from export.features import Featured, Run, features, session, tensors, trunk
from export.measure import measure
from export.model import AppearanceHead, ImageTower, JointHead, TextShape, TextTower, Trunk
from export.pictures import Labelled
from export.to_onnx import export_pictures, export_texts, quantise_pictures, quantise_texts, shrink
from export.train_pictures import (
    PictureTraining,
    held_out,
    joined,
    remembered,
    select,
    train_appearance,
    train_joint,
)
from export.train_text import Embed, TextTraining, encode, remembering, train_text
from imtextgui.encoders.bundle import OnnxEncoder, verify
from imtextgui.encoders.manifest import Manifest, PictureProbe, PictureSpec, Probes, TextProbe, TextSpec
from imtextgui.encoders.preprocess import prepare, probe_picture

log = logging.getLogger(__name__)

# Sheets are white: a white margin is no edge. For photos it made no difference.
SPEC = PictureSpec(224, (255, 255, 255))

PROBE_TEXTS = ("hydraulic pump exploded view", "油圧ポンプの組立図", "GP-2040-B1")
PROBE_SEEDS = (1, 2, 3)
# Other instruction sets round otherwise; a wrong weight or a wrong preparation falls far below.
PROBE_TOLERANCE = 0.98

# Below this, 8 bits cost more than the time they save.
LEAST_PARITY = 0.99


@dataclass(frozen=True, slots=True)
class Config:
    """One bundle: its name and the settings of both towers."""

    name: str
    version: str
    text: TextTraining = field(default_factory=TextTraining)
    pictures: PictureTraining = field(default_factory=PictureTraining)


def read_config(path: Path) -> Config:
    """Read a TOML file of ``export/configs``; an unknown setting is a TypeError."""
    document: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    text, picture = document.pop("text", {}), document.pop("pictures", {})
    return Config(**document, text=TextTraining(**text), pictures=PictureTraining(**picture))


def make(training: Path, out: Path, cache: Path, config: Config, command: str) -> None:
    """Make the whole bundle in ``out``; what ``cache`` holds from an earlier run of the same settings is used."""
    cache.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)

    state, tower, tokenizer, embed = text_tower(training, cache, config)
    export_texts(tower, cache / ROLES["text"])
    quantise_texts(cache / ROLES["text"], out / ROLES["text"])
    (out / ROLES["tokenizer"]).write_text(tokenizer.to_str(), encoding="utf-8")

    frozen, run = trunk(training, cache)
    data = picture_data(training, cache, config, run)
    seen = select(data, lambda picture: not held_out(picture))
    narrow_data = select(seen, lambda picture: not unseen(picture))

    def joint(given: Featured) -> JointHead:
        head = joint_head(training, embed, config, frozen)
        return remembered(
            head,
            lambda: train_joint(head, given, embed, config.pictures),
            cache,
            config.pictures,
            state.name,
            given,
        )

    whole, narrow = joint(seen), joint(narrow_data)
    looks = AppearanceHead(config.pictures.appearance_dim)
    remembered(
        looks, lambda: train_appearance(looks, seen, config.pictures), cache, config.pictures, "", seen
    )
    tower_of_pictures = ImageTower(frozen, whole, looks)
    export_pictures(tower_of_pictures, ("joint", "appearance"), SPEC.size, cache / ROLES["image"])
    image_graph(cache / ROLES["image"], out / ROLES["image"], seen.pictures)

    blank = manifest(out, config)
    encoder = OnnxEncoder(out, blank, threads=1)
    measured, calibration = measure(
        encoder, cache=cache, data=data, narrow=narrow, unseen=unseen, training=training
    )
    write_licences(out)
    write_manifest(out, replace(blank, probes=probes(encoder), calibration=calibration))
    (out / "MODEL_CARD.md").write_text(
        model_card(config.name, config.version, command, measured), encoding="utf-8"
    )
    log.info("verified, least cosine %.4f", verify(out))


def image_graph(exact: Path, shipped: Path, sample: Sequence[Labelled]) -> None:
    """Write the graph to ship: the 8-bit one if its vectors are those of ``exact``, else that one itself."""
    views = [list(tensors(picture, 2, SPEC)) for picture in sample[:150]]
    quantise_pictures(exact, shipped, [tensor for both in views[:100] for tensor in both])
    tensors_left = np.stack([both[0] for both in views[100:]])
    floats, bytes_ = (session(path).run(None, {"pictures": tensors_left}) for path in (exact, shipped))
    kept = min(parity(a, b).mean for a, b in zip(floats, bytes_, strict=True))
    log.info("8-bit image tower at a cosine of %.4f", kept)
    if kept < LEAST_PARITY:
        shipped.write_bytes(exact.read_bytes())
    shrink(shipped)


def text_tower(training: Path, cache: Path, config: Config) -> tuple[Path, TextTower, Tokenizer, Embed]:
    """State file and student, its tokenizer, and a way to embed captions with it that remembers them."""
    state = train_text(training, cache, config.text)
    tokenizer = Tokenizer.from_file(str(state.with_suffix(".json")))
    weights_ = torch.load(state)
    tower = TextTower(TextShape(positions=config.text.max_tokens), len(weights_["japanese.weight"])).eval()
    tower.load_state_dict(weights_)

    return (
        state,
        tower,
        tokenizer,
        remembering(lambda strings: encode(tower, tokenizer, strings), state.with_suffix(".npz")),
    )


def picture_data(training: Path, cache: Path, config: Config, run: Run) -> Featured:
    """All pictures with their features; shuffled, so that the first hundreds are a fair sample."""
    settings = config.pictures
    public = list(pictures.labelled_pictures(training, settings.per_class))
    random.Random(7).shuffle(public)
    common: dict[str, Any] = {"views": settings.views, "run": run, "spec": SPEC, "cache": cache}
    parts = [features(public[: settings.most], name="sets", **common)]
    if settings.generated:
        made = pictures.generated_pictures(settings.generated, settings.seed, cache)
        parts.append(features(made, name="generated", **common))
    return joined(parts)


def joint_head(training: Path, embed: Embed, config: Config, frozen: Trunk) -> JointHead:
    """A fresh joint head that knows the classes of ImageNet by name."""
    kernel, bias = weights.convolutions(training / "weights" / "tf2_mobilenet_v2_1.0_224_ptq.tflite")[-1]
    labels = (training / "weights" / "imagenet_labels.txt").read_text(encoding="utf-8").splitlines()
    names = embed([label.split(",")[0] for label in labels])
    return JointHead(
        kernel.reshape(len(labels), Trunk.late), bias, names, config.pictures.hidden, frozen.tail()
    )


def unseen(picture: Labelled) -> bool:
    """What the second joint head is trained without: one whole set, and every fifth family of parts."""
    family = picture.source == "generated" and crc32(picture.family.encode()) % 5 == 0
    return family or picture.source == "noto_emoji"


def manifest(out: Path, config: Config) -> Manifest:
    """The manifest of the graphs in ``out``, without what has to be measured first."""
    return Manifest(
        name=config.name,
        version=config.version,
        licence=LICENCE,
        joint_dim=TextShape().width,
        appearance_dim=config.pictures.appearance_dim,
        picture=SPEC,
        text=TextSpec(config.text.max_tokens),
        files=files(out),
        probes=Probes(PROBE_TOLERANCE, (), ()),
        calibration={},
        sources=SOURCES,
    )


def probes(encoder: OnnxEncoder) -> Probes:
    """What the finished bundle answers to the probes."""
    rows = encoder.encode_texts(PROBE_TEXTS)
    vectors = encoder.encode_pictures([prepare(probe_picture(seed), SPEC) for seed in PROBE_SEEDS])
    return Probes(
        PROBE_TOLERANCE,
        tuple(TextProbe(text, rows[n : n + 1]) for n, text in enumerate(PROBE_TEXTS)),
        tuple(
            PictureProbe(seed, vectors.joint[n : n + 1], vectors.appearance[n : n + 1])
            for n, seed in enumerate(PROBE_SEEDS)
        ),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and make the bundle."""
    parser = argparse.ArgumentParser(prog="python -m export.make_bundle", description=__doc__)
    parser.add_argument("--training", type=Path, required=True, help="folder of training data and weights")
    parser.add_argument("--out", type=Path, required=True, help="folder of the bundle")
    parser.add_argument("--config", type=Path, default=Path(__file__).parent / "configs" / "small.toml")
    parser.add_argument("--cache", type=Path, default=Path(".cache/export"))
    parser.add_argument("--threads", type=int, default=1)
    chosen = parser.parse_args(arguments)
    # Warnings of everybody, but progress of ours only: the quantiser lists every tensor.
    logging.basicConfig(format="%(asctime)s %(message)s")
    for name in ("export", __name__):
        logging.getLogger(name).setLevel(logging.INFO)
    torch.set_num_threads(chosen.threads)
    command = f"python -m export.make_bundle --config export/configs/{chosen.config.name}"
    make(chosen.training, chosen.out, chosen.cache, read_config(chosen.config), command)


if __name__ == "__main__":
    main()
