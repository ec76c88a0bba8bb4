"""Flat outlines: triangles of a polygon with holes, and the outlines machine parts are cut from."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def triangulate(outline: Floats, holes: Sequence[Floats] = ()) -> Ints:
    """Triangles [m, 3], counter-clockwise, as indices into outline and holes written one after another."""
    points = np.concatenate([outline, *holes])
    ring = _oriented(points, np.arange(len(outline)), 1)
    starts = np.cumsum([len(outline)] + [len(hole) for hole in holes])
    loops = [_oriented(points, np.arange(a, a + len(h)), -1) for a, h in zip(starts, holes, strict=False)]
    loops.sort(key=lambda one: -float(points[one, 0].max()))
    for done, loop in enumerate(loops):
        ring = _bridged(points, ring, loop, loops[done + 1 :])
    return _clip_ears(points, [int(i) for i in ring])


def _oriented(points: Floats, loop: Ints, sign: int) -> Ints:
    x, y = points[loop, 0], points[loop, 1]
    area = np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)
    return loop if area * sign > 0 else loop[::-1]


def _bridged(points: Floats, ring: Ints, loop: Ints, later: Sequence[Ints]) -> Ints:
    """`ring` with a slit to the hole `loop`, cut where no other hole is in the way."""
    at = int(np.argmax(points[loop, 0]))
    corner = points[loop[at]]
    a, b, before = points[ring], points[np.roll(ring, -1)], points[np.roll(ring, 1)]
    order = np.argsort(np.linalg.norm(a - corner, axis=1), kind="stable")
    # slits leave two copies of a corner in the ring: only the one that opens towards the hole will do
    open_to = _opens(before, a, b, corner)
    loops = [ring, loop, *later]
    start = np.concatenate([points[one] for one in loops])
    stop = np.concatenate([points[np.roll(one, -1)] for one in loops])
    free = (int(i) for i in order if open_to[i] and not _crosses(corner, a[i], start, stop))
    target = next(free, int(order[0]))
    hole = np.concatenate([loop[at:], loop[: at + 1]])
    return np.concatenate([ring[: target + 1], hole, ring[target:]])


def _side(o: Floats, u: Floats, v: Floats) -> Floats:
    return np.asarray(
        (u[..., 0] - o[..., 0]) * (v[..., 1] - o[..., 1]) - (u[..., 1] - o[..., 1]) * (v[..., 0] - o[..., 0])
    )


def _crosses(p: Floats, q: Floats, a: Floats, b: Floats) -> bool:
    """Whether the segment p-q meets a wall a-b or passes through its corner a."""
    cut = (_side(p, q, a) * _side(p, q, b) < -1e-9) & (_side(a, b, p) * _side(a, b, q) < -1e-9)
    along = (a - p) @ (q - p) / max(float((q - p) @ (q - p)), 1e-12)
    touch = (np.abs(_side(p, q, a)) < 1e-9) & (along > 1e-6) & (along < 1 - 1e-6)
    return bool(np.any(cut | touch))


def _opens(before: Floats, at: Floats, after: Floats, target: Floats) -> npt.NDArray[np.bool_]:
    left, right = _side(before, at, target) > 1e-12, _side(at, after, target) > 1e-12
    return np.asarray(np.where(_side(before, at, after) > 0, left & right, left | right), np.bool_)


def _clip_ears(points: Floats, ring: list[int]) -> Ints:
    triangles: list[tuple[int, int, int]] = []
    at, missed = 0, 0
    while len(ring) > 3:
        a, b, c = ring[at - 1], ring[at], ring[(at + 1) % len(ring)]
        # after a whole turn without an ear the outline is degenerate: cut anyway rather than hang
        if missed > len(ring) or _is_ear(points, ring, a, b, c):
            triangles.append((a, b, c))
            del ring[at]
            at, missed = at % len(ring), 0
        else:
            at, missed = (at + 1) % len(ring), missed + 1
    triangles.append((ring[0], ring[1], ring[2]))
    return np.array(triangles, np.int64)


def _is_ear(points: Floats, ring: list[int], a: int, b: int, c: int) -> bool:
    (ax, ay), (bx, by), (cx, cy) = points[a], points[b], points[c]
    if (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) <= 1e-12:
        return False
    others = points[[i for i in ring if i not in (a, b, c)]]
    x, y = others[:, 0], others[:, 1]
    inside = (
        ((bx - ax) * (y - ay) - (by - ay) * (x - ax) > -1e-9)
        & ((cx - bx) * (y - by) - (cy - by) * (x - bx) > -1e-9)
        & ((ax - cx) * (y - cy) - (ay - cy) * (x - cx) > -1e-9)
    )
    # the two banks of a slit share places: a corner lying exactly on this triangle's corner is no obstacle
    for px, py in (points[a], points[b], points[c]):
        inside &= (np.abs(x - px) > 1e-9) | (np.abs(y - py) > 1e-9)
    return not bool(inside.any())


def circle(radius: float, x: float = 0, y: float = 0, segments: int = 28) -> Floats:
    """A ring [segments, 2]."""
    angle = np.arange(segments) * (2 * pi / segments)
    return np.asarray(np.c_[x + radius * np.cos(angle), y + radius * np.sin(angle)])


def hexagon(across: float) -> Floats:
    """A hexagon [6, 2] with `across` millimetres between flats."""
    return circle(across / 3**0.5, segments=6)


def rectangle(width: float, height: float, x: float = 0, y: float = 0) -> Floats:
    """A rectangle [4, 2] about (x, y)."""
    w, h = width / 2, height / 2
    return np.array([[x - w, y - h], [x + w, y - h], [x + w, y + h], [x - w, y + h]])


def rounded(width: float, height: float, radius: float, x: float = 0, y: float = 0) -> Floats:
    """A rectangle [4k, 2] with round corners."""
    radius = min(radius, width / 2.01, height / 2.01)
    angle = np.linspace(0, pi / 2, 6)
    corners = [(1, 1, 0.0), (-1, 1, pi / 2), (-1, -1, pi), (1, -1, 1.5 * pi)]
    return np.concatenate(
        [
            np.c_[
                x + sx * (width / 2 - radius) + radius * np.cos(angle + turn),
                y + sy * (height / 2 - radius) + radius * np.sin(angle + turn),
            ]
            for sx, sy, turn in corners
        ]
    )


def bolt_circle(count: int, radius: float, hole: float) -> list[Floats]:
    """`count` round holes of radius `hole` on a circle."""
    angle = (np.arange(count) + 0.5) * (2 * pi / count)
    return [circle(hole, radius * np.cos(a), radius * np.sin(a), 16) for a in angle]


def gear_outline(teeth: int, module: float) -> Floats:
    """Spur gear teeth [8 * teeth, 2] of the given module, flanks curved enough for the eye."""
    pitch, top, root = teeth * module / 2, (teeth / 2 + 1) * module, (teeth / 2 - 1.25) * module
    # quarter tooth thickness in turns of a pitch, from root to tip
    shape = [
        (root, -0.34),
        (root + 0.3 * module, -0.29),
        (pitch, -0.24),
        (top, -0.11),
        (top, 0.11),
        (pitch, 0.24),
        (root + 0.3 * module, 0.29),
        (root, 0.34),
    ]
    return np.array(
        [
            (r * np.cos((i + s) * 2 * pi / teeth), r * np.sin((i + s) * 2 * pi / teeth))
            for i in range(teeth)
            for r, s in shape
        ]
    )


def sprocket_outline(teeth: int, pitch: float) -> Floats:
    """Chain sprocket teeth [8 * teeth, 2]: round seats for rollers between pointed teeth."""
    radius = pitch / (2 * np.sin(pi / teeth))
    shape = [
        (-0.30, 0.06),
        (-0.2, -0.2),
        (-0.1, -0.3),
        (0.0, -0.33),
        (0.1, -0.3),
        (0.2, -0.2),
        (0.30, 0.06),
        (0.5, 0.32),
    ]
    return np.array(
        [
            (
                (radius + h * pitch) * np.cos((i + s) * 2 * pi / teeth),
                (radius + h * pitch) * np.sin((i + s) * 2 * pi / teeth),
            )
            for i in range(teeth)
            for s, h in shape
        ]
    )
