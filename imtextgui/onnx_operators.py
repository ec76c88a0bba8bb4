"""Looks through an ONNX file before it is opened: only operators that compute, and no word of other files.

A bundle may come from somebody else. onnxruntime reads the weights of a graph from any path that the graph names, and
runs whatever operators it knows, loops without an end among them; so the file is read here first, as the fields of
Protocol Buffers that it is made of, without the library of ONNX, which is not shipped. (The numbers are those of
``onnx.proto``.)
"""

import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from imtextgui.errors import BundleDamaged

DOMAINS = frozenset({"", "ai.onnx", "com.microsoft"})
"""Whose operators are taken: those of ONNX itself, and onnxruntime's own, which its quantization and fusion make."""

_OF_ONNX = """
Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh Attention AveragePool BatchNormalization BitShift
Cast CastLike Ceil Celu Clip Compress Concat Constant ConstantOfShape Conv ConvInteger ConvTranspose Cos
Cosh CumSum DepthToSpace DequantizeLinear Div Dropout DynamicQuantizeLinear Einsum Elu Equal Erf Exp Expand
EyeLike Flatten Floor Gather GatherElements GatherND Gelu Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool
Greater GreaterOrEqual GridSample GroupNormalization GRU HardSigmoid HardSwish Hardmax Identity If
InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax
LpNormalization LpPool MatMul MatMulInteger Max MaxPool Mean MeanVarianceNormalization Min Mish Mod Mul Neg
NonZero Not OneHot Or PRelu Pad Pow QLinearConv QLinearMatMul QuantizeLinear RMSNormalization RNN Range
Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd
ReduceSum ReduceSumSquare Relu Reshape Resize ReverseSequence RotaryEmbedding Round ScatterElements
ScatterND Selu Shape Shrink Sigmoid Sign Sin Sinh Size Slice Softmax Softplus Softsign SpaceToDepth Split
Sqrt Squeeze Sub Sum Swish Tan Tanh ThresholdedRelu Tile TopK Transpose Trilu Unsqueeze Upsample Where Xor
"""
_OF_RUNTIME = """
BiasGelu BiasSoftmax DynamicQuantizeMatMul EmbedLayerNormalization FastGelu FusedConv FusedGemm FusedMatMul
GroupQueryAttention MatMulIntegerToFloat MatMulNBits MultiHeadAttention NhwcMaxPool QAttention QGemm
QLinearAdd QLinearAveragePool QLinearConcat QLinearGlobalAveragePool QLinearLeakyRelu QLinearMul
QLinearSigmoid QLinearSoftmax QuickGelu SimplifiedLayerNormalization SkipLayerNormalization
SkipSimplifiedLayerNormalization
"""

OPERATORS = frozenset([*_OF_ONNX.split(), *_OF_RUNTIME.split()])
"""What towers of pictures and texts are made of. Loops, sequences, texts and decoders of pictures are not among them.
"""

_MOST_DEPTH = 8
"""Graphs within graphs: the branches of an ``If`` within those of another."""

_GRAPH, _FUNCTIONS, _TRAINING = 7, 25, 20
_NODE, _INITIALIZER, _SPARSE = 1, 5, 15
_OP, _ATTRIBUTE, _DOMAIN = 4, 5, 7
_TENSORS_OF_ATTRIBUTE, _GRAPHS_OF_ATTRIBUTE, _SPARSE_OF_ATTRIBUTE = (5, 10), (6, 11), (22, 23)
_EXTERNAL, _LOCATION = 13, 14
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


class _Field(NamedTuple):
    number: int
    value: int
    start: int
    end: int


class _Refused(ValueError):
    """Why a graph is not opened."""


def check(path: Path) -> None:
    """Raise BundleDamaged where the graph in ``path`` uses an operator that is not among OPERATORS, names another file
    or brings functions of its own, and where it is no graph.
    """
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            _check_model(data)
    except (OSError, ValueError, IndexError) as trouble:
        raise BundleDamaged(path=str(path), reason=str(trouble)[:200]) from trouble


def _check_model(data: mmap.mmap) -> None:
    has_graph = False
    for field in _fields(data, 0, len(data)):
        if field.number == _GRAPH:
            has_graph = True
            _check_graph(data, field, 0)
        elif field.number in {_FUNCTIONS, _TRAINING}:
            raise _Refused("the graph brings functions of its own")
    if not has_graph:
        raise _Refused("not an ONNX graph")


def _check_graph(data: mmap.mmap, graph: _Field, depth: int) -> None:
    if depth > _MOST_DEPTH:
        raise _Refused("graphs are nested too deep")
    for field in _fields(data, graph.start, graph.end):
        if field.number == _NODE:
            _check_node(data, field, depth)
        elif field.number == _INITIALIZER:
            _check_tensor(data, field)
        elif field.number == _SPARSE:
            _check_sparse(data, field)


def _check_node(data: mmap.mmap, node: _Field, depth: int) -> None:
    operator = domain = ""
    for field in _fields(data, node.start, node.end):
        if field.number == _OP:
            operator = data[field.start : field.end].decode()
        elif field.number == _DOMAIN:
            domain = data[field.start : field.end].decode()
        elif field.number == _ATTRIBUTE:
            _check_attribute(data, field, depth)
    if domain not in DOMAINS or operator not in OPERATORS:
        raise _Refused(f"the operator {domain}{'.' if domain else ''}{operator} is not allowed")


def _check_attribute(data: mmap.mmap, attribute: _Field, depth: int) -> None:
    for field in _fields(data, attribute.start, attribute.end):
        if field.number in _GRAPHS_OF_ATTRIBUTE:
            _check_graph(data, field, depth + 1)
        elif field.number in _TENSORS_OF_ATTRIBUTE:
            _check_tensor(data, field)
        elif field.number in _SPARSE_OF_ATTRIBUTE:
            _check_sparse(data, field)


def _check_sparse(data: mmap.mmap, sparse: _Field) -> None:
    for field in _fields(data, sparse.start, sparse.end):
        if field.number in {1, 2}:
            _check_tensor(data, field)


def _check_tensor(data: mmap.mmap, tensor: _Field) -> None:
    for field in _fields(data, tensor.start, tensor.end):
        if field.number == _EXTERNAL or (field.number == _LOCATION and field.value):
            raise _Refused("the graph names another file for its weights")


def _fields(data: mmap.mmap, start: int, end: int) -> Iterator[_Field]:
    """The fields of a message in ``data[start:end]``. Raises ValueError and IndexError where it is none."""
    while start < end:
        key, start = _varint(data, start)
        number, kind = key >> 3, key & 7
        value, begin = 0, start
        if kind == _VARINT:
            value, start = _varint(data, start)
        elif kind == _BYTES:
            length, begin = _varint(data, start)
            start = begin + length
        elif kind in {_FIXED32, _FIXED64}:
            start += 4 if kind == _FIXED32 else 8
        else:
            raise _Refused("not an ONNX graph")
        if start > end or not number:
            raise _Refused("the graph is cut short")
        yield _Field(number, value, begin, start)


def _varint(data: mmap.mmap, start: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    value = shift = 0
    while shift < 70:
        byte = data[start]
        start += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, start
        shift += 7
    raise _Refused("not an ONNX graph")
