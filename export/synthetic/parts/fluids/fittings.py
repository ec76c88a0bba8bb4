"""Solids that join and seal lines: pipes, caps, hoses, quick couplings, gaskets, seals, clamps."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.forms import (
    bent,
    cut,
    dark,
    facing,
    helix,
    hex_head,
    hex_nut_on,
    lying,
    notched,
    spun,
)
from export.synthetic.geometry.mesh import Mesh, Tone, box, cylinder, extrude, lathe, sphere, tube, union
from export.synthetic.geometry.polygon import bolt_circle, circle, hexagon, rounded
from export.synthetic.parts.mechanics.fasteners import thread


def pipe(d: float, wall: float, length: float) -> Mesh:
    return lying(cylinder(d / 2, length, d / 2 - wall, 48))


def pipe_nipple(d: float, length: float) -> Mesh:
    end = _tapered_thread(d, 0.42 * length)
    mid = cylinder(0.5 * d, 0.4 * length, 0.38 * d, 36).moved(z=-0.2 * length)
    hole = dark(cylinder(0.37 * d, 0.02 * d))
    one = union(end, hole.moved(z=0.415 * length)).moved(z=0.08 * length)
    return lying(union(mid, one, one.turned("x", 180)))


def _tapered_thread(d: float, length: float, ridges: int = 9) -> Mesh:
    profile = [(0.0, 0.0), (0.46 * d, 0.0)]
    for i in range(ridges):
        r = d * (0.5 - 0.05 * i / ridges)
        profile += [(r, (i + 0.5) * length / ridges), (r - 0.05 * d, (i + 1) * length / ridges)]
    return lathe([*profile, (0.0, length)], 32)


def pipe_socket(d: float) -> Mesh:
    body = spun(
        d, (0.5, 0), (0.66, 0), (0.66, 0.16), (0.62, 0.2), (0.62, 1.4), (0.66, 1.44), (0.66, 1.6), (0.5, 1.6)
    )
    ring = cylinder(0.51 * d, 1.2 * d, 0.45 * d).moved(z=0.2 * d)
    return lying(union(body, ring))


def pipe_cap(d: float) -> Mesh:
    dome = [(0.68 * np.cos(a), 0.8 + 0.35 * np.sin(a)) for a in np.linspace(0, pi / 2, 8)[:-1]]
    return union(
        spun(
            d,
            (0.5, 0),
            (0.68, 0),
            (0.68, 0.2),
            (0.62, 0.22),
            (0.62, 0.6),
            (0.68, 0.8),
            *dome,
            (0, 1.15),
            (0, 0.9),
            (0.5, 0.9),
        )
    )


def pipe_plug(d: float) -> Mesh:
    return union(
        _tapered_thread(d, 0.9 * d).turned("x", 180),
        cylinder(0.52 * d, 0.12 * d),
        box(0.5 * d, 0.5 * d, 0.55 * d).moved(z=0.1 * d),
    )


def pipe_cross(d: float) -> Mesh:
    arm = union(
        cylinder(0.5 * d, 1.3 * d, 0.4 * d, 36), cylinder(0.6 * d, 0.28 * d, 0.4 * d, 36).moved(z=1.05 * d)
    )
    return union(*[arm.turned("y", a) for a in (0, 90, 180, 270)])


def slip_on_flange(d: float, holes: float) -> Mesh:
    """A flat ring with a low hub, slipped over the pipe and welded."""
    rim, thick = 1.75 * d / 2 + 22, 0.1 * d + 8
    plate = extrude(
        circle(rim, segments=56),
        thick,
        [circle(d / 2, segments=40), *bolt_circle(int(holes), 1.42 * d / 2 + 14, 8)],
    )
    hub = cylinder(d / 2 + 11, 0.6 * thick, d / 2, 48).moved(z=thick * 0.98)
    stub = cylinder(d / 2 + 0.2, 1.3 * d, d / 2 - 0.06 * d - 2, 44).moved(z=0.3 * thick).toned(Tone.STEEL)
    return union(plate, hub, stub)


def hydraulic_hose(d: float, length: float) -> Mesh:
    """A hose bent to a bow with pressed fittings and union nuts."""
    s = length
    path = bent(
        [
            (-0.5 * s, 0, 0),
            (-0.25 * s, 0, 0.02 * s),
            (0, 0, 0.32 * s),
            (0.25 * s, 0, 0.02 * s),
            (0.5 * s, 0, 0),
        ],
        0.13 * s,
        8,
    )
    ferrule = union(
        extrude(notched(0.72 * d, 0.05 * d, 10, 0.4), 1.6 * d),
        cylinder(0.4 * d, 2.3 * d),
        hex_nut_on(1.4 * d, 0.9 * d, 0.45 * d).moved(z=2.2 * d),
        dark(cylinder(0.44 * d, 0.1 * d).moved(z=2.9 * d)),
    )
    end = lying(ferrule.moved(z=-0.6 * d)).toned(Tone.STEEL)
    return union(tube(path, d / 2, 18), end.moved(x=0.5 * s), end.turned("z", 180).moved(x=-0.5 * s))


def coiled_hose(d: float, coils: float) -> Mesh:
    """A spiral air hose with its couplings."""
    path = helix(4 * d, 1.15 * d, coils, 24)
    low, top = np.array([0, -6 * d, -d]) + path[0], np.array([0, 6 * d, d]) + path[-1]
    near, far = (0.5 * low + 0.5 * path[0], 0.5 * top + 0.5 * path[-1])
    plug = union(hex_nut_on(1.5 * d, d, 0.4 * d), cylinder(0.6 * d, 2.6 * d)).toned(Tone.BRASS)
    ends = [plug.turned("x", 90).moved(*low.tolist()), plug.turned("x", -90).moved(*top.tolist())]
    return lying(union(tube(np.array([low, near, *path, far, top]), d / 2, 10), *ends))


def quick_coupling(d: float) -> Mesh:
    """A socket with its sliding sleeve, the plug before it."""
    sleeve = spun(
        d,
        (0.5, 0),
        (0.95, 0),
        (1.0, 0.06),
        (1.0, 0.3),
        (0.92, 0.36),
        (0.92, 0.9),
        (1.0, 0.96),
        (1.0, 1.2),
        (0.5, 1.2),
    )
    back = (
        union(hex_nut_on(1.5 * d, 0.7 * d, 0.4 * d), cylinder(0.62 * d, 1.4 * d))
        .moved(z=1.15 * d)
        .turned("z", 0)
    )
    hose = lathe(
        [
            (0, 0),
            (0.42 * d, 0),
            (0.5 * d, 0.15 * d),
            (0.42 * d, 0.3 * d),
            (0.5 * d, 0.45 * d),
            (0.42 * d, 0.6 * d),
            (0.5 * d, 0.75 * d),
            (0.36 * d, 1.2 * d),
            (0, 1.2 * d),
        ],
        28,
    ).moved(z=2.4 * d)
    plug = spun(
        d,
        (0, -0.1),
        (0.45, -0.1),
        (0.45, -0.5),
        (0.38, -0.55),
        (0.38, -0.7),
        (0.48, -0.8),
        (0.48, -1.1),
        (0, -1.1),
    )
    nut = hex_nut_on(1.3 * d, 0.6 * d, 0.4 * d).moved(z=-1.65 * d)
    return lying(
        union(sleeve, back, hose, plug, nut, thread(0.8 * d, d, 7).turned("x", 180).moved(z=-1.6 * d))
    )


def hose_barb(d: float) -> Mesh:
    barbs = [(0.0, 0.0), (0.5, 0.0)]
    for i in range(4):
        barbs += [(0.56, 0.5 * i + 0.05), (0.44, 0.5 * i + 0.5)]
    tail = spun(d, *barbs, (0.4, 2.1), (0, 2.1), segments=32)
    return lying(
        union(
            tail.moved(z=0.3 * d),
            hex_head(1.5 * d, 0.5 * d).moved(z=-0.1 * d),
            thread(1.1 * d, 1.1 * d, 8).turned("x", 180),
        )
    )


def compression_fitting(d: float) -> Mesh:
    """ISO 8434-1: a straight coupling with two union nuts on tubes."""
    mid = extrude(hexagon(2.0 * d), 0.8 * d).moved(z=-0.4 * d)
    neck = cylinder(0.8 * d, 1.8 * d).moved(z=-0.9 * d)
    nut = union(
        hex_nut_on(1.9 * d, 1.2 * d, 0.55 * d), spun(d, (0.5, 1.18), (0.85, 1.18), (0.62, 1.4), (0.5, 1.4))
    )
    steel = cylinder(0.5 * d, 2.6 * d, 0.36 * d).toned(Tone.STEEL)
    half = union(nut.moved(z=0.55 * d), steel.moved(z=0.8 * d))
    return lying(union(mid, neck, half, half.turned("x", 180)))


def push_in_fitting(d: float) -> Mesh:
    """An elbow for plastic tube: thread below, release ring at the side."""
    low = union(thread(1.3 * d, 0.9 * d, 7).turned("x", 180), hex_head(1.8 * d, 0.7 * d)).toned(Tone.BRASS)
    body = union(
        cylinder(0.8 * d, 1.7 * d).moved(z=0.65 * d),
        sphere(0.8 * d, 22).moved(z=2.2 * d),
        lying(cylinder(0.8 * d, 1.8 * d)).moved(z=2.2 * d),
    )
    ring = lying(cylinder(0.66 * d, 0.25 * d, 0.5 * d)).moved(x=1.75 * d, z=2.2 * d).toned(Tone.BLUE)
    tail = tube(bent([(1.7, 0, 2.2), (3.2, 0, 2.2), (4.6, 0, 1.6)], 0.8) * d, 0.49 * d, 16).toned(Tone.BLUE)
    return union(low, dark(body), ring, tail)


def grease_nipple(d: float) -> Mesh:
    """DIN 71412."""
    low = union(thread(d, 0.8 * d, 6).turned("x", 180), hex_head(1.2 * d, 0.6 * d))
    head = spun(
        d,
        (0, 0.55),
        (0.4, 0.55),
        (0.3, 0.75),
        (0.3, 0.95),
        (0.5, 1.1),
        (0.5, 1.25),
        (0.3, 1.5),
        (0.12, 1.55),
        (0, 1.55),
    )
    return union(low, head, dark(cylinder(0.08 * d, 0.02 * d, 0, 12)).moved(z=1.545 * d))


def pipe_clamp(d: float) -> Mesh:
    """DIN 3015: two plastic halves between steel plates, two bolts."""
    w = d + 30
    half = cut(1, 0.5 * d + 10, *_half_ring(d, w))
    body = facing(half).moved(y=0.25 * d + 5)
    upper = union(body, body.turned("y", 180).moved(z=1)).moved(z=d / 2 + 12)
    plate = box(w * 1.02, 0.5 * d + 12, 4).toned(Tone.STEEL)
    bolts = [
        union(hex_head(11, 7), cylinder(3, d + 20, 0, 14).moved(z=-d - 15))
        .moved(x=x * (d / 2 + 8), z=d + 28)
        .toned(Tone.STEEL)
        for x in (1, -1)
    ]
    line = (
        facing(cylinder(d / 2 - 0.3, 2.2 * d, d / 2 - 3)).moved(y=1.1 * d, z=d / 2 + 12.5).toned(Tone.STEEL)
    )
    return union(upper, plate.moved(z=-4), plate.moved(z=d + 24), *bolts, line)


def _half_ring(d: float, width: float) -> list[tuple[float, float]]:
    angle = np.linspace(0, pi, 20)
    arc = [(float(d / 2 * np.cos(a)), float(d / 2 * np.sin(a))) for a in angle]
    return [*arc, (-width / 2, 0.0), (-width / 2, d / 2 + 12), (width / 2, d / 2 + 12), (width / 2, 0.0)]


def p_clip(d: float) -> Mesh:
    """A rubber lined loop that fastens a hose or cable with one screw."""
    loop = extrude(circle(0.6 * d, segments=48), 0.5 * d, [circle(0.56 * d, segments=40)])
    rubber = extrude(circle(0.57 * d, segments=44), 0.62 * d, [circle(0.5 * d, segments=40)])
    ring = union(loop, dark(rubber).moved(z=-0.06 * d)).turned("x", 90).moved(y=0.25 * d)
    foot = extrude(rounded(1.3 * d, 0.5 * d, 0.24 * d), 0.06 * d, [circle(0.14 * d, 0.35 * d, 0, 22)])
    return union(ring, *[foot.moved(x=0.62 * d, z=z * d) for z in (-0.6, -0.53)])
