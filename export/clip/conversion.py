"""Turn a checkpoint into an encoder bundle, and hold the bundle's answers to those of the checkpoint."""

import logging
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import torch

from export.bundle import probes
from export.bundle.files import ROLES, files, write_manifest
from export.clip import graphs, sample
from export.clip.checkpoint import Checkpoint
from export.clip.errors import UnusableCheckpoint
from export.clip.model_card import CardDetails, licence_in, sources, write_card_and_licences
from export.clip.opening import open_checkpoint
from export.towers.to_onnx import shrink
from imtextgui.domain.embedding import Matrix, Tensor
from imtextgui.encoders.bundle import OnnxEncoder, verify
from imtextgui.encoders.manifest import Manifest, TextSpec

log = logging.getLogger(__name__)

PICTURES = 48
"""As many are generated to compare and calibrate with: enough for a mean and a deviation."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What the user asked for."""

    checkpoint: Path
    out: Path
    name: str = ""
    licence: str = ""
    architecture: str | None = None
    eight_bit: bool = False
    pictures: int = PICTURES


def import_checkpoint(request: ImportRequest) -> float:
    """Make the bundle; returns the least cosine at which it answers its golden questions.

    Everything is made in a folder beside ``request.out``, which appears when all is verified, or not at all. Raises
    UnusableCheckpoint with a sentence, or OSError where the disk does not take it.
    """
    if request.out.exists():
        raise UnusableCheckpoint(f"{request.out} exists already: choose another --out, or remove it.")
    checkpoint = open_checkpoint(request.checkpoint, request.architecture)
    log.info("%s, read with %s", checkpoint.architecture, checkpoint.library)
    request.out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{request.out.name}-", dir=request.out.parent))
    # One level below, so that nobody who looks for bundles in the folder of --out finds half of one.
    work = beside / "bundle"
    work.mkdir()
    try:
        _make(checkpoint, request, work)
        least = verify(work)
        work.replace(request.out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return least


def _make(checkpoint: Checkpoint, request: ImportRequest, work: Path) -> None:
    """Write all files of the bundle into ``work``."""
    _write_graphs(checkpoint, request, work)
    (work / ROLES["tokenizer"]).write_text(checkpoint.tokenizer, encoding="utf-8")

    generated = sample.generated(request.pictures)
    blank = _manifest(checkpoint, request, work)
    encoder = OnnxEncoder(work, blank, threads=1)
    measured = _compared(
        checkpoint, encoder, generated, graphs.EIGHT_BIT if request.eight_bit else graphs.EXACT
    )
    measured += _timed(encoder, generated)
    spread = sample.calibration(encoder, generated)
    write_manifest(work, msgspec.structs.replace(blank, probes=probes.answered(encoder), calibration=spread))
    command = f"python -m export.import_clip{' --eight-bit' if request.eight_bit else ''}"
    described = CardDetails(blank.name, blank.licence, command, blank.joint_dim, spread, measured)
    write_card_and_licences(work, checkpoint, request.checkpoint, described, blank.sources)


def _write_graphs(checkpoint: Checkpoint, request: ImportRequest, work: Path) -> None:
    image, text = work / ROLES["image"], work / ROLES["text"]
    graphs.write_pictures(checkpoint.pictures, checkpoint.picture.size, image)
    graphs.write_texts(checkpoint.texts, text)
    if request.eight_bit:
        graphs.reduce_pictures(image, sample.generated(request.pictures).tensors(checkpoint.picture))
        graphs.reduce_texts(text)
    for path in (image, text):
        shrink(path, eight_bit=False)


def _manifest(checkpoint: Checkpoint, request: ImportRequest, work: Path) -> Manifest:
    """The manifest of the graphs in ``work``, without what has to be measured first."""
    licence = request.licence or licence_in(request.checkpoint)
    return Manifest(
        name=request.name or request.checkpoint.resolve().name,
        version="1",
        licence=licence,
        joint_dim=checkpoint.dim,
        appearance_dim=checkpoint.dim,
        picture=checkpoint.picture,
        text=TextSpec(checkpoint.max_tokens),
        files=files(work),
        probes=probes.UNANSWERED,
        calibration={},
        sources=sources(checkpoint, request.checkpoint, licence),
    )


def _compared(
    checkpoint: Checkpoint, encoder: OnnxEncoder, generated: sample.Sample, least: graphs.Agreement
) -> list[tuple[str, str]]:
    """Hold the application's answers to torch's own. Raises UnusableCheckpoint where they differ."""
    tensors = generated.tensors(checkpoint.picture)[:16]
    pictures = graphs.agreement(encoder.encode_pictures(tensors).joint, _torch_pictures(checkpoint, tensors))
    tokens = encoder.tokenizer().tokens(generated.texts)
    texts = graphs.agreement(encoder.encode_texts(generated.texts), checkpoint.own_texts(tokens))
    for name, agreement in (("picture", pictures), ("text", texts)):
        log.info("%s tower against torch: %s", name, agreement)
        graphs.check(name, agreement, least)
    return [
        (f"vectors of {len(tensors)} pictures against torch", str(pictures)),
        (f"vectors of {len(tokens)} texts against torch", str(texts)),
    ]


def _torch_pictures(checkpoint: Checkpoint, tensors: Sequence[Tensor]) -> Matrix:
    with torch.no_grad():
        rows = [checkpoint.own_pictures(torch.from_numpy(tensor[None]))[0].numpy() for tensor in tensors]
    return np.concatenate(rows)


def _timed(encoder: OnnxEncoder, generated: sample.Sample) -> list[tuple[str, str]]:
    """Times on one thread of this machine, and sizes."""
    tensors = generated.tensors(encoder.picture)[:10]
    picture = sample.milliseconds(lambda tensor: encoder.encode_pictures([tensor]), tensors)
    query = sample.milliseconds(lambda text: encoder.encode_texts([str(text)]), generated.english[:10])
    sizes = [
        (f"`{name}`", f"{(encoder.folder / name).stat().st_size / 1e6:.1f} MB") for name in ROLES.values()
    ]
    return [
        ("processor time of one picture, least of 10", f"{picture:.1f} ms"),
        ("processor time of one query, least of 10", f"{query:.1f} ms"),
        *sizes,
    ]
