"""Features of the frozen trunk, computed once for every picture and some distorted copies of it."""

import logging
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from multiprocessing import get_context
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

_TOGETHER = 1000
"""Pictures whose features are in one file."""

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


class TrunkRunner:
    """A trunk as a graph in a file, run on one thread; it can be sent to another process, which opens it anew."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        return session(self._path)

    def __getstate__(self) -> dict[str, object]:
        return {"_path": self._path}

    def __call__(self, pictures: npt.NDArray[np.uint8]) -> Rows:
        """Features [n, width] of uint8 pictures [n, size, size, 3]."""
        return np.asarray(self._session.run(None, {"pictures": pictures})[0])


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
    return tower, TrunkRunner(path)


def features(
    pictures: list[Labelled],
    *,
    name: str,
    views: int,
    run: FeatureRunner,
    spec: PictureSpec,
    cache: Path,
    workers: int = 1,
) -> Featured:
    """Features of ``pictures``, taken from ``cache`` where the same pictures were seen before.

    A thousand pictures are a file of their own, so that a stop loses little. Half precision holds all that
    the trunk says, in half the space. ``workers`` processes share the files; ``run`` is sent to each.
    """
    parts = [pictures[start : start + _TOGETHER] for start in range(0, len(pictures), _TOGETHER)]
    codes = (sha256(repr((spec, views, fingerprint(part))).encode()).hexdigest()[:12] for part in parts)
    paths = [cache / f"features-{name}-{code}.npy" for code in codes]
    missing = [(part, path) for part, path in zip(parts, paths, strict=True) if not path.exists()]
    if missing:
        log.info("features of %s: %d of %d files", name, len(missing), len(parts))
    compute = partial(_compute, views=views, run=run, spec=spec)
    if workers == 1 or len(missing) < 2:
        for part, path in missing:
            compute(part, path)
    else:
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            list(pool.map(compute, *zip(*missing, strict=True)))
    return Featured(pictures, np.concatenate([np.load(path) for path in paths]))


def _compute(
    part: Sequence[Labelled], path: Path, *, views: int, run: FeatureRunner, spec: PictureSpec
) -> None:
    rows = np.stack([_views(p, views, run, spec) for p in part]).astype(np.float16)
    # Beside and renamed: a run that is stopped here must not leave half a file to the next one.
    unfinished = path.with_suffix(".unfinished.npy")
    np.save(unfinished, rows)
    unfinished.replace(path)


def _views(picture: Labelled, views: int, run: FeatureRunner, spec: PictureSpec) -> Rows:
    return run(np.stack(list(tensors(picture, views, spec))))


def tensors(picture: Labelled, views: int, spec: PictureSpec) -> Iterator[Tensor]:
    """The prepared picture and ``views`` - 1 distorted copies, always the same ones."""
    image = picture.image()
    yield prepare(image, spec)
    chance = random.Random(f"{picture.source} {picture.name}")
    for _ in range(views - 1):
        yield prepare(distorted(image, chance), spec)
