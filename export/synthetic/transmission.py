"""Part families that carry and pass on turning: gears, bearings, shafts, couplings, pulleys and drives."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic import shade
from export.synthetic.family import Family, sizes
from export.synthetic.fasteners import thread
from export.synthetic.mesh import Floats, Mesh, Tone, around, box, cylinder, extrude, lathe, loft, sphere, tube, union
from export.synthetic.polygon import bolt_circle, circle, gear_outline, hexagon, rectangle, rounded, sprocket_outline

WHEEL = (shade.STEEL, shade.CAST_IRON, shade.STAINLESS, shade.BRASS, shade.NYLON, shade.BLACK_OXIDE)
PAINT = (shade.BLUE_PAINT, shade.GREEN_PAINT, shade.GREY_PAINT, shade.CAST_IRON, shade.YELLOW_PAINT)


def bore_outline(radius: float) -> Floats:
    """A shaft hole with a keyway [n, 2]."""
    half = 0.28 * radius
    ring = [p for p in circle(radius, segments=36) if not (p[0] > 0 and abs(p[1]) <= half)]
    ring.sort(key=lambda p: float(np.arctan2(p[1], p[0]) % (2 * pi)))
    return np.array([[1.25 * radius, half], *ring, [1.25 * radius, -half]])


def spur_gear(teeth: float, module: float, width: float) -> Mesh:
    bore = module * teeth * 0.13
    wheel = extrude(gear_outline(int(teeth), module), width, [bore_outline(bore)])
    hub = extrude(circle(bore * 1.75, segments=40), width * 1.5, [bore_outline(bore)])
    return union(wheel, hub).turned("x", 90)


def helical_gear(teeth: float, module: float, width: float) -> Mesh:
    outline = gear_outline(int(teeth), module)
    rings = []
    for step in np.linspace(0, 1, 6):
        a = step * width * 0.35 / (teeth * module / 2)
        spun = outline @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
        rings.append(np.c_[spun, np.full(len(spun), step * width)])
    hub = cylinder(module * teeth * 0.2, width * 1.7, module * teeth * 0.12).moved(z=-width * 0.35)
    dark = cylinder(module * teeth * 0.12, width * 1.02).toned(Tone.BLACK).moved(z=-width * 0.01)
    return union(loft(rings), hub, dark).turned("x", 90)


def bevel_gear(teeth: float, module: float) -> Mesh:
    outline, r = gear_outline(int(teeth), module), teeth * module / 2
    rings = [np.c_[outline * s, np.full(len(outline), z * r)] for s, z in ((1.0, 0.0), (0.62, 0.42))]
    back = lathe([(0.2 * r, -0.35 * r), (0.55 * r, -0.35 * r), (0.88 * r, 0.02 * r), (0.2 * r, 0.02 * r)])
    front = cylinder(0.42 * r, 0.12 * r, 0.2 * r).moved(z=0.41 * r)
    return union(loft(rings), back, front, cylinder(0.2 * r, 0.02 * r).toned(Tone.BLACK).moved(z=0.42 * r))


def worm(d: float, length: float) -> Mesh:
    turns, n = 5, 5 * 20
    angle = np.linspace(0, turns * 2 * pi, n)
    path = np.c_[0.36 * d * np.cos(angle), 0.36 * d * np.sin(angle), angle / (turns * 2 * pi) * length * 0.5]
    shaft = cylinder(0.22 * d, length, 0, 32).moved(z=-length * 0.25)
    core = cylinder(0.34 * d, length * 0.56, 0, 32).moved(z=-length * 0.03)
    return union(shaft, core, tube(path, 0.13 * d, 8)).turned("y", 90)


def worm_wheel(teeth: float, module: float) -> Mesh:
    r, width = teeth * module / 2, module * 7
    outline = gear_outline(int(teeth), module)
    rings = [np.c_[outline * s, np.full(len(outline), z * width)]
             for s, z in ((1.06, -0.5), (0.98, -0.25), (0.96, 0), (0.98, 0.25), (1.06, 0.5))]
    hub = cylinder(0.42 * r, width * 1.5, 0.24 * r).moved(z=-0.75 * width).toned(Tone.STEEL)
    dark = cylinder(0.24 * r, width * 1.1).moved(z=-0.55 * width).toned(Tone.BLACK)
    return union(loft(rings), hub, dark).turned("x", 90)


def rack(module: float, teeth: float, width: float) -> Mesh:
    m, n = module, int(teeth)
    top = [(i * pi * m + x * m, y * m) for i in range(n)
           for x, y in ((0.3, -1.25), (1.1, 1.0), (2.04, 1.0), (2.84, -1.25))]
    outline = np.array([(0.0, -5 * m), (n * pi * m, -5 * m), *top[::-1]])
    return extrude(outline, width).turned("x", 90)


def ball_bearing(d: float, outer: float, width: float) -> Mesh:
    r, o = d / 2, outer / 2
    t, mid = (o - r) * 0.28, (r + o) / 2
    c = 0.06 * width
    inner = lathe([(r, c), (r + c, 0), (r + t, 0), (r + t, width), (r + c, width), (r, width - c)], 56)
    ring = lathe([(o - t, 0), (o - c, 0), (o, c), (o, width - c), (o - c, width), (o - t, width)], 56)
    floor = cylinder(o - 0.9 * t, width * 0.4, r + 0.9 * t, 56).moved(z=width * 0.3).toned(Tone.BLACK)
    count = int(2 * pi * mid / ((o - r) * 0.62))
    ball = sphere((o - r) * 0.26, 16).moved(x=mid, z=width / 2)
    return union(inner, ring, floor, *around(ball, count)).turned("x", 90)


def needle_bearing(d: float, width: float) -> Mesh:
    shell = cylinder(d * 0.72, width, d * 0.66, 52)
    lip = cylinder(d * 0.7, width * 0.06, d * 0.54, 52)
    roll = cylinder(d * 0.07, width * 0.92, 0, 10).moved(x=d * 0.58, z=width * 0.04)
    return union(shell, lip.moved(z=0), lip.moved(z=width * 0.94), *around(roll, 18))


def bushing(d: float, length: float) -> Mesh:
    r = d / 2
    return lathe([(r, 0), (r * 1.7, 0), (r * 1.7, 0.15 * length), (r * 1.3, 0.15 * length), (r * 1.3, length * 0.97),
                  (r * 1.26, length), (r, length)], 48)


def pillow_block(d: float) -> Mesh:
    base = extrude(rounded(4.8 * d, 1.5 * d, 0.5 * d), 0.55 * d,
                   [circle(0.3 * d, 1.85 * d, 0, 20), circle(0.3 * d, -1.85 * d, 0, 20)])
    outline = np.array([[-1.3, 0], [1.3, 0], [1.35, 1.3], [1.2, 1.9], [0.8, 2.4], [0.3, 2.62], [-0.3, 2.62],
                        [-0.8, 2.4], [-1.2, 1.9], [-1.35, 1.3]]) * d
    body = extrude(outline, 1.3 * d, [circle(0.8 * d, 0, 1.3 * d, 40)]).turned("x", 90).moved(y=0.65 * d, z=0.3 * d)
    race = cylinder(0.82 * d, 1.5 * d, 0.5 * d).turned("x", 90).moved(y=0.75 * d, z=1.6 * d).toned(Tone.STEEL)
    nipple = union(cylinder(0.12 * d, 0.3 * d, 0, 12), sphere(0.15 * d, 12).moved(z=0.33 * d)).toned(Tone.BRASS)
    return union(base, body, race, nipple.moved(z=2.85 * d))


def shaft(d: float, length: float) -> Mesh:
    r, c = d / 2, d * 0.05
    steps = [(0.7, 0.0), (0.7, 0.22), (0.85, 0.22), (0.85, 0.36), (1.0, 0.36), (1.0, 0.72), (0.8, 0.72), (0.8, 1.0)]
    profile = [(0.0, 0.0), (0.7 * r - c, 0.0), (0.7 * r, c)] + [(f * r, z * length) for f, z in steps[1:-1]]
    body = lathe([*profile, (0.8 * r, length - c), (0.8 * r - c, length), (0, length)], 40).turned("y", 90)
    slot = extrude(rounded(0.15 * length, 0.4 * r, 0.2 * r), 0.05 * r).toned(Tone.BLACK)
    return union(body, slot.moved(x=0.11 * length, z=0.68 * r))


def v_pulley(d: float, grooves: float, bore: float) -> Mesh:
    r, pitch = d / 2, 15.0
    width = grooves * pitch + 6
    profile = [(bore / 2, 0.0), (r * 0.4, 0.0), (r * 0.4, width * 0.2), (r - 18, width * 0.2), (r - 18, 0.0), (r, 0.0), (r, 3.0)]
    for i in range(int(grooves)):
        z = 3 + i * pitch
        profile += [(r, z + 1), (r - 11, z + 4.5), (r - 11, z + 9.5), (r, z + 14)]
    profile += [(r, width), (r - 18, width), (r - 18, width * 0.8), (r * 0.4, width * 0.8), (r * 0.4, width), (bore / 2, width)]
    return lathe(profile, 56).turned("x", 90)


def timing_pulley(teeth: float, pitch: float, width: float) -> Mesh:
    r, n = teeth * pitch / (2 * pi), int(teeth)
    shape = [(r, -0.28), (r - 0.4 * pitch, -0.2), (r - 0.4 * pitch, 0.2), (r, 0.28)]
    ring = np.array([(q * np.cos((i + s) * 2 * pi / n), q * np.sin((i + s) * 2 * pi / n)) for i in range(n) for q, s in shape])
    rim = extrude(circle(r + 0.25 * pitch, segments=48), 0.1 * width, [circle(r * 0.28, segments=24)])
    hub = cylinder(r * 0.62, width * 0.45, r * 0.28)
    return union(extrude(ring, width, [circle(r * 0.28, segments=24)]), rim.moved(z=-0.1 * width), rim.moved(z=width),
                 hub.moved(z=width * 1.1)).turned("x", 90)


def sprocket(teeth: float, pitch: float) -> Mesh:
    r, bore = teeth * pitch / (2 * pi), teeth * pitch * 0.035
    holes = [bore_outline(bore)] + (bolt_circle(5, r * 0.66, r * 0.15) if teeth > 18 else [])
    plate = extrude(sprocket_outline(int(teeth), pitch), pitch * 0.45, holes)
    hub = extrude(circle(max(bore * 1.8, r * 0.36), segments=40), pitch * 1.5, [bore_outline(bore)])
    return union(plate, hub).turned("x", 90)


def flange_coupling(d: float) -> Mesh:
    half = lathe([(d / 2, 0), (d * 1.6, 0), (d * 1.6, 0.45 * d), (d * 0.95, 0.5 * d), (d * 0.95, 1.5 * d), (d / 2, 1.5 * d)], 48)
    bolt = union(extrude(hexagon(0.4 * d), 0.2 * d), cylinder(0.12 * d, 0.3 * d, 0, 16).moved(z=0.15 * d)).toned(Tone.STEEL)
    ring = around(bolt.moved(x=1.28 * d, z=0.47 * d), 6)
    half = union(half.moved(z=0.03 * d), *ring)
    return union(half, half.turned("y", 180)).turned("y", 90)


def jaw_coupling(d: float) -> Mesh:
    r = d
    hub = cylinder(r, 1.1 * d, d / 2, 44).moved(z=0.35 * d)
    jaw = extrude(np.concatenate([circle(r, segments=48)[0:8], (circle(0.55 * r, segments=48)[0:8])[::-1]]), 0.72 * d)
    spider = lathe([(0.4 * r, -0.2 * d), (0.97 * r, -0.2 * d), (0.97 * r, 0.2 * d), (0.4 * r, 0.2 * d)], 44).toned(Tone.RED)
    top = union(hub, *around(jaw.moved(z=-0.32 * d), 3))
    low = union(hub.turned("y", 180), *around(jaw.moved(z=-0.4 * d), 3, 60))
    screw = cylinder(0.12 * d, 0.06 * d, 0, 14).turned("y", 90).moved(x=0.97 * r, z=0.95 * d).toned(Tone.BLACK)
    return union(top, low, spider, screw).turned("y", 90)


def motor(frame: float) -> Mesh:
    h, r, length = frame, frame * 0.86, frame * 2.5
    body = cylinder(r * 0.86, length * 0.62, 0, 48).moved(z=length * 0.2)
    fin = extrude(rectangle(r * 0.3, r * 0.05, r * 0.9), length * 0.56).moved(z=length * 0.22)
    ends = [cylinder(r, length * 0.06).moved(z=length * q) for q in (0.17, 0.79)]
    cowl = lathe([(0, 0), (r * 0.7, 0), (r * 0.95, length * 0.05), (r * 0.95, length * 0.17), (0, length * 0.17)], 44)
    rod = cylinder(r * 0.2, length * 0.25, 0, 24).moved(z=length * 0.82).toned(Tone.STEEL)
    core = union(body, *around(fin, 26), *ends, cowl, cylinder(r * 0.4, length * 0.07).moved(z=length * 0.82), rod)
    core = core.turned("y", 90).moved(x=-length * 0.5, z=h)
    foot = extrude(rounded(length * 0.16, 2 * r, 4), h * 0.12, [circle(h * 0.06, 0, s * r * 0.82, 12) for s in (1, -1)])
    leg = box(length * 0.1, r * 1.1, h * 0.5)
    feet = [part.moved(x=x) for x in (-length * 0.22, length * 0.2) for part in (foot, leg)]
    terminal = extrude(rounded(length * 0.26, r * 0.9, 6), r * 0.35).moved(z=h + r * 0.83)
    plate = extrude(rectangle(length * 0.22, r * 0.34), r * 0.12).turned("x", 90).moved(y=-r * 0.86, z=h).toned(Tone.PLATE)
    return union(core, *feet, terminal, plate)


def gearbox(size: float) -> Mesh:
    a = size
    housing = extrude(rounded(2.2 * a, 1.3 * a, 0.15 * a), 2.2 * a).moved(z=0.2 * a)
    lid = extrude(rounded(2.0 * a, 1.15 * a, 0.12 * a), 0.12 * a).moved(z=2.38 * a)
    base = extrude(rectangle(2.9 * a, 1.5 * a), 0.22 * a, [circle(0.1 * a, x * 1.28 * a, y * 0.55 * a, 14)
                   for x in (1, -1) for y in (1, -1)])
    cover = lathe([(0, 0), (0.7 * a, 0), (0.7 * a, 0.12 * a), (0.42 * a, 0.25 * a), (0, 0.25 * a)]).turned("x", 90)
    bolts = [b.turned("x", 90) for b in around(cylinder(0.06 * a, 0.2 * a, 0, 12).moved(x=0.6 * a), 6)]
    face = union(cover, *bolts).moved(y=-0.64 * a, z=1.45 * a)
    out = cylinder(0.22 * a, 0.8 * a, 0, 28).turned("x", 90).moved(y=-0.85 * a, z=1.45 * a).toned(Tone.STEEL)
    shaft_in = cylinder(0.14 * a, 0.7 * a, 0, 24).turned("y", 90).moved(x=1.05 * a, z=0.75 * a).toned(Tone.STEEL)
    boss = cylinder(0.34 * a, 0.2 * a).turned("y", 90).moved(x=1.05 * a, z=0.75 * a)
    eye = tube(np.array([[0.25 * a * np.cos(t), 0, 0.25 * a * np.sin(t)] for t in np.linspace(0, pi, 12)]), 0.07 * a)
    plug = union(cylinder(0.11 * a, 0.06 * a, 0, 16), extrude(hexagon(0.16 * a), 0.12 * a)).toned(Tone.BRASS)
    gauge = plug.turned("x", 90).moved(x=-0.8 * a, y=-0.64 * a, z=0.55 * a)
    return union(base, housing, lid, face, out, shaft_in, boss, eye.moved(z=2.45 * a), gauge, plug.moved(x=0.7 * a, z=2.5 * a))


def chain(pitch: float, links: float) -> Mesh:
    p, parts = pitch, []
    angle = np.linspace(pi / 2, 1.5 * pi, 9)
    lobe = np.c_[np.cos(angle), np.sin(angle)] * 0.42 * p
    waist = np.array([[0.5 * p, 0.28 * p]])
    plate = extrude(np.concatenate([waist, lobe, -waist * [-1, 1], -lobe + [p, 0]]), 0.1 * p).turned("x", 90)
    for i in range(int(links)):
        gap = 0.42 * p if i % 2 else 0.3 * p
        parts += [plate.moved(x=i * p, y=y) for y in (gap + 0.1 * p, -gap)]
    for i in range(int(links) + 1):
        roller = cylinder(0.3 * p, 0.5 * p, 0, 18).moved(z=-0.25 * p)
        parts.append(union(roller, cylinder(0.15 * p, 1.2 * p, 0, 14).moved(z=-0.6 * p)).turned("x", 90).moved(x=i * p))
    return union(*parts)


def ball_screw(d: float, length: float) -> Mesh:
    screw = thread(d, length, 24)
    nut = lathe([(0.5 * d, 0), (1.5 * d, 0), (1.5 * d, 0.5 * d), (0.95 * d, 0.5 * d), (0.95 * d, 2.2 * d), (0.5 * d, 2.2 * d)], 40)
    holes = around(cylinder(0.13 * d, 0.04 * d, 0, 14).moved(x=1.22 * d, z=-0.02 * d).toned(Tone.BLACK), 6)
    return union(screw, union(nut, *holes).moved(z=length * 0.35), cylinder(0.38 * d, 0.12 * length, 0, 24).moved(z=-0.12 * length),
                 cylinder(0.38 * d, 0.1 * length, 0, 24).moved(z=length * 0.98)).turned("y", 90)


TRANSMISSION = (
    Family("spur_gear", ("spur gear", "gear wheel", "pinion", "cog"), ("平歯車", "スパーギア", "ギア", "歯車"), spur_gear,
           sizes("m{module:g} z{teeth:g}", teeth=[14, 18, 24, 32, 40], module=[4, 3, 2.5, 2, 2], width=[30, 25, 20, 20, 16]),
           WHEEL, ("ISO 53", "JIS B 1701"), True),
    Family("helical_gear", ("helical gear", "skew gear"), ("はすば歯車", "ヘリカルギア"), helical_gear,
           sizes("m{module:g} z{teeth:g}", teeth=[18, 24, 30], module=[3, 2.5, 2], width=[30, 25, 22]), WHEEL,
           ("JIS B 1701",), True),
    Family("bevel_gear", ("bevel gear", "conical gear", "mitre gear"), ("かさ歯車", "ベベルギア", "傘歯車"), bevel_gear,
           sizes("m{module:g} z{teeth:g}", teeth=[16, 20, 26], module=[4, 3, 2.5]), WHEEL, ("JIS B 1706",), True),
    Family("worm", ("worm", "worm shaft", "worm screw"), ("ウォーム", "ウォーム軸"), worm,
           sizes("d{d:g} L{length:g}", d=[30, 40, 52], length=[120, 150, 200]), (shade.STEEL, shade.STAINLESS, shade.BLACK_OXIDE),
           ("JIS B 1723",), True),
    Family("worm_wheel", ("worm wheel", "worm gear"), ("ウォームホイール", "ウォーム歯車"), worm_wheel,
           sizes("m{module:g} z{teeth:g}", teeth=[30, 36, 40], module=[3, 2.5, 2]), (shade.BRONZE, shade.BRASS, shade.CAST_IRON),
           ("JIS B 1723",), True),
    Family("rack", ("gear rack", "rack", "toothed bar"), ("ラック", "ラックギア"), rack,
           sizes("m{module:g} z{teeth:g}", module=[2, 3, 4], teeth=[16, 12, 10], width=[20, 30, 40]), WHEEL, ("JIS B 1701",)),
    Family("ball_bearing", ("deep groove ball bearing", "ball bearing", "bearing"), ("深溝玉軸受", "玉軸受", "ボールベアリング", "ベアリング"),
           ball_bearing, {"6200": {"d": 10, "outer": 30, "width": 9}, "6203": {"d": 17, "outer": 40, "width": 12},
           "6205": {"d": 25, "outer": 52, "width": 15}, "6206": {"d": 30, "outer": 62, "width": 16},
           "6305": {"d": 25, "outer": 62, "width": 17}}, (shade.STEEL, shade.STAINLESS), ("ISO 15", "JIS B 1521"), True),
    Family("needle_bearing", ("needle roller bearing", "needle bearing"), ("針状ころ軸受", "ニードルベアリング"), needle_bearing,
           sizes("HK{d:g}", d=[12, 16, 20, 30], width=[12, 16, 20, 26]), (shade.STEEL, shade.STAINLESS), ("JIS B 1536",), True),
    Family("bushing", ("flanged bushing", "plain bearing", "bush", "sleeve"), ("ブッシュ", "すべり軸受", "フランジブッシュ", "メタル"), bushing,
           sizes("{d:g}x{length:g}", d=[10, 16, 20, 30], length=[14, 22, 25, 40]), (shade.BRONZE, shade.BRASS, shade.NYLON),
           ("ISO 3547", "JIS B 1582"), True),
    Family("pillow_block", ("pillow block", "plummer block", "bearing housing"), ("ピローブロック", "ピロー形ユニット", "軸受箱"), pillow_block,
           {f"UCP{n}": {"d": d} for n, d in ((204, 20), (205, 25), (206, 30), (208, 40))},
           (shade.CAST_IRON, *PAINT[:3]), ("JIS B 1557",)),
    Family("shaft", ("stepped shaft", "drive shaft", "shaft", "axle"), ("段付き軸", "軸", "シャフト", "駆動軸"), shaft,
           sizes("d{d:g} L{length:g}", d=[20, 28, 35, 45], length=[140, 180, 260, 320]), (shade.STEEL, shade.STAINLESS), (), True),
    Family("v_pulley", ("V-belt pulley", "V pulley", "sheave", "belt wheel"), ("Vプーリ", "Vベルトプーリ", "プーリー", "滑車"), v_pulley,
           sizes("A{grooves:g}-{d:g}", d=[100, 125, 150, 200], grooves=[1, 2, 2, 3], bore=[20, 25, 28, 35]),
           (shade.CAST_IRON, shade.STEEL, shade.ALUMINIUM), ("ISO 4183", "JIS B 1854"), True),
    Family("timing_pulley", ("timing pulley", "toothed belt pulley", "synchronous pulley"), ("タイミングプーリ", "歯付きプーリ"),
           timing_pulley, sizes("{teeth:g}XL", teeth=[20, 28, 36], pitch=[5.08, 5.08, 5.08], width=[12, 14, 16]),
           (shade.ALUMINIUM, shade.STEEL), ("ISO 5294", "JIS B 1856"), True),
    Family("sprocket", ("chain sprocket", "sprocket", "chain wheel"), ("スプロケット", "チェーン歯車", "鎖車"), sprocket,
           sizes("RS40-{teeth:g}T", teeth=[13, 17, 22, 30], pitch=[12.7, 12.7, 12.7, 12.7]), WHEEL, ("ISO 606", "JIS B 1801"), True),
    Family("chain", ("roller chain", "drive chain", "chain"), ("ローラチェーン", "チェーン", "駆動チェーン"), chain,
           sizes("RS{pitch:g}x{links:g}", pitch=[9.525, 12.7, 15.875], links=[8, 7, 6]), (shade.STEEL, shade.STAINLESS, shade.BLACK_OXIDE),
           ("ISO 606", "JIS B 1801")),
    Family("flange_coupling", ("flange coupling", "rigid coupling", "shaft coupling"), ("フランジ形軸継手", "フランジカップリング", "軸継手"),
           flange_coupling, sizes("d{d:g}", d=[20, 25, 35, 45]), (shade.CAST_IRON, shade.STEEL), ("JIS B 1451",), True),
    Family("jaw_coupling", ("jaw coupling", "flexible coupling", "spider coupling"), ("ジョーカップリング", "たわみ軸継手", "カップリング"),
           jaw_coupling, sizes("d{d:g}", d=[14, 20, 28, 38]), (shade.ALUMINIUM, shade.CAST_IRON, shade.STEEL), ("JIS B 1452",), True),
    Family("motor", ("electric motor", "induction motor", "three-phase motor", "motor"), ("電動機", "三相モータ", "誘導電動機", "モーター"), motor,
           sizes("frame {frame:g}", frame=[71, 80, 90, 112]), PAINT, ("IEC 60034", "JIS C 4210")),
    Family("gearbox", ("gearbox", "gear reducer", "speed reducer", "reduction gear"), ("減速機", "ギアボックス", "歯車減速機"), gearbox,
           sizes("size {size:g}", size=[50, 63, 80, 100]), PAINT, ("JIS B 1759",)),
    Family("ball_screw", ("ball screw", "lead screw", "ball screw spindle"), ("ボールねじ", "送りねじ"), ball_screw,
           sizes("{d:g}x{length:g}", d=[16, 20, 25], length=[200, 260, 340]), (shade.STEEL,), ("ISO 3408", "JIS B 1192"), True),
)

