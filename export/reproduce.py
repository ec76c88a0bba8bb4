"""Make an encoder bundle: data, training, graphs, figures and the files that describe it.

python -m export.reproduce --training FOLDER --out resources/models/NAME [--config FILE] [--cache FOLDER]
"""

import argparse
import logging
import random
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch
from tokenizers import Tokenizer

from export import problems
from export.bundle import probes
from export.bundle.files import LICENCE, ROLES, SOURCES, files, write_licences, write_manifest
from export.bundle.shrinking import image_graph, publish, text_graph
from export.data import pictures, texts
from export.data.splits import APART, Rule, held_out, trained_on
from export.evaluate.gallery import gallery
from export.evaluate.measure import measure
from export.evaluate.model_card import model_card
from export.problems import KitProblem
from export.towers import starting_weights
from export.towers.curves import plot
from export.towers.model import AppearanceHead, ImageTower, JointHead, TextShape, TextTower, Trunk
from export.towers.to_onnx import export_pictures, export_texts
from export.towers.train_pictures import (
    PictureTraining,
    joined,
    pooled,
    remembered,
    select,
    settle_joint,
    train_appearance,
    train_joint,
)
from export.towers.train_text import Embed, TextTraining, encode, remembering, teacher_tower, train_text
from export.towers.trunk_features import Featured, Run, features, trunk
from imtextgui.encoders.bundle import OnnxEncoder, verify
from imtextgui.encoders.manifest import Manifest, PictureSpec, TextSpec

log = logging.getLogger(__name__)

# Sheets are white: a white margin is no edge. For photos it made no difference.
SPEC = PictureSpec(224, (255, 255, 255))


@dataclass(frozen=True, slots=True)
class Config:
    """One bundle: its name and the settings of both towers.

    Below a cosine of ``least_parity`` between a smaller graph and the trained one, making it smaller costs more
    than it saves, and the export fails; texts in 8-bit arithmetic get ``least_text_parity``.
    """

    name: str
    version: str
    least_parity: float = 0.99
    least_text_parity: float = 0.97
    text: TextTraining = field(default_factory=TextTraining)
    pictures: PictureTraining = field(default_factory=PictureTraining)


def read_config(path: Path) -> Config:
    """Read a TOML file of ``export/configs``. Raises KitProblem for a file or setting that is not there."""
    try:
        document: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        text, picture = document.pop("text", {}), document.pop("pictures", {})
        if "shares" in text:
            text["shares"] = tuple(text["shares"])
        return Config(**document, text=TextTraining(**text), pictures=PictureTraining(**picture))
    except (OSError, tomllib.TOMLDecodeError, TypeError) as problem:
        raise KitProblem(f"{path} is no configuration: {problem}. See export/configs for examples.") from None


def make(training: Path, out: Path, cache: Path, config: Config) -> None:
    """Make the whole bundle in ``out``; what ``cache`` holds from an earlier run of the same settings is used.

    ``out`` changes at the very end and at once: a run that stops leaves the old bundle as it was.
    """
    cache.mkdir(parents=True, exist_ok=True)
    draft = cache / f"draft-{config.name}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()

    state, tower, tokenizer, embed = text_tower(training, cache, config)
    export_texts(tower, cache / ROLES["text"])
    text_graph(cache / ROLES["text"], draft / ROLES["text"], tokenizer, config.least_text_parity)
    (draft / ROLES["tokenizer"]).write_text(tokenizer.to_str(), encoding="utf-8")

    frozen, run = trunk(training, cache, config.pictures.start)
    data, pages = picture_data(training, cache, config, run)
    seen = select(data, trained_on)
    joint = partial(
        trained_joint, training=training, cache=cache, config=config, state=state, embed=embed, frozen=frozen
    )
    whole = joint("whole", seen)
    apart = {name: joint(name, select(seen, _outside(name))) for name in APART}
    looks = AppearanceHead(config.pictures.appearance_dim)
    curve = cache / "curve-appearance.csv"
    looked_at = joined([pooled(seen), pooled(select(pages, trained_on))])
    remembered(
        looks,
        lambda: train_appearance(looks, looked_at, config.pictures, curve),
        replace(config.pictures, settle=0),
        cache,
        looked_at,
    )
    export_pictures(
        ImageTower(frozen, whole, looks), ("joint", "appearance"), SPEC.size, cache / ROLES["image"]
    )
    image_graph(cache / ROLES["image"], draft / ROLES["image"], seen.pictures, SPEC, config.least_parity)

    blank = manifest(draft, config)
    encoder = OnnxEncoder(draft, blank, threads=1)
    teacher = teacher_tower(config.text.max_tokens)
    measured, calibration = measure(
        encoder,
        cache=cache,
        data=data,
        pages=select(pages, held_out),
        heads=apart,
        teacher=lambda strings: encode(teacher, tokenizer, strings),
        training=training,
    )
    write_licences(draft)
    write_manifest(
        draft, msgspec.structs.replace(blank, probes=probes.answered(encoder), calibration=calibration)
    )
    gallery(encoder, [p for p in data.pictures if held_out(p)], draft / "examples.png")
    card = model_card(config.name, config.version, provenance(draft), measured)
    (draft / "MODEL_CARD.md").write_text(card, encoding="utf-8")
    plot(cache, cache / "curves.png")
    log.info("verified, least cosine %.4f", verify(draft))
    publish(draft, out)


def provenance(folder: Path) -> str:
    """Lines that say which source made the bundle in ``folder``, and the sums of its files."""
    here = Path(__file__).parent
    tree = subprocess.run(
        ["git", "rev-parse", "HEAD:export"],  # noqa: S607  # whichever git there is
        cwd=here.parent,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    sums = "\n".join(f"- `{each.name}`: `{each.sha256}`" for each in files(folder).all())
    return f"- git tree of `export/`: `{tree or 'unknown'}`\n{sums}"


def _outside(name: str) -> Rule:
    return lambda picture: not any(rule(picture) for rule in APART[name])


def trained_joint(
    name: str,
    given: Featured,
    *,
    training: Path,
    cache: Path,
    config: Config,
    state: Path,
    embed: Embed,
    frozen: Trunk,
) -> JointHead:
    """The joint head called ``name``, trained on ``given``."""
    head = joint_head(training, embed, config, frozen)
    last = config.pictures if name == "whole" else replace(config.pictures, steps=config.pictures.apart_steps)
    first = replace(last, settle=0)
    curves = [cache / f"curve-joint-{part}{name}.csv" for part in ("", "settled-")]
    known = (cache, state.name, given)

    def settle() -> None:
        remembered(head, lambda: train_joint(head, given, embed, first, curves[0]), first, *known)
        settle_joint(head, given, embed, last, curves[1])

    return remembered(head, settle, last, *known)


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


def picture_data(training: Path, cache: Path, config: Config, run: Run) -> tuple[Featured, Featured]:
    """All captioned pictures with their features, and pages; shuffled, so that the first hundreds are a fair sample."""
    settings = config.pictures
    public = list(pictures.labelled_pictures(training, settings.per_class))
    random.Random(7).shuffle(public)
    parts = pictures.part_pictures(settings.parts, settings.seed, cache)
    shown = {
        "sets": public[: settings.most],
        "parts": parts,
        "symbols": pictures.symbol_pictures(settings.symbols, settings.seed, cache),
        "pages": pictures.page_pictures(settings.pages, settings.seed, parts, cache),
    }
    common: dict[str, Any] = {"views": settings.views, "run": run, "spec": SPEC, "cache": cache}
    found = {name: features(each, name=name, **common) for name, each in shown.items() if each}
    pages = found.pop("pages", Featured([], next(iter(found.values())).views[:0]))
    return joined(list(found.values())), pages


def joint_head(training: Path, embed: Embed, config: Config, frozen: Trunk) -> JointHead:
    """A fresh joint head that knows the classes of ImageNet by name."""
    labels = (training / "weights" / "imagenet_labels.txt").read_text(encoding="utf-8").splitlines()
    if config.pictures.start == "random":
        kernel, bias = np.zeros((len(labels), Trunk.late), np.float32), np.zeros(len(labels), np.float32)
    else:
        kernel, bias = starting_weights.convolutions(training / starting_weights.TRUNK)[-1]
    names = embed([label.split(",")[0] for label in labels])
    return JointHead(
        kernel.reshape(len(labels), Trunk.late), bias, names, config.pictures.hidden, frozen.tail()
    )


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
        probes=probes.UNANSWERED,
        calibration={},
        sources=SOURCES,
    )


def complete(training: Path, config: Config) -> None:
    """Raise KitProblem, naming them all, if files are missing in the folder of training data."""
    wanted = [f"pictures/{name}.tar" for name in pictures.SETS] + [
        f"text/{name}.tsv.xz" for name in texts.SETS
    ]
    wanted += ["weights/imagenet_labels.txt"]
    wanted += [] if config.pictures.start == "random" else [starting_weights.TRUNK]
    if missing := [name for name in wanted if not (training / name).is_file()]:
        raise KitProblem(
            f"{training} lacks {', '.join(missing)}. Give the folder that holds weights/, pictures/ and text/ "
            "as export/README.md lists them with --training."
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and make the bundle; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m export.reproduce", description=__doc__)
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

    def command() -> None:
        config = read_config(chosen.config)
        complete(chosen.training, config)
        make(chosen.training, chosen.out, chosen.cache, config)

    return problems.run(command)


if __name__ == "__main__":
    sys.exit(main())
