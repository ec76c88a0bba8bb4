"""Solids that hold tools and work in machine tools and on benches."""

from __future__ import annotations

from export.synthetic.geometry.forms import cut, dark, facing, lying, notched, spun
from export.synthetic.geometry.mesh import Mesh, Tone, around, box, cylinder, extrude, sphere, union
from export.synthetic.geometry.polygon import circle, rounded


def lathe_chuck(d: float) -> Mesh:
    """ISO 3442: three jaws that close together."""
    r = d / 2
    body = extrude(circle(r, segments=60), 0.36 * d, [circle(0.22 * r, segments=36)])
    rim = cylinder(0.94 * r, 0.03 * d, 0.23 * r, 56).moved(z=0.355 * d)
    track = dark(box(0.72 * r, 0.2 * r, 0.01 * d)).moved(x=0.6 * r, z=0.382 * d)
    jaw = (
        cut(
            r,
            0.22,
            (0.32, 0),
            (0.98, 0),
            (0.98, 0.2),
            (0.76, 0.2),
            (0.76, 0.36),
            (0.54, 0.36),
            (0.54, 0.52),
            (0.32, 0.52),
        )
        .turned("x", 90)
        .moved(y=0.11 * r, z=0.375 * d)
    )
    key = dark(box(0.02 * r, 0.15 * r, 0.15 * r)).moved(x=0.985 * r, z=0.1 * d)
    return facing(union(body, rim, *around(union(track, jaw.toned(Tone.STEEL)), 3), *around(key, 3, 60)))


def drill_chuck(d: float) -> Mesh:
    """A keyed chuck with its tapered nose, three jaws and the toothed ring."""
    body = spun(d, (0, 0), (0.42, 0), (0.46, 0.05), (0.46, 0.6), (0, 0.6))
    ring = extrude(notched(0.5 * d, 0.03 * d, 34, 0.5), 0.34 * d).moved(z=0.58 * d)
    nose = spun(d, (0, 0), (0.46, 0), (0.24, 0.36), (0, 0.36)).moved(z=0.91 * d)
    jaw = box(0.1 * d, 0.1 * d, 0.3 * d).moved(x=0.09 * d, z=1.12 * d).toned(Tone.STEEL)
    hole = dark(cylinder(0.07 * d, 0.02 * d, 0, 16).turned("y", 90)).moved(x=0.45 * d, z=0.48 * d)
    return union(body, ring, nose, *around(jaw, 3), *around(hole, 3, 40))


def collet(d: float) -> Mesh:
    """DIN 6499 ER: a slit taper sleeve with its groove."""
    outside = [(0.36, 0), (0.5, 0.86), (0.5, 0.9), (0.44, 0.93), (0.44, 0.99), (0.5, 1.02), (0.43, 1.2)]
    body = spun(d, (0.2, 0), *outside, (0.2, 1.2), segments=48)
    edge = [(r + 0.006, z) for r, z in outside]
    slit = dark(cut(d, 0.03, (0.19, 0), *edge[:-1], (0.436, 1.206), (0.19, 1.206)).turned("x", 90))
    return union(body, *around(slit.moved(y=0.015 * d), 8))


def tool_holder(d: float) -> Mesh:
    """A steep taper (DIN 69871) with gripper flange, collet nut and pull stud."""
    taper = spun(d, (0, -1.35), (0.27, -1.35), (0.5, 0), (0, 0), segments=48)
    flange = spun(
        d,
        (0, 0),
        (0.7, 0),
        (0.7, 0.1),
        (0.58, 0.16),
        (0.58, 0.22),
        (0.7, 0.28),
        (0.7, 0.38),
        (0, 0.38),
        segments=48,
    )
    slot = dark(box(0.14 * d, 0.3 * d, 0.4 * d)).moved(x=0.65 * d, z=-0.005 * d)
    neck = cylinder(0.36 * d, 0.7 * d).moved(z=0.37 * d)
    nut = union(
        extrude(notched(0.44 * d, 0.05 * d, 6, 0.3), 0.34 * d),
        spun(d, (0.2, 0.33), (0.4, 0.33), (0.34, 0.42), (0.2, 0.42)),
    ).moved(z=1.0 * d)
    stud = spun(
        d,
        (0, -1.75),
        (0.16, -1.75),
        (0.2, -1.68),
        (0.13, -1.55),
        (0.13, -1.45),
        (0.22, -1.42),
        (0.22, -1.34),
        (0, -1.34),
    )
    return union(taper, flange, slot, slot.turned("z", 180), neck, nut, stud).turned("y", 90)


def live_centre(d: float) -> Mesh:
    """A Morse taper with a running point."""
    taper = spun(d, (0, -2.6), (0.27, -2.6), (0.36, 0), (0, 0))
    body = spun(d, (0, 0), (0.62, 0), (0.7, 0.1), (0.7, 0.9), (0.55, 1.05), (0, 1.05), segments=44)
    tip = spun(d, (0, 1.05), (0.4, 1.05), (0.4, 1.25), (0, 1.95)).toned(Tone.STEEL)
    return lying(union(taper, body, tip))


def vee_block(size: float) -> Mesh:
    s = size
    shape = [
        (-0.6, 0),
        (0.6, 0),
        (0.6, 0.3),
        (0.52, 0.3),
        (0.52, 0.42),
        (0.6, 0.42),
        (0.6, 0.8),
        (0.45, 0.8),
        (0.06, 0.41),
        (0.06, 0.33),
        (-0.06, 0.33),
        (-0.06, 0.41),
        (-0.45, 0.8),
        (-0.6, 0.8),
        (-0.6, 0.42),
        (-0.52, 0.42),
        (-0.52, 0.3),
        (-0.6, 0.3),
    ]
    return cut(s, 0.9, *shape).turned("x", 90)


def g_clamp(size: float) -> Mesh:
    """A C-shaped frame with a screw and its bar."""
    s = size
    frame = cut(
        s,
        0.18,
        (0, 0),
        (0.62, 0),
        (0.62, 0.16),
        (0.18, 0.2),
        (0.18, 1.02),
        (0.66, 1.06),
        (0.66, 1.24),
        (0, 1.26),
    )
    pad = cylinder(0.12 * s, 0.06 * s).turned("x", -90).moved(x=0.52 * s, y=0.16 * s, z=0.09 * s)
    profile = [(0.0, 0.0), (0.06, 0.0)]
    for i in range(20):
        profile += [(0.075, 0.02 + 0.04 * i), (0.06, 0.04 + 0.04 * i)]
    screw = (
        spun(s, *profile, (0.06, 0.92), (0, 0.92), segments=24)
        .turned("x", -90)
        .moved(x=0.52 * s, y=0.62 * s, z=0.09 * s)
    )
    foot = cylinder(0.13 * s, 0.08 * s).turned("x", -90).moved(x=0.52 * s, y=0.55 * s, z=0.09 * s)
    bar = cylinder(0.03 * s, 0.5 * s, 0, 16).turned("y", 90).moved(x=0.27 * s, y=1.5 * s, z=0.09 * s)
    metal = union(pad, screw, foot, bar).toned(Tone.STEEL)
    return union(frame, metal).turned("x", 90)


def bench_vice(width: float) -> Mesh:
    w = width
    base = union(
        cylinder(0.55 * w, 0.2 * w),
        *[
            extrude(
                rounded(0.5 * w, 0.4 * w, 0.18 * w, 0.62 * w), 0.14 * w, [circle(0.07 * w, 0.72 * w)]
            ).turned("z", a)
            for a in (30, 150, 270)
        ],
    )
    body = (
        cut(
            w,
            0.62,
            (-0.55, 0),
            (0.45, 0),
            (0.45, 0.3),
            (0.05, 0.42),
            (0.05, 0.78),
            (-0.22, 0.78),
            (-0.55, 0.45),
        )
        .turned("x", 90)
        .moved(y=0.31 * w, z=0.18 * w)
    )
    jaw = (
        cut(w, 0.62, (0.35, 0.08), (0.95, 0.1), (1.0, 0.4), (0.62, 0.78), (0.35, 0.78))
        .turned("x", 90)
        .moved(y=0.31 * w, z=0.18 * w)
    )
    slide = box(1.2 * w, 0.4 * w, 0.26 * w).moved(x=0.25 * w, z=0.24 * w)
    plates = [box(0.05 * w, w, 0.2 * w).moved(x=x * w, z=0.75 * w).toned(Tone.STEEL) for x in (0.07, 0.33)]
    wide = [box(0.24 * w, w, 0.22 * w).moved(x=x * w, z=0.73 * w) for x in (-0.07, 0.47)]
    screw = lying(cylinder(0.1 * w, 0.4 * w)).moved(x=0.95 * w, z=0.42 * w).toned(Tone.STEEL)
    bar = (
        union(cylinder(0.035 * w, w, 0, 16), sphere(0.06 * w, 14), sphere(0.06 * w, 14).moved(z=w))
        .moved(z=-0.5 * w)
        .turned("x", 30)
        .moved(x=1.25 * w, z=0.42 * w)
        .toned(Tone.STEEL)
    )
    return union(base, body, jaw, slide, *plates, *wide, screw, bar)
