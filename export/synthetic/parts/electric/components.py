"""Solids of electronics: capacitors, resistors, integrated circuits, potentiometers, microswitches."""

from __future__ import annotations

import numpy as np

from export.synthetic.geometry.forms import (
    bent,
    cut,
    dark,
    facing,
    helix,
    hex_head,
    lying,
    spun,
    upright,
)
from export.synthetic.geometry.mesh import Mesh, Tone, box, cylinder, extrude, tube, union
from export.synthetic.geometry.polygon import circle, rectangle
from export.synthetic.parts.mechanics.fasteners import thread


def capacitor(d: float, height: float) -> Mesh:
    """An electrolytic can with a scored top, its stripe and two legs."""
    h = height / d
    can = spun(
        d,
        (0, 0),
        (0.44, 0),
        (0.5, 0.05),
        (0.5, 0.14),
        (0.46, 0.2),
        (0.5, 0.26),
        (0.5, h - 0.06),
        (0.46, h),
        (0, h),
    )
    top = union(
        cylinder(0.42 * d, 0.01 * d).moved(z=height).toned(Tone.STEEL),
        dark(
            union(box(0.7 * d, 0.03 * d, 0.012 * d), box(0.03 * d, 0.7 * d, 0.012 * d)).moved(
                z=height + 0.004 * d
            )
        ),
    )
    stripe = (
        cut(
            1,
            0.62 * height,
            *[
                (float(0.505 * d * np.cos(a)), float(0.505 * d * np.sin(a)))
                for a in np.linspace(-1.9, -1.3, 6)
            ],
            (0.1 * d, -0.3 * d),
            (-0.1 * d, -0.3 * d),
        )
        .moved(z=0.3 * height)
        .toned(Tone.WHITE)
    )
    legs = [
        cylinder(0.035 * d, 0.6 * d, 0, 10).moved(x=x * d, z=-0.58 * d).toned(Tone.STEEL) for x in (0.2, -0.2)
    ]
    return union(can, top, stripe, *legs)


def motor_capacitor(d: float, height: float) -> Mesh:
    """A run capacitor: aluminium can with stud below and two pairs of blades above."""
    can = spun(
        1, (0, 0), (d / 2, 0), (d / 2, height - 3), (0.53 * d, height - 2), (0.53 * d, height), (0, height)
    )
    lid = dark(cylinder(0.44 * d, 2).moved(z=height - 0.5))
    tabs = [
        box(0.02 * d, 0.16 * d, 0.3 * d).moved(x=x * d, y=y * d, z=height).toned(Tone.BRASS)
        for x in (0.18, -0.18)
        for y in (0.12, -0.12)
    ]
    return union(can, lid, *tabs, thread(0.24 * d, 0.35 * d, 6).turned("x", 180))


def resistor(d: float) -> Mesh:
    """An axial resistor with its colour bands."""
    body = spun(
        d,
        (0, 0),
        (0.42, 0),
        (0.5, 0.12),
        (0.5, 0.5),
        (0.42, 0.65),
        (0.42, 1.9),
        (0.5, 2.05),
        (0.5, 2.43),
        (0.42, 2.55),
        (0, 2.55),
    )
    bands = [
        cylinder(r * d, 0.16 * d, 0.3 * d, 30).moved(z=z * d).toned(t)
        for z, r, t in (
            (0.24, 0.51, Tone.RED),
            (0.8, 0.43, Tone.BLACK),
            (1.15, 0.43, Tone.BRASS),
            (2.16, 0.51, Tone.COPPER),
        )
    ]
    leads = tube(
        bent([(-0.9, 0, -0.6), (0, 0, -0.6), (0, 0, 3.1), (-0.9, 0, 3.1)], 0.2) * d, 0.06 * d, 8
    ).toned(Tone.STEEL)
    return union(body, *bands, leads).turned("y", 90)


def power_resistor(d: float, length: float) -> Mesh:
    """A wire wound tube on feet, its winding bare to a slider."""
    core = lying(cylinder(0.5 * d, length, 0.3 * d, 36)).toned(Tone.WHITE)
    wire = lying(
        tube(helix(0.51 * d, 0.86 * length / 26, 26, 16) + np.array([0, 0, 0.07 * length]), 0.02 * d, 6)
    ).toned(Tone.COPPER)
    bands = [
        lying(cylinder(0.53 * d, 0.05 * length, 0.49 * d)).moved(x=x * length).toned(Tone.STEEL)
        for x in (0.02, 0.5, 0.93)
    ]
    tabs = [
        box(0.05 * length, 0.03 * d, 0.5 * d).moved(x=x * length, y=-0.5 * d, z=0.2 * d).toned(Tone.STEEL)
        for x in (0.045, 0.525, 0.955)
    ]
    feet = [
        union(box(0.03 * length, 1.0 * d, 1.2 * d), box(0.12 * length, 0.6 * d, 0.06 * d))
        .moved(x=x * length, z=-1.2 * d)
        .toned(Tone.STEEL)
        for x in (-0.01, 1.01)
    ]
    return union(core, wire, *bands, *tabs, *feet)


def integrated_circuit(pins: float) -> Mesh:
    """A dual in-line package."""
    n = int(pins) // 2
    w = n * 2.54
    body = union(
        box(w, 6.4, 3.2),
        cylinder(0.5, 0.1, 0, 14).moved(x=-w / 2 + 1.6, y=-2, z=3.15).toned(Tone.GREY),
        cylinder(1.0, 0.1, 0, 18).moved(x=-w / 2 + 0.6, z=3.15).toned(Tone.GREY),
    )
    leg = upright(
        cut(1, 1.3, (2.9, 1.8), (4.0, 1.8), (4.0, -3.4), (3.6, -3.4), (3.6, 1.4), (2.9, 1.4))
    ).turned("z", 90)
    legs = [
        leg.turned("z", 180 * s).moved(x=(i - (n - 1) / 2) * 2.54).toned(Tone.STEEL)
        for i in range(n)
        for s in (0, 1)
    ]
    return union(body, *legs)


def potentiometer(d: float) -> Mesh:
    """A round pot with shaft, threaded bush, nut and three lugs."""
    can = union(
        cylinder(0.5 * d, 0.45 * d, 0, 36).moved(z=-0.45 * d),
        cylinder(0.2 * d, 0.35 * d),
        hex_head(0.5 * d, 0.1 * d).moved(z=0.12 * d),
    )
    rod = union(
        cylinder(0.13 * d, 0.7 * d, 0, 24).moved(z=0.33 * d),
        dark(box(0.2 * d, 0.03 * d, 0.01 * d)).moved(z=1.025 * d),
    )
    lugs = [
        union(box(0.12 * d, 0.3 * d, 0.03 * d), cylinder(0.03 * d, 0.035 * d, 0, 12))
        .moved(x=x * d, y=-0.62 * d, z=-0.3 * d)
        .toned(Tone.BRASS)
        for x in (-0.24, 0, 0.24)
    ]
    return union(
        can, rod, *lugs, box(0.6 * d, 0.25 * d, 0.06 * d).moved(y=-0.46 * d, z=-0.32 * d).toned(Tone.COPPER)
    )


def microswitch(size: float) -> Mesh:
    """A snap action switch with a roller lever and three tabs."""
    s = size
    body = upright(
        extrude(
            rectangle(1.4 * s, 0.8 * s),
            0.5 * s,
            [circle(0.08 * s, x * 0.45 * s, -0.2 * s, 16) for x in (1, -1)],
        )
    )
    pin = box(0.14 * s, 0.16 * s, 0.12 * s).moved(x=0.2 * s, z=0.38 * s).toned(Tone.RED)
    lever = union(
        upright(
            cut(s, 0.3, (-0.55, 0.4), (-0.5, 0.5), (0.95, 0.72), (0.96, 0.69), (-0.5, 0.45), (-0.5, 0.4))
        ),
        facing(cylinder(0.14 * s, 0.24 * s, 0, 22)).moved(x=0.92 * s, y=0.12 * s, z=0.82 * s),
    ).toned(Tone.STEEL)
    tabs = [
        box(0.06 * s, 0.2 * s, 0.4 * s).moved(x=x * s, z=-0.78 * s).toned(Tone.BRASS)
        for x in (-0.5, 0.05, 0.5)
    ]
    return union(dark(body), pin, lever, *tabs)
