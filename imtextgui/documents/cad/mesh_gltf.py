"""Meshes of glTF: GLB, and JSON with its buffers inside or beside it."""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from imtextgui.documents.cad.mesh_files import Mesh

_TYPES = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS = {"SCALAR": 1, "VEC3": 3}
_TRIANGLES = 4
_DEEPEST = 50
_Z_UP = np.array([[1, 0, 0, 0], [0, 0, -1, 0], [0, 1, 0, 0], [0, 0, 0, 1]], np.float64)

Beside = Callable[[str], bytes | None]
"""Gives the bytes of a file that lies beside the glTF, None where there is none."""


def gltf(data: bytes, beside: Beside) -> Mesh:
    """The mesh of the first scene, in metres, z upwards; without triangles where its buffers cannot be had.

    Raises ValueError, KeyError, IndexError, TypeError on a damaged file.
    """
    document, binary = _chunks(data) if data.startswith(b"glTF") else (json.loads(data), None)
    model = _Model(document, binary, beside)
    names = [
        each["name"]
        for kind in ("scenes", "nodes", "meshes", "materials")
        for each in document.get(kind, [])
        if isinstance(each.get("name"), str)
    ]
    pieces = list(model.pieces())
    triangles = np.concatenate(pieces) if pieces else np.empty((0, 3, 3), np.float32)
    return Mesh(triangles.astype(np.float32), tuple(dict.fromkeys(names)), "m")


def _chunks(data: bytes) -> tuple[Any, bytes | None]:
    length = int.from_bytes(data[12:16], "little")
    document = json.loads(data[20 : 20 + length])
    start = 20 + length
    size = int.from_bytes(data[start : start + 4], "little")
    return document, data[start + 8 : start + 8 + size] or None


class _Model:
    def __init__(self, document: Any, binary: bytes | None, beside: Beside) -> None:
        self._document = document
        self._binary = binary
        self._beside = beside
        self._buffers: dict[int, bytes | None] = {}

    def pieces(self) -> Iterator[npt.NDArray[Any]]:
        """[n, 3, 3] for each primitive of triangles in the scene."""
        scenes = self._document.get("scenes") or [{"nodes": range(len(self._document.get("nodes", [])))}]
        for node in scenes[self._document.get("scene", 0)].get("nodes", []):
            yield from self._node(node, _Z_UP, 0)

    def _node(self, index: int, placed: npt.NDArray[Any], depth: int) -> Iterator[npt.NDArray[Any]]:
        if depth > _DEEPEST:
            raise ValueError("nodes within nodes")
        node = self._document["nodes"][index]
        placed = placed @ _placement(node)
        if "mesh" in node:
            for primitive in self._document["meshes"][node["mesh"]].get("primitives", []):
                piece = self._primitive(primitive)
                if piece is not None:
                    yield piece @ placed[:3, :3].T + placed[:3, 3]
        for child in node.get("children", []):
            yield from self._node(child, placed, depth + 1)

    def _primitive(self, primitive: Any) -> npt.NDArray[Any] | None:
        if primitive.get("mode", _TRIANGLES) != _TRIANGLES or "KHR_draco_mesh_compression" in primitive.get(
            "extensions", {}
        ):
            return None
        points = self._accessor(primitive["attributes"]["POSITION"])
        if points is None:
            return None
        if "indices" not in primitive:
            return points[: len(points) // 3 * 3].reshape(-1, 3, 3).astype(np.float64)
        indices = self._accessor(primitive["indices"])
        if indices is None:
            return None
        piece: npt.NDArray[Any] = points.astype(np.float64)[
            indices[: len(indices) // 3 * 3, 0].reshape(-1, 3)
        ]
        return piece

    def _accessor(self, index: int) -> npt.NDArray[Any] | None:
        """[count, width]: the numbers of an accessor; None where its buffer cannot be had."""
        accessor = self._document["accessors"][index]
        kind, width = np.dtype(_TYPES[accessor["componentType"]]), _WIDTHS[accessor["type"]]
        view = self._document["bufferViews"][accessor["bufferView"]]
        buffer = self._buffer(view.get("buffer", 0))
        if buffer is None:
            return None
        start = int(view.get("byteOffset", 0)) + int(accessor.get("byteOffset", 0))
        step, count = int(view.get("byteStride") or kind.itemsize * width), int(accessor["count"])
        if start < 0 or count < 1 or start + (count - 1) * step + kind.itemsize * width > len(buffer):
            raise ValueError("numbers outside their buffer")
        whole = np.frombuffer(buffer, np.uint8)[start:]
        rows = np.lib.stride_tricks.as_strided(whole, (count, kind.itemsize * width), (step, 1))
        return np.ascontiguousarray(rows).view(kind)

    def _buffer(self, index: int) -> bytes | None:
        if index not in self._buffers:
            uri = self._document["buffers"][index].get("uri")
            if uri is None:
                self._buffers[index] = self._binary
            elif uri.startswith("data:"):
                self._buffers[index] = base64.b64decode(uri.partition(",")[2])
            else:
                self._buffers[index] = self._beside(uri)
        return self._buffers[index]


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
