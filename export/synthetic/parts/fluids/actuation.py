"""Solids that steer fluids: spool valves, actuators, manifolds, air preparation."""

from __future__ import annotations

import numpy as np

from export.synthetic.geometry.forms import cut, dark, facing, lying, notched, ring_path, spun
from export.synthetic.geometry.mesh import Floats, Mesh, Tone, box, cylinder, extrude, sphere, tube, union
from export.synthetic.geometry.polygon import circle, hexagon, rounded
from export.synthetic.parts.fluids.valves import hex_ends


def directional_valve(size: float) -> Mesh:
    """ISO 4401: a spool body with a solenoid at either end on its pattern of ports."""
    s = size
    body = box(1.5 * s, s, 1.05 * s)
    base = box(1.1 * s, 1.02 * s, 0.2 * s).moved(z=-0.19 * s)
    coil = lying(
        union(
            cylinder(0.44 * s, 1.0 * s),
            cylinder(0.3 * s, 0.25 * s).moved(z=0.95 * s),
            cylinder(0.12 * s, 0.08 * s).moved(z=1.18 * s).toned(Tone.BRASS),
        )
    )
    plug = union(
        box(0.62 * s, 0.6 * s, 0.55 * s),
        dark(cylinder(0.14 * s, 0.35 * s)).turned("x", 90).moved(y=-0.25 * s, z=0.28 * s),
    ).moved(x=0.5 * s, z=0.4 * s)
    side = dark(union(coil, plug)).moved(x=0.74 * s, z=0.52 * s)
    bolts = [
        dark(extrude(hexagon(0.1 * s), 0.02 * s)).moved(x * 0.6 * s, y * 0.36 * s, 1.05 * s)
        for x in (1, -1)
        for y in (1, -1)
    ]
    plate = box(0.6 * s, 0.4 * s, 0.02 * s).moved(z=1.045 * s).toned(Tone.PLATE)
    return union(body, base, side, side.turned("z", 180), *bolts, plate)


def manifold_block(size: float, ports: float) -> Mesh:
    n, s = int(ports), size
    length = (n + 0.5) * s
    rows = [circle(0.24 * s, (i - (n - 1) / 2) * s, y * s, 22) for i in range(n) for y in (0.32, -0.32)]
    holes = [circle(0.08 * s, x * (length / 2 - 0.12 * s), y * 0.5 * s, 14) for x in (1, -1) for y in (1, -1)]
    top = extrude(_square(length, 1.3 * s), 0.5 * s, [*rows, *holes]).moved(z=0.7 * s)
    body = box(length, 1.3 * s, 0.72 * s)
    front = [
        facing(union(dark(cylinder(0.2 * s, 0.02 * s)), cylinder(0.28 * s, 0.02 * s, 0.2 * s))).moved(
            x=(i - (n - 1) / 2) * s, y=-0.65 * s, z=0.5 * s
        )
        for i in range(n)
    ]
    end = (
        lying(union(extrude(hexagon(0.5 * s), 0.16 * s), cylinder(0.34 * s, 0.04 * s)))
        .moved(x=length / 2, z=0.5 * s)
        .toned(Tone.STEEL)
    )
    return union(top, body, *front, end)


def _square(width: float, depth: float) -> Floats:
    return np.array([[-width, -depth], [width, -depth], [width, depth], [-width, depth]]) / 2


def pressure_regulator(size: float) -> Mesh:
    """Filter, regulator with gauge, lubricator side by side."""
    s = size
    head = extrude(rounded(0.95 * s, 0.9 * s, 0.12 * s), 0.8 * s)
    bowl = spun(s, (0, 0), (0.3, 0), (0.4, 0.12), (0.4, 1.0), (0, 1.0)).moved(z=-s).toned(Tone.GLASS)
    drain = cylinder(0.12 * s, 0.2 * s).moved(z=-1.15 * s).toned(Tone.BLACK)
    cap = union(cylinder(0.36 * s, 0.5 * s), cylinder(0.4 * s, 0.2 * s).moved(z=0.5 * s)).moved(z=0.78 * s)
    one = union(head, bowl, drain)
    knob = union(extrude(notched(0.38 * s, 0.03 * s, 18, 0.4), 0.6 * s), cylinder(0.3 * s, 0.7 * s)).moved(
        z=0.79 * s
    )
    dome = union(cylinder(0.25 * s, 0.15 * s), sphere(0.2 * s, 16).moved(z=0.2 * s).toned(Tone.GLASS)).moved(
        z=0.79 * s
    )
    gauge = facing(
        union(
            cylinder(0.34 * s, 0.25 * s, 0, 32),
            cylinder(0.29 * s, 0.02 * s).moved(z=0.245 * s).toned(Tone.WHITE),
            box(0.03 * s, 0.3 * s, 0.02 * s).moved(x=0.05 * s, y=-0.1 * s, z=0.26 * s).toned(Tone.BLACK),
        )
    ).moved(y=-0.44 * s, z=0.4 * s)
    port = lying(union(cylinder(0.25 * s, 0.14 * s, 0.16 * s), dark(cylinder(0.16 * s, 0.1 * s)))).moved(
        x=1.44 * s, z=0.4 * s
    )
    return union(
        one.moved(x=-s),
        union(head, dark(knob), gauge, cylinder(0.28 * s, 0.3 * s).moved(z=-0.28 * s)),
        one.moved(x=s),
        dome.moved(x=s),
        cap.moved(x=-s).scaled(1),
        port,
        port.turned("z", 180),
    )


def pneumatic_actuator(size: float) -> Mesh:
    """A quarter turn actuator with its position indicator on a ball valve."""
    s = size
    body = lying(extrude(rounded(s, s, 0.3 * s), 2.2 * s)).moved(x=-1.1 * s)
    caps = [lying(extrude(rounded(1.1 * s, 1.1 * s, 0.3 * s), 0.3 * s)).moved(x=x * s) for x in (1.05, -1.35)]
    screws = [
        lying(dark(cylinder(0.07 * s, 0.02 * s))).moved(x=1.34 * s, y=y * s, z=z * s)
        for y in (0.38, -0.38)
        for z in (0.38, -0.38)
    ]
    flag = union(
        cylinder(0.3 * s, 0.25 * s), box(0.62 * s, 0.2 * s, 0.16 * s).moved(z=0.2 * s).toned(Tone.RED)
    ).moved(z=0.48 * s)
    stand = [box(0.12 * s, 0.6 * s, 0.6 * s).moved(x=x * s, z=-1.08 * s) for x in (0.3, -0.3)]
    valve = (
        union(
            sphere(0.52 * s, 24),
            lying(cylinder(0.36 * s, 1.9 * s, 0.26 * s)).moved(x=-0.95 * s),
            *[m.scaled(0.6 * s) for m in hex_ends(1, 1.8)],
        )
        .moved(z=-1.5 * s)
        .toned(Tone.BRASS)
    )
    stem = cylinder(0.12 * s, 0.8 * s).moved(z=-1.2 * s).toned(Tone.STEEL)
    ring = tube(ring_path(0.33 * s, 25), 0.03 * s, 6).moved(z=0.5 * s)
    return union(
        body,
        *caps,
        *screws,
        dark(flag),
        *stand,
        valve,
        stem,
        ring,
        box(0.7 * s, 0.02 * s, 0.3 * s).moved(y=-0.505 * s, z=-0.15 * s).toned(Tone.PLATE),
    )


def hand_lever_valve(size: float) -> Mesh:
    """A manual spool valve with a ball lever and ports on its side."""
    s = size
    body = box(2.2 * s, s, s)
    end = lying(cylinder(0.36 * s, 0.4 * s)).moved(x=1.05 * s, z=0.5 * s)
    boot = dark(
        spun(s, (0, 0), (0.34, 0), (0.26, 0.12), (0.3, 0.2), (0.2, 0.32), (0.22, 0.4), (0.1, 0.55), (0, 0.55))
    ).moved(x=-0.8 * s, z=0.98 * s)
    stick = (
        union(cylinder(0.07 * s, 1.6 * s, 0, 16), sphere(0.2 * s, 18).moved(z=1.65 * s).toned(Tone.BLACK))
        .turned("y", 14)
        .moved(x=-0.8 * s, z=1.3 * s)
    )
    ports = [
        facing(union(cylinder(0.24 * s, 0.05 * s, 0.17 * s), dark(cylinder(0.17 * s, 0.02 * s)))).moved(
            x=x * s, y=-0.5 * s, z=z * s
        )
        for x, z in ((-0.5, 0.68), (0.3, 0.68), (-0.1, 0.3), (0.7, 0.3))
    ]
    return union(
        body,
        end,
        end.turned("z", 180),
        boot,
        stick,
        *ports,
        cut(s, 0.02, (-0.2, -0.3), (0.9, -0.3), (0.9, 0.3), (-0.2, 0.3)).moved(z=0.995 * s).toned(Tone.PLATE),
    )
