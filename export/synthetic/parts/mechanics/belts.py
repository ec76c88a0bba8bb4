"""Solids that run or turn in loops: belts, their pulleys, conveyors, chain links."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.forms import belt, bent, dark, facing, lying, spun, stadium, upright
from export.synthetic.geometry.mesh import Mesh, Tone, around, box, cylinder, extrude, lathe, tube, union
from export.synthetic.geometry.polygon import circle
from export.synthetic.parts.mechanics.gears import bore_outline


def timing_belt(teeth: float, pitch: float, width: float) -> Mesh:
    """ISO 5296: a closed belt lying as round two pulleys, its teeth inside."""
    n = int(teeth)
    radius = 0.17 * n * pitch / pi
    length = (n * pitch - 2 * pi * radius) / 2
    band = stadium(length, radius, 26)
    walls = belt(band, [(0, 0), (0.25 * pitch, 0), (0.25 * pitch, width), (0, width)])
    track = np.concatenate([band, band[:1]])
    far = np.r_[0, np.cumsum(np.linalg.norm(np.diff(track, axis=0), axis=1))]
    block = box(0.5 * pitch, 0.34 * pitch, 0.96 * width)
    cogs = []
    for s in np.linspace(0, far[-1], n, endpoint=False):
        x, y = (float(np.interp(s, far, track[:, k])) for k in (0, 1))
        ahead = [float(np.interp((s + 0.1) % far[-1], far, track[:, k])) for k in (0, 1)]
        turn = float(np.degrees(np.arctan2(ahead[1] - y, ahead[0] - x)))
        cogs.append(block.moved(y=0.08 * pitch).turned("z", turn).moved(x, y, 0.02 * width))
    return upright(union(walls, *cogs))


def v_belt(length: float, width: float) -> Mesh:
    band = stadium(0.3 * length, 0.2 * length / pi, 30)
    w, h = width / 2, 0.62 * width
    section = [
        (0, -0.32 * width),
        (0, 0.32 * width),
        (0.9 * h, w),
        (h, 0.96 * w),
        (h, -0.96 * w),
        (0.9 * h, -w),
    ]
    return upright(belt(band, section[::-1]))


def flat_pulley(d: float, width: float) -> Mesh:
    """A crowned rim on five spokes."""
    r = d / 2
    rim = lathe([(0.88 * r, 0), (0.98 * r, 0), (r, width / 2), (0.98 * r, width), (0.88 * r, width)], 60)
    hub = extrude(circle(0.27 * r, segments=40), width * 1.1, [bore_outline(0.14 * r)])
    spoke = box(0.13 * r, 0.72 * r, 0.24 * width).moved(y=0.56 * r, z=0.38 * width)
    return facing(union(rim, hub, *around(spoke, 5)))


def conveyor_roller(d: float, length: float) -> Mesh:
    shell = cylinder(0.5 * d, length, 0, 40)
    cap = dark(spun(d, (0, 0), (0.48, 0), (0.48, 0.02), (0.2, 0.04), (0, 0.04)))
    axle = cylinder(0.13 * d, length + 1.1 * d, 0, 20).moved(z=-0.55 * d).toned(Tone.STEEL)
    return lying(union(shell, cap.moved(z=length), cap.turned("x", 180), axle))


def belt_conveyor(length: float, width: float) -> Mesh:
    """A band over two drums on a frame with legs and a motor."""
    radius = 0.14 * width
    band = dark(
        upright(
            belt(
                stadium(length - 2 * radius, radius, 16),
                [(0, 0), (0.02 * width, 0), (0.02 * width, 0.86 * width), (0, 0.86 * width)],
            )
        )
    )
    drum = cylinder(radius, 0.95 * width, 0, 30).turned("x", 90).moved(y=0.475 * width).toned(Tone.STEEL)
    side = box(length, 0.05 * width, 0.26 * width).moved(z=-0.13 * width)
    legs = [
        box(0.08 * width, 0.08 * width, 1.3 * width).moved(x=x * length, y=y * width, z=-1.42 * width)
        for x in (-0.36, 0.36)
        for y in (-0.47, 0.47)
    ]
    bars = [box(0.06 * width, width, 0.06 * width).moved(x=x * length, z=-1.1 * width) for x in (-0.36, 0.36)]
    engine = (
        union(cylinder(0.16 * width, 0.5 * width, 0, 30), cylinder(0.18 * width, 0.08 * width))
        .turned("x", 90)
        .moved(x=0.4 * length, y=-0.5 * width, z=-0.02 * width)
        .toned(Tone.GREY)
    )
    x = (length - 2 * radius) / 2
    return union(
        band,
        drum.moved(x=x),
        drum.moved(x=-x),
        side.moved(y=-0.47 * width),
        side.moved(y=0.47 * width),
        *legs,
        *bars,
        engine,
    )


def drive_chain_link(pitch: float) -> Mesh:
    """A connecting link: two pins on a plate, the loose plate and its spring clip."""
    p = pitch
    plate = extrude(stadium(p, 0.4 * p), 0.1 * p)
    pins = [cylinder(0.16 * p, 1.5 * p, 0, 20).moved(x=x * p) for x in (0.5, -0.5)]
    loose = extrude(stadium(p, 0.4 * p), 0.1 * p, [circle(0.17 * p, x * p, 0, 18) for x in (0.5, -0.5)])
    clip = tube(
        bent([(-0.62, 0.2, 0), (0.75, 0.26, 0), (0.75, -0.26, 0), (-0.62, -0.2, 0)], 0.22) * p, 0.06 * p, 8
    )
    return upright(union(plate, *pins, loose.moved(z=1.1 * p), clip.moved(z=1.35 * p)))
