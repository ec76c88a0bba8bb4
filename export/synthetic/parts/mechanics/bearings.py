"""Solids in which shafts and slides run: roller bearings, their housings, rod ends, linear bushings."""

from __future__ import annotations

from math import atan, degrees, pi

import numpy as np

from export.synthetic.geometry.forms import dark, facing, lying, sector, spun
from export.synthetic.geometry.mesh import (
    Floats,
    Mesh,
    Tone,
    around,
    box,
    cylinder,
    extrude,
    lathe,
    sphere,
    union,
)
from export.synthetic.geometry.polygon import circle, hexagon, rounded
from export.synthetic.parts.mechanics.fasteners import thread


def roller_bearing(d: float, outer: float, width: float) -> Mesh:
    """ISO 15, cylindrical rollers between an outer ring with ribs and a plain inner ring."""
    r, o = d / 2, outer / 2
    t, mid = (o - r) * 0.24, (r + o) / 2
    inner = cylinder(r + t, width, r, 56)
    ring = cylinder(o, width, o - t, 56)
    rib = cylinder(o - t * 0.9, 0.12 * width, o - 1.45 * t, 56)
    roller = cylinder((o - r) * 0.255, 0.9 * width, 0, 20).moved(x=mid, z=0.08 * width)
    cage = cylinder(mid + 0.4 * t, 0.5 * width, mid - 0.4 * t, 50).moved(z=0.25 * width).toned(Tone.BRASS)
    rollers = around(roller, int(2 * pi * mid / ((o - r) * 0.66)))
    return facing(union(inner, ring, rib, cage, *rollers))


def tapered_bearing(d: float, outer: float, width: float) -> Mesh:
    """ISO 355: a cone with its rollers standing out of the cup."""
    r, o, w = d / 2, outer / 2, width
    g = o - r
    cone = lathe(
        [
            (r, 0),
            (r + 0.42 * g, 0),
            (r + 0.42 * g, 0.08 * w),
            (r + 0.3 * g, 0.1 * w),
            (r + 0.14 * g, 0.82 * w),
            (r + 0.22 * g, 0.84 * w),
            (r + 0.22 * g, 0.92 * w),
            (r, 0.92 * w),
        ],
        52,
    )
    cup = lathe([(o, 0.26 * w), (o, w), (o - 0.38 * g, w), (o - 0.14 * g, 0.26 * w)], 52)
    lean = degrees(atan(0.2 * g / (0.8 * w)))
    roll = lathe([(0, 0), (0.2 * g, 0), (0.15 * g, 0.76 * w), (0, 0.76 * w)], 16)
    placed = roll.turned("y", -lean).moved(x=r + 0.53 * g, z=0.1 * w)
    rollers = around(placed, int(2 * pi * (r + 0.5 * g) / (0.44 * g)))
    cage = lathe(
        [
            (r + 0.58 * g, 0.05 * w),
            (r + 0.64 * g, 0.05 * w),
            (r + 0.5 * g, 0.85 * w),
            (r + 0.44 * g, 0.85 * w),
        ],
        52,
    )
    return union(cone, cup, *rollers, dark(cage)).turned("x", 180)


def thrust_bearing(d: float, outer: float, width: float) -> Mesh:
    r, o, w = d / 2, outer / 2, width
    disc = lathe([(r, 0), (o, 0), (o, 0.27 * w), (r, 0.27 * w)], 52)
    ball = sphere(0.27 * w, 16).moved(x=(r + o) / 2, z=w / 2)
    cage = cylinder(o - 0.18 * (o - r), 0.16 * w, r + 0.18 * (o - r), 52).moved(z=0.42 * w).toned(Tone.BRASS)
    return union(disc, disc.moved(z=0.73 * w), cage, *around(ball, int(pi * (r + o) / (0.62 * w))))


def flanged_unit(d: float) -> Mesh:
    """UCF: a square flange with four holes, the insert bearing in its middle."""
    holes = [circle(0.26 * d, x * 1.35 * d, y * 1.35 * d, 18) for x in (1, -1) for y in (1, -1)]
    plate = extrude(rounded(3.7 * d, 3.7 * d, 0.55 * d), 0.55 * d, [*holes, circle(0.9 * d, segments=40)])
    hub = spun(d, (0.85, 0), (1.55, 0.4), (1.35, 1.05), (0.85, 1.05), segments=44)
    return facing(union(plate, hub, _insert(d).moved(z=0.1 * d)))


def oval_unit(d: float) -> Mesh:
    """UCFL: a rhombic flange with two holes."""
    ends = [circle(0.62 * d, x * 1.8 * d, 0, 30) for x in (1, -1)]
    middle = circle(1.55 * d, segments=60)
    outline = _hull(np.concatenate([*ends, middle]))
    plate = extrude(
        outline,
        0.5 * d,
        [circle(0.26 * d, 1.8 * d, 0, 18), circle(0.26 * d, -1.8 * d, 0, 18), circle(0.9 * d, segments=40)],
    )
    hub = spun(d, (0.85, 0), (1.5, 0.4), (1.3, 1.0), (0.85, 1.0), segments=44)
    return facing(union(plate, hub, _insert(d).moved(z=0.1 * d)))


def _insert(d: float) -> Mesh:
    """An insert bearing with its set screws, axis z."""
    outer = spun(d, (0.72, 0), (0.9, 0.02), (0.9, 0.9), (0.72, 0.92))
    inner = cylinder(0.66 * d, 1.3 * d, 0.5 * d).moved(z=-0.02 * d)
    seal = dark(cylinder(0.74 * d, 0.8 * d, 0.64 * d).moved(z=0.06 * d))
    screw = dark(cylinder(0.09 * d, 0.05 * d, 0, 12).turned("y", 90)).moved(x=0.63 * d, z=1.13 * d)
    return union(outer, inner, seal, screw, screw.turned("z", 120)).toned(Tone.STEEL)


def _hull(points: Floats) -> Floats:
    """The convex outline of points, counter-clockwise (Andrew's monotone chain)."""
    order = sorted({(float(x), float(y)) for x, y in points})
    chains = []
    for run in (order, order[::-1]):
        chain: list[tuple[float, float]] = []
        for p in run:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], p) <= 1e-9:
                chain.pop()
            chain.append(p)
        chains += chain[:-1]
    return np.array(chains)


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def rod_end(d: float) -> Mesh:
    """ISO 12240-4: an eye with a ball, on a threaded shank."""
    eye = spun(d, (0.78, -0.36), (1.3, -0.36), (1.3, 0.36), (0.78, 0.36))
    arc = [(0.86 * np.cos(a), 0.86 * np.sin(a)) for a in np.linspace(-0.62, 0.62, 9)]
    ball = spun(d, (0.5, -0.5), *arc, (0.5, 0.5)).toned(Tone.STEEL)
    head = union(eye, ball).turned("x", 90)
    neck = spun(d, (0, 0), (0.6, 0), (0.52, 0.9), (0, 0.9)).turned("x", 180).moved(z=-1.2 * d)
    shank = thread(d, 2.4 * d, 13).turned("x", 180).moved(z=-2.0 * d)
    return union(head, neck, shank)


def clevis(d: float) -> Mesh:
    """DIN 71752: a fork head with its pin."""
    block = box(2 * d, 2 * d, 1.6 * d)
    arm = extrude(rounded(0.5 * d, 2 * d, 0.05 * d), 2.6 * d).moved(z=1.5 * d)
    pin = cylinder(0.5 * d, 2.6 * d, 0, 26).turned("y", 90).moved(x=-1.3 * d, z=3.2 * d)
    head = cylinder(0.75 * d, 0.2 * d).turned("y", 90).moved(x=-1.4 * d, z=3.2 * d)
    neck = union(
        cylinder(0.85 * d, 1.2 * d).turned("x", 180), dark(cylinder(0.5 * d, 0.05 * d)).moved(z=-1.22 * d)
    )
    return union(
        block, arm.moved(x=0.75 * d), arm.moved(x=-0.75 * d), union(pin, head).toned(Tone.STEEL), neck
    )


def linear_bushing(d: float, outer: float, length: float) -> Mesh:
    """A ball bushing for round shafts, with grooves for retaining rings."""
    o, r, g = outer / 2, d / 2, 0.045 * length
    profile = [
        (0.86 * o, 0),
        (o, 0),
        (o, 0.12 * length),
        (0.95 * o, 0.12 * length),
        (0.95 * o, 0.12 * length + g),
        (o, 0.12 * length + g),
        (o, 0.88 * length - g),
        (0.95 * o, 0.88 * length - g),
        (0.95 * o, 0.88 * length),
        (o, 0.88 * length),
        (o, length),
        (0.86 * o, length),
    ]
    shell = lathe(profile, 48)
    cage = dark(
        extrude(circle(0.88 * o, segments=40), 0.96 * length, [circle(1.06 * r, segments=36)]).moved(
            z=0.02 * length
        )
    )
    ball = sphere(0.14 * r, 10).moved(x=1.05 * r)
    rows = [b.moved(z=z * length) for z in (0.06, 0.94) for b in around(ball, 4, 20)]
    return lying(union(shell, cage, *rows))


def cam_follower(d: float, width: float) -> Mesh:
    """A stud with a thick outer ring that runs on a cam."""
    roll = spun(
        d,
        (0.3, 0),
        (0.47, 0),
        (0.5, 0.05),
        (0.5, width / d - 0.05),
        (0.47, width / d),
        (0.3, width / d),
        segments=48,
    )
    side = cylinder(0.36 * d, width * 1.06).moved(z=-0.03 * width).toned(Tone.GREY)
    slot = dark(extrude(hexagon(0.2 * d), 0.02 * d).moved(z=width * 1.03))
    stem = union(
        cylinder(0.2 * d, 0.35 * d).moved(z=-0.35 * d),
        thread(0.38 * d, 0.5 * d, 9).turned("x", 180).moved(z=-0.33 * d),
    )
    return lying(union(roll, side, slot, stem))


def ball_transfer(d: float) -> Mesh:
    """A ball in a pressed housing, over which loads are pushed."""
    cup = spun(
        d,
        (0, -0.5),
        (0.62, -0.5),
        (0.66, 0.0),
        (0.85, 0.0),
        (0.85, 0.09),
        (0.6, 0.16),
        (0.47, 0.28),
        (0, 0.28),
    )
    return union(cup, sphere(0.5 * d, 28).moved(z=0.16 * d).toned(Tone.STEEL))


def plain_bearing_shell(d: float, length: float) -> Mesh:
    """Half a lined bearing with its locating lug, as in engines."""
    shell = extrude(sector(0.5 * d, 0.55 * d, 0, 180, 40), length)
    lining = (
        extrude(sector(0.488 * d, 0.505 * d, 0.5, 179.5, 40), 0.98 * length)
        .moved(z=0.01 * length)
        .toned(Tone.COPPER)
    )
    lug = box(0.05 * d, 0.05 * d, 0.3 * length).moved(x=0.56 * d, y=0.03 * d, z=0.1 * length)
    hole = dark(cylinder(0.03 * d, 0.08 * d, 0, 14)).turned("x", -90).moved(y=0.48 * d, z=0.5 * length)
    return union(shell, lining, lug, hole).turned("x", 180)
