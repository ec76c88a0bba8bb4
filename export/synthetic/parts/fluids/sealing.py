"""Solids that seal lines and shafts or let one look into them."""

from __future__ import annotations

from export.synthetic.geometry.forms import dark, facing, helix, hex_head, hex_nut_on, lying, spun
from export.synthetic.geometry.mesh import Mesh, Tone, around, cylinder, extrude, tube, union
from export.synthetic.geometry.polygon import bolt_circle, circle


def flange_gasket(d: float, holes: float) -> Mesh:
    """A flat sealing ring with bolt holes and its raised bead."""
    flat = extrude(
        circle(1.75 * d / 2 + 22, segments=56),
        3,
        [circle(d / 2, segments=44), *bolt_circle(int(holes), 1.42 * d / 2 + 14, 9)],
    )
    return union(flat, cylinder(d / 2 + 9, 1, d / 2 + 5, 48).moved(z=2.9))


def spiral_gasket(d: float) -> Mesh:
    """A wound ring between an inner and an outer steel ring."""
    outer = cylinder(0.86 * d, 0.03 * d, 0.7 * d, 60)
    winds = [
        cylinder((0.705 - 0.025 * i) * d, 0.05 * d, (0.69 - 0.025 * i) * d, 60).moved(z=-0.01 * d)
        for i in range(7)
    ]
    black = dark(cylinder(0.7 * d, 0.042 * d, 0.53 * d, 60)).moved(z=-0.006 * d)
    return union(outer, *winds, black, cylinder(0.54 * d, 0.03 * d, 0.47 * d, 60))


def expansion_joint(d: float) -> Mesh:
    """A bellows between two flanges, tied by rods."""
    profile = [(0.5, -1.0)]
    for i in range(6):
        z = -0.95 + 0.31 * i
        profile += [(0.55, z), (0.75, z + 0.06), (0.78, z + 0.15), (0.75, z + 0.24), (0.55, z + 0.3)]
    bellows = spun(d, *profile, (0.5, 0.98))
    ring = extrude(
        circle(1.1 * d, segments=48),
        0.18 * d,
        [circle(0.48 * d, segments=40), *bolt_circle(8, 0.92 * d, 0.07 * d)],
    )
    rod = union(
        cylinder(0.05 * d, 2.5 * d, 0, 14).moved(z=-1.25 * d),
        hex_nut_on(0.2 * d, 0.1 * d, 0.04 * d).moved(z=1.13 * d),
        hex_nut_on(0.2 * d, 0.1 * d, 0.04 * d).moved(z=-1.23 * d),
    ).toned(Tone.STEEL)
    return lying(
        union(
            bellows, ring.moved(z=0.95 * d), ring.moved(z=-1.13 * d), *around(rod.moved(x=0.92 * d), 4, 22.5)
        )
    )


def mechanical_seal(d: float) -> Mesh:
    """A rotating head with its spring before the stationary ring."""
    seat = spun(d, (0.52, 0), (0.95, 0), (0.95, 0.4), (0.75, 0.4), (0.75, 0.5), (0.52, 0.5)).toned(Tone.WHITE)
    face = dark(spun(d, (0.52, 0.5), (0.72, 0.5), (0.72, 0.75), (0.52, 0.75)))
    head = spun(d, (0.5, 0.72), (0.88, 0.72), (0.88, 1.15), (0.5, 1.15))
    coil = tube(helix(0.7 * d, 0.22 * d, 4.2, 22), 0.06 * d, 8).moved(z=1.2 * d)
    ring = spun(d, (0.5, 2.1), (0.85, 2.1), (0.85, 2.35), (0.5, 2.35))
    rubber = dark(cylinder(0.97 * d, 0.16 * d, 0.9 * d).moved(z=0.1 * d))
    return lying(union(seat, face, head, coil, ring, rubber))


def v_packing(d: float, rings: float) -> Mesh:
    """A stack of chevron rings between their header and support."""
    n = int(rings)
    one = spun(d, (0.5, 0), (0.62, 0.1), (0.74, 0), (0.74, 0.1), (0.62, 0.21), (0.5, 0.1), segments=52)
    low = spun(d, (0.5, -0.14), (0.74, -0.14), (0.74, -0.01), (0.62, 0.09), (0.5, -0.01), segments=52).toned(
        Tone.GREY
    )
    top = (
        spun(d, (0.5, 0.13), (0.62, 0.24), (0.74, 0.13), (0.74, 0.3), (0.5, 0.3), segments=52)
        .moved(z=(n - 1) * 0.15 * d)
        .toned(Tone.GREY)
    )
    return union(low, *[one.moved(z=0.15 * d * i) for i in range(n)], top)


def sight_glass(d: float) -> Mesh:
    """A round window in a flanged body."""
    body = union(
        lying(cylinder(0.55 * d, 3 * d, 0.45 * d, 36)).moved(x=-1.5 * d),
        facing(cylinder(1.0 * d, 1.5 * d)).moved(y=0.75 * d),
    )
    rim = facing(
        union(
            extrude(circle(1.2 * d, segments=44), 0.25 * d, [circle(0.72 * d, segments=36)]),
            cylinder(0.73 * d, 0.15 * d).toned(Tone.GLASS),
        )
    )
    bolts = [
        facing(b).toned(Tone.STEEL)
        for b in around(hex_head(0.24 * d, 0.15 * d).moved(x=0.98 * d, z=0.24 * d), 6)
    ]
    front = union(rim, *bolts).moved(y=-0.7 * d)
    ends = [
        lying(extrude(circle(d, segments=36), 0.2 * d, bolt_circle(4, 0.8 * d, 0.08 * d))).moved(x=x * d)
        for x in (1.4, -1.6)
    ]
    return union(body, front, front.turned("z", 180), *ends)
