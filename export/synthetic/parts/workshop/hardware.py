"""Solids of frames and guards: brackets, hinges, handles, castors, profiles, guides."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic.geometry.mesh import (
    Floats,
    Mesh,
    Tone,
    box,
    cylinder,
    extrude,
    lathe,
    sphere,
    tube,
    union,
)
from export.synthetic.geometry.polygon import circle, rounded
from export.synthetic.parts.mechanics.fasteners import thread


def angle_bracket(size: float, thickness: float) -> Mesh:
    s, t = size, thickness
    holes = [circle(0.09 * s, 0, y * s, 18) for y in (-0.15, 0.2)]
    leg = extrude(rounded(0.7 * s, s, 0.06 * s), t, holes)
    rib = (
        extrude(np.array([[0, 0], [0.6, 0], [0, 0.6]]) * s, t)
        .turned("x", 90)
        .turned("z", 90)
        .moved(x=-t / 2, y=-0.48 * s, z=0.5 * t)
    )
    back = leg.turned("x", 90).moved(y=-0.5 * s + t, z=0.5 * s)
    return union(leg, back, rib)


def u_bracket(size: float, thickness: float) -> Mesh:
    s, t = size, thickness
    outline = (
        np.array(
            [
                [-0.5, 0],
                [0.5, 0],
                [0.5, 0.9],
                [0.5 - t / s, 0.9],
                [0.5 - t / s, t / s],
                [-0.5 + t / s, t / s],
                [-0.5 + t / s, 0.9],
                [-0.5, 0.9],
            ]
        )
        * s
    )
    body = extrude(outline, 0.5 * s).turned("x", 90)
    hole = (
        cylinder(0.1 * s, s * 1.02, 0, 22)
        .turned("y", 90)
        .moved(x=-0.51 * s, y=-0.25 * s, z=0.6 * s)
        .toned(Tone.BLACK)
    )
    return union(body, hole)


def hinge(size: float) -> Mesh:
    s = size

    def leaf(side: float) -> Mesh:
        holes = [circle(0.06 * s, side * 0.3 * s, y * s, 16) for y in (-0.32, 0, 0.32)]
        return extrude(rounded(0.42 * s, s, 0.05 * s, side * 0.26 * s), 0.05 * s, holes)

    knuckles = [
        cylinder(0.08 * s, 0.18 * s, 0, 20).turned("x", 90).moved(y=(0.49 - 0.2 * i) * s, z=0.06 * s)
        for i in range(5)
    ]
    return union(leaf(1), leaf(-1), *knuckles)


def pull_handle(span: float) -> Mesh:
    s = span
    angle = np.linspace(0, pi / 2, 7)
    left = np.c_[-0.5 * s + 0.12 * s * (1 - np.cos(angle)), np.zeros(7), 0.22 * s + 0.12 * s * np.sin(angle)]
    path = np.concatenate(
        [
            [[-0.5 * s, 0, 0], [-0.5 * s, 0, 0.15 * s]],
            left,
            (left * [-1, 1, 1])[::-1],
            [[0.5 * s, 0, 0.15 * s], [0.5 * s, 0, 0]],
        ]
    )
    foot = cylinder(0.09 * s, 0.04 * s, 0, 28)
    return union(tube(path, 0.055 * s, 16), foot.moved(x=0.5 * s), foot.moved(x=-0.5 * s))


def clamping_lever(d: float) -> Mesh:
    arm = tube(np.array([[0, 0, 0.6], [1.2, 0, 1.1], [2.6, 0, 1.9], [4.6, 0, 2.3]]) * d, 0.36 * d, 16)
    hub = lathe([(0, 0), (0.8 * d, 0), (0.7 * d, 1.3 * d), (0, 1.4 * d)], 32)
    return union(
        arm,
        sphere(0.5 * d, 20).moved(x=4.6 * d, z=2.3 * d),
        hub,
        thread(0.7 * d, 2 * d).turned("x", 180).toned(Tone.STEEL),
    )


def knob(d: float) -> Mesh:
    a = np.linspace(0, 2 * pi, 71)[:-1]
    lobes = np.c_[np.cos(a), np.sin(a)] * (d / 2 * (1 - 0.14 * (1 + np.cos(7 * a)) / 2))[:, None]
    return union(
        extrude(lobes, 0.3 * d).moved(z=0.25 * d),
        cylinder(0.24 * d, 0.3 * d),
        thread(0.2 * d, 0.6 * d).turned("x", 180).toned(Tone.STEEL),
    )


def caster(d: float) -> Mesh:
    wheel = (
        lathe(
            [
                (0.12 * d, 0),
                (0.3 * d, 0),
                (0.3 * d, 0.04 * d),
                (0.42 * d, 0.04 * d),
                (0.5 * d, 0.08 * d),
                (0.5 * d, 0.26 * d),
                (0.42 * d, 0.3 * d),
                (0.3 * d, 0.3 * d),
                (0.3 * d, 0.34 * d),
                (0.12 * d, 0.34 * d),
            ],
            44,
        )
        .turned("x", 90)
        .moved(y=0.17 * d, z=0.5 * d)
    )
    fork = [
        extrude(np.array([[-0.14, 0.36], [0.14, 0.36], [0.4, 1.1], [-0.1, 1.1]]) * d, 0.03 * d)
        .turned("x", 90)
        .moved(y=y * d)
        for y in (-0.19, 0.22)
    ]
    axle = cylinder(0.07 * d, 0.5 * d, 0, 20).turned("x", 90).moved(y=0.25 * d, z=0.5 * d)
    top = extrude(
        rounded(0.9 * d, 0.75 * d, 0.05 * d),
        0.05 * d,
        [circle(0.05 * d, x * 0.35 * d, y * 0.28 * d, 14) for x in (1, -1) for y in (1, -1)],
    )
    swivel = cylinder(0.3 * d, 0.09 * d)
    metal = union(*fork, axle, top.moved(x=0.15 * d, z=1.18 * d), swivel.moved(x=0.15 * d, z=1.09 * d)).toned(
        Tone.STEEL
    )
    return union(wheel, metal)


def profile(size: float, length: float) -> Mesh:
    s = size / 2
    slot = (
        np.array(
            [
                [0.2, 1],
                [0.2, 0.8],
                [0.5, 0.8],
                [0.28, 0.55],
                [-0.28, 0.55],
                [-0.5, 0.8],
                [-0.2, 0.8],
                [-0.2, 1],
            ]
        )
        * s
    )
    turns = [np.array([[0, 1], [-1, 0]]), np.eye(2), np.array([[0, -1], [1, 0]]), -np.eye(2)]
    corners = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * s
    loops: list[Floats] = []
    for k in range(4):
        loops += [corners[k : k + 1], slot @ np.linalg.matrix_power(turns[0].astype(float), k)]
    return extrude(np.concatenate(loops), length, [circle(0.22 * s, segments=20)]).turned("y", 90)


def linear_guide(width: float, length: float) -> Mesh:
    w = width
    rail = (
        extrude(
            np.array(
                [
                    [-0.5, 0],
                    [0.5, 0],
                    [0.5, 0.35],
                    [0.38, 0.45],
                    [0.38, 0.6],
                    [0.5, 0.7],
                    [0.5, 0.95],
                    [-0.5, 0.95],
                    [-0.5, 0.7],
                    [-0.38, 0.6],
                    [-0.38, 0.45],
                    [-0.5, 0.35],
                ]
            )
            * w,
            length,
        )
        .turned("x", 90)
        .moved(y=length / 2)
    )
    holes = [
        cylinder(0.2 * w, 0.02 * w, 0, 18).moved(y=y, z=0.945 * w).toned(Tone.BLACK)
        for y in np.linspace(-0.42, 0.42, 5) * length
    ]
    block = union(
        box(2.3 * w, 2.2 * w, 0.9 * w),
        *[box(2.2 * w, 0.25 * w, 0.8 * w).moved(y=y * w).toned(Tone.BLACK) for y in (-1.2, 1.2)],
    ).moved(z=0.5 * w)
    taps = [
        cylinder(0.16 * w, 0.02 * w, 0, 16).moved(x * w, y * w, 1.395 * w).toned(Tone.BLACK)
        for x in (-0.85, 0.85)
        for y in (-0.7, 0.7)
    ]
    return union(rail, *holes, block, *taps).turned("z", 90)
