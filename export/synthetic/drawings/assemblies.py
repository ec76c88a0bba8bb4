"""Machines taken apart along an axis, as exploded drawings and shaded figures, to train on."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from export.synthetic.drawings.circuit import font
from export.synthetic.drawings.linework import chain_line, draw
from export.synthetic.geometry.edges import outline
from export.synthetic.geometry.mesh import Floats, Mesh, Tone, merged
from export.synthetic.geometry.shading import TONES, lamp, picture
from export.synthetic.geometry.view import View, looking
from export.synthetic.parts.families import FAMILIES
from export.synthetic.parts.family import Family
from export.synthetic.photos.imaging import Random


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an assembly: its family, its size against the largest part, how it is turned."""

    family: Family
    share: float
    turn: str


@dataclass(frozen=True, eq=False)
class Assembly:
    """A machine shown taken apart: names, the usual one first, and its parts in their order."""

    key: str
    en: tuple[str, ...]
    ja: tuple[str, ...]
    pieces: tuple[Piece, ...]


def _piece(text: str) -> Piece:
    family, share, turn = text.split()
    return Piece(FAMILIES[family], float(share), turn)


def _load() -> dict[str, Assembly]:
    table = tomllib.loads((Path(__file__).parent / "assemblies.toml").read_text("utf-8"))
    return {
        f"assembly_{key}": Assembly(
            f"assembly_{key}", tuple(row["en"]), tuple(row["ja"]), tuple(map(_piece, row["parts"]))
        )
        for key, row in table.items()
    }


ASSEMBLIES: dict[str, Assembly] = _load()


def chosen(rng: Random, assembly: Assembly) -> list[Piece]:
    """Three to six parts in their order, the largest always among them."""
    pieces = assembly.pieces
    main = max(range(len(pieces)), key=lambda i: pieces[i].share)
    others = [i for i in range(len(pieces)) if i != main]
    count = int(rng.integers(2, min(len(others), 5) + 1))
    kept = {main, *rng.choice(others, count, replace=False).tolist()}
    return [piece for i, piece in enumerate(pieces) if i in kept]


def spread(rng: Random, pieces: Sequence[Piece]) -> list[Mesh]:
    """The parts one behind the other along x with gaps between them, centred on the axis."""
    gap = rng.uniform(0.06, 0.22)
    placed, x = [], 0.0
    for piece in pieces:
        sizes = list(piece.family.sizes)
        mesh = piece.family.mesh(sizes[rng.integers(len(sizes))])
        if piece.turn != "-":
            mesh = mesh.turned(piece.turn, 90)
        low, high = mesh.bounds()
        mesh = mesh.scaled(piece.share / float((high - low).max()))
        low, high = mesh.bounds()
        middle = (low + high) / 2
        placed.append(mesh.moved(x - low[0], -middle[1], -middle[2]))
        x += float(high[0] - low[0]) + gap
    return placed


def _axis(rng: Random) -> View:
    side = 1 if rng.random() < 0.5 else -1
    return looking(side * rng.uniform(25, 60), rng.uniform(14, 38))


def exploded(rng: Random, pieces: Sequence[Piece], size: int) -> Image.Image:
    """Black lines on white, numbered balloons and the axis at times."""
    large = size * 2
    meshes, view = spread(rng, pieces), _axis(rng)
    shape = outline(merged(meshes), view, 420)
    image = Image.new("L", (large, large), 255)
    canvas = ImageDraw.Draw(image)
    edge = large * rng.uniform(0.06, 0.16)
    box = (edge, edge, large - edge, large - edge)
    draw(rng, shape, canvas, box, int(rng.integers(2, 5)))
    extent = shape.high - shape.low
    scale = min((box[2] - box[0]) / extent[0], (box[3] - box[1]) / extent[1])
    middle = (shape.low + shape.high) / 2

    def onto(points: Floats) -> Floats:
        return np.asarray((view.screen(points)[:, :2] - middle) * scale * [1, -1] + large / 2)

    if rng.random() < 0.5:
        ends = np.array([[meshes[0].bounds()[0][0] - 0.1, 0, 0], [meshes[-1].bounds()[1][0] + 0.1, 0, 0]])
        chain_line(canvas, *onto(ends))
    if rng.random() < 0.6:
        for number, mesh in enumerate(meshes):
            _balloon(canvas, onto(mesh.points), number + 1, large, above=number % 2 == 0)
    return image.resize((size, size), Image.Resampling.LANCZOS).convert("RGB")


def _balloon(canvas: ImageDraw.ImageDraw, seen: Floats, number: int, large: int, above: bool) -> None:
    """A number in a circle joined to the part whose points in the picture are `seen` [n, 2]."""
    tip = seen.mean(axis=0)
    edge = seen[:, 1].min() if above else seen[:, 1].max()
    radius = large * 0.032
    x = float(tip[0]) + radius
    y = float(np.clip(edge + (-2.2 if above else 2.2) * radius, radius, large - radius))
    canvas.line((*tip.tolist(), x, y), fill=40, width=2)
    canvas.ellipse((x - radius, y - radius, x + radius, y + radius), outline=20, fill=255, width=2)
    canvas.text((x, y), str(number), fill=0, font=font(radius * 1.2), anchor="mm")


def exploded_figure(rng: Random, pieces: Sequence[Piece], size: int) -> Image.Image:
    """A shaded figure on white, each part of its own material."""
    meshes, view = spread(rng, pieces), _axis(rng)
    kinds = [tone for tone in TONES if tone not in (Tone.PLATE, Tone.GLASS)]
    shown = []
    for mesh in meshes:
        tone = kinds[rng.integers(len(kinds))] if rng.random() < 0.5 else Tone.STEEL
        shown.append(
            Mesh(
                mesh.points, mesh.faces, np.where(mesh.tones == Tone.BODY, int(tone), mesh.tones), mesh.seams
            )
        )
    light = lamp(
        rng.uniform(-0.9, 0.9), rng.uniform(0.3, 1), rng.uniform(0.3, 1), ambient=rng.uniform(0.3, 0.5)
    )
    body = pieces[0].family.materials[0]
    shot = picture(
        merged(shown),
        view,
        body,
        size * 2,
        light=light,
        fill=rng.uniform(0.75, 0.95),
        ink=rng.random() < 0.6,
    ).resize((size, size), Image.Resampling.LANCZOS)
    ground = Image.new("RGB", (size, size), (255, 255, 255))
    ground.paste(shot, (0, 0), shot)
    return ground


ASSEMBLY_STYLES: dict[str, Callable[[Random, Sequence[Piece], int], Image.Image]] = {
    "exploded": exploded,
    "exploded_figure": exploded_figure,
}
