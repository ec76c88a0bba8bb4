"""Solids of stands, doors and fixtures: feet, clamps, latches, slot nuts, plungers, magnets, guards."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.forms import (
    bent,
    cut,
    dark,
    facing,
    hex_head,
    hex_nut_on,
    lying,
    spun,
    upright,
)
from export.synthetic.geometry.mesh import Mesh, Tone, box, cylinder, extrude, sphere, tube, union
from export.synthetic.geometry.polygon import circle, hexagon, rectangle, rounded
from export.synthetic.parts.mechanics.fasteners import thread


def levelling_foot(d: float, length: float) -> Mesh:
    """A pad with a ball jointed screw and a lock nut."""
    pad = spun(d, (0, 0), (2.2, 0), (2.3, 0.15), (2.2, 0.4), (1.0, 0.95), (0, 0.95), segments=44)
    rubber = dark(cylinder(2.1 * d, 0.2 * d)).moved(z=-0.18 * d)
    ball = union(sphere(0.72 * d, 20).moved(z=1.1 * d), hex_head(1.2 * d, 0.5 * d).moved(z=1.5 * d)).toned(
        Tone.STEEL
    )
    screw = thread(d, length, int(length / d * 3)).moved(z=1.95 * d).toned(Tone.STEEL)
    return union(
        pad,
        rubber,
        ball,
        screw,
        hex_nut_on(1.6 * d, 0.8 * d, 0.45 * d).moved(z=0.6 * length + 1.9 * d).toned(Tone.STEEL),
    )


def toggle_clamp(size: float) -> Mesh:
    """A horizontal hold-down clamp with a red grip and a rubber tipped spindle."""
    s = size
    base = union(
        extrude(
            rounded(0.9 * s, 0.9 * s, 0.06 * s),
            0.05 * s,
            [circle(0.06 * s, x * 0.32 * s, y * 0.32 * s, 14) for x in (1, -1) for y in (1, -1)],
        ),
        *[
            upright(cut(s, 0.05, (-0.35, 0), (0.35, 0), (0.3, 0.45), (0.05, 0.6), (-0.3, 0.55))).moved(
                y=y * s
            )
            for y in (0.12, -0.12)
        ],
    )
    arm = upright(
        cut(s, 0.12, (-0.25, 0.42), (0.2, 0.46), (1.5, 0.62), (1.5, 0.74), (0.0, 0.62), (-0.25, 0.56))
    )
    link = upright(cut(s, 0.3, (0.05, 0.4), (0.2, 0.38), (-0.1, 0.85), (-0.24, 0.82)))
    grip = tube(bent([(-0.1, 0, 0.55), (-0.5, 0, 0.85), (-1.5, 0, 0.95)], 0.25) * s, 0.1 * s, 16).toned(
        Tone.RED
    )
    pins = [
        facing(cylinder(0.05 * s, 0.4 * s, 0, 16)).moved(x=x * s, y=0.2 * s, z=z * s).toned(Tone.STEEL)
        for x, z in ((-0.22, 0.48), (0.14, 0.45), (-0.16, 0.78))
    ]
    spindle = union(
        thread(0.12 * s, 0.6 * s, 12).moved(z=0.3 * s).toned(Tone.STEEL),
        hex_nut_on(0.22 * s, 0.08 * s, 0.05 * s).moved(z=0.74 * s).toned(Tone.STEEL),
        dark(spun(s, (0, 0), (0.13, 0), (0.1, 0.32), (0, 0.32))),
    ).moved(x=1.36 * s)
    return union(base, arm, link, grip, *pins, spindle)


def toggle_latch(size: float) -> Mesh:
    """A draw latch: base, lever, loop and the hook it pulls."""
    s = size
    base = extrude(
        rounded(0.9 * s, 0.6 * s, 0.08 * s),
        0.04 * s,
        [circle(0.05 * s, x * 0.36 * s, y * 0.2 * s, 12) for x in (-1, 1) for y in (1, -1)],
    )
    ears = [
        upright(cut(s, 0.04, (-0.1, 0), (0.2, 0), (0.12, 0.24), (0.0, 0.24))).moved(y=y * s)
        for y in (0.19, -0.19)
    ]
    lever = union(
        box(0.85 * s, 0.34 * s, 0.05 * s).turned("y", 12).moved(x=-0.3 * s, z=0.22 * s),
        facing(cylinder(0.06 * s, 0.42 * s, 0, 18)).moved(x=0.06 * s, y=0.21 * s, z=0.18 * s),
    )
    loop = tube(
        bent([(-0.05, 0.14, 0.24), (1.0, 0.14, 0.12), (1.0, -0.14, 0.12), (-0.05, -0.14, 0.24)], 0.06) * s,
        0.03 * s,
        10,
    )
    hook = union(
        extrude(
            rounded(0.4 * s, 0.6 * s, 0.06 * s, 1.15 * s),
            0.04 * s,
            [circle(0.05 * s, 1.24 * s, y * 0.2 * s, 12) for y in (1, -1)],
        ),
        upright(
            cut(s, 0.34, (0.96, 0.02), (1.06, 0.02), (1.04, 0.22), (0.9, 0.24), (0.9, 0.2), (0.98, 0.17))
        ),
    )
    return union(base, *ears, lever, loop, hook)


def slot_nut(d: float) -> Mesh:
    """DIN 508: a tee nut for machine tables."""
    shape = [
        (-1.4, 0),
        (1.4, 0),
        (1.4, 0.6),
        (0.85, 0.6),
        (0.85, 1.3),
        (-0.85, 1.3),
        (-0.85, 0.6),
        (-1.4, 0.6),
    ]
    half = [cut(d, 0.7, *shape).turned("x", 90).moved(y=y * d) for y in (1.4, -0.7)]
    low = extrude(rectangle(2.8 * d, 1.44 * d), 0.6 * d, [circle(0.47 * d)])
    top = extrude(rectangle(1.7 * d, 1.44 * d), 0.72 * d, [circle(0.47 * d)]).moved(z=0.58 * d)
    return union(*half, low, top)


def tee_bolt(d: float, length: float) -> Mesh:
    """A bolt with a rectangular head for tee slots, washer and nut on it."""
    head = box(2.2 * d, 1.5 * d, 0.65 * d)
    return union(
        head,
        box(d, d, 0.5 * d).moved(z=0.6 * d),
        thread(d, length, int(length / d * 4)).moved(z=0.9 * d),
        cylinder(1.1 * d, 0.2 * d, 0.5 * d).moved(z=0.6 * length),
        hex_nut_on(1.6 * d, 0.8 * d, 0.45 * d).moved(z=0.6 * length + 0.2 * d),
    )


def indexing_plunger(d: float) -> Mesh:
    """A spring loaded locating pin with its pull knob."""
    body = union(
        thread(d, 1.6 * d, 10).turned("x", 180),
        hex_head(1.3 * d, 0.5 * d),
        cylinder(0.45 * d, 0.6 * d).moved(z=0.45 * d),
    )
    pin = spun(d, (0, 0), (0.28, 0), (0.28, -0.6), (0.2, -0.7), (0, -0.7)).moved(z=-1.58 * d)
    knob = dark(spun(d, (0, 0.9), (0.5, 0.9), (0.85, 1.15), (0.9, 1.5), (0.7, 1.8), (0, 1.85)))
    return lying(union(body, pin, knob))


def ball_knob(d: float) -> Mesh:
    """DIN 319: a round knob with a flat and a threaded insert."""
    arc = [(0.5 * np.cos(a), 0.5 + 0.5 * np.sin(a)) for a in np.linspace(-1.0, 1.5, 18)]
    return union(
        spun(d, (0, 0.08), *arc, (0, 1.0)),
        cylinder(0.16 * d, 0.12 * d, 0.1 * d).moved(z=0.0).toned(Tone.BRASS),
        thread(0.2 * d, 0.7 * d, 7).turned("x", 180).moved(z=0.1 * d).toned(Tone.STEEL),
    )


def tee_handle(d: float) -> Mesh:
    """A wing grip screw."""
    grip = extrude(rounded(4.2 * d, 1.2 * d, 0.55 * d), 0.8 * d).moved(z=d)
    hub = spun(d, (0, 0), (0.8, 0), (0.9, 1.0), (0, 1.0))
    return union(grip, hub, thread(d, 2.4 * d, 12).turned("x", 180).toned(Tone.STEEL))


def clamp_strap(length: float, height: float) -> Mesh:
    """A step clamp set: strap with slot on a stud, step block under its tail."""
    s = length
    strap = extrude(rectangle(s, 0.3 * s), 0.13 * s, [rounded(0.5 * s, 0.12 * s, 0.06 * s, -0.05 * s)]).moved(
        z=height
    )
    nose = upright(cut(s, 0.3, (0.5, 0), (0.66, -0.06), (0.66, -0.01), (0.5, 0.13))).moved(z=height)
    steps = [(0.0, 0.0)]
    for i in range(5):
        steps += [(0.09 * (5 - i), i * height / s / 5), (0.09 * (5 - i), (i + 1) * height / s / 5)]
    block = upright(cut(s, 0.26, *steps, (0, height / s))).moved(x=-0.56 * s)
    bolt = (
        union(
            thread(0.1 * s, height + 0.45 * s, 18),
            hex_nut_on(0.18 * s, 0.1 * s, 0.045 * s).moved(z=height + 0.16 * s),
            cylinder(0.12 * s, 0.03 * s, 0.05 * s).moved(z=height + 0.13 * s),
        )
        .moved(x=-0.05 * s)
        .toned(Tone.STEEL)
    )
    return union(strap, nose, block, bolt)


def padlock(width: float) -> Mesh:
    w = width
    body = upright(extrude(rounded(w, 0.85 * w, 0.08 * w), 0.45 * w))
    angle = np.linspace(0, pi, 16)
    bow = np.c_[0.32 * w * np.cos(angle), np.zeros(16), 0.75 * w + 0.32 * w * np.sin(angle)]
    path = np.concatenate([[[0.32 * w, 0, 0.35 * w]], bow, [[-0.32 * w, 0, 0.35 * w]]])
    return union(
        body,
        tube(path, 0.08 * w, 14).toned(Tone.STEEL),
        facing(
            union(cylinder(0.12 * w, 0.02 * w), dark(box(0.03 * w, 0.14 * w, 0.01 * w)).moved(z=0.018 * w))
        )
        .moved(y=-0.225 * w, z=-0.12 * w)
        .toned(Tone.BRASS),
    )


def quarter_turn_lock(d: float) -> Mesh:
    """A cam lock for cabinet doors: housing, double bit insert, nut, tongue."""
    front = union(
        cylinder(0.7 * d, 0.12 * d, 0, 36),
        dark(cylinder(0.42 * d, 0.01 * d)).moved(z=0.115 * d),
        box(0.3 * d, 0.12 * d, 0.05 * d).moved(z=0.11 * d),
    )
    body = union(
        cylinder(0.5 * d, 0.9 * d).moved(z=-0.9 * d), extrude(hexagon(1.3 * d), 0.22 * d).moved(z=-0.45 * d)
    )
    tongue = cut(d, 0.14, (-0.35, -0.35), (1.9, -0.3), (2.0, 0), (1.9, 0.3), (-0.35, 0.35)).moved(z=-1.05 * d)
    screw = hex_head(0.5 * d, 0.2 * d).turned("x", 180).moved(z=-1.04 * d)
    return facing(union(front, body, tongue, screw))


def tee_slot_bracket(size: float) -> Mesh:
    """A cast corner bracket with slots and ribs for aluminium frames."""
    s = size
    leg = extrude(rectangle(s, s), 0.12 * s, [rounded(0.2 * s, 0.34 * s, 0.1 * s, 0, 0.1 * s)])
    back = leg.turned("x", 90).moved(y=-0.5 * s + 0.12 * s, z=0.5 * s)
    rib = (
        upright(cut(s, 0.1, (0, 0), (0.9, 0), (0.9, 0.14), (0.14, 0.9), (0, 0.9)))
        .turned("z", 90)
        .moved(y=-0.48 * s, z=0.05 * s)
    )
    return union(leg, back, rib.moved(x=0.44 * s), rib.moved(x=-0.44 * s))


def pot_magnet(d: float) -> Mesh:
    cup = union(cylinder(0.5 * d, 0.3 * d, 0.42 * d, 40), cylinder(0.5 * d, 0.06 * d))
    core = dark(cylinder(0.4 * d, 0.28 * d, 0.2 * d)).moved(z=0.01 * d)
    pole = cylinder(0.18 * d, 0.29 * d)
    return union(cup, core, pole, thread(0.16 * d, 0.4 * d, 6).turned("x", 180)).turned("x", 35)
