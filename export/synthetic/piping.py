"""Part families that carry fluids: flanges, fittings, valves, pumps, cylinders, filters, gauges and fans."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic import shade
from export.synthetic.family import Family, sizes
from export.synthetic.mesh import Floats, Mesh, Tone, around, box, cylinder, extrude, lathe, sphere, tube, union
from export.synthetic.polygon import bolt_circle, circle, hexagon, rounded
from export.synthetic.transmission import PAINT

PIPE = (shade.STEEL, shade.STAINLESS, shade.CAST_IRON, shade.PVC, shade.ZINC)
VALVE = (shade.CAST_IRON, shade.BRASS, shade.BRONZE, shade.STAINLESS, shade.BLUE_PAINT)


def flange(d: float, holes: float) -> Mesh:
    plate = extrude(circle(1.75 * d / 2 + 22, segments=56), 0.12 * d + 8,
                    [circle(d / 2, segments=40), *bolt_circle(int(holes), 1.42 * d / 2 + 14, 8)])
    face = cylinder(d / 2 + 12, 3, d / 2, 48)
    neck = lathe([(d / 2, 0), (d / 2 + 14, 0), (d / 2 + 5, 0.35 * d), (d / 2 + 5, 0.5 * d), (d / 2, 0.5 * d)], 48)
    return union(plate, face.moved(z=-3), neck.moved(z=0.12 * d + 7))


def blind_flange(d: float, holes: float) -> Mesh:
    plate = extrude(circle(1.75 * d / 2 + 22, segments=56), 0.12 * d + 9, bolt_circle(int(holes), 1.42 * d / 2 + 14, 8))
    return union(plate, cylinder(d / 2 + 12, 3).moved(z=0.12 * d + 8))


def _end(d: float, direction: float = 0) -> Mesh:
    """A pipe end flange facing +x, turned about z."""
    ring = extrude(circle(d, segments=36), 0.22 * d, [circle(d * 0.45, segments=28), *bolt_circle(4, 0.8 * d, 0.09 * d)])
    return ring.turned("y", 90).turned("z", direction)


def elbow(d: float) -> Mesh:
    angle = np.linspace(0, pi / 2, 16)
    r = 1.5 * d
    bend = np.c_[r * np.sin(angle), np.zeros(16), r * (1 - np.cos(angle))]
    pipe = tube(bend, d / 2, 32)
    rim = cylinder(0.58 * d, 0.3 * d, 0.42 * d, 32)
    dark = cylinder(0.42 * d, 0.02 * d, 0, 28).toned(Tone.BLACK)
    low = union(rim, dark).turned("y", -90)
    return union(pipe, low.moved(x=0.05 * d), union(rim, dark.moved(z=0.27 * d)).moved(x=r, z=r - 0.05 * d))


def tee(d: float) -> Mesh:
    run = cylinder(0.5 * d, 2.6 * d, 0.4 * d, 36).turned("y", 90).moved(x=-1.3 * d)
    branch = cylinder(0.5 * d, 1.3 * d, 0.4 * d, 36)
    rim = cylinder(0.6 * d, 0.28 * d, 0.4 * d, 36)
    return union(run, branch, rim.moved(z=1.05 * d), rim.turned("y", 90).moved(x=1.05 * d), rim.turned("y", -90).moved(x=-1.05 * d))


def reducer(d: float) -> Mesh:
    return lathe([(0.45 * d, 0), (0.5 * d, 0), (0.5 * d, 0.2 * d), (0.3 * d, 0.8 * d), (0.3 * d, d), (0.25 * d, d),
                  (0.25 * d, 0.8 * d), (0.45 * d, 0.2 * d)], 44).turned("y", 90)


def union_joint(d: float) -> Mesh:
    pipe = cylinder(0.55 * d, 2.4 * d, 0.42 * d, 36).moved(z=-1.2 * d)
    collar = [extrude(hexagon(1.45 * d), 0.5 * d, [circle(0.5 * d)]).moved(z=z * d) for z in (-1.2, 0.7)]
    return union(pipe, *collar, extrude(hexagon(2 * d), 0.7 * d, [circle(0.5 * d)]).moved(z=-0.35 * d)).turned("y", 90)


def hose_clamp(d: float) -> Mesh:
    band = cylinder(d / 2, 0.22 * d, d / 2 - 1.2, 56)
    house = box(0.34 * d, 0.2 * d, 0.26 * d).moved(y=d * 0.58, z=-0.02 * d)
    bolt = union(cylinder(0.08 * d, 0.5 * d, 0, 20), extrude(hexagon(0.2 * d), 0.1 * d).moved(z=0.45 * d))
    return union(band, house, bolt.turned("y", 90).moved(x=-0.1 * d, y=d * 0.6, z=0.11 * d)).turned("x", 90)


def handwheel(r: float) -> Mesh:
    angle = np.linspace(0, 2 * pi, 41)
    rim = tube(np.c_[r * np.cos(angle), r * np.sin(angle), np.zeros(41)], 0.11 * r, 10)
    spoke = box(0.16 * r, r, 0.1 * r).moved(y=r / 2, z=-0.05 * r)
    return union(rim, *around(spoke, 5), cylinder(0.22 * r, 0.3 * r, 0, 20).moved(z=-0.15 * r))


def gate_valve(d: float) -> Mesh:
    pipe = cylinder(0.55 * d, 2.8 * d, 0.45 * d, 36).turned("y", 90).moved(x=-1.4 * d)
    ends = [_end(d).moved(x=1.25 * d), _end(d, 180).moved(x=-1.25 * d)]
    body = extrude(rounded(1.3 * d, d, 0.3 * d), 1.4 * d)
    bonnet = extrude(rounded(1.7 * d, 1.4 * d, 0.4 * d), 0.2 * d).moved(z=1.35 * d)
    neck = lathe([(0, 0), (0.5 * d, 0), (0.24 * d, 0.8 * d), (0.3 * d, 0.82 * d), (0.3 * d, d), (0, d)], 32).moved(z=1.5 * d)
    stem = cylinder(0.1 * d, 1.1 * d, 0, 20).moved(z=2.4 * d).toned(Tone.STEEL)
    wheel = handwheel(0.85 * d).moved(z=3.2 * d).toned(Tone.RED)
    return union(pipe, *ends, body, bonnet, neck, stem, wheel)


def ball_valve(d: float) -> Mesh:
    body = sphere(0.85 * d, 32)
    pipe = cylinder(0.6 * d, 2.6 * d, 0.42 * d, 36).turned("y", 90).moved(x=-1.3 * d)
    hexes = [extrude(hexagon(1.45 * d), 0.5 * d, [circle(0.45 * d)]).turned("y", 90).moved(x=x * d) for x in (-1.35, 0.85)]
    stem = union(cylinder(0.28 * d, 0.6 * d), extrude(hexagon(0.5 * d), 0.2 * d).moved(z=0.6 * d)).moved(z=0.6 * d)
    lever = union(box(0.5 * d, 0.5 * d, 0.1 * d), box(2.4 * d, 0.32 * d, 0.1 * d).moved(x=1.3 * d)).moved(z=1.25 * d)
    return union(body, pipe, *hexes, stem, lever.toned(Tone.RED))


def check_valve(d: float) -> Mesh:
    body = lathe([(0, 0), (0.6 * d, 0), (0.6 * d, 0.6 * d), (0.95 * d, 1.1 * d), (0.95 * d, 1.7 * d), (0.6 * d, 2.2 * d),
                  (0.6 * d, 2.8 * d), (0, 2.8 * d)], 36).turned("y", 90).moved(x=-1.4 * d)
    dark = cylinder(0.42 * d, 2.82 * d).turned("y", 90).moved(x=-1.41 * d).toned(Tone.BLACK)
    cap = union(cylinder(0.7 * d, 1.1 * d), extrude(hexagon(1.1 * d), 0.35 * d).moved(z=1.1 * d))
    hexes = [extrude(hexagon(1.45 * d), 0.45 * d, [circle(0.45 * d)]).turned("y", 90).moved(x=x * d) for x in (-1.42, 0.97)]
    return union(body, dark, cap, *hexes)


def solenoid_valve(d: float) -> Mesh:
    body = extrude(rounded(2.6 * d, 1.6 * d, 0.15 * d), 1.3 * d)
    ports = [union(cylinder(0.55 * d, 0.5 * d, 0.35 * d), cylinder(0.35 * d, 0.3 * d).toned(Tone.BLACK)) for _ in range(2)]
    left, right = ports[0].turned("y", -90).moved(x=-1.1 * d, z=0.65 * d), ports[1].turned("y", 90).moved(x=1.1 * d, z=0.65 * d)
    coil = extrude(rounded(1.5 * d, 1.5 * d, 0.25 * d), 1.6 * d).moved(z=1.5 * d).toned(Tone.BLACK)
    nut = union(cylinder(0.3 * d, 0.5 * d), extrude(hexagon(0.6 * d), 0.25 * d).moved(z=0.1 * d)).moved(z=3.0 * d).toned(Tone.STEEL)
    plug = union(box(0.9 * d, d, d), cylinder(0.2 * d, 0.5 * d).turned("x", 90).moved(y=-0.4 * d, z=0.5 * d))
    collar = cylinder(0.5 * d, 0.4 * d).moved(z=1.2 * d)
    return union(body, left, right, collar, coil, nut, plug.moved(x=1.1 * d, z=1.8 * d).toned(Tone.BLACK))


def centrifugal_pump(d: float) -> Mesh:
    turn = np.linspace(0, 2 * pi, 49)[:-1]
    radius = 1.5 * d + 0.5 * d * turn / (2 * pi)
    volute = extrude(np.c_[radius * np.cos(turn - pi / 2), radius * np.sin(turn - pi / 2)], 1.1 * d).turned("x", 90).moved(y=0.55 * d, z=2.3 * d)
    port = union(cylinder(0.55 * d, 2.6 * d, 0.42 * d, 32), _end(d).turned("y", -90).moved(z=2.55 * d)).moved(x=1.25 * d, z=2.3 * d)
    suction = union(cylinder(0.6 * d, 0.9 * d, 0.45 * d, 32), _end(d).turned("y", -90).moved(z=0.8 * d)).turned("x", 90).moved(y=-0.5 * d, z=2.3 * d)
    bracket = lathe([(0, 0), (1.3 * d, 0), (0.8 * d, 0.7 * d), (0.7 * d, 2.4 * d), (0, 2.4 * d)], 36).turned("x", -90).moved(y=0.5 * d, z=2.3 * d)
    rod = cylinder(0.2 * d, 1.2 * d, 0, 24).turned("x", -90).moved(y=2.7 * d, z=2.3 * d).toned(Tone.STEEL)
    foot = union(box(2.6 * d, 1.2 * d, 0.25 * d), box(0.5 * d, 0.8 * d, 1.2 * d), box(1.6 * d, 0.8 * d, 0.25 * d).moved(y=2.2 * d),
                 box(0.4 * d, 0.5 * d, 1.7 * d).moved(y=2.2 * d))
    return union(volute, port, suction, bracket, rod, foot)


def gear_pump(size: float) -> Mesh:
    s = size
    outline = np.concatenate([circle(0.62 * s, 0, 0.5 * s, 36)[0:19], circle(0.62 * s, 0, -0.5 * s, 36)[18:36]])
    plates = [extrude(outline, h * s).moved(z=z * s) for z, h in ((0, 0.35), (0.37, 0.75), (1.14, 0.3))]
    bolts = [extrude(hexagon(0.2 * s), 0.12 * s).moved(x * s, y * s, 1.43 * s).toned(Tone.STEEL)
             for x, y in ((0.45, 0.8), (-0.45, 0.8), (0.45, -0.8), (-0.45, -0.8), (0.5, 0), (-0.5, 0))]
    ear = extrude(rounded(2.0 * s, 0.7 * s, 0.34 * s), 0.3 * s, [circle(0.12 * s, x * 0.8 * s, 0, 16) for x in (1, -1)])
    rod = cylinder(0.18 * s, 0.8 * s, 0, 24).turned("x", 180).moved(y=0.4 * s).toned(Tone.STEEL)
    boss = cylinder(0.35 * s, 0.2 * s).turned("x", 180).moved(y=0.4 * s)
    port = union(cylinder(0.34 * s, 0.2 * s, 0.2 * s, 28), cylinder(0.2 * s, 0.1 * s).toned(Tone.BLACK)).turned("y", 90).moved(x=0.52 * s, z=0.75 * s)
    return union(*plates, *bolts, ear, rod, boss, port, port.turned("z", 180)).turned("x", 90)


def hydraulic_cylinder(bore: float, stroke: float) -> Mesh:
    b, length = bore, stroke + 1.6 * bore
    barrel = cylinder(0.6 * b, length, 0, 40)
    caps = [extrude(rounded(1.5 * b, 1.5 * b, 0.1 * b), 0.5 * b).moved(z=z) for z in (0, length - 0.5 * b)]
    rods = around(cylinder(0.08 * b, length + 0.3 * b, 0, 14).moved(x=0.88 * b, z=-0.15 * b), 4, 45)
    nuts = [n.moved(z=z) for z in (-0.13 * b, length) for n in around(extrude(hexagon(0.26 * b), 0.13 * b).moved(x=0.88 * b), 4, 45)]
    rod = cylinder(0.3 * b, 0.5 * stroke + 0.6 * b, 0, 32).moved(z=length).toned(Tone.STEEL)
    eye = extrude(circle(0.5 * b), 0.5 * b, [circle(0.24 * b)]).turned("x", 90).moved(y=0.25 * b)
    port = [cylinder(0.2 * b, 0.2 * b, 0.12 * b).turned("x", 90).moved(y=-0.7 * b, z=z) for z in (0.25 * b, length - 0.25 * b)]
    front = eye.moved(z=length + 0.5 * stroke + b).toned(Tone.STEEL)
    return union(barrel, *caps, *rods, *nuts, rod, *port, front, eye.moved(z=-0.4 * b)).turned("y", 90)


def piston(d: float) -> Mesh:
    r = d / 2
    profile = [(0, 0), (0.9 * r, 0), (0.9 * r, 0.5 * d), (r, 0.5 * d)]
    for i in range(3):
        z = 0.62 * d + i * 0.09 * d
        profile += [(r, z), (0.9 * r, z), (0.9 * r, z + 0.035 * d), (r, z + 0.035 * d)]
    body = lathe([*profile, (r, 0.95 * d), (0, 0.95 * d)], 48)
    pin = cylinder(0.24 * r, 1.84 * r, 0.14 * r, 28).turned("x", 90).moved(y=0.92 * r, z=0.3 * d)
    return union(body, pin.toned(Tone.STEEL))


def filter_element(d: float, length: float) -> Mesh:
    pleats = np.array([(r * np.cos(a), r * np.sin(a)) for a, r in zip(
        np.linspace(0, 2 * pi, 91)[:-1], [d * 0.48, d * 0.41] * 45, strict=True)])
    media = extrude(pleats, length * 0.88).moved(z=0.06 * length).toned(Tone.WHITE)
    cap = cylinder(d / 2, 0.07 * length, d * 0.2, 44)
    dark = cylinder(d * 0.2, 0.01 * length).toned(Tone.BLACK)
    return union(media, cap, cap.moved(z=0.93 * length), dark.moved(z=0.95 * length))


def strainer(d: float) -> Mesh:
    body = cylinder(0.62 * d, 2.6 * d, 0.45 * d, 36).turned("y", 90).moved(x=-1.3 * d)
    leg = union(cylinder(0.6 * d, 1.6 * d), cylinder(0.75 * d, 0.25 * d).moved(z=1.5 * d), extrude(hexagon(0.6 * d), 0.25 * d).moved(z=1.7 * d))
    return union(body, _end(d).moved(x=1.15 * d), _end(d, 180).moved(x=-1.15 * d), leg.turned("y", 140))


def pressure_gauge(d: float) -> Mesh:
    case = lathe([(0, 0), (0.5 * d, 0), (0.5 * d, 0.3 * d), (0.46 * d, 0.34 * d), (0.44 * d, 0.34 * d), (0.44 * d, 0.29 * d), (0, 0.29 * d)], 52)
    dial = cylinder(0.43 * d, 0.012 * d, 0, 44).moved(z=0.29 * d).toned(Tone.WHITE)
    ticks = [box(0.02 * d, 0.08 * d, 0.01 * d).moved(y=0.36 * d, z=0.3 * d).turned("z", a).toned(Tone.BLACK) for a in range(-135, 136, 27)]
    needle = box(0.03 * d, 0.42 * d, 0.01 * d).moved(y=0.13 * d, z=0.31 * d).turned("z", 40).toned(Tone.RED)
    face = union(case, dial, *ticks, needle, cylinder(0.045 * d, 0.03 * d, 0, 16).moved(z=0.3 * d).toned(Tone.BLACK)).turned("x", 90)
    stem = union(extrude(hexagon(0.2 * d), 0.16 * d).moved(z=-0.68 * d), cylinder(0.07 * d, 0.3 * d).moved(z=-0.98 * d),
                 cylinder(0.09 * d, 0.2 * d).moved(z=-0.56 * d)).moved(y=-0.15 * d)
    return union(face, stem.toned(Tone.BRASS))


def nozzle(d: float) -> Mesh:
    tip = lathe([(0.1 * d, 0), (0.5 * d, 0), (0.5 * d, 0.6 * d), (0.34 * d, 0.75 * d), (0.3 * d, 1.6 * d), (0.14 * d, 2 * d), (0.1 * d, 2 * d)], 36)
    return union(tip, extrude(hexagon(1.3 * d), 0.5 * d, [circle(0.3 * d)]).moved(z=0.15 * d)).turned("y", 90)


def axial_fan(size: float) -> Mesh:
    r, depth = size * 0.46, size * 0.32
    corners = [circle(0.028 * size, x * 0.44 * size, y * 0.44 * size, 14) for x in (1, -1) for y in (1, -1)]
    plate = extrude(rounded(size, size, 0.06 * size), 0.05 * size, [circle(r, segments=48), *corners])
    duct = cylinder(r * 1.03, depth, r, 48)
    hub = cylinder(r * 0.4, depth * 0.7, 0, 36).moved(z=depth * 0.12)
    blade = np.array([[0.36, -0.1], [0.95, -0.3], [0.97, 0.2], [0.36, 0.14]]) * r
    wing = extrude(blade, 0.03 * r).turned("x", 32).moved(z=depth * 0.5)
    strut = box(r * 0.08, r * 2, depth * 0.06)
    back = [strut.turned("z", a) for a in (45, 135)]
    return union(plate, plate.moved(z=depth - 0.05 * size), duct, hub, *around(wing, 7), *back).turned("x", 90)


def impeller(d: float) -> Mesh:
    r = d / 2
    disc = cylinder(r, 0.06 * d, 0.14 * r, 52)
    t = np.linspace(0, 1, 10)
    a = 1.3 * t
    mid = (0.3 + 0.68 * t) * r
    curve: Floats = np.c_[mid * np.cos(a), mid * np.sin(a)]
    inner: Floats = np.c_[mid * np.cos(a + 0.09), mid * np.sin(a + 0.09)]
    vane = extrude(np.concatenate([curve, inner[::-1]]), 0.17 * d).moved(z=0.05 * d)
    return union(disc, *around(vane, 7), cylinder(0.28 * r, 0.26 * d, 0.14 * r))


def tank(d: float, length: float) -> Mesh:
    h = 0.25 * d
    shell = lathe([(0, 0), (0.3 * d, 0.03 * d), (0.45 * d, 0.14 * d), (0.5 * d, h), (0.5 * d, length - h), (0.45 * d, length - 0.14 * d),
                   (0.3 * d, length - 0.03 * d), (0, length)], 48).turned("y", 90).moved(x=-length / 2, z=0.7 * d)
    leg = box(0.12 * length, 0.8 * d, 0.45 * d)
    top = union(cylinder(0.1 * d, 0.25 * d), cylinder(0.16 * d, 0.06 * d).moved(z=0.22 * d)).moved(z=1.15 * d)
    return union(shell, leg.moved(x=-0.28 * length), leg.moved(x=0.28 * length), top, top.moved(x=0.2 * length))


PIPING = (
    Family("flange", ("pipe flange", "weld neck flange", "flange"), ("フランジ", "管フランジ", "溶接首付きフランジ"), flange,
           sizes("DN{d:g}", d=[25, 40, 50, 80, 100], holes=[4, 4, 4, 8, 8]), PIPE, ("ISO 7005", "JIS B 2220"), True),
    Family("blind_flange", ("blind flange", "blank flange", "end plate"), ("閉止フランジ", "めくらフランジ", "ブラインドフランジ"), blind_flange,
           sizes("DN{d:g}", d=[25, 50, 80, 100], holes=[4, 4, 8, 8]), PIPE, ("JIS B 2220",), True),
    Family("elbow", ("pipe elbow", "90 degree elbow", "pipe bend"), ("エルボ", "90度エルボ", "曲がり管"), elbow,
           sizes("DN{d:g}", d=[15, 20, 25, 40, 50]), PIPE, ("JIS B 2301", "ISO 49")),
    Family("tee", ("pipe tee", "tee fitting", "T-piece"), ("チーズ", "T継手", "ティー"), tee, sizes("DN{d:g}", d=[15, 20, 25, 40, 50]), PIPE,
           ("JIS B 2301", "ISO 49")),
    Family("reducer", ("concentric reducer", "pipe reducer", "reducing socket"), ("レジューサ", "径違いソケット", "異径継手"), reducer,
           sizes("DN{d:g}", d=[25, 40, 50, 80]), PIPE, ("JIS B 2312",), True),
    Family("union_joint", ("pipe union", "union fitting"), ("ユニオン", "ユニオン継手"), union_joint, sizes("DN{d:g}", d=[15, 20, 25, 40]), PIPE,
           ("JIS B 2301",)),
    Family("hose_clamp", ("hose clamp", "hose clip", "jubilee clip", "worm drive clamp"), ("ホースバンド", "ホースクランプ", "ホースクリップ"), hose_clamp,
           sizes("{d:g} mm", d=[20, 32, 50, 70]), (shade.STAINLESS, shade.ZINC), ("DIN 3017",)),
    Family("handwheel", ("handwheel", "hand wheel", "valve wheel"), ("ハンドル車", "ハンドホイール", "丸ハンドル"), handwheel,
           sizes("R{r:g}", r=[50, 63, 80, 100]), (shade.RED_PAINT, shade.CAST_IRON, shade.ALUMINIUM, shade.BLACK_PLASTIC), ("DIN 950",)),
    Family("gate_valve", ("gate valve", "sluice valve", "stop valve"), ("仕切弁", "ゲートバルブ", "ゲート弁"), gate_valve,
           sizes("DN{d:g}", d=[25, 40, 50, 80]), VALVE, ("JIS B 2071", "ISO 5996")),
    Family("ball_valve", ("ball valve", "lever valve", "quarter-turn valve"), ("ボール弁", "ボールバルブ", "コック"), ball_valve,
           sizes("DN{d:g}", d=[15, 20, 25, 40]), VALVE, ("JIS B 2191", "ISO 17292")),
    Family("check_valve", ("check valve", "non-return valve", "one-way valve"), ("逆止弁", "チェックバルブ", "チャッキ弁"), check_valve,
           sizes("DN{d:g}", d=[15, 20, 25, 40]), VALVE, ("JIS B 2074",)),
    Family("solenoid_valve", ("solenoid valve", "electromagnetic valve", "magnet valve"), ("電磁弁", "ソレノイドバルブ"), solenoid_valve,
           sizes("G{d:g}", d=[8, 10, 15, 20]), (shade.BRASS, shade.STAINLESS, shade.ALUMINIUM), ("JIS B 8373",)),
    Family("centrifugal_pump", ("centrifugal pump", "volute pump", "water pump"), ("渦巻ポンプ", "遠心ポンプ", "水ポンプ"), centrifugal_pump,
           sizes("DN{d:g}", d=[32, 40, 50, 65]), PAINT, ("ISO 2858", "JIS B 8313")),
    Family("gear_pump", ("gear pump", "oil pump", "hydraulic pump"), ("歯車ポンプ", "ギヤポンプ", "ギアポンプ", "油圧ポンプ"), gear_pump,
           sizes("size {size:g}", size=[40, 50, 63, 80]), (shade.CAST_IRON, shade.ALUMINIUM, *PAINT[:3]), ("JIS B 8352",)),
    Family("hydraulic_cylinder", ("hydraulic cylinder", "tie rod cylinder", "ram"), ("油圧シリンダ", "油圧シリンダー", "シリンダ"), hydraulic_cylinder,
           sizes("{bore:g}x{stroke:g}", bore=[32, 40, 50, 63], stroke=[100, 150, 200, 150]), (shade.CAST_IRON, *PAINT[:3]),
           ("ISO 6020", "JIS B 8367")),
    Family("piston", ("piston",), ("ピストン",), piston, sizes("d{d:g}", d=[40, 63, 80, 100]), (shade.ALUMINIUM, shade.CAST_IRON), (), True),
    Family("filter_element", ("filter element", "filter cartridge", "oil filter"), ("フィルタエレメント", "ろ過エレメント", "フィルター", "オイルフィルタ"),
           filter_element, sizes("{d:g}x{length:g}", d=[60, 80, 100], length=[120, 180, 160]), (shade.ZINC, shade.BLACK_PLASTIC, shade.RED_PAINT),
           ("ISO 2941",), True),
    Family("strainer", ("Y-strainer", "strainer", "line filter"), ("Y形ストレーナ", "ストレーナ", "こし器"), strainer,
           sizes("DN{d:g}", d=[15, 25, 40, 50]), VALVE, ("JPI-7S",)),
    Family("pressure_gauge", ("pressure gauge", "manometer", "Bourdon gauge"), ("圧力計", "ブルドン管圧力計", "ゲージ"), pressure_gauge,
           sizes("{d:g} mm", d=[60, 75, 100]), (shade.STAINLESS, shade.BLACK_PLASTIC, shade.STEEL), ("JIS B 7505", "EN 837")),
    Family("nozzle", ("spray nozzle", "nozzle", "jet"), ("ノズル", "スプレーノズル", "噴射ノズル"), nozzle, sizes("R{d:g}", d=[8, 10, 15]),
           (shade.BRASS, shade.STAINLESS)),
    Family("axial_fan", ("axial fan", "cooling fan", "ventilation fan"), ("軸流ファン", "冷却ファン", "換気扇", "送風機"), axial_fan,
           sizes("{size:g} mm", size=[80, 92, 120, 172]), (shade.BLACK_PLASTIC, shade.ALUMINIUM, shade.GREY_PAINT)),
    Family("impeller", ("impeller", "pump wheel", "rotor"), ("羽根車", "インペラ", "インペラー"), impeller, sizes("d{d:g}", d=[100, 125, 160, 200]),
           (shade.BRONZE, shade.STAINLESS, shade.CAST_IRON, shade.ALUMINIUM), (), True),
    Family("tank", ("pressure vessel", "storage tank", "receiver tank"), ("タンク", "圧力容器", "貯槽", "空気槽"), tank,
           sizes("{d:g}x{length:g}", d=[300, 400, 500], length=[800, 900, 1400]), PAINT, ("JIS B 8265",)),
)
