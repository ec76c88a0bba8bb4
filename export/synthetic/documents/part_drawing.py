"""Dimensioned part drawings: views, dimensions, title block, table of sizes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from export.synthetic.documents.sheet import Circle, Shape, Sheet, Strokes
from export.synthetic.geometry.edges import Outline, outline
from export.synthetic.geometry.mesh import Floats, Mesh
from export.synthetic.geometry.shading import Material
from export.synthetic.geometry.view import FRONT, ISOMETRIC, SIDE, TOP
from export.synthetic.parts.family import Family

SCALES = (5.0, 2.5, 2.0, 1.0, 0.5, 0.4, 0.25, 0.2, 0.1, 0.05, 0.04, 0.02)
BORDER, MARGIN = 8.0, 22.0
THIN, THICK = 0.18, 0.4


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a machine as its drawing and the parts list name it."""

    number: str
    family: Family
    size: str
    material: Material
    en: str
    ja: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """What a title block says of the thing drawn."""

    number: str
    name: str
    size: str
    material: str


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """What stands at the foot of a drawing besides the part."""

    machine: str
    date: str
    revision: str
    drawn: str
    third_angle: bool = True
    company: str = "KITAHAMA WORKS  北浜製作所"
    notes: tuple[str, ...] = ()


def part_drawing(part: Part, block: TitleBlock, paper: tuple[float, float] = (297, 210)) -> Sheet:
    """Front, top and side views with dimensions, an isometric view, a table of sizes and the title block."""
    sheet = Sheet(*paper)
    mesh = part.family.mesh(part.size)
    shapes = {
        name: outline(mesh, view, 900) for name, view in (("front", FRONT), ("top", TOP), ("side", SIDE))
    }
    scale = _scale(shapes, paper)
    places = _places(shapes, scale, paper, block.third_angle)
    for name, (x, y) in places.items():
        place_view(sheet, shapes[name], (x, y), scale, centre=True)
    _dimensions(sheet, part, shapes, places, scale)
    left, high = places["side"]
    side = (left, high, high + _extent(shapes["side"])[1] * scale)
    _isometric(sheet, mesh, side, scale, block.third_angle)
    frame(sheet)
    _size_table(sheet, part)
    _notes(sheet, block)
    material = f"{part.material.en}  {part.material.ja}"
    heading = Heading(part.number, f"{part.en}  {part.ja}", part.size, material)
    title_block(sheet, heading, block, f"{scale:g}:1" if scale >= 1 else f"1:{1 / scale:g}")
    return sheet


def _scale(shapes: dict[str, Outline], paper: tuple[float, float]) -> float:
    wide = _extent(shapes["front"])[0] + _extent(shapes["side"])[0]
    high = _extent(shapes["front"])[1] + _extent(shapes["top"])[1]
    room = paper[0] - 2 * BORDER - 4.6 * MARGIN, paper[1] - 2 * BORDER - 4.2 * MARGIN
    fitting = [s for s in SCALES if wide * s <= room[0] and high * s <= room[1]]
    return fitting[0] if fitting else SCALES[-1]


def _extent(shape: Outline) -> tuple[float, float]:
    width, height = (shape.high - shape.low).tolist()
    return width, height


def _places(
    shapes: dict[str, Outline], scale: float, paper: tuple[float, float], third: bool
) -> dict[str, tuple[float, float]]:
    """The top left corner of each view."""
    (fw, fh), (_, th) = _extent(shapes["front"]), _extent(shapes["top"])
    sw = _extent(shapes["side"])[0]
    spare_x = paper[0] - 2 * BORDER - (fw + sw) * scale
    x = BORDER + max(MARGIN * 1.3, spare_x * 0.2)
    gap_x = max(MARGIN * 1.4, spare_x * 0.24)
    used = (fh + th) * scale
    spare_y = paper[1] - 2 * BORDER - 44 - used
    gap_y = max(MARGIN * 0.9, spare_y * 0.3)
    y = BORDER + max(14, (spare_y - gap_y) / 2)
    second = y + (th if third else fh) * scale + gap_y
    front_y, top_y = (second, y) if third else (y, second)
    side_x = x + fw * scale + gap_x
    return {"front": (x, front_y), "top": (x, top_y), "side": (side_x, front_y)}


def place_view(
    sheet: Sheet,
    shape: Outline,
    corner: tuple[float, float],
    scale: float,
    *,
    centre: bool = False,
    hidden: bool = True,
) -> None:
    """The view with its top left at `corner`, visible edges thick, hidden ones dashed."""
    x, y = corner
    width, height = (v * scale for v in _extent(shape))

    def onto(segments: Floats) -> Floats:
        return (segments - shape.low) * scale * [1, -1] + [x, y + height]

    if hidden:
        dashes = onto(shape.hidden)
        lengths = np.linalg.norm(dashes[:, 1] - dashes[:, 0], axis=1)
        sheet.lines(dashes[lengths > 0.8], THIN, (1.6, 0.9))
    sheet.lines(onto(shape.visible), THICK)
    if centre:
        cx, cy = x + width / 2, y + height / 2
        sheet.lines(
            [((x - 4, cy), (x + width + 4, cy)), ((cx, y - 4), (cx, y + height + 4))], 0.13, (6, 1, 1, 1)
        )


def _dimensions(
    sheet: Sheet, part: Part, shapes: dict[str, Outline], places: dict[str, tuple[float, float]], scale: float
) -> None:
    low, high = part.family.mesh(part.size).bounds()
    dx, dy, dz = (float(v) for v in high - low)
    same = part.family.round
    across = "Ø" if same and abs(dx - dy) < 0.01 * dx else ""
    upright = "Ø" if same and abs(dy - dz) < 0.01 * dz else ""
    x, y = places["front"]
    front = shapes["front"]
    steps = _steps(front, scale, axis=0)
    row = 8.0
    if len(steps) > 2:
        for a, b in pairwise(steps):
            across_dimension(sheet, (x + a * scale, x + b * scale), y + dz * scale, row, _mm(b - a))
        row = 15.0
    across_dimension(sheet, (x, x + dx * scale), y + dz * scale, row, across + _mm(dx))
    up_dimension(sheet, (y, y + dz * scale), x, -8.0, upright + _mm(dz))
    sx, sy = places["side"]
    across_dimension(sheet, (sx, sx + dy * scale), sy + dz * scale, 8.0, across + _mm(dy))


def _steps(shape: Outline, scale: float, axis: int) -> list[float]:
    """Where upright edges of the view stand, at most five places far enough apart to be dimensioned."""
    ends = shape.visible
    straight = np.abs(ends[:, 0, axis] - ends[:, 1, axis]) < 1e-3
    long = np.abs(ends[:, 0, 1 - axis] - ends[:, 1, 1 - axis]) > 0.2 * (shape.high - shape.low)[1 - axis]
    at = np.unique(np.round(ends[straight & long, 0, axis] - shape.low[axis], 2))
    total = float((shape.high - shape.low)[axis])
    kept = [0.0]
    for value in at.tolist():
        if (value - kept[-1]) * scale > 11 and (total - value) * scale > 11:
            kept.append(value)
    return [*kept, total] if len(kept) <= 5 else [0.0, total]


def _mm(value: float) -> str:
    return f"{round(value, 1):g}"


def across_dimension(sheet: Sheet, ends: tuple[float, float], edge: float, offset: float, text: str) -> None:
    """A horizontal dimension between two x, `offset` millimetres below the `edge`."""
    x0, x1 = ends
    y = edge + offset
    sheet.lines([((x0, edge + 1), (x0, y + 1.5)), ((x1, edge + 1), (x1, y + 1.5)), ((x0, y), (x1, y))], THIN)
    inside = x1 - x0 > 9
    for x, way in ((x0, 1), (x1, -1)):
        sheet.marks.append(_arrow(x, y, way if inside else -way, 0))
    sheet.text((x0 + x1) / 2 if inside else x1 + 3, y - 0.8, text, 3, anchor=0.5 if inside else 0)


def up_dimension(sheet: Sheet, ends: tuple[float, float], edge: float, offset: float, text: str) -> None:
    """An upright dimension between two y, `offset` millimetres beside the `edge`."""
    y0, y1 = ends
    x = edge + offset
    way = 1 if offset > 0 else -1
    sheet.lines(
        [
            ((edge + way, y0), (x + 1.5 * way, y0)),
            ((edge + way, y1), (x + 1.5 * way, y1)),
            ((x, y0), (x, y1)),
        ],
        THIN,
    )
    inside = y1 - y0 > 9
    for y, turn in ((y0, 1), (y1, -1)):
        sheet.marks.append(_arrow(x, y, 0, turn if inside else -turn))
    sheet.text(x - 0.8, (y0 + y1) / 2 if inside else y0 - 3, text, 3, anchor=0.5 if inside else 0, angle=90)


def _arrow(x: float, y: float, dx: float, dy: float) -> Shape:
    """An arrow head with its tip at (x, y), its tail in the direction (dx, dy)."""
    tail = np.array([dx, dy]) * 2.4
    half = np.array([-dy, dx]) * 0.4
    tip = np.array([x, y])
    points = (tip, tip + tail + half, tip + tail - half)
    return Shape(tuple((float(p[0]), float(p[1])) for p in points), "#000000")


def _isometric(sheet: Sheet, mesh: Mesh, side: tuple[float, float, float], scale: float, third: bool) -> None:
    """The isometric view over or under the `side` view, whose left, top and bottom are given."""
    shape = outline(mesh, ISOMETRIC, 900)
    width, height = _extent(shape)
    left = side[0] - 6
    top, bottom = (BORDER + 5, side[1] - 6) if third else (side[2] + 20, sheet.height - BORDER - 46)
    right = sheet.width - BORDER - 6
    fit = min((right - left) / width, max(bottom - top, 20) / height, scale * 1.2)
    corner = ((left + right - width * fit) / 2, (top + bottom - height * fit) / 2)
    place_view(sheet, shape, corner, fit, hidden=False)


def frame(sheet: Sheet) -> None:
    """The border with its zone letters and numbers."""
    width, height = sheet.width - 2 * BORDER, sheet.height - 2 * BORDER
    sheet.box(BORDER, BORDER, width, height, 0.6)
    for i in range(6):
        sheet.text(BORDER + width * (i + 0.5) / 6, BORDER - 1.5, str(i + 1), 2.4, anchor=0.5)
    for i in range(4):
        sheet.text(BORDER - 4, BORDER + height * (i + 0.5) / 4, "ABCD"[i], 2.4)


def _size_table(sheet: Sheet, part: Part) -> None:
    values = part.family.sizes[part.size]
    x, y = BORDER + 4, sheet.height - BORDER - 8 - 4.6 * len(values)
    sheet.text(x, y - 1.5, f"{part.family.en[0]}  {part.size}", 2.8, bold=True)
    for i, (name, value) in enumerate(values.items()):
        top = y + 4.6 * i
        sheet.box(x, top, 26, 4.6, THIN)
        sheet.box(x + 26, top, 18, 4.6, THIN)
        sheet.text(x + 1.5, top + 3.4, name, 2.6)
        sheet.text(x + 42.5, top + 3.4, f"{value:g}", 2.6, anchor=1)


def _notes(sheet: Sheet, block: TitleBlock) -> None:
    x, y = BORDER + 56, sheet.height - BORDER - 5 - 4.4 * len(block.notes)
    for i, note in enumerate(block.notes):
        sheet.fitted(x, y + 4.4 * i, note, 2.6, sheet.width - BORDER - 118 - x)


def title_block(sheet: Sheet, heading: Heading, block: TitleBlock, scale: str) -> None:
    """Number, name, material, scale, date, revision and projection in the lower right corner."""
    width, height = 114.0, 38.0
    x, y = sheet.width - BORDER - width, sheet.height - BORDER - height
    sheet.shade(x, y, width, height, "#ffffff")
    sheet.box(x, y, width, height, 0.6)
    sheet.text(x + 2, y + 5.4, block.company, 3.2, bold=True)
    sheet.text(x + width - 2, y + 5.4, block.machine, 2.8, anchor=1)
    cells = (
        (0, 8, 76, 10, "TITLE 名称", heading.name),
        (76, 8, 38, 10, "SIZE 呼び", heading.size),
        (0, 18, 62, 10, "DRAWING No. 図番", heading.number),
        (62, 18, 52, 10, "MATERIAL 材質", heading.material),
        (0, 28, 22, 10, "SCALE 尺度", scale),
        (22, 28, 30, 10, "DATE 日付", block.date),
        (52, 28, 16, 10, "REV. 改訂", block.revision),
        (68, 28, 24, 10, "DRAWN 製図", block.drawn),
        (92, 28, 22, 10, "3rd ANGLE" if block.third_angle else "1st ANGLE", ""),
    )
    for cx, cy, w, h, head, text in cells:
        sheet.box(x + cx, y + cy, w, h, 0.25)
        sheet.text(x + cx + 1, y + cy + 2.6, head, 1.9, colour="#444444")
        sheet.fitted(
            x + cx + 1.8,
            y + cy + 8.0,
            text,
            4.2 if cy == 18 and cx == 0 else 3.4,
            w - 3.2,
            bold=cy == 18 and cx == 0,
        )
    _projection(sheet, x + 96, y + 34.4, block.third_angle)


def _projection(sheet: Sheet, x: float, y: float, third: bool) -> None:
    cone, circles = (x + 8, x + 2) if third else (x, x + 12)
    sheet.lines(
        [
            ((cone, y - 1), (cone + 6, y - 2)),
            ((cone, y + 1), (cone + 6, y + 2)),
            ((cone, y - 1), (cone, y + 1)),
            ((cone + 6, y - 2), (cone + 6, y + 2)),
        ],
        0.2,
    )
    sheet.marks += [Circle(circles, y, 2, 0.2), Circle(circles, y, 1, 0.2)]
    sheet.marks.append(Strokes(np.array([[[x - 2, y], [x + 16, y]]]), 0.1, (2, 0.6, 0.6, 0.6)))
