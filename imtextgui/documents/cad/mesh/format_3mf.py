"""Meshes of 3MF packages: what their build plate holds, with names and metadata."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import numpy as np
import numpy.typing as npt

from imtextgui.documents.cad.mesh.geometry import Mesh, shapes
from imtextgui.documents.office.package import Package, opened
from imtextgui.documents.safe_xml import attribute, local

_UNITS = {"millimeter": "mm", "meter": "m", "inch": "in", "centimeter": "cm", "micron": "µm", "foot": "ft"}
_DEEPEST = 20
_MOST_PIECES = 5_000


def three_mf(path: Path, data: bytes | None) -> Mesh:
    """The mesh of the package in ``path`` or ``data``. Raises DocumentErrors, ValueError and IndexError."""
    with opened(path, data) as package:
        main = next((r.target for r in package.relations("").values() if r.kind == "3dmodel"), "")
        model = _ThreeMfModel(package, main)
        pieces = list(model.pieces())
        triangles = np.concatenate(pieces) if pieces else np.empty((0, 3, 3), np.float32)
        return Mesh(triangles.astype(np.float32), tuple(dict.fromkeys(model.names())), model.unit)


class _ThreeMfModel:
    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._main = main
        self._parts: dict[str, dict[str, Element]] = {}
        tree = package.tree(main)
        if tree is None:
            raise ValueError("no model in the package")
        self._tree = tree
        self.unit = _UNITS.get(tree.get("unit", "millimeter"), "")
        self._meshes: dict[tuple[str, str], npt.NDArray[Any]] = {}
        self._count = 0

    def names(self) -> Iterator[str]:
        """What the package and its parts are called."""
        for element in self._tree:
            if local(element) == "metadata" and element.text and element.text.strip():
                yield " ".join(element.text.split())[:400]
        for part in (self._main, *self._parts):
            for model_object in self._objects(part).values():
                if name := model_object.get("name", "").strip():
                    yield name

    def pieces(self) -> Iterator[npt.NDArray[Any]]:
        """[n, 3, 3] for each mesh on the build plate."""
        build = next((element for element in self._tree if local(element) == "build"), None)
        for item in build if build is not None else ():
            yield from self._object(self._part(item, self._main), item, np.eye(4), 0)

    def _part(self, element: Element, part: str) -> str:
        return attribute(element, "path").lstrip("/") or part

    def _objects(self, part: str) -> dict[str, Element]:
        if part not in self._parts:
            tree = self._tree if part == self._main else self._package.tree(part)
            elements = tree.iter() if tree is not None else ()
            self._parts[part] = {
                element.get("id", ""): element for element in elements if local(element) == "object"
            }
        return self._parts[part]

    def _object(
        self, part: str, reference: Element, placed: npt.NDArray[Any], depth: int
    ) -> Iterator[npt.NDArray[Any]]:
        self._count += 1
        if depth > _DEEPEST or self._count > _MOST_PIECES:
            raise ValueError("objects within objects")
        placed = _placement(reference.get("transform", "")) @ placed
        key = reference.get("objectid", "")
        model_object = self._objects(part).get(key)
        for element in model_object if model_object is not None else ():
            if local(element) == "mesh":
                if (part, key) not in self._meshes:
                    self._meshes[part, key] = _triangles(element)
                yield self._meshes[part, key] @ placed[:3, :3] + placed[3, :3]
            elif local(element) == "components":
                for component in element:
                    yield from self._object(self._part(component, part), component, placed, depth + 1)


def _triangles(mesh: Element) -> npt.NDArray[Any]:
    """[n, 3, 3]: the triangles of a mesh element."""
    vertices = [vertex for vertex in mesh.iter() if local(vertex) == "vertex"]
    points = np.array([[vertex.get(axis, "") for axis in "xyz"] for vertex in vertices], np.float64)
    faces = [
        [int(triangle.get(corner, "-1")) for corner in ("v1", "v2", "v3")]
        for triangle in mesh.iter()
        if local(triangle) == "triangle"
    ]
    return shapes(points.reshape(-1, 3), faces, 3).astype(np.float64)


def _placement(text: str) -> npt.NDArray[Any]:
    """A transform of four rows of three numbers, for points written as rows."""
    placed = np.eye(4)
    if text.strip():
        placed[:, :3] = np.array([float(number) for number in text.split()]).reshape(4, 3)
    return placed
