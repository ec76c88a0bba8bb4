"""Solids that give way and come back: disc, torsion, leaf and gas springs, dampers, rubber mounts."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.forms import bent, dark, helix, hex_nut_on, lying, ring_path, spun, upright
from export.synthetic.geometry.mesh import Mesh, Tone, box, cylinder, extrude, lathe, sphere, tube, union
from export.synthetic.geometry.polygon import circle
from export.synthetic.parts.mechanics.fasteners import thread


def disc_spring(outer: float, inner: float, thick: float, height: float) -> Mesh:
    """DIN 2093, four of them face to face as they are stacked."""
    o, i, rise = outer / 2, inner / 2, height - thick
    one = lathe([(o, 0), (o, thick), (i, rise + thick), (i, rise)], 56)
    pair = union(one.turned("x", 180), one.moved(z=thick * 0.02))
    return union(pair, pair.moved(z=2.02 * height))


def torsion_spring(d: float, wire: float, coils: float, leg: float) -> Mesh:
    radius = (d - wire) / 2
    body = helix(radius, wire * 1.08, coils + 0.25, 24)
    first = np.array([[radius, -leg, body[0, 2]], [radius, -leg * 0.5, body[0, 2]]])
    end = body[-1]
    last = np.array([[end[0] - leg * 0.5, end[1], end[2]], [end[0] - leg, end[1], end[2]]])
    return tube(np.concatenate([first, body, last]), wire / 2, 10).turned("x", 90)


def spiral_spring(d: float, width: float) -> Mesh:
    """A flat strip wound in its own plane, as in recoil starters and clocks."""
    angle = np.linspace(0.6 * pi, 9 * pi, 150)
    radius = d / 2 * (0.12 + 0.88 * angle / angle[-1])
    ways = np.c_[np.cos(angle), np.sin(angle)]
    thick = 0.018 * d
    strip = np.concatenate([ways * radius[:, None], (ways * (radius - thick)[:, None])[::-1]])
    hook = extrude(
        circle(0.05 * d, d / 2 + 0.02 * d, 0, 18), width, [circle(0.03 * d, d / 2 + 0.02 * d, 0, 12)]
    )
    return upright(union(extrude(strip, width), hook.turned("z", 180)))


def leaf_spring(length: float, width: float, leaves: float) -> Mesh:
    thick, rise = 0.022 * length, 0.1 * length
    parts = []
    for i in range(int(leaves)):
        half = length / 2 * (1 - 0.8 * i / leaves)
        along = np.linspace(-half, half, 25)
        top = rise * (2 * along / length) ** 2 - i * thick
        parts.append(
            extrude(np.concatenate([np.c_[along, top], np.c_[along, top - thick * 0.94][::-1]]), width)
        )
    for x in (-length / 2, length / 2):
        eye = extrude(
            circle(1.5 * thick, x, rise + 0.6 * thick, 24),
            width,
            [circle(0.8 * thick, x, rise + 0.6 * thick, 20)],
        )
        parts.append(eye)
    deep = (leaves + 1) * thick
    clip = box(0.09 * length, deep + thick, width * 1.16).moved(y=-deep / 2 + 0.6 * thick, z=-0.08 * width)
    parts.append(clip.toned(Tone.STEEL))
    return upright(union(*parts))


def gas_spring(d: float, stroke: float) -> Mesh:
    length = stroke + 2.5 * d
    barrel = spun(
        d, (0, 0), (0.4, 0), (0.5, 0.1), (0.5, length / d - 0.1), (0.4, length / d), (0, length / d)
    )
    rod = cylinder(0.2 * d, 0.85 * stroke, 0, 24).moved(z=length * 0.99).toned(Tone.STEEL)
    eye = union(cylinder(0.22 * d, 0.7 * d), sphere(0.42 * d, 20).moved(z=0.8 * d))
    stub = cylinder(0.18 * d, 0.9 * d, 0, 18).turned("x", 90).moved(z=0.8 * d)
    end = union(eye, stub).toned(Tone.STEEL)
    return lying(union(barrel, rod, end.moved(z=length + 0.82 * stroke), end.turned("x", 180)))


def shock_absorber(d: float, stroke: float) -> Mesh:
    """A coil-over damper with rubber eyes."""
    body = cylinder(0.5 * d, 1.9 * stroke, 0, 36)
    seat = cylinder(0.85 * d, 0.12 * d).moved(z=0.75 * stroke)
    rod = cylinder(0.2 * d, 1.2 * stroke, 0, 24).moved(z=1.8 * stroke).toned(Tone.STEEL)
    plate = spun(d, (0, 0), (0.85, 0), (0.85, 0.12), (0.4, 0.35), (0, 0.35)).moved(z=2.75 * stroke)
    spring = tube(helix(0.7 * d, 1.98 * stroke / 7, 7, 24), 0.11 * d, 9).toned(Tone.RED)
    ring = union(
        cylinder(0.42 * d, 0.6 * d, 0.24 * d, 32),
        dark(cylinder(0.24 * d, 0.56 * d, 0.14 * d, 24).moved(z=0.02 * d)),
    )
    eye = ring.turned("x", 90).moved(y=0.3 * d)
    return union(
        body,
        seat,
        rod,
        plate,
        spring.moved(z=0.75 * stroke + 0.15 * d),
        eye.moved(z=-0.35 * d),
        eye.moved(z=2.75 * stroke + 0.7 * d),
    )


def rubber_mount(d: float, height: float) -> Mesh:
    h = height / d
    rubber = spun(d, (0, 0.04), (0.5, 0.04), (0.42, 0.5 * h), (0.5, h - 0.04), (0, h - 0.04))
    plate = cylinder(0.5 * d, 0.06 * d).toned(Tone.STEEL)
    bolt = thread(0.22 * d, 0.6 * d, 9).toned(Tone.STEEL)
    return union(
        dark(rubber),
        plate,
        plate.moved(z=height - 0.06 * d),
        bolt.moved(z=height * 0.99),
        bolt.turned("x", 180).moved(z=0.01 * d),
    )


def wire_rope_mount(d: float) -> Mesh:
    """Two bars held together by loops of wire rope."""
    loops = [
        tube(ring_path(0.5 * d, 25), 0.06 * d, 8).turned("x", 90).moved(y=y * d)
        for y in np.linspace(-0.8, 0.8, 6)
    ]
    bar = box(0.34 * d, 2.1 * d, 0.16 * d).toned(Tone.GREY)
    return union(*loops, bar.moved(z=0.42 * d), bar.moved(z=-0.58 * d))


def industrial_damper(d: float, stroke: float) -> Mesh:
    """A shock absorber for end stops: a threaded body with lock nuts and a steel button."""
    body = thread(d, 3.2 * stroke + d, 30)
    nut = hex_nut_on(1.4 * d, 0.35 * d, 0.45 * d).toned(Tone.STEEL)
    rod = cylinder(0.16 * d, 1.1 * stroke, 0, 20).moved(z=3.15 * stroke + d).toned(Tone.STEEL)
    button = spun(d, (0, 0), (0.35, 0), (0.35, 0.3), (0.25, 0.4), (0, 0.4)).toned(Tone.STEEL)
    return lying(
        union(body, nut.moved(z=stroke), nut.moved(z=2.6 * stroke), rod, button.moved(z=4.2 * stroke + d))
    )


def bow_clip(length: float, width: float) -> Mesh:
    """A flat spring bent to a clip, a screw hole in its foot."""
    t = 0.03 * length
    path = (
        bent(
            [(-0.5, 0, 0), (0.1, 0, 0), (0.35, 0, 0.3), (0.1, 0, 0.45), (-0.5, 0, 0.16), (-0.62, 0, 0.3)],
            0.09,
        )
        * length
    )
    ahead = np.gradient(path[:, [0, 2]], axis=0)
    side = np.c_[-ahead[:, 1], ahead[:, 0]] / np.linalg.norm(ahead, axis=1, keepdims=True) * t
    line = path[:, [0, 2]]
    hole = dark(cylinder(0.2 * width, t * 1.1, 0, 18)).moved(x=-0.3 * length)
    return union(upright(extrude(np.concatenate([line, (line + side)[::-1]]), width)), hole)
