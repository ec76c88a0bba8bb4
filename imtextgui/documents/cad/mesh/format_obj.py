"""Meshes of Wavefront OBJ files: faces, lines and points, and what objects, groups and materials are called.

Why not trimesh: it counts negative corner numbers back from the last point of the file, where the format counts from
the last point so far, gives no names of groups, and opens the files of materials and pictures beside it.
"""

import re
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from imtextgui.documents.cad.mesh.geometry import Mesh, fan, no_lines, no_points, shapes
from imtextgui.documents.text_encoding import decoded

IS_OBJ = re.compile(rb"(?:\A|[\r\n])[ \t]*v[ \t]+[-+.\d]")
"""Tells a model from what compilers write under the same name."""

_WIDE = (b"\xff\xfe", b"\xfe\xff")
_NAMING = (b"o", b"g", b"usemtl")


def plain(data: bytes) -> bytes:
    """``data`` as UTF-8 where it is UTF-16, and lines that go on in the next one joined."""
    if data.startswith(_WIDE):
        data = (decoded(data) or "").encode()
    return re.sub(rb"\\\r?\n", b" ", data)


def obj(data: bytes) -> Mesh:
    """The mesh of an OBJ, its faces cut into triangles; a file without faces is its lines, or a cloud of points.

    Raises ValueError where no point is one, IndexError where no face has corners.
    """
    parser = _ObjParser()
    for line in plain(data).splitlines():
        if words := line.split():
            parser.take(words)
    points = _floats(parser.points)
    lines = shapes(points, parser.lines, 2) if parser.lines else no_lines()
    cloud = points if len(points) and not parser.faces and not parser.lines else no_points()
    return Mesh(shapes(points, parser.faces, 3), tuple(parser.names), "", lines, cloud)


class _ObjParser:
    """What was read so far."""

    def __init__(self) -> None:
        self.points: list[list[bytes]] = []
        self.faces: list[tuple[int, int, int]] = []
        self.lines: list[tuple[int, int]] = []
        self.names: dict[str, None] = {}

    def take(self, words: list[bytes]) -> None:
        """Read one line."""
        kind = words[0]
        if kind == b"v":
            self.points.append((words[1:4] + [b"0"] * 3)[:3])
        elif kind == b"f":
            self.faces.extend(fan(self._corners(words)))
        elif kind == b"l":
            self.lines.extend(pairwise(self._corners(words)))
        elif kind in _NAMING and len(words) > 1:
            self.names[(decoded(b" ".join(words[1:])) or "").strip()] = None

    def _corners(self, words: list[bytes]) -> list[int]:
        """Numbers from 0 on; negative ones count back from the last point so far."""
        numbers = [int(word.partition(b"/")[0]) for word in words[1:]]
        return [number - 1 if number > 0 else len(self.points) + number for number in numbers]


def _floats(points: list[list[bytes]]) -> npt.NDArray[np.float32]:
    """[n, 3]; what is no number has no place, and neither has its point."""
    if not points:
        return no_points()
    try:
        return np.array(points, "S32").astype(np.float32)
    except ValueError:
        return np.array([[_float(word) for word in point] for point in points], np.float32)


def _float(word: bytes) -> float:
    try:
        return float(word)
    except ValueError:
        return float("nan")
