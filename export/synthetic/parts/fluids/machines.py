"""Solids of machines and what belongs to them: motors, gearboxes, pumps, cylinders, fans, gauges, tanks."""

from __future__ import annotations

from dataclasses import replace
from math import pi

import numpy as np

from export.synthetic.geometry.mesh import (
    Floats,
    Mesh,
    Tone,
    around,
    box,
    cylinder,
    extrude,
    lathe,
    tube,
    union,
)
from export.synthetic.geometry.polygon import circle, hexagon, rectangle, rounded
from export.synthetic.parts.fluids.piping import end_flange


def motor(frame: float) -> Mesh:
    h, r, length = frame, frame * 0.86, frame * 2.5
    body = cylinder(r * 0.86, length * 0.62, 0, 48).moved(z=length * 0.2)
    fin = extrude(rectangle(r * 0.3, r * 0.05, r * 0.9), length * 0.56).moved(z=length * 0.22)
    ends = [cylinder(r, length * 0.06).moved(z=length * q) for q in (0.17, 0.79)]
    cowl = lathe(
        [(0, 0), (r * 0.7, 0), (r * 0.95, length * 0.05), (r * 0.95, length * 0.17), (0, length * 0.17)], 44
    )
    rod = cylinder(r * 0.2, length * 0.25, 0, 24).moved(z=length * 0.82).toned(Tone.STEEL)
    core = union(
        body, *around(fin, 26), *ends, cowl, cylinder(r * 0.4, length * 0.07).moved(z=length * 0.82), rod
    )
    core = core.turned("y", 90).moved(x=-length * 0.5, z=h)
    foot = extrude(
        rounded(length * 0.16, 2 * r, 4), h * 0.12, [circle(h * 0.06, 0, s * r * 0.82, 12) for s in (1, -1)]
    )
    leg = box(length * 0.1, r * 1.1, h * 0.5)
    feet = [part.moved(x=x) for x in (-length * 0.22, length * 0.2) for part in (foot, leg)]
    terminal = extrude(rounded(length * 0.26, r * 0.9, 6), r * 0.35).moved(z=h + r * 0.83)
    plate = (
        extrude(rectangle(length * 0.3, r * 0.5), r * 0.26)
        .turned("x", 90)
        .moved(y=-r * 0.86, z=h)
        .toned(Tone.PLATE)
    )
    return union(core, *feet, terminal, plate)


def gearbox(size: float) -> Mesh:
    a = size
    housing = extrude(rounded(2.2 * a, 1.3 * a, 0.15 * a), 2.2 * a).moved(z=0.2 * a)
    lid = extrude(rounded(2.0 * a, 1.15 * a, 0.12 * a), 0.12 * a).moved(z=2.38 * a)
    base = extrude(
        rectangle(2.9 * a, 1.5 * a),
        0.22 * a,
        [circle(0.1 * a, x * 1.28 * a, y * 0.55 * a, 14) for x in (1, -1) for y in (1, -1)],
    )
    cover = lathe([(0, 0), (0.7 * a, 0), (0.7 * a, 0.12 * a), (0.42 * a, 0.25 * a), (0, 0.25 * a)]).turned(
        "x", 90
    )
    bolts = [b.turned("x", 90) for b in around(cylinder(0.06 * a, 0.2 * a, 0, 12).moved(x=0.6 * a), 6)]
    face = union(cover, *bolts).moved(y=-0.64 * a, z=1.45 * a)
    out = cylinder(0.22 * a, 0.8 * a, 0, 28).turned("x", 90).moved(y=-0.85 * a, z=1.45 * a).toned(Tone.STEEL)
    shaft_in = (
        cylinder(0.14 * a, 0.7 * a, 0, 24).turned("y", 90).moved(x=1.05 * a, z=0.75 * a).toned(Tone.STEEL)
    )
    boss = cylinder(0.34 * a, 0.2 * a).turned("y", 90).moved(x=1.05 * a, z=0.75 * a)
    eye = tube(
        np.array([[0.25 * a * np.cos(t), 0, 0.25 * a * np.sin(t)] for t in np.linspace(0, pi, 12)]), 0.07 * a
    )
    plug = union(cylinder(0.11 * a, 0.06 * a, 0, 16), extrude(hexagon(0.16 * a), 0.12 * a)).toned(Tone.BRASS)
    gauge = plug.turned("x", 90).moved(x=-0.8 * a, y=-0.64 * a, z=0.55 * a)
    sign = extrude(rectangle(0.8 * a, 0.42 * a), 0.03 * a).turned("x", 90)
    sign = sign.moved(x=0.45 * a, y=-0.64 * a, z=0.5 * a).toned(Tone.PLATE)
    return union(
        base,
        sign,
        housing,
        lid,
        face,
        out,
        shaft_in,
        boss,
        eye.moved(z=2.45 * a),
        gauge,
        plug.moved(x=0.7 * a, z=2.5 * a),
    )


def centrifugal_pump(d: float) -> Mesh:
    turn = np.linspace(0, 2 * pi, 49)[:-1]
    radius = 1.5 * d + 0.5 * d * turn / (2 * pi)
    volute = (
        extrude(np.c_[radius * np.cos(turn - pi / 2), radius * np.sin(turn - pi / 2)], 1.1 * d)
        .turned("x", 90)
        .moved(y=0.55 * d, z=2.3 * d)
    )
    port = union(
        cylinder(0.55 * d, 2.6 * d, 0.42 * d, 32), end_flange(d).turned("y", -90).moved(z=2.55 * d)
    ).moved(x=1.25 * d, z=2.3 * d)
    suction = (
        union(cylinder(0.6 * d, 0.9 * d, 0.45 * d, 32), end_flange(d).turned("y", -90).moved(z=0.8 * d))
        .turned("x", 90)
        .moved(y=-0.5 * d, z=2.3 * d)
    )
    bracket = (
        lathe([(0, 0), (1.3 * d, 0), (0.8 * d, 0.7 * d), (0.7 * d, 2.4 * d), (0, 2.4 * d)], 36)
        .turned("x", -90)
        .moved(y=0.5 * d, z=2.3 * d)
    )
    rod = cylinder(0.2 * d, 1.2 * d, 0, 24).turned("x", -90).moved(y=2.7 * d, z=2.3 * d).toned(Tone.STEEL)
    foot = union(
        box(2.6 * d, 1.2 * d, 0.25 * d),
        box(0.5 * d, 0.8 * d, 1.2 * d),
        box(1.6 * d, 0.8 * d, 0.25 * d).moved(y=2.2 * d),
        box(0.4 * d, 0.5 * d, 1.7 * d).moved(y=2.2 * d),
    )
    sign = extrude(rectangle(1.0 * d, 0.5 * d), 0.04 * d).turned("x", 90)
    sign = sign.moved(x=-0.7 * d, y=-0.54 * d, z=3.35 * d).toned(Tone.PLATE)
    return union(volute, sign, port, suction, bracket, rod, foot)


def gear_pump(size: float) -> Mesh:
    s = size
    outline = np.concatenate(
        [circle(0.62 * s, 0, 0.5 * s, 36)[0:19], circle(0.62 * s, 0, -0.5 * s, 36)[18:36]]
    )
    plates = [extrude(outline, h * s).moved(z=z * s) for z, h in ((0, 0.35), (0.37, 0.75), (1.14, 0.3))]
    bolts = [
        extrude(hexagon(0.2 * s), 0.12 * s).moved(x * s, y * s, 1.43 * s).toned(Tone.STEEL)
        for x, y in ((0.45, 0.8), (-0.45, 0.8), (0.45, -0.8), (-0.45, -0.8), (0.5, 0), (-0.5, 0))
    ]
    ear = extrude(
        rounded(2.0 * s, 0.7 * s, 0.34 * s), 0.3 * s, [circle(0.12 * s, x * 0.8 * s, 0, 16) for x in (1, -1)]
    )
    rod = cylinder(0.18 * s, 0.8 * s, 0, 24).turned("x", 180).moved(y=0.4 * s).toned(Tone.STEEL)
    boss = cylinder(0.35 * s, 0.2 * s).turned("x", 180).moved(y=0.4 * s)
    port = (
        union(cylinder(0.34 * s, 0.2 * s, 0.2 * s, 28), cylinder(0.2 * s, 0.1 * s).toned(Tone.BLACK))
        .turned("y", 90)
        .moved(x=0.52 * s, z=0.75 * s)
    )
    sign = extrude(rectangle(0.62 * s, 0.42 * s), 0.03 * s).moved(z=1.43 * s).toned(Tone.PLATE)
    return union(*plates, *bolts, sign, ear, rod, boss, port, port.turned("z", 180)).turned("x", 90)


def hydraulic_cylinder(bore: float, stroke: float) -> Mesh:
    b, length = bore, stroke + 1.6 * bore
    barrel = cylinder(0.6 * b, length, 0, 40)
    caps = [extrude(rounded(1.5 * b, 1.5 * b, 0.1 * b), 0.5 * b).moved(z=z) for z in (0, length - 0.5 * b)]
    rods = around(cylinder(0.08 * b, length + 0.3 * b, 0, 14).moved(x=0.88 * b, z=-0.15 * b), 4, 45)
    nuts = [
        n.moved(z=z)
        for z in (-0.13 * b, length)
        for n in around(extrude(hexagon(0.26 * b), 0.13 * b).moved(x=0.88 * b), 4, 45)
    ]
    rod = cylinder(0.3 * b, 0.5 * stroke + 0.6 * b, 0, 32).moved(z=length).toned(Tone.STEEL)
    eye = extrude(circle(0.5 * b), 0.5 * b, [circle(0.24 * b)]).turned("x", 90).moved(y=0.25 * b)
    port = [
        cylinder(0.2 * b, 0.2 * b, 0.12 * b).turned("x", 90).moved(y=-0.7 * b, z=z)
        for z in (0.25 * b, length - 0.25 * b)
    ]
    front = eye.moved(z=length + 0.5 * stroke + b).toned(Tone.STEEL)
    return union(barrel, *caps, *rods, *nuts, rod, *port, front, eye.moved(z=-0.4 * b)).turned("y", 90)


def piston(d: float) -> Mesh:
    r = d / 2
    profile = [(0, 0), (0.9 * r, 0), (0.9 * r, 0.5 * d), (r, 0.5 * d)]
    for i in range(3):
        z = 0.62 * d + i * 0.09 * d
        profile += [(r, z), (0.9 * r, z), (0.9 * r, z + 0.035 * d), (r, z + 0.035 * d)]
    body = lathe([*profile, (r, 0.95 * d), (0, 0.95 * d)], 48)
    pin = cylinder(0.24 * r, 1.84 * r, 0.14 * r, 28).turned("x", 90).moved(y=0.92 * r, z=0.3 * d)
    return union(body, pin.toned(Tone.STEEL))


def filter_element(d: float, length: float) -> Mesh:
    pleats = np.array(
        [
            (r * np.cos(a), r * np.sin(a))
            for a, r in zip(np.linspace(0, 2 * pi, 91)[:-1], [d * 0.48, d * 0.41] * 45, strict=True)
        ]
    )
    media = extrude(pleats, length * 0.88).moved(z=0.06 * length).toned(Tone.WHITE)
    cap = cylinder(d / 2, 0.07 * length, d * 0.2, 44)
    dark = cylinder(d * 0.2, 0.01 * length).toned(Tone.BLACK)
    return union(media, cap, cap.moved(z=0.93 * length), dark.moved(z=0.95 * length))


def pressure_gauge(d: float) -> Mesh:
    case = lathe(
        [
            (0, 0),
            (0.5 * d, 0),
            (0.5 * d, 0.3 * d),
            (0.46 * d, 0.34 * d),
            (0.44 * d, 0.34 * d),
            (0.44 * d, 0.29 * d),
            (0, 0.29 * d),
        ],
        52,
    )
    dial = cylinder(0.43 * d, 0.012 * d, 0, 44).moved(z=0.29 * d).toned(Tone.WHITE)
    ticks = [
        box(0.02 * d, 0.08 * d, 0.01 * d).moved(y=0.36 * d, z=0.3 * d).turned("z", a).toned(Tone.BLACK)
        for a in range(-135, 136, 27)
    ]
    needle = box(0.03 * d, 0.42 * d, 0.01 * d).moved(y=0.13 * d, z=0.31 * d).turned("z", 40).toned(Tone.RED)
    face = union(
        case, dial, *ticks, needle, cylinder(0.045 * d, 0.03 * d, 0, 16).moved(z=0.3 * d).toned(Tone.BLACK)
    ).turned("x", 90)
    stem = union(
        extrude(hexagon(0.2 * d), 0.16 * d).moved(z=-0.68 * d),
        cylinder(0.07 * d, 0.3 * d).moved(z=-0.98 * d),
        cylinder(0.09 * d, 0.2 * d).moved(z=-0.56 * d),
    ).moved(y=-0.15 * d)
    return union(face, stem.toned(Tone.BRASS))


def nozzle(d: float) -> Mesh:
    tip = lathe(
        [
            (0.1 * d, 0),
            (0.5 * d, 0),
            (0.5 * d, 0.6 * d),
            (0.34 * d, 0.75 * d),
            (0.3 * d, 1.6 * d),
            (0.14 * d, 2 * d),
            (0.1 * d, 2 * d),
        ],
        36,
    )
    return union(tip, extrude(hexagon(1.3 * d), 0.5 * d, [circle(0.3 * d)]).moved(z=0.15 * d)).turned("y", 90)


def axial_fan(size: float) -> Mesh:
    r, depth = size * 0.46, size * 0.32
    corners = [circle(0.028 * size, x * 0.44 * size, y * 0.44 * size, 14) for x in (1, -1) for y in (1, -1)]
    plate = extrude(rounded(size, size, 0.06 * size), 0.05 * size, [circle(r, segments=48), *corners])
    duct = cylinder(r * 1.03, depth, r, 48)
    hub = cylinder(r * 0.4, depth * 0.7, 0, 36).moved(z=depth * 0.12)
    blade = np.array([[0.36, -0.1], [0.95, -0.3], [0.97, 0.2], [0.36, 0.14]]) * r
    wing = extrude(blade, 0.03 * r).turned("x", 32).moved(z=depth * 0.5)
    strut = box(r * 0.08, r * 2, depth * 0.06)
    back = [strut.turned("z", a) for a in (45, 135)]
    return union(plate, plate.moved(z=depth - 0.05 * size), duct, hub, *around(wing, 7), *back).turned(
        "x", 90
    )


def impeller(d: float) -> Mesh:
    r = d / 2
    disc = cylinder(r, 0.06 * d, 0.14 * r, 52)
    t = np.linspace(0, 1, 10)
    a = 1.3 * t
    mid = (0.3 + 0.68 * t) * r
    curve: Floats = np.c_[mid * np.cos(a), mid * np.sin(a)]
    inner: Floats = np.c_[mid * np.cos(a + 0.09), mid * np.sin(a + 0.09)]
    vane = extrude(np.concatenate([curve, inner[::-1]]), 0.17 * d).moved(z=0.05 * d)
    return union(disc, *around(vane, 7), cylinder(0.28 * r, 0.26 * d, 0.14 * r))


def tank(d: float, length: float) -> Mesh:
    h = 0.25 * d
    shell = (
        lathe(
            [
                (0, 0),
                (0.3 * d, 0.03 * d),
                (0.45 * d, 0.14 * d),
                (0.5 * d, h),
                (0.5 * d, length - h),
                (0.45 * d, length - 0.14 * d),
                (0.3 * d, length - 0.03 * d),
                (0, length),
            ],
            48,
        )
        .turned("y", 90)
        .moved(x=-length / 2, z=0.7 * d)
    )
    leg = box(0.12 * length, 0.8 * d, 0.45 * d)
    top = union(cylinder(0.1 * d, 0.25 * d), cylinder(0.16 * d, 0.06 * d).moved(z=0.22 * d)).moved(z=1.15 * d)
    return union(
        shell, leg.moved(x=-0.28 * length), leg.moved(x=0.28 * length), top, top.moved(x=0.2 * length)
    )


def drive_unit(size: float) -> Mesh:
    """A motor driving a gearbox through a coupling, on one base plate."""
    s = size
    plate = box(6.4 * s, 3.0 * s, 0.3 * s).toned(Tone.GREY)
    blocks = [box(2.0 * s, 1.9 * s, 0.21 * s).moved(x=-1.7 * s, z=0.29 * s)]
    blocks.append(box(2.9 * s, 1.5 * s, 0.45 * s).moved(x=1.35 * s, y=0.0, z=0.29 * s))
    # both shafts lie on one line at z = 1.48 sizes
    reducer = gearbox(s)
    # the plate is the motor's
    reducer = replace(reducer, tones=np.where(reducer.tones == Tone.PLATE, int(Tone.BODY), reducer.tones))
    reducer = reducer.turned("z", 180).grounded().moved(x=1.25 * s, y=0.45 * s, z=0.73 * s)
    engine = motor(0.98 * s).grounded().moved(x=-1.75 * s, z=0.5 * s)
    joint = cylinder(0.42 * s, 0.7 * s).turned("y", 90).moved(x=-0.62 * s, z=1.48 * s).toned(Tone.STEEL)
    return union(plate, *(block.toned(Tone.GREY) for block in blocks), reducer, engine, joint)
