"""Solids that wires end in and run through: lugs, glands, plugs, terminals, carriers, drums."""

from __future__ import annotations

import numpy as np

from export.synthetic.geometry.forms import bent, cut, dark, facing, hex_head, lying, ring_path, spun, upright
from export.synthetic.geometry.mesh import Mesh, Tone, around, box, cylinder, extrude, tube, union
from export.synthetic.geometry.polygon import circle, rectangle, rounded
from export.synthetic.parts.mechanics.fasteners import thread


def cable_gland(d: float) -> Mesh:
    """EN 62444: thread, hexagon body, dome nut, cable through it."""
    low = union(thread(d, 0.6 * d, 6).turned("x", 180), hex_head(1.3 * d, 0.35 * d))
    nut = union(
        hex_head(1.25 * d, 0.4 * d), spun(d, (0, 0.36), (0.58, 0.36), (0.52, 0.7), (0.36, 0.82), (0, 0.82))
    ).moved(z=0.4 * d)
    cable = dark(cylinder(0.3 * d, 2.6 * d, 0, 24)).moved(z=-0.9 * d)
    return lying(union(low, cylinder(0.52 * d, 0.1 * d).moved(z=0.33 * d), nut, cable))


def ring_terminal(d: float) -> Mesh:
    """A crimp lug: flat eye, barrel, insulated sleeve."""
    eye = extrude(circle(1.05 * d, segments=36), 0.18 * d, [circle(0.53 * d, segments=28)])
    neck = box(1.2 * d, 0.9 * d, 0.18 * d).moved(x=1.4 * d)
    barrel = lying(cylinder(0.5 * d, 0.9 * d, 0.32 * d, 26)).moved(x=1.8 * d, z=0.35 * d)
    sleeve = (
        lying(spun(d, (0.45, 0), (0.62, 0), (0.62, 1.1), (0.78, 1.3), (0.78, 1.9), (0.6, 1.9), (0.45, 1.2)))
        .moved(x=2.2 * d, z=0.35 * d)
        .toned(Tone.BLUE)
    )
    wire = lying(cylinder(0.45 * d, 2.6 * d, 0, 20)).moved(x=3.3 * d, z=0.35 * d).toned(Tone.BLACK)
    return union(eye, neck, barrel, sleeve, wire)


def spade_terminal(d: float) -> Mesh:
    """A fork lug."""
    fork = cut(
        d,
        0.18,
        (0.9, -0.5),
        (0.4, -1.0),
        (-1.2, -1.0),
        (-1.2, -0.55),
        (0.0, -0.53),
        (0.3, -0.3),
        (0.3, 0.3),
        (0.0, 0.53),
        (-1.2, 0.55),
        (-1.2, 1.0),
        (0.4, 1.0),
        (0.9, 0.5),
    )
    neck = box(1.2 * d, 0.9 * d, 0.18 * d).moved(x=1.4 * d)
    sleeve = (
        lying(spun(d, (0.3, 0), (0.6, 0), (0.62, 1.1), (0.76, 1.3), (0.76, 1.9), (0.3, 1.9)))
        .moved(x=1.8 * d, z=0.35 * d)
        .toned(Tone.RED)
    )
    wire = lying(cylinder(0.4 * d, 2.4 * d, 0, 18)).moved(x=3.0 * d, z=0.35 * d).toned(Tone.BLACK)
    return union(fork, neck, sleeve, wire)


def rail_terminal(width: float, ways: float) -> Mesh:
    """Feed-through terminals side by side on a rail with an end clamp."""
    w, n = width, int(ways)
    side = [
        (-4, 0),
        (4, 0),
        (4, 3),
        (3.2, 4.6),
        (1.6, 4.6),
        (1.4, 5.4),
        (-1.4, 5.4),
        (-1.6, 4.6),
        (-3.2, 4.6),
        (-4, 3),
    ]
    one = upright(cut(w, 0.94, *side)).turned("z", 90)
    holes = [
        union(
            dark(cylinder(0.36 * w, 0.06 * w, 0, 16)), cylinder(0.26 * w, 0.08 * w, 0, 14).toned(Tone.STEEL)
        ).moved(y=y * w, z=4.58 * w)
        for y in (2.4, -2.4)
    ]
    mouths = [dark(facing(cylinder(0.34 * w, 0.04 * w, 0, 14))).moved(y=-3.98 * w, z=1.6 * w)]
    tag = box(0.7 * w, 1.2 * w, 0.06 * w).moved(z=5.38 * w).toned(Tone.WHITE)
    piece = union(one, *holes, *mouths, tag)
    rail = lying(
        cut(
            w,
            n + 4,
            (-3.4, -1.2),
            (3.4, -1.2),
            (3.4, -0.9),
            (2.6, -0.9),
            (2.6, 0.2),
            (-2.6, 0.2),
            (-2.6, -0.9),
            (-3.4, -0.9),
        ).turned("z", 90)
    )
    low, high = rail.bounds()
    rail = rail.moved(x=-float(low[0] + high[0]) / 2, z=0.3 * w - float(high[2])).toned(Tone.STEEL)
    stop = box(1.2 * w, 6.4 * w, 3.6 * w).toned(Tone.GREY)
    return union(
        *[piece.moved(x=(i - (n - 1) / 2) * w) for i in range(n)],
        rail,
        stop.moved(x=-(n / 2 + 0.7) * w),
        stop.moved(x=(n / 2 + 0.7) * w),
    )


def d_sub(ways: float) -> Mesh:
    """A D-shaped connector with its hood, two thumb screws, a cable."""
    n = int(ways)
    w = n * 1.38 + 12
    shape = np.array([(-w / 2 + 5, 4.2), (-w / 2 + 7, -4.2), (w / 2 - 7, -4.2), (w / 2 - 5, 4.2)])
    shell = extrude(shape, 6, [shape * [0.93, 0.84]]).moved(z=1)
    face = extrude(rounded(w + 8, 12.5, 1.5), 1.2).toned(Tone.STEEL)
    core = extrude(shape * [0.94, 0.86], 2).moved(z=1).toned(Tone.BLACK)
    pins = [
        cylinder(0.5, 4.5, 0, 8)
        .moved((i - (n - 1) / 2 + (0.5 if r else 0)) * 1.38, 1.5 - 3 * r, 2.5)
        .toned(Tone.BRASS)
        for r in (0, 1)
        for i in range(n)
        if i % 2 == r
    ]
    hood = union(
        extrude(rounded(w + 7, 14, 2), 16).moved(z=-16),
        spun(1, (0, -34), (4.6, -34), (5.2, -26), (6.5, -15), (0, -15)),
    )
    screws = [
        union(cylinder(2.2, 30, 0, 18).moved(z=-22), cylinder(1.4, 6, 0, 14).moved(z=5))
        .moved(x=x * (w / 2 + 1))
        .toned(Tone.STEEL)
        for x in (1, -1)
    ]
    cable = dark(tube(bent([(0, 0, -32), (0, 0, -50), (12, 0, -70)], 10), 3.6, 12))
    return lying(union(shell.toned(Tone.STEEL), face, core, *pins, hood, *screws, cable).turned("z", 90))


def power_plug(d: float) -> Mesh:
    """An industrial CEE plug: collar, pins, ribbed body, cable gland (IEC 60309)."""
    body = spun(d, (0, -1.3), (0.3, -1.3), (0.42, -0.9), (0.5, -0.3), (0.55, 0), (0, 0))
    collar = spun(d, (0.44, 0), (0.5, 0), (0.5, 1.0), (0.46, 1.0))
    lip = cylinder(0.62 * d, 0.18 * d).moved(z=-0.1 * d)
    floor = dark(cylinder(0.44 * d, 0.05 * d))
    pins = [c.toned(Tone.BRASS) for c in around(cylinder(0.06 * d, 0.75 * d, 0, 16).moved(x=0.27 * d), 5)]
    key = box(0.08 * d, 0.12 * d, 0.9 * d).moved(y=-0.52 * d, z=0.05 * d)
    nut = dark(spun(d, (0, -1.75), (0.2, -1.75), (0.33, -1.6), (0.33, -1.25), (0, -1.25)))
    return lying(
        union(
            body,
            collar,
            lip,
            floor,
            *pins,
            key,
            nut,
            dark(cylinder(0.16 * d, 0.9 * d, 0, 20)).moved(z=-2.5 * d),
        )
    )


def bus_bar(width: float, length: float) -> Mesh:
    """Copper bars on insulators, drilled at both ends."""
    bar = lying(extrude(rectangle(0.22 * width, width), length)).turned("x", 90)
    holes = [
        dark(cylinder(0.16 * width, 0.24 * width, 0, 18)).moved(x=x * length, z=-0.12 * width)
        for x in (0.03, 0.1, 0.9, 0.97)
    ]
    one = union(bar, *holes)
    prop = spun(
        width,
        (0, -1.4),
        (0.5, -1.4),
        (0.4, -1.2),
        (0.5, -1.0),
        (0.38, -0.8),
        (0.45, -0.55),
        (0.3, -0.1),
        (0, -0.1),
    ).toned(Tone.RED)
    return union(
        *[
            m.moved(y=y * width)
            for y in (-1.8, 0, 1.8)
            for m in (one, prop.moved(x=0.22 * length), prop.moved(x=0.78 * length))
        ]
    )


def drag_chain(size: float, links: float) -> Mesh:
    """A cable carrier: straight links, the bend, straight links back."""
    s, n = size, int(links)
    link = union(
        *[box(1.05 * s, 0.14 * s, s).moved(y=y * s, z=-0.5 * s) for y in (0.75, -0.75)],
        *[box(0.4 * s, 1.5 * s, 0.1 * s).moved(z=z * s) for z in (0.38, -0.48)],
        facing(cylinder(0.16 * s, 1.74 * s, 0, 20)).moved(x=0.5 * s, y=0.87 * s),
    )
    r, parts = 1.9 * s, []
    for i in range(n):
        parts += (
            [link.moved(x=(i + 0.5) * s, z=-r), link.moved(x=(i + 0.5) * s, z=r)]
            if i < n - 2
            else [link.moved(x=(i + 0.5) * s, z=-r)]
        )
    for a in np.linspace(15, 165, 6):
        parts.append(
            link.turned("y", 180 + float(a)).moved(
                x=-r * float(np.sin(np.radians(a))), z=-r * float(np.cos(np.radians(a)))
            )
        )
    return union(*parts)


def cable_drum(d: float) -> Mesh:
    """A reel: two flanges and the wound cable."""
    cheek = extrude(circle(0.5 * d, segments=52), 0.05 * d, [circle(0.07 * d, segments=26)])
    coil = [tube(ring_path(0.33 * d, 41), 0.034 * d, 8).moved(z=(0.09 + 0.062 * i) * d) for i in range(7)]
    core = cylinder(0.31 * d, 0.5 * d)
    bolts = around(cylinder(0.02 * d, 0.02 * d, 0, 12).moved(x=0.24 * d, z=-0.015 * d).toned(Tone.STEEL), 4)
    return union(
        cheek, cheek.moved(z=0.52 * d), core.moved(z=0.03 * d), *[dark(c) for c in coil], *bolts
    ).turned("x", 90)


def cable_coil(d: float) -> Mesh:
    """A cable laid up in rings and tied."""
    rings = [
        tube(ring_path((0.5 - 0.02 * (i % 2)) * d, 45), 0.035 * d, 9)
        .turned("x", 3 * (i % 3) - 3)
        .moved(z=0.05 * d * i)
        for i in range(5)
    ]
    end = tube(bent([(0.5, 0, 0.2), (0.55, 0.4, 0.25), (0.9, 0.5, 0.1)], 0.15) * d, 0.035 * d, 9)
    ties = [
        tube(ring_path(0.17 * d, 21), 0.02 * d, 6)
        .turned("x", 90)
        .moved(x=0.49 * d, z=0.1 * d)
        .turned("z", a)
        .toned(Tone.WHITE)
        for a in (60, 200)
    ]
    return union(*rings, end, *ties)
