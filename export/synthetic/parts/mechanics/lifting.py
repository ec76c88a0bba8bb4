"""Solids that lift, hang and carry: hooks, shackles, chains, blocks, ladders, pallets, boxes."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.forms import (
    bent,
    cut,
    dark,
    hex_nut_on,
    lying,
    ring_path,
    spun,
    stadium,
    swept,
    upright,
)
from export.synthetic.geometry.mesh import Mesh, Tone, box, cylinder, extrude, sphere, tube, union
from export.synthetic.geometry.polygon import circle, rounded
from export.synthetic.parts.mechanics.fasteners import thread


def hook_body(size: float) -> Mesh:
    """The bow of a hook of throat `size`, its shank's top at z = 0."""
    s = size
    angle = np.linspace(0.5 * pi, -1.02 * pi, 34)
    bow = np.c_[0.72 * s * np.cos(angle), np.zeros(34), 0.72 * s * np.sin(angle) - 1.72 * s]
    path = np.concatenate([[[0, 0, 0], [0, 0, -0.45 * s], [0, 0, -0.8 * s]], bow[1:]])
    share = np.linspace(0, 1, len(path))
    radii = s * np.interp(share, [0, 0.08, 0.3, 0.6, 0.9, 1], [0.17, 0.17, 0.3, 0.34, 0.2, 0.09])
    return swept(path, radii, 16)


def crane_hook(size: float) -> Mesh:
    s = size
    eye = tube(ring_path(0.42 * s, 33), 0.17 * s, 14).turned("x", 90).moved(z=0.5 * s)
    latch = box(0.16 * s, 0.2 * s, 1.0 * s).turned("y", 28).moved(x=-0.62 * s, z=-1.75 * s).toned(Tone.STEEL)
    return union(hook_body(s), eye, latch)


def hook_block(size: float) -> Mesh:
    """A lower block: a sheave between cheeks, the hook below."""
    s = size
    groove = spun(
        s,
        (0.2, -0.16),
        (1.0, -0.16),
        (1.0, -0.1),
        (0.82, 0),
        (1.0, 0.1),
        (1.0, 0.16),
        (0.2, 0.16),
        segments=44,
    )
    cheek = extrude(stadium(1.1 * s, 0.85 * s), 0.09 * s).turned("z", 90)
    cheeks = [cheek.moved(y=-0.3 * s, z=z * s) for z in (0.22, -0.31)]
    axle = cylinder(0.22 * s, 0.9 * s, 0, 24).moved(z=-0.45 * s).toned(Tone.STEEL)
    head = union(groove.toned(Tone.STEEL), *cheeks, axle).turned("x", 90)
    collar = cylinder(0.34 * s, 0.4 * s).moved(z=-1.75 * s)
    return union(head, collar.toned(Tone.STEEL), hook_body(0.7 * s).moved(z=-1.7 * s).toned(Tone.STEEL))


def shackle(d: float) -> Mesh:
    """ISO 2415: a bow with a screw pin."""
    angle = np.linspace(-0.16 * pi, 1.16 * pi, 30)
    bow = np.c_[1.45 * d * np.cos(angle), np.zeros(30), 1.45 * d * np.sin(angle) + 2.3 * d]
    path = np.concatenate([[[0.95 * d, 0, 0]], bow, [[-0.95 * d, 0, 0]]])
    eye = cylinder(d, 0.85 * d, 0, 30).turned("y", 90)
    pin = cylinder(0.56 * d, 3.6 * d, 0, 26).turned("y", 90).moved(x=-1.6 * d)
    head = union(
        cylinder(0.8 * d, 0.3 * d), cut(d, 0.4, (-0.3, 0), (0.3, 0), (0.5, 1.3), (-0.5, 1.3)).turned("x", 90)
    )
    return union(
        tube(path, 0.5 * d, 16),
        eye.moved(x=0.55 * d, z=-0.1 * d),
        eye.moved(x=-1.4 * d, z=-0.1 * d),
        union(pin, lying(head).moved(x=1.9 * d)).moved(z=-0.1 * d).toned(Tone.STEEL),
    )


def eye_nut(d: float) -> Mesh:
    ring = tube(ring_path(1.35 * d, 33), 0.42 * d, 14).turned("x", 90).moved(z=2.3 * d)
    return union(
        ring,
        spun(d, (0.46, 0), (1.0, 0), (1.0, 0.45), (0.75, 1.0), (0.46, 1.0)),
        cylinder(0.5 * d, 0.3 * d).moved(z=0.75 * d),
    )


def turnbuckle(d: float, length: float) -> Mesh:
    bars = [cylinder(0.42 * d, length, 0, 20).moved(x=x * d, z=-length / 2) for x in (1.15, -1.15)]
    end = spun(d, (0.45, 0), (0.9, 0), (0.9, 1.3), (0.45, 1.3))
    wide = extrude(rounded(3.2 * d, 1.7 * d, 0.8 * d), 1.3 * d, [circle(0.45 * d)])
    rod = thread(0.95 * d, length * 0.5, 15)
    eye = tube(ring_path(0.95 * d, 29), 0.36 * d, 12).turned("x", 90)
    up = union(wide, end, rod.moved(z=-0.1 * length), eye.moved(z=0.4 * length + 1.2 * d)).moved(
        z=length / 2 - 0.5 * d
    )
    return lying(union(*bars, up, up.turned("y", 180)))


def link_chain(d: float, links: float) -> Mesh:
    """Lifting chain DIN 766: round steel, each link turned by a right angle."""
    path = np.c_[stadium(1.8 * d, 1.15 * d, 15), np.zeros(30)]
    link = tube(np.concatenate([path, path[:1]]), d / 2, 10)
    return union(*[link.turned("x", 90 * (i % 2) + 45).moved(x=2.8 * d * i) for i in range(int(links))])


def wire_rope(d: float, length: float) -> Mesh:
    """A rope end laid round a thimble and held by clips."""
    angle = np.linspace(1.12 * pi, -0.12 * pi, 20)
    loop = np.c_[2.6 * d * np.cos(angle), np.zeros(20), 2.6 * d * np.sin(angle)]
    path = np.concatenate(
        [
            [[-0.55 * d, 0, -0.7 * length]],
            [[-0.55 * d, 0, -6 * d]],
            loop,
            [[0.55 * d, 0, -6 * d]],
            [[0.55 * d, 0, -length]],
        ]
    )
    grip = union(
        box(2.9 * d, 1.7 * d, 0.7 * d),
        tube(bent([(-1, 0, 0.3), (-1, 1.9, 0.3), (1, 1.9, 0.3), (1, 0, 0.3)], 0.7) * d, 0.24 * d, 8),
        *[
            hex_nut_on(0.8 * d, 0.5 * d, 0.1 * d).turned("x", 90).moved(x=x * d, y=-0.8 * d, z=0.3 * d)
            for x in (-1, 1)
        ],
    )
    clips = [grip.moved(z=-z * d).toned(Tone.STEEL) for z in (8, 11.5, 15)]
    thimble = tube(np.c_[2.0 * d * np.cos(angle), np.zeros(20), 2.0 * d * np.sin(angle)], 0.4 * d, 10).toned(
        Tone.STEEL
    )
    return union(tube(path, d / 2, 12), *clips, thimble)


def pallet(length: float, width: float) -> Mesh:
    """EN 13698: boards, stringer boards, nine blocks, three runners."""
    h = 0.18 * width
    boards = [
        box(length, w * width, 0.15 * h).moved(y=y * width, z=0.85 * h)
        for y, w in ((-0.41, 0.18), (-0.21, 0.12), (0, 0.18), (0.21, 0.12), (0.41, 0.18))
    ]
    cross = [box(0.12 * length, width, 0.15 * h).moved(x=x * length, z=0.7 * h) for x in (-0.44, 0, 0.44)]
    blocks = [
        box(0.12 * length, 0.14 * width, 0.56 * h).moved(x * length, y * width, 0.15 * h)
        for x in (-0.44, 0, 0.44)
        for y in (-0.43, 0, 0.43)
    ]
    runs = [box(length, 0.14 * width, 0.155 * h).moved(y=y * width) for y in (-0.43, 0, 0.43)]
    return union(*boards, *cross, *blocks, *runs)


def ladder(height: float, width: float) -> Mesh:
    rail = box(0.06 * width, 0.16 * width, height)
    step = 0.7 * width
    rungs = [
        box(width, 0.08 * width, 0.08 * width).moved(z=(i + 0.6) * step) for i in range(int(height / step))
    ]
    feet = [dark(box(0.1 * width, 0.2 * width, 0.1 * width)).moved(x=x * width) for x in (-0.5, 0.5)]
    return union(rail.moved(x=-width / 2), rail.moved(x=width / 2), *rungs, *feet)


def step_ladder(height: float) -> Mesh:
    h, w = height, 0.36 * height
    rail = box(0.03 * h, 0.05 * h, 1.03 * h)
    front = [rail.turned("y", -4 * s).moved(x=-s * w / 2) for s in (1, -1)]
    treads = [
        box(w * (0.98 - 0.11 * i), 0.09 * h, 0.02 * h).moved(y=0.0, z=(0.2 + 0.2 * i) * h) for i in range(4)
    ]
    legs = union(*front, *treads).turned("x", -14)
    back = union(*front, box(w * 0.9, 0.02 * h, 0.03 * h).moved(z=0.3 * h)).turned("x", 14)
    top = box(0.85 * w, 0.16 * h, 0.03 * h).moved(z=0.99 * h)
    return union(legs.moved(y=-0.24 * h), back.moved(y=0.24 * h), top)


def storage_box(length: float, width: float, height: float) -> Mesh:
    """A stackable container with ribs and grips."""
    rim = extrude(
        rounded(length, width, 0.05 * width),
        0.1 * height,
        [rounded(0.92 * length, 0.88 * width, 0.04 * width)],
    )
    wall = extrude(
        rounded(0.95 * length, 0.92 * width, 0.05 * width),
        0.95 * height,
        [rounded(0.92 * length, 0.88 * width, 0.04 * width)],
    )
    floor = extrude(rounded(0.93 * length, 0.9 * width, 0.05 * width), 0.06 * height)
    rib = box(0.02 * length, 0.05 * width, 0.8 * height)
    ribs = [
        rib.moved(x * length, y * width, 0.06 * height) for x in (-0.4, -0.2, 0.2, 0.4) for y in (0.46, -0.46)
    ]
    grips = [
        dark(box(0.005 * length, 0.3 * width, 0.12 * height)).moved(x=x * length, z=0.7 * height)
        for x in (0.476, -0.476)
    ]
    return union(rim.moved(z=0.9 * height), wall, floor, *ribs, *grips)


def platform_truck(length: float, width: float) -> Mesh:
    deck = extrude(rounded(length, width, 0.1 * width), 0.06 * width).moved(z=0.3 * width)
    wheel = union(
        dark(cylinder(0.13 * width, 0.08 * width, 0, 30)),
        cylinder(0.05 * width, 0.1 * width).moved(z=-0.01 * width).toned(Tone.STEEL),
    )
    wheels = [
        wheel.turned("x", 90).moved(x * length, y * width, 0.13 * width)
        for x in (0.36, -0.36)
        for y in (0.36, -0.28)
    ]
    forks = [
        box(0.06 * width, 0.14 * width, 0.14 * width)
        .moved(x * length, y * width, 0.17 * width)
        .toned(Tone.STEEL)
        for x in (0.36, -0.36)
        for y in (0.32, -0.32)
    ]
    bow = bent([(0, -0.4, 0.3), (-0.12, -0.4, 1.35), (-0.12, 0.4, 1.35), (0, 0.4, 0.3)], 0.16) * width
    bars = [
        tube(bow, 0.025 * width, 10),
        tube(np.array([[-0.06, -0.4, 0.8], [-0.06, 0, 0.8], [-0.06, 0.4, 0.8]]) * width, 0.02 * width, 8),
    ]
    return union(deck, *wheels, *forks, *[bar.moved(x=-0.46 * length).toned(Tone.STEEL) for bar in bars])


def chain_hoist(size: float) -> Mesh:
    s = size
    body = upright(extrude(rounded(1.5 * s, 1.3 * s, 0.4 * s), 0.9 * s))
    cover = cylinder(0.7 * s, 0.35 * s).turned("x", 90).moved(y=-0.4 * s)
    wheel = (
        spun(s, (0.2, 0), (0.85, 0), (0.7, 0.1), (0.85, 0.2), (0.2, 0.2))
        .turned("x", -90)
        .moved(y=0.44 * s)
        .toned(Tone.STEEL)
    )
    link = link_chain(0.11 * s, 8).turned("y", 90)
    chains = [
        link.moved(x=0.25 * s, z=-0.5 * s).toned(Tone.STEEL),
        link.moved(x=-0.8 * s, y=0.55 * s, z=0).toned(Tone.STEEL),
    ]
    top = hook_body(0.45 * s).turned("x", 180).moved(z=0.6 * s).toned(Tone.STEEL)
    low = hook_body(0.45 * s).moved(x=0.25 * s, z=-2.9 * s).toned(Tone.STEEL)
    swivel = sphere(0.14 * s, 16).moved(x=0.25 * s, z=-2.92 * s).toned(Tone.STEEL)
    return union(body, cover, wheel, *chains, top, low, swivel)
