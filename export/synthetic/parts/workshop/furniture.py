"""Solids that stand about in workshops: benches, racks, gratings, extinguishers."""

from __future__ import annotations

import numpy as np

from export.synthetic.geometry.forms import bent, dark, facing, spun
from export.synthetic.geometry.mesh import Mesh, Tone, box, cylinder, extrude, tube, union


def grating(size: float) -> Mesh:
    """A walkway grating of bearing bars and cross rods."""
    s = size
    bars = [box(s, 0.012 * s, 0.08 * s).moved(y=y * s) for y in np.linspace(-0.48, 0.48, 15)]
    rods = [
        box(0.012 * s, 0.98 * s, 0.02 * s).moved(x=x * s, z=0.06 * s) for x in np.linspace(-0.45, 0.45, 9)
    ]
    edge = [box(0.014 * s, 0.98 * s, 0.08 * s).moved(x=x * s) for x in (0.5, -0.5)]
    return union(*bars, *rods, *edge)


def work_bench(width: float) -> Mesh:
    """A bench with drawers and a vice board."""
    w = width
    top = box(w, 0.5 * w, 0.04 * w).moved(z=0.5 * w).toned(Tone.WOOD)
    legs = [
        box(0.05 * w, 0.05 * w, 0.5 * w).moved(x * w, y * w, 0) for x in (0.46, -0.46) for y in (0.21, -0.21)
    ]
    rails = [
        box(0.92 * w, 0.04 * w, 0.05 * w).moved(y=0.21 * w, z=0.1 * w),
        box(0.04 * w, 0.42 * w, 0.05 * w).moved(x=-0.46 * w, z=0.1 * w),
    ]
    chest = box(0.34 * w, 0.42 * w, 0.38 * w).moved(x=0.26 * w, z=0.12 * w)
    fronts = [
        union(
            box(0.32 * w, 0.01 * w, 0.08 * w),
            box(0.14 * w, 0.02 * w, 0.012 * w).moved(y=-0.01 * w, z=0.05 * w).toned(Tone.STEEL),
        ).moved(x=0.26 * w, y=-0.212 * w, z=(0.14 + 0.09 * i) * w)
        for i in range(4)
    ]
    return union(top, *legs, *rails, chest, *fronts)


def shelf_rack(width: float) -> Mesh:
    w = width
    posts = [
        box(0.05 * w, 0.05 * w, 1.8 * w).moved(x * w, y * w, 0) for x in (0.5, -0.5) for y in (0.2, -0.2)
    ]
    boards = [box(1.02 * w, 0.45 * w, 0.04 * w).moved(z=z * w) for z in (0.1, 0.65, 1.2, 1.74)]
    braces = [
        box(0.02 * w, 0.4 * w, 0.02 * w).moved(x=x * w, z=z * w)
        for x in (0.5, -0.5)
        for z in (0.4, 0.95, 1.5)
    ]
    return union(*posts, *boards, *braces)


def fire_extinguisher(d: float) -> Mesh:
    body = spun(
        d, (0, 0), (0.46, 0), (0.5, 0.05), (0.5, 2.1), (0.42, 2.35), (0.2, 2.5), (0, 2.52), segments=44
    )
    valve = union(
        cylinder(0.14 * d, 0.3 * d).moved(z=2.45 * d), box(0.3 * d, 0.16 * d, 0.16 * d).moved(z=2.7 * d)
    ).toned(Tone.STEEL)
    levers = [
        dark(box(0.75 * d, 0.1 * d, 0.04 * d)).turned("y", a).moved(x=0.3 * d, z=z * d)
        for a, z in ((8, 2.74), (-12, 2.9))
    ]
    hose = dark(
        tube(bent([(-0.1, 0, 2.75), (-0.6, 0, 2.7), (-0.68, 0, 1.9), (-0.56, 0, 0.8)], 0.3) * d, 0.06 * d, 12)
    )
    dial = (
        facing(
            union(
                cylinder(0.11 * d, 0.06 * d),
                cylinder(0.09 * d, 0.01 * d).moved(z=0.058 * d).toned(Tone.GREEN),
            )
        )
        .moved(y=-0.08 * d, z=2.62 * d)
        .toned(Tone.STEEL)
    )
    label = (
        extrude(
            np.array(
                [(0.505 * d * np.cos(a), 0.505 * d * np.sin(a)) for a in np.linspace(-2.3, -0.8, 12)]
                + [(0.2 * d, -0.2 * d), (-0.2 * d, -0.2 * d)]
            ),
            0.8 * d,
        )
        .moved(z=0.9 * d)
        .toned(Tone.PLATE)
    )
    return union(body, valve, *levers, hose, dial, label)
