"""Solids that carry and pass on turning: bearings, shafts, couplings, pulleys, screws."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.mesh import Mesh, Tone, around, cylinder, extrude, lathe, sphere, union
from export.synthetic.geometry.polygon import circle, hexagon, rounded
from export.synthetic.parts.mechanics.fasteners import thread


def ball_bearing(d: float, outer: float, width: float) -> Mesh:
    r, o = d / 2, outer / 2
    t, mid = (o - r) * 0.28, (r + o) / 2
    c = 0.06 * width
    inner = lathe([(r, c), (r + c, 0), (r + t, 0), (r + t, width), (r + c, width), (r, width - c)], 56)
    ring = lathe([(o - t, 0), (o - c, 0), (o, c), (o, width - c), (o - c, width), (o - t, width)], 56)
    floor = cylinder(o - 0.9 * t, width * 0.4, r + 0.9 * t, 56).moved(z=width * 0.3).toned(Tone.BLACK)
    count = int(2 * pi * mid / ((o - r) * 0.62))
    ball = sphere((o - r) * 0.26, 16).moved(x=mid, z=width / 2)
    return union(inner, ring, floor, *around(ball, count)).turned("x", 90)


def needle_bearing(d: float, width: float) -> Mesh:
    shell = cylinder(d * 0.72, width, d * 0.66, 52)
    lip = cylinder(d * 0.7, width * 0.06, d * 0.54, 52)
    roll = cylinder(d * 0.07, width * 0.92, 0, 10).moved(x=d * 0.58, z=width * 0.04)
    return union(shell, lip.moved(z=0), lip.moved(z=width * 0.94), *around(roll, 18))


def bushing(d: float, length: float) -> Mesh:
    r = d / 2
    return lathe(
        [
            (r, 0),
            (r * 1.7, 0),
            (r * 1.7, 0.15 * length),
            (r * 1.3, 0.15 * length),
            (r * 1.3, length * 0.97),
            (r * 1.26, length),
            (r, length),
        ],
        48,
    )


def pillow_block(d: float) -> Mesh:
    base = extrude(
        rounded(4.8 * d, 1.5 * d, 0.5 * d),
        0.55 * d,
        [circle(0.3 * d, 1.85 * d, 0, 20), circle(0.3 * d, -1.85 * d, 0, 20)],
    )
    outline = (
        np.array(
            [
                [-1.3, 0],
                [1.3, 0],
                [1.35, 1.3],
                [1.2, 1.9],
                [0.8, 2.4],
                [0.3, 2.62],
                [-0.3, 2.62],
                [-0.8, 2.4],
                [-1.2, 1.9],
                [-1.35, 1.3],
            ]
        )
        * d
    )
    body = (
        extrude(outline, 1.3 * d, [circle(0.8 * d, 0, 1.3 * d, 40)])
        .turned("x", 90)
        .moved(y=0.65 * d, z=0.3 * d)
    )
    race = cylinder(0.82 * d, 1.5 * d, 0.5 * d).turned("x", 90).moved(y=0.75 * d, z=1.6 * d).toned(Tone.STEEL)
    nipple = union(cylinder(0.12 * d, 0.3 * d, 0, 12), sphere(0.15 * d, 12).moved(z=0.33 * d)).toned(
        Tone.BRASS
    )
    return union(base, body, race, nipple.moved(z=2.85 * d))


def shaft(d: float, length: float) -> Mesh:
    r, c = d / 2, d * 0.05
    steps = [
        (0.7, 0.0),
        (0.7, 0.22),
        (0.85, 0.22),
        (0.85, 0.36),
        (1.0, 0.36),
        (1.0, 0.72),
        (0.8, 0.72),
        (0.8, 1.0),
    ]
    profile = [(0.0, 0.0), (0.7 * r - c, 0.0), (0.7 * r, c)] + [(f * r, z * length) for f, z in steps[1:-1]]
    body = lathe([*profile, (0.8 * r, length - c), (0.8 * r - c, length), (0, length)], 40).turned("y", 90)
    slot = extrude(rounded(0.15 * length, 0.4 * r, 0.2 * r), 0.05 * r).toned(Tone.BLACK)
    return union(body, slot.moved(x=0.11 * length, z=0.68 * r))


def v_pulley(d: float, grooves: float, bore: float) -> Mesh:
    r, pitch = d / 2, 15.0
    width = grooves * pitch + 6
    profile = [
        (bore / 2, 0.0),
        (r * 0.4, 0.0),
        (r * 0.4, width * 0.2),
        (r - 18, width * 0.2),
        (r - 18, 0.0),
        (r, 0.0),
        (r, 3.0),
    ]
    for i in range(int(grooves)):
        z = 3 + i * pitch
        profile += [(r, z + 1), (r - 11, z + 4.5), (r - 11, z + 9.5), (r, z + 14)]
    profile += [
        (r, width),
        (r - 18, width),
        (r - 18, width * 0.8),
        (r * 0.4, width * 0.8),
        (r * 0.4, width),
        (bore / 2, width),
    ]
    return lathe(profile, 56).turned("x", 90)


def flange_coupling(d: float) -> Mesh:
    half = lathe(
        [
            (d / 2, 0),
            (d * 1.6, 0),
            (d * 1.6, 0.45 * d),
            (d * 0.95, 0.5 * d),
            (d * 0.95, 1.5 * d),
            (d / 2, 1.5 * d),
        ],
        48,
    )
    bolt = union(
        extrude(hexagon(0.4 * d), 0.2 * d), cylinder(0.12 * d, 0.3 * d, 0, 16).moved(z=0.15 * d)
    ).toned(Tone.STEEL)
    ring = around(bolt.moved(x=1.28 * d, z=0.47 * d), 6)
    half = union(half.moved(z=0.03 * d), *ring)
    return union(half, half.turned("y", 180)).turned("y", 90)


def jaw_coupling(d: float) -> Mesh:
    r = d
    hub = cylinder(r, 1.1 * d, d / 2, 44).moved(z=0.35 * d)
    jaw = extrude(
        np.concatenate([circle(r, segments=48)[0:8], (circle(0.55 * r, segments=48)[0:8])[::-1]]), 0.72 * d
    )
    spider = lathe(
        [(0.4 * r, -0.2 * d), (0.97 * r, -0.2 * d), (0.97 * r, 0.2 * d), (0.4 * r, 0.2 * d)], 44
    ).toned(Tone.RED)
    top = union(hub, *around(jaw.moved(z=-0.32 * d), 3))
    low = union(hub.turned("y", 180), *around(jaw.moved(z=-0.4 * d), 3, 60))
    screw = (
        cylinder(0.12 * d, 0.06 * d, 0, 14).turned("y", 90).moved(x=0.97 * r, z=0.95 * d).toned(Tone.BLACK)
    )
    return union(top, low, spider, screw).turned("y", 90)


def ball_screw(d: float, length: float) -> Mesh:
    screw = thread(d, length, 24)
    nut = lathe(
        [
            (0.5 * d, 0),
            (1.5 * d, 0),
            (1.5 * d, 0.5 * d),
            (0.95 * d, 0.5 * d),
            (0.95 * d, 2.2 * d),
            (0.5 * d, 2.2 * d),
        ],
        40,
    )
    holes = around(cylinder(0.13 * d, 0.04 * d, 0, 14).moved(x=1.22 * d, z=-0.02 * d).toned(Tone.BLACK), 6)
    return union(
        screw,
        union(nut, *holes).moved(z=length * 0.35),
        cylinder(0.38 * d, 0.12 * length, 0, 24).moved(z=-0.12 * length),
        cylinder(0.38 * d, 0.1 * length, 0, 24).moved(z=length * 0.98),
    ).turned("y", 90)
