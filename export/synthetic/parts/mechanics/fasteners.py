"""Solids that hold others together: screws, nuts, washers, pins, keys, springs and seals."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from export.synthetic.geometry.mesh import Floats, Mesh, Tone, cylinder, extrude, lathe, tube, union
from export.synthetic.geometry.polygon import circle, hexagon, rectangle


def thread(d: float, length: float, ridges: int = 13) -> Mesh:
    """A threaded bar upwards from z = 0, with a chamfered end."""
    root, pitch = d * 0.43, length / (ridges + 0.5)
    profile = [(0.0, 0.0), (root, 0.0)]
    for i in range(ridges):
        profile += [(d / 2, (i + 0.5) * pitch), (root, (i + 1) * pitch)]
    return lathe([*profile, (d * 0.38, length), (0.0, length)], 28)


def _crown(outline: Floats, d: float, height: float) -> Mesh:
    """A hexagonal head; its chamfer shows as a low round boss."""
    across = float(np.abs(outline[:, 1]).max())
    return union(
        extrude(outline, height * 0.93), cylinder(across * 0.95, height * 0.08, 0, 32).moved(z=height * 0.92)
    )


def hex_bolt(d: float, length: float) -> Mesh:
    shank = length * 0.35 if length > 3 * d else 0.0
    parts = [_crown(hexagon(1.6 * d), d, 0.65 * d).moved(z=-0.65 * d).turned("x", 180).moved(z=-0.65 * d)]
    if shank:
        parts.append(cylinder(d / 2, shank, 0, 28))
    parts.append(thread(d, length - shank).moved(z=shank))
    return union(*parts).turned("y", 90)


def socket_screw(d: float, length: float) -> Mesh:
    head = extrude(circle(0.76 * d, segments=36), d * 0.6, [hexagon(0.85 * d)]).moved(z=-d * 0.6 - d * 0.4)
    base = cylinder(0.76 * d, d * 0.4, 0, 36).moved(z=-d * 0.4)
    return union(head, base, thread(d, length)).turned("y", 90)


def countersunk_screw(d: float, length: float) -> Mesh:
    head = lathe([(0, -0.55 * d), (0.95 * d, -0.55 * d), (0.5 * d, 0), (0, 0)], 32)
    cross = [extrude(rectangle(1.1 * d, 0.22 * d), 0.04 * d).toned(Tone.BLACK).moved(z=-0.58 * d)]
    cross.append(cross[0].turned("z", 90))
    return union(head, *cross, thread(d, length)).turned("y", 90)


def set_screw(d: float, length: float) -> Mesh:
    body = thread(d, length * 0.8, 9).moved(z=length * 0.2)
    return union(extrude(circle(d / 2, segments=28), length * 0.2, [hexagon(0.5 * d)]), body).turned("y", 90)


def eye_bolt(d: float, length: float) -> Mesh:
    angle = np.linspace(0, 2 * pi, 33)
    ring = tube(np.c_[1.4 * d * np.cos(angle), np.zeros(33), 1.4 * d * np.sin(angle) + 1.9 * d], 0.42 * d)
    return union(ring, cylinder(0.95 * d, 0.35 * d), thread(d, length).turned("x", 180))


def stud(d: float, length: float) -> Mesh:
    ends = thread(d, length * 0.35, 9)
    middle = cylinder(d / 2, length * 0.3, 0, 28).moved(z=-length * 0.15)
    return union(ends.moved(z=length * 0.15), middle, ends.turned("x", 180).moved(z=-length * 0.15)).turned(
        "y", 90
    )


def hex_nut(d: float) -> Mesh:
    body = extrude(hexagon(1.6 * d), 0.72 * d, [circle(d * 0.46)])
    ring = cylinder(0.76 * d, 0.06 * d, d * 0.5, 32)
    return union(body, ring.moved(z=0.72 * d), ring.moved(z=-0.06 * d))


def flange_nut(d: float) -> Mesh:
    collar = lathe(
        [(d * 0.46, 0), (1.05 * d, 0), (1.05 * d, 0.12 * d), (0.78 * d, 0.3 * d), (d * 0.46, 0.3 * d)], 36
    )
    return union(collar, extrude(hexagon(1.5 * d), 0.75 * d, [circle(d * 0.46)]).moved(z=0.2 * d))


def wing_nut(d: float) -> Mesh:
    hub = lathe([(d * 0.46, 0), (0.95 * d, 0), (0.7 * d, d), (d * 0.46, d)], 32)
    lobe = np.array([[0.6, 0.1], [1.4, 0.5], [2.2, 1.5], [2.0, 2.0], [1.5, 1.9], [0.9, 1.1], [0.6, 0.9]]) * d
    wing = extrude(lobe, 0.4 * d).turned("x", 90).moved(y=0.2 * d)
    return union(hub, wing, wing.turned("z", 180))


def washer(d: float, outer: float, height: float) -> Mesh:
    return cylinder(outer / 2, height, d * 0.53, 44)


def spring_washer(d: float) -> Mesh:
    angle = np.linspace(0.12, 2 * pi - 0.12, 40)
    path = np.c_[0.72 * d * np.cos(angle), 0.72 * d * np.sin(angle), angle * d * 0.045]
    return tube(path, 0.17 * d, 8)


def retaining_ring(d: float) -> Mesh:
    angle = np.linspace(0.25, 2 * pi - 0.25, 44)
    outer = np.c_[np.cos(angle), np.sin(angle)] * (0.62 - 0.05 * np.cos(angle))[:, None] * d
    outline = np.concatenate([outer, (np.c_[np.cos(angle), np.sin(angle)] * 0.48 * d)[::-1]])
    ear = [
        extrude(
            circle(0.09 * d, 0.6 * d * cos(a), 0.6 * d * sin(a), 20),
            0.06 * d,
            [circle(0.04 * d, 0.6 * d * cos(a), 0.6 * d * sin(a), 12)],
        )
        for a in (0.26, -0.26)
    ]
    return union(extrude(outline, 0.06 * d), *ear)


def dowel_pin(d: float, length: float) -> Mesh:
    c = 0.15 * d
    profile = [(0, 0), (d / 2 - c, 0), (d / 2, c), (d / 2, length - c), (d / 2 - c, length), (0, length)]
    return lathe(profile, 32).turned("y", 90)


def split_pin(d: float, length: float) -> Mesh:
    angle = np.linspace(0.35, 2 * pi - 0.35, 24)
    eye = np.c_[-1.5 * d * np.cos(angle) - 1.4 * d, 1.1 * d * np.sin(angle)]
    legs = [
        np.array([[length, -0.32 * d], [0.4 * d, -0.32 * d]]),
        eye[::-1],
        np.array([[0.4 * d, 0.32 * d], [length * 0.85, 0.32 * d]]),
    ]
    flat = np.concatenate(legs)
    return tube(np.c_[flat, np.zeros(len(flat))], 0.3 * d, 10)


def key(width: float, length: float) -> Mesh:
    angle = np.linspace(-pi / 2, pi / 2, 10)
    end = np.c_[np.cos(angle), np.sin(angle)] * width / 2
    shift = np.array([(length - width) / 2, 0])
    outline = np.concatenate([end + shift, -end - shift])
    return extrude(outline, width * 0.85)


def compression_spring(d: float, wire: float, length: float, coils: float) -> Mesh:
    t = np.linspace(0, 1, int(coils * 22))
    # the dead coils at both ends lie close together
    rise = np.interp(t, [0, 1 / coils, 1 - 1 / coils, 1], [0, wire, length - 2 * wire, length - wire])
    angle = t * coils * 2 * pi
    return tube(np.c_[np.cos(angle) * (d - wire) / 2, np.sin(angle) * (d - wire) / 2, rise], wire / 2, 10)


def tension_spring(d: float, wire: float, length: float) -> Mesh:
    turns = length * 0.6 / wire / 1.06
    angle = np.linspace(0, turns * 2 * pi, int(turns * 18))
    radius = (d - wire) / 2
    body = np.c_[radius * np.cos(angle), radius * np.sin(angle), angle / (2 * pi) * wire * 1.06]
    loop = np.linspace(-pi / 2, 1.25 * pi, 20)
    hook = np.c_[radius * 0.8 * np.cos(loop), np.zeros(20), radius * (1 + np.sin(loop))]
    top = tube(hook + np.array([0, 0, body[-1, 2]]), wire / 2, 8)
    return union(tube(body, wire / 2, 8), top, tube(hook * [1, 1, -1], wire / 2, 8)).turned("y", 90)


def o_ring(inner: float, cord: float) -> Mesh:
    angle = np.linspace(0, 2 * pi, 15)[:-1]
    centre = inner / 2 + cord / 2
    return lathe([(centre + cord / 2 * cos(a), cord / 2 * sin(a)) for a in angle], 56)


def oil_seal(d: float, outer: float, height: float) -> Mesh:
    r, o = d / 2, outer / 2
    lip = lathe(
        [
            (r, height * 0.45),
            (r + 0.1 * (o - r), height * 0.3),
            (o * 0.9, height * 0.25),
            (o * 0.9, height * 0.5),
            (r + 0.25 * (o - r), height * 0.75),
        ],
        44,
    ).toned(Tone.BLACK)
    shell = lathe(
        [
            (o * 0.72, 0),
            (o, 0),
            (o, height),
            (o * 0.9, height),
            (o * 0.9, 0.2 * height),
            (o * 0.72, 0.2 * height),
        ],
        44,
    )
    return union(shell, lip)
