"""Part families of the control cabinet and the frame: connectors, boards, relays, sensors, brackets, hinges, handles."""

from __future__ import annotations

from math import pi

import numpy as np

from export.synthetic import shade
from export.synthetic.family import Family, sizes
from export.synthetic.fasteners import thread
from export.synthetic.mesh import Mesh, Tone, box, cylinder, extrude, lathe, sphere, tube, union
from export.synthetic.polygon import circle, hexagon, rectangle, rounded

PLASTIC = (shade.BLACK_PLASTIC, shade.NYLON, shade.GREY_PAINT, shade.GREEN_PAINT)
SHEET = (shade.STEEL, shade.ZINC, shade.STAINLESS, shade.ALUMINIUM, shade.GREY_PAINT)


def connector(ways: float) -> Mesh:
    n, pitch = int(ways), 5.0
    width = n * pitch + 5
    shell = extrude(rectangle(width, 12), 14, [rectangle(width - 3, 9)])
    floor = box(width, 12, 3)
    pins = [box(1.2, 1.2, 19).moved(x=(i - (n - 1) / 2) * pitch, z=-6).toned(Tone.BRASS) for i in range(n)]
    latch = box(width * 0.4, 2, 9).moved(y=-6.5, z=3)
    return union(shell, floor, latch, *pins)


def round_connector(d: float) -> Mesh:
    body = lathe([(0, 0), (0.5 * d, 0), (0.5 * d, 0.35 * d), (0.62 * d, 0.4 * d), (0.62 * d, 0.75 * d), (0.45 * d, 0.8 * d),
                  (0.45 * d, 1.3 * d), (0.38 * d, 1.3 * d), (0.38 * d, 0.9 * d), (0, 0.9 * d)], 40)
    pins = [cylinder(0.04 * d, 0.3 * d, 0, 10).moved(0.22 * d * np.cos(a), 0.22 * d * np.sin(a), 0.88 * d).toned(Tone.BRASS)
            for a in np.arange(5) * 2 * pi / 5]
    cable = cylinder(0.22 * d, 0.9 * d, 0, 24).moved(z=-0.9 * d).toned(Tone.BLACK)
    return union(body, *pins, cable, cylinder(0.34 * d, 0.4 * d, 0, 24).moved(z=-0.4 * d)).turned("y", 90)


def terminal_block(ways: float) -> Mesh:
    n, pitch = int(ways), 10.0
    base = box(n * pitch + 14, 26, 8)
    walls = [box(1.6, 24, 20).moved(x=(i - n / 2) * pitch) for i in range(n + 1)]
    ridge = box(n * pitch, 4, 22)
    screws = [union(cylinder(3.2, 3, 0, 20), box(5.6, 0.9, 0.4).moved(z=2.9).toned(Tone.BLACK), box(8, 8, 1).moved(z=-1)).toned(Tone.STEEL)
              .moved(x=(i - (n - 1) / 2) * pitch, y=y, z=9) for i in range(n) for y in (-7.5, 7.5)]
    return union(base, ridge, *walls, *screws)


def circuit_board(width: float, depth: float) -> Mesh:
    w, h = width, depth
    holes = [circle(1.6, x * (w / 2 - 4), y * (h / 2 - 4), 14) for x in (1, -1) for y in (1, -1)]
    board = extrude(rectangle(w, h), 1.6, holes).toned(Tone.GREEN)
    chip = union(box(w * 0.24, w * 0.24, 2.4).toned(Tone.BLACK), *[
        box(1, w * 0.29, 1).moved(x=x).toned(Tone.STEEL) for x in np.linspace(-w * 0.1, w * 0.1, 8)])
    small = union(box(w * 0.14, h * 0.1, 2).toned(Tone.BLACK), *[
        box(0.9, h * 0.15, 0.8).moved(x=x).toned(Tone.STEEL) for x in np.linspace(-w * 0.055, w * 0.055, 4)])
    cap = union(cylinder(h * 0.07, h * 0.17, 0, 24).toned(Tone.BLACK), cylinder(h * 0.06, h * 0.172, 0, 24).toned(Tone.STEEL))
    plug = union(box(w * 0.3, 9, 10).toned(Tone.WHITE), *[
        box(1, 1, 12).moved(x=x).toned(Tone.BRASS) for x in np.linspace(-w * 0.11, w * 0.11, 5)])
    bits = [box(3, 1.6, 1).moved(x=w * fx, y=h * fy).toned(Tone.BLACK if i % 2 else Tone.COPPER)
            for i, (fx, fy) in enumerate([(-0.12, -0.3), (-0.04, -0.3), (0.04, -0.3), (0.32, 0.1), (0.32, 0.2), (-0.05, 0.36), (0.05, 0.36)])]
    placed = [chip.moved(x=-w * 0.06, y=h * 0.02), small.moved(x=w * 0.26, y=-h * 0.22), small.moved(x=-w * 0.33, y=-h * 0.25),
              cap.moved(x=w * 0.36, y=h * 0.33), cap.moved(x=w * 0.22, y=h * 0.33), plug.moved(x=-w * 0.27, y=h * 0.4), *bits]
    return union(board, *[part.moved(z=1.6) for part in placed])


def relay(size: float) -> Mesh:
    s = size
    case = union(extrude(rounded(s, 0.8 * s, 0.06 * s), 1.35 * s), box(1.06 * s, 0.86 * s, 0.1 * s).toned(Tone.BLACK))
    blades = [box(0.12 * s, 0.03 * s, 0.3 * s).moved(x=x * s, y=y * s, z=-0.29 * s).toned(Tone.COPPER)
              for x in (-0.34, -0.11, 0.11, 0.34) for y in (-0.25, 0, 0.25)]
    label = extrude(rectangle(0.7 * s, 0.5 * s), 0.02 * s).turned("x", 90).moved(y=-0.4 * s, z=0.8 * s).toned(Tone.PLATE)
    return union(case, label, *blades, box(0.2 * s, 0.16 * s, 0.08 * s).moved(z=1.34 * s).toned(Tone.RED))


def contactor(size: float) -> Mesh:
    s = size
    low = box(s, 1.5 * s, 0.7 * s)
    top = box(0.98 * s, 0.9 * s, 0.5 * s).moved(z=0.69 * s)
    ports = [cylinder(0.1 * s, 0.05 * s, 0, 18).moved(x=x * s, y=y * s, z=0.69 * s).toned(Tone.STEEL) for x in (-0.34, -0.11, 0.11, 0.34)
             for y in (-0.6, 0.6)]
    ribs = [box(0.02 * s, 0.3 * s, 0.3 * s).moved(x=x * s, y=y * s, z=0.69 * s) for x in (-0.46, -0.23, 0, 0.23, 0.46) for y in (-0.6, 0.6)]
    label = box(0.6 * s, 0.3 * s, 0.02 * s).moved(y=-0.2 * s, z=1.18 * s).toned(Tone.PLATE)
    button = box(0.25 * s, 0.25 * s, 0.06 * s).moved(y=0.2 * s, z=1.18 * s).toned(Tone.WHITE)
    return union(low, top, *ports, *ribs, label, button).turned("x", 90)


def proximity_sensor(d: float) -> Mesh:
    nut = union(extrude(hexagon(1.55 * d), 0.3 * d, [circle(0.45 * d)]), cylinder(0.9 * d, 0.08 * d, 0.5 * d).moved(z=-0.08 * d))
    tip = cylinder(0.44 * d, 0.3 * d, 0, 32).toned(Tone.RED)
    cable = tube(np.array([[0, 0, -0.6], [0, 0, -1.2], [0.1, 0, -1.8], [0.5, 0, -2.6], [0.6, 0, -3.3]]) * d, 0.17 * d, 12).toned(Tone.BLACK)
    tail = cylinder(0.44 * d, 0.7 * d, 0, 28).moved(z=-0.7 * d)
    return union(thread(d, 3 * d, 16), tip.moved(z=2.95 * d), nut.moved(z=1.9 * d), nut.moved(z=1.3 * d), tail, cable).turned("y", 90)


def limit_switch(size: float) -> Mesh:
    s = size
    case = extrude(rounded(s, 0.8 * s, 0.08 * s), 1.7 * s)
    head = box(0.8 * s, 0.7 * s, 0.5 * s).moved(z=1.69 * s)
    pivot = cylinder(0.22 * s, 0.25 * s).turned("x", 90).moved(y=-0.34 * s, z=1.95 * s).toned(Tone.STEEL)
    arm = extrude(rounded(0.24 * s, 1.2 * s, 0.12 * s), 0.08 * s).turned("x", 90).moved(y=-0.5 * s, z=2.4 * s).turned("y", 0)
    roller = cylinder(0.24 * s, 0.18 * s, 0.06 * s).turned("x", 90).moved(y=-0.54 * s, z=2.9 * s).toned(Tone.BLACK)
    gland = union(extrude(hexagon(0.5 * s), 0.2 * s), cylinder(0.18 * s, 0.35 * s)).turned("x", 180).toned(Tone.BLACK)
    return union(case, head, pivot, arm.toned(Tone.STEEL), roller, gland)


def push_button(d: float) -> Mesh:
    cap = lathe([(0, 0), (0.9 * d, 0), (0.95 * d, 0.1 * d), (0.95 * d, 0.35 * d), (0.7 * d, 0.5 * d), (0, 0.5 * d)], 40).toned(Tone.RED)
    body = union(cylinder(0.68 * d, 0.35 * d), cylinder(0.5 * d, 1.2 * d).moved(z=-1.2 * d), extrude(hexagon(1.3 * d), 0.25 * d).moved(z=-0.35 * d))
    block = box(0.9 * d, 1.1 * d, 0.9 * d).moved(z=-1.9 * d).toned(Tone.BLACK)
    return union(cap.moved(z=0.33 * d), body, block)


def signal_lamp(d: float) -> Mesh:
    base = union(cylinder(0.5 * d, 0.4 * d), cylinder(0.2 * d, 1.0 * d).moved(z=-1.0 * d), cylinder(0.45 * d, 0.1 * d).moved(z=-1.05 * d))
    rings = [cylinder(0.46 * d, 0.62 * d, 0, 36).moved(z=(0.42 + 0.68 * i) * d).toned(t) for i, t in enumerate((Tone.GREEN, Tone.BRASS, Tone.RED))]
    gaps = [cylinder(0.5 * d, 0.07 * d).moved(z=(0.36 + 0.68 * i) * d) for i in range(4)]
    return union(base, *rings, *gaps, cylinder(0.46 * d, 0.15 * d).moved(z=2.42 * d))


def enclosure(width: float, height: float) -> Mesh:
    w, h = width, height
    case = box(w, 0.4 * w, h)
    door = box(0.94 * w, 0.03 * w, 0.95 * h).moved(y=-0.21 * w, z=0.025 * h)
    lock = cylinder(0.03 * w, 0.04 * w).turned("x", 90).moved(x=0.4 * w, y=-0.22 * w, z=0.5 * h).toned(Tone.STEEL)
    hinges = [cylinder(0.015 * w, 0.1 * h).moved(x=-0.48 * w, y=-0.22 * w, z=z * h).toned(Tone.STEEL) for z in (0.15, 0.75)]
    screen = extrude(rectangle(0.4 * w, 0.15 * h), 0.01 * w).turned("x", 90).moved(y=-0.222 * w, z=0.75 * h).toned(Tone.BLACK)
    lamps = [cylinder(0.035 * w, 0.04 * w, 0, 20).turned("x", 90).moved(x=x * w, y=-0.22 * w, z=0.56 * h).toned(t)
             for x, t in ((-0.2, Tone.GREEN), (0.0, Tone.RED), (0.2, Tone.WHITE))]
    plate = extrude(rectangle(0.34 * w, 0.1 * h), 0.01 * w).turned("x", 90).moved(y=-0.222 * w, z=0.3 * h).toned(Tone.PLATE)
    return union(case, door, lock, *hinges, screen, *lamps, plate)


def fuse(d: float, length: float) -> Mesh:
    cap = cylinder(d / 2, length * 0.24).toned(Tone.STEEL)
    return union(cylinder(d * 0.44, length).moved(z=0), cap.moved(z=-0.01 * length), cap.moved(z=0.77 * length)).turned("y", 90)


def angle_bracket(size: float, thickness: float) -> Mesh:
    s, t = size, thickness
    holes = [circle(0.09 * s, 0, y * s, 18) for y in (-0.15, 0.2)]
    leg = extrude(rounded(0.7 * s, s, 0.06 * s), t, holes)
    rib = extrude(np.array([[0, 0], [0.6, 0], [0, 0.6]]) * s, t).turned("x", 90).turned("z", 90).moved(x=-t / 2, y=-0.48 * s, z=0.5 * t)
    back = leg.turned("x", 90).moved(y=-0.5 * s + t, z=0.5 * s)
    return union(leg, back, rib)


def u_bracket(size: float, thickness: float) -> Mesh:
    s, t = size, thickness
    outline = np.array([[-0.5, 0], [0.5, 0], [0.5, 0.9], [0.5 - t / s, 0.9], [0.5 - t / s, t / s], [-0.5 + t / s, t / s],
                        [-0.5 + t / s, 0.9], [-0.5, 0.9]]) * s
    body = extrude(outline, 0.5 * s).turned("x", 90)
    hole = cylinder(0.1 * s, s * 1.02, 0, 22).turned("y", 90).moved(x=-0.51 * s, y=-0.25 * s, z=0.6 * s).toned(Tone.BLACK)
    return union(body, hole)


def hinge(size: float) -> Mesh:
    s = size
    def leaf(side: float) -> Mesh:
        holes = [circle(0.06 * s, side * 0.3 * s, y * s, 16) for y in (-0.32, 0, 0.32)]
        return extrude(rounded(0.42 * s, s, 0.05 * s, side * 0.26 * s), 0.05 * s, holes)
    knuckles = [cylinder(0.08 * s, 0.18 * s, 0, 20).turned("x", 90).moved(y=(0.49 - 0.2 * i) * s, z=0.06 * s) for i in range(5)]
    return union(leaf(1), leaf(-1), *knuckles)


def pull_handle(span: float) -> Mesh:
    s = span
    angle = np.linspace(0, pi / 2, 7)
    left = np.c_[-0.5 * s + 0.12 * s * (1 - np.cos(angle)), np.zeros(7), 0.22 * s + 0.12 * s * np.sin(angle)]
    path = np.concatenate([[[-0.5 * s, 0, 0], [-0.5 * s, 0, 0.15 * s]], left, (left * [-1, 1, 1])[::-1], [[0.5 * s, 0, 0.15 * s], [0.5 * s, 0, 0]]])
    foot = cylinder(0.09 * s, 0.04 * s, 0, 28)
    return union(tube(path, 0.055 * s, 16), foot.moved(x=0.5 * s), foot.moved(x=-0.5 * s))


def clamping_lever(d: float) -> Mesh:
    arm = tube(np.array([[0, 0, 0.6], [1.2, 0, 1.1], [2.6, 0, 1.9], [4.6, 0, 2.3]]) * d, 0.36 * d, 16)
    hub = lathe([(0, 0), (0.8 * d, 0), (0.7 * d, 1.3 * d), (0, 1.4 * d)], 32)
    return union(arm, sphere(0.5 * d, 20).moved(x=4.6 * d, z=2.3 * d), hub, thread(0.7 * d, 2 * d).turned("x", 180).toned(Tone.STEEL))


def knob(d: float) -> Mesh:
    a = np.linspace(0, 2 * pi, 71)[:-1]
    lobes = np.c_[np.cos(a), np.sin(a)] * (d / 2 * (1 - 0.14 * (1 + np.cos(7 * a)) / 2))[:, None]
    return union(extrude(lobes, 0.3 * d).moved(z=0.25 * d), cylinder(0.24 * d, 0.3 * d), thread(0.2 * d, 0.6 * d).turned("x", 180).toned(Tone.STEEL))


def caster(d: float) -> Mesh:
    wheel = lathe([(0.12 * d, 0), (0.3 * d, 0), (0.3 * d, 0.04 * d), (0.42 * d, 0.04 * d), (0.5 * d, 0.08 * d), (0.5 * d, 0.26 * d),
                   (0.42 * d, 0.3 * d), (0.3 * d, 0.3 * d), (0.3 * d, 0.34 * d), (0.12 * d, 0.34 * d)], 44).turned("x", 90).moved(y=0.17 * d, z=0.5 * d)
    fork = [extrude(np.array([[-0.14, 0.36], [0.14, 0.36], [0.4, 1.1], [-0.1, 1.1]]) * d, 0.03 * d).turned("x", 90).moved(y=y * d) for y in (-0.19, 0.22)]
    axle = cylinder(0.07 * d, 0.5 * d, 0, 20).turned("x", 90).moved(y=0.25 * d, z=0.5 * d)
    top = extrude(rounded(0.9 * d, 0.75 * d, 0.05 * d), 0.05 * d, [circle(0.05 * d, x * 0.35 * d, y * 0.28 * d, 14) for x in (1, -1) for y in (1, -1)])
    swivel = cylinder(0.3 * d, 0.09 * d)
    metal = union(*fork, axle, top.moved(x=0.15 * d, z=1.18 * d), swivel.moved(x=0.15 * d, z=1.09 * d)).toned(Tone.STEEL)
    return union(wheel, metal)


def profile(size: float, length: float) -> Mesh:
    s = size / 2
    slot = np.array([[0.2, 1], [0.2, 0.8], [0.5, 0.8], [0.28, 0.55], [-0.28, 0.55], [-0.5, 0.8], [-0.2, 0.8], [-0.2, 1]]) * s
    turns = [np.array([[0, 1], [-1, 0]]), np.eye(2), np.array([[0, -1], [1, 0]]), -np.eye(2)]
    corners = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * s
    loops: list[np.typing.NDArray[np.float64]] = []
    for k in range(4):
        loops += [corners[k : k + 1], slot @ np.linalg.matrix_power(turns[0].astype(float), k)]
    return extrude(np.concatenate(loops), length, [circle(0.22 * s, segments=20)]).turned("y", 90)


def linear_guide(width: float, length: float) -> Mesh:
    w = width
    rail = extrude(np.array([[-0.5, 0], [0.5, 0], [0.5, 0.35], [0.38, 0.45], [0.38, 0.6], [0.5, 0.7], [0.5, 0.95], [-0.5, 0.95], [-0.5, 0.7],
                             [-0.38, 0.6], [-0.38, 0.45], [-0.5, 0.35]]) * w, length).turned("x", 90).moved(y=length / 2)
    holes = [cylinder(0.2 * w, 0.02 * w, 0, 18).moved(y=y, z=0.945 * w).toned(Tone.BLACK) for y in np.linspace(-0.42, 0.42, 5) * length]
    block = union(box(2.3 * w, 2.2 * w, 0.9 * w), *[box(2.2 * w, 0.25 * w, 0.8 * w).moved(y=y * w).toned(Tone.BLACK) for y in (-1.2, 1.2)]).moved(z=0.5 * w)
    taps = [cylinder(0.16 * w, 0.02 * w, 0, 16).moved(x * w, y * w, 1.395 * w).toned(Tone.BLACK) for x in (-0.85, 0.85) for y in (-0.7, 0.7)]
    return union(rail, *holes, block, *taps).turned("z", 90)


ELECTRIC = (
    Family("connector", ("pin header connector", "plug connector", "connector", "wire housing"), ("コネクタ", "コネクター", "ピンコネクタ"), connector,
           {f"{n} pin": {"ways": n} for n in (4, 6, 8, 10)}, (shade.NYLON, *PLASTIC[:1]), ("IEC 61984",)),
    Family("round_connector", ("circular connector", "M12 connector", "sensor plug"), ("丸形コネクタ", "M12コネクタ", "センサコネクタ"), round_connector,
           sizes("M{d:g}", d=[8, 12, 16]), (shade.ZINC, shade.BLACK_PLASTIC, shade.STAINLESS), ("IEC 61076",)),
    Family("terminal_block", ("terminal block", "screw terminal strip", "barrier strip"), ("端子台", "ねじ端子台", "ターミナルブロック"), terminal_block,
           {f"{n} way": {"ways": n} for n in (4, 6, 8, 12)}, PLASTIC, ("IEC 60947-7", "JIS C 8201-7")),
    Family("circuit_board", ("circuit board", "printed circuit board", "PCB", "control board"), ("プリント基板", "基板", "回路基板", "制御基板"), circuit_board,
           sizes("{width:g}x{depth:g}", width=[80, 100, 120], depth=[60, 70, 100]), (shade.TONES[Tone.GREEN],), ("IPC-A-610",)),
    Family("relay", ("relay", "power relay", "plug-in relay"), ("リレー", "継電器", "パワーリレー"), relay, sizes("{size:g} mm", size=[21, 28, 35]),
           (shade.PVC, shade.BLACK_PLASTIC, shade.NYLON), ("IEC 61810",)),
    Family("contactor", ("contactor", "magnetic contactor", "motor starter"), ("電磁接触器", "マグネットスイッチ", "コンタクタ"), contactor,
           sizes("{size:g} mm", size=[45, 55, 75]), (shade.BLACK_PLASTIC, shade.GREY_PAINT), ("IEC 60947-4-1", "JIS C 8201-4-1")),
    Family("proximity_sensor", ("proximity sensor", "inductive sensor", "proximity switch"), ("近接センサ", "近接スイッチ", "センサー"), proximity_sensor,
           sizes("M{d:g}", d=[8, 12, 18, 30]), (shade.BRASS, shade.STAINLESS), ("IEC 60947-5-2",)),
    Family("limit_switch", ("limit switch", "roller lever switch", "position switch"), ("リミットスイッチ", "位置検出スイッチ"), limit_switch,
           sizes("{size:g} mm", size=[30, 40]), (shade.GREY_PAINT, shade.YELLOW_PAINT, shade.ALUMINIUM), ("IEC 60947-5-1",)),
    Family("push_button", ("emergency stop button", "push button", "mushroom button"), ("非常停止ボタン", "押しボタンスイッチ", "非常停止"), push_button,
           sizes("{d:g} mm", d=[16, 22, 30]), (shade.YELLOW_PAINT, shade.BLACK_PLASTIC, shade.GREY_PAINT), ("IEC 60947-5-5",)),
    Family("signal_lamp", ("signal tower", "stack light", "tower lamp"), ("積層表示灯", "パトライト", "信号灯", "表示灯"), signal_lamp,
           sizes("{d:g} mm", d=[40, 60, 80]), (shade.GREY_PAINT, shade.NYLON, shade.BLACK_PLASTIC)),
    Family("enclosure", ("control cabinet", "switch box", "electrical enclosure", "control panel"), ("制御盤", "操作盤", "配電盤", "盤"), enclosure,
           sizes("{width:g}x{height:g}", width=[400, 500, 600], height=[500, 700, 600]), (shade.GREY_PAINT, shade.NYLON, shade.STAINLESS), ("IEC 62208",)),
    Family("fuse", ("cartridge fuse", "fuse", "tube fuse"), ("ヒューズ", "管形ヒューズ"), fuse, sizes("{d:g}x{length:g}", d=[5, 6.3, 10], length=[20, 32, 38]),
           (shade.NYLON,), ("IEC 60127",), True),
    Family("angle_bracket", ("angle bracket", "L bracket", "corner bracket", "mounting bracket"), ("アングルブラケット", "L形金具", "ブラケット", "取付金具"),
           angle_bracket, sizes("{size:g}x{thickness:g}", size=[40, 60, 80, 100], thickness=[4, 5, 6, 8]), SHEET),
    Family("u_bracket", ("U bracket", "clevis bracket", "channel bracket"), ("U形ブラケット", "コの字金具", "クレビス"), u_bracket,
           sizes("{size:g}x{thickness:g}", size=[40, 60, 80], thickness=[4, 5, 6]), SHEET),
    Family("hinge", ("butt hinge", "hinge", "door hinge"), ("蝶番", "ヒンジ", "丁番"), hinge, sizes("{size:g} mm", size=[50, 64, 76]), SHEET),
    Family("pull_handle", ("pull handle", "bow handle", "handle", "grab handle"), ("取っ手", "ハンドル", "引手", "コの字取手"), pull_handle,
           sizes("{span:g} mm", span=[100, 120, 160]), (shade.STAINLESS, shade.ALUMINIUM, shade.BLACK_PLASTIC)),
    Family("clamping_lever", ("clamping lever", "ratchet handle", "locking lever"), ("クランプレバー", "締付レバー"), clamping_lever,
           sizes("M{d:g}", d=[8, 10, 12]), (shade.BLACK_PLASTIC, shade.RED_PAINT, shade.YELLOW_PAINT)),
    Family("knob", ("star knob", "lobe knob", "grip knob"), ("ノブ", "星形ノブ", "つまみ"), knob, sizes("{d:g} mm", d=[32, 40, 50]),
           (shade.BLACK_PLASTIC, shade.RED_PAINT, shade.ALUMINIUM), ("DIN 6336",)),
    Family("caster", ("swivel caster", "castor", "wheel"), ("キャスター", "自在キャスター", "車輪"), caster, sizes("{d:g} mm", d=[50, 75, 100]),
           (shade.BLACK_PLASTIC, shade.GREY_PAINT, shade.RED_PAINT)),
    Family("profile", ("aluminium profile", "T-slot extrusion", "frame profile"), ("アルミフレーム", "アルミ押出材", "フレーム"), profile,
           sizes("{size:g}x{size:g} L{length:g}", size=[20, 30, 40], length=[120, 160, 220]), (shade.ALUMINIUM, shade.BLACK_OXIDE)),
    Family("linear_guide", ("linear guide", "guide rail", "linear bearing"), ("リニアガイド", "直動案内", "LMガイド"), linear_guide,
           sizes("size {width:g} L{length:g}", width=[15, 20, 25], length=[160, 220, 280]), (shade.STEEL, shade.STAINLESS), ("ISO 12090",)),
)
