"""The towers as ONNX graphs: exported, and reduced to 8 bits."""

import io
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

Tensor8 = npt.NDArray[np.uint8]

OPSET = 17


def export_pictures(tower: nn.Module, outputs: Sequence[str], size: int, path: Path) -> None:
    """Write a graph of input ``pictures`` uint8 [n, size, size, 3] and the named ``outputs``."""
    example = torch.zeros(1, size, size, 3, dtype=torch.uint8)
    _export(
        tower,
        example=(example,),
        inputs=["pictures"],
        outputs=outputs,
        axes={"pictures": {0: "n"}},
        path=path,
    )


def export_texts(tower: nn.Module, path: Path) -> None:
    """Write a graph of inputs ``ids`` and ``mask`` int64 [n, t] and output ``joint`` [n, width]."""
    example = torch.ones(2, 5, dtype=torch.int64)
    axes = {"ids": {0: "n", 1: "t"}, "mask": {0: "n", 1: "t"}}
    _export(
        tower, example=(example, example), inputs=["ids", "mask"], outputs=["joint"], axes=axes, path=path
    )


def _export(
    tower: nn.Module,
    *,
    example: tuple[torch.Tensor, ...],
    inputs: Sequence[str],
    outputs: Sequence[str],
    axes: dict[str, dict[int, str]],
    path: Path,
) -> None:
    axes |= {name: {0: "n"} for name in outputs}
    stream = io.BytesIO()
    with warnings.catch_warnings(), torch.no_grad():
        # The tracing exporter is deprecated, but the other needs two more packages for the same graph.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            tower.eval(),
            example,
            stream,
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    path.write_bytes(stream.getvalue())


class CalibrationPictures(CalibrationDataReader):
    """Feeds calibration with pictures one by one."""

    def __init__(self, tensors: Sequence[Tensor8]) -> None:
        self._feeds: Iterator[dict[str, Tensor8]] = iter([{"pictures": tensor[None]} for tensor in tensors])

    def get_next(self) -> dict[str, Tensor8] | None:
        """The next feed, or None at the end."""
        return next(self._feeds, None)


def quantise_pictures(path: Path, quantised: Path, tensors: Sequence[Tensor8]) -> None:
    """Static 8-bit version of the picture graph, its ranges taken from ``tensors`` [size, size, 3].

    Weights keep all their 8 bits, in which they were published: with 7 the vectors fall to a cosine of
    0.8. Processors without VNNI overflow in such sums unless the session is opened with
    ``session.x64quantprecision``, as ours is. The heads stay float: they are a hundredth of the work.
    """
    prepared = path.with_suffix(".prepared.onnx")
    quant_pre_process(str(path), str(prepared), skip_symbolic_shape=True)
    quantize_static(
        str(prepared),
        str(quantised),
        CalibrationPictures(tensors),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=["Conv", "Add", "Clip", "Pad"],
        per_channel=True,
        reduce_range=False,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax,
    )
    prepared.unlink()


def quantise_texts(path: Path, quantised: Path) -> None:
    """Dynamic 8-bit version of the text graph."""
    quantize_dynamic(
        str(path), str(quantised), per_channel=True, reduce_range=False, weight_type=QuantType.QInt8
    )


def shrink(path: Path, *, eight_bit: bool = True) -> None:
    """Store the large float weights of a graph in fewer bits; they are turned back once, when it is opened.

    Matrices get 8 bits and a scale for each row, and so do kernels that come back the same, as the published ones do.
    Kernels that were trained further get 16: in 8, the joint vectors fall to a cosine of 0.99 and below. Without
    ``eight_bit`` everything gets 16.
    """
    model = onnx.load(str(path))
    kernels = {node.input[1] for node in model.graph.node if node.op_type == "Conv"}
    for weight in list(model.graph.initializer):
        values = onnx.numpy_helper.to_array(weight)
        if weight.data_type != onnx.TensorProto.FLOAT or values.size <= 10_000:
            continue
        scale = (_lossless(values) if weight.name in kernels else _scale(values)) if eight_bit else None
        kept = values.astype(np.float16) if scale is None else np.rint(values / scale).astype(np.int8)
        factor = np.float32(1) if scale is None else scale
        names = [f"{weight.name}{end}" for end in ("_stored", "_real", "_scale")]
        model.graph.initializer.remove(weight)
        model.graph.initializer.extend(
            [
                onnx.numpy_helper.from_array(kept, names[0]),
                onnx.numpy_helper.from_array(np.asarray(factor), names[2]),
            ]
        )
        model.graph.node.insert(0, onnx.helper.make_node("Mul", names[1:], [weight.name]))
        model.graph.node.insert(
            0, onnx.helper.make_node("Cast", names[:1], names[1:2], to=onnx.TensorProto.FLOAT)
        )
    onnx.save(model, str(path))


def _scale(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """What a step of 8 bits is worth in each of the first axis of ``values``."""
    most = np.abs(values).max(axis=tuple(range(1, values.ndim)), keepdims=True)
    return np.asarray(np.maximum(most / 127, 1e-12), np.float32)


def _lossless(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32] | None:
    """Scales by which ``values`` come back the same from 8 bits; None where they would not."""
    scale = _scale(values)
    return scale if np.abs(np.rint(values / scale) - values / scale).max() < 0.02 else None
