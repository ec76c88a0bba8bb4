"""Solids of electric power: transformers, coils, batteries, lamps, heat sinks."""

from __future__ import annotations

import numpy as np

from export.synthetic.geometry.forms import (
    bent,
    cut,
    dark,
    helix,
    lying,
    ring_path,
    spun,
    upright,
)
from export.synthetic.geometry.mesh import Mesh, Tone, box, cylinder, extrude, tube, union
from export.synthetic.geometry.polygon import circle, rectangle, rounded


def transformer(size: float) -> Mesh:
    """A control transformer: laminated core, wound bobbin, terminals, feet."""
    s = size
    core = dark(
        upright(
            extrude(
                rectangle(1.6 * s, 1.35 * s),
                0.6 * s,
                [rectangle(0.3 * s, 0.75 * s, x * 0.44 * s) for x in (1, -1)],
            )
        )
    ).toned(Tone.STEEL)
    coil = upright(extrude(rounded(1.12 * s, 0.72 * s, 0.1 * s), 1.1 * s)).toned(Tone.COPPER)
    wrap = upright(extrude(rounded(1.14 * s, 0.5 * s, 0.1 * s), 1.12 * s)).toned(Tone.WHITE)
    feet = [
        extrude(
            rounded(1.9 * s, 0.2 * s, 0.05 * s, 0, y * 0.36 * s),
            0.06 * s,
            [circle(0.05 * s, x * 0.86 * s, y * 0.36 * s, 14) for x in (1, -1)],
        )
        .moved(z=-0.7 * s)
        .toned(Tone.STEEL)
        for y in (1, -1)
    ]
    strip = box(1.5 * s, 0.24 * s, 0.18 * s).moved(y=-0.36 * s, z=0.66 * s)
    ends = [
        cylinder(0.05 * s, 0.04 * s, 0, 14).moved(x=x * s, y=-0.36 * s, z=0.835 * s).toned(Tone.BRASS)
        for x in np.linspace(-0.6, 0.6, 6)
    ]
    return union(core, coil, wrap, *feet, strip, *ends)


def toroid(d: float) -> Mesh:
    """A ring core wound with copper, its leads."""
    core = dark(tube(ring_path(0.36 * d), 0.105 * d, 14))
    turns = [
        tube(ring_path(0.125 * d, 15), 0.016 * d, 6).turned("x", 90).moved(x=0.36 * d).turned("z", a)
        for a in np.linspace(20, 340, 34)
    ]
    leads = [
        tube(np.array([[0.44, y, 0.0], [0.6, y, 0.02], [0.85, y * 1.6, 0.0]]) * d, 0.016 * d, 6)
        for y in (0.12, -0.12)
    ]
    return union(core, *[t.toned(Tone.COPPER) for t in (*turns, *leads)])


def heat_sink(width: float, length: float) -> Mesh:
    """An extruded comb of fins on a base plate."""
    w, n = width, 11
    points = [(-w / 2, 0.0), (w / 2, 0.0)]
    for i in reversed(range(n)):
        x = -w / 2 + w * i / (n - 1) * 0.97
        top = 0.5 * w if 0 < i < n - 1 else 0.44 * w
        points += [(x + 0.03 * w, 0.1 * w), (x + 0.03 * w, top), (x, top), (x, 0.1 * w)]
    points = [points[0], points[1], *points[3:-1]]
    return extrude(np.array(points), length).turned("x", 90)


def solenoid(size: float) -> Mesh:
    """A frame with coil and plunger, its wires."""
    s = size
    frame = upright(
        cut(
            s,
            0.9,
            (-0.7, 0),
            (0.7, 0),
            (0.7, 0.1),
            (-0.6, 0.1),
            (-0.6, 0.9),
            (0.7, 0.9),
            (0.7, 1.0),
            (-0.7, 1.0),
        )
    )
    coil = lying(cylinder(0.38 * s, 1.2 * s, 0, 36)).moved(x=-0.58 * s, z=0.5 * s)
    cheeks = [
        lying(cylinder(0.42 * s, 0.05 * s)).moved(x=x * s, z=0.5 * s).toned(Tone.WHITE) for x in (-0.6, 0.58)
    ]
    rod = union(
        lying(cylinder(0.16 * s, 1.1 * s, 0, 24)).moved(x=0.4 * s, z=0.5 * s),
        lying(cylinder(0.2 * s, 0.06 * s)).moved(x=1.42 * s, z=0.5 * s),
    ).toned(Tone.STEEL)
    spring = (
        lying(tube(helix(0.2 * s, 0.13 * s, 5.5, 18), 0.025 * s, 7))
        .moved(x=0.68 * s, z=0.5 * s)
        .toned(Tone.STEEL)
    )
    wires = [
        tube(
            bent([(-0.6, -0.2 + y, 0.7), (-0.9, -0.2 + y, 0.7), (-1.2, -0.4 + y, 0.2)], 0.2) * s, 0.03 * s, 7
        ).toned(t)
        for y, t in ((0.0, Tone.RED), (0.1, Tone.BLACK))
    ]
    return union(frame, coil.toned(Tone.COPPER), *cheeks, rod, spring, *wires)


def battery(width: float) -> Mesh:
    """A block battery with two posts and a lid."""
    w = width
    case = union(
        box(w, 0.55 * w, 0.66 * w),
        box(1.02 * w, 0.57 * w, 0.08 * w).moved(z=0.6 * w),
        box(0.9 * w, 0.3 * w, 0.06 * w).moved(y=0.06 * w, z=0.67 * w),
    )
    posts = [
        union(
            spun(w, (0, 0), (0.055, 0), (0.045, 0.1), (0, 0.1)), cylinder(0.08 * w, 0.02 * w).toned(t)
        ).moved(x=x * w, y=-0.16 * w, z=0.675 * w)
        for x, t in ((0.38, Tone.RED), (-0.38, Tone.BLUE))
    ]
    caps = [
        cylinder(0.05 * w, 0.02 * w, 0, 18).moved(x=x * w, y=0.06 * w, z=0.725 * w).toned(Tone.GREY)
        for x in np.linspace(-0.35, 0.35, 6)
    ]
    sign = box(0.6 * w, 0.01 * w, 0.3 * w).moved(y=-0.278 * w, z=0.15 * w).toned(Tone.PLATE)
    return union(dark(case), *posts, *caps, sign)


def light_bulb(d: float) -> Mesh:
    """A lamp with its Edison screw (IEC 60061)."""
    glass = spun(
        d,
        (0, -0.75),
        (0.22, -0.75),
        (0.24, -0.5),
        (0.42, -0.15),
        (0.5, 0.1),
        (0.47, 0.3),
        (0.33, 0.47),
        (0.15, 0.55),
        (0, 0.57),
    ).toned(Tone.GLASS)
    base = [
        spun(d, (0, z), (0.2, z), (0.225, z - 0.05), (0.2, z - 0.1), (0, z - 0.1)).toned(Tone.BRASS)
        for z in (-0.74, -0.83, -0.92, -1.01)
    ]
    tip = dark(spun(d, (0, -1.1), (0.19, -1.1), (0.1, -1.2), (0, -1.2)))
    return union(glass, *base, tip, cylinder(0.06 * d, 0.03 * d).moved(z=-1.22 * d).toned(Tone.STEEL))
