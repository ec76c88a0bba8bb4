"""Exploded views: the parts of a machine along an axis, with numbered balloons; assembly drawings of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from export.synthetic.documents.part_drawing import (
    BORDER,
    Heading,
    Part,
    TitleBlock,
    frame,
    place_view,
    title_block,
)
from export.synthetic.documents.sheet import Circle, Sheet
from export.synthetic.geometry.edges import outline
from export.synthetic.geometry.mesh import Floats, Mesh, merged
from export.synthetic.geometry.view import looking


def exploded_view(
    sheet: Sheet, parts: Sequence[Part], box: tuple[float, float, float, float], first: int = 0
) -> None:
    """The parts along one axis in isometric view, with balloons numbered from `first` + 1."""
    meshes = _spread(parts)
    view = looking(38, 24)
    shape = outline(merged(meshes), view, 1400)
    left, top, right, bottom = box
    extent = shape.high - shape.low
    scale = min((right - left - 12) / extent[0], (bottom - top - 34) / extent[1])
    corner = np.array([(left + right - extent[0] * scale) / 2, (top + bottom - extent[1] * scale) / 2])
    place_view(sheet, shape, (float(corner[0]), float(corner[1])), scale, hidden=False)
    for i, mesh in enumerate(meshes):
        seen = view.screen(mesh.points)[:, :2]
        onto = (seen - shape.low[:2]) * scale * [1, -1] + corner + [0, extent[1] * scale]
        _balloon(sheet, onto, first + i + 1, above=i % 2 == 0)


def _balloon(sheet: Sheet, seen: Floats, number: int, above: bool) -> None:
    """A numbered circle above or below a part whose points on paper are `seen` [n, 2]."""
    edge = seen[np.argmin(seen[:, 1]) if above else np.argmax(seen[:, 1])]
    x, y = (edge * 0.75 + seen.mean(axis=0) * 0.25).tolist()
    way = -1 if above else 1
    at = (x + 4, float(edge[1]) + 11 * way)
    sheet.lines([((x, y), (at[0], at[1] - 4 * way))], 0.2)
    sheet.marks.append(Circle(*at, 4, 0.3, "#ffffff"))
    sheet.text(at[0], at[1] + 1.3, str(number), 3.6, anchor=0.5)


def _spread(parts: Sequence[Part]) -> list[Mesh]:
    """The parts one behind the other along x, small ones enlarged enough to be seen."""
    solids = [part.family.mesh(part.size) for part in parts]
    largest = max(float((m.bounds()[1] - m.bounds()[0]).max()) for m in solids)
    placed, x = [], 0.0
    for solid in solids:
        low, high = solid.bounds()
        size = float((high - low).max())
        shown = solid.scaled(max(1.0, 0.24 * largest / size))
        low, high = shown.bounds()
        width = float(high[0] - low[0])
        placed.append(shown.moved(x=x + width / 2, z=-float(high[2]) / 2))
        x += width + 0.16 * largest
    return placed


def assembly_drawing(heading: Heading, parts: Sequence[Part], block: TitleBlock) -> Sheet:
    """The exploded view of a machine on A3 with its parts list above the title block."""
    sheet = Sheet(420, 297)
    half = (len(parts) + 1) // 2
    exploded_view(sheet, parts[:half], (BORDER + 14, BORDER + 12, 300, 138))
    exploded_view(sheet, parts[half:], (BORDER + 14, 148, 300, 276), half)
    frame(sheet)
    rows = [("No.", "PART No. 部品番号", "NAME 品名", "QTY")]
    rows += [(str(i + 1), p.number, f"{p.en} {p.ja}", str(p.quantity)) for i, p in enumerate(parts)]
    widths = (10.0, 32.0, 60.0, 12.0)
    bottom = sheet.height - BORDER - 38
    for i, row in enumerate(rows):
        x, y = sheet.width - BORDER - sum(widths), bottom - 6.5 * (len(rows) - i)
        for text, width in zip(row, widths, strict=True):
            sheet.box(x, y, width, 6.5, 0.2)
            sheet.fitted(x + 1.5, y + 4.6, text, 3, width - 3, bold=i == 0)
            x += width
    title_block(sheet, heading, block, "-")
    return sheet
