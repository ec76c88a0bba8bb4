"""Meshes of glTF: GLB, and JSON with its buffers inside or beside it, versions 1 and 2.

Why not trimesh: it reads no fans and no lines in strips or loops, decodes every texture on the way to the triangles,
and gives nothing of a file of which one buffer is missing or one piece is wrong; here names stay, and the other pieces.
"""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from imtextgui.documents.cad.mesh.geometry import Mesh, shapes, strip

_TYPES = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}
_POINTS, _LINES, _LINE_LOOP, _LINE_STRIP, _TRIANGLES, _STRIP, _FAN = range(7)
_BINARY_BUFFER = "binary_glTF"
_DEEPEST = 50
_MOST_ZEROS = 64 * 2**20
"""Bytes of numbers that a file claims without bringing them along."""

_Z_UP = np.array([[1, 0, 0, 0], [0, 0, -1, 0], [0, 1, 0, 0], [0, 0, 0, 1]], np.float64)

Beside = Callable[[str], bytes | None]
"""Gives the bytes of a file that lies beside the glTF, None where there is none."""


def gltf(data: bytes, beside: Beside) -> Mesh:
    """The mesh of the first scene, in metres, z upwards; without shapes where its buffers cannot be had.

    Raises ValueError, KeyError, IndexError, TypeError on a damaged file.
    """
    document, binary = _chunks(data) if data.startswith(b"glTF") else (json.loads(data), None)
    model = _GltfModel(document, binary, beside)
    names = [
        named["name"]
        for kind in ("scenes", "nodes", "meshes", "materials")
        for named in _values(document.get(kind, []))
        if isinstance(named.get("name"), str)
    ]
    for placed, primitive, mode in model.pieces():
        model.take(placed, primitive, mode)
    if model.trouble is not None and not any(model.shapes.values()):
        raise model.trouble
    triangles, lines, points = (model.joined(size) for size in (3, 2, 1))
    return Mesh(triangles, tuple(dict.fromkeys(names)), "m", lines, points.reshape(-1, 3))


def _chunks(data: bytes) -> tuple[Any, bytes | None]:
    version, length = (int.from_bytes(data[at : at + 4], "little") for at in (4, 12))
    document = json.loads(data[20 : 20 + length])
    start = 20 + length
    if version == 1:
        return document, data[start:] or None
    size = int.from_bytes(data[start : start + 4], "little")
    return document, data[start + 8 : start + 8 + size] or None


def _values(listed: Any) -> list[Any]:
    """The entries of a list, as version 2 has them, or of a table by names, as version 1 has them."""
    return list(listed.values()) if isinstance(listed, dict) else listed


class _GltfModel:
    """``shapes``: [n, size, 3] arrays by their number of corners; ``trouble``: what was wrong with the last piece that
    was bad.
    """

    def __init__(self, document: Any, binary: bytes | None, beside: Beside) -> None:
        self._document = document
        self._binary = binary
        self._beside = beside
        self._buffers: dict[int | str, bytes | None] = {}
        self.shapes: dict[int, list[npt.NDArray[Any]]] = {1: [], 2: [], 3: []}
        self.trouble: Exception | None = None

    def pieces(self) -> Iterator[tuple[npt.NDArray[Any], Any, int]]:
        """(transform [4, 4], primitive, its mode) for each primitive in the scene."""
        nodes = self._document.get("nodes", [])
        everything = {"nodes": list(nodes) if isinstance(nodes, dict) else range(len(nodes))}
        scenes = self._document.get("scenes") or [everything]
        first = next(iter(scenes), 0) if isinstance(scenes, dict) else 0
        for node in scenes[self._document.get("scene", first)].get("nodes", []):
            yield from self._node(node, _Z_UP, 0)

    def _node(
        self, index: int | str, placed: npt.NDArray[Any], depth: int
    ) -> Iterator[tuple[npt.NDArray[Any], Any, int]]:
        if depth > _DEEPEST:
            raise ValueError("nodes within nodes")
        node = self._document["nodes"][index]
        placed = placed @ _placement(node)
        for mesh in (*node.get("meshes", ()), *([node["mesh"]] if "mesh" in node else ())):
            for primitive in self._document["meshes"][mesh].get("primitives", []):
                yield placed, primitive, primitive.get("mode", _TRIANGLES)
        for child in node.get("children", []):
            yield from self._node(child, placed, depth + 1)

    def joined(self, size: int) -> npt.NDArray[np.float32]:
        """[n, size, 3]: all shapes of ``size`` corners that were taken."""
        pieces = self.shapes[size]
        return np.concatenate(pieces).astype(np.float32) if pieces else np.empty((0, size, 3), np.float32)

    def take(self, placed: npt.NDArray[Any], primitive: Any, mode: int) -> None:
        """Add the shapes of a primitive; one that is wrong costs itself."""
        if "KHR_draco_mesh_compression" in primitive.get("extensions", {}):
            return
        try:
            points = self._accessor(primitive["attributes"]["POSITION"])
            indices = self._accessor(primitive["indices"]) if "indices" in primitive else None
            if points is None or (indices is None and "indices" in primitive):
                return
            numbers = np.arange(len(points)) if indices is None else indices[:, 0].astype(np.int64)
            corners = _corners(numbers, mode)
            seen = points.astype(np.float64) @ placed[:3, :3].T + placed[:3, 3]
            self.shapes[corners.shape[1]].append(shapes(seen, corners, corners.shape[1]))
        except (KeyError, IndexError, ValueError, TypeError) as trouble:
            self.trouble = trouble

    def _accessor(self, index: int | str) -> npt.NDArray[Any] | None:
        """[count, width]: the numbers of an accessor; None where its buffer cannot be had."""
        accessor = self._document["accessors"][index]
        kind, width = np.dtype(_TYPES[accessor["componentType"]]), _WIDTHS[accessor["type"]]
        if "bufferView" not in accessor:
            values: npt.NDArray[Any] | None = np.zeros(
                (self._bounded(accessor, kind.itemsize * width), width), kind
            )
        else:
            values = self._numbers(accessor, accessor["bufferView"], kind, width)
        if values is None or "sparse" not in accessor:
            return values
        return self._with_exceptions(values, accessor["sparse"], kind, width)

    def _bounded(self, accessor: Any, size: int) -> int:
        """The count of an accessor that has no bytes of its own: only what is written over it is worth memory."""
        count = int(accessor["count"])
        if count * size > _MOST_ZEROS:
            raise ValueError("numbers outside their buffer")
        return count

    def _with_exceptions(
        self, values: npt.NDArray[Any], sparse: Any, kind: np.dtype[Any], width: int
    ) -> npt.NDArray[Any] | None:
        """``values`` with those written over that an accessor lists one by one."""
        count = {"count": sparse["count"]}
        where = np.dtype(_TYPES[sparse["indices"]["componentType"]])
        places = self._numbers(sparse["indices"] | count, sparse["indices"]["bufferView"], where, 1)
        others = self._numbers(sparse["values"] | count, sparse["values"]["bufferView"], kind, width)
        if places is None or others is None:
            return None
        values = values.copy()
        values[places[:, 0]] = others
        return values

    def _numbers(
        self, accessor: Any, view_index: int | str, kind: np.dtype[Any], width: int
    ) -> npt.NDArray[Any] | None:
        view = self._document["bufferViews"][view_index]
        buffer = self._buffer(view.get("buffer", 0))
        if buffer is None:
            return None
        start = int(view.get("byteOffset", 0)) + int(accessor.get("byteOffset", 0))
        # Version 1 has the distance between numbers in the accessor.
        step = int(view.get("byteStride") or accessor.get("byteStride") or kind.itemsize * width)
        count = int(accessor["count"])
        if start < 0 or count < 1 or start + (count - 1) * step + kind.itemsize * width > len(buffer):
            raise ValueError("numbers outside their buffer")
        whole = np.frombuffer(buffer, np.uint8)[start:]
        rows = np.lib.stride_tricks.as_strided(whole, (count, kind.itemsize * width), (step, 1))
        return np.ascontiguousarray(rows).view(kind)

    def _buffer(self, index: int | str) -> bytes | None:
        if index not in self._buffers:
            uri = self._document["buffers"][index].get("uri")
            if uri is None or (index == _BINARY_BUFFER and self._binary is not None):
                self._buffers[index] = self._binary
            elif uri.startswith("data:"):
                self._buffers[index] = base64.b64decode(uri.partition(",")[2])
            else:
                self._buffers[index] = self._beside(uri)
        return self._buffers[index]


def _corners(numbers: npt.NDArray[Any], mode: int) -> npt.NDArray[Any]:
    """[n, 3], [n, 2] or [n, 1]: which points make triangles, lines or dots of a primitive of ``mode``."""
    if mode == _POINTS:
        return numbers[:, None]
    if mode == _LINES:
        return numbers[: len(numbers) // 2 * 2].reshape(-1, 2)
    if mode in (_LINE_LOOP, _LINE_STRIP):
        ring = np.append(numbers, numbers[:1]) if mode == _LINE_LOOP else numbers
        return np.stack([ring[:-1], ring[1:]], axis=1)
    if mode == _STRIP:
        return strip(numbers) if len(numbers) > 2 else numbers[:0].reshape(0, 3)
    if mode == _FAN:
        return np.stack([np.full(max(len(numbers) - 2, 0), numbers[0]), numbers[1:-1], numbers[2:]], axis=1)
    if mode == _TRIANGLES:
        return numbers[: len(numbers) // 3 * 3].reshape(-1, 3)
    raise ValueError(f"shapes of mode {mode}")


def _placement(node: Any) -> npt.NDArray[Any]:
    """The node's transform [4, 4]."""
    if "matrix" in node:
        return np.array(node["matrix"], np.float64).reshape(4, 4).T
    x, y, z, w = (float(each) for each in node.get("rotation", (0, 0, 0, 1)))
    turn = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    placed = np.eye(4)
    placed[:3, :3] = turn * np.array(node.get("scale", (1, 1, 1)), np.float64)
    placed[:3, 3] = node.get("translation", (0, 0, 0))
    return placed
