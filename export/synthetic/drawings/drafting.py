"""Part drawings as offices make them: projection, centre lines, tolerances, balloons, title blocks, to train on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

from export.synthetic.drawings.circuit import font
from export.synthetic.drawings.linework import centre_lines, draw
from export.synthetic.geometry.edges import Outline, outline
from export.synthetic.geometry.view import FRONT, ISOMETRIC, SIDE, TOP, View
from export.synthetic.parts.family import Subject
from export.synthetic.photos.imaging import Random

Box = tuple[float, float, float, float]
TOLERANCES = ("", "", " h7", " H7", " g6", " k6", " ±0.1", " ±0.2", " ±0.05", " +0.1/0", " 0/-0.2")
HEADS_EN = (
    "DRAWING No.",
    "TITLE",
    "MATERIAL",
    "SCALE",
    "DATE",
    "DRAWN",
    "CHECKED",
    "REV",
    "SHEET 1/1",
    "FINISH",
)


def drafted(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    """Two to four views in first or third angle with what an office adds; `view` is not needed."""
    del view
    large = size * 2
    image = Image.new("L", (large, large), 255)
    canvas = ImageDraw.Draw(image)
    japanese = bool(rng.random() < 0.5)
    third = bool(rng.random() < 0.6)
    room = LAYOUTS[rng.integers(len(LAYOUTS))](rng, canvas, large, japanese, third)
    width = int(rng.integers(2, 4))
    shown: list[tuple[View, int, int]] = [(FRONT, 0, 1), (TOP, 0, 0), (SIDE, 1, 1), (ISOMETRIC, 1, 0)]
    if not third:
        # below the front view stands what is seen from above, to its left what is seen from the right
        shown = [(FRONT, 1, 0), (TOP, 1, 1), (SIDE, 0, 0), (ISOMETRIC, 0, 1)]
    kept = [one for one in shown if one[0] is FRONT or rng.random() < 0.75]
    shapes = {id(one): outline(subject.mesh, one, 200) for one, _, _ in kept}
    scale = _scale([shapes[id(one)] for one, _, _ in kept], room)
    for one, column, row in kept:
        box = _place(shapes[id(one)], room, (column, row), scale * (0.8 if one is ISOMETRIC else 1))
        draw(rng, shapes[id(one)], canvas, box, width, hidden=one is not ISOMETRIC and rng.random() < 0.5)
        if one is ISOMETRIC:
            continue
        if rng.random() < 0.7:
            centre_lines(canvas, box)
        _dimensions(rng, canvas, box, shapes[id(one)], large)
        if rng.random() < 0.4:
            _balloons(rng, canvas, box, large)
    return image.resize((size, size), Image.Resampling.LANCZOS).convert("RGB")


def _scale(shapes: list[Outline], room: Box) -> float:
    """Pixels a millimetre, the same for all views, so that each fits a quarter of the room."""
    wide, high = ((room[2] - room[0]) / 2 * 0.72, (room[3] - room[1]) / 2 * 0.66)
    extent = np.max([shape.high - shape.low for shape in shapes], axis=0)
    return float(min(wide / max(extent[0], 1e-6), high / max(extent[1], 1e-6)))


def _place(shape: Outline, room: Box, cell: tuple[int, int], scale: float) -> Box:
    half = (shape.high - shape.low) * scale / 2
    x = room[0] + (room[2] - room[0]) * (0.27 + 0.48 * cell[0])
    y = room[1] + (room[3] - room[1]) * (0.26 + 0.5 * cell[1])
    return float(x - half[0]), float(y - half[1]), float(x + half[0]), float(y + half[1])


def _dimensions(rng: Random, canvas: ImageDraw.ImageDraw, box: Box, shape: Outline, large: int) -> None:
    left, top, right, bottom = box
    wide, high = (shape.high - shape.low).tolist()
    far = large * 0.035
    mark = "Ø" if rng.random() < 0.3 else ""
    if rng.random() < 0.75:
        _line_with_heads(canvas, (left, bottom + far), (right, bottom + far))
        for x in (left, right):
            canvas.line((x, bottom + 3, x, bottom + far + 4), fill=60, width=1)
        text = f"{mark}{round(wide, 1):g}{TOLERANCES[rng.integers(len(TOLERANCES))]}"
        _text(canvas, ((left + right) / 2, bottom + far - 2), text, large * 0.022, "mb")
    if rng.random() < 0.6:
        _line_with_heads(canvas, (left - far, top), (left - far, bottom))
        for y in (top, bottom):
            canvas.line((left - 3, y, left - far - 4, y), fill=60, width=1)
        text = f"{round(high, 1):g}{TOLERANCES[rng.integers(len(TOLERANCES))]}"
        _text(canvas, (left - far - 2, (top + bottom) / 2), text, large * 0.022, "rm")


def _line_with_heads(canvas: ImageDraw.ImageDraw, a: tuple[float, float], b: tuple[float, float]) -> None:
    canvas.line((*a, *b), fill=60, width=1)
    way = np.array(b) - np.array(a)
    way = way / max(float(np.hypot(*way)), 1e-9)
    side = np.array([-way[1], way[0]])
    for tip, sign in ((np.array(a), 1), (np.array(b), -1)):
        foot = tip + sign * way * 10
        canvas.polygon([tuple(p) for p in (tip, foot + side * 3, foot - side * 3)], fill=60)


def _balloons(rng: Random, canvas: ImageDraw.ImageDraw, box: Box, large: int) -> None:
    """Numbers in circles on leaders, or a note of surface finish on one."""
    left, top, right, bottom = box
    radius = large * 0.02
    for number in range(int(rng.integers(1, 4))):
        tip = (rng.uniform(left, right), rng.uniform(top, bottom))
        at = (right + radius * rng.uniform(1, 4), top - radius * rng.uniform(-2, 3) + number * 3 * radius)
        canvas.line((*tip, *at), fill=50, width=1)
        canvas.ellipse((tip[0] - 2, tip[1] - 2, tip[0] + 2, tip[1] + 2), fill=0)
        circle = (at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)
        canvas.ellipse(circle, outline=20, fill=255, width=2)
        _text(canvas, at, str(number + 1), radius * 1.1, "mm")


def _text(
    canvas: ImageDraw.ImageDraw, at: tuple[float, float], text: str, height: float, anchor: str
) -> None:
    canvas.text(at, text, fill=20, font=font(height), anchor=anchor)


def kanji(
    rng: Random, canvas: ImageDraw.ImageDraw, at: tuple[float, float], height: float, count: int
) -> None:
    """Marks as dense as Japanese writing: at a training picture's size that is all one sees of it."""
    x, y = at
    for i in range(count):
        left, step = x + i * height * 1.08, height / 4
        for row in range(int(rng.integers(2, 5))):
            canvas.line(
                (left, y + row * step, left + height * rng.uniform(0.6, 0.95), y + row * step), fill=40
            )
        for column in range(int(rng.integers(1, 4))):
            at_x = left + height * (0.15 + 0.3 * column)
            canvas.line(
                (at_x, y + step * rng.uniform(0, 1), at_x, y + height * rng.uniform(0.6, 0.9)), fill=40
            )


def _cell(rng: Random, canvas: ImageDraw.ImageDraw, box: Box, words: tuple[str, bool]) -> None:
    """A field of a title block with its head and what is written into it."""
    left, top, _right, bottom = box
    canvas.rectangle(box, outline=0, fill=255)
    head, japanese = words
    height = max(5.0, min((bottom - top) * 0.32, 11.0))
    if japanese:
        kanji(rng, canvas, (left + 3, top + 3), height * 0.8, int(rng.integers(2, 5)))
    else:
        _text(canvas, (left + 3, top + 2), head, height * 0.8, "lt")
    if rng.random() < 0.75:
        entry = f"{'ABCDKMZ'[rng.integers(7)]}{rng.integers(10, 9999)}-{rng.integers(1, 99)}"
        _text(canvas, (left + 5, bottom - 3), entry, height * 1.2, "lb")


def _frame(canvas: ImageDraw.ImageDraw, large: int) -> float:
    edge = large * 0.018
    canvas.rectangle((edge, edge, large - edge, large - edge), outline=0, width=3)
    return edge


def _corner_block(rng: Random, canvas: ImageDraw.ImageDraw, large: int, japanese: bool, third: bool) -> Box:
    """A block of fields in the lower right corner."""
    edge = _frame(canvas, large)
    left, top = large * rng.uniform(0.5, 0.66), large * rng.uniform(0.82, 0.88)
    rows = int(rng.integers(2, 4))
    _fields(rng, canvas, (left, top, large - edge, large - edge), (rows, 2), japanese)
    _projection(canvas, (left - large * 0.08, large - edge - large * 0.04), large * 0.022, third)
    return edge, edge, large - edge, top


def _foot_block(rng: Random, canvas: ImageDraw.ImageDraw, large: int, japanese: bool, third: bool) -> Box:
    """A strip of fields along the whole foot."""
    edge = _frame(canvas, large)
    top = large * rng.uniform(0.88, 0.92)
    columns = int(rng.integers(3, 7))
    _fields(rng, canvas, (edge, top, large - edge, large - edge), (1, columns), japanese)
    _projection(canvas, (edge + large * 0.02, top - large * 0.035), large * 0.018, third)
    return edge, edge, large - edge, top


def _side_block(rng: Random, canvas: ImageDraw.ImageDraw, large: int, japanese: bool, third: bool) -> Box:
    """A column of fields along the right, a parts list above it."""
    edge = _frame(canvas, large)
    left = large * rng.uniform(0.74, 0.8)
    _fields(
        rng, canvas, (left, large * 0.6, large - edge, large - edge), (int(rng.integers(5, 8)), 1), japanese
    )
    _projection(canvas, (left + large * 0.04, large * 0.56), large * 0.02, third)
    return edge, edge, left, large - edge


def _fields(
    rng: Random, canvas: ImageDraw.ImageDraw, box: Box, grid: tuple[int, int], japanese: bool
) -> None:
    left, top, right, bottom = box
    rows, columns = grid
    order = rng.permutation(len(HEADS_EN))
    for i in range(rows * columns):
        column, row = i % columns, i // columns
        x, wide = left + (right - left) * column / columns, (right - left) / columns
        y, high = top + (bottom - top) * row / rows, (bottom - top) / rows
        head = HEADS_EN[order[i % len(HEADS_EN)]]
        _cell(rng, canvas, (x, y, x + wide, y + high), (head, japanese and rng.random() < 0.8))
    canvas.rectangle(box, outline=0, width=3)


def _projection(canvas: ImageDraw.ImageDraw, at: tuple[float, float], size: float, third: bool) -> None:
    """The cone and its circles that tell the projection."""
    x, y = at
    cone = x + (2.4 * size if third else 0)
    ring = x + (0 if third else 2.8 * size)
    canvas.polygon(
        [
            (cone, y - size / 2),
            (cone + 1.6 * size, y - size),
            (cone + 1.6 * size, y + size),
            (cone, y + size / 2),
        ],
        outline=0,
    )
    for radius in (size, size / 2):
        canvas.ellipse((ring - radius, y - radius, ring + radius, y + radius), outline=0)


LAYOUTS: tuple[Callable[[Random, ImageDraw.ImageDraw, int, bool, bool], Box], ...] = (
    _corner_block,
    _foot_block,
    _side_block,
)
