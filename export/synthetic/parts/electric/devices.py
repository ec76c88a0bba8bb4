"""Solids of the control cabinet: connectors, boards, relays, sensors, switches, lamps."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.mesh import Mesh, Tone, box, cylinder, extrude, lathe, tube, union
from export.synthetic.geometry.polygon import circle, hexagon, rectangle, rounded
from export.synthetic.parts.mechanics.fasteners import thread


def connector(ways: float) -> Mesh:
    n, pitch = int(ways), 5.0
    width = n * pitch + 5
    shell = extrude(rectangle(width, 12), 14, [rectangle(width - 3, 9)])
    floor = box(width, 12, 3)
    pins = [box(1.2, 1.2, 19).moved(x=(i - (n - 1) / 2) * pitch, z=-6).toned(Tone.BRASS) for i in range(n)]
    latch = box(width * 0.4, 2, 9).moved(y=-6.5, z=3)
    return union(shell, floor, latch, *pins)


def round_connector(d: float) -> Mesh:
    body = lathe(
        [
            (0, 0),
            (0.5 * d, 0),
            (0.5 * d, 0.35 * d),
            (0.62 * d, 0.4 * d),
            (0.62 * d, 0.75 * d),
            (0.45 * d, 0.8 * d),
            (0.45 * d, 1.3 * d),
            (0.38 * d, 1.3 * d),
            (0.38 * d, 0.9 * d),
            (0, 0.9 * d),
        ],
        40,
    )
    pins = [
        cylinder(0.04 * d, 0.3 * d, 0, 10)
        .moved(0.22 * d * np.cos(a), 0.22 * d * np.sin(a), 0.88 * d)
        .toned(Tone.BRASS)
        for a in np.arange(5) * 2 * pi / 5
    ]
    cable = cylinder(0.22 * d, 0.9 * d, 0, 24).moved(z=-0.9 * d).toned(Tone.BLACK)
    return union(body, *pins, cable, cylinder(0.34 * d, 0.4 * d, 0, 24).moved(z=-0.4 * d)).turned("y", 90)


def terminal_block(ways: float) -> Mesh:
    n, pitch = int(ways), 10.0
    base = box(n * pitch + 14, 26, 8)
    walls = [box(1.6, 24, 20).moved(x=(i - n / 2) * pitch) for i in range(n + 1)]
    ridge = box(n * pitch, 4, 22)
    screws = [
        union(
            cylinder(3.2, 3, 0, 20),
            box(5.6, 0.9, 0.4).moved(z=2.9).toned(Tone.BLACK),
            box(8, 8, 1).moved(z=-1),
        )
        .toned(Tone.STEEL)
        .moved(x=(i - (n - 1) / 2) * pitch, y=y, z=9)
        for i in range(n)
        for y in (-7.5, 7.5)
    ]
    return union(base, ridge, *walls, *screws)


BITS = ((-0.12, -0.3), (-0.04, -0.3), (0.04, -0.3), (0.32, 0.1), (0.32, 0.2), (-0.05, 0.36), (0.05, 0.36))


def _pins(span: float, count: int, pin: Mesh, tone: Tone) -> list[Mesh]:
    return [pin.moved(x=x).toned(tone) for x in np.linspace(-span, span, count)]


def circuit_board(width: float, depth: float) -> Mesh:
    w, h = width, depth
    holes = [circle(1.6, x * (w / 2 - 4), y * (h / 2 - 4), 14) for x in (1, -1) for y in (1, -1)]
    board = extrude(rectangle(w, h), 1.6, holes).toned(Tone.GREEN)
    legs = _pins(w * 0.1, 8, box(1, w * 0.29, 1), Tone.STEEL)
    chip = union(box(w * 0.24, w * 0.24, 2.4).toned(Tone.BLACK), *legs)
    legs = _pins(w * 0.055, 4, box(0.9, h * 0.15, 0.8), Tone.STEEL)
    small = union(box(w * 0.14, h * 0.1, 2).toned(Tone.BLACK), *legs)
    can = cylinder(h * 0.06, h * 0.172, 0, 24).toned(Tone.STEEL)
    cap = union(cylinder(h * 0.07, h * 0.17, 0, 24).toned(Tone.BLACK), can)
    plug = union(box(w * 0.3, 9, 10).toned(Tone.WHITE), *_pins(w * 0.11, 5, box(1, 1, 12), Tone.BRASS))
    placed = [
        chip.moved(x=-w * 0.06, y=h * 0.02),
        small.moved(x=w * 0.26, y=-h * 0.22),
        small.moved(x=-w * 0.33, y=-h * 0.25),
        cap.moved(x=w * 0.36, y=h * 0.33),
        cap.moved(x=w * 0.22, y=h * 0.33),
        plug.moved(x=-w * 0.27, y=h * 0.4),
    ]
    for i, (x, y) in enumerate(BITS):
        placed.append(box(3, 1.6, 1).moved(x=w * x, y=h * y).toned(Tone.BLACK if i % 2 else Tone.COPPER))
    return union(board, *[part.moved(z=1.6) for part in placed])


def relay(size: float) -> Mesh:
    s = size
    case = union(
        extrude(rounded(s, 0.8 * s, 0.06 * s), 1.35 * s), box(1.06 * s, 0.86 * s, 0.1 * s).toned(Tone.BLACK)
    )
    blades = [
        box(0.12 * s, 0.03 * s, 0.3 * s).moved(x=x * s, y=y * s, z=-0.29 * s).toned(Tone.COPPER)
        for x in (-0.34, -0.11, 0.11, 0.34)
        for y in (-0.25, 0, 0.25)
    ]
    label = (
        extrude(rectangle(0.7 * s, 0.5 * s), 0.02 * s)
        .turned("x", 90)
        .moved(y=-0.4 * s, z=0.8 * s)
        .toned(Tone.PLATE)
    )
    return union(case, label, *blades, box(0.2 * s, 0.16 * s, 0.08 * s).moved(z=1.34 * s).toned(Tone.RED))


def contactor(size: float) -> Mesh:
    s = size
    low = box(s, 1.5 * s, 0.7 * s)
    top = box(0.98 * s, 0.9 * s, 0.5 * s).moved(z=0.69 * s)
    ports = [
        cylinder(0.1 * s, 0.05 * s, 0, 18).moved(x=x * s, y=y * s, z=0.69 * s).toned(Tone.STEEL)
        for x in (-0.34, -0.11, 0.11, 0.34)
        for y in (-0.6, 0.6)
    ]
    ribs = [
        box(0.02 * s, 0.3 * s, 0.3 * s).moved(x=x * s, y=y * s, z=0.69 * s)
        for x in (-0.46, -0.23, 0, 0.23, 0.46)
        for y in (-0.6, 0.6)
    ]
    label = box(0.6 * s, 0.3 * s, 0.02 * s).moved(y=-0.2 * s, z=1.18 * s).toned(Tone.PLATE)
    button = box(0.25 * s, 0.25 * s, 0.06 * s).moved(y=0.2 * s, z=1.18 * s).toned(Tone.WHITE)
    return union(low, top, *ports, *ribs, label, button).turned("x", 90)


def proximity_sensor(d: float) -> Mesh:
    nut = union(
        extrude(hexagon(1.55 * d), 0.3 * d, [circle(0.45 * d)]),
        cylinder(0.9 * d, 0.08 * d, 0.5 * d).moved(z=-0.08 * d),
    )
    tip = cylinder(0.44 * d, 0.3 * d, 0, 32).toned(Tone.RED)
    cable = tube(
        np.array([[0, 0, -0.6], [0, 0, -1.2], [0.1, 0, -1.8], [0.5, 0, -2.6], [0.6, 0, -3.3]]) * d,
        0.17 * d,
        12,
    ).toned(Tone.BLACK)
    tail = cylinder(0.44 * d, 0.7 * d, 0, 28).moved(z=-0.7 * d)
    return union(
        thread(d, 3 * d, 16), tip.moved(z=2.95 * d), nut.moved(z=1.9 * d), nut.moved(z=1.3 * d), tail, cable
    ).turned("y", 90)


def limit_switch(size: float) -> Mesh:
    s = size
    case = extrude(rounded(s, 0.8 * s, 0.08 * s), 1.7 * s)
    head = box(0.8 * s, 0.7 * s, 0.5 * s).moved(z=1.69 * s)
    pivot = cylinder(0.22 * s, 0.25 * s).turned("x", 90).moved(y=-0.34 * s, z=1.95 * s).toned(Tone.STEEL)
    arm = (
        extrude(rounded(0.24 * s, 1.2 * s, 0.12 * s), 0.08 * s)
        .turned("x", 90)
        .moved(y=-0.5 * s, z=2.4 * s)
        .turned("y", 0)
    )
    roller = (
        cylinder(0.24 * s, 0.18 * s, 0.06 * s).turned("x", 90).moved(y=-0.54 * s, z=2.9 * s).toned(Tone.BLACK)
    )
    gland = (
        union(extrude(hexagon(0.5 * s), 0.2 * s), cylinder(0.18 * s, 0.35 * s))
        .turned("x", 180)
        .toned(Tone.BLACK)
    )
    return union(case, head, pivot, arm.toned(Tone.STEEL), roller, gland)


def push_button(d: float) -> Mesh:
    cap = lathe(
        [(0, 0), (0.9 * d, 0), (0.95 * d, 0.1 * d), (0.95 * d, 0.35 * d), (0.7 * d, 0.5 * d), (0, 0.5 * d)],
        40,
    ).toned(Tone.RED)
    body = union(
        cylinder(0.68 * d, 0.35 * d),
        cylinder(0.5 * d, 1.2 * d).moved(z=-1.2 * d),
        extrude(hexagon(1.3 * d), 0.25 * d).moved(z=-0.35 * d),
    )
    block = box(0.9 * d, 1.1 * d, 0.9 * d).moved(z=-1.9 * d).toned(Tone.BLACK)
    return union(cap.moved(z=0.33 * d), body, block)


def signal_lamp(d: float) -> Mesh:
    base = union(
        cylinder(0.5 * d, 0.4 * d),
        cylinder(0.2 * d, 1.0 * d).moved(z=-1.0 * d),
        cylinder(0.45 * d, 0.1 * d).moved(z=-1.05 * d),
    )
    rings = [
        cylinder(0.46 * d, 0.62 * d, 0, 36).moved(z=(0.42 + 0.68 * i) * d).toned(t)
        for i, t in enumerate((Tone.GREEN, Tone.BRASS, Tone.RED))
    ]
    gaps = [cylinder(0.5 * d, 0.07 * d).moved(z=(0.36 + 0.68 * i) * d) for i in range(4)]
    return union(base, *rings, *gaps, cylinder(0.46 * d, 0.15 * d).moved(z=2.42 * d))


def enclosure(width: float, height: float) -> Mesh:
    w, h = width, height
    case = box(w, 0.4 * w, h)
    door = box(0.94 * w, 0.03 * w, 0.95 * h).moved(y=-0.21 * w, z=0.025 * h)
    lock = (
        cylinder(0.03 * w, 0.04 * w)
        .turned("x", 90)
        .moved(x=0.4 * w, y=-0.22 * w, z=0.5 * h)
        .toned(Tone.STEEL)
    )
    hinges = [
        cylinder(0.015 * w, 0.1 * h).moved(x=-0.48 * w, y=-0.22 * w, z=z * h).toned(Tone.STEEL)
        for z in (0.15, 0.75)
    ]
    screen = (
        extrude(rectangle(0.4 * w, 0.15 * h), 0.01 * w)
        .turned("x", 90)
        .moved(y=-0.222 * w, z=0.75 * h)
        .toned(Tone.BLACK)
    )
    lamps = [
        cylinder(0.035 * w, 0.04 * w, 0, 20).turned("x", 90).moved(x=x * w, y=-0.22 * w, z=0.56 * h).toned(t)
        for x, t in ((-0.2, Tone.GREEN), (0.0, Tone.RED), (0.2, Tone.WHITE))
    ]
    plate = (
        extrude(rectangle(0.34 * w, 0.1 * h), 0.01 * w)
        .turned("x", 90)
        .moved(y=-0.222 * w, z=0.3 * h)
        .toned(Tone.PLATE)
    )
    return union(case, door, lock, *hinges, screen, *lamps, plate)


def fuse(d: float, length: float) -> Mesh:
    cap = cylinder(d / 2, length * 0.24).toned(Tone.STEEL)
    return union(
        cylinder(d * 0.44, length).moved(z=0), cap.moved(z=-0.01 * length), cap.moved(z=0.77 * length)
    ).turned("y", 90)
