"""Solids that measure lengths and angles by hand."""

from __future__ import annotations

import numpy as np

from export.synthetic.geometry.forms import cut, dark, facing, lying, notched, spun
from export.synthetic.geometry.mesh import Mesh, Tone, box, cylinder, extrude, sphere, union
from export.synthetic.geometry.polygon import circle


def caliper(length: float) -> Mesh:
    """A vernier caliper: beam, fixed and sliding jaws above and below, depth rod, scale."""
    s = length
    beam = box(1.3 * s, 0.1 * s, 0.025 * s).moved(x=0.45 * s)
    fixed = cut(
        s,
        0.025,
        (-0.2, 0.05),
        (-0.2, -0.06),
        (-0.08, -0.33),
        (0, -0.33),
        (0, 0.22),
        (-0.04, 0.22),
        (-0.1, 0.06),
    )
    move = cut(
        s,
        0.025,
        (0.0, -0.33),
        (0.05, -0.32),
        (0.16, -0.07),
        (0.3, -0.07),
        (0.3, 0.07),
        (0.1, 0.07),
        (0.02, 0.22),
        (0.0, 0.22),
    ).moved(x=0.22 * s, z=0.014 * s)
    marks = [
        dark(box(0.004 * s, (0.05 if i % 5 == 0 else 0.03) * s, 0.002 * s)).moved(
            x=0.55 * s + i * 0.022 * s, y=0.02 * s, z=0.025 * s
        )
        for i in range(24)
    ]
    fine = [
        dark(box(0.003 * s, 0.025 * s, 0.002 * s)).moved(x=0.3 * s + i * 0.02 * s, y=-0.05 * s, z=0.039 * s)
        for i in range(10)
    ]
    screw = cylinder(0.025 * s, 0.05 * s, 0, 20).turned("x", -90).moved(x=0.4 * s, y=0.06 * s, z=0.025 * s)
    rod = box(0.5 * s, 0.02 * s, 0.015 * s).moved(x=1.2 * s, z=0.004 * s)
    return union(beam, fixed, move, *marks, *fine, screw, rod).turned("x", 90)


def micrometer(size: float) -> Mesh:
    """An outside micrometer: bow, anvil, spindle, sleeve, thimble, ratchet."""
    s = size
    angle = np.radians(np.linspace(205, 350, 26))
    bow = np.concatenate(
        [
            np.c_[np.cos(angle), np.sin(angle)] * 0.78 * s,
            (np.c_[np.cos(angle), np.sin(angle)] * 0.5 * s)[::-1],
        ]
    )
    frame = union(
        extrude(bow, 0.2 * s),
        box(0.3 * s, 0.3 * s, 0.2 * s).moved(x=0.68 * s, y=0.02 * s),
        box(0.28 * s, 0.26 * s, 0.2 * s).moved(x=-0.62 * s, y=-0.1 * s),
    )
    pin = lying(cylinder(0.07 * s, 0.28 * s, 0, 22)).moved(x=-0.5 * s, z=0.1 * s).toned(Tone.STEEL)
    spindle = lying(cylinder(0.07 * s, 0.6 * s, 0, 22)).moved(x=0.05 * s, z=0.1 * s).toned(Tone.STEEL)
    sleeve = lying(cylinder(0.12 * s, 0.5 * s, 0, 28)).moved(x=0.8 * s, z=0.1 * s).toned(Tone.WHITE)
    thimble = (
        lying(extrude(notched(0.17 * s, 0.012 * s, 30, 0.5), 0.55 * s))
        .moved(x=1.15 * s, z=0.1 * s)
        .toned(Tone.STEEL)
    )
    stop = (
        lying(extrude(notched(0.09 * s, 0.012 * s, 18, 0.5), 0.25 * s))
        .moved(x=1.68 * s, z=0.1 * s)
        .toned(Tone.STEEL)
    )
    return union(frame, pin, spindle, sleeve, thimble, stop).turned("x", 90)


def dial_indicator(d: float) -> Mesh:
    case = spun(
        d, (0, 0), (0.5, 0), (0.5, 0.3), (0.46, 0.36), (0.43, 0.36), (0.43, 0.31), (0, 0.31), segments=48
    )
    dial = cylinder(0.43 * d, 0.01 * d, 0, 44).moved(z=0.31 * d).toned(Tone.WHITE)
    ticks = [
        dark(box(0.012 * d, (0.08 if i % 5 == 0 else 0.05) * d, 0.006 * d))
        .moved(y=0.38 * d, z=0.32 * d)
        .turned("z", 18 * i)
        for i in range(20)
    ]
    hand = dark(box(0.02 * d, 0.42 * d, 0.006 * d)).moved(y=0.14 * d, z=0.33 * d).turned("z", 30)
    small = union(
        cylinder(0.09 * d, 0.004 * d, 0.08 * d, 24), box(0.012 * d, 0.07 * d, 0.006 * d).moved(y=0.03 * d)
    ).moved(x=-0.14 * d, y=-0.1 * d, z=0.321 * d)
    face = facing(union(case, dial, *ticks, hand, dark(small)))
    stem = union(
        cylinder(0.08 * d, 0.45 * d).moved(z=-0.9 * d),
        cylinder(0.045 * d, 0.35 * d).moved(z=-1.2 * d),
        sphere(0.05 * d, 12).moved(z=-1.22 * d),
        cylinder(0.05 * d, 0.2 * d).moved(z=0.48 * d),
        cylinder(0.08 * d, 0.05 * d).moved(z=0.66 * d),
    ).moved(y=-0.15 * d)
    lug = (
        extrude(circle(0.12 * d), 0.08 * d, [circle(0.05 * d)]).turned("y", 90).moved(x=-0.04 * d, y=0.1 * d)
    )
    return union(face, stem.toned(Tone.STEEL), lug)


def try_square(length: float) -> Mesh:
    s = length
    stock = box(0.7 * s, 0.12 * s, 0.1 * s).moved(x=0.3 * s)
    blade = box(0.1 * s, s, 0.02 * s).moved(y=0.5 * s, z=0.04 * s)
    return union(stock, blade.toned(Tone.STEEL)).turned("x", 90)
