"""A ViT-B/32 image tower with random weights, as the yardstick of what a usual CLIP costs."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from imtextgui.domain.embedding import Matrix, Space, Tensor, unit
from imtextgui.encoders.encoder import PictureVectors
from imtextgui.encoders.manifest import CosineBackground, PictureSpec

SIZE, PATCH, WIDTH, HEADS, LAYERS, OUTPUT = 224, 32, 768, 12, 12, 512
TOKENS = (SIZE // PATCH) ** 2 + 1


class _Graph:
    """Collects nodes and weights; each call returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._random = np.random.default_rng(7)

    def weight(self, *shape: int) -> str:
        return self.constant(self._random.normal(0, 0.02, shape).astype(np.float32))

    def constant(self, values: object) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.asarray(values), name))
        return name

    def node(self, operator: str, *inputs: str, **attributes: Any) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], **attributes))
        return name

    def dense(self, rows: str, wide: int, out: int) -> str:
        return self.node("Add", self.node("MatMul", rows, self.weight(wide, out)), self.weight(out))

    def norm(self, rows: str) -> str:
        ones = self.constant(np.ones(WIDTH, np.float32))
        return self.node("LayerNormalization", rows, ones, self.weight(WIDTH), axis=-1)

    def attention(self, rows: str) -> str:
        split = self.constant(np.array([0, TOKENS, HEADS, WIDTH // HEADS], np.int64))
        query, key, value = (
            self.node("Transpose", self.node("Reshape", self.dense(rows, WIDTH, WIDTH), split), perm=order)
            for order in ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])
        )
        scale = self.constant(np.float32((WIDTH // HEADS) ** -0.5))
        weights = self.node("Softmax", self.node("Mul", self.node("MatMul", query, key), scale), axis=-1)
        mixed = self.node("Transpose", self.node("MatMul", weights, value), perm=[0, 2, 1, 3])
        joined = self.node("Reshape", mixed, self.constant(np.array([0, TOKENS, WIDTH], np.int64)))
        return self.dense(joined, WIDTH, WIDTH)

    def perceptron(self, rows: str) -> str:
        return self.dense(self.node("Gelu", self.dense(rows, WIDTH, 4 * WIDTH)), 4 * WIDTH, WIDTH)


def write_vit(file: Path) -> None:
    """Write the graph: uint8 [n, 224, 224, 3] to float32 [n, 512]."""
    graph = _Graph()
    scaled = graph.node("Cast", "pictures", to=TensorProto.FLOAT)
    scaled = graph.node("Mul", scaled, graph.constant(np.float32(1 / 127.5)))
    planes = graph.node("Transpose", scaled, perm=[0, 3, 1, 2])
    patches = graph.node("Conv", planes, graph.weight(WIDTH, 3, PATCH, PATCH), strides=[PATCH, PATCH])
    flat = graph.node("Reshape", patches, graph.constant(np.array([0, WIDTH, TOKENS - 1], np.int64)))
    rows = graph.node("Transpose", flat, perm=[0, 2, 1])
    rows = graph.node("Pad", rows, graph.constant(np.array([0, 1, 0, 0, 0, 0], np.int64)))
    rows = graph.norm(graph.node("Add", rows, graph.weight(TOKENS, WIDTH)))
    for _ in range(LAYERS):
        rows = graph.node("Add", rows, graph.attention(graph.norm(rows)))
        rows = graph.node("Add", rows, graph.perceptron(graph.norm(rows)))
    first = graph.node("Gather", graph.norm(rows), graph.constant(np.int64(0)), axis=1)
    last = graph.node("MatMul", first, graph.weight(WIDTH, OUTPUT))
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "vit-b-32",
            [helper.make_tensor_value_info("pictures", TensorProto.UINT8, ["n", SIZE, SIZE, 3])],
            [helper.make_tensor_value_info(last, TensorProto.FLOAT, ["n", OUTPUT])],
            graph.weights,
        ),
        opset_imports=[helper.make_opsetid("", 20)],
        ir_version=9,
    )
    onnx.save(model, file)


class VitEncoder:
    """An encoder whose image tower is the yardstick; it has no words."""

    fingerprint = "vit-b-32-random"
    joint_dim = OUTPUT
    appearance_dim = OUTPUT
    picture = PictureSpec(size=SIZE, fill=(255, 255, 255))

    def __init__(self, file: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])

    @property
    def calibration(self) -> Mapping[Space, CosineBackground]:
        """Any; nothing is searched."""
        return {space: CosineBackground(mean=0.0, std=0.1) for space in Space}

    def encode_texts(self, texts: Sequence[str]) -> Matrix:
        """Constant rows."""
        return unit(np.ones((len(texts), OUTPUT), np.float32))

    def encode_pictures(self, tensors: Sequence[Tensor]) -> PictureVectors:
        """The tower's output, for both vectors."""
        (rows,) = self._session.run(None, {"pictures": np.stack(tensors)})
        return PictureVectors(unit(rows), unit(rows))
