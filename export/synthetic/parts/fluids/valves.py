"""Solids that shut, throttle and steer fluids: valves of all kinds, manifolds, regulators."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.forms import bent, dark, facing, hex_nut_on, lying, notched, spun, upright
from export.synthetic.geometry.mesh import Mesh, Tone, around, box, cylinder, extrude, sphere, tube, union
from export.synthetic.geometry.polygon import bolt_circle, circle, hexagon, rounded
from export.synthetic.parts.fluids.piping import end_flange, handwheel


def _run(d: float, half: float) -> Mesh:
    """A pipe along x from -half to half diameters with a flange at both ends."""
    pipe = lying(cylinder(0.55 * d, 2 * half * d, 0.45 * d, 36)).moved(x=-half * d)
    return union(
        pipe, end_flange(d).moved(x=(half - 0.15) * d), end_flange(d, 180).moved(x=(0.15 - half) * d)
    )


def hex_ends(d: float, half: float) -> list[Mesh]:
    """Hexagons with threaded mouths at both ends of a body along x."""
    end = lying(
        union(extrude(hexagon(1.45 * d), 0.5 * d, [circle(0.45 * d)]), dark(cylinder(0.44 * d, 0.05 * d)))
    )
    return [end.moved(x=(half - 0.5) * d), end.turned("z", 180).moved(x=(0.5 - half) * d)]


def globe_valve(d: float) -> Mesh:
    """A bulging body, a yoke over the bonnet, a rising stem with its handwheel."""
    body = sphere(0.95 * d, 30)
    bonnet = union(
        extrude(circle(0.85 * d, segments=40), 0.22 * d, bolt_circle(6, 0.7 * d, 0.07 * d)),
        cylinder(0.5 * d, 0.6 * d),
        cylinder(0.62 * d, 0.5 * d).moved(z=-0.45 * d),
    ).moved(z=0.95 * d)
    yoke = [box(0.16 * d, 0.3 * d, 1.0 * d).moved(x=x * d, z=1.4 * d) for x in (0.38, -0.38)]
    top = cylinder(0.5 * d, 0.22 * d).moved(z=2.3 * d)
    stem = cylinder(0.11 * d, 2.1 * d, 0, 20).moved(z=1.3 * d).toned(Tone.STEEL)
    return union(
        _run(d, 1.6), body, bonnet, *yoke, top, stem, handwheel(0.8 * d).moved(z=3.0 * d).toned(Tone.BLACK)
    )


def butterfly_valve(d: float) -> Mesh:
    """A wafer body, its disc half open, a neck with a notched plate and a lever."""
    r = d / 2
    ring = facing(cylinder(1.28 * r, 0.5 * r, r, 52)).moved(y=0.25 * r)
    liner = dark(facing(cylinder(1.05 * r, 0.54 * r, 0.96 * r, 52))).moved(y=0.27 * r)
    ears = [
        facing(
            extrude(circle(0.2 * r, x * r, z * r, 22), 0.5 * r, [circle(0.1 * r, x * r, z * r, 16)])
        ).moved(y=0.25 * r)
        for x, z in ((1, 1), (-1, 1), (1, -1), (-1, -1))
    ]
    blade = (
        facing(spun(r, (0, -0.09), (0.3, -0.09), (0.95, -0.02), (0.95, 0.02), (0.3, 0.09), (0, 0.09)))
        .turned("z", 55)
        .toned(Tone.STEEL)
    )
    neck = cylinder(0.26 * r, 1.2 * r).moved(z=1.1 * r)
    plate = extrude(notched(0.5 * r, 0.06 * r, 20, 0.5), 0.08 * r).moved(z=2.28 * r)
    lever = union(
        cylinder(0.2 * r, 0.24 * r),
        box(2.4 * r, 0.24 * r, 0.1 * r).moved(x=1.25 * r, z=0.1 * r),
        box(0.9 * r, 0.3 * r, 0.16 * r).moved(x=2.2 * r, z=0.07 * r),
    ).moved(z=2.36 * r)
    return union(ring, liner, *ears, blade, neck, plate, lever.toned(Tone.BLACK))


def safety_valve(d: float) -> Mesh:
    """Spring loaded: inlet below, outlet to the side, bonnet with cap and lifting lever."""
    body = spun(d, (0, 0), (0.7, 0), (0.9, 0.5), (0.9, 1.2), (0.65, 1.5), (0, 1.5))
    inlet = union(
        cylinder(0.5 * d, 0.6 * d, 0, 32).moved(z=-0.5 * d),
        extrude(circle(d, segments=36), 0.2 * d, bolt_circle(4, 0.8 * d, 0.09 * d)).moved(z=-0.65 * d),
    )
    outlet = union(lying(cylinder(0.55 * d, 1.2 * d, 0.42 * d, 32)), end_flange(d).moved(x=1.15 * d)).moved(
        z=0.7 * d
    )
    bonnet = spun(d, (0, 1.5), (0.75, 1.5), (0.75, 1.7), (0.5, 1.75), (0.42, 3.1), (0, 3.1))
    bolts = [
        b.moved(z=1.66 * d) for b in around(hex_nut_on(0.2 * d, 0.14 * d, 0.05 * d).moved(x=0.64 * d), 6)
    ]
    cap = union(cylinder(0.3 * d, 0.6 * d), cylinder(0.2 * d, 0.3 * d).moved(z=0.55 * d)).moved(z=3.05 * d)
    lever = tube(
        bent([(0.1, -0.3, 3.5), (0.7, -0.3, 3.5), (1.1, -0.3, 3.0), (1.2, -0.3, 2.4)], 0.25) * d, 0.07 * d, 10
    )
    pivot = facing(cylinder(0.14 * d, 0.4 * d)).moved(y=-0.02 * d, z=3.5 * d)
    return union(body, inlet, outlet, bonnet, *bolts, cap, union(lever, pivot).toned(Tone.RED))


def needle_valve(d: float) -> Mesh:
    body = lying(extrude(hexagon(1.5 * d), 3.0 * d, [circle(0.42 * d)])).moved(x=-1.5 * d)
    neck = union(
        cylinder(0.6 * d, 0.9 * d),
        extrude(hexagon(1.1 * d), 0.35 * d).moved(z=0.85 * d),
        cylinder(0.3 * d, 0.5 * d).moved(z=1.15 * d),
    ).moved(z=0.4 * d)
    stem = cylinder(0.16 * d, 0.7 * d, 0, 18).moved(z=1.9 * d).toned(Tone.STEEL)
    bar = (
        union(
            lying(cylinder(0.1 * d, 2.0 * d, 0, 16)).moved(x=-d),
            sphere(0.13 * d, 12).moved(x=d),
            sphere(0.13 * d, 12).moved(x=-d),
        )
        .moved(z=2.45 * d)
        .toned(Tone.STEEL)
    )
    return union(body, dark(lying(cylinder(0.42 * d, 2.9 * d))).moved(x=-1.45 * d), neck, stem, bar)


def plug_cock(d: float) -> Mesh:
    """A tapered plug turned by a tee key."""
    body = spun(d, (0, -0.9), (0.6, -0.9), (0.8, 0.9), (0, 0.9))
    pipe = lying(cylinder(0.58 * d, 2.6 * d, 0.44 * d, 34)).moved(x=-1.3 * d)
    plug = union(cylinder(0.5 * d, 0.3 * d), box(0.42 * d, 0.42 * d, 0.6 * d).moved(z=0.2 * d)).moved(
        z=0.85 * d
    )
    key = union(extrude(rounded(2.6 * d, 0.36 * d, 0.17 * d), 0.26 * d), cylinder(0.4 * d, 0.3 * d)).moved(
        z=1.35 * d
    )
    nut = hex_nut_on(0.6 * d, 0.25 * d, 0.15 * d).turned("x", 180).moved(z=-0.88 * d)
    return union(body, pipe, *hex_ends(d, 1.5), plug, key, nut)


def tap_cock(d: float) -> Mesh:
    """A bib tap: inlet thread behind, spout bent down, a cross handle."""
    inlet = lying(cylinder(0.5 * d, 1.2 * d, 0.35 * d, 30)).moved(x=-2.0 * d)
    collar = lying(hex_nut_on(1.5 * d, 0.4 * d, 0.4 * d)).moved(x=-1.1 * d)
    body = spun(d, (0, -0.6), (0.6, -0.5), (0.7, 0), (0.6, 0.7), (0.45, 0.9), (0, 0.9))
    pipe = lying(cylinder(0.45 * d, 1.0 * d)).moved(x=-0.9 * d)
    spout = tube(bent([(0.2, 0, 0), (1.3, 0, 0.1), (1.5, 0, -1.3)], 0.7) * d, 0.42 * d, 20)
    ring = cylinder(0.52 * d, 0.3 * d, 0.36 * d).moved(x=1.5 * d, z=-1.4 * d)
    head = union(extrude(hexagon(0.9 * d), 0.3 * d), cylinder(0.18 * d, 0.8 * d, 0, 18)).moved(z=0.88 * d)
    arms = [
        lying(cylinder(0.15 * d, 1.8 * d, 0, 16)).moved(x=-0.9 * d).turned("z", a).moved(z=1.75 * d)
        for a in (20, 110)
    ]
    return union(inlet, collar, body, pipe, spout, ring, head, *arms, sphere(0.26 * d, 16).moved(z=1.78 * d))


def diaphragm_valve(d: float) -> Mesh:
    """A body with a weir under a square bonnet of bolts and a handwheel."""
    body = union(
        extrude(rounded(1.9 * d, 1.9 * d, 0.3 * d), 0.25 * d).moved(z=0.5 * d),
        spun(d, (0, -0.5), (0.6, -0.4), (0.85, 0.5), (0, 0.5)),
    )
    rubber = dark(extrude(rounded(2.0 * d, 2.0 * d, 0.3 * d), 0.1 * d)).moved(z=0.74 * d)
    bonnet = union(
        extrude(rounded(1.9 * d, 1.9 * d, 0.3 * d), 0.2 * d),
        spun(d, (0, 0.2), (0.8, 0.2), (0.5, 0.9), (0.3, 1.1), (0, 1.1)),
    ).moved(z=0.83 * d)
    bolts = [
        hex_nut_on(0.26 * d, 0.16 * d, 0.05 * d).moved(x * 0.78 * d, y * 0.78 * d, 1.02 * d).toned(Tone.STEEL)
        for x in (1, -1)
        for y in (1, -1)
    ]
    return union(
        _run(d, 1.6), body, rubber, bonnet, *bolts, handwheel(0.75 * d).moved(z=2.05 * d).toned(Tone.BLUE)
    )


def float_valve(d: float) -> Mesh:
    body = union(
        lying(cylinder(0.5 * d, 2 * d, 0.35 * d, 30)).moved(x=-2 * d),
        lying(hex_nut_on(1.4 * d, 0.4 * d, 0.4 * d)).moved(x=-1.2 * d),
        box(0.9 * d, 0.9 * d, 1.3 * d).moved(z=-0.8 * d),
    )
    arm = tube(bent([(0.2, 0, -0.2), (2.5, 0, 0), (6.0, 0, -1.2)], 1) * d, 0.13 * d, 10).toned(Tone.BRASS)
    ball = spun(
        d, *[(1.5 * np.cos(a), 1.3 * np.sin(a)) for a in np.linspace(-pi / 2 + 0.05, pi / 2 - 0.05, 15)]
    ).moved(x=6.6 * d, z=-1.4 * d)
    seam = cylinder(1.52 * d, 0.1 * d).moved(x=6.6 * d, z=-1.45 * d)
    pin = facing(cylinder(0.16 * d, 1.2 * d)).moved(x=0.25 * d, y=0.6 * d, z=-0.2 * d)
    return union(body, arm, union(ball, seam).toned(Tone.COPPER), pin)


def steam_trap(d: float) -> Mesh:
    """A float trap: a bolted cover in front of its chamber."""
    room = upright(extrude(rounded(2.6 * d, 2.4 * d, 0.9 * d), 1.3 * d))
    rim = upright(extrude(rounded(3.0 * d, 2.8 * d, 1.0 * d), 0.3 * d)).moved(y=-0.6 * d)
    cover = facing(spun(d, (0, 0), (1.3, 0), (1.1, 0.35), (0.5, 0.6), (0, 0.6))).moved(y=-0.7 * d)
    bolts = [
        facing(hex_nut_on(0.35 * d, 0.2 * d, 0.08 * d))
        .moved(x * 1.15 * d, -0.72 * d, z * 1.05 * d)
        .toned(Tone.STEEL)
        for x in (1, -1)
        for z in (1, -1)
    ]
    plug = cylinder(0.3 * d, 0.3 * d).moved(z=1.15 * d)
    return union(
        room,
        rim,
        cover,
        *bolts,
        plug,
        *hex_ends(d, 2.1),
        lying(cylinder(0.55 * d, 3.4 * d)).moved(x=-1.7 * d),
    )
