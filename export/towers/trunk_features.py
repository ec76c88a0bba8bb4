"""Features of the frozen trunk, computed once for every picture and some distorted copies of it."""

import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
import torch

from export.data.augment import distorted
from export.data.pictures import Labelled, fingerprint
from export.towers import starting_weights
from export.towers.to_onnx import export_pictures
from export.towers.trunk import Trunk
from export.towers.trunk_shapes import TRUNKS
from imtextgui.domain.embedding import Tensor
from imtextgui.encoders.manifest import PictureSpec
from imtextgui.encoders.preprocessing import prepare

log = logging.getLogger(__name__)

Rows = npt.NDArray[np.float32]
Views = npt.NDArray[np.float16]
FeatureRunner = Callable[[npt.NDArray[np.uint8]], Rows]


@dataclass(frozen=True, slots=True)
class Featured:
    """n pictures and the features of v views of each, float16 [n, v, width]; view 0 is undistorted."""

    pictures: list[Labelled]
    views: Views


def session(path: Path) -> onnxruntime.InferenceSession:
    """A graph on one thread, as the figures are meant."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def trunk(folder: Path, cache: Path, name: str, start: str = "published") -> tuple[Trunk, FeatureRunner]:
    """The trunk called ``name``, and a fast way to run it: uint8 [n, size, size, 3] to features [n, width].

    It is pretrained, unless ``start`` is "random".
    """
    torch.manual_seed(0)
    tower = Trunk(TRUNKS[name]).eval()
    if start != "random":
        tower.load_convolutions(starting_weights.trunk_convolutions(name, folder))
    path = cache / f"trunk-{name}-{start}.onnx"
    export_pictures(tower, ("features",), 224, path)
    running = session(path)
    return tower, lambda pictures: np.asarray(running.run(None, {"pictures": pictures})[0])


def features(
    pictures: list[Labelled], *, name: str, views: int, run: FeatureRunner, spec: PictureSpec, cache: Path
) -> Featured:
    """Features of ``pictures``, taken from ``cache`` where the same pictures were seen before.

    A thousand pictures are a file of their own, so that a stop loses little. Half precision holds all that
    the trunk says, in half the space.
    """
    parts = []
    for start in range(0, len(pictures), 1000):
        part = pictures[start : start + 1000]
        code = sha256(repr((spec, views, fingerprint(part))).encode())
        path = cache / f"features-{name}-{code.hexdigest()[:12]}.npy"
        if not path.exists():
            log.info("features of %s, %d of %d", name, start, len(pictures))
            rows = np.stack([_views(p, views, run, spec) for p in part]).astype(np.float16)
            # Beside and renamed: a run that is stopped here must not leave half a file to the next one.
            unfinished = path.with_suffix(".unfinished.npy")
            np.save(unfinished, rows)
            unfinished.replace(path)
        parts.append(np.load(path))
    return Featured(pictures, np.concatenate(parts))


def _views(picture: Labelled, views: int, run: FeatureRunner, spec: PictureSpec) -> Rows:
    return run(np.stack(list(tensors(picture, views, spec))))


def tensors(picture: Labelled, views: int, spec: PictureSpec) -> Iterator[Tensor]:
    """The prepared picture and ``views`` - 1 distorted copies, always the same ones."""
    image = picture.image()
    yield prepare(image, spec)
    chance = random.Random(f"{picture.source} {picture.name}")
    for _ in range(views - 1):
        yield prepare(distorted(image, chance), spec)
