"""Sections: a mesh cut by a plane, its cut face hatched, nothing hidden shown."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from export.synthetic.drawings.circuit import font
from export.synthetic.drawings.linework import centre_lines, draw
from export.synthetic.geometry.edges import Outline, outline
from export.synthetic.geometry.mesh import Floats, Ints, Mesh, Tone
from export.synthetic.geometry.view import FRONT
from export.synthetic.parts.family import Subject
from export.synthetic.photos.imaging import Random

Mask = npt.NDArray[np.bool_]
# those that drawings leave plain or fill: what stands for an opening, and plates of writing
PLAIN = (Tone.BLACK, Tone.PLATE)


def behind(mesh: Mesh, y: float) -> Mesh:
    """The open half of the mesh beyond the plane at `y`, away from the viewer of the front view."""
    depth = mesh.points[:, 1] - y
    inside = depth[mesh.faces] >= 0
    count = inside.sum(axis=1)
    whole = mesh.faces[count == 3]
    faces, tones, edges = [whole], [mesh.tones[count == 3]], []
    start = len(mesh.points)
    for kept in (1, 2):
        pick = count == kept
        odd = np.argmax(inside[pick] if kept == 1 else ~inside[pick], axis=1)
        turned = np.stack([mesh.faces[pick][np.arange(len(odd)), (odd + k) % 3] for k in range(3)], axis=1)
        a, b, c = turned.T
        edges += [np.stack([a, b], 1), np.stack([a, c], 1)]
        ab, ac = start + np.arange(len(a)), start + len(a) + np.arange(len(a))
        start += 2 * len(a)
        new = [np.stack([a, ab, ac], 1)] if kept == 1 else [np.stack([ab, b, c], 1), np.stack([ab, c, ac], 1)]
        faces += new
        tones += [mesh.tones[pick]] * len(new)
    points, index = _cut_points(mesh, np.concatenate(edges), depth)
    place = np.concatenate([np.arange(len(mesh.points)), index + len(mesh.points)])
    seams = mesh.seams[np.all(mesh.seams[:, :, 1] >= y, axis=1)]
    return Mesh(
        np.concatenate([mesh.points, points]), place[np.concatenate(faces)], np.concatenate(tones), seams
    )


def _cut_points(mesh: Mesh, edges: Ints, depth: Floats) -> tuple[Floats, Ints]:
    """Where the `edges` [k, 2] meet the plane: points, one for each edge, and the point of every entry."""
    ends = np.sort(edges, axis=1)
    key = ends[:, 0] * len(mesh.points) + ends[:, 1]
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    a, b = ends[first].T
    share = (depth[a] / (depth[a] - depth[b]))[:, None]
    return mesh.points[a] + (mesh.points[b] - mesh.points[a]) * share, place


def solid_at(mesh: Mesh, faces: Mask, y: float, frame: tuple[Floats, float, int]) -> Mask:
    """Which pixels of a square picture lie inside the solids made of `faces` on the plane at `y`.

    `frame` is the picture's lower left corner (x, z), pixels a millimetre and its side; rows go down. The
    winding number of oriented crossings along each row decides, so solids may run into each other.
    """
    corner, scale, size = frame
    tri = mesh.points[mesh.faces[faces]]
    depth = tri[:, :, 1] - y
    tri = tri[(depth.min(axis=1) < 0) & (depth.max(axis=1) >= 0)]
    steps = np.zeros((size, size + 1), np.int64)
    if not len(tri):
        return np.zeros((size, size), np.bool_)
    normal = np.cross(tri[:, 1] - tri[:, 0], tri[:, 2] - tri[:, 0])[:, 0]
    ends = _segments(tri, y)
    across = (ends[:, :, 0] - corner[0]) * scale
    down = size - 1 - (ends[:, :, 2] - corner[1]) * scale
    top, bottom = down.min(axis=1), down.max(axis=1)
    first, last = np.ceil(top).astype(np.int64), np.ceil(bottom).astype(np.int64)
    counts = np.maximum(last - first, 0)
    which = np.repeat(np.arange(len(tri)), counts)
    row = np.arange(len(which)) - np.repeat(counts.cumsum() - counts, counts) + first[which]
    t = (row - down[which, 0]) / (down[which, 1] - down[which, 0])
    column = np.clip(np.ceil(across[which, 0] + t * (across[which, 1] - across[which, 0])), 0, size)
    shown = (row >= 0) & (row < size)
    sign = np.where(normal[which] < 0, 1, -1)
    np.add.at(steps, (row[shown], column[shown].astype(np.int64)), sign[shown])
    return np.asarray(steps.cumsum(axis=1)[:, :size] > 0)


def _segments(tri: Floats, y: float) -> Floats:
    """The two points [n, 2, 3] in which each triangle [n, 3, 3] meets the plane."""
    depth = tri[:, :, 1] - y
    inside = depth >= 0
    odd = np.argmax(np.where(inside.sum(axis=1)[:, None] == 1, inside, ~inside), axis=1)
    rows = np.arange(len(tri))
    ends = []
    for k in (1, 2):
        a, b, da, db = tri[rows, odd], tri[rows, (odd + k) % 3], depth[rows, odd], depth[rows, (odd + k) % 3]
        ends.append(a + (b - a) * (da / (da - db))[:, None])
    return np.stack(ends, axis=1)


def section_view(rng: Random, mesh: Mesh, size: int, fill: float) -> Image.Image:
    """The front view of the mesh cut through its middle, hatched; half of it uncut at times."""
    low, high = mesh.bounds()
    y = float(low[1] + high[1]) / 2 + float(high[1] - low[1]) * 0.0131
    shape = outline(mesh, FRONT, 360)
    back = outline(behind(mesh, y), FRONT, 360)
    extent = shape.high - shape.low
    scale = fill * size / float(extent.max())
    corner = (shape.low + shape.high) / 2 - size / 2 / scale
    width = int(rng.integers(2, 5))
    image = _lines(rng, Outline(back.visible, back.hidden[:0], shape.low, shape.high), scale, size, width)
    grey = np.asarray(image).copy()
    angle = float(rng.choice([45, 135]))
    spacing = size * rng.uniform(0.018, 0.04)
    for tone in [Tone.BODY, *(t for t in Tone if t is not Tone.BODY)]:
        mask = solid_at(mesh, mesh.tones == tone, y, (corner, scale, size))
        if mask.any():
            grey = _hatched(grey, mask, tone, (angle + 30 * int(tone), spacing), width)
    cut = Image.fromarray(grey)
    if rng.random() < 0.3:
        plain = _lines(
            rng, Outline(shape.visible, shape.hidden[:0], shape.low, shape.high), scale, size, width
        )
        cut.paste(plain.crop((0, 0, size // 2, size)), (0, 0))
    return cut


def _lines(rng: Random, shape: Outline, scale: float, size: int, width: int) -> Image.Image:
    image = Image.new("L", (size, size), 255)
    half = (shape.high - shape.low) * scale / 2
    box = (size / 2 - half[0], size / 2 - half[1], size / 2 + half[0], size / 2 + half[1])
    draw(rng, shape, ImageDraw.Draw(image), tuple(float(v) for v in box), width)  # type: ignore[arg-type] # four of them
    return image


def _hatched(
    grey: npt.NDArray[np.uint8], mask: Mask, tone: Tone, pattern: tuple[float, float], width: int
) -> npt.NDArray[np.uint8]:
    """The picture with the cut face `mask` in it: white, hatched by angle and spacing, with a thick border."""
    angle, spacing = pattern
    down, across = np.mgrid[0 : mask.shape[0], 0 : mask.shape[1]]
    a = np.radians(angle)
    lines = ((across * np.cos(a) + down * np.sin(a)) % spacing) < max(1.4, spacing * 0.13)
    shape = Image.fromarray(mask.astype(np.uint8) * 255)
    inner = np.asarray(shape.filter(ImageFilter.MinFilter(2 * ((width + 1) // 2) + 1))) > 0
    filled = np.where(mask, 255, grey)
    if tone not in PLAIN:
        filled = np.where(mask & lines, 60, filled)
    return np.where(mask & ~inner, 0, filled).astype(np.uint8)


def section(rng: Random, subject: Subject, size: int) -> Image.Image:
    """A section drawing: hatched view, centre lines and the name of the cut at times."""
    mesh = subject.mesh
    large = size * 2
    width, depth, height = (mesh.bounds()[1] - mesh.bounds()[0]).tolist()
    if subject.family.round and abs(width - height) < 0.06 * width and depth < width:
        # it turns about the line of sight: only a cut along that shows its inside
        mesh = mesh.turned("z", 90)
    fill = rng.uniform(0.55, 0.88)
    image = section_view(rng, mesh, large, fill)
    canvas = ImageDraw.Draw(image)
    if rng.random() < 0.7:
        extent = mesh.bounds()[1] - mesh.bounds()[0]
        half = extent[[0, 2]] / float(extent[[0, 2]].max()) * fill * large / 2
        middle = large / 2
        centre_lines(canvas, (middle - half[0], middle - half[1], middle + half[0], middle + half[1]))
    if rng.random() < 0.5:
        letter = "ABCDEF"[rng.integers(6)]
        canvas.text(
            (large / 2, large * 0.955), f"{letter}-{letter}", fill=0, font=font(large * 0.05), anchor="mm"
        )
    return image.resize((size, size), Image.Resampling.LANCZOS).convert("RGB")
