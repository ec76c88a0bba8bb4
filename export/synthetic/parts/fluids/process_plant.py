"""Solids of process plant: pumps, blowers, compressors, air cylinders, heat exchangers, filters, meters."""

from __future__ import annotations

import numpy as np

from export.synthetic.geometry.forms import dark, facing, helix, hex_head, lying, spun
from export.synthetic.geometry.mesh import (
    Mesh,
    Tone,
    around,
    box,
    cylinder,
    extrude,
    loft,
    sphere,
    tube,
    union,
)
from export.synthetic.geometry.polygon import bolt_circle, circle, rectangle, rounded
from export.synthetic.parts.fluids.piping import end_flange
from export.synthetic.parts.mechanics.fasteners import thread


def accumulator(d: float, height: float) -> Mesh:
    """A bladder accumulator: forged shell, gas valve with cap on top, oil valve below."""
    h = height / d
    arc = [(0.5 * np.cos(a), h - 0.5 + 0.5 * np.sin(a)) for a in np.linspace(0, 1.35, 9)]
    low = [(0.5 * np.cos(a), 0.5 + 0.5 * np.sin(a)) for a in np.linspace(-1.35, 0, 9)]
    shell = spun(d, (0, 0.0), *low, *arc, (0, h))
    top = (
        union(cylinder(0.12 * d, 0.1 * d), cylinder(0.07 * d, 0.22 * d))
        .moved(z=height - 0.02 * d)
        .toned(Tone.STEEL)
    )
    foot = (
        union(
            cylinder(0.15 * d, 0.25 * d),
            hex_head(0.34 * d, 0.1 * d).moved(z=0.1 * d),
            cylinder(0.1 * d, 0.2 * d).moved(z=-0.18 * d),
        )
        .moved(z=-0.2 * d)
        .toned(Tone.STEEL)
    )
    sign = (
        facing(extrude(rounded(0.34 * d, 0.3 * d, 0.02 * d), 0.03 * d))
        .moved(y=-0.48 * d, z=height * 0.5)
        .toned(Tone.PLATE)
    )
    return union(shell, top, foot, sign)


def heat_exchanger(d: float, length: float) -> Mesh:
    """Shell and tube: a shell with nozzles, channel heads bolted to its ends, on saddles."""
    shell = lying(cylinder(0.5 * d, length, 0, 48)).moved(x=-length / 2)
    ring = lying(extrude(circle(0.68 * d, segments=52), 0.1 * d, bolt_circle(12, 0.6 * d, 0.035 * d)))
    pairs = [
        ring.moved(x=x)
        for x in (length / 2 - 0.1 * d, length / 2 + 0.02 * d, -length / 2, -length / 2 - 0.12 * d)
    ]
    head = lying(spun(d, (0, 0), (0.5, 0), (0.5, 0.35), (0.42, 0.5), (0.22, 0.6), (0, 0.62)))
    heads = [head.moved(x=length / 2 + 0.1 * d), head.turned("z", 180).moved(x=-length / 2 - 0.1 * d)]
    nozzle = union(
        cylinder(0.16 * d, 0.4 * d),
        extrude(circle(0.28 * d, segments=36), 0.07 * d, bolt_circle(4, 0.22 * d, 0.03 * d)).moved(
            z=0.36 * d
        ),
    )
    up = [
        nozzle.moved(x=-0.34 * length, z=0.42 * d),
        nozzle.turned("x", 180).moved(x=0.34 * length, z=-0.42 * d),
        nozzle.moved(x=-length / 2 - 0.3 * d, z=0.4 * d),
        nozzle.turned("x", 180).moved(x=-length / 2 - 0.3 * d, z=-0.4 * d),
    ]
    saddle = [
        union(box(0.14 * d, 0.9 * d, 0.75 * d), box(0.3 * d, 1.0 * d, 0.06 * d)).moved(
            x=x * length, z=-0.95 * d
        )
        for x in (-0.22, 0.22)
    ]
    return union(shell, *pairs, *heads, *up, *saddle)


def plate_exchanger(size: float, plates: float) -> Mesh:
    """Gasketed plates pressed between two frames by tie bolts, four ports in front."""
    s, n = size, int(plates)
    depth = 0.05 * n * s
    pack = [
        box(0.86 * s, 0.028 * s, 2.0 * s).moved(y=0.05 * s * (i + 0.5), z=0.15 * s).toned(Tone.STEEL)
        for i in range(n)
    ]
    ports = [
        facing(
            union(
                cylinder(0.16 * s, 0.2 * s, 0.11 * s),
                cylinder(0.22 * s, 0.05 * s, 0.12 * s).moved(z=0.16 * s),
                dark(cylinder(0.11 * s, 0.1 * s)),
            )
        ).moved(x=x * s, y=0.02 * s, z=z * s)
        for x in (0.25, -0.25)
        for z in (0.45, 1.85)
    ]
    front = box(s, 0.12 * s, 2.4 * s).moved(y=-0.04 * s)
    back = box(s, 0.1 * s, 2.2 * s).moved(y=depth + 0.05 * s, z=0.1 * s)
    bar = facing(cylinder(0.06 * s, depth + 0.9 * s)).moved(y=depth + 0.8 * s).toned(Tone.STEEL)
    bolts = [
        facing(
            union(
                cylinder(0.035 * s, depth + 0.7 * s, 0, 12),
                hex_head(0.1 * s, 0.06 * s).moved(z=depth + 0.52 * s),
            )
        )
        .moved(x=x * s, y=depth + 0.4 * s, z=z * s)
        .toned(Tone.STEEL)
        for x in (0.47, -0.47)
        for z in (0.35, 0.85, 1.4, 1.95)
    ]
    post = box(0.16 * s, 0.1 * s, 2.4 * s).moved(y=depth + 0.75 * s)
    return union(front, back, *pack, *ports, bar.moved(z=2.28 * s), bar.moved(z=0.1 * s), *bolts, post)


def radiator(width: float, height: float) -> Mesh:
    """An oil or water cooler: finned core between two tanks with ports."""
    w, h, deep = width, height, 0.14 * width
    fins = [
        box(0.006 * w, 0.8 * deep, 0.78 * h).moved(x=x * w, z=0.11 * h) for x in np.linspace(-0.44, 0.44, 36)
    ]
    tubes = [box(0.9 * w, 0.9 * deep, 0.018 * h).moved(z=z * h) for z in np.linspace(0.14, 0.84, 10)]
    tanks = [box(1.0 * w, deep, 0.12 * h), box(1.0 * w, deep, 0.12 * h).moved(z=0.88 * h)]
    sides = [box(0.04 * w, deep, 0.9 * h).moved(x=x * w, z=0.05 * h) for x in (-0.48, 0.48)]
    ears = [
        union(
            box(0.12 * w, 0.02 * w, 0.12 * h),
            dark(facing(cylinder(0.02 * w, 0.022 * w))).moved(y=0.011 * w, z=0.06 * h),
        ).moved(x=x * w, z=z * h)
        for x in (0.55, -0.55)
        for z in (0.1, 0.78)
    ]
    port = facing(
        union(cylinder(0.05 * w, 0.1 * w, 0.035 * w, 26), dark(cylinder(0.035 * w, 0.08 * w)))
    ).moved(y=-deep / 2 + 0.01 * w)
    cap = union(cylinder(0.05 * w, 0.04 * h), cylinder(0.065 * w, 0.03 * h).moved(z=0.03 * h)).moved(z=h)
    return union(
        *fins,
        *tubes,
        *tanks,
        *sides,
        *ears,
        port.moved(x=-0.35 * w, z=0.94 * h),
        port.moved(x=0.35 * w, z=0.06 * h),
        cap.toned(Tone.BLACK),
    )


def spin_on_filter(d: float, height: float) -> Mesh:
    """A can with a rolled seam, a gasket and a threaded hole."""
    h = height / d
    can = spun(
        d,
        (0, 0),
        (0.4, 0),
        (0.48, 0.06),
        (0.48, h - 0.1),
        (0.5, h - 0.08),
        (0.5, h),
        (0.3, h),
        (0.12, h - 0.03),
        (0, h - 0.03),
    )
    flutes = around(box(0.02 * d, 0.07 * d, 0.25 * height).moved(x=0.475 * d, z=0.1 * height), 16)
    gasket = dark(cylinder(0.46 * d, 0.05 * d, 0.38 * d, 44)).moved(z=height - 0.01 * d)
    holes = [
        dark(h_)
        for h_ in around(cylinder(0.035 * d, 0.02 * d, 0, 14).moved(x=0.24 * d, z=height - 0.03 * d), 8)
    ]
    neck = union(cylinder(0.13 * d, 0.04 * d, 0.1 * d), dark(cylinder(0.1 * d, 0.02 * d))).moved(
        z=height - 0.03 * d
    )
    return union(can, *flutes, gasket, *holes, neck).turned("x", 25)


def bag_filter_housing(d: float) -> Mesh:
    """An upright vessel on legs with swing bolts round its lid."""
    shell = spun(d, (0, 0.5), (0.3, 0.54), (0.48, 0.75), (0.5, 0.9), (0.5, 2.2), (0, 2.2), segments=44)
    lid = spun(d, (0, 2.2), (0.62, 2.2), (0.62, 2.3), (0.45, 2.38), (0.2, 2.45), (0, 2.47), segments=44)
    rim = cylinder(0.62 * d, 0.1 * d).moved(z=2.1 * d)
    bolt = (
        union(cylinder(0.04 * d, 0.45 * d, 0, 12).moved(z=1.98 * d), sphere(0.07 * d, 12).moved(z=2.42 * d))
        .moved(x=0.6 * d)
        .toned(Tone.STEEL)
    )
    port = union(lying(cylinder(0.16 * d, 0.4 * d)).moved(x=0.4 * d), end_flange(0.28 * d).moved(x=0.78 * d))
    legs = around(box(0.07 * d, 0.07 * d, 1.0 * d).moved(x=0.48 * d), 3, 30)
    vent = union(cylinder(0.04 * d, 0.2 * d, 0, 14), cylinder(0.07 * d, 0.03 * d).moved(z=0.18 * d)).moved(
        z=2.4 * d
    )
    return union(
        shell,
        lid,
        rim,
        *around(bolt, 6),
        port.moved(z=1.9 * d),
        port.turned("z", 180).moved(z=0.95 * d),
        *legs,
        vent,
    )


def hopper(size: float) -> Mesh:
    s = size
    low = rectangle(0.5 * s, 0.5 * s)
    shell = [np.c_[low * f, np.full(4, z)] for f, z in ((1, 0.0), (4, 1.4 * s), (4, 2.0 * s))]
    inner = [np.c_[low * f, np.full(4, z)] for f, z in ((3.8, 2.0 * s), (3.8, 1.42 * s), (0.8, 0.0))]
    walls = loft([*shell, *inner, shell[0]], caps=False)
    rim = extrude(rectangle(2.16 * s, 2.16 * s), 0.08 * s, [rectangle(1.9 * s, 1.9 * s)]).moved(z=1.95 * s)
    flange = extrude(rectangle(0.8 * s, 0.8 * s), 0.06 * s, [rectangle(0.4 * s, 0.4 * s)]).moved(z=-0.04 * s)
    legs = [
        box(0.12 * s, 0.12 * s, 2.6 * s).moved(x * s, y * s, -0.9 * s)
        for x in (0.98, -0.98)
        for y in (0.98, -0.98)
    ]
    return union(walls, rim, flange, *legs)


def agitator(d: float, length: float) -> Mesh:
    """A mixer: motor with gear on a flange, a long shaft, three pitched blades."""
    drive = union(
        cylinder(0.5 * d, d, 0, 36).moved(z=0.5 * d),
        *around(box(0.1 * d, 0.04 * d, 0.8 * d).moved(x=0.52 * d, z=0.6 * d), 16),
        cylinder(0.42 * d, 0.5 * d),
        extrude(circle(0.75 * d, segments=44), 0.12 * d, bolt_circle(8, 0.62 * d, 0.05 * d)).moved(
            z=-0.1 * d
        ),
    )
    rod = cylinder(0.1 * d, length, 0, 20).moved(z=-length).toned(Tone.STEEL)
    blade = box(0.7 * d, 0.24 * d, 0.03 * d).turned("x", 40).moved(x=0.45 * d, z=-length * 0.97)
    hub = cylinder(0.17 * d, 0.25 * d).moved(z=-length * 0.97 - 0.12 * d)
    return union(drive, rod, *[b.toned(Tone.STEEL) for b in around(blade, 3)], hub.toned(Tone.STEEL))


def silencer(d: float, length: float) -> Mesh:
    """A sintered bronze exhaust silencer with its hexagon and thread."""
    tip = spun(d, (0, 0), (0.5, 0), (0.5, length / d - 0.3), (0.3, length / d), (0, length / d)).toned(
        Tone.BRASS
    )
    ribs = [
        cylinder(0.515 * d, 0.02 * length, 0.4 * d).moved(z=z * length).toned(Tone.COPPER)
        for z in np.linspace(0.08, 0.7, 7)
    ]
    return lying(
        union(
            tip,
            *ribs,
            hex_head(1.2 * d, 0.45 * d).turned("x", 180),
            thread(0.8 * d, 0.7 * d, 6).turned("x", 180).moved(z=-0.4 * d),
        )
    )


def cooling_coil(d: float, coils: float) -> Mesh:
    """A helical cooling coil with straight ends."""
    path = helix(0.5 * d, 0.16 * d, coils, 26)
    low, top = np.array([0, -0.6 * d, 0]) + path[0], np.array([0, 0.6 * d, 0]) + path[-1]
    return tube(np.array([low, *path, top]), 0.055 * d, 12)


def ejector(d: float) -> Mesh:
    """A jet ejector: nozzle chamber, side inlet, throat and diffuser."""
    body = lying(spun(d, (0, 0), (0.55, 0), (0.55, 1.4), (0.25, 2.4), (0.25, 2.8), (0.5, 5.0), (0, 5.0)))
    ends = [end_flange(d * 0.8).turned("z", 180).moved(x=0.1 * d), end_flange(0.8 * d).moved(x=4.95 * d)]
    side = union(
        cylinder(0.4 * d, 1.1 * d),
        extrude(circle(0.8 * d, segments=36), 0.16 * d, bolt_circle(4, 0.63 * d, 0.07 * d)).moved(z=1.0 * d),
    ).moved(x=0.8 * d)
    return union(body, *ends, side)


def cyclone(d: float) -> Mesh:
    """A dust separator: barrel, cone, tangential inlet, outlet pipe, bin."""
    body = spun(d, (0, -1.2), (0.14, -1.2), (0.5, 0), (0.5, 0.9), (0, 0.9), segments=44)
    inlet = box(0.9 * d, 0.2 * d, 0.4 * d).moved(x=0.45 * d, y=-0.39 * d, z=0.45 * d)
    rim = box(0.06 * d, 0.32 * d, 0.52 * d).moved(x=0.9 * d, y=-0.39 * d, z=0.39 * d)
    out = cylinder(0.22 * d, 0.5 * d, 0.19 * d, 36).moved(z=0.85 * d)
    drum = (
        union(cylinder(0.3 * d, 0.6 * d), cylinder(0.33 * d, 0.05 * d).moved(z=0.57 * d))
        .moved(z=-1.8 * d)
        .toned(Tone.GREY)
    )
    legs = around(box(0.05 * d, 0.05 * d, 2.0 * d).moved(x=0.53 * d, z=-1.8 * d), 3, 15)
    return union(body, inlet, rim, out, drum, *legs)
