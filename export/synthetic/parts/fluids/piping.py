"""Solids that carry fluids: flanges, pipe fittings, clamps, valves."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.mesh import (
    Mesh,
    Tone,
    around,
    box,
    cylinder,
    extrude,
    lathe,
    sphere,
    tube,
    union,
)
from export.synthetic.geometry.polygon import bolt_circle, circle, hexagon, rounded


def flange(d: float, holes: float) -> Mesh:
    plate = extrude(
        circle(1.75 * d / 2 + 22, segments=56),
        0.12 * d + 8,
        [circle(d / 2, segments=40), *bolt_circle(int(holes), 1.42 * d / 2 + 14, 8)],
    )
    face = cylinder(d / 2 + 12, 3, d / 2, 48)
    neck = lathe(
        [(d / 2, 0), (d / 2 + 14, 0), (d / 2 + 5, 0.35 * d), (d / 2 + 5, 0.5 * d), (d / 2, 0.5 * d)], 48
    )
    return union(plate, face.moved(z=-3), neck.moved(z=0.12 * d + 7))


def blind_flange(d: float, holes: float) -> Mesh:
    plate = extrude(
        circle(1.75 * d / 2 + 22, segments=56), 0.12 * d + 9, bolt_circle(int(holes), 1.42 * d / 2 + 14, 8)
    )
    return union(plate, cylinder(d / 2 + 12, 3).moved(z=0.12 * d + 8))


def end_flange(d: float, direction: float = 0) -> Mesh:
    """A pipe end flange facing +x, turned about z."""
    ring = extrude(
        circle(d, segments=36), 0.22 * d, [circle(d * 0.45, segments=28), *bolt_circle(4, 0.8 * d, 0.09 * d)]
    )
    return ring.turned("y", 90).turned("z", direction)


def elbow(d: float) -> Mesh:
    angle = np.linspace(0, pi / 2, 16)
    r = 1.5 * d
    bend = np.c_[r * np.sin(angle), np.zeros(16), r * (1 - np.cos(angle))]
    pipe = tube(bend, d / 2, 32)
    rim = cylinder(0.58 * d, 0.3 * d, 0.42 * d, 32)
    dark = cylinder(0.42 * d, 0.02 * d, 0, 28).toned(Tone.BLACK)
    low = union(rim, dark).turned("y", -90)
    return union(pipe, low.moved(x=0.05 * d), union(rim, dark.moved(z=0.27 * d)).moved(x=r, z=r - 0.05 * d))


def tee(d: float) -> Mesh:
    run = cylinder(0.5 * d, 2.6 * d, 0.4 * d, 36).turned("y", 90).moved(x=-1.3 * d)
    branch = cylinder(0.5 * d, 1.3 * d, 0.4 * d, 36)
    rim = cylinder(0.6 * d, 0.28 * d, 0.4 * d, 36)
    return union(
        run,
        branch,
        rim.moved(z=1.05 * d),
        rim.turned("y", 90).moved(x=1.05 * d),
        rim.turned("y", -90).moved(x=-1.05 * d),
    )


def reducer(d: float) -> Mesh:
    return lathe(
        [
            (0.45 * d, 0),
            (0.5 * d, 0),
            (0.5 * d, 0.2 * d),
            (0.3 * d, 0.8 * d),
            (0.3 * d, d),
            (0.25 * d, d),
            (0.25 * d, 0.8 * d),
            (0.45 * d, 0.2 * d),
        ],
        44,
    ).turned("y", 90)


def union_joint(d: float) -> Mesh:
    pipe = cylinder(0.55 * d, 2.4 * d, 0.42 * d, 36).moved(z=-1.2 * d)
    collar = [extrude(hexagon(1.45 * d), 0.5 * d, [circle(0.5 * d)]).moved(z=z * d) for z in (-1.2, 0.7)]
    return union(
        pipe, *collar, extrude(hexagon(2 * d), 0.7 * d, [circle(0.5 * d)]).moved(z=-0.35 * d)
    ).turned("y", 90)


def hose_clamp(d: float) -> Mesh:
    band = cylinder(d / 2, 0.22 * d, d / 2 - 1.2, 56)
    house = box(0.34 * d, 0.2 * d, 0.26 * d).moved(y=d * 0.58, z=-0.02 * d)
    bolt = union(cylinder(0.08 * d, 0.5 * d, 0, 20), extrude(hexagon(0.2 * d), 0.1 * d).moved(z=0.45 * d))
    return union(band, house, bolt.turned("y", 90).moved(x=-0.1 * d, y=d * 0.6, z=0.11 * d)).turned("x", 90)


def handwheel(r: float) -> Mesh:
    angle = np.linspace(0, 2 * pi, 41)
    rim = tube(np.c_[r * np.cos(angle), r * np.sin(angle), np.zeros(41)], 0.11 * r, 10)
    spoke = box(0.16 * r, r, 0.1 * r).moved(y=r / 2, z=-0.05 * r)
    return union(rim, *around(spoke, 5), cylinder(0.22 * r, 0.3 * r, 0, 20).moved(z=-0.15 * r))


def gate_valve(d: float) -> Mesh:
    pipe = cylinder(0.55 * d, 2.8 * d, 0.45 * d, 36).turned("y", 90).moved(x=-1.4 * d)
    ends = [end_flange(d).moved(x=1.25 * d), end_flange(d, 180).moved(x=-1.25 * d)]
    body = extrude(rounded(1.3 * d, d, 0.3 * d), 1.4 * d)
    bonnet = extrude(rounded(1.7 * d, 1.4 * d, 0.4 * d), 0.2 * d).moved(z=1.35 * d)
    neck = lathe(
        [(0, 0), (0.5 * d, 0), (0.24 * d, 0.8 * d), (0.3 * d, 0.82 * d), (0.3 * d, d), (0, d)], 32
    ).moved(z=1.5 * d)
    stem = cylinder(0.1 * d, 1.1 * d, 0, 20).moved(z=2.4 * d).toned(Tone.STEEL)
    wheel = handwheel(0.85 * d).moved(z=3.2 * d).toned(Tone.RED)
    return union(pipe, *ends, body, bonnet, neck, stem, wheel)


def ball_valve(d: float) -> Mesh:
    body = sphere(0.85 * d, 32)
    pipe = cylinder(0.6 * d, 2.6 * d, 0.42 * d, 36).turned("y", 90).moved(x=-1.3 * d)
    hexes = [
        extrude(hexagon(1.45 * d), 0.5 * d, [circle(0.45 * d)]).turned("y", 90).moved(x=x * d)
        for x in (-1.35, 0.85)
    ]
    stem = union(cylinder(0.28 * d, 0.6 * d), extrude(hexagon(0.5 * d), 0.2 * d).moved(z=0.6 * d)).moved(
        z=0.6 * d
    )
    lever = union(box(0.5 * d, 0.5 * d, 0.1 * d), box(2.4 * d, 0.32 * d, 0.1 * d).moved(x=1.3 * d)).moved(
        z=1.25 * d
    )
    return union(body, pipe, *hexes, stem, lever.toned(Tone.RED))


def check_valve(d: float) -> Mesh:
    body = (
        lathe(
            [
                (0, 0),
                (0.6 * d, 0),
                (0.6 * d, 0.6 * d),
                (0.95 * d, 1.1 * d),
                (0.95 * d, 1.7 * d),
                (0.6 * d, 2.2 * d),
                (0.6 * d, 2.8 * d),
                (0, 2.8 * d),
            ],
            36,
        )
        .turned("y", 90)
        .moved(x=-1.4 * d)
    )
    dark = cylinder(0.42 * d, 2.82 * d).turned("y", 90).moved(x=-1.41 * d).toned(Tone.BLACK)
    cap = union(cylinder(0.7 * d, 1.1 * d), extrude(hexagon(1.1 * d), 0.35 * d).moved(z=1.1 * d))
    hexes = [
        extrude(hexagon(1.45 * d), 0.45 * d, [circle(0.45 * d)]).turned("y", 90).moved(x=x * d)
        for x in (-1.42, 0.97)
    ]
    return union(body, dark, cap, *hexes)


def solenoid_valve(d: float) -> Mesh:
    body = extrude(rounded(2.6 * d, 1.6 * d, 0.15 * d), 1.3 * d)
    ports = [
        union(cylinder(0.55 * d, 0.5 * d, 0.35 * d), cylinder(0.35 * d, 0.3 * d).toned(Tone.BLACK))
        for _ in range(2)
    ]
    left, right = (
        ports[0].turned("y", -90).moved(x=-1.1 * d, z=0.65 * d),
        ports[1].turned("y", 90).moved(x=1.1 * d, z=0.65 * d),
    )
    coil = extrude(rounded(1.5 * d, 1.5 * d, 0.25 * d), 1.6 * d).moved(z=1.5 * d).toned(Tone.BLACK)
    nut = (
        union(cylinder(0.3 * d, 0.5 * d), extrude(hexagon(0.6 * d), 0.25 * d).moved(z=0.1 * d))
        .moved(z=3.0 * d)
        .toned(Tone.STEEL)
    )
    plug = union(box(0.9 * d, d, d), cylinder(0.2 * d, 0.5 * d).turned("x", 90).moved(y=-0.4 * d, z=0.5 * d))
    collar = cylinder(0.5 * d, 0.4 * d).moved(z=1.2 * d)
    return union(body, left, right, collar, coil, nut, plug.moved(x=1.1 * d, z=1.8 * d).toned(Tone.BLACK))


def strainer(d: float) -> Mesh:
    body = cylinder(0.62 * d, 2.6 * d, 0.45 * d, 36).turned("y", 90).moved(x=-1.3 * d)
    leg = union(
        cylinder(0.6 * d, 1.6 * d),
        cylinder(0.75 * d, 0.25 * d).moved(z=1.5 * d),
        extrude(hexagon(0.6 * d), 0.25 * d).moved(z=1.7 * d),
    )
    return union(
        body, end_flange(d).moved(x=1.15 * d), end_flange(d, 180).moved(x=-1.15 * d), leg.turned("y", 140)
    )
