"""Where a part is looked at from, and which of its faces is seen in each pixel."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
import numpy.typing as npt

from export.synthetic.geometry.mesh import Floats, Ints, Mesh

Singles = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class View:
    """A direction of sight: rows right, up and towards the viewer in `axes` [3, 3], and its names."""

    axes: Floats
    en: str
    ja: str

    def screen(self, points: Floats) -> Floats:
        """Points [n, 3] as right, up, towards the viewer."""
        return np.asarray(points @ self.axes.T)


FRONT = View(np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]]), "front view", "正面図")
TOP = View(np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]]), "top view", "平面図")
SIDE = View(np.array([[0.0, 1, 0], [0, 0, 1], [1, 0, 0]]), "side view", "側面図")
LEFT = View(np.array([[0.0, -1, 0], [0, 0, 1], [-1, 0, 0]]), "left side view", "左側面図")


def looking(azimuth: float, elevation: float, en: str = "perspective view", ja: str = "斜視図") -> View:
    """The view from `azimuth` degrees right of the front and `elevation` degrees above the ground."""
    a, e = radians(azimuth), radians(elevation)
    towards = np.array([cos(e) * sin(a), -cos(e) * cos(a), sin(e)])
    right = np.array([cos(a), sin(a), 0.0])
    return View(np.stack([right, np.cross(towards, right), towards]), en, ja)


ISOMETRIC = looking(45, 35.26, "isometric view", "等角図")


@dataclass(slots=True)
class Buffer:
    """What each pixel shows: `face` [h, w] (-1 nothing), `near` [h, w], corner `weights` [h, w, 3]."""

    face: Ints
    near: Singles
    weights: Singles


def rasterise(points: Floats, faces: Ints, width: int, height: int, chunk: int = 2_000_000) -> Buffer:
    """The nearest of the triangles facing the viewer in each pixel.

    `points` [n, 3] are pixels right, pixels down and nearness (larger is nearer); triangles that are
    counter-clockwise in a picture with y up are seen, the others are backs.
    """
    corners = points[faces]
    planes, area = _planes(corners)
    seen = np.nonzero(area > 1e-6)[0]
    rows = _spans(corners, planes, seen, width, height)
    face = np.full(width * height, -1, np.int64)
    near = np.full(width * height, -np.inf, np.float32)
    weights = np.zeros((width * height, 3), np.float32)
    total = (rows[:, 3] - rows[:, 2] + 1).cumsum()
    start = 0
    while start < len(rows):
        done = total[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(total, done + chunk, side="right")))
        which, x, y = _pixels(rows[start:stop])
        slope = np.einsum("ijk,ij->ik", planes, corners[:, :, 2])
        depth = (slope[which, 0] * x + slope[which, 1] * y + slope[which, 2]).astype(np.float32)
        pixel = y * width + x
        np.maximum.at(near, pixel, depth)
        wins = depth >= near[pixel]
        which, x, y, pixel = which[wins], x[wins], y[wins], pixel[wins]
        face[pixel] = which
        place = np.stack([x, y, np.ones(len(x), np.int64)], axis=1)
        weights[pixel] = np.einsum("ijk,ik->ij", planes[which], place)
        start = stop
    shape = (height, width)
    return Buffer(face.reshape(shape), near.reshape(shape), weights.reshape(height, width, 3))


def _planes(corners: Floats) -> tuple[Floats, Floats]:
    """Per face the corner weights as linear functions [m, 3, 3] of x, y and 1, and twice its area [m]."""
    x, y = corners[:, :, 0], corners[:, :, 1]
    px, py, qx, qy = np.roll(x, -1, 1), np.roll(y, -1, 1), np.roll(x, -2, 1), np.roll(y, -2, 1)
    area = (y[:, 1] - y[:, 0]) * (x[:, 2] - x[:, 0]) - (x[:, 1] - x[:, 0]) * (y[:, 2] - y[:, 0])
    linear = np.stack([qy - py, px - qx, qx * py - px * qy], axis=2)
    return linear / np.where(area == 0, np.inf, area)[:, None, None], area


def _spans(corners: Floats, planes: Floats, seen: Ints, width: int, height: int) -> Ints:
    """Rows of pixels [k, 4] that the faces `seen` cover: face, y, first x, last x."""
    top = np.maximum(np.ceil(corners[seen, :, 1].min(axis=1)), 0).astype(np.int64)
    bottom = np.minimum(np.floor(corners[seen, :, 1].max(axis=1)), height - 1).astype(np.int64)
    counts = np.maximum(bottom - top + 1, 0)
    which = np.repeat(seen, counts)
    y = np.repeat(top - (counts.cumsum() - counts), counts) + np.arange(len(which))
    first, last = np.zeros(len(which)), np.full(len(which), width - 1.0)
    for i in range(3):
        a, b = planes[which, i, 0], planes[which, i, 1] * y + planes[which, i, 2]
        level = np.abs(a) < 1e-12
        cut = -b / np.where(level, 1.0, a)
        first = np.where(~level & (a > 0), np.maximum(first, cut - 1e-6), first)
        last = np.where(~level & (a < 0), np.minimum(last, cut + 1e-6), last)
        last = np.where(level & (b < -1e-6), -1.0, last)
    first, last = np.ceil(first), np.floor(last)
    rows = np.stack([which, y, first.astype(np.int64), last.astype(np.int64)], axis=1)
    return np.asarray(rows[first <= last])


def _pixels(rows: Ints) -> tuple[Ints, Ints, Ints]:
    counts = rows[:, 3] - rows[:, 2] + 1
    x = np.repeat(rows[:, 2] - (counts.cumsum() - counts), counts) + np.arange(counts.sum())
    return np.repeat(rows[:, 0], counts), x, np.repeat(rows[:, 1], counts)


def corner_normals(mesh: Mesh, crease: float = 0.8) -> Floats:
    """Normals [m, 3, 3] at the corners of each face, smooth across edges flatter than the `crease` cosine."""
    tri = mesh.points[mesh.faces]
    cross = np.cross(tri[:, 1] - tri[:, 0], tri[:, 2] - tri[:, 0])
    length = np.maximum(np.linalg.norm(cross, axis=1, keepdims=True), 1e-12)
    flat = cross / length
    vertex = mesh.faces.ravel()
    order = np.argsort(vertex, kind="stable")
    degree = np.bincount(vertex, minlength=len(mesh.points))
    first = degree.cumsum() - degree
    mine = np.repeat(np.arange(len(vertex)), degree[vertex])
    step = np.arange(len(mine)) - np.repeat((degree[vertex]).cumsum() - degree[vertex], degree[vertex])
    other = order[first[vertex[mine]] + step] // 3
    close = np.einsum("ij,ij->i", flat[mine // 3], flat[other]) > crease
    total = np.zeros((len(vertex), 3))
    for axis in range(3):
        total[:, axis] = np.bincount(mine[close], cross[other[close], axis], len(vertex))
    total /= np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)
    return total.reshape(-1, 3, 3)
