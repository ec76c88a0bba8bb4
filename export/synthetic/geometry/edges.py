"""Line drawings of a mesh: the visible and hidden edges of a view as vector segments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from export.synthetic.geometry.mesh import Floats, Ints, Mesh
from export.synthetic.geometry.view import Buffer, View, rasterise


@dataclass(frozen=True, slots=True)
class Outline:
    """A view in millimetres, right and up: segments [k, 2, 2], and the corners of what they cover."""

    visible: Floats
    hidden: Floats
    low: Floats
    high: Floats


def outline(mesh: Mesh, view: View, resolution: int = 480) -> Outline:
    """Sharp edges, silhouettes and seams of the mesh in a view, hidden-line removed.

    `resolution` is the longer side in pixels of the depth picture which decides what is hidden.
    """
    screen = view.screen(mesh.points)
    low, high = screen.min(axis=0), screen.max(axis=0)
    scale = resolution / max(float((high - low)[:2].max()), 1e-9)
    margin = 3
    pixels = (screen - low) * scale + margin
    width, height = (int(v) + 2 * margin + 2 for v in (high - low)[:2] * scale)
    pixels[:, 1] = height - 1 - pixels[:, 1]
    buffer = rasterise(pixels, mesh.faces, width, height)
    segments = pixels[_edges(mesh, view)]
    if len(mesh.seams):
        seams = (view.screen(mesh.seams.reshape(-1, 3)) - low) * scale + margin
        seams[:, 1] = height - 1 - seams[:, 1]
        segments = np.concatenate([segments, seams.reshape(-1, 2, 3)])
    visible, hidden = _split(segments, buffer)
    back = np.array([1.0, -1.0]) / scale
    base = low[:2] + np.array([-margin, height - 1 - margin]) / scale
    return Outline(visible * back + base, hidden * back + base, low[:2], high[:2])


def _edges(mesh: Mesh, view: View) -> Ints:
    tri = mesh.points[mesh.faces]
    normal = np.cross(tri[:, 1] - tri[:, 0], tri[:, 2] - tri[:, 0])
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
    pairs = np.sort(mesh.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    key = pairs[:, 0] * len(mesh.points) + pairs[:, 1]
    order = np.argsort(key, kind="stable")
    face = order // 3
    same = np.nonzero(key[order][1:] == key[order][:-1])[0]
    one, two = normal[face[same]], normal[face[same + 1]]
    towards = view.axes[2]
    sharp = np.einsum("ij,ij->i", one, two) < 0.8
    facing = (one @ towards > 1e-6) != (two @ towards > 1e-6)
    # halves of one flat face seen edge-on differ by rounding only
    bent = np.einsum("ij,ij->i", one, two) < 0.999999
    return np.asarray(pairs[order][same][sharp | (facing & bent)])


def _split(segments: Floats, buffer: Buffer) -> tuple[Floats, Floats]:
    length = np.linalg.norm(segments[:, 1, :2] - segments[:, 0, :2], axis=1)
    segments = segments[length > 0.4]
    counts = np.maximum(np.ceil(length[length > 0.4] / 1.5).astype(np.int64) + 1, 3)
    which = np.repeat(np.arange(len(segments)), counts)
    step = np.arange(len(which)) - np.repeat(counts.cumsum() - counts, counts)
    t = (step / (counts[which] - 1))[:, None]
    seen = _seen(segments[which, 0] * (1 - t) + segments[which, 1] * t, buffer)
    # a run ends where visibility changes or the edge does
    change = np.r_[True, (seen[1:] != seen[:-1]) | (which[1:] != which[:-1])]
    start = np.nonzero(change)[0]
    stop = np.r_[start[1:], len(which)] - 1
    edge = which[start]
    span = counts[edge] - 1
    a = np.where(step[start] > 0, step[start] - 0.5, 0) / span
    b = np.where(step[stop] < span, step[stop] + 0.5, span) / span
    ends = segments[edge]
    runs = np.stack(
        [
            ends[:, 0] + (ends[:, 1] - ends[:, 0]) * a[:, None],
            ends[:, 0] + (ends[:, 1] - ends[:, 0]) * b[:, None],
        ],
        axis=1,
    )[:, :, :2]
    # crumbs of one sample come from the pixel grid, not from the part
    solid = (stop - start > 0) | (span < 3)
    shown = seen[start]
    return runs[shown & solid], runs[~shown & solid]


def _seen(points: Floats, buffer: Buffer) -> np.typing.NDArray[np.bool_]:
    height, width = buffer.face.shape
    x = np.clip(np.rint(points[:, 0]).astype(np.int64), 1, width - 2)
    y = np.clip(np.rint(points[:, 1]).astype(np.int64), 1, height - 2)
    behind = np.full(len(points), np.inf, np.float32)
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            behind = np.minimum(behind, buffer.near[y + dy, x + dx])
    return np.asarray(points[:, 2] >= behind - 1.5)
