"""The pictures of a bundle and the heads of its image tower: trained, or as the cache holds them."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from export.data import pictures
from export.data.splits import APART, Rule, held_out, trained_on
from export.reproduce.build import Build
from export.reproduce.text_stage import TrainedTexts
from export.towers import starting_weights
from export.towers.image_tower import AppearanceHead, JointHead
from export.towers.train_pictures import (
    joined,
    load_or_train,
    pooled,
    select,
    settle_joint,
    train_appearance,
    train_joint,
)
from export.towers.trunk import Trunk
from export.towers.trunk_features import Featured, FeatureRunner, features
from export.towers.trunk_shapes import TRUNKS
from imtextgui.encoders.manifest import PictureSpec

# Sheets are white: a white margin is no edge. For photos it made no difference.
SPEC = PictureSpec(224, (255, 255, 255))


@dataclass(frozen=True, slots=True)
class PictureData:
    """Captioned pictures, shuffled so that the first hundreds are a fair sample, and pages of text."""

    captioned: Featured
    pages: Featured

    @property
    def seen(self) -> Featured:
        """The captioned pictures that the shipped heads are trained on."""
        return select(self.captioned, trained_on)

    @property
    def unseen_pages(self) -> Featured:
        """The pages that no head is trained on."""
        return select(self.pages, held_out)


def picture_data(build: Build, run: FeatureRunner) -> PictureData:
    """All pictures with their features; ``run`` is the trunk that computes them."""
    settings, cache = build.config.pictures, build.cache
    public = list(pictures.labelled_pictures(build.training, settings.per_class))
    random.Random(7).shuffle(public)
    parts = pictures.part_pictures(settings.parts, settings.seed, cache)
    shown = {
        "sets": public[: settings.most],
        "parts": parts,
        "symbols": pictures.symbol_pictures(settings.symbols, settings.seed, cache),
        "pages": pictures.page_pictures(settings.pages, settings.seed, parts, cache),
    }
    common: dict[str, Any] = {"views": settings.views, "run": run, "spec": SPEC, "cache": cache}
    common |= {"workers": build.workers}
    # Another trunk sees the same pictures otherwise.
    trunk = f"{settings.trunk}-{settings.start}"
    featured = {
        name: features(group, name=f"{trunk}-{name}", **common) for name, group in shown.items() if group
    }
    pages = featured.pop("pages", Featured([], next(iter(featured.values())).views[:0]))
    return PictureData(joined(list(featured.values())), pages)


def joint_heads(
    build: Build, texts: TrainedTexts, frozen: Trunk, seen: Featured
) -> tuple[JointHead, Mapping[str, JointHead]]:
    """The shipped joint head, and those that only the figures need: each without the pictures of one of ``APART``."""
    whole = _joint_head("whole", seen, build, texts, frozen)
    apart = {name: _joint_head(name, select(seen, _outside(name)), build, texts, frozen) for name in APART}
    return whole, apart


def _outside(name: str) -> Rule:
    return lambda picture: not any(rule(picture) for rule in APART[name])


def _joint_head(name: str, data: Featured, build: Build, texts: TrainedTexts, frozen: Trunk) -> JointHead:
    """The joint head called ``name``, trained on ``data``."""
    settings = build.config.pictures
    head = _fresh_joint_head(build, texts, frozen)
    last = settings if name == "whole" else replace(settings, steps=settings.apart_steps)
    first = replace(last, settle=0)
    curves = [build.cache / f"curve-joint-{part}{name}.csv" for part in ("", "settled-")]
    inputs = (build.cache, texts.name, data)

    def settle() -> None:
        load_or_train(head, lambda: train_joint(head, data, texts.embed, first, curves[0]), first, *inputs)
        settle_joint(head, data, texts.embed, last, curves[1])

    return load_or_train(head, settle, last, *inputs)


def _fresh_joint_head(build: Build, texts: TrainedTexts, frozen: Trunk) -> JointHead:
    """An untrained joint head that knows the classes of ImageNet by name."""
    settings = build.config.pictures
    path = build.training / "weights" / "imagenet_labels.txt"
    labels = path.read_text(encoding="utf-8").splitlines()
    if settings.start == "random":
        kernel = np.zeros((len(labels), frozen.shape.late), np.float32)
        bias = np.zeros(len(labels), np.float32)
    else:
        kernel, bias = starting_weights.trunk_convolutions(settings.trunk, build.training)[-1]
    # The first label is the background, for which EfficientNet-Lite has no class.
    names = texts.embed([label.split(",")[0] for label in labels[len(labels) - len(bias) :]])
    classes = kernel.reshape(len(bias), frozen.shape.late)
    return JointHead(classes, bias, names, settings.hidden, frozen)


def appearance_head(build: Build, data: PictureData) -> AppearanceHead:
    """The appearance head, trained on captioned pictures and pages alike."""
    settings = build.config.pictures
    shape = TRUNKS[settings.trunk]
    head = AppearanceHead(shape, settings.appearance_dim)
    groups = (data.seen, select(data.pages, trained_on))
    seen = joined([pooled(group, shape.pooled) for group in groups])
    curve = build.cache / "curve-appearance.csv"
    return load_or_train(
        head,
        lambda: train_appearance(head, seen, settings, curve),
        replace(settings, settle=0),
        build.cache,
        seen,
    )
