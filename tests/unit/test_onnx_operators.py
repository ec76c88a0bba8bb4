"""Graphs of others are looked through before they are opened."""

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from imtextgui import onnx_operators
from imtextgui.config import paths
from imtextgui.errors import BundleDamaged
from imtextgui.onnx_session import open_graph

VALUE = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1])
RESULT = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])


def graph(*nodes: onnx.NodeProto, tensors: tuple[onnx.TensorProto, ...] = ()) -> onnx.GraphProto:
    return helper.make_graph(list(nodes), "graph", [VALUE], [RESULT], initializer=list(tensors))


def model(*nodes: onnx.NodeProto, **options: object) -> onnx.ModelProto:
    return helper.make_model(graph(*nodes, **options))  # type: ignore[arg-type]  # tensors


def external() -> onnx.TensorProto:
    tensor = numpy_helper.from_array(np.ones(1, np.float32), "w")
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="../../etc/passwd")
    return tensor


def nested(inside: onnx.GraphProto) -> onnx.ModelProto:
    return model(helper.make_node("If", ["x"], ["y"], then_branch=inside, else_branch=inside))


def deep() -> onnx.ModelProto:
    inside = graph(helper.make_node("Relu", ["x"], ["y"]))
    for _ in range(12):
        inside = graph(helper.make_node("If", ["x"], ["y"], then_branch=inside, else_branch=inside))
    return helper.make_model(inside)


def with_function() -> onnx.ModelProto:
    made = model(helper.make_node("Relu", ["x"], ["y"]))
    made.functions.append(
        helper.make_function(
            "own", "F", ["x"], ["y"], [helper.make_node("Relu", ["x"], ["y"])], [helper.make_opsetid("", 17)]
        )
    )
    return made


def sparse() -> onnx.ModelProto:
    made = model(helper.make_node("Relu", ["x"], ["y"]))
    made.graph.sparse_initializer.add().values.CopyFrom(external())
    return made


REFUSED: dict[str, tuple[Callable[[], onnx.ModelProto], str]] = {
    "a loop": (lambda: model(helper.make_node("Loop", ["x"], ["y"])), "Loop"),
    "a custom operator": (
        lambda: model(helper.make_node("Relu", ["x"], ["y"], domain="evil")),
        "evil.Relu",
    ),
    "a decoder": (lambda: model(helper.make_node("ImageDecoder", ["x"], ["y"])), "ImageDecoder"),
    "a function": (with_function, "functions"),
    "weights elsewhere": (
        lambda: model(helper.make_node("Add", ["x", "w"], ["y"]), tensors=(external(),)),
        "another file",
    ),
    "weights elsewhere in a branch": (
        lambda: nested(graph(helper.make_node("Add", ["x", "w"], ["y"]), tensors=(external(),))),
        "another file",
    ),
    "a loop in a branch": (lambda: nested(graph(helper.make_node("Loop", ["x"], ["y"]))), "Loop"),
    "a constant elsewhere": (
        lambda: model(helper.make_node("Constant", [], ["y"], value=external())),
        "another file",
    ),
    "sparse weights elsewhere": (sparse, "another file"),
    "branches without an end": (deep, "nested"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_more_than_compute_is_refused_before_it_is_opened(tmp_path: Path, name: str) -> None:
    make, reason = REFUSED[name]
    path = tmp_path / "image.onnx"
    path.write_bytes(make().SerializeToString())
    with pytest.raises(BundleDamaged) as refused:
        open_graph(path, 1)
    assert reason in str(refused.value.details["reason"])


def test_graphs_that_are_shipped_are_taken() -> None:
    shipped = sorted(paths.resources().rglob("*.onnx"))
    assert len(shipped) >= 4
    for path in shipped:
        onnx_operators.check(path)


@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"no graph at all", b"\x3a\xff\xff\xff\xff\x0f", b"\xff" * 20, b"\x08"]
)
def test_what_is_no_graph_is_damage(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "image.onnx"
    path.write_bytes(data)
    with pytest.raises(BundleDamaged):
        onnx_operators.check(path)


def test_a_file_that_is_not_there_is_damage(tmp_path: Path) -> None:
    with pytest.raises(BundleDamaged):
        onnx_operators.check(tmp_path / "none.onnx")


def test_damaged_graphs_end_in_one_problem(tmp_path: Path) -> None:
    whole = nested(graph(helper.make_node("Relu", ["x"], ["y"]))).SerializeToString()
    chance, path = random.Random(1), tmp_path / "image.onnx"
    passed = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        try:
            onnx_operators.check(path)
            passed += 1
        except BundleDamaged:
            pass
    assert 0 < passed < 300
