"""Solids that move fluids and are moved by them: pumps, blowers, compressors, air cylinders."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.forms import bent, dark, facing, hex_head, hex_nut_on, lying, spun, upright
from export.synthetic.geometry.mesh import Mesh, Tone, around, box, cylinder, extrude, tube, union
from export.synthetic.geometry.polygon import bolt_circle, circle, rectangle, rounded
from export.synthetic.parts.fluids.machines import motor
from export.synthetic.parts.fluids.piping import end_flange


def diaphragm_pump(size: float) -> Mesh:
    """An air driven double diaphragm pump: two round chambers, manifolds above and below."""
    s = size
    dome = lying(spun(s, (0, 0), (1.0, 0), (1.0, 0.12), (0.75, 0.42), (0.35, 0.58), (0, 0.6)))
    bolts = [lying(b) for b in around(hex_head(0.13 * s, 0.08 * s).moved(x=0.9 * s, z=0.12 * s), 10)]
    side = union(dome, *bolts).moved(x=0.42 * s, z=1.3 * s)
    middle = union(
        box(0.85 * s, 0.9 * s, 1.2 * s).moved(z=0.7 * s),
        facing(cylinder(0.3 * s, 0.5 * s)).moved(y=-0.3 * s, z=1.3 * s),
    )
    run = lying(cylinder(0.2 * s, 1.9 * s, 0, 28)).moved(x=-0.95 * s)
    posts = [cylinder(0.2 * s, 0.5 * s).moved(x=x * s) for x in (0.75, -0.75)]
    port = facing(
        union(
            cylinder(0.2 * s, 0.5 * s),
            cylinder(0.34 * s, 0.12 * s).moved(z=0.4 * s),
            dark(cylinder(0.15 * s, 0.02 * s)).moved(z=0.51 * s),
        )
    )
    low = union(run, *[p.moved(z=0.05 * s) for p in posts], port).moved(z=0.2 * s)
    top = union(run, *[p.moved(z=-0.5 * s) for p in posts], port).moved(z=2.4 * s)
    feet = [box(0.3 * s, 0.5 * s, 0.08 * s).moved(x=x * s) for x in (0.75, -0.75)]
    return union(side, side.turned("z", 180), middle, low, top, *feet)


def screw_pump(size: float) -> Mesh:
    """A progressive cavity pump: long stator, suction housing, bearing frame, drive shaft."""
    s = size
    stator = union(
        lying(cylinder(0.42 * s, 2.6 * s, 0, 36)).moved(x=0.6 * s),
        *[lying(cylinder(0.5 * s, 0.16 * s)).moved(x=x * s) for x in (0.6, 3.05)],
    )
    rods = [
        lying(cylinder(0.05 * s, 2.6 * s, 0, 12)).moved(x=0.6 * s, y=y * s, z=z * s).toned(Tone.STEEL)
        for y in (0.52, -0.52)
        for z in (0.2, -0.2)
    ]
    room = lying(cylinder(0.55 * s, 1.5 * s, 0, 40)).moved(x=-0.9 * s)
    port = union(
        cylinder(0.4 * s, 0.9 * s, 0, 32),
        extrude(circle(0.66 * s, segments=40), 0.12 * s, bolt_circle(8, 0.54 * s, 0.05 * s)).moved(
            z=0.85 * s
        ),
    ).moved(x=-0.3 * s)
    out = end_flange(0.62 * s).moved(x=3.3 * s)
    neck = lying(cylinder(0.36 * s, 0.3 * s)).moved(x=3.15 * s)
    frame = union(
        lying(spun(s, (0, 0), (0.35, 0), (0.45, 0.9), (0.55, 1.0), (0, 1.0))).moved(x=-1.85 * s),
        lying(cylinder(0.14 * s, 0.7 * s)).moved(x=-2.5 * s).toned(Tone.STEEL),
    )
    feet = [box(0.3 * s, 0.9 * s, 0.7 * s).moved(x=x * s, z=-0.8 * s) for x in (-1.4, 2.95)]
    return union(
        stator,
        *rods,
        room,
        port,
        out,
        neck,
        frame,
        *feet,
        box(5.2 * s, 1.1 * s, 0.14 * s).moved(x=0.5 * s, z=-0.9 * s).toned(Tone.GREY),
    )


def piston_pump(size: float) -> Mesh:
    """An axial piston pump: round body, SAE mounting flange, splined shaft, ports and a regulator."""
    s = size
    body = spun(s, (0, 0), (0.7, 0), (0.8, 0.2), (0.85, 1.3), (0.7, 1.45), (0, 1.45))
    plate = extrude(
        rounded(2.4 * s, 1.5 * s, 0.5 * s), 0.22 * s, [circle(0.13 * s, x * 0.95 * s, 0, 16) for x in (1, -1)]
    ).moved(z=-0.2 * s)
    boss = cylinder(0.5 * s, 0.2 * s).moved(z=-0.35 * s)
    rod = union(cylinder(0.2 * s, 0.7 * s, 0, 24).moved(z=-0.95 * s)).toned(Tone.STEEL)
    head = extrude(rounded(1.6 * s, 1.6 * s, 0.2 * s), 0.6 * s).moved(z=1.4 * s)
    port = lying(
        union(
            cylinder(0.42 * s, 0.1 * s),
            dark(cylinder(0.26 * s, 0.02 * s)).moved(z=0.095 * s),
            *[
                dark(cylinder(0.06 * s, 0.02 * s, 0, 12)).moved(x * 0.3 * s, y * 0.3 * s, 0.09 * s)
                for x in (1, -1)
                for y in (1, -1)
            ],
        )
    ).moved(x=0.78 * s, z=1.7 * s)
    control = union(
        box(0.5 * s, 0.5 * s, 1.0 * s).moved(y=-0.95 * s, z=0.9 * s),
        cylinder(0.14 * s, 0.3 * s).moved(y=-0.95 * s, z=1.88 * s).toned(Tone.STEEL),
    )
    return lying(union(body, plate, boss, rod, head, port, port.turned("z", 180), control))


def vane_pump(size: float) -> Mesh:
    """The inside of a vane pump: slotted rotor with vanes, eccentric in its ring."""
    s = size
    ring = extrude(circle(s, segments=60), 0.5 * s, [circle(0.8 * s, segments=52)])
    plate = cylinder(1.02 * s, 0.15 * s).moved(z=-0.14 * s)
    rotor = extrude(circle(0.62 * s, segments=48), 0.48 * s, [circle(0.2 * s, segments=30)]).moved(x=0.14 * s)
    vanes = []
    for i in range(8):
        a = i * pi / 4
        reach = 0.79 * s - 0.14 * s * np.cos(a)
        vane = box(reach - 0.4 * s, 0.06 * s, 0.47 * s).moved(x=(reach + 0.4 * s) / 2)
        vanes.append(dark(vane.turned("z", 45 * i).moved(x=0.14 * s)))
    return facing(union(ring, plate, rotor, *vanes))


def submersible_pump(d: float) -> Mesh:
    """A sump pump: inlet strainer, motor barrel, outlet elbow, handle and cable."""
    body = spun(d, (0, 0.3), (0.5, 0.3), (0.5, 1.3), (0.42, 1.45), (0, 1.45))
    base = spun(d, (0, 0.0), (0.62, 0), (0.62, 0.3), (0.5, 0.36), (0, 0.36))
    slots = around(dark(box(0.02 * d, 0.1 * d, 0.16 * d)).moved(x=0.618 * d, z=0.05 * d), 14)
    out = tube(bent([(0.5, 0, 0.45), (0.95, 0, 0.45), (0.95, 0, 1.3)], 0.3) * d, 0.15 * d, 18)
    collar = cylinder(0.2 * d, 0.14 * d).moved(x=0.95 * d, z=1.22 * d)
    grip = dark(
        tube(bent([(-0.3, 0, 1.4), (-0.3, 0, 1.75), (0.3, 0, 1.75), (0.3, 0, 1.4)], 0.15) * d, 0.05 * d, 10)
    )
    cable = dark(
        tube(bent([(0, 0.2, 1.4), (0, 0.25, 1.9), (-0.5, 0.3, 2.3), (-0.9, 0.3, 1.9)], 0.2) * d, 0.04 * d, 8)
    )
    return union(body, base, *slots, out, collar, grip, cable)


def blower(size: float) -> Mesh:
    """A centrifugal fan: scroll housing with a square outlet, inlet ring, motor behind."""
    s = size
    turn = np.linspace(-0.5 * pi, 1.5 * pi, 49)
    radius = 0.62 * s + 0.3 * s * (turn + 0.5 * pi) / (2 * pi)
    scroll = np.c_[radius * np.cos(turn), radius * np.sin(turn)]
    outlet = np.array([[0.95 * s, -0.92 * s], [0.95 * s, -0.4 * s]])
    shape = np.concatenate([scroll[8:], [[0.0, -0.92 * s]], outlet])
    house = upright(extrude(shape, 0.62 * s, [circle(0.42 * s, segments=44)]))
    back = upright(cylinder(0.45 * s, 0.05 * s, 0, 40)).moved(y=0.26 * s)
    lip = facing(spun(s, (0.4, 0), (0.48, 0), (0.44, 0.1), (0.4, 0.1))).moved(y=-0.3 * s)
    blade = box(0.05 * s, 0.012 * s, 0.5 * s).moved(x=0.36 * s, z=-0.25 * s)
    wheel = facing(union(*around(blade, 24), cylinder(0.1 * s, 0.5 * s).moved(z=-0.25 * s))).toned(Tone.GREY)
    rim = upright(extrude(rectangle(0.1 * s, 0.66 * s), 0.74 * s)).moved(x=0.97 * s, z=-0.66 * s)
    drive = union(
        facing(cylinder(0.3 * s, 0.6 * s, 0, 36)).moved(y=0.9 * s),
        box(0.9 * s, 0.5 * s, 0.05 * s).moved(y=0.6 * s, z=-1.0 * s),
        box(0.3 * s, 0.3 * s, 0.7 * s).moved(y=0.6 * s, z=-0.98 * s),
    )
    return union(house, back, lip, wheel, rim, drive.toned(Tone.GREY))


def compressor(size: float) -> Mesh:
    """A piston air compressor on its horizontal receiver: finned cylinder, belt guard, motor, wheels."""
    s = size
    shell = lying(
        spun(
            s, (0, 0), (0.3, 0.03), (0.46, 0.14), (0.5, 0.3), (0.5, 2.5), (0.46, 2.66), (0.3, 2.77), (0, 2.8)
        )
    ).moved(x=-1.4 * s, z=0.75 * s)
    feet = [
        box(0.12 * s, 0.8 * s, 0.5 * s).moved(x=0.9 * s),
        dark(facing(cylinder(0.28 * s, 0.12 * s))).moved(x=-0.9 * s, y=-0.5 * s, z=0.28 * s),
        dark(facing(cylinder(0.28 * s, 0.12 * s))).moved(x=-0.9 * s, y=0.62 * s, z=0.28 * s),
    ]
    deck = box(2.0 * s, 0.7 * s, 0.08 * s).moved(z=1.22 * s)
    crank = box(0.6 * s, 0.5 * s, 0.5 * s).moved(x=-0.4 * s, z=1.3 * s)
    fins = [
        extrude(rounded(0.56 * s, 0.56 * s, 0.1 * s), 0.04 * s).moved(x=-0.4 * s, z=(1.82 + 0.08 * i) * s)
        for i in range(7)
    ]
    barrel = cylinder(0.2 * s, 0.8 * s).moved(x=-0.4 * s, z=1.7 * s)
    head = extrude(rounded(0.5 * s, 0.5 * s, 0.08 * s), 0.2 * s).moved(x=-0.4 * s, z=2.4 * s)
    engine = motor(0.3 * s).grounded().moved(x=0.62 * s, y=0.05 * s, z=1.28 * s).toned(Tone.GREY)
    guard = upright(
        extrude(
            np.array([[-0.75, -0.4], [-0.45, -0.45], [0.85, -0.25], [0.85, 0.25], [-0.45, 0.5], [-0.75, 0.4]])
            * s,
            0.14 * s,
        )
    ).moved(y=-0.42 * s, z=1.75 * s)
    line = tube(bent([(-0.4, 0.3, 2.5), (-1.0, 0.3, 2.5), (-1.0, 0.1, 1.1)], 0.2) * s, 0.04 * s, 10).toned(
        Tone.COPPER
    )
    dial = facing(
        union(cylinder(0.13 * s, 0.08 * s), cylinder(0.11 * s, 0.01 * s).moved(z=0.078 * s).toned(Tone.WHITE))
    ).moved(x=1.0 * s, y=-0.35 * s, z=1.4 * s)
    return union(shell, *feet, deck, crank, *fins, barrel, head, engine, dark(guard), line, dial)


def pneumatic_cylinder(bore: float, stroke: float) -> Mesh:
    """ISO 15552: a profiled barrel between square covers, rod with thread and nut."""
    b, length = bore, stroke + 1.9 * bore
    w = 1.32 * b
    barrel = extrude(rounded(1.2 * b, 1.2 * b, 0.25 * b), length)
    slots = [
        dark(box(0.1 * b, 0.02 * b, length * 0.7)).moved(x=x * b, y=y * b, z=0.15 * length)
        for x in (0.25, -0.25)
        for y in (0.6, -0.6)
    ]
    cover = extrude(rounded(w, w, 0.14 * b), 0.55 * b)
    screws = [
        dark(cylinder(0.08 * b, 0.02 * b, 0, 14)).moved(x * 0.5 * b, y * 0.5 * b, 0.54 * b)
        for x in (1, -1)
        for y in (1, -1)
    ]
    head = union(cover, *screws, cylinder(0.3 * b, 0.75 * b)).moved(z=length - 0.55 * b)
    back = union(cover, *screws).turned("x", 180).moved(z=0.55 * b)
    port = dark(facing(cylinder(0.13 * b, 0.02 * b))).moved(y=-0.655 * b)
    rod = union(
        cylinder(0.18 * b, 0.55 * stroke + 0.4 * b, 0, 26),
        cylinder(0.15 * b, 0.4 * b).moved(z=0.55 * stroke + 0.35 * b),
        hex_nut_on(0.5 * b, 0.14 * b, 0.15 * b).moved(z=0.55 * stroke + 0.5 * b),
    ).toned(Tone.STEEL)
    return lying(
        union(
            barrel,
            *slots,
            head,
            back,
            port.moved(z=0.28 * b),
            port.moved(z=length - 0.28 * b),
            rod.moved(z=length + 0.18 * b),
        )
    )


def compact_cylinder(bore: float, stroke: float) -> Mesh:
    b, length = bore, stroke + 1.1 * bore
    holes = [circle(0.1 * b, x * 0.5 * b, y * 0.5 * b, 16) for x in (1, -1) for y in (1, -1)]
    body = extrude(rounded(1.4 * b, 1.4 * b, 0.2 * b), length, holes)
    ring = union(dark(cylinder(0.36 * b, 0.02 * b)), cylinder(0.34 * b, 0.06 * b).toned(Tone.BRASS)).moved(
        z=length - 0.01 * b
    )
    rod = (
        union(cylinder(0.22 * b, 0.4 * b, 0.1 * b, 28), dark(cylinder(0.1 * b, 0.38 * b)))
        .moved(z=length)
        .toned(Tone.STEEL)
    )
    slot = [
        dark(box(0.09 * b, 0.02 * b, length * 0.94)).moved(x=x * b, y=-0.698 * b, z=0.03 * length)
        for x in (0.28, -0.28)
    ]
    ports = [
        dark(facing(cylinder(0.1 * b, 0.02 * b))).moved(y=-0.69 * b, z=z)
        for z in (0.25 * b, length - 0.25 * b)
    ]
    return union(body, ring, rod, *slot, *ports)
