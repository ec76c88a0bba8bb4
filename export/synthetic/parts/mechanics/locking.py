"""Solids that keep others from coming loose: clips, pins, keys, special nuts, rivets, screws with low heads."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.forms import (
    bent,
    cross_slot,
    cut,
    dark,
    hex_nut_on,
    lying,
    notched,
    sector,
    spun,
)
from export.synthetic.geometry.mesh import Mesh, around, box, cylinder, extrude, lathe, tube, union
from export.synthetic.geometry.polygon import circle, hexagon
from export.synthetic.parts.mechanics.fasteners import thread


def e_clip(d: float, outer: float, thick: float) -> Mesh:
    """DIN 6799: three prongs on a shaft groove of `d`, open to one side."""
    angle = np.linspace(42, 318, 70)
    prong = (np.abs(angle - 180) < 20) | (np.abs(angle - 66) < 24) | (np.abs(angle - 294) < 24)
    inner = np.where(prong, d / 2, 0.37 * outer)
    ways = np.c_[np.cos(np.radians(angle)), np.sin(np.radians(angle))]
    return extrude(np.concatenate([ways * outer / 2, (ways * inner[:, None])[::-1]]), thick)


def internal_ring(d: float, thick: float) -> Mesh:
    """DIN 472: a ring for bores, its ears inside."""
    angle = np.linspace(0.16, 2 * pi - 0.16, 60)
    ways = np.c_[np.cos(angle), np.sin(angle)]
    inner = (0.445 + 0.02 * np.cos(angle))[:, None] * d
    ring = extrude(np.concatenate([ways * 0.53 * d, (ways * inner)[::-1]]), thick)
    ears = []
    for side in (1, -1):
        x, y = 0.44 * d, 0.115 * d * side
        ears.append(extrude(circle(0.062 * d, x, y, 22), thick, [circle(0.028 * d, x, y, 14)]))
    return union(ring, *ears)


def castle_nut(d: float) -> Mesh:
    body = extrude(hexagon(1.55 * d), 0.6 * d, [circle(0.46 * d)])
    crown = extrude(sector(0.46 * d, 0.73 * d, 12, 48, 8), 0.36 * d).moved(z=0.58 * d)
    collar = cylinder(0.73 * d, 0.06 * d, 0.46 * d).moved(z=0.59 * d)
    return union(body, collar, *around(crown, 6))


def cap_nut(d: float) -> Mesh:
    arc = [(0.72 * np.cos(a), 0.8 + 0.75 * np.sin(a)) for a in np.linspace(0, pi / 2, 9)[:-1]]
    dome = spun(d, (0, 0.78), (0.72, 0.78), *arc, (0, 1.55))
    return union(extrude(hexagon(1.6 * d), 0.8 * d, [circle(0.46 * d)]), dome)


def lock_nut(d: float, outer: float, width: float) -> Mesh:
    """DIN 981: the slotted round nut that holds a bearing on its shaft."""
    body = extrude(notched(outer / 2, 0.07 * outer, 4, 0.22), width, [circle(d * 0.485, segments=36)])
    return union(body, cylinder(0.43 * outer, 0.12 * width, d * 0.5, 40).moved(z=width * 0.96))


def wheel_nut(d: float) -> Mesh:
    """A nut with a cone seat, for wheels."""
    cone = spun(d, (0.46, 0), (0.62, 0), (0.86, 0.4), (0.46, 0.4))
    return union(cone, hex_nut_on(1.65 * d, d, 0.46 * d).moved(z=0.36 * d))


def clevis_pin(d: float, length: float) -> Mesh:
    c = 0.1
    rod = spun(d, (0, 0), (0.5, 0), (0.5, length / d - c), (0.5 - c, length / d), (0, length / d))
    head = spun(d, (0, -0.35), (0.72, -0.35), (0.8, -0.27), (0.8, 0.02), (0, 0.02))
    hole = dark(cylinder(0.15 * d, 1.01 * d, 0, 16).turned("x", 90).moved(y=0.505 * d, z=length - 0.5 * d))
    return lying(union(rod, head, hole))


def woodruff_key(width: float, d: float) -> Mesh:
    angle = np.linspace(0.06 * pi, pi * 0.94, 30)
    lobe = np.c_[np.cos(angle), -np.sin(angle)] * d / 2
    return extrude(lobe, width).turned("x", 90)


def spring_pin(d: float, length: float) -> Mesh:
    body = extrude(sector(0.36 * d, 0.5 * d, 20, 340, 36), 0.94 * length)
    tip = extrude(sector(0.36 * d, 0.46 * d, 22, 338, 36), length).moved(z=-0.03 * length)
    return lying(union(body, tip).turned("z", 165))


def taper_pin(d: float, length: float) -> Mesh:
    """ISO 2339, drawn with twice its taper of 1:50 so that it can be seen."""
    wide = 0.5 * d + 0.02 * length
    return lying(
        lathe(
            [
                (0, -0.1 * d),
                (0.4 * d, 0),
                (0.5 * d, 0),
                (wide, length),
                (0.8 * wide, length + 0.12 * d),
                (0, length + 0.12 * d),
            ],
            32,
        )
    )


def r_clip(d: float, length: float) -> Mesh:
    """A hairpin cotter: one straight leg, one that waves round the shaft."""
    t = np.linspace(0, 2 * pi, 33)[3:31]
    eye = np.c_[0.0 - 2 * d * np.sin(t / 2) * 1.2, np.zeros(28), 1.1 * d * np.cos(t / 2) * 1.6]
    s = np.linspace(0, 1, 26)[1:]
    wave = np.c_[s * length, np.zeros(25), -1.5 * d - 0.1 * length * np.sin(s * 1.9 * pi) * (s < 0.9)]
    leg = np.array([[length * 1.05, 0, 1.6 * d], [0.2 * d, 0, 1.6 * d]])
    return tube(np.concatenate([leg, eye, wave]), d / 2, 10)


def tooth_washer(d: float, outer: float, thick: float) -> Mesh:
    ring = cylinder(0.4 * outer, thick, 0.53 * d, 44)
    tooth = box(0.16 * outer, 0.11 * outer, thick).turned("x", 24).moved(x=0.43 * outer, y=0.01 * outer)
    return union(ring, *around(tooth, 11))


def rivet(d: float, length: float) -> Mesh:
    """A blind rivet with its mandrel."""
    head = spun(d, (0.3, 0), (1.0, 0), (0.95, 0.15), (0.5, 0.32), (0.3, 0.32))
    shank = cylinder(d / 2, length, 0.3 * d, 28).moved(z=-length)
    pin = cylinder(0.27 * d, length + 7 * d, 0, 20).moved(z=-length)
    bulb = spun(d, (0, -0.6), (0.25, -0.6), (0.48, -0.2), (0.48, 0.05), (0, 0.05)).moved(z=-length)
    tip = spun(d, (0, 7), (0.27, 7), (0.1, 7.5), (0, 7.5))
    return union(head, shank, pin, bulb, tip).turned("y", 90)


def u_bolt(d: float, inner: float) -> Mesh:
    half, drop = (inner + d) / 2, 1.3 * inner
    angle = np.linspace(0, pi, 25)
    bow = np.c_[half * np.cos(angle), np.zeros(25), half * np.sin(angle)]
    path = np.concatenate([[[half, 0, -0.2 * inner]], bow, [[-half, 0, -0.2 * inner]]])
    leg = union(
        thread(d, drop - 0.15 * inner, 17).turned("x", 180).moved(z=-0.15 * inner),
        hex_nut_on(1.6 * d, 0.8 * d, 0.45 * d).moved(z=0.6 * d - drop),
    )
    strap = box(inner + 4 * d, 1.6 * d, 0.4 * d).moved(z=1.4 * d - drop)
    return union(tube(path, d * 0.46, 16), leg.moved(x=half), leg.moved(x=-half), strap)


def j_bolt(d: float, length: float) -> Mesh:
    """A foundation bolt, its foot bent to be cast in."""
    path = bent([(0, 0, length * 0.7), (0, 0, 0), (4 * d, 0, 0), (4 * d, 0, 1.5 * d)], 1.6 * d)
    top = thread(d, length * 0.32, 15).moved(z=length * 0.69)
    return union(tube(path, d * 0.47, 16), top, hex_nut_on(1.6 * d, 0.8 * d, 0.45 * d).moved(z=length * 0.86))


def button_screw(d: float, length: float) -> Mesh:
    head = spun(d, (0, 0), (0.95, 0), (0.93, 0.16), (0.78, 0.36), (0.55, 0.5), (0.33, 0.55), (0, 0.55))
    socket = dark(extrude(hexagon(0.58 * d), 0.03 * d).moved(z=0.54 * d))
    return lying(union(head, socket, thread(d, length).turned("x", 180)).turned("x", 180))


def pan_screw(d: float, length: float) -> Mesh:
    head = spun(d, (0, 0), (1.0, 0), (1.0, 0.35), (0.85, 0.58), (0.6, 0.66), (0, 0.68))
    slot = cross_slot(1.0 * d, 0.2 * d).moved(z=0.66 * d)
    return lying(union(head, slot, thread(d, length).turned("x", 180)).turned("x", 180))


def thumb_screw(d: float, length: float) -> Mesh:
    """A screw turned by hand: a knurled head on a collar."""
    head = extrude(notched(1.2 * d, 0.09 * d, 26, 0.5), 0.7 * d).moved(z=0.5 * d)
    neck = spun(d, (0, 0), (0.75, 0), (0.75, 0.5), (0.95, 0.5), (0.95, 0.52), (0, 0.52))
    return lying(union(head, neck, thread(d, length).turned("x", 180)).turned("x", 180))


def wood_screw(d: float, length: float) -> Mesh:
    """A countersunk chipboard screw: coarse sharp thread down to a point."""
    profile = [(0.0, 0.0), (0.4 * d, 0.0), (0.36 * d, length * 0.28)]
    for i in range(9):
        z, thin = length * (0.3 + 0.07 * i), 1 - max(0, i - 5) * 0.22
        profile += [
            (0.32 * d * thin, z),
            (0.52 * d * thin, z + 0.02 * length),
            (0.32 * d * thin, z + 0.045 * length),
        ]
    body = lathe([*profile, (0.0, length)], 26)
    head = spun(d, (0, -0.5), (1, -0.5), (0.42, 0.05), (0, 0.05))
    return lying(union(body, head, cross_slot(1.0 * d, 0.22 * d).moved(z=-0.53 * d)))


def threaded_rod(d: float, length: float) -> Mesh:
    return lying(thread(d, length, int(length / d * 4.5)))


def anchor(d: float, length: float) -> Mesh:
    """A wedge anchor for concrete: cone, split sleeve, thread, washer and nut."""
    cone = spun(d, (0, 0), (0.5, 0), (0.5, 0.3), (0.36, 1.2), (0, 1.2))
    sleeve = extrude(sector(0.36 * d, 0.5 * d, 10, 350, 30), 1.3 * d).moved(z=0.9 * d)
    rod = cylinder(0.45 * d, length * 0.5, 0, 28).moved(z=1.1 * d)
    top = thread(d, length * 0.6 - d, 15).moved(z=length * 0.4 + d)
    washer = cylinder(1.1 * d, 0.2 * d, 0.5 * d).moved(z=length * 0.72)
    nut = hex_nut_on(1.6 * d, 0.8 * d, 0.45 * d).moved(z=length * 0.72 + 0.2 * d)
    return lying(union(cone, sleeve, rod, top, washer, nut))


def cable_tie(width: float, length: float) -> Mesh:
    """A closed loop of strap through its head."""
    radius = length / (2 * pi)
    strap = cylinder(radius, width, radius - 0.3 * width, 56)
    head = box(1.6 * width, 1.4 * width, 1.5 * width).moved(x=radius, z=-0.25 * width)
    tail = cut(width, 1, (0, 0), (4.5, 1.6), (4.5, 1.9), (0, 0.35)).moved(x=radius + 0.6 * width)
    return union(strap, head, tail).turned("x", 90)
