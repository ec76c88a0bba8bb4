"""The text tower of a finished bundle as floats: its 8-bit weights turned back, to be trained again or asked."""

import re
from pathlib import Path

import numpy as np
import onnx
import torch

from export.problems import KitProblem
from export.towers.starting_weights import Array
from export.towers.text_tower import TextShape, TextTower

_MATRIX = re.compile(r"(onnx::MatMul_(\d+))_quantized")
_HEADS_WIDE = 32
"""Width of one head of attention in the towers of this kit."""


def finished_text_tower(graph: Path) -> TextTower:
    """The tower in ``graph``, which ``towers.to_onnx`` wrote. Raises KitProblem where it is another graph."""
    stored = {
        tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in onnx.load(str(graph)).graph.initializer
    }
    try:
        state = _state(stored)
        tower = TextTower(_shape(state), len(state["japanese.weight"]))
        tower.load_state_dict({name: torch.from_numpy(values) for name, values in state.items()})
    except (KeyError, RuntimeError, StopIteration) as error:
        raise KitProblem(f"{graph} is no text tower of this kit.") from error
    tower.eval()
    return tower


def _state(stored: dict[str, Array]) -> dict[str, Array]:
    """The tensors of ``stored`` by their names in ``TextTower``; matrices have only numbers there, in their order."""
    state = {
        name: np.array(values, np.float32)
        for name, values in stored.items()
        if re.fullmatch(r"(position|norm|layers\.\d+\.\w+)\.(weight|bias)", name)
    }
    for table in ("english.weight", "japanese.weight"):
        state[table] = _floats(stored, table)
    matrices = sorted(
        (int(match[2]), match[1]) for name in stored if (match := _MATRIX.fullmatch(name)) is not None
    )
    names = iter([name for _, name in matrices])
    for layer in range(len(matrices) // 4):
        for part in ("qkv", "out", "up", "down"):
            state[f"layers.{layer}.{part}.weight"] = _floats(stored, next(names)).T.copy()
    return state


def _floats(stored: dict[str, Array], name: str) -> Array:
    zero = stored[f"{name}_zero_point"].astype(np.float32)
    steps = stored[f"{name}_quantized"].astype(np.float32) - zero
    return np.asarray(steps * stored[f"{name}_scale"], np.float32)


def _shape(state: dict[str, Array]) -> TextShape:
    positions, width = state["position.weight"].shape
    return TextShape(
        width=width,
        layers=sum(name.endswith("qkv.weight") for name in state),
        heads=max(width // _HEADS_WIDE, 1),
        hidden=len(state["layers.0.up.weight"]),
        positions=positions,
        english=len(state["english.weight"]),
    )
