"""Meshes of PLY files, text or binary: faces, strips and clouds of points, and the comments of whoever made them.

Why not trimesh: it drops the comments, which are where names of parts stand, and reads no strips.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from imtextgui.documents.cad.mesh.geometry import Mesh, fan, no_points, shapes, strip
from imtextgui.documents.text_encoding import decoded

_TYPES = {
    **dict.fromkeys(("char", "int8"), "i1"),
    **dict.fromkeys(("uchar", "uint8"), "u1"),
    **dict.fromkeys(("short", "int16"), "i2"),
    **dict.fromkeys(("ushort", "uint16"), "u2"),
    **dict.fromkeys(("int", "int32"), "i4"),
    **dict.fromkeys(("uint", "uint32"), "u4"),
    **dict.fromkeys(("float", "float32"), "f4"),
    **dict.fromkeys(("double", "float64"), "f8"),
}
_CORNERS = ("vertex_indices", "vertex_index")
_STRIP_END = -1
_COMMENTS = ("comment", "obj_info")


class _Property(NamedTuple):
    """A number of each row, or with ``length`` (the type of its number of entries) a list of numbers."""

    name: str
    kind: str
    length: str = ""


class _Element(NamedTuple):
    name: str
    rows: int
    properties: list[_Property]


Columns = dict[str, Any]
"""The values of an element's rows by the name of their property: [rows], [rows, n], or a list of lists."""


def ply(data: bytes) -> Mesh:
    """The mesh of a PLY. Raises ValueError, KeyError, IndexError."""
    end = data.index(b"end_header")
    start = data.index(b"\n", end) + 1
    header = (decoded(data[:end]) or data[:end].decode("latin-1")).splitlines()
    form = next(line.split()[1] for line in header if line.startswith("format"))
    comments = [line.partition(" ")[2].strip() for line in header if line.startswith(_COMMENTS)]
    elements = _elements(header)
    if form == "ascii":
        columns = _from_text(data[start:], elements)
    else:
        columns = _from_bytes(data, start, elements, ">" if "big" in form else "<")
    return _mesh(dict(columns), tuple(filter(None, comments)))


def _elements(header: Sequence[str]) -> list[_Element]:
    elements: list[_Element] = []
    for words in map(str.split, header):
        if words[:1] == ["element"]:
            elements.append(_Element(words[1], int(words[2]), []))
        elif words[:2] == ["property", "list"]:
            elements[-1].properties.append(_Property(words[4], _TYPES[words[3]], _TYPES[words[2]]))
        elif words[:1] == ["property"]:
            elements[-1].properties.append(_Property(words[2], _TYPES[words[1]]))
    return elements


def _mesh(columns: dict[str, Columns], comments: tuple[str, ...]) -> Mesh:
    vertex = columns.get("vertex", {})
    points = _places(vertex) if vertex else no_points()
    faces = columns.get("face", {})
    named = next((faces[name] for name in _CORNERS if name in faces), next(iter(faces.values()), ()))
    triangles = [_triangles(named)]
    for run in columns.get("tristrips", {}).get("vertex_indices", ()):
        numbers = np.asarray(run, np.int64)
        pieces = np.split(numbers, np.flatnonzero(numbers == _STRIP_END))
        triangles += [
            strip(piece[piece != _STRIP_END]) for piece in pieces if (piece != _STRIP_END).sum() > 2
        ]
    corners = np.concatenate(triangles)
    return Mesh(shapes(points, corners, 3), comments, points=no_points() if len(corners) else points)


def _places(vertex: Columns) -> npt.NDArray[np.float32]:
    return np.stack([np.asarray(vertex[axis], np.float32) for axis in "xyz"], axis=1)


def _triangles(polygons: Any) -> npt.NDArray[Any]:
    """[n, 3] for polygons of any number of corners."""
    if isinstance(polygons, np.ndarray) and polygons.ndim == 2:
        numbers = polygons.astype(np.int64)
        fans = [numbers[:, [0, second, second + 1]] for second in range(1, numbers.shape[1] - 1)]
        return np.concatenate(fans) if fans else np.empty((0, 3), np.int64)
    return np.array([triangle for polygon in polygons for triangle in fan(list(polygon))], np.int64).reshape(
        -1, 3
    )


def _from_text(body: bytes, elements: list[_Element]) -> Iterator[tuple[str, Columns]]:
    lines = iter(body.splitlines())
    for element in elements:
        columns: Columns = {wanted.name: [] for wanted in element.properties}
        for _ in range(min(element.rows, len(body))):
            words = iter(next(lines, b"").split())
            for wanted in element.properties:
                if wanted.length:
                    columns[wanted.name].append(
                        [int(float(next(words))) for _ in range(int(next(words, b"0")))]
                    )
                else:
                    columns[wanted.name].append(float(next(words, b"nan")))
        yield element.name, columns


def _from_bytes(data: bytes, at: int, elements: list[_Element], order: str) -> Iterator[tuple[str, Columns]]:
    for element in elements:
        row = _row(data, at, element, order)
        rows = (
            np.frombuffer(data, row, element.rows, at)
            if at + element.rows * row.itemsize <= len(data)
            else None
        )
        if rows is not None and all(
            (rows[name] == rows[name][:1]).all() for name in row.names or () if name[0] == "#"
        ):
            # Lists as long as those of the first row: then rows are of one length, too.
            yield element.name, {wanted.name: rows[wanted.name] for wanted in element.properties}
            at += element.rows * row.itemsize
            continue
        columns, at = _one_by_one(data, at, element, order)
        yield element.name, columns


def _row(data: bytes, at: int, element: _Element, order: str) -> np.dtype[Any]:
    """The type of a row if lists are as long as in the row at ``at``."""
    fields: list[Any] = []
    for wanted in element.properties:
        if wanted.length and element.rows:
            kind = np.dtype(order + wanted.length)
            before = np.dtype(fields).itemsize
            length = int(np.frombuffer(data, kind, 1, at + before)[0])
            fields += [(f"#{wanted.name}", kind), (wanted.name, order + wanted.kind, (length,))]
        else:
            fields.append((wanted.name, order + wanted.kind))
    return np.dtype(fields)


def _one_by_one(data: bytes, at: int, element: _Element, order: str) -> tuple[Columns, int]:
    columns: Columns = {wanted.name: [] for wanted in element.properties}
    # No more rows than bytes: the number is the file's own claim.
    for _ in range(min(element.rows, len(data))):
        for wanted in element.properties:
            length = 1
            if wanted.length:
                count = np.dtype(order + wanted.length)
                length = int(np.frombuffer(data, count, 1, at)[0])
                at += count.itemsize
            kind = np.dtype(order + wanted.kind)
            values = np.frombuffer(data, kind, length, at).tolist() if length else []
            at += length * kind.itemsize
            columns[wanted.name].append(values if wanted.length else values[0])
    return columns, at
