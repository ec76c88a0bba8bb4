"""Solids held in the hand: spanners, drivers, pliers, hammers, files, and what measures lengths."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.forms import bent, cut, dark, facing, hex_head, lying, notched, spun, swept
from export.synthetic.geometry.mesh import Floats, Mesh, Tone, box, cylinder, extrude, lathe, tube, union
from export.synthetic.geometry.polygon import circle, hexagon, rectangle


def _jaw(gap: float, turn: float) -> Floats:
    """The open end of a spanner for `gap` between flats, mouth along +x turned by `turn` degrees."""
    angle = np.linspace(48, 312, 30)
    outer = np.c_[np.cos(np.radians(angle)), np.sin(np.radians(angle))] * 1.08 * gap
    mouth = np.array([[0.95, -0.5], [0.0, -0.5], [-0.3, -0.22], [-0.3, 0.22], [0.0, 0.5], [0.95, 0.5]]) * gap
    a = np.radians(turn)
    turned = np.concatenate([outer, mouth]) @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    return np.asarray(turned)


def spanner(gap: float, length: float) -> Mesh:
    """ISO 3318: a double open ended spanner, its ends of different width."""
    thick = 0.42 * gap
    bar = box(length - 1.2 * gap, 0.72 * gap, 0.7 * thick)
    wide = extrude(_jaw(gap, 15), thick).moved(x=length / 2)
    small = extrude(_jaw(0.82 * gap, 15), 0.9 * thick).turned("z", 180).moved(x=-length / 2)
    return facing(union(bar.moved(z=0.15 * thick), wide, small))


def combination_spanner(gap: float, length: float) -> Mesh:
    thick = 0.42 * gap
    bar = box(length - 1.1 * gap, 0.7 * gap, 0.7 * thick)
    ring = extrude(circle(0.82 * gap, segments=40), 1.1 * thick, [_twelve(gap)]).moved(x=-length / 2)
    return facing(union(bar.moved(z=0.15 * thick), extrude(_jaw(gap, 15), thick).moved(x=length / 2), ring))


def _twelve(gap: float) -> Floats:
    angle = np.arange(24) * pi / 12
    return np.asarray(
        np.c_[np.cos(angle), np.sin(angle)] * np.where(np.arange(24) % 2, 0.5, 0.56)[:, None] * gap
    )


def adjustable_spanner(length: float) -> Mesh:
    s = length
    outline = [(-0.9, -0.05), (-0.82, -0.062), (-0.2, -0.045), (-0.1, -0.07), (0.02, -0.15), (0.16, -0.15)]
    outline += [
        (0.27, -0.04),
        (0.3, 0.04),
        (0.16, 0.0),
        (0.06, 0.02),
        (0.0, 0.1),
        (-0.14, 0.1),
        (-0.2, 0.045),
    ]
    body = cut(s, 0.06, *outline, (-0.82, 0.062), (-0.9, 0.05), holes=[circle(0.028 * s, -0.84 * s, 0, 20)])
    jaw = [(0.0, 0.11), (0.06, 0.1), (0.16, 0.075), (0.29, 0.12), (0.26, 0.19), (0.1, 0.23), (-0.04, 0.2)]
    worm = lying(extrude(notched(0.036 * s, 0.007 * s, 14, 0.5), 0.09 * s)).moved(x=-0.11 * s, y=0.085 * s)
    ridge = cut(s, 0.066, (-0.7, -0.03), (-0.25, -0.022), (-0.25, 0.022), (-0.7, 0.03)).moved(z=-0.003 * s)
    return facing(union(body, cut(s, 0.045, *jaw).moved(z=0.008 * s), worm.moved(z=0.03 * s), ridge))


def socket(gap: float) -> Mesh:
    """A socket wrench insert: hexagon at one end, square drive at the other."""
    r, h = 0.72 * gap, 1.6 * gap
    low = extrude(circle(r, segments=44), 0.55 * h, [hexagon(gap)])
    waist = lathe(
        [(0, 0), (r, 0), (r, 0.04 * h), (0.86 * r, 0.1 * h), (0.86 * r, 0.3 * h), (0, 0.3 * h)], 44
    ).moved(z=0.54 * h)
    top = extrude(circle(0.86 * r, segments=44), 0.22 * h, [rectangle(0.62 * gap, 0.62 * gap)]).moved(
        z=0.83 * h
    )
    return union(low, waist, top).turned("x", 180)


def ratchet(length: float) -> Mesh:
    s = length
    head = spun(s, (0, 0), (0.12, 0), (0.13, 0.03), (0.13, 0.08), (0.11, 0.1), (0, 0.1))
    drive = box(0.06 * s, 0.06 * s, 0.08 * s).moved(z=-0.08 * s)
    lever = cut(s, 0.02, (-0.03, -0.02), (0.1, -0.03), (0.12, 0), (0.1, 0.03), (-0.03, 0.02)).moved(z=0.1 * s)
    neck = lying(cylinder(0.035 * s, 0.6 * s, 0, 24)).moved(x=-0.65 * s, z=0.05 * s)
    grip = lying(
        lathe(
            [
                (0, 0),
                (0.05 * s, 0),
                (0.058 * s, 0.05 * s),
                (0.05 * s, 0.3 * s),
                (0.035 * s, 0.34 * s),
                (0, 0.34 * s),
            ],
            28,
        )
    ).moved(x=-0.95 * s, z=0.05 * s)
    return union(head, drive, lever, neck, dark(grip))


def screwdriver(length: float) -> Mesh:
    s = length
    grip = extrude(notched(0.075 * s, 0.012 * s, 8, 0.35), 0.3 * s)
    ends = [
        spun(s, (0, 0), (0.07, 0), (0.05, -0.05), (0, -0.06)),
        spun(s, (0, 0.3), (0.07, 0.3), (0.05, 0.36), (0.06, 0.4), (0.03, 0.42), (0, 0.42)),
    ]
    rod = cylinder(0.022 * s, 0.5 * s, 0, 22).moved(z=0.42 * s).toned(Tone.STEEL)
    tip = (
        union(cylinder(0.022 * s, 0.01 * s), box(0.06 * s, 0.012 * s, 0.09 * s))
        .moved(z=0.91 * s)
        .toned(Tone.STEEL)
    )
    return lying(union(grip, *ends, rod, tip))


def pliers(length: float) -> Mesh:
    """Combination pliers, a little open."""
    s = length
    half = cut(
        s,
        0.05,
        (0, -0.055),
        (0.1, -0.06),
        (0.27, -0.05),
        (0.33, -0.018),
        (0.33, -0.004),
        (0.1, -0.002),
        (0.06, 0.04),
        (0, 0.055),
        (-0.07, 0.05),
        (-0.1, -0.02),
    )
    handle = swept(
        bent([(-0.04, 0.01, 0.025), (-0.2, 0.07, 0.025), (-0.42, 0.12, 0.025), (-0.67, 0.09, 0.025)], 0.07)
        * s,
        np.linspace(0.026, 0.03, 14) * s,
        16,
    ).toned(Tone.RED)
    one = union(half, handle).turned("z", 4)
    other = (
        union(half.turned("x", 180).moved(z=0.05 * s), handle.turned("x", 180).moved(z=0.05 * s))
        .turned("z", -4)
        .moved(z=0.004 * s)
    )
    teeth = [dark(box(0.006 * s, 0.03 * s, 0.052 * s)).moved(x=x * s) for x in np.linspace(0.2, 0.31, 7)]
    rivet = cylinder(0.035 * s, 0.075 * s, 0, 26).moved(z=-0.008 * s)
    return facing(union(one, other, rivet, *teeth))


def hammer(length: float) -> Mesh:
    """DIN 1041: a fitter's hammer."""
    s = length
    head = box(0.12 * s, 0.1 * s, 0.1 * s).moved(z=-0.05 * s)
    face = lying(spun(s, (0, 0), (0.05, 0), (0.056, 0.09), (0.05, 0.12), (0, 0.12), segments=28)).moved(
        x=0.05 * s
    )
    peen = (
        cut(s, 0.1, (-0.05, -0.05), (-0.05, 0.05), (-0.21, 0.008), (-0.21, -0.008))
        .moved(z=-0.05 * s)
        .turned("x", 90)
    )
    grip = swept(
        np.array(
            [
                [0, 0, 0.07],
                [0, 0, 0.0],
                [0, 0, -0.1],
                [0, 0, -0.35],
                [0, 0, -0.65],
                [0, 0, -0.9],
                [0, 0, -0.93],
            ]
        )
        * s,
        np.array([0.02, 0.026, 0.028, 0.022, 0.032, 0.034, 0.02]) * s,
        18,
        0.72,
    )
    return union(head, face, peen, grip.toned(Tone.WOOD)).turned("y", 62)


def hex_key(gap: float, length: float) -> Mesh:
    path = bent([(0, 0, 0.36 * length), (0, 0, 0), (length, 0, 0)], 1.6 * gap, 8)
    return tube(path, gap / 3**0.5, 6)


def file(length: float) -> Mesh:
    s = length
    blade = box(0.72 * s, 0.09 * s, 0.02 * s).moved(x=0.36 * s)
    cuts = [
        dark(box(0.004 * s, 0.11 * s, 0.004 * s)).turned("z", 30).moved(x=x * s, z=0.018 * s)
        for x in np.linspace(0.05, 0.69, 34)
    ]
    grip = lying(spun(s, (0, 0), (0.03, 0), (0.045, 0.06), (0.035, 0.2), (0.03, 0.26), (0, 0.26))).moved(
        x=-0.26 * s, z=0.01 * s
    )
    return union(blade, *cuts, grip.toned(Tone.WOOD))


def grease_gun(length: float) -> Mesh:
    s = length
    barrel = lying(spun(s, (0, 0), (0.07, 0), (0.075, 0.02), (0.075, 0.62), (0.07, 0.64), (0, 0.64)))
    head = lying(cylinder(0.085 * s, 0.12 * s)).moved(x=0.62 * s)
    spout = tube(bent([(0.7, 0, 0), (0.85, 0, 0), (1.05, 0, 0.12)], 0.08) * s, 0.018 * s, 12).toned(
        Tone.STEEL
    )
    tip = lying(hex_head(0.06 * s, 0.08 * s)).turned("y", -30).moved(x=1.03 * s, z=0.11 * s).toned(Tone.STEEL)
    lever = tube(bent([(0.72, 0, 0.06), (0.62, 0, 0.17), (0.05, 0, 0.24)], 0.06) * s, 0.022 * s, 12).toned(
        Tone.STEEL
    )
    rod = lying(cylinder(0.012 * s, 0.2 * s, 0, 14)).moved(x=-0.2 * s).toned(Tone.STEEL)
    loop = (
        tube(
            np.c_[
                0.05 * np.cos(np.linspace(0, 2 * pi, 21)),
                np.zeros(21),
                0.05 * np.sin(np.linspace(0, 2 * pi, 21)),
            ]
            * s,
            0.01 * s,
            8,
        )
        .moved(x=-0.23 * s)
        .toned(Tone.STEEL)
    )
    return union(barrel, head, spout, tip, lever, rod, loop)


def oil_can(height: float) -> Mesh:
    h = height
    body = spun(h, (0, 0), (0.3, 0), (0.3, 0.28), (0.1, 0.46), (0, 0.46))
    spout = swept(
        bent([(0, 0, 0.42), (0, 0, 0.62), (0.55, 0, 1.0)], 0.14) * h, np.linspace(0.04, 0.012, 8) * h, 14
    )
    grip = tube(
        bent([(-0.08, 0, 0.46), (-0.36, 0, 0.5), (-0.36, 0, 0.1), (-0.28, 0, 0.06)], 0.1) * h, 0.022 * h, 10
    )
    lever = tube(bent([(-0.02, 0, 0.54), (-0.24, 0, 0.6), (-0.3, 0, 0.54)], 0.05) * h, 0.016 * h, 10)
    return union(
        body,
        spout.toned(Tone.BRASS),
        grip,
        lever,
        cylinder(0.06 * h, 0.14 * h).moved(z=0.44 * h).toned(Tone.BRASS),
    )
