"""Graphs are opened without telemetry, and trouble with one is a problem with a code."""

import os
from pathlib import Path
from typing import Any

import onnxruntime
import pytest

from imtextgui.errors import BundleDamaged
from imtextgui.onnx_session import open_graph

GRAPH = Path(__file__).parents[1] / "data" / "bundle" / "text.onnx"


@pytest.mark.parametrize("keep_memory", [True, False])
def test_telemetry_is_off_before_a_session_exists(monkeypatch: pytest.MonkeyPatch, keep_memory: bool) -> None:
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

    monkeypatch.setattr(onnxruntime, "InferenceSession", refused)
    with pytest.raises(BundleDamaged) as caught:
        open_graph(GRAPH, 1)
    assert "no kernel" in str(caught.value.details["reason"])
