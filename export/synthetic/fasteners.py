"""Part families that hold others together: screws, nuts, washers, pins, keys, springs and seals."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from export.synthetic import shade
from export.synthetic.family import Family, sizes
from export.synthetic.mesh import Floats, Mesh, Tone, cylinder, extrude, lathe, tube, union
from export.synthetic.polygon import circle, hexagon, rectangle

SCREW = (shade.STEEL, shade.ZINC, shade.STAINLESS, shade.BLACK_OXIDE, shade.BRASS)


def thread(d: float, length: float, ridges: int = 13) -> Mesh:
    """A threaded bar upwards from z = 0, with a chamfered end."""
    root, pitch = d * 0.43, length / (ridges + 0.5)
    profile = [(0.0, 0.0), (root, 0.0)]
    for i in range(ridges):
        profile += [(d / 2, (i + 0.5) * pitch), (root, (i + 1) * pitch)]
    return lathe([*profile, (d * 0.38, length), (0.0, length)], 28)


def _crown(outline: Floats, d: float, height: float) -> Mesh:
    """A hexagonal head; its chamfer shows as a low round boss."""
    across = float(np.abs(outline[:, 1]).max())
    return union(extrude(outline, height * 0.93), cylinder(across * 0.95, height * 0.08, 0, 32).moved(z=height * 0.92))


def hex_bolt(d: float, length: float) -> Mesh:
    shank = length * 0.35 if length > 3 * d else 0.0
    parts = [_crown(hexagon(1.6 * d), d, 0.65 * d).moved(z=-0.65 * d).turned("x", 180).moved(z=-0.65 * d)]
    if shank:
        parts.append(cylinder(d / 2, shank, 0, 28))
    parts.append(thread(d, length - shank).moved(z=shank))
    return union(*parts).turned("y", 90)


def socket_screw(d: float, length: float) -> Mesh:
    head = extrude(circle(0.76 * d, segments=36), d * 0.6, [hexagon(0.85 * d)]).moved(z=-d * 0.6 - d * 0.4)
    base = cylinder(0.76 * d, d * 0.4, 0, 36).moved(z=-d * 0.4)
    return union(head, base, thread(d, length)).turned("y", 90)


def countersunk_screw(d: float, length: float) -> Mesh:
    head = lathe([(0, -0.55 * d), (0.95 * d, -0.55 * d), (0.5 * d, 0), (0, 0)], 32)
    cross = [extrude(rectangle(1.1 * d, 0.22 * d), 0.04 * d).toned(Tone.BLACK).moved(z=-0.58 * d)]
    cross.append(cross[0].turned("z", 90))
    return union(head, *cross, thread(d, length)).turned("y", 90)


def set_screw(d: float, length: float) -> Mesh:
    body = thread(d, length * 0.8, 9).moved(z=length * 0.2)
    return union(extrude(circle(d / 2, segments=28), length * 0.2, [hexagon(0.5 * d)]), body).turned("y", 90)


def eye_bolt(d: float, length: float) -> Mesh:
    angle = np.linspace(0, 2 * pi, 33)
    ring = tube(np.c_[1.4 * d * np.cos(angle), np.zeros(33), 1.4 * d * np.sin(angle) + 1.9 * d], 0.42 * d)
    return union(ring, cylinder(0.95 * d, 0.35 * d), thread(d, length).turned("x", 180))


def stud(d: float, length: float) -> Mesh:
    ends = thread(d, length * 0.35, 9)
    middle = cylinder(d / 2, length * 0.3, 0, 28).moved(z=-length * 0.15)
    return union(ends.moved(z=length * 0.15), middle, ends.turned("x", 180).moved(z=-length * 0.15)).turned("y", 90)


def hex_nut(d: float) -> Mesh:
    body = extrude(hexagon(1.6 * d), 0.72 * d, [circle(d * 0.46)])
    ring = cylinder(0.76 * d, 0.06 * d, d * 0.5, 32)
    return union(body, ring.moved(z=0.72 * d), ring.moved(z=-0.06 * d))


def flange_nut(d: float) -> Mesh:
    collar = lathe([(d * 0.46, 0), (1.05 * d, 0), (1.05 * d, 0.12 * d), (0.78 * d, 0.3 * d), (d * 0.46, 0.3 * d)], 36)
    return union(collar, extrude(hexagon(1.5 * d), 0.75 * d, [circle(d * 0.46)]).moved(z=0.2 * d))


def wing_nut(d: float) -> Mesh:
    hub = lathe([(d * 0.46, 0), (0.95 * d, 0), (0.7 * d, d), (d * 0.46, d)], 32)
    lobe = np.array([[0.6, 0.1], [1.4, 0.5], [2.2, 1.5], [2.0, 2.0], [1.5, 1.9], [0.9, 1.1], [0.6, 0.9]]) * d
    wing = extrude(lobe, 0.4 * d).turned("x", 90).moved(y=0.2 * d)
    return union(hub, wing, wing.turned("z", 180))


def washer(d: float, outer: float, height: float) -> Mesh:
    return cylinder(outer / 2, height, d * 0.53, 44)


def spring_washer(d: float) -> Mesh:
    angle = np.linspace(0.12, 2 * pi - 0.12, 40)
    path = np.c_[0.72 * d * np.cos(angle), 0.72 * d * np.sin(angle), angle * d * 0.045]
    return tube(path, 0.17 * d, 8)


def retaining_ring(d: float) -> Mesh:
    angle = np.linspace(0.25, 2 * pi - 0.25, 44)
    outer = np.c_[np.cos(angle), np.sin(angle)] * (0.62 - 0.05 * np.cos(angle))[:, None] * d
    outline = np.concatenate([outer, (np.c_[np.cos(angle), np.sin(angle)] * 0.48 * d)[::-1]])
    ear = [extrude(circle(0.09 * d, 0.6 * d * cos(a), 0.6 * d * sin(a), 20), 0.06 * d,
                   [circle(0.04 * d, 0.6 * d * cos(a), 0.6 * d * sin(a), 12)]) for a in (0.26, -0.26)]
    return union(extrude(outline, 0.06 * d), *ear)


def dowel_pin(d: float, length: float) -> Mesh:
    c = 0.15 * d
    profile = [(0, 0), (d / 2 - c, 0), (d / 2, c), (d / 2, length - c), (d / 2 - c, length), (0, length)]
    return lathe(profile, 32).turned("y", 90)


def split_pin(d: float, length: float) -> Mesh:
    angle = np.linspace(0.35, 2 * pi - 0.35, 24)
    eye = np.c_[-1.5 * d * np.cos(angle) - 1.4 * d, 1.1 * d * np.sin(angle)]
    legs = [np.array([[length, -0.32 * d], [0.4 * d, -0.32 * d]]), eye[::-1], np.array([[0.4 * d, 0.32 * d],
            [length * 0.85, 0.32 * d]])]
    flat = np.concatenate(legs)
    return tube(np.c_[flat, np.zeros(len(flat))], 0.3 * d, 10)


def key(width: float, length: float) -> Mesh:
    angle = np.linspace(-pi / 2, pi / 2, 10)
    end = np.c_[np.cos(angle), np.sin(angle)] * width / 2
    outline = np.concatenate([end + [(length - width) / 2, 0], -end - [(length - width) / 2, 0]])
    return extrude(outline, width * 0.85)


def compression_spring(d: float, wire: float, length: float, coils: float) -> Mesh:
    t = np.linspace(0, 1, int(coils * 22))
    # the dead coils at both ends lie close together
    rise = np.interp(t, [0, 1 / coils, 1 - 1 / coils, 1], [0, wire, length - 2 * wire, length - wire])
    angle = t * coils * 2 * pi
    return tube(np.c_[np.cos(angle) * (d - wire) / 2, np.sin(angle) * (d - wire) / 2, rise], wire / 2, 10)


def tension_spring(d: float, wire: float, length: float) -> Mesh:
    turns = length * 0.6 / wire / 1.06
    angle = np.linspace(0, turns * 2 * pi, int(turns * 18))
    radius = (d - wire) / 2
    body = np.c_[radius * np.cos(angle), radius * np.sin(angle), angle / (2 * pi) * wire * 1.06]
    loop = np.linspace(-pi / 2, 1.25 * pi, 20)
    hook = np.c_[radius * 0.8 * np.cos(loop), np.zeros(20), radius * (1 + np.sin(loop))]
    top = tube(hook + [0, 0, body[-1, 2]], wire / 2, 8)
    return union(tube(body, wire / 2, 8), top, tube(hook * [1, 1, -1], wire / 2, 8)).turned("y", 90)


def o_ring(inner: float, cord: float) -> Mesh:
    angle = np.linspace(0, 2 * pi, 15)[:-1]
    centre = inner / 2 + cord / 2
    return lathe([(centre + cord / 2 * cos(a), cord / 2 * sin(a)) for a in angle], 56)


def oil_seal(d: float, outer: float, height: float) -> Mesh:
    r, o = d / 2, outer / 2
    lip = lathe([(r, height * 0.45), (r + 0.1 * (o - r), height * 0.3), (o * 0.9, height * 0.25),
                 (o * 0.9, height * 0.5), (r + 0.25 * (o - r), height * 0.75)], 44).toned(Tone.BLACK)
    shell = lathe([(o * 0.72, 0), (o, 0), (o, height), (o * 0.9, height), (o * 0.9, 0.2 * height),
                   (o * 0.72, 0.2 * height)], 44)
    return union(shell, lip)


_M = [4, 5, 6, 8, 10, 12, 16]
_L = [16, 20, 25, 30, 45, 60, 80]

FASTENERS = (
    Family("hex_bolt", ("hex bolt", "hexagon head bolt", "hex cap screw", "machine bolt"),
           ("六角ボルト", "六角頭ボルト", "ボルト"), hex_bolt, sizes("M{d:g}x{length:g}", d=_M, length=_L), SCREW,
           ("ISO 4014", "JIS B 1180", "DIN 931"), True),
    Family("socket_screw", ("socket head cap screw", "allen bolt", "hex socket screw", "cap bolt"),
           ("六角穴付きボルト", "キャップボルト", "キャップスクリュー"), socket_screw,
           sizes("M{d:g}x{length:g}", d=_M, length=[10, 16, 20, 25, 35, 40, 50]), SCREW,
           ("ISO 4762", "JIS B 1176", "DIN 912"), True),
    Family("countersunk_screw", ("countersunk screw", "flat head screw", "cross recessed screw"),
           ("皿ねじ", "十字穴付き皿小ねじ", "皿ビス"), countersunk_screw,
           sizes("M{d:g}x{length:g}", d=[3, 4, 5, 6, 8], length=[8, 12, 16, 20, 30]), SCREW,
           ("ISO 7046", "JIS B 1111"), True),
    Family("set_screw", ("set screw", "grub screw", "headless screw"), ("止めねじ", "六角穴付き止めねじ", "イモネジ"),
           set_screw, sizes("M{d:g}x{length:g}", d=[4, 5, 6, 8, 10], length=[6, 8, 10, 12, 16]), SCREW,
           ("ISO 4026", "JIS B 1177"), True),
    Family("eye_bolt", ("eye bolt", "lifting eye", "ring bolt"), ("アイボルト", "吊りボルト", "つり環"), eye_bolt,
           sizes("M{d:g}", d=[8, 10, 12, 16, 20], length=[18, 22, 27, 34, 40]), (shade.ZINC, shade.STEEL, shade.STAINLESS),
           ("DIN 580", "JIS B 1168")),
    Family("stud", ("stud bolt", "threaded stud", "double end stud"), ("植込みボルト", "スタッドボルト", "両ねじボルト"),
           stud, sizes("M{d:g}x{length:g}", d=[6, 8, 10, 12, 16], length=[40, 50, 70, 90, 110]), SCREW,
           ("JIS B 1173",), True),
    Family("hex_nut", ("hex nut", "hexagon nut", "nut"), ("六角ナット", "ナット"), hex_nut, sizes("M{d:g}", d=_M), SCREW,
           ("ISO 4032", "JIS B 1181", "DIN 934")),
    Family("flange_nut", ("flange nut", "collar nut", "serrated nut"), ("フランジナット", "つば付きナット"), flange_nut,
           sizes("M{d:g}", d=_M), SCREW, ("ISO 4161", "JIS B 1190")),
    Family("wing_nut", ("wing nut", "butterfly nut", "thumb nut"), ("蝶ナット", "ちょうナット", "ウイングナット"), wing_nut,
           sizes("M{d:g}", d=_M), SCREW, ("JIS B 1185", "DIN 315")),
    Family("washer", ("flat washer", "plain washer", "washer"), ("平座金", "平ワッシャー", "ワッシャ"), washer,
           sizes("M{d:g}", d=_M, outer=[9, 10, 12, 16, 20, 24, 30], height=[0.8, 1, 1.6, 1.6, 2, 2.5, 3]), SCREW,
           ("ISO 7089", "JIS B 1256"), True),
    Family("spring_washer", ("spring washer", "lock washer", "split washer"), ("ばね座金", "スプリングワッシャー", "ロックワッシャ"),
           spring_washer, sizes("M{d:g}", d=_M), SCREW, ("JIS B 1251", "DIN 127")),
    Family("retaining_ring", ("retaining ring", "snap ring", "circlip", "C-ring"), ("止め輪", "C形止め輪", "スナップリング", "サークリップ"),
           retaining_ring, sizes("{d:g} mm", d=[10, 15, 20, 25, 35, 50]), (shade.STEEL, shade.BLACK_OXIDE, shade.STAINLESS),
           ("JIS B 2804", "DIN 471")),
    Family("dowel_pin", ("dowel pin", "parallel pin", "locating pin"), ("平行ピン", "ノックピン", "位置決めピン"), dowel_pin,
           sizes("{d:g}x{length:g}", d=[3, 4, 6, 8, 10], length=[12, 20, 30, 40, 50]), (shade.STEEL, shade.STAINLESS),
           ("ISO 2338", "JIS B 1354"), True),
    Family("split_pin", ("split pin", "cotter pin", "cotter"), ("割りピン", "コッターピン", "割ピン"), split_pin,
           sizes("{d:g}x{length:g}", d=[2, 3.2, 4, 5], length=[20, 32, 40, 50]), (shade.STEEL, shade.STAINLESS, shade.BRASS),
           ("ISO 1234", "JIS B 1351")),
    Family("key", ("parallel key", "feather key", "shaft key"), ("平行キー", "キー", "両丸キー"), key,
           sizes("{width:g}x{length:g}", width=[5, 6, 8, 10, 14], length=[18, 25, 32, 45, 56]), (shade.STEEL, shade.STAINLESS),
           ("JIS B 1301", "DIN 6885")),
    Family("compression_spring", ("compression spring", "coil spring", "pressure spring"), ("圧縮ばね", "圧縮コイルばね", "押しばね", "スプリング"),
           compression_spring, sizes("{wire:g}x{d:g}x{length:g}", d=[10, 14, 20, 30, 40], wire=[1, 1.6, 2.5, 4, 5],
           length=[25, 40, 45, 70, 110], coils=[8, 9, 7, 7, 9]), (shade.STEEL, shade.STAINLESS, shade.BLACK_OXIDE),
           ("JIS B 2704", "DIN 2098"), True),
    Family("tension_spring", ("tension spring", "extension spring", "pull spring"), ("引張ばね", "引張コイルばね", "引きばね"),
           tension_spring, sizes("{wire:g}x{d:g}x{length:g}", d=[8, 12, 16, 22], wire=[1, 1.6, 2, 3], length=[40, 60, 80, 110]),
           (shade.STEEL, shade.STAINLESS, shade.BLACK_OXIDE), ("JIS B 2704", "DIN 2097"), True),
    Family("o_ring", ("O-ring", "toric seal", "packing ring"), ("Oリング", "オーリング", "パッキン"), o_ring,
           sizes("P{inner:g}", inner=[10, 16, 22, 34, 50], cord=[1.9, 2.4, 2.4, 3.5, 3.5]), (shade.RUBBER, shade.FKM),
           ("JIS B 2401", "ISO 3601"), True),
    Family("oil_seal", ("oil seal", "shaft seal", "lip seal", "radial seal"), ("オイルシール", "軸シール", "リップシール"),
           oil_seal, sizes("{d:g}x{outer:g}x{height:g}", d=[20, 25, 35, 45], outer=[35, 40, 55, 68], height=[8, 8, 11, 12]),
           (shade.RUBBER, shade.FKM), ("JIS B 2402", "DIN 3760"), True),
)
