"""Find, check and load encoder bundles, and run their graphs on onnxruntime."""

import hashlib
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from imtextgui.config import paths
from imtextgui.domain.embedding import Matrix, Space, Tensor, unit
from imtextgui.encoders.encoder import PictureVectors
from imtextgui.encoders.manifest import (
    FILE_NAME,
    BundleFile,
    CosineBackground,
    Manifest,
    PictureSpec,
    read_manifest,
)
from imtextgui.encoders.preprocessing import prepare, probe_picture
from imtextgui.errors import BundleDamaged, BundleMissing, translating
from imtextgui.onnx_session import CPU, open_graph
from imtextgui.plain_files import require_plain

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from imtextgui.encoders.tokenizer import TokenIds, Tokenizer

log = logging.getLogger(__name__)

# Larger batches gain nothing on a processor, and memory grows with them.
_BATCH = 16


def default_folder() -> Path:
    """The bundle that is shipped: the first in order of name. Raises BundleMissing where there is none."""
    home = paths.resources() / "models"
    folders = sorted(path.parent for path in home.glob(f"*/{FILE_NAME}"))
    if not folders:
        raise BundleMissing(path=str(home), reason="no bundle")
    return folders[0]


def load(folder: Path, *, threads: int | None = None, provider: str = CPU) -> "OnnxEncoder":
    """Check the bundle in ``folder`` to the byte and return its encoder; no graph is opened yet.

    ``threads`` is how many the graphs may use, by default one for each of up to four cores; ``provider`` what they run
    on. Raises BundleMissing, BundleDamaged or BundleTooNew.
    """
    manifest = read_manifest(folder)
    for file in manifest.files.all():
        _check(folder, file)
    log.info("encoder bundle %s %s", manifest.name, manifest.version)
    return OnnxEncoder(folder, manifest, threads or _default_threads(), provider)


def verify(folder: Path, *, threads: int | None = None) -> float:
    """``load`` the bundle, and compare its answers to the golden probes; returns the least cosine.

    Raises BundleDamaged where an answer differs by more than the manifest's tolerance.
    """
    encoder = load(folder, threads=threads)
    worst = least_cosine(encoder)
    if not worst >= encoder.manifest.probes.tolerance:
        raise BundleDamaged(path=str(folder), reason=f"probe answers at cosine {worst:.4f}")
    return worst


def least_cosine(encoder: "OnnxEncoder") -> float:
    """The least cosine between what ``encoder`` answers to the golden probes and what it must; may be no number."""
    probes = encoder.manifest.probes
    tensors = [prepare(probe_picture(probe.seed), encoder.picture) for probe in probes.pictures]
    vectors = encoder.encode_pictures(tensors)
    answers = [
        (
            encoder.encode_texts([probe.text for probe in probes.texts]),
            [probe.joint for probe in probes.texts],
        ),
        (vectors.joint, [probe.joint for probe in probes.pictures]),
        (vectors.appearance, [probe.appearance for probe in probes.pictures]),
    ]
    return min(float((rows * unit(np.concatenate(golden))).sum(axis=1).min()) for rows, golden in answers)


def _check(folder: Path, file: BundleFile) -> None:
    path = folder / file.name
    with (
        translating(BundleDamaged, OSError, path=str(path)),
        translating(BundleMissing, FileNotFoundError, path=str(path)),
    ):
        require_plain(path)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != file.sha256:
        raise BundleDamaged(path=str(path), reason="SHA-256 differs")


def _default_threads() -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, 4)


class OnnxEncoder:
    """The encoder of a bundle. Each tower is opened at its first use, and only it."""

    def __init__(self, folder: Path, manifest: Manifest, threads: int, provider: str = CPU) -> None:
        """``load`` makes these; the files are taken to be what the manifest says."""
        self.provider = provider
        # DirectML computes one input at a time.
        self._turn: AbstractContextManager[object] = nullcontext() if provider == CPU else Lock()
        self.manifest = manifest
        self.folder = folder
        self._threads = threads
        self._opening = Lock()
        self._opened: dict[str, Any] = {}

    @cached_property
    def fingerprint(self) -> str:
        """See ``Encoder``."""
        return self.manifest.fingerprint

    @property
    def joint_dim(self) -> int:
        """See ``Encoder``."""
        return self.manifest.joint_dim

    @property
    def appearance_dim(self) -> int:
        """See ``Encoder``."""
        return self.manifest.appearance_dim

    @property
    def picture(self) -> PictureSpec:
        """See ``Encoder``."""
        return self.manifest.picture

    @property
    def calibration(self) -> Mapping[Space, CosineBackground]:
        """See ``Encoder``."""
        return self.manifest.calibration

    def encode_texts(self, texts: Sequence[str]) -> Matrix:
        """See ``Encoder``. Raises BundleDamaged where a file turns out not to be what it should."""
        rows = np.zeros((len(texts), self.joint_dim), np.float32)
        if not texts:
            return rows
        tokenizer = self.tokenizer()
        # One by one, a text to each thread: 8-bit graphs take their ranges from the whole batch, so that a text in
        # company would get another vector than alone. A passage's products are as fast as those of batches, and two
        # threads with a text each take less time than both with one.
        session = self._session(self.manifest.files.text, {"joint": self.joint_dim}, threads=1)

        def encode(tokens: "TokenIds") -> Matrix:
            batch = tokenizer.batch([tokens])
            with self._turn:
                row: Matrix = session.run(["joint"], {"ids": batch.ids, "mask": batch.mask})[0][0]
            return row

        tokens = tokenizer.tokens(texts)
        if min(self._threads, len(texts)) == 1:
            rows[:] = [encode(ids) for ids in tokens]
        else:
            with ThreadPoolExecutor(min(self._threads, len(texts)), "texts") as pool:
                rows[:] = list(pool.map(encode, tokens))
        return unit(rows)

    def encode_pictures(self, tensors: Sequence[Tensor]) -> PictureVectors:
        """See ``Encoder``. Raises ValueError for a tensor that ``preprocess.prepare`` did not make."""
        joint = np.zeros((len(tensors), self.joint_dim), np.float32)
        appearance = np.zeros((len(tensors), self.appearance_dim), np.float32)
        expected = (self.picture.size, self.picture.size, 3)
        for tensor in tensors:
            if tensor.shape != expected or tensor.dtype != np.uint8:
                raise ValueError(f"not a prepared picture: {tensor.dtype} {tensor.shape}, not {expected}")
        if tensors:
            outputs = {"joint": self.joint_dim, "appearance": self.appearance_dim}
            session = self._session(self.manifest.files.image, outputs, threads=self._threads)
            for chosen in _slices(range(len(tensors))):
                pictures = np.stack([tensors[number] for number in chosen])
                with self._turn:
                    joint[chosen], appearance[chosen] = session.run(list(outputs), {"pictures": pictures})
        return PictureVectors(unit(joint), unit(appearance))

    def tokenizer(self) -> "Tokenizer":
        """What cuts texts for the text tower; raises BundleDamaged where the file is no tokenizer."""

        def opened() -> "Tokenizer":
            from imtextgui.encoders.tokenizer import Tokenizer

            return Tokenizer(self.folder / self.manifest.files.tokenizer.name, self.manifest.text)

        tokenizer: Tokenizer = self._once("tokenizer", opened)
        return tokenizer

    def _session(self, file: BundleFile, outputs: Mapping[str, int], *, threads: int) -> "InferenceSession":
        def opened() -> "InferenceSession":
            session = open_graph(self.folder / file.name, threads, provider=self.provider)
            offered = {output.name: output.shape[-1] for output in session.get_outputs()}
            if offered != outputs:
                reason = f"outputs are {offered}, not {dict(outputs)}"
                raise BundleDamaged(path=str(self.folder / file.name), reason=reason)
            return session

        return self._once(file.name, opened)

    def _once(self, name: str, opened: Callable[[], Any]) -> Any:
        """What ``opened`` returned the first time; two threads never open the same thing."""
        with self._opening:
            if name not in self._opened:
                self._opened[name] = opened()
            return self._opened[name]


def _slices(numbers: Sequence[int]) -> list[list[int]]:
    return [list(numbers[start : start + _BATCH]) for start in range(0, len(numbers), _BATCH)]
