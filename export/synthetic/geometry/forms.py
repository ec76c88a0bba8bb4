"""Shapes that many parts share: profiles in units of a size, bent and tapering bars, belts, sectors, sockets."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

import numpy as np

from export.synthetic.geometry.mesh import Floats, Mesh, Tone, cylinder, extrude, lathe, loft, union
from export.synthetic.geometry.polygon import circle, hexagon, rectangle

Point = tuple[float, float]


def spun(unit: float, *profile: Point, segments: int = 40) -> Mesh:
    """The closed profile of (radius, z) in units of `unit` millimetres, turned about the z axis."""
    return lathe([(r * unit, z * unit) for r, z in profile], segments)


def cut(unit: float, thick: float, *outline: Point, holes: Sequence[Floats] = ()) -> Mesh:
    """A sheet of that outline in units of `unit`, `thick` units high; `holes` in millimetres."""
    return extrude(np.array(outline) * unit, thick * unit, holes)


def upright(mesh: Mesh) -> Mesh:
    """What lay on the ground with its y upwards and its depth centred on y = 0."""
    low, high = mesh.bounds()
    return mesh.moved(z=-(low[2] + high[2]) / 2).turned("x", 90)


def lying(mesh: Mesh) -> Mesh:
    """What stood along z, along x."""
    return mesh.turned("y", 90)


def facing(mesh: Mesh) -> Mesh:
    """What looked upwards, looking to the front."""
    return mesh.turned("x", 90)


def ring_path(radius: float, count: int = 41) -> Floats:
    """A closed circle [count, 3] in the ground plane."""
    angle = np.linspace(0, 2 * pi, count)
    return np.asarray(np.c_[radius * np.cos(angle), radius * np.sin(angle), np.zeros(count)])


def helix(radius: float, pitch: float, turns: float, per_turn: int = 20) -> Floats:
    """A path [k, 3] that winds upwards about the z axis."""
    angle = np.linspace(0, turns * 2 * pi, int(turns * per_turn) + 1)
    return np.asarray(np.c_[radius * np.cos(angle), radius * np.sin(angle), angle / (2 * pi) * pitch])


def bent(corners: Sequence[Sequence[float]], radius: float, steps: int = 6) -> Floats:
    """The path [k, 3] through `corners`, each rounded over `radius` millimetres before and after it."""
    stops = np.array(corners, float)
    path = [stops[0]]
    for before, at, after in zip(stops, stops[1:], stops[2:], strict=False):
        a = at + (before - at) / np.linalg.norm(before - at) * radius
        b = at + (after - at) / np.linalg.norm(after - at) * radius
        path += [(1 - t) ** 2 * a + 2 * t * (1 - t) * at + t**2 * b for t in np.linspace(0, 1, steps)]
    return np.array([*path, stops[-1]])


def swept(path: Floats, radii: Sequence[float] | Floats, segments: int = 16, flatten: float = 1) -> Mesh:
    """A bar along the open `path` [k, 3] whose radius changes; `flatten` scales it across its first side."""
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    side = np.cross(along[0], [0.0, 0.0, 1.0] if abs(along[0, 2]) < 0.9 else [0.0, 1.0, 0.0])
    angle = np.arange(segments) * (2 * pi / segments)
    rings = []
    for point, direction, radius in zip(path, along, radii, strict=True):
        side = side - direction * float(side @ direction)
        side /= np.linalg.norm(side)
        other = np.cross(direction, side)
        rings.append(
            point + radius * (np.outer(np.cos(angle), side) + flatten * np.outer(np.sin(angle), other))
        )
    return loft(rings)


def stadium(length: float, radius: float, count: int = 20) -> Floats:
    """The outline [2 * count, 2] round two circles of that radius, their centres `length` apart along x."""
    angle = np.linspace(-pi / 2, pi / 2, count)
    end = np.c_[np.cos(angle), np.sin(angle)] * radius
    shift = np.array([length / 2, 0])
    return np.concatenate([end + shift, -end - shift])


def belt(outline: Floats, section: Sequence[Point]) -> Mesh:
    """A closed band along the flat `outline` [n, 2]; its `section` is given outwards and along z."""
    ahead = np.roll(outline, -1, 0) - np.roll(outline, 1, 0)
    out = np.c_[ahead[:, 1], -ahead[:, 0]] / np.linalg.norm(ahead, axis=1, keepdims=True)
    rings = [
        np.array([[x + far * ox, y + far * oy, z] for far, z in section])
        for (x, y), (ox, oy) in zip(outline, out, strict=True)
    ]
    return loft([*rings, rings[0]], caps=False)


def sector(inner: float, outer: float, start: float, stop: float, count: int = 10) -> Floats:
    """A piece of a flat ring [2 * count, 2] between two angles in degrees."""
    angle = np.radians(np.linspace(start, stop, count))
    arc = np.c_[np.cos(angle), np.sin(angle)]
    return np.concatenate([arc * outer, (arc * inner)[::-1]])


def notched(radius: float, depth: float, count: int, share: float = 0.4) -> Floats:
    """A disc [n, 2] with `count` notches in its rim; `share` of the rim is notched."""
    rim = []
    for i in range(count):
        for start, stop, r in ((i, i + 1 - share, radius), (i + 1 - share, i + 1, radius - depth)):
            for t in np.linspace(start, stop, 4):
                a = t * 2 * pi / count
                rim.append((r * cos(a), r * sin(a)))
    return np.array(rim)


def hex_nut_on(across: float, height: float, bore: float) -> Mesh:
    """A plain nut standing on z = 0."""
    return extrude(hexagon(across), height, [circle(bore)])


def hex_head(across: float, height: float) -> Mesh:
    """The head of a bolt standing on z = 0, its chamfer as a low round boss."""
    return union(
        extrude(hexagon(across), height * 0.93),
        cylinder(across * 0.475, height * 0.08, 0, 32).moved(z=height * 0.92),
    )


def dark(mesh: Mesh) -> Mesh:
    """The mesh as an opening or a black part."""
    return mesh.toned(Tone.BLACK)


def cross_slot(length: float, width: float) -> Mesh:
    """A black cross lying on z = 0, as screwdrivers fit in."""
    bar = extrude(rectangle(length, width), 0.04 * length)
    return dark(union(bar, bar.turned("z", 90)))


def corners(x: float, y: float) -> list[Point]:
    """The four corners about the origin."""
    return [(x, y), (-x, y), (-x, -y), (x, -y)]
