"""Solids that machine metal and hold it there: drills, mills, taps, dies, inserts, saws, wheels, chucks."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.forms import cut, dark, facing, lying, notched, sector, spun
from export.synthetic.geometry.mesh import (
    Floats,
    Mesh,
    Tone,
    around,
    box,
    cylinder,
    extrude,
    lathe,
    loft,
    union,
)
from export.synthetic.geometry.polygon import circle, hexagon
from export.synthetic.parts.mechanics.fasteners import thread


def fluted(d: float, length: float, *, flutes: int, turns: float, core: float, point: float = 0) -> Mesh:
    """A bar upwards from z = 0 with helical flutes and a `core` in diameters; `point` is its tip's height."""
    angle = np.linspace(0, 2 * pi, 12 * flutes, endpoint=False)
    wave = np.clip(1.25 * np.cos(flutes * angle / 2) ** 2, 0, 1)
    radius = d * (core + (0.5 - core) * wave**0.8)
    flat = np.c_[np.cos(angle), np.sin(angle)] * radius[:, None]
    steps = np.linspace(0, 1, int(14 * turns) + 4)
    rings = [_spun_ring(flat, t * turns * 2 * pi, t * length) for t in steps]
    if point:
        last = turns * 2 * pi
        rings += [_spun_ring(flat * s, last, length + point * (1 - s)) for s in (0.5, 0.04)]
    return loft(rings)


def _spun_ring(flat: Floats, angle: float, z: float) -> Floats:
    c, s = np.cos(angle), np.sin(angle)
    return np.asarray(np.c_[flat @ np.array([[c, s], [-s, c]]), np.full(len(flat), z)])


def twist_drill(d: float, length: float) -> Mesh:
    """DIN 338."""
    body = fluted(d, 0.62 * length, flutes=2, turns=0.115 * length / d, core=0.16, point=0.3 * d)
    shank = cylinder(0.495 * d, 0.4 * length, 0, 30).moved(z=-0.39 * length)
    return lying(union(body, shank))


def step_drill(d: float) -> Mesh:
    """A cone of steps for sheet metal."""
    profile, n = [(0.0, 0.0), (0.5, 0.0)], 8
    for i in range(n):
        r = 0.5 - 0.05 * i
        profile += [(r, 0.13 * (i + 1) - 0.02), (r - 0.05 if i < n - 1 else 0.1, 0.13 * (i + 1))]
    cone = spun(d, *profile, (0.0, 1.16), segments=44)
    flute = dark(cut(d, 0.05, (0.04, 0.02), (0.505, 0.02), (0.155, 1.05), (0.04, 1.05)).turned("x", 90))
    shank = extrude(hexagon(0.32 * d), d).moved(z=-0.98 * d)
    return lying(union(cone, flute, flute.turned("z", 180), shank))


def end_mill(d: float, length: float, flutes: float) -> Mesh:
    body = fluted(d, 0.45 * length, flutes=int(flutes), turns=0.1 * length / d, core=0.26)
    shank = spun(d, (0, 0), (0.46, 0), (0.5, 0.06), (0.5, 0.58 * length / d), (0, 0.58 * length / d))
    return lying(union(body, shank.moved(z=-0.57 * length)))


def face_mill(d: float, inserts: float) -> Mesh:
    """A cutter head with clamped inserts."""
    body = spun(d, (0.14, 0), (0.3, 0), (0.32, 0.28), (0.47, 0.36), (0.48, 0.5), (0.14, 0.5), segments=48)
    pocket = dark(box(0.12 * d, 0.12 * d, 0.16 * d)).moved(x=0.426 * d, y=-0.05 * d, z=0.345 * d)
    tip = (
        box(0.1 * d, 0.035 * d, 0.14 * d)
        .turned("x", 6)
        .moved(x=0.47 * d, y=0.02 * d, z=0.4 * d)
        .toned(Tone.BRASS)
    )
    screw = (
        cylinder(0.025 * d, 0.02 * d, 0, 12)
        .turned("x", 90)
        .moved(x=0.47 * d, y=0.0, z=0.47 * d)
        .toned(Tone.STEEL)
    )
    return union(body, *around(union(pocket, tip, screw), int(inserts)))


def reamer(d: float, length: float) -> Mesh:
    flutes = extrude(notched(0.5 * d, 0.1 * d, 8, 0.45), 0.42 * length)
    lead = lathe([(0, 0), (0.42 * d, 0), (0.36 * d, 0.03 * length), (0, 0.03 * length)], 24).moved(
        z=0.415 * length
    )
    neck = cylinder(0.36 * d, 0.2 * length, 0, 24).moved(z=-0.19 * length)
    shank = cylinder(0.48 * d, 0.34 * length, 0, 28).moved(z=-0.52 * length)
    square = box(0.66 * d, 0.66 * d, 0.08 * length).moved(z=-0.59 * length)
    return lying(union(flutes, lead, neck, shank, square))


def tap(d: float, length: float) -> Mesh:
    """ISO 529: thread with flutes, shank with a square."""
    teeth = thread(d, 0.38 * length, 15)
    flute = dark(cylinder(0.15 * d, 0.37 * length, 0, 16)).moved(x=0.42 * d, z=0.005 * length)
    nose = lathe([(0, 0), (0.37 * d, 0), (0.3 * d, 0.08 * length), (0, 0.09 * length)], 28).moved(
        z=0.375 * length
    )
    shank = cylinder(0.38 * d, 0.5 * length, 0, 28).moved(z=-0.49 * length)
    square = box(0.56 * d, 0.56 * d, 0.12 * length).moved(z=-0.6 * length)
    return lying(union(teeth, *around(flute, 4), nose, shank, square))


def threading_die(d: float, outer: float, height: float) -> Mesh:
    """ISO 2568: a round die with four clearance holes and a slit."""
    r = outer / 2
    hole = _clover(d)
    rim = circle(r, segments=56)
    body = extrude(rim, height, [hole])
    slit = dark(box(0.28 * r, 0.04 * r, 1.02 * height)).moved(x=0.87 * r, z=-0.01 * height)
    dents = [
        dark(cylinder(0.08 * r, 0.05 * r, 0, 14).turned("y", 90))
        .moved(x=0.97 * r, z=0.5 * height)
        .turned("z", a)
        for a in (60, 120, 240, 300)
    ]
    ring = cylinder(0.56 * r, 0.02 * height, 0.53 * r, 44).moved(z=0.99 * height)
    return union(body, slit, *dents, ring)


def _clover(d: float) -> Floats:
    """The hole of a die [n, 2]: cutting teeth between four round clearance holes."""
    points = []
    for i in range(4):
        base = np.radians(90 * i)
        for a in np.radians(np.linspace(-140, 140, 15)):
            x, y = 0.72 * d + 0.34 * d * np.cos(a), 0.34 * d * np.sin(a)
            points.append((x * np.cos(base) - y * np.sin(base), x * np.sin(base) + y * np.cos(base)))
    return np.array(points)


def turning_tool(shank: float, length: float) -> Mesh:
    """ISO 5610: a holder with a clamped insert."""
    s = shank
    bar = box(length, s, s).moved(x=-length / 2)
    head = cut(s, 0.98, (-0.6, -0.5), (0.35, -0.5), (0.65, 0.1), (0.5, 0.75), (-0.6, 0.5))
    insert = (
        cut(s, 0.2, (-0.05, 0.1), (0.5, -0.05), (0.78, 0.4), (0.52, 0.85), (0.15, 0.75))
        .moved(z=0.88 * s)
        .toned(Tone.BRASS)
    )
    clamp = box(0.5 * s, 0.3 * s, 0.16 * s).turned("z", 35).moved(x=0.02 * s, y=0.12 * s, z=1.05 * s)
    screw = union(
        cylinder(0.15 * s, 0.14 * s, 0, 20), dark(extrude(hexagon(0.14 * s), 0.02 * s)).moved(z=0.13 * s)
    ).moved(x=-0.1 * s, y=0.02 * s, z=1.14 * s)
    return union(bar, head, insert, clamp, screw)


def cutting_insert(size: float, thick: float) -> Mesh:
    """ISO 1832 CNMG: a rhombus of 80 degrees with a hole and a chip breaker."""
    s = size
    x, y = 0.5 * s / np.sin(np.radians(40)), 0.5 * s / np.cos(np.radians(40))
    rhomb = _blunt(np.array([[x, 0], [0, y], [-x, 0], [0, -y]]) * 0.82, 0.06 * s)
    body = extrude(rhomb, thick, [circle(0.2 * s, segments=30)])
    step = extrude(rhomb * 0.72, 0.06 * thick, [circle(0.22 * s, segments=30)])
    return union(body, step.moved(z=0.99 * thick), step.moved(z=-0.05 * thick))


def _blunt(corners: Floats, radius: float) -> Floats:
    """The outline with each corner rounded over `radius`."""
    points = []
    for before, at, after in zip(np.roll(corners, 1, 0), corners, np.roll(corners, -1, 0), strict=True):
        a = at + (before - at) / np.linalg.norm(before - at) * radius
        b = at + (after - at) / np.linalg.norm(after - at) * radius
        points += [(1 - t) ** 2 * a + 2 * t * (1 - t) * at + t**2 * b for t in np.linspace(0, 1, 5)]
    return np.array(points)


def saw_blade(d: float, teeth: float) -> Mesh:
    n, r = int(teeth), d / 2
    rim = []
    for i in range(n):
        for turn, f in ((0.0, 1.0), (0.1, 0.985), (0.3, 0.93), (0.5, 0.9), (0.75, 0.9), (0.95, 0.93)):
            a = (i + turn) * 2 * pi / n
            rim.append((r * f * np.cos(a), r * f * np.sin(a)))
    slots = [
        circle(0.035 * r, 0.7 * r * np.cos(a), 0.7 * r * np.sin(a), 14) for a in np.arange(4) * pi / 2 + 0.4
    ]
    thick = 0.012 * d
    body = extrude(np.array(rim), thick, [circle(0.13 * r, segments=30), *slots])
    tip = (
        box(0.06 * r, 0.03 * r, 1.7 * thick)
        .moved(x=0.965 * r, y=0.012 * r, z=-0.35 * thick)
        .toned(Tone.BRASS)
    )
    collar = cylinder(0.3 * r, 0.004 * d, 0.28 * r, 44).moved(z=thick * 0.99)
    return facing(union(body, *around(tip, n), collar))


def hacksaw(length: float) -> Mesh:
    s = length
    bow = cut(
        s,
        0.025,
        (-0.5, 0),
        (-0.5, 0.3),
        (0.5, 0.3),
        (0.5, 0),
        (0.46, 0),
        (0.46, 0.26),
        (-0.46, 0.26),
        (-0.46, 0),
    )
    x = np.linspace(-0.48, 0.48, 61) * s
    y = np.where(np.arange(61) % 2, 0.0, -0.012) * s
    blade = extrude(np.concatenate([np.c_[x, y], [[0.48 * s, 0.03 * s], [-0.48 * s, 0.03 * s]]]), 0.006 * s)
    grip = cut(
        s, 0.05, (0.48, 0.3), (0.56, 0.32), (0.66, 0.0), (0.62, -0.06), (0.54, -0.02), (0.5, 0.1)
    ).moved(z=-0.012 * s)
    nut = cut(s, 0.03, (-0.56, -0.01), (-0.48, 0), (-0.48, 0.03), (-0.56, 0.04))
    return union(bow, blade.moved(z=0.01 * s).toned(Tone.STEEL), grip.toned(Tone.RED), nut).turned("x", 90)


def grinding_wheel(d: float, width: float) -> Mesh:
    body = cylinder(0.5 * d, width, 0.1 * d, 60)
    label = cylinder(0.24 * d, 0.02 * width, 0.11 * d, 48).toned(Tone.WHITE)
    bush = cylinder(0.105 * d, 1.02 * width, 0.085 * d, 36).moved(z=-0.01 * width).toned(Tone.GREY)
    return facing(union(body, label.moved(z=0.995 * width), label.moved(z=-0.01 * width), bush))


def hole_saw(d: float) -> Mesh:
    cup = union(cylinder(0.5 * d, 0.8 * d, 0.465 * d, 56), cylinder(0.48 * d, 0.08 * d).moved(z=-0.02 * d))
    tooth = (
        cut(d, 0.036, (-0.045, 0), (0.045, 0), (0.02, 0.06))
        .turned("x", 90)
        .turned("z", 90)
        .moved(x=0.465 * d, z=0.79 * d)
    )
    slot = dark(box(0.045 * d, 0.1 * d, 0.4 * d)).moved(x=0.485 * d, z=0.2 * d)
    pilot = fluted(0.13 * d, 0.95 * d, flutes=2, turns=1.5, core=0.16, point=0.05 * d)
    shank = extrude(hexagon(0.22 * d), 0.75 * d).moved(z=-0.75 * d).toned(Tone.STEEL)
    return union(cup, *around(tooth, 24), *around(slot, 2), pilot.toned(Tone.STEEL), shank)


def wire_brush(d: float) -> Mesh:
    """A round brush for grinders: a knotted rim on a disc."""
    r = d / 2
    tuft = (
        spun(r, (0, 0), (0.07, 0), (0.13, 0.42), (0, 0.42), segments=10)
        .turned("y", 90)
        .moved(x=0.55 * r, z=0.08 * r)
    )
    cap = [
        spun(r, (0.16, 0), (0.62, 0), (0.56, 0.05), (0.16, 0.08)),
        spun(r, (0.16, 0), (0.62, 0), (0.56, -0.05), (0.16, -0.08)),
    ]
    return facing(
        union(
            *around(tuft, 20),
            *[c.moved(z=(0.12 if i == 0 else 0.04) * r).toned(Tone.GREY) for i, c in enumerate(cap)],
            extrude(sector(0.15 * r, 0.2 * r, 0, 359, 30), 0.2 * r),
            box(0.1 * r, 0.1 * r, 0.01 * r).moved(x=0.4 * r, z=0.16 * r).toned(Tone.PLATE),
        )
    )
