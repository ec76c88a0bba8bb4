"""Solids that measure: thermometers, flow and level meters, load cells, encoders, light barriers."""

from __future__ import annotations

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
from export.synthetic.geometry.mesh import Mesh, Tone, around, box, cylinder, extrude, tube, union
from export.synthetic.geometry.polygon import circle, rounded
from export.synthetic.parts.fluids.piping import end_flange
from export.synthetic.parts.mechanics.fasteners import thread


def dial_face(d: float, turn: float) -> Mesh:
    """A round case of diameter `d` with scale and pointer, looking to the front."""
    case = spun(
        d, (0, 0), (0.5, 0), (0.5, 0.2), (0.46, 0.24), (0.44, 0.24), (0.44, 0.2), (0, 0.2), segments=48
    )
    dial = cylinder(0.435 * d, 0.01 * d, 0, 44).moved(z=0.2 * d).toned(Tone.WHITE)
    ticks = [
        dark(box(0.016 * d, 0.07 * d, 0.008 * d)).moved(y=0.37 * d, z=0.208 * d).turned("z", a)
        for a in range(-135, 136, 18)
    ]
    hand = (
        box(0.026 * d, 0.42 * d, 0.008 * d).moved(y=0.13 * d, z=0.216 * d).turned("z", turn).toned(Tone.RED)
    )
    return facing(
        union(case, dial, *ticks, hand, dark(cylinder(0.04 * d, 0.03 * d, 0, 16)).moved(z=0.205 * d))
    )


def dial_thermometer(d: float, stem: float) -> Mesh:
    """A bimetal thermometer: dial above, a long stem with its thread below."""
    neck = union(
        cylinder(0.12 * d, 0.2 * d).moved(z=-0.66 * d),
        hex_head(0.3 * d, 0.14 * d).moved(z=-0.8 * d),
        thread(0.24 * d, 0.25 * d, 6).turned("x", 180).moved(z=-0.8 * d),
        cylinder(0.05 * d, stem, 0, 18).moved(z=-stem - 0.9 * d),
    )
    return union(dial_face(d, 60), neck.moved(y=-0.1 * d).toned(Tone.STEEL))


def glass_thermometer(length: float) -> Mesh:
    """An industrial V-form thermometer: a scale case on a threaded immersion tube."""
    s = length
    case = union(
        upright(extrude(rounded(0.2 * s, 0.72 * s, 0.06 * s), 0.08 * s)).moved(z=0.66 * s),
        facing(extrude(rounded(0.16 * s, 0.66 * s, 0.03 * s), 0.01 * s))
        .moved(y=-0.04 * s, z=0.66 * s)
        .toned(Tone.WHITE),
    )
    rod = cylinder(0.012 * s, 0.62 * s, 0, 12).moved(y=-0.055 * s, z=0.34 * s).toned(Tone.GLASS)
    red = cylinder(0.008 * s, 0.36 * s, 0, 10).moved(y=-0.062 * s, z=0.35 * s).toned(Tone.RED)
    marks = [
        dark(box((0.05 if i % 5 == 0 else 0.03) * s, 0.004 * s, 0.004 * s)).moved(
            x=0.045 * s, y=-0.051 * s, z=(0.38 + 0.025 * i) * s
        )
        for i in range(22)
    ]
    foot = union(
        cylinder(0.05 * s, 0.14 * s).moved(z=0.18 * s),
        hex_head(0.12 * s, 0.06 * s).moved(z=0.14 * s),
        cylinder(0.035 * s, 0.36 * s, 0, 18).moved(z=-0.2 * s),
    ).toned(Tone.BRASS)
    return union(case, rod, red, *marks, foot)


def thermocouple(d: float, length: float) -> Mesh:
    """A probe with connection head: lid, cable gland, threaded neck, sheath."""
    head = union(
        cylinder(0.5 * d, 0.6 * d),
        cylinder(0.54 * d, 0.16 * d).moved(z=0.58 * d),
        spun(d, (0, 0.73), (0.5, 0.73), (0.4, 0.85), (0, 0.88)),
    )
    gland = lying(union(hex_head(0.4 * d, 0.2 * d), cylinder(0.17 * d, 0.35 * d))).moved(
        x=0.45 * d, z=0.3 * d
    )
    chain = tube(bent([(0.3, 0, 0.7), (0.75, 0, 0.85), (0.55, 0, 0.3)], 0.12) * d, 0.02 * d, 6)
    neck = union(
        cylinder(0.16 * d, 0.5 * d).moved(z=-0.45 * d),
        hex_head(0.45 * d, 0.2 * d).moved(z=-0.6 * d),
        thread(0.34 * d, 0.4 * d, 7).turned("x", 180).moved(z=-0.58 * d),
        cylinder(0.09 * d, length, 0, 18).moved(z=-length - 0.9 * d),
    ).toned(Tone.STEEL)
    return union(head, gland, chain, neck)


def rotameter(d: float, height: float) -> Mesh:
    """A variable area flow meter: tapered glass with a float and a scale between end blocks."""
    h = height
    glass = (
        spun(1, (0.3 * d, 0), (0.36 * d, 0), (0.44 * d, 0.7 * h), (0.38 * d, 0.7 * h), segments=32)
        .moved(z=0.15 * h)
        .toned(Tone.GLASS)
    )
    cone = spun(d, (0, 0), (0.12, 0.1), (0.3, 0.5), (0.3, 0.6), (0, 0.62)).moved(z=0.5 * h).toned(Tone.RED)
    ends = [box(1.2 * d, 1.1 * d, 0.15 * h), box(1.2 * d, 1.1 * d, 0.15 * h).moved(z=0.85 * h)]
    rods = [
        cylinder(0.06 * d, 0.75 * h, 0, 12).moved(x=x * d, y=0.35 * d, z=0.12 * h).toned(Tone.STEEL)
        for x in (0.5, -0.5)
    ]
    scale = box(0.3 * d, 0.02 * d, 0.7 * h).moved(x=0.52 * d, y=-0.36 * d, z=0.15 * h).toned(Tone.PLATE)
    marks = [
        dark(box((0.2 if i % 5 == 0 else 0.12) * d, 0.02 * d, 0.006 * h)).moved(
            x=0.5 * d, y=-0.37 * d, z=(0.2 + 0.03 * i) * h
        )
        for i in range(20)
    ]
    neck = union(cylinder(0.3 * d, 0.5 * d, 0.2 * d), hex_nut_on(0.9 * d, 0.3 * d, 0.25 * d).moved(z=0.3 * d))
    return union(glass, cone, *ends, *rods, scale, *marks, neck.turned("x", 180), neck.moved(z=h))


def flow_meter(d: float) -> Mesh:
    """An electromagnetic flow meter: lined tube with flanges, transmitter with its display on a neck."""
    tube_ = union(
        lying(cylinder(0.85 * d, 1.5 * d, 0, 44)).moved(x=-0.75 * d),
        lying(cylinder(0.55 * d, 2.6 * d, 0.45 * d, 36)).moved(x=-1.3 * d),
        end_flange(d).moved(x=1.1 * d),
        end_flange(d, 180).moved(x=-1.1 * d),
    )
    neck = cylinder(0.22 * d, 0.6 * d).moved(z=0.75 * d)
    house = union(
        facing(cylinder(0.6 * d, 1.0 * d, 0, 40)).moved(y=0.5 * d),
        facing(cylinder(0.66 * d, 0.2 * d)).moved(y=-0.35 * d),
        facing(cylinder(0.48 * d, 0.02 * d)).moved(y=-0.545 * d).toned(Tone.BLACK),
        box(0.6 * d, 0.02 * d, 0.28 * d).moved(y=-0.57 * d, z=-0.1 * d).toned(Tone.GREEN),
    ).moved(z=1.8 * d)
    gland = lying(union(hex_head(0.3 * d, 0.14 * d), cylinder(0.11 * d, 0.3 * d))).moved(
        x=0.56 * d, y=0.2 * d, z=1.8 * d
    )
    return union(tube_, neck, house, dark(gland))


def water_meter(d: float) -> Mesh:
    """A dial register on a brass body with union ends."""
    body = spun(d, (0, -0.9), (0.8, -0.8), (1.3, -0.3), (1.35, 0.3), (0, 0.3))
    ends = lying(cylinder(0.55 * d, 4.4 * d, 0.42 * d, 32)).moved(x=-2.2 * d)
    nuts = [lying(hex_nut_on(1.5 * d, 0.6 * d, 0.4 * d)).moved(x=x * d) for x in (1.5, -2.1)]
    register = union(
        cylinder(1.25 * d, 0.4 * d, 0, 44),
        cylinder(1.1 * d, 0.02 * d).moved(z=0.395 * d).toned(Tone.WHITE),
        dark(box(1.2 * d, 0.26 * d, 0.02 * d)).moved(y=0.35 * d, z=0.41 * d),
        *[
            cylinder(0.2 * d, 0.02 * d, 0.15 * d, 20).moved(x=x * d, y=-0.4 * d, z=0.41 * d).toned(Tone.RED)
            for x in (-0.5, 0.0, 0.5)
        ],
    ).moved(z=0.28 * d)
    lid = cylinder(1.27 * d, 0.08 * d).turned("x", 70).moved(y=1.25 * d, z=1.9 * d)
    return union(body, ends, *nuts, register, lid)


def level_gauge(height: float) -> Mesh:
    """A tubular level glass between two cocks with guard rods."""
    h = height
    glass = cylinder(0.03 * h, 0.74 * h, 0.024 * h, 24).moved(z=0.13 * h).toned(Tone.GLASS)
    oil = cylinder(0.022 * h, 0.42 * h, 0, 18).moved(z=0.13 * h).toned(Tone.RED)
    cock = union(
        box(0.11 * h, 0.11 * h, 0.13 * h),
        facing(cylinder(0.03 * h, 0.16 * h)).turned("z", 180).moved(z=0.065 * h),
        facing(cylinder(0.06 * h, 0.03 * h)).moved(y=0.2 * h, z=0.065 * h),
        lying(cylinder(0.02 * h, 0.12 * h)).moved(x=0.05 * h, z=0.065 * h),
        lying(cylinder(0.06 * h, 0.02 * h)).moved(x=0.15 * h, z=0.065 * h).toned(Tone.RED),
    )
    rods = [
        cylinder(0.008 * h, 0.8 * h, 0, 10).moved(x=x * h, y=-0.04 * h, z=0.1 * h).toned(Tone.STEEL)
        for x in (0.05, -0.05)
    ]
    return union(glass, oil, cock, cock.moved(z=0.87 * h), *rods)


def float_switch(d: float) -> Mesh:
    """A stem with a ring float and cable, for tank levels."""
    stem = cylinder(0.12 * d, 2.6 * d, 0, 20)
    ball = spun(d, (0.13, 0), (0.42, 0.05), (0.5, 0.25), (0.5, 0.75), (0.42, 0.95), (0.13, 1.0)).moved(
        z=0.4 * d
    )
    stops = [cylinder(0.2 * d, 0.06 * d).moved(z=z * d).toned(Tone.STEEL) for z in (0.2, 1.7)]
    head = union(hex_head(0.7 * d, 0.3 * d).moved(z=2.2 * d), thread(0.5 * d, 0.5 * d, 7).moved(z=2.45 * d))
    wire = dark(tube(bent([(0, 0, 2.9), (0, 0, 3.5), (0.7, 0, 4.0)], 0.3) * d, 0.08 * d, 8))
    return union(stem, ball.toned(Tone.BLACK), *stops, head, wire)


def load_cell(size: float) -> Mesh:
    """An S-type force transducer with threaded holes and a cable."""
    s = size
    shape = [
        (-0.5, 0),
        (0.5, 0),
        (0.5, 0.46),
        (-0.22, 0.46),
        (-0.22, 0.54),
        (0.5, 0.54),
        (0.5, 1.2),
        (-0.5, 1.2),
        (-0.5, 0.74),
        (0.22, 0.74),
        (0.22, 0.66),
        (-0.5, 0.66),
    ]
    body = upright(cut(s, 0.4, *shape))
    cable = dark(
        tube(bent([(0.4, 0, 0.25), (0.9, 0, 0.25), (1.2, 0, 0.0), (1.6, 0, 0.1)], 0.15) * s, 0.05 * s, 10)
    )
    bolt = thread(0.22 * s, 0.4 * s, 8).toned(Tone.STEEL)
    cover = facing(cylinder(0.2 * s, 0.02 * s)).moved(y=-0.2 * s, z=0.6 * s).toned(Tone.GREY)
    return union(body, cable, bolt.moved(z=1.15 * s), bolt.turned("x", 180).moved(z=0.05 * s), cover)


def encoder(d: float) -> Mesh:
    """A rotary encoder: shaft, clamping flange, case, cable at its side."""
    body = spun(d, (0, 0), (0.5, 0), (0.5, 0.7), (0.46, 0.74), (0, 0.74), segments=48)
    front = (
        union(
            cylinder(0.5 * d, 0.1 * d, 0, 44),
            cylinder(0.46 * d, 0.06 * d).moved(z=0.1 * d),
            cylinder(0.31 * d, 0.1 * d).moved(z=0.15 * d),
        )
        .turned("x", 180)
        .toned(Tone.STEEL)
    )
    rod = cylinder(0.09 * d, 0.42 * d, 0, 24).turned("x", 180).moved(z=-0.24 * d).toned(Tone.STEEL)
    holes = [dark(h) for h in around(cylinder(0.035 * d, 0.02 * d, 0, 12).moved(x=0.4 * d, z=-0.17 * d), 3)]
    cable = tube(bent([(0.45, 0, 0.5), (0.9, 0, 0.5), (1.2, 0, 0.1), (1.2, 0, -0.5)], 0.2) * d, 0.06 * d, 10)
    gland = lying(cylinder(0.12 * d, 0.18 * d)).moved(x=0.48 * d, z=0.5 * d)
    return union(dark(body), front, rod, *holes, dark(cable), gland).turned("x", 90)


def photoelectric_sensor(size: float) -> Mesh:
    """A small block with two lenses, status lamps, holes and a cable."""
    s = size
    body = upright(
        extrude(
            rounded(s, 1.6 * s, 0.1 * s),
            0.55 * s,
            [circle(0.09 * s, -0.35 * s, y * s, 16) for y in (0.6, -0.6)],
        )
    ).turned("z", 90)
    lens = lying(cylinder(0.2 * s, 0.03 * s)).turned("z", -90)
    eyes = [lens.moved(y=-0.5 * s, z=z * s).toned(t) for z, t in ((0.32, Tone.RED), (-0.22, Tone.BLACK))]
    lamps = [
        cylinder(0.05 * s, 0.04 * s, 0, 14).moved(y=y * s, z=0.79 * s).toned(t)
        for y, t in ((0.0, Tone.GREEN), (0.2, Tone.RED))
    ]
    cable = dark(tube(bent([(0, 0.2, -0.8), (0, 0.2, -1.3), (0.3, 0.5, -1.8)], 0.2) * s, 0.1 * s, 10))
    return union(body, *eyes, *lamps, cable, dark(cylinder(0.15 * s, 0.15 * s)).moved(y=0.2 * s, z=-0.92 * s))


def light_curtain(height: float) -> Mesh:
    """Two upright bars, sender and receiver, with a dark window."""
    h = height
    bar = union(
        box(0.07 * h, 0.08 * h, h),
        dark(box(0.045 * h, 0.004 * h, 0.9 * h)).moved(y=-0.041 * h, z=0.05 * h),
        dark(box(0.072 * h, 0.082 * h, 0.03 * h)),
        dark(box(0.072 * h, 0.082 * h, 0.03 * h)).moved(z=0.97 * h),
        dark(cylinder(0.015 * h, 0.12 * h, 0, 12)).moved(z=-0.11 * h),
    )
    return union(bar.moved(x=-0.28 * h), bar.moved(x=0.28 * h))
