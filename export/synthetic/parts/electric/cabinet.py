"""Solids on the mounting plate and the panel: breakers, supplies, controllers, switches, drives."""

from __future__ import annotations

import numpy as np

from export.synthetic.geometry.forms import bent, cut, dark, facing, lying, upright
from export.synthetic.geometry.mesh import Mesh, Tone, box, cylinder, extrude, tube, union
from export.synthetic.geometry.polygon import circle, rounded


def circuit_breaker(size: float) -> Mesh:
    """A moulded case circuit breaker with three poles."""
    s = size
    case = union(box(s, 1.5 * s, 0.62 * s), box(s, 0.86 * s, 0.8 * s), box(0.6 * s, 0.5 * s, 0.86 * s))
    toggle = union(
        dark(box(0.24 * s, 0.32 * s, 0.02 * s)).moved(z=0.855 * s),
        box(0.2 * s, 0.12 * s, 0.2 * s).turned("x", -15).moved(y=0.07 * s, z=0.85 * s).toned(Tone.BLACK),
    )
    bars = [
        union(box(0.2 * s, 0.24 * s, 0.05 * s), cylinder(0.07 * s, 0.06 * s, 0, 16).moved(z=0.04 * s))
        .moved(x * s, y * s, 0.6 * s)
        .toned(Tone.COPPER)
        for x in (-0.32, 0, 0.32)
        for y in (0.6, -0.6)
    ]
    ribs = [
        box(0.03 * s, 0.34 * s, 0.26 * s).moved(x * s, y * s, 0.5 * s)
        for x in (-0.485, -0.16, 0.16, 0.485)
        for y in (0.58, -0.58)
    ]
    sign = box(0.34 * s, 0.14 * s, 0.01 * s).moved(x=-0.28 * s, y=-0.33 * s, z=0.8 * s).toned(Tone.PLATE)
    trip = cylinder(0.04 * s, 0.03 * s, 0, 14).moved(x=0.36 * s, y=-0.33 * s, z=0.79 * s).toned(Tone.RED)
    return facing(union(case, toggle, *bars, *ribs, sign, trip))


def miniature_breaker(width: float, poles: float) -> Mesh:
    """DIN rail circuit breakers side by side, their levers tied."""
    w, n = width, int(poles)
    side = [
        (-1.25, 0),
        (1.25, 0),
        (1.25, 2.4),
        (0.65, 2.4),
        (0.65, 3.9),
        (-0.65, 3.9),
        (-0.65, 2.4),
        (-1.25, 2.4),
    ]
    outline = np.array([(1.9 * x, z) for x, z in side]) * w
    one = upright(extrude(outline, 0.96 * w)).turned("z", 90)
    lever = union(
        dark(box(0.5 * w, 0.9 * w, 0.04 * w)).moved(z=3.88 * w),
        box(0.5 * w, 0.35 * w, 0.6 * w).moved(y=0.2 * w, z=3.85 * w).toned(Tone.BLUE),
    )
    holes = [dark(cylinder(0.26 * w, 0.03 * w, 0, 18)).moved(y=y * w, z=2.39 * w) for y in (1.8, -1.8)]
    sign = box(0.6 * w, 0.5 * w, 0.03 * w).moved(y=-0.8 * w, z=3.88 * w).toned(Tone.PLATE)
    pole = union(one, lever, *holes, sign)
    tie = box(0.9 * w * n, 0.2 * w, 0.2 * w).moved(y=0.2 * w, z=4.2 * w).toned(Tone.BLUE)
    return facing(union(*[pole.moved(x=(i - (n - 1) / 2) * w) for i in range(n)], tie))


def overload_relay(size: float) -> Mesh:
    s = size
    case = union(box(s, s, 0.8 * s), box(0.96 * s, 0.5 * s, 1.0 * s).moved(y=-0.1 * s))
    pins = [
        box(0.09 * s, 0.5 * s, 0.06 * s).moved(x=x * s, y=0.72 * s, z=0.5 * s).toned(Tone.COPPER)
        for x in (-0.3, 0, 0.3)
    ]
    dial = union(
        cylinder(0.14 * s, 0.04 * s, 0, 26).toned(Tone.WHITE),
        dark(box(0.2 * s, 0.04 * s, 0.02 * s)).turned("z", 35).moved(z=0.035 * s),
    ).moved(x=-0.25 * s, y=-0.1 * s, z=0.99 * s)
    keys = [
        box(0.14 * s, 0.14 * s, 0.06 * s).moved(x=x * s, y=-0.1 * s, z=0.98 * s).toned(t)
        for x, t in ((0.1, Tone.BLUE), (0.34, Tone.RED))
    ]
    ends = [
        cylinder(0.09 * s, 0.03 * s, 0, 16).moved(x=x * s, y=-0.42 * s, z=0.79 * s).toned(Tone.STEEL)
        for x in (-0.38, -0.13, 0.13, 0.38)
    ]
    return facing(union(case, *pins, dial, *keys, *ends))


def power_supply(size: float) -> Mesh:
    """A DIN rail supply: pierced metal case, terminals, lamp, trimmer."""
    s = size
    case = box(0.9 * s, s, 1.9 * s).toned(Tone.STEEL)
    front = box(0.92 * s, 0.06 * s, 1.92 * s).moved(y=-0.5 * s, z=-0.01 * s)
    slots = [
        dark(lying(cylinder(0.03 * s, 0.01 * s, 0, 10))).moved(x=0.45 * s, y=y * s, z=z * s)
        for y in np.linspace(-0.35, 0.4, 7)
        for z in np.linspace(0.2, 1.7, 11)
    ]
    rows = [
        union(
            box(0.8 * s, 0.14 * s, 0.24 * s).toned(Tone.GREEN),
            *[
                facing(cylinder(0.045 * s, 0.02 * s, 0, 14))
                .moved(x=x * s, y=-0.07 * s, z=0.14 * s)
                .toned(Tone.STEEL)
                for x in np.linspace(-0.32, 0.32, 6)
            ],
        ).moved(y=-0.55 * s, z=z * s)
        for z in (0.06, 1.6)
    ]
    lamp = (
        facing(cylinder(0.035 * s, 0.03 * s, 0, 14))
        .moved(x=-0.28 * s, y=-0.52 * s, z=1.38 * s)
        .toned(Tone.GREEN)
    )
    sign = box(0.6 * s, 0.01 * s, 0.5 * s).moved(y=-0.53 * s, z=0.6 * s).toned(Tone.PLATE)
    return union(case, front, *slots, *rows, lamp, sign)


def plc(size: float, modules: float) -> Mesh:
    """A programmable controller: supply and processor, then input and output cards on one rail."""
    s, parts = size, []
    n = int(modules)
    for i in range(n):
        wide = 0.6 * s if i == 0 else 0.4 * s
        x = 0.0 if i == 0 else (0.51 + 0.41 * (i - 1)) * s
        card = union(
            box(wide * 0.98, 0.9 * s, 1.3 * s),
            box(wide * 0.9, 0.08 * s, 0.2 * s).moved(y=-0.46 * s, z=1.05 * s).toned(Tone.GREY),
        )
        lamps = [
            box(0.03 * s, 0.02 * s, 0.03 * s)
            .moved(x=dx * wide, y=-0.51 * s, z=(1.1 + 0.06 * r) * s)
            .toned(Tone.GREEN if (dx > 0) == (r % 2 > 0) else Tone.RED)
            for dx in (-0.25, 0, 0.25)
            for r in (0, 1)
        ]
        door = box(wide * 0.8, 0.03 * s, 0.8 * s).moved(y=-0.46 * s, z=0.12 * s)
        pins = [
            box(wide * 0.5, 0.03 * s, 0.05 * s)
            .moved(y=-0.48 * s, z=(0.17 + 0.09 * r) * s)
            .toned(Tone.GREEN if i else Tone.BLACK)
            for r in range(8)
        ]
        parts.append(union(card, *lamps, door, *pins).moved(x=x))
    rail = (
        box((0.6 + 0.41 * n) * s, 0.06 * s, 0.32 * s)
        .moved(x=0.2 * s * n, y=0.47 * s, z=0.5 * s)
        .toned(Tone.STEEL)
    )
    return union(*parts, rail)


def inverter(size: float) -> Mesh:
    """A frequency converter: keypad with display, vents, heat sink behind, terminals below."""
    s = size
    case = upright(extrude(rounded(s, 1.7 * s, 0.06 * s), 0.8 * s))
    fins = [
        box(0.03 * s, 0.4 * s, 1.6 * s).moved(x=x * s, y=0.58 * s, z=-0.8 * s).toned(Tone.STEEL)
        for x in np.linspace(-0.45, 0.45, 12)
    ]
    pad = dark(upright(extrude(rounded(0.7 * s, 0.6 * s, 0.05 * s), 0.04 * s))).moved(y=-0.41 * s, z=0.4 * s)
    screen = box(0.45 * s, 0.02 * s, 0.15 * s).moved(y=-0.435 * s, z=0.48 * s).toned(Tone.RED)
    keys = [
        box(0.11 * s, 0.03 * s, 0.08 * s).moved(x=x * s, y=-0.435 * s, z=z * s).toned(Tone.GREY)
        for x in (-0.22, 0, 0.22)
        for z in (0.16, 0.3)
    ]
    dial = (
        facing(cylinder(0.09 * s, 0.06 * s, 0, 24))
        .moved(x=0.24 * s, y=-0.41 * s, z=0.62 * s)
        .toned(Tone.GREY)
    )
    slots = [
        dark(box(0.7 * s, 0.01 * s, 0.025 * s)).moved(y=-0.4 * s, z=(-0.1 - 0.08 * i) * s) for i in range(4)
    ]
    low = union(
        dark(box(0.9 * s, 0.02 * s, 0.26 * s)).moved(y=-0.395 * s, z=-0.78 * s),
        *[
            facing(cylinder(0.045 * s, 0.02 * s, 0, 14))
            .moved(x=x * s, y=-0.4 * s, z=-0.65 * s)
            .toned(Tone.STEEL)
            for x in np.linspace(-0.36, 0.36, 6)
        ],
    )
    return union(case, *fins, pad, screen, *keys, dial, *slots, low)


def touch_panel(width: float) -> Mesh:
    """An operator terminal with its screen."""
    w = width
    frame = upright(extrude(rounded(w, 0.75 * w, 0.03 * w), 0.05 * w))
    screen = dark(box(0.82 * w, 0.01 * w, 0.54 * w)).moved(y=-0.025 * w, z=-0.24 * w)
    shown = [
        box(0.16 * w, 0.01 * w, 0.1 * w).moved(x=x * w, y=-0.029 * w, z=-0.2 * w).toned(t)
        for x, t in ((-0.28, Tone.GREEN), (-0.08, Tone.BLUE), (0.12, Tone.RED))
    ]
    bar = box(0.76 * w, 0.01 * w, 0.05 * w).moved(y=-0.029 * w, z=0.22 * w).toned(Tone.BLUE)
    back = box(0.86 * w, 0.14 * w, 0.6 * w).moved(y=0.09 * w, z=-0.3 * w)
    return union(frame, screen, *shown, bar, back)


def din_rail(length: float) -> Mesh:
    """IEC 60715: a top hat rail of 35 mm with slots."""
    shape = [
        (-17.5, 6.5),
        (-17.5, 7.5),
        (-12.5, 7.5),
        (-12.5, 1.0),
        (12.5, 1.0),
        (12.5, 7.5),
        (17.5, 7.5),
        (17.5, 6.5),
        (13.5, 6.5),
        (13.5, 0),
        (-13.5, 0),
        (-13.5, 6.5),
    ]
    rail = lying(cut(1, length, *shape).turned("z", 90))
    slot = dark(extrude(rounded(18, 6, 3), 0.4))
    low, _ = rail.bounds()
    slots = [slot.moved(x=float(low[0]) + x) for x in np.arange(20, length - 10, 36)]
    top = float(rail.bounds()[1][2])
    return union(rail, *[one.moved(z=top - 6.6) for one in slots]).turned("x", 60)


def servo_motor(size: float) -> Mesh:
    """A square flange, a ribbed square body, two connectors, the encoder cap."""
    s = size
    flange = extrude(
        rounded(s, s, 0.08 * s),
        0.12 * s,
        [circle(0.06 * s, x * 0.4 * s, y * 0.4 * s, 14) for x in (1, -1) for y in (1, -1)],
    )
    body = extrude(rounded(0.94 * s, 0.94 * s, 0.14 * s), 1.4 * s).moved(z=-1.39 * s)
    cap = dark(extrude(rounded(0.8 * s, 0.8 * s, 0.12 * s), 0.45 * s)).moved(z=-1.82 * s)
    pilot = cylinder(0.36 * s, 0.06 * s).moved(z=0.11 * s).toned(Tone.STEEL)
    rod = (
        union(
            cylinder(0.13 * s, 0.6 * s, 0, 26),
            dark(extrude(rounded(0.06 * s, 0.3 * s, 0.02 * s), 0.02 * s))
            .turned("x", 90)
            .moved(y=-0.12 * s, z=0.4 * s),
        )
        .moved(z=0.1 * s)
        .toned(Tone.STEEL)
    )
    plug = union(
        box(0.3 * s, 0.2 * s, 0.3 * s), lying(cylinder(0.13 * s, 0.3 * s, 0, 24)).moved(x=0.1 * s, z=0.15 * s)
    ).turned("y", 90)
    plugs = [dark(plug).moved(x=0.0, y=0.55 * s, z=z * s) for z in (-0.9, -1.4)]
    sign = box(0.02 * s, 0.5 * s, 0.7 * s).moved(x=-0.47 * s, z=-1.1 * s).toned(Tone.PLATE)
    return lying(union(flange, body, cap, pilot, rod, *plugs, sign))


def stepper_motor(size: float) -> Mesh:
    """NEMA: square end bells, laminated middle, round shaft, coloured wires."""
    s = size
    bell = extrude(rounded(s, s, 0.12 * s), 0.22 * s)
    holes = [
        dark(cylinder(0.04 * s, 0.01 * s, 0, 12)).moved(x * 0.37 * s, y * 0.37 * s, 0.995 * s)
        for x in (1, -1)
        for y in (1, -1)
    ]
    stack = dark(extrude(np.array(_octagon(0.49 * s, 0.12 * s)), 0.6 * s)).moved(z=0.2 * s)
    pilot = cylinder(0.26 * s, 0.05 * s).moved(z=0.99 * s)
    rod = cylinder(0.06 * s, 0.55 * s, 0, 22).moved(z=1.0 * s).toned(Tone.STEEL)
    wires = [
        tube(bent([(0.45, y, 0.1), (0.8, y, 0.1), (1.1, y * 2, -0.2)], 0.15) * s, 0.018 * s, 6).toned(t)
        for y, t in ((-0.09, Tone.RED), (-0.03, Tone.BLUE), (0.03, Tone.GREEN), (0.09, Tone.BLACK))
    ]
    return lying(
        union(
            bell.toned(Tone.STEEL),
            stack,
            bell.moved(z=0.78 * s).toned(Tone.STEEL),
            *holes,
            pilot.toned(Tone.STEEL),
            rod,
            *wires,
            box(0.1 * s, 0.4 * s, 0.16 * s).moved(x=0.46 * s, z=0.04 * s).toned(Tone.WHITE),
        )
    )


def _octagon(half: float, cut_off: float) -> list[tuple[float, float]]:
    a, b = half, half - cut_off
    return [(a, -b), (a, b), (b, a), (-b, a), (-a, b), (-a, -b), (-b, -a), (b, -a)]


def ssr(size: float) -> Mesh:
    """A solid state relay: a flat block on a metal base with four screws."""
    s = size
    base = extrude(
        rounded(s, 1.35 * s, 0.05 * s), 0.08 * s, [circle(0.1 * s, 0, y * 0.58 * s, 18) for y in (1, -1)]
    ).toned(Tone.STEEL)
    case = extrude(np.array([(-0.5, -0.45), (0.5, -0.45), (0.5, 0.45), (-0.5, 0.45)]) * s, 0.45 * s).moved(
        z=0.07 * s
    )
    screws = [
        union(
            box(0.26 * s, 0.2 * s, 0.04 * s),
            cylinder(0.1 * s, 0.08 * s, 0, 18),
            dark(box(0.16 * s, 0.03 * s, 0.01 * s)).moved(z=0.078 * s),
        )
        .moved(x * 0.34 * s, y * 0.33 * s, 0.5 * s)
        .toned(Tone.BRASS)
        for x in (1, -1)
        for y in (1, -1)
    ]
    lamp = cylinder(0.04 * s, 0.03 * s, 0, 14).moved(x=0.3 * s, z=0.51 * s).toned(Tone.RED)
    sign = box(0.4 * s, 0.34 * s, 0.01 * s).moved(x=-0.1 * s, z=0.515 * s).toned(Tone.PLATE)
    return union(base, dark(case), *screws, lamp, sign)
