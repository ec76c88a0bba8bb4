"""What the readers of meshes hand on: triangles, lines and points in space, and the names of parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from imtextgui.documents.cad.mesh.view import Lines, Points, Triangles


def no_triangles() -> Triangles:
    """An array of none."""
    return np.empty((0, 3, 3), np.float32)


def no_lines() -> Lines:
    """An array of none."""
    return np.empty((0, 2, 3), np.float32)


def no_points() -> Points:
    """An array of none."""
    return np.empty((0, 3), np.float32)


@dataclass(frozen=True, slots=True)
class Mesh:
    """Shapes with what the file says of them: names, and the unit of length ("" where it names none).

    ``points`` are those of a cloud, not the corners of the other shapes.
    """

    triangles: Triangles = field(default_factory=no_triangles)
    names: tuple[str, ...] = ()
    unit: str = ""
    lines: Lines = field(default_factory=no_lines)
    points: Points = field(default_factory=no_points)


def fan(corners: Sequence[int]) -> list[tuple[int, int, int]]:
    """A polygon as triangles around its first corner."""
    return [(corners[0], second, third) for second, third in pairwise(corners[1:])]


def strip(corners: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """[n, 3]: the triangles of a strip of [n + 2] corners, each of which shares two with the one before it."""
    faces = np.stack([corners[:-2], corners[1:-1], corners[2:]], axis=1)
    faces[1::2] = faces[1::2, [1, 0, 2]]
    return faces


def shapes(
    points: npt.NDArray[Any], corners: npt.NDArray[Any] | Iterable[Sequence[int]], count: int
) -> npt.NDArray[np.float32]:
    """[n, count, 3]: shapes of ``count`` corners by the numbers of their ``points``; those that name none are left out.

    Raises IndexError where all of them do.
    """
    numbers = np.asarray(corners if isinstance(corners, np.ndarray) else list(corners), np.int64)
    numbers = numbers.reshape(-1, count)
    if not len(numbers):
        return np.empty((0, count, 3), np.float32)
    there = ((numbers >= 0) & (numbers < len(points))).all(axis=1)
    if not there.any():
        raise IndexError("a corner that is not there")
    placed: npt.NDArray[np.float32] = points.astype(np.float32)[numbers[there]]
    return placed
