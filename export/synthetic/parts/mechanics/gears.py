"""Solids with teeth: gears, worms, racks, sprockets, chains and toothed pulleys."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.mesh import Floats, Mesh, Tone, cylinder, extrude, lathe, loft, tube, union
from export.synthetic.geometry.polygon import bolt_circle, circle, gear_outline, sprocket_outline


def bore_outline(radius: float) -> Floats:
    """A shaft hole with a keyway [n, 2]."""
    half = 0.28 * radius
    ring = [p for p in circle(radius, segments=36) if not (p[0] > 0 and abs(p[1]) <= half)]
    ring.sort(key=lambda p: float(np.arctan2(p[1], p[0]) % (2 * pi)))
    return np.array([[1.25 * radius, half], *ring, [1.25 * radius, -half]])


def spur_gear(teeth: float, module: float, width: float) -> Mesh:
    bore = module * teeth * 0.13
    wheel = extrude(gear_outline(int(teeth), module), width, [bore_outline(bore)])
    hub = extrude(circle(bore * 1.75, segments=40), width * 1.5, [bore_outline(bore)])
    return union(wheel, hub).turned("x", 90)


def helical_gear(teeth: float, module: float, width: float) -> Mesh:
    outline = gear_outline(int(teeth), module)
    rings = []
    for step in np.linspace(0, 1, 6):
        a = step * width * 0.35 / (teeth * module / 2)
        spun = outline @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
        rings.append(np.c_[spun, np.full(len(spun), step * width)])
    hub = cylinder(module * teeth * 0.2, width * 1.7, module * teeth * 0.12).moved(z=-width * 0.35)
    dark = cylinder(module * teeth * 0.12, width * 1.02).toned(Tone.BLACK).moved(z=-width * 0.01)
    return union(loft(rings), hub, dark).turned("x", 90)


def bevel_gear(teeth: float, module: float) -> Mesh:
    outline, r = gear_outline(int(teeth), module), teeth * module / 2
    rings = [np.c_[outline * s, np.full(len(outline), z * r)] for s, z in ((1.0, 0.0), (0.62, 0.42))]
    back = lathe([(0.2 * r, -0.35 * r), (0.55 * r, -0.35 * r), (0.88 * r, 0.02 * r), (0.2 * r, 0.02 * r)])
    front = cylinder(0.42 * r, 0.12 * r, 0.2 * r).moved(z=0.41 * r)
    return union(loft(rings), back, front, cylinder(0.2 * r, 0.02 * r).toned(Tone.BLACK).moved(z=0.42 * r))


def worm(d: float, length: float) -> Mesh:
    turns, n = 5, 5 * 20
    angle = np.linspace(0, turns * 2 * pi, n)
    path = np.c_[0.36 * d * np.cos(angle), 0.36 * d * np.sin(angle), angle / (turns * 2 * pi) * length * 0.5]
    shaft = cylinder(0.22 * d, length, 0, 32).moved(z=-length * 0.25)
    core = cylinder(0.34 * d, length * 0.56, 0, 32).moved(z=-length * 0.03)
    return union(shaft, core, tube(path, 0.13 * d, 8)).turned("y", 90)


def worm_wheel(teeth: float, module: float) -> Mesh:
    r, width = teeth * module / 2, module * 7
    outline = gear_outline(int(teeth), module)
    rings = [
        np.c_[outline * s, np.full(len(outline), z * width)]
        for s, z in ((1.06, -0.5), (0.98, -0.25), (0.96, 0), (0.98, 0.25), (1.06, 0.5))
    ]
    hub = cylinder(0.42 * r, width * 1.5, 0.24 * r).moved(z=-0.75 * width).toned(Tone.STEEL)
    dark = cylinder(0.24 * r, width * 1.1).moved(z=-0.55 * width).toned(Tone.BLACK)
    return union(loft(rings), hub, dark).turned("x", 90)


def rack(module: float, teeth: float, width: float) -> Mesh:
    m, n = module, int(teeth)
    top = [
        (i * pi * m + x * m, y * m)
        for i in range(n)
        for x, y in ((0.3, -1.25), (1.1, 1.0), (2.04, 1.0), (2.84, -1.25))
    ]
    outline = np.array([(0.0, -5 * m), (n * pi * m, -5 * m), *top[::-1]])
    return extrude(outline, width).turned("x", 90)


def timing_pulley(teeth: float, pitch: float, width: float) -> Mesh:
    r, n = teeth * pitch / (2 * pi), int(teeth)
    shape = [(r, -0.28), (r - 0.4 * pitch, -0.2), (r - 0.4 * pitch, 0.2), (r, 0.28)]
    ring = np.array(
        [
            (q * np.cos((i + s) * 2 * pi / n), q * np.sin((i + s) * 2 * pi / n))
            for i in range(n)
            for q, s in shape
        ]
    )
    rim = extrude(circle(r + 0.25 * pitch, segments=48), 0.1 * width, [circle(r * 0.28, segments=24)])
    hub = cylinder(r * 0.62, width * 0.45, r * 0.28)
    return union(
        extrude(ring, width, [circle(r * 0.28, segments=24)]),
        rim.moved(z=-0.1 * width),
        rim.moved(z=width),
        hub.moved(z=width * 1.1),
    ).turned("x", 90)


def sprocket(teeth: float, pitch: float) -> Mesh:
    r, bore = teeth * pitch / (2 * pi), teeth * pitch * 0.035
    holes = [bore_outline(bore)] + (bolt_circle(5, r * 0.66, r * 0.15) if teeth > 18 else [])
    plate = extrude(sprocket_outline(int(teeth), pitch), pitch * 0.45, holes)
    hub = extrude(circle(max(bore * 1.8, r * 0.36), segments=40), pitch * 1.5, [bore_outline(bore)])
    return union(plate, hub).turned("x", 90)


def chain(pitch: float, links: float) -> Mesh:
    p, parts = pitch, []
    angle = np.linspace(pi / 2, 1.5 * pi, 9)
    lobe = np.c_[np.cos(angle), np.sin(angle)] * 0.42 * p
    waist = np.array([[0.5 * p, 0.28 * p]])
    plate = extrude(np.concatenate([waist, lobe, -waist * [-1, 1], -lobe + [p, 0]]), 0.1 * p).turned("x", 90)
    for i in range(int(links)):
        gap = 0.42 * p if i % 2 else 0.3 * p
        parts += [plate.moved(x=i * p, y=y) for y in (gap + 0.1 * p, -gap)]
    for i in range(int(links) + 1):
        roller = cylinder(0.3 * p, 0.5 * p, 0, 18).moved(z=-0.25 * p)
        parts.append(
            union(roller, cylinder(0.15 * p, 1.2 * p, 0, 14).moved(z=-0.6 * p)).turned("x", 90).moved(x=i * p)
        )
    return union(*parts)
