"""The towers as graphs: written, reduced to 8 bits, and held to what torch says."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
import onnx
import torch
from onnxruntime.quantization import (
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from export.clip.errors import UnusableCheckpoint, first_line
from export.towers.to_onnx import CalibrationPictures, export_pictures, export_texts
from imtextgui.domain.embedding import Matrix, Tensor

# A graph file is one message of protobuf.
_LARGEST = 2**31 - 2**20


def write_pictures(tower: nn.Module, size: int, path: Path) -> None:
    """Write the picture tower, in floats.

    Raises UnusableCheckpoint where no file holds it or the exporter cannot write it.
    """
    with _writing(tower, "picture"):
        export_pictures(tower, ("joint", "appearance"), size, path)


def write_texts(tower: nn.Module, path: Path) -> None:
    """Write the text tower, in floats. Raises UnusableCheckpoint like ``write_pictures``."""
    with _writing(tower, "text"):
        export_texts(tower, path)


@contextmanager
def _writing(tower: nn.Module, name: str) -> Iterator[None]:
    _check_size(tower, name)
    # torch's short cut through attention has no counterpart in a graph.
    short_cut = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        # It would print the whole graph before it raises.
        with patch.object(torch._C, "_jit_onnx_log"):  # noqa: SLF001 - no setting keeps it from that
            yield
    except (RuntimeError, torch.onnx.errors.OnnxExporterError) as error:
        line = first_line(error)
        raise UnusableCheckpoint(
            f"The {name} tower has a part that cannot be written as a graph: {line}."
        ) from error
    finally:
        torch.backends.mha.set_fastpath_enabled(short_cut)


def _check_size(tower: nn.Module, name: str) -> None:
    weights = {id(weight): weight for weight in tower.parameters()}
    size = sum(weight.numel() for weight in weights.values()) * 4
    if size > _LARGEST:
        raise UnusableCheckpoint(
            f"The {name} tower has {size / 1e9:.1f} GB of weights; a graph file holds 2 GB at most."
        )


def reduce_texts(path: Path) -> None:
    """Put 8-bit weights in place of the floats of the text graph; ranges are taken of each text."""
    _reduce_matrices(path, ["MatMul", "Gemm", "Gather"])


def reduce_pictures(path: Path, sample: Sequence[Tensor]) -> None:
    """Put 8-bit weights in place of the floats of the picture graph.

    Convolutions are slow unless the ranges between them are known beforehand: they are taken of ``sample``. Towers of
    matrices are more exact with ranges of each picture.
    """
    if _is_convolutional(path):
        prepared = _prepared(path)
        with _without_advice():
            quantize_static(
                str(prepared),
                str(path),
                CalibrationPictures(sample),
                quant_format=QuantFormat.QDQ,
                op_types_to_quantize=["Conv", "MatMul", "Gemm"],
                per_channel=True,
                activation_type=QuantType.QUInt8,
                weight_type=QuantType.QInt8,
            )
        prepared.unlink()
    else:
        _reduce_matrices(path, ["MatMul", "Gemm"])


def _reduce_matrices(path: Path, kinds: list[str]) -> None:
    prepared = _prepared(path)
    with _without_advice():
        quantize_dynamic(
            str(prepared),
            str(path),
            op_types_to_quantize=kinds,
            per_channel=True,
            weight_type=QuantType.QInt8,
        )
    prepared.unlink()


def _prepared(path: Path) -> Path:
    prepared = path.with_suffix(".prepared.onnx")
    quant_pre_process(str(path), str(prepared), skip_symbolic_shape=True)
    return prepared


@contextmanager
def _without_advice() -> Iterator[None]:
    """The quantiser warns the root logger of every bias that it leaves as it is."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


def _is_convolutional(path: Path) -> bool:
    """Whether most weights of a graph are those of convolutions."""
    graph = onnx.load(str(path)).graph
    sizes = {weight.name: int(np.prod(weight.dims)) for weight in graph.initializer}

    def weights(kinds: set[str]) -> int:
        used = {name for node in graph.node if node.op_type in kinds for name in node.input}
        return sum(sizes.get(name, 0) for name in used)

    return weights({"Conv"}) > weights({"MatMul", "Gemm"})


@dataclass(frozen=True, slots=True)
class Agreement:
    """How near a graph's rows are to torch's: least cosine, and the mean loss against what tells rows apart.

    ``loss`` is the mean of 1 - cosine between answers to one thing, by that between answers to different things:
    vectors of many encoders lie in a narrow cone, where 0.01 may be all the difference between two pictures.
    """

    worst: float
    loss: float

    def __str__(self) -> str:
        return f"least cosine {self.worst:.5f}, loss {100 * self.loss:.2f} % of what tells answers apart"


EXACT = Agreement(0.999, 0.01)
"""What a graph in floats must reach: rounding to 16 bits, and nothing else."""

EIGHT_BIT = Agreement(0.95, 0.1)
"""What an 8-bit graph must reach. A tenth moves neighbours, but seldom the first of them."""


def agreement(ours: Matrix, theirs: Matrix) -> Agreement:
    """Compare unit rows [n, dim] of a graph with torch's for the same inputs."""
    same = (ours * theirs).sum(axis=1)
    # An encoder whose answers all lie nearer than that tells nothing apart; rounding would be all that is measured.
    least_apart = 0.01
    apart = (theirs @ theirs.T)[~np.eye(len(theirs), dtype=bool)]
    return Agreement(float(same.min()), float((1 - same).mean() / max(1 - apart.mean(), least_apart)))


def check(name: str, reached: Agreement, least: Agreement) -> None:
    """Raises UnusableCheckpoint where the graph of the tower ``name`` does not say what torch says."""
    if reached.worst >= least.worst and reached.loss <= least.loss:
        return
    if least is EIGHT_BIT:
        raise UnusableCheckpoint(
            f"In 8 bits the {name} tower would say something else ({reached}; at most {100 * least.loss:.0f} % is "
            "allowed): import the checkpoint without --eight-bit."
        )
    raise UnusableCheckpoint(
        f"The graph of the {name} tower does not say what the checkpoint says ({reached})."
    )
