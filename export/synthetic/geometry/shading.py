"""Shaded pictures of parts: light, metal, rubber and paint on what the depth picture shows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from export.synthetic.geometry.mesh import Floats, Ints, Mesh, Tone
from export.synthetic.geometry.view import Buffer, Singles, View, corner_normals, rasterise


@dataclass(frozen=True, slots=True)
class Material:
    """A surface: names, colour 0-1, how much it mirrors its surroundings and how sharp its shine is."""

    en: str
    ja: str
    colour: tuple[float, float, float]
    metal: float = 0.0
    shine: float = 0.3


STEEL = Material("steel", "鋼", (0.60, 0.61, 0.63), 0.9, 0.7)
ZINC = Material("zinc plated steel", "亜鉛めっき鋼", (0.72, 0.71, 0.62), 0.9, 0.6)
STAINLESS = Material("stainless steel", "ステンレス鋼", (0.74, 0.75, 0.77), 1.0, 0.8)
BRASS = Material("brass", "黄銅", (0.80, 0.63, 0.28), 0.9, 0.7)
BRONZE = Material("bronze", "青銅", (0.68, 0.47, 0.27), 0.8, 0.5)
COPPER = Material("copper", "銅", (0.80, 0.45, 0.30), 0.9, 0.6)
ALUMINIUM = Material("aluminium", "アルミニウム", (0.80, 0.81, 0.83), 0.7, 0.5)
CAST_IRON = Material("cast iron", "鋳鉄", (0.36, 0.36, 0.37), 0.35, 0.2)
BLACK_OXIDE = Material("black oxide steel", "黒染め鋼", (0.22, 0.22, 0.24), 0.6, 0.6)
RUBBER = Material("rubber", "ゴム", (0.15, 0.15, 0.16), 0.0, 0.15)
FKM = Material("fluororubber", "フッ素ゴム", (0.36, 0.18, 0.12), 0.0, 0.15)
NYLON = Material("nylon", "ナイロン", (0.88, 0.87, 0.82), 0.0, 0.35)
PVC = Material("PVC", "塩ビ", (0.45, 0.48, 0.52), 0.0, 0.35)
BLACK_PLASTIC = Material("plastic", "樹脂", (0.19, 0.19, 0.20), 0.0, 0.45)
BLUE_PAINT = Material("blue paint", "青塗装", (0.13, 0.28, 0.50), 0.0, 0.5)
GREEN_PAINT = Material("green paint", "緑塗装", (0.20, 0.42, 0.33), 0.0, 0.5)
GREY_PAINT = Material("grey paint", "灰色塗装", (0.55, 0.57, 0.58), 0.0, 0.45)
YELLOW_PAINT = Material("yellow paint", "黄塗装", (0.86, 0.66, 0.12), 0.0, 0.5)
RED_PAINT = Material("red paint", "赤塗装", (0.66, 0.14, 0.11), 0.0, 0.5)

WOOD = Material("wood", "木", (0.66, 0.50, 0.32), 0.0, 0.15)
HSS = Material("high speed steel", "高速度鋼", (0.56, 0.56, 0.58), 0.85, 0.8)
CARBIDE = Material("carbide", "超硬合金", (0.40, 0.40, 0.42), 0.7, 0.5)
GLASS = Material("glass", "ガラス", (0.70, 0.80, 0.80), 0.2, 0.9)
GLASS_EPOXY = Material("glass epoxy", "ガラスエポキシ", (0.08, 0.36, 0.22), 0.0, 0.5)

MATERIALS = {
    material.en: material
    for material in (
        STEEL,
        ZINC,
        STAINLESS,
        BRASS,
        BRONZE,
        COPPER,
        ALUMINIUM,
        CAST_IRON,
        BLACK_OXIDE,
        RUBBER,
        FKM,
        NYLON,
        PVC,
        BLACK_PLASTIC,
        BLUE_PAINT,
        GREEN_PAINT,
        GREY_PAINT,
        YELLOW_PAINT,
        RED_PAINT,
        GLASS_EPOXY,
        WOOD,
        HSS,
        CARBIDE,
        GLASS,
        COPPER,
    )
}

TONES: dict[Tone, Material] = {
    Tone.STEEL: STEEL,
    Tone.BLACK: BLACK_PLASTIC,
    Tone.BRASS: BRASS,
    Tone.WHITE: NYLON,
    Tone.GREEN: GLASS_EPOXY,
    Tone.RED: RED_PAINT,
    Tone.GREY: GREY_PAINT,
    Tone.COPPER: COPPER,
    Tone.PLATE: Material("plate", "銘板", (0.86, 0.86, 0.84), 0.1, 0.3),
    Tone.WOOD: WOOD,
    Tone.GLASS: GLASS,
    Tone.BLUE: BLUE_PAINT,
}


@dataclass(frozen=True, slots=True)
class Light:
    """Direction towards the lamp [3] in the picture's axes, its colour, and how bright the rest is."""

    direction: Floats
    colour: tuple[float, float, float] = (1.0, 1.0, 1.0)
    ambient: float = 0.35


def lamp(
    x: float, y: float, z: float, colour: tuple[float, float, float] = (1, 1, 1), ambient: float = 0.35
) -> Light:
    """A light from right, up and towards the viewer."""
    direction = np.array([x, y, z], float)
    return Light(direction / np.linalg.norm(direction), colour, ambient)


DAYLIGHT = lamp(-0.5, 0.75, 0.7)


def palette(body: Material) -> list[Material]:
    """The material of each tone, by number, for a part whose own material is `body`."""
    return [TONES.get(tone, body) for tone in Tone]


def surface(mesh: Mesh, axes: Floats, buffer: Buffer) -> Singles:
    """Normals [h, w, 3] in the axes of the picture; zero where nothing is seen."""
    normals = (corner_normals(mesh) @ axes.T).astype(np.float32)
    seen = buffer.face >= 0
    shown = np.zeros((*buffer.face.shape, 3), np.float32)
    mixed = np.einsum("ij,ijk->ik", buffer.weights[seen], normals[buffer.face[seen]])
    shown[seen] = mixed / np.maximum(np.linalg.norm(mixed, axis=1, keepdims=True), 1e-6)
    return shown


def lit(normals: Singles, tones: Ints, materials: list[Material], light: Light) -> Singles:
    """Colours [n, 3] of surface points with `normals` [n, 3] and `tones` [n]."""
    colour = np.array([m.colour for m in materials], np.float32)[tones]
    metal = np.array([m.metal for m in materials], np.float32)[tones, None]
    shine = np.array([m.shine for m in materials], np.float32)[tones, None]
    direction = light.direction.astype(np.float32)
    diffuse = np.clip(normals @ direction, 0, 1)[:, None]
    half = direction + np.array([0, 0, 1], np.float32)
    half /= np.linalg.norm(half)
    gloss = np.clip(normals @ half, 0, 1)[:, None] ** (8 + 60 * shine)
    # metal mirrors a bright ceiling, a dark horizon and a middling floor
    up = 2 * normals[:, 2:3] * normals[:, 1:2]
    room = (
        0.42
        + 0.5 * np.clip(up, 0, 1) ** 0.8
        - 0.28 * np.exp(-(((up + 0.1) / 0.22) ** 2))
        - 0.1 * np.clip(-up, 0, 1)
    )
    sky = 0.75 + 0.25 * normals[:, 1:2]
    fill = np.clip(normals[:, 2:3], 0, 1)
    matt = colour * (light.ambient * sky + 0.68 * diffuse + 0.22 * fill)
    mirror = colour * (0.45 * light.ambient + 0.85 * room + 0.35 * diffuse)
    shown = matt * (1 - metal) + mirror * metal + shine * gloss * (0.25 + 0.5 * metal)
    return np.asarray(shown * np.array(light.colour, np.float32), np.float32)


def picture(
    mesh: Mesh,
    view: View,
    body: Material,
    size: int,
    *,
    light: Light = DAYLIGHT,
    fill: float = 0.86,
    ink: bool = False,
) -> Image.Image:
    """The part on a transparent ground, RGBA, `size` pixels square, parallel projection.

    `fill` is the share of the square it covers; `ink` adds dark lines where faces meet.
    """
    screen = view.screen(mesh.points)
    low, high = screen.min(axis=0), screen.max(axis=0)
    scale = fill * size / max(float((high - low)[:2].max()), 1e-9)
    pixels = (screen - (low + high) / 2) * scale + [size / 2, size / 2, 0]
    pixels[:, 1] = size - 1 - pixels[:, 1]
    buffer = rasterise(pixels, mesh.faces, size, size)
    normals = surface(mesh, view.axes, buffer)
    seen = buffer.face >= 0
    shown = np.zeros((size, size, 4), np.float32)
    shown[seen, :3] = lit(normals[seen], mesh.tones[buffer.face[seen]], palette(body), light)
    if ink:
        shown[..., :3] *= _creases(normals, buffer)[..., None]
    shown[seen, 3] = 1
    return Image.fromarray((np.clip(shown, 0, 1) * 255).astype(np.uint8), "RGBA")


def figure(mesh: Mesh, view: View, body: Material, size: int) -> Image.Image:
    """The part inked on white paper as catalogues show it, RGB, `size` pixels square."""
    shot = picture(mesh, view, body, size * 2, ink=True).resize((size, size), Image.Resampling.LANCZOS)
    ground = Image.new("RGB", (size, size), "white")
    ground.paste(shot, (0, 0), shot)
    return ground


def worn(body: Material, shift: Floats, shade: float) -> Material:
    """The material with its colour moved by `shift` [3] and darkened or lightened by `shade`."""
    r, g, b = (float(np.clip(c * shade + s, 0.03, 0.97)) for c, s in zip(body.colour, shift, strict=True))
    return replace(body, colour=(r, g, b))


def _creases(normals: Singles, buffer: Buffer) -> Singles:
    dark = np.ones(buffer.face.shape, np.float32)
    near = np.where(buffer.face >= 0, buffer.near, -1e6)
    for axis in (0, 1):
        bent = (normals * np.roll(normals, 1, axis)).sum(axis=2) < 0.75
        step = np.abs(near - np.roll(near, 1, axis)) > 6
        dark[bent | step] = 0.25
    return dark
