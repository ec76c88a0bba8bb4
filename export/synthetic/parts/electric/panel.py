"""Solids that hands work on panels: buttons, lamps, switches, sticks, pedals."""

from __future__ import annotations

import numpy as np

from export.synthetic.geometry.forms import bent, cut, dark, facing, spun, upright
from export.synthetic.geometry.mesh import Mesh, Tone, around, box, cylinder, extrude, sphere, tube, union
from export.synthetic.geometry.polygon import circle, hexagon, rounded


def _panel_mount(d: float) -> Mesh:
    """What is behind a panel device: bezel, threaded barrel, lock ring, contact block; front at z = 0."""
    bezel = spun(d, (0, 0), (0.66, 0), (0.66, 0.1), (0.56, 0.2), (0, 0.2)).toned(Tone.STEEL)
    barrel = union(
        cylinder(0.5 * d, 0.9 * d).moved(z=-0.88 * d), extrude(hexagon(1.3 * d), 0.2 * d).moved(z=-0.45 * d)
    )
    block = box(0.8 * d, 1.2 * d, 0.9 * d).moved(z=-1.75 * d)
    screws = [
        cylinder(0.11 * d, 0.02 * d, 0, 14)
        .turned("x", 90 * s)
        .moved(x=x * d, y=-0.6 * d * s, z=-1.3 * d)
        .toned(Tone.BRASS)
        for x in (0.2, -0.2)
        for s in (1, -1)
    ]
    return union(bezel, dark(union(barrel, block)), *screws)


def selector_switch(d: float) -> Mesh:
    knob = union(
        spun(d, (0, 0.18), (0.48, 0.18), (0.46, 0.32), (0, 0.32)),
        box(0.2 * d, 0.95 * d, 0.4 * d).moved(z=0.3 * d).turned("z", -40),
        box(0.04 * d, 0.4 * d, 0.02 * d).moved(y=0.25 * d, z=0.695 * d).turned("z", -40).toned(Tone.WHITE),
    )
    return facing(union(_panel_mount(d), knob))


def flush_button(d: float) -> Mesh:
    cap = union(
        cylinder(0.45 * d, 0.16 * d).moved(z=0.1 * d),
        spun(d, (0, 0.25), (0.44, 0.25), (0.4, 0.29), (0, 0.27)),
    )
    ring = cylinder(0.56 * d, 0.14 * d, 0.47 * d).moved(z=0.18 * d).toned(Tone.STEEL)
    return facing(union(_panel_mount(d), cap, ring))


def pilot_lamp(d: float) -> Mesh:
    arc = [(0.48 * np.cos(a), 0.3 + 0.42 * np.sin(a)) for a in np.linspace(0, 1.5, 8)]
    lens = union(
        spun(d, (0, 0.15), (0.5, 0.15), (0.5, 0.28), *arc, (0, 0.72)),
        *[
            cylinder((0.5 - 0.02 * i) * d, 0.02 * d, 0.3 * d, 32).moved(z=(0.3 + 0.08 * i) * d)
            for i in range(3)
        ],
    )
    return facing(union(_panel_mount(d), lens))


def key_switch(d: float) -> Mesh:
    core = union(
        cylinder(0.4 * d, 0.14 * d).moved(z=0.15 * d),
        dark(box(0.08 * d, 0.4 * d, 0.02 * d)).moved(z=0.28 * d),
    ).toned(Tone.STEEL)
    key = (
        union(
            box(0.05 * d, 0.34 * d, 0.5 * d),
            upright(extrude(circle(0.4 * d, segments=32), 0.06 * d, [circle(0.12 * d, 0, 0.18 * d, 18)]))
            .turned("z", 90)
            .moved(z=0.75 * d),
        )
        .moved(z=0.27 * d)
        .toned(Tone.STEEL)
    )
    return facing(union(_panel_mount(d), core, key))


def toggle_switch(d: float) -> Mesh:
    """A bat lever on a threaded bush, six solder lugs below."""
    body = box(1.3 * d, 2.4 * d, 1.4 * d).moved(z=-1.4 * d)
    bush = union(
        cylinder(0.5 * d, 0.9 * d, 0, 26),
        extrude(hexagon(1.5 * d), 0.2 * d).moved(z=0.25 * d),
        cylinder(0.9 * d, 0.06 * d).moved(z=0.15 * d),
    ).toned(Tone.STEEL)
    lever = (
        union(cylinder(0.16 * d, 1.2 * d, 0, 18), sphere(0.24 * d, 16).moved(z=1.25 * d))
        .turned("x", -18)
        .moved(z=0.75 * d)
        .toned(Tone.STEEL)
    )
    lugs = [
        box(0.3 * d, 0.06 * d, 0.7 * d).moved(x * d, y * d, -2.05 * d).toned(Tone.BRASS)
        for x in (0.35, -0.35)
        for y in (0.8, 0, -0.8)
    ]
    return union(body, bush, lever, *lugs)


def rocker_switch(size: float) -> Mesh:
    s = size
    rim = extrude(rounded(1.1 * s, 1.6 * s, 0.08 * s), 0.12 * s)
    rock = upright(cut(s, 0.8, (-0.66, 0.1), (0.66, 0.1), (0.66, 0.36), (0.0, 0.18), (-0.66, 0.24))).turned(
        "z", 90
    )
    mark = [
        box(0.06 * s, 0.2 * s, 0.02 * s).moved(y=0.4 * s, z=0.26 * s).toned(Tone.WHITE),
        cylinder(0.12 * s, 0.02 * s, 0.08 * s, 22)
        .turned("x", -6)
        .moved(y=-0.4 * s, z=0.215 * s)
        .toned(Tone.WHITE),
    ]
    body = box(0.95 * s, 1.4 * s, 0.9 * s).moved(z=-0.88 * s)
    tabs = [
        box(0.3 * s, 0.05 * s, 0.45 * s).moved(y=y * s, z=-1.3 * s).toned(Tone.BRASS) for y in (-0.4, 0, 0.4)
    ]
    return facing(union(dark(rim), rock, *mark, dark(body), *tabs))


def joystick(size: float) -> Mesh:
    s = size
    plate = extrude(
        rounded(1.3 * s, 1.3 * s, 0.1 * s),
        0.08 * s,
        [circle(0.06 * s, x * 0.55 * s, y * 0.55 * s, 14) for x in (1, -1) for y in (1, -1)],
    )
    boot = spun(
        s,
        (0, 0),
        (0.5, 0),
        (0.45, 0.12),
        (0.48, 0.18),
        (0.36, 0.28),
        (0.39, 0.34),
        (0.24, 0.46),
        (0.26, 0.52),
        (0.12, 0.62),
        (0, 0.62),
    ).moved(z=0.06 * s)
    stick = (
        union(
            cylinder(0.08 * s, 0.8 * s, 0, 18),
            spun(s, (0, 0.75), (0.14, 0.75), (0.24, 0.95), (0.22, 1.2), (0.1, 1.32), (0, 1.32)),
        )
        .turned("y", 8)
        .moved(z=0.4 * s)
    )
    return union(
        plate, dark(union(boot, stick)), box(0.9 * s, 0.9 * s, 0.6 * s).moved(z=-0.6 * s).toned(Tone.GREY)
    )


def foot_switch(size: float) -> Mesh:
    s = size
    base = extrude(rounded(1.2 * s, 1.8 * s, 0.2 * s), 0.35 * s)
    hood = upright(cut(s, 1.2, (-0.9, 0.3), (0.8, 0.3), (0.9, 1.0), (0.3, 1.05), (-0.3, 0.9))).turned("z", 90)
    inside = dark(box(1.0 * s, 0.06 * s, 0.5 * s)).moved(y=-0.55 * s, z=0.35 * s)
    pedal = box(0.9 * s, 1.1 * s, 0.12 * s).turned("x", 12).moved(y=-0.5 * s, z=0.42 * s)
    ribs = [
        box(0.8 * s, 0.04 * s, 0.04 * s).turned("x", 12).moved(y=y * s, z=(0.57 + 0.21 * (y + 0.5)) * s)
        for y in np.linspace(-0.95, -0.3, 6)
    ]
    return union(
        base,
        hood.moved(y=0.1 * s),
        inside,
        dark(union(pedal, *ribs)),
        dark(tube(bent([(0, 0.8, 0.25), (0, 1.3, 0.25), (0.4, 1.8, 0.05)], 0.3) * s, 0.07 * s, 8)),
    )


def pendant(size: float) -> Mesh:
    """A crane control: a hanging box with buttons in pairs and an emergency stop."""
    s = size
    case = upright(extrude(rounded(0.8 * s, 3.2 * s, 0.25 * s), 0.7 * s))
    key = facing(
        union(cylinder(0.2 * s, 0.1 * s, 0, 28).toned(Tone.GREY), cylinder(0.15 * s, 0.16 * s, 0, 26))
    )
    keys = [dark(key).moved(y=-0.33 * s, z=(0.55 - 0.42 * i) * s) for i in range(5)]
    stop = (
        facing(union(cylinder(0.16 * s, 0.1 * s), spun(s, (0, 0.08), (0.26, 0.08), (0.28, 0.2), (0, 0.26))))
        .moved(y=-0.34 * s, z=1.15 * s)
        .toned(Tone.RED)
    )
    boot = dark(
        spun(s, (0, 0), (0.3, 0), (0.24, 0.2), (0.26, 0.3), (0.18, 0.5), (0.2, 0.6), (0.12, 0.9), (0, 0.9))
    ).moved(z=1.55 * s)
    return union(
        case,
        *keys,
        stop,
        boot,
        dark(tube(bent([(0, 0, 2.4), (0, 0, 3.0), (0.3, 0, 3.6)], 0.4) * s, 0.09 * s, 10)),
    )


def siren(d: float) -> Mesh:
    """A rotating beacon on a round base."""
    arc = [(0.42 * np.cos(a), 0.85 + 0.3 * np.sin(a)) for a in np.linspace(0, 1.5, 7)]
    dome = spun(d, (0, 0.2), (0.45, 0.2), (0.42, 0.85), *arc, (0, 1.15)).toned(Tone.RED)
    rings = [
        cylinder((0.452 - 0.004 * i) * d, 0.02 * d, 0.3 * d).moved(z=(0.3 + 0.12 * i) * d).toned(Tone.RED)
        for i in range(5)
    ]
    base = spun(d, (0, 0), (0.6, 0), (0.6, 0.1), (0.5, 0.24), (0, 0.24))
    ears = [
        extrude(rounded(0.3 * d, 0.22 * d, 0.1 * d, x * 0.62 * d), 0.06 * d, [circle(0.05 * d, x * 0.68 * d)])
        for x in (1, -1)
    ]
    return union(
        dome, *rings, dark(union(base, *ears)), *around(box(0.02 * d, 0.04 * d, 0.1 * d).moved(x=0.55 * d), 4)
    )
