"""Solids that pass motion on: joints, belts, ring gears, cams, cranks, rods, brakes, conveyor rollers."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.forms import cut, dark, facing, helix, hex_head, lying, sector, spun
from export.synthetic.geometry.mesh import Mesh, Tone, around, box, cylinder, extrude, lathe, tube, union
from export.synthetic.geometry.polygon import bolt_circle, circle, gear_outline, rounded
from export.synthetic.parts.mechanics.gears import bore_outline


def universal_joint(d: float) -> Mesh:
    """A Cardan joint, one hub bent against the other."""
    hub = cylinder(0.9 * d, 1.9 * d, 0.5 * d, 36).moved(z=1.0 * d)
    floor = dark(cylinder(0.5 * d, 0.1 * d).moved(z=1.9 * d))
    arm = extrude(rounded(0.9 * d, 2.0 * d, 0.44 * d), 0.3 * d).turned("x", 90).turned("z", 90)
    arms = [arm.moved(x=x * d, z=0.55 * d) for x in (0.62, -0.92)]
    disc = cylinder(0.92 * d, 0.3 * d).moved(z=0.85 * d)
    yoke = union(hub, floor, disc, *arms)
    pin = cylinder(0.28 * d, 1.95 * d, 0, 22).moved(z=-0.975 * d)
    cross = union(box(0.8 * d, 0.8 * d, 0.8 * d).moved(z=-0.4 * d), pin.turned("x", 90), pin.turned("y", 90))
    other = yoke.turned("z", 90).turned("x", 180).turned("x", 24)
    return lying(union(yoke, other, cross.toned(Tone.STEEL)))


def disc_coupling(d: float) -> Mesh:
    """Two hubs joined by packs of thin steel discs."""
    hub = spun(d, (0.5, 0.42), (1.6, 0.42), (1.6, 0.72), (1.0, 0.72), (1.0, 1.7), (0.5, 1.7))
    pack = [cylinder(1.5 * d, 0.05 * d, 0.8 * d, 44).moved(z=z * d).toned(Tone.STEEL) for z in (0.22, 0.3)]
    bolt = union(
        cylinder(0.13 * d, 1.3 * d, 0, 14).moved(z=-0.65 * d), hex_head(0.36 * d, 0.2 * d).moved(z=0.7 * d)
    ).toned(Tone.STEEL)
    spacer = cylinder(1.1 * d, 0.5 * d, 0.75 * d).moved(z=-0.25 * d)
    half = union(hub, *pack)
    return lying(union(half, half.turned("x", 180), spacer, *around(bolt.moved(x=1.3 * d), 6)))


def bellows_coupling(d: float) -> Mesh:
    hub = spun(d, (0.5, 0), (1.05, 0), (1.05, 0.9), (0.5, 0.9))
    slot = dark(box(0.62 * d, 0.06 * d, 0.7 * d).moved(x=0.76 * d, z=0.1 * d))
    screw = (
        dark(cylinder(0.14 * d, 0.05 * d, 0, 16)).turned("x", 90).moved(x=0.75 * d, y=-0.72 * d, z=0.45 * d)
    )
    profile = [(0.6, 0.0)]
    for i in range(5):
        z = i * 0.24
        profile += [(0.7, z + 0.02), (1.0, z + 0.05), (1.02, z + 0.1), (1.0, z + 0.15), (0.72, z + 0.19)]
    waves = spun(d, *profile, (0.6, 1.2)).toned(Tone.STEEL)
    end = union(hub, slot, screw)
    return lying(union(end, waves.moved(z=0.9 * d), end.turned("x", 180).moved(z=3.0 * d)))


def internal_gear(teeth: float, module: float, width: float) -> Mesh:
    """A ring with teeth inside and holes to bolt it down."""
    r = teeth * module / 2
    inner = gear_outline(int(teeth), module)[::-1]
    rim = r * 1.0 + 6 * module
    holes = bolt_circle(8, r + 3.6 * module, 0.9 * module)
    return facing(extrude(circle(rim, segments=72), width, [inner, *holes]))


def planetary_gear(module: float, width: float) -> Mesh:
    """A sun, three planets on their carrier, the ring around them."""
    m = module
    ring = extrude(circle(39 * m, segments=72), width, [gear_outline(60, m)[::-1]])
    sun = extrude(gear_outline(20, m), 1.1 * width, [circle(4 * m)])
    planet = union(
        extrude(gear_outline(20, m), width, [circle(4 * m)]).turned("z", 9),
        cylinder(4.05 * m, 1.25 * width, 0, 28).toned(Tone.STEEL),
    )
    carrier = cylinder(26 * m, 0.25 * width, 5 * m, 52).moved(z=-0.3 * width).toned(Tone.GREY)
    return facing(union(ring, sun, *around(planet.moved(x=20 * m), 3), carrier))


def plate_cam(d: float, width: float) -> Mesh:
    angle = np.linspace(0, 2 * pi, 73)[:-1]
    lift = 0.5 * d * (1 + 0.55 * np.clip(np.cos(angle), 0, 1) ** 2.2)
    disc = extrude(np.c_[lift * np.cos(angle), lift * np.sin(angle)], width, [bore_outline(0.2 * d)])
    hub = extrude(circle(0.34 * d, segments=40), 2 * width, [bore_outline(0.2 * d)])
    return facing(union(disc, hub))


def camshaft(d: float, cams: float) -> Mesh:
    rod = cylinder(0.5 * d, (cams * 2.2 + 2) * d, 0, 30)
    angle = np.linspace(0, 2 * pi, 49)[:-1]
    lift = 0.8 * d * (1 + 0.6 * np.clip(np.cos(angle), 0, 1) ** 2.4)
    lobe = extrude(np.c_[lift * np.cos(angle), lift * np.sin(angle)], 0.8 * d)
    lobes = [lobe.turned("z", 97 * i).moved(z=(1.6 + 2.2 * i) * d) for i in range(int(cams))]
    rests = [cylinder(0.8 * d, 0.6 * d).moved(z=(0.6 + 2.2 * i) * d) for i in range(int(cams) + 1)]
    return lying(union(rod, *lobes, *rests, cylinder(1.2 * d, 0.5 * d).moved(z=-0.45 * d)))


def crankshaft(d: float, throws: float) -> Mesh:
    """Main journals, webs with counterweights, crank pins, a flywheel flange."""
    web = np.concatenate(
        [circle(0.95 * d, 0, 1.1 * d, 30)[0:16], sector(0.01 * d, 1.75 * d, 205, 335, 16)[:16]]
    )
    blade = extrude(web, 0.5 * d)
    parts, z = [cylinder(0.42 * d, 1.6 * d, 0, 28).moved(z=-1.5 * d), cylinder(0.6 * d, 1.1 * d)], 1.0 * d
    for i in range(int(throws)):
        pin = cylinder(0.52 * d, 0.8 * d, 0, 28).moved(y=1.1 * d, z=0.45 * d)
        rest = cylinder(0.6 * d, 0.9 * d).moved(z=1.65 * d)
        throw = union(blade, pin, blade.moved(z=1.2 * d), rest)
        parts.append(throw.turned("z", 180 * (i % 2)).moved(z=z))
        z += 2.5 * d
    return lying(union(*parts, cylinder(1.3 * d, 0.35 * d).moved(z=z - 0.05 * d)))


def connecting_rod(length: float) -> Mesh:
    s = length
    big = extrude(circle(0.24 * s, segments=44), 0.2 * s, [circle(0.165 * s, segments=36)])
    small = extrude(circle(0.13 * s, s, 0, 36), 0.2 * s, [circle(0.075 * s, s, 0, 28)])
    beam = cut(s, 0.05, (0.19, -0.1), (0.89, -0.055), (0.89, 0.055), (0.19, 0.1)).moved(z=0.075 * s)
    edge = cut(s, 0.13, (0.2, 0.075), (0.89, 0.04), (0.89, 0.065), (0.2, 0.105)).moved(z=0.035 * s)
    other = cut(s, 0.13, (0.2, -0.105), (0.89, -0.065), (0.89, -0.04), (0.2, -0.075)).moved(z=0.035 * s)
    ear = box(0.3 * s, 0.1 * s, 0.14 * s)
    bolt = union(hex_head(0.09 * s, 0.06 * s), cylinder(0.03 * s, 0.4 * s, 0, 14).turned("x", 180)).turned(
        "y", -90
    )
    bolts = [bolt.moved(x=-0.15 * s, y=y * s, z=0.1 * s).toned(Tone.STEEL) for y in (0.235, -0.235)]
    ears = [ear.moved(y=y * s, z=0.03 * s) for y in (0.225, -0.225)]
    bush = (
        extrude(circle(0.078 * s, s, 0, 30), 0.21 * s, [circle(0.062 * s, s, 0, 26)])
        .moved(z=-0.005 * s)
        .toned(Tone.BRASS)
    )
    return union(big, small, beam, edge, other, *ears, *bolts, bush).turned("x", 60)


def spline_shaft(d: float, length: float) -> Mesh:
    """ISO 14: six splines over part of the shaft."""
    points = []
    for i in range(6):
        for a, r in (
            (-15, 0.5),
            (-7, 0.5),
            (0, 0.5),
            (7, 0.5),
            (15, 0.5),
            (15.5, 0.42),
            (30, 0.42),
            (44.5, 0.42),
        ):
            t = np.radians(a + 60 * i)
            points.append((r * d * np.cos(t), r * d * np.sin(t)))
    ridge = extrude(np.array(points), 0.5 * length)
    rest = lathe(
        [(0, 0), (0.38 * d, 0), (0.4 * d, 0.02 * length), (0.4 * d, 0.52 * length), (0, 0.52 * length)], 36
    )
    collar = cylinder(0.6 * d, 0.06 * length).moved(z=0.48 * length)
    return lying(union(ridge.moved(z=0.5 * length), rest, collar))


def brake_disc(d: float) -> Mesh:
    r = d / 2
    disc = cylinder(r, 0.09 * r, 0.6 * r, 64)
    vents = [
        extrude(bar, 0.08 * r).moved(z=0.12 * r)
        for bar in (sector(0.64 * r, 0.96 * r, a, a + 5, 3) for a in range(0, 360, 10))
    ]
    bell = lathe(
        [
            (0.3 * r, 0.62 * r),
            (0.46 * r, 0.62 * r),
            (0.56 * r, 0.5 * r),
            (0.62 * r, 0.2 * r),
            (0.62 * r, 0.02 * r),
            (0.56 * r, 0.02 * r),
            (0.5 * r, 0.45 * r),
            (0.42 * r, 0.55 * r),
            (0.3 * r, 0.55 * r),
        ],
        56,
    )
    bolts = [dark(b) for b in around(cylinder(0.05 * r, 0.01 * r, 0, 18).moved(x=0.4 * r, z=0.615 * r), 5)]
    return facing(union(disc, *[v.moved(z=-0.04 * r) for v in vents], disc.moved(z=0.155 * r), bell, *bolts))


def clutch_disc(d: float) -> Mesh:
    """A lined disc with damper springs and a splined hub."""
    r = d / 2
    lining = dark(cylinder(r, 0.08 * r, 0.64 * r, 60))
    groove = box(0.36 * r, 0.03 * r, 0.01 * r).moved(x=0.82 * r, z=0.078 * r).toned(Tone.GREY)
    plate = cylinder(0.7 * r, 0.04 * r, 0.2 * r, 52).moved(z=0.02 * r)
    cover = cylinder(0.52 * r, 0.12 * r, 0.2 * r, 44).moved(z=-0.02 * r)
    coil = (
        tube(helix(0.06 * r, 0.045 * r, 6, 10), 0.018 * r, 6)
        .turned("x", 90)
        .moved(x=0.36 * r, y=0.13 * r, z=0.1 * r)
    )
    hub = extrude(circle(0.24 * r, segments=36), 0.34 * r, [gear_outline(16, 0.018 * r)[::-1]]).moved(
        z=-0.1 * r
    )
    rivets = around(cylinder(0.03 * r, 0.01 * r, 0, 12).moved(x=0.6 * r, z=0.055 * r).toned(Tone.BRASS), 12)
    return facing(union(lining, *around(groove, 16), plate, cover, *around(coil, 4), hub, *rivets))


def hand_crank(radius: float) -> Mesh:
    r = radius
    arm = cut(r, 0.12, (-0.14, -0.14), (1.05, -0.1), (1.05, 0.1), (-0.14, 0.14))
    boss = extrude(circle(0.2 * r, segments=36), 0.36 * r, [bore_outline(0.09 * r)]).moved(z=-0.16 * r)
    tip = cylinder(0.12 * r, 0.14 * r).moved(x=r)
    grip = dark(spun(r, (0, 0.1), (0.07, 0.1), (0.1, 0.3), (0.11, 0.6), (0.08, 0.78), (0, 0.8))).moved(x=r)
    return facing(union(arm, boss, tip, grip))
