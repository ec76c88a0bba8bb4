"""Meshes of STL, OBJ and PLY files."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from imtextgui.documents.cad.mesh_view import Triangles
from imtextgui.documents.text_encoding import decoded

_VERTEX = re.compile(rb"\bvertex\s+(\S+)\s+(\S+)\s+(\S+)")
_SOLID = re.compile(rb"\s*solid[ \t]+([^\r\n]+)")
_PLY_TYPES = {
    **dict.fromkeys(("char", "int8"), "i1"),
    **dict.fromkeys(("uchar", "uint8"), "u1"),
    **dict.fromkeys(("short", "int16"), "i2"),
    **dict.fromkeys(("ushort", "uint16"), "u2"),
    **dict.fromkeys(("int", "int32"), "i4"),
    **dict.fromkeys(("uint", "uint32"), "u4"),
    **dict.fromkeys(("float", "float32"), "f4"),
    **dict.fromkeys(("double", "float64"), "f8"),
}


@dataclass(frozen=True, slots=True)
class Mesh:
    """Triangles with what the file says of them: names, and the unit of length ("" where it names none)."""

    triangles: Triangles
    names: tuple[str, ...] = ()
    unit: str = ""


def stl(data: bytes) -> Mesh:
    """The mesh of an STL, text or binary. Raises ValueError where it is cut off."""
    count = int.from_bytes(data[80:84], "little")
    if len(data) == 84 + 50 * count or data.lstrip()[:5] != b"solid":
        body = np.frombuffer(data, np.uint8, offset=84)
        if len(body) < 50 * count:
            raise ValueError(f"{count} triangles are announced, {len(body) // 50} are there")
        rows = body[: 50 * count].reshape(count, 50)[:, 12:48]
        header = "".join(char for char in data[:80].decode("latin-1") if char.isprintable()).strip()
        return Mesh(np.ascontiguousarray(rows).view("<f4").reshape(count, 3, 3), (header,) if header else ())
    corners = np.array(_VERTEX.findall(data), "S32").astype(np.float32)
    names = (decoded(found[1]) or "" for found in _SOLID.finditer(data))
    return Mesh(corners[: len(corners) // 3 * 3].reshape(-1, 3, 3), tuple(dict.fromkeys(names)))


def obj(data: bytes) -> Mesh:
    """The mesh of a Wavefront OBJ, its faces cut into triangles. Raises ValueError, IndexError."""
    points: list[list[bytes]] = []
    faces: list[tuple[int, int, int]] = []
    names: dict[str, None] = {}
    for line in data.splitlines():
        words = line.split()
        if not words:
            continue
        if words[0] == b"v":
            points.append(words[1:4])
        elif words[0] == b"f":
            corners = [int(word.partition(b"/")[0]) for word in words[1:]]
            # Negative numbers count back from the last point so far.
            corners = [number - 1 if number > 0 else len(points) + number for number in corners]
            faces.extend(_fan(corners))
        elif words[0] in (b"o", b"g") and len(words) > 1:
            names[(decoded(b" ".join(words[1:])) or "").strip()] = None
    return Mesh(_indexed(np.array(points, "S32").astype(np.float32), np.array(faces)), tuple(names))


def ply(data: bytes) -> Mesh:
    """The mesh of a PLY, text or binary. Raises ValueError, KeyError, IndexError."""
    end = data.index(b"end_header")
    start = data.index(b"\n", end) + 1
    header = data[:end].decode("latin-1").splitlines()
    form = next(line.split()[1] for line in header if line.startswith("format"))
    comments = tuple(line.partition(" ")[2] for line in header if line.startswith(("comment", "obj_info")))
    elements: list[tuple[str, int, list[list[str]]]] = []
    for words in map(str.split, header):
        if words[:1] == ["element"]:
            elements.append((words[1], int(words[2]), []))
        elif words[:1] == ["property"]:
            elements[-1][2].append(words[1:])
    if form == "ascii":
        found = _ply_text(data[start:], elements)
    else:
        found = _ply_binary(data, start, elements, ">" if "big" in form else "<")
    return Mesh(_indexed(*found), comments)


Elements = list[tuple[str, int, list[list[str]]]]


def _ply_text(body: bytes, elements: Elements) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    lines = iter(body.splitlines())
    points: npt.NDArray[Any] = np.empty((0, 3))
    faces: list[tuple[int, int, int]] = []
    for name, count, properties in elements:
        rows = [next(lines, b"").split() for _ in range(min(count, len(body)))]
        if name == "vertex":
            columns = [[each[-1] for each in properties].index(axis) for axis in "xyz"]
            points = np.array([[float(row[column]) for column in columns] for row in rows])
        elif name == "face":
            corners = [[int(word) for word in row[1 : int(row[0]) + 1]] for row in rows if row]
            faces = [triangle for each in corners for triangle in _fan(each)]
    return points, np.array(faces)


def _fan(corners: list[int]) -> list[tuple[int, int, int]]:
    """A polygon as triangles around its first corner."""
    return [(corners[0], second, third) for second, third in pairwise(corners[1:])]


def _ply_binary(
    data: bytes, at: int, elements: Elements, order: str
) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    points: npt.NDArray[Any] = np.empty((0, 3))
    faces: npt.NDArray[Any] = np.empty((0, 3), np.int64)
    for name, count, properties in elements:
        if name == "face" and (found := _ply_polygons(data, at, count, properties, order)) is not None:
            # What comes behind is not needed.
            return points, found
        # Faces as a rule have three corners each; then they are rows of one length, too.
        fields: list[Any] = []
        for each in properties:
            if each[0] == "list":
                fields += [
                    ("count", order + _PLY_TYPES[each[1]]),
                    ("corners", order + _PLY_TYPES[each[2]], 3),
                ]
            else:
                fields.append((each[-1], order + _PLY_TYPES[each[0]]))
        kind = np.dtype(fields)
        rows = np.frombuffer(data, kind, count, at)
        at += count * kind.itemsize
        if name == "vertex":
            points = np.stack([rows[axis] for axis in "xyz"], axis=1)
        elif name == "face":
            faces = rows["corners"].astype(np.int64)
    return points, faces


def _ply_polygons(
    data: bytes, at: int, count: int, properties: list[list[str]], order: str
) -> npt.NDArray[Any] | None:
    """Faces of any number of corners, cut into triangles; None where all have three, which is read faster."""
    if len(properties) != 1 or properties[0][0] != "list":
        return None
    length, corner = (np.dtype(order + _PLY_TYPES[each]) for each in properties[0][1:3])
    row = np.dtype([("count", length), ("corners", corner, 3)])
    if at + count * row.itemsize <= len(data) and (np.frombuffer(data, row, count, at)["count"] == 3).all():
        return None
    faces: list[tuple[int, int, int]] = []
    for _ in range(min(count, len(data))):
        number = int(np.frombuffer(data, length, 1, at)[0])
        at += length.itemsize
        faces.extend(_fan(np.frombuffer(data, corner, number, at).tolist()))
        at += number * corner.itemsize
    return np.array(faces)


def _indexed(points: npt.NDArray[Any], faces: npt.NDArray[Any]) -> Triangles:
    if not len(faces):
        return np.empty((0, 3, 3), np.float32)
    if faces.min() < 0:
        raise IndexError("a corner that is not there")
    triangles: Triangles = points.astype(np.float32)[faces]
    return triangles
