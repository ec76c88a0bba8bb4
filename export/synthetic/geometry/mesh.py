"""Solids as triangle meshes: the one geometry that line drawings, figures and pictures share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from math import cos, pi, sin

import numpy as np
import numpy.typing as npt

from export.synthetic.geometry.polygon import triangulate

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Tone(IntEnum):
    """What a face is made of: the part's own material, or one that does not change with it."""

    BODY = 0
    STEEL = 1
    BLACK = 2
    BRASS = 3
    WHITE = 4
    GREEN = 5
    RED = 6
    GREY = 7
    COPPER = 8
    PLATE = 9
    WOOD = 10
    GLASS = 11
    BLUE = 12


@dataclass(frozen=True, slots=True)
class Mesh:
    """Closed solids, z up, x to the right, y away from the viewer, millimetres.

    `points` [n, 3]; `faces` [m, 3] indices, counter-clockwise from outside; `tones` [m] of `Tone`;
    `seams` [k, 2, 3] segments where solids run into each other.
    """

    points: Floats
    faces: Ints
    tones: Ints
    seams: Floats

    def moved(self, x: float = 0, y: float = 0, z: float = 0) -> Mesh:
        """The mesh shifted by millimetres."""
        shift = np.array([x, y, z], float)
        return replace(self, points=self.points + shift, seams=self.seams + shift)

    def turned(self, axis: str, degrees: float) -> Mesh:
        """The mesh rotated about the `axis` x, y or z by the right-hand rule."""
        rotation = rotation_matrix(axis, degrees)
        return replace(self, points=self.points @ rotation.T, seams=self.seams @ rotation.T)

    def scaled(self, factor: float) -> Mesh:
        """The mesh made larger by `factor` about the origin."""
        return replace(self, points=self.points * factor, seams=self.seams * factor)

    def toned(self, tone: Tone) -> Mesh:
        """The mesh with all faces of one tone."""
        return replace(self, tones=np.full(len(self.faces), int(tone)))

    def bounds(self) -> tuple[Floats, Floats]:
        """Lowest and highest corner, [3] each."""
        return self.points.min(axis=0), self.points.max(axis=0)

    def grounded(self) -> Mesh:
        """The mesh standing on z = 0, centred on the z axis."""
        low, high = self.bounds()
        return self.moved(-(low[0] + high[0]) / 2, -(low[1] + high[1]) / 2, -low[2])


def rotation_matrix(axis: str, degrees: float) -> Floats:
    """Rotation matrix [3, 3] about x, y or z."""
    a = degrees * pi / 180
    matrix = np.eye(3)
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    matrix[i, i] = matrix[j, j] = cos(a)
    matrix[i, j], matrix[j, i] = -sin(a), sin(a)
    return matrix


def merged(meshes: Sequence[Mesh]) -> Mesh:
    """Several meshes as one, without looking for seams between them."""
    offsets = np.cumsum([0] + [len(mesh.points) for mesh in meshes])
    return Mesh(
        np.concatenate([mesh.points for mesh in meshes]),
        np.concatenate([mesh.faces + offset for mesh, offset in zip(meshes, offsets, strict=False)]),
        np.concatenate([mesh.tones for mesh in meshes]),
        np.concatenate([mesh.seams for mesh in meshes]),
    )


def union(*meshes: Mesh) -> Mesh:
    """Several solids as one part; where they run into each other a seam is noted for the drawings."""
    whole = merged(meshes)
    seams = [whole.seams]
    for i, first in enumerate(meshes):
        seams += [intersection(first, second) for second in meshes[i + 1 :]]
    return Mesh(whole.points, whole.faces, whole.tones, np.concatenate(seams))


def loft(rings: Iterable[Floats], caps: bool = True) -> Mesh:
    """A solid through rings [n, 3] of equal length; the first and last are closed when `caps`."""
    stack = [np.asarray(ring, float) for ring in rings]
    n, layers = len(stack[0]), len(stack)
    i = np.arange(n)
    j = (i + 1) % n
    walls = [
        np.concatenate(
            [
                np.stack([i + a, j + a, j + b], axis=1),
                np.stack([i + a, j + b, i + b], axis=1),
            ]
        )
        for a, b in zip(range(0, n * layers, n), range(n, n * layers, n), strict=False)
    ]
    if caps:
        lid = triangulate(_flat(stack[0]))
        walls += [lid[:, ::-1], lid + n * (layers - 1)]
    return _outward(np.concatenate(stack), np.concatenate(walls))


def extrude(outline: Floats, height: float, holes: Sequence[Floats] = ()) -> Mesh:
    """A plate of `height` above z = 0 with the `outline` [n, 2] and `holes` [k, 2]."""
    loops = [np.asarray(loop, float) for loop in (outline, *holes)]
    flat = np.concatenate(loops)
    n = len(flat)
    lid = triangulate(loops[0], loops[1:])
    faces = [lid[:, ::-1], lid + n]
    start = 0
    for number, loop in enumerate(loops):
        i = np.arange(len(loop)) + start
        j = np.roll(i, -1)
        # a hole's wall faces its axis, so its turn is the opposite of the outline's
        if (_area(loop) < 0) != (number > 0):
            i, j = j, i
        faces += [np.stack([i, j, j + n], axis=1), np.stack([i, j + n, i + n], axis=1)]
        start += len(loop)
    points = np.concatenate([np.c_[flat, np.zeros(n)], np.c_[flat, np.full(n, height)]])
    return _outward(points, np.concatenate(faces))


def lathe(profile: Sequence[tuple[float, float]], segments: int = 40) -> Mesh:
    """The closed `profile` of (radius, z) turned about the z axis."""
    outline = np.asarray(profile, float)
    if _area(outline) > 0:
        outline = outline[::-1]
    angle = np.arange(segments) * (2 * pi / segments)
    rings = np.stack(
        [
            np.outer(np.cos(angle), outline[:, 0]),
            np.outer(np.sin(angle), outline[:, 0]),
            np.tile(outline[:, 1], (segments, 1)),
        ],
        axis=2,
    )
    k = len(outline)
    i = np.arange(segments)[:, None] * k + np.arange(k)[None, :]
    j = np.roll(i, -1, axis=0)
    i2, j2 = np.roll(i, -1, axis=1), np.roll(j, -1, axis=1)
    faces = np.concatenate(
        [
            np.stack([i, i2, j2], axis=2).reshape(-1, 3),
            np.stack([i, j2, j], axis=2).reshape(-1, 3),
        ]
    )
    return _outward(rings.reshape(-1, 3), faces)


def tube(path: Floats, radius: float, segments: int = 14) -> Mesh:
    """A round bar along the `path` [k, 3]; one whose path ends where it began is a ring without ends."""
    path = np.asarray(path, float)
    closed = bool(np.allclose(path[0], path[-1]))
    along = np.gradient(path, axis=0)
    if closed:
        along[0] = along[-1] = path[1] - path[-2]
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    side = np.cross(along[0], [0.0, 0.0, 1.0] if abs(along[0, 2]) < 0.9 else [0.0, 1.0, 0.0])
    angle = np.arange(segments) * (2 * pi / segments)
    rings = []
    for point, direction in zip(path, along, strict=True):
        side = side - direction * float(side @ direction)
        side /= np.linalg.norm(side)
        other = np.cross(direction, side)
        rings.append(point + radius * (np.outer(np.cos(angle), side) + np.outer(np.sin(angle), other)))
    return loft(rings, caps=not closed)


def box(width: float, depth: float, height: float) -> Mesh:
    """A block standing on z = 0, centred on the z axis."""
    x, y = width / 2, depth / 2
    return extrude(np.array([[-x, -y], [x, -y], [x, y], [-x, y]]), height)


def cylinder(radius: float, height: float, bore: float = 0, segments: int = 40) -> Mesh:
    """A round bar or ring standing on z = 0, radii in millimetres."""
    return lathe([(bore, 0), (radius, 0), (radius, height), (bore, height)], segments)


def sphere(radius: float, segments: int = 24) -> Mesh:
    """A ball about the origin."""
    angle = np.linspace(-pi / 2, pi / 2, segments // 2 + 1)
    return lathe([(radius * max(cos(a), 0.0), radius * sin(a)) for a in angle], segments)


def around(mesh: Mesh, count: int, start: float = 0) -> list[Mesh]:
    """`count` copies spread about the z axis."""
    return [mesh.turned("z", start + 360 * i / count) for i in range(count)]


def intersection(first: Mesh, second: Mesh) -> Floats:
    """The segments [k, 2, 3] in which the surfaces of two meshes meet."""
    a, b = first.points[first.faces], second.points[second.faces]
    low, high = np.maximum(a.min((0, 1)), b.min((0, 1))), np.minimum(a.max((0, 1)), b.max((0, 1)))
    if np.any(low > high):
        return np.empty((0, 2, 3))
    a, b = (tri[np.all((tri.max(1) >= low) & (tri.min(1) <= high), axis=1)] for tri in (a, b))
    near = np.all((a.max(1)[:, None] >= b.min(1)) & (b.max(1) >= a.min(1)[:, None]), axis=2)
    i, j = np.nonzero(near)
    hits = [(pair, point) for s in range(3) for pair, point in _pierce(a[i], b[j], s)]
    hits += [(pair, point) for s in range(3) for pair, point in _pierce(b[j], a[i], s)]
    ends: dict[int, list[Floats]] = {}
    for pair, point in hits:
        ends.setdefault(pair, []).append(point)
    segments = [(points[0], points[1]) for points in ends.values() if len(points) == 2]
    return np.array(segments).reshape(-1, 2, 3)


def _pierce(edges: Floats, targets: Floats, side: int) -> list[tuple[int, Floats]]:
    start, end = edges[:, side], edges[:, (side + 1) % 3]
    u, v = targets[:, 1] - targets[:, 0], targets[:, 2] - targets[:, 0]
    normal = np.cross(u, v)
    denominator = np.einsum("ij,ij->i", normal, end - start)
    safe = np.where(np.abs(denominator) < 1e-9, np.inf, denominator)
    t = np.einsum("ij,ij->i", normal, targets[:, 0] - start) / safe
    point = start + t[:, None] * (end - start)
    size = np.maximum(np.einsum("ij,ij->i", normal, normal), 1e-12)
    w = point - targets[:, 0]
    p = np.einsum("ij,ij->i", np.cross(w, v), normal) / size
    q = np.einsum("ij,ij->i", np.cross(u, w), normal) / size
    good = (np.isfinite(safe)) & (t >= 0) & (t <= 1) & (p >= 0) & (q >= 0) & (p + q <= 1)
    return [(int(k), point[k]) for k in np.nonzero(good)[0]]


def _outward(points: Floats, faces: Ints) -> Mesh:
    """The solid with its faces counter-clockwise from outside and corners of one place made one."""
    points, faces = _welded(points, faces)
    tri = points[faces]
    cross = np.cross(tri[:, 1] - tri[:, 0], tri[:, 2] - tri[:, 0])
    if np.einsum("ij,ij->", tri[:, 0], cross) < 0:
        faces = faces[:, ::-1]
    return Mesh(points, faces, np.zeros(len(faces), np.int64), np.empty((0, 2, 3)))


def _welded(points: Floats, faces: Ints) -> tuple[Floats, Ints]:
    grid = np.rint((points - points.min(axis=0)) / max(float(np.ptp(points, axis=0).max()), 1e-9) * 1e6)
    key = (grid[:, 0] * 1048583 + grid[:, 1]) * 1048583 + grid[:, 2]
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    faces = place[faces]
    whole = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])
    return points[first], faces[whole]


def _area(loop: Floats) -> float:
    x, y = loop[:, 0], loop[:, 1]
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2


def _flat(ring: Floats) -> Floats:
    centred = ring - ring.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    flat = np.asarray(centred @ axes[:2].T)
    return flat if _area(flat) > 0 else flat * [-1, 1]
