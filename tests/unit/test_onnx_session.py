"""Graphs are opened without telemetry, and trouble with one is a problem with a code."""

import os
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper

from imtextgui import onnx_session
from imtextgui.errors import BundleDamaged
from imtextgui.onnx_session import open_graph

GRAPH = Path(__file__).parents[1] / "data" / "bundle" / "text.onnx"
VNNI = Path("/proc/cpuinfo").exists() and "vnni" in Path("/proc/cpuinfo").read_text(encoding="utf-8")


@pytest.mark.parametrize("keep_memory", [True, False])
def test_telemetry_is_off_before_a_session_exists(monkeypatch: pytest.MonkeyPatch, keep_memory: bool) -> None:
    onnx_session.has_exact_products()  # opens a graph of its own, the first time
    monkeypatch.delenv("ORT_DISABLE_TELEMETRY", raising=False)
    order: list[str] = []
    make = onnxruntime.InferenceSession

    def opened(*arguments: Any, **named: Any) -> Any:
        order.append("opened")
        return make(*arguments, **named)

    monkeypatch.setattr(onnxruntime, "disable_telemetry_events", lambda: order.append("telemetry off"))
    monkeypatch.setattr(onnxruntime, "InferenceSession", opened)
    session = open_graph(GRAPH, 1, keep_memory=keep_memory)
    assert order == ["telemetry off", "opened"]
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
    assert session.get_providers() == ["CPUExecutionProvider"]


def test_what_is_no_graph_is_a_damaged_bundle(tmp_path: Path) -> None:
    (tmp_path / "broken.onnx").write_bytes(b"no graph")
    with pytest.raises(BundleDamaged) as caught:
        open_graph(tmp_path / "broken.onnx", 1)
    assert caught.value.details["path"] == str(tmp_path / "broken.onnx")


def test_a_graph_that_cannot_be_run_is_a_damaged_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*arguments: Any, **named: Any) -> Any:
        raise RuntimeError("no kernel for this operator")

    onnx_session.has_exact_products()
    monkeypatch.setattr(onnxruntime, "InferenceSession", refused)
    with pytest.raises(BundleDamaged) as caught:
        open_graph(GRAPH, 1)
    assert "no kernel" in str(caught.value.details["reason"])


def test_the_product_that_is_tried_is_that_of_8_by_8_bits() -> None:
    sides = {"a": (TensorProto.UINT8, "m", "k"), "b": (TensorProto.INT8, "k", "n")}
    inputs = [helper.make_tensor_value_info(name, kind, axes) for name, (kind, *axes) in sides.items()]
    output = helper.make_tensor_value_info("y", TensorProto.INT32, ["m", "n"])
    graph = helper.make_graph([helper.make_node("MatMulInteger", ["a", "b"], ["y"])], "g", inputs, [output])
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name=""
    )
    assert model.SerializeToString() == onnx_session.EIGHT_BIT_PRODUCT


@pytest.mark.parametrize(("worst", "exact"), [(64 * 255 * 127, True), (64 * 255 * 127 - 1, False)])
def test_a_processor_whose_sums_overflow_takes_the_slower_way(
    monkeypatch: pytest.MonkeyPatch, worst: int, exact: bool
) -> None:
    entries: list[tuple[str, str]] = []

    class Session:
        def __init__(self, *_: object, **__: object) -> None:
            pass

        def run(self, *_: object) -> list[Any]:
            return [np.array([[64 * 255 * 127, worst]], np.int32)]

    class Options:
        def add_session_config_entry(self, name: str, value: str) -> None:
            entries.append((name, value))

    monkeypatch.setattr(onnxruntime, "InferenceSession", Session)
    monkeypatch.setattr(onnxruntime, "SessionOptions", Options)
    onnx_session.has_exact_products.cache_clear()
    try:
        open_graph(GRAPH, 1)
    finally:
        onnx_session.has_exact_products.cache_clear()
    assert (("session.x64quantprecision", "1") in entries) is not exact


@pytest.mark.skipif(not VNNI, reason="needs a processor with VNNI on Linux")
def test_a_processor_with_vnni_is_found_without_telemetry(monkeypatch: pytest.MonkeyPatch) -> None:
    switched: list[str] = []
    monkeypatch.setattr(onnxruntime, "disable_telemetry_events", lambda: switched.append("off"))
    onnx_session.has_exact_products.cache_clear()
    assert onnx_session.has_exact_products()
    assert switched == ["off"]
