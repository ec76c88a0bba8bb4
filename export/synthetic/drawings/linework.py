"""Line drawings of parts in black on white: single views, sheets of views, dimensions, centre lines."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from export.synthetic.geometry.edges import Outline, outline
from export.synthetic.geometry.mesh import Floats
from export.synthetic.geometry.view import FRONT, ISOMETRIC, SIDE, TOP, View
from export.synthetic.parts.family import Subject
from export.synthetic.photos.imaging import Random


def draw(
    rng: Random,
    shape: Outline,
    canvas: ImageDraw.ImageDraw,
    box: tuple[float, float, float, float],
    width: int,
    *,
    hidden: bool = False,
    wobble: float = 0,
) -> None:
    """The view `shape` in black into the `box` (left, top, right, bottom) of a canvas, centred."""
    left, top, right, bottom = box
    extent = np.maximum(shape.high - shape.low, 1e-6)
    scale = min((right - left) / extent[0], (bottom - top) / extent[1])
    corner = np.array([(left + right - extent[0] * scale) / 2, (top + bottom + extent[1] * scale) / 2])
    for segments, thin in ((shape.hidden if hidden else shape.hidden[:0], True), (shape.visible, False)):
        points = (segments - shape.low) * scale * [1, -1] + corner
        if wobble:
            points = points + rng.normal(0, wobble, points.shape)
        for a, b in points:
            if thin and np.hypot(*(b - a)) > 9:
                _dashed(canvas, a, b)
            else:
                canvas.line((*a, *b), fill=90 if thin else 0, width=1 if thin else width)


def _dashed(canvas: ImageDraw.ImageDraw, a: Floats, b: Floats) -> None:
    count = int(np.hypot(*(b - a)) // 5) | 1
    stops = a + (b - a) * np.linspace(0, 1, count + 1)[:, None]
    for i in range(0, count, 2):
        canvas.line((*stops[i], *stops[i + 1]), fill=90, width=1)


def single_view(rng: Random, subject: Subject, view: View, size: int, wobble: float = 0) -> Image.Image:
    """Black on white, drawn twice as large and made smaller."""
    large = size * 2
    image = Image.new("L", (large, large), 255)
    canvas = ImageDraw.Draw(image)
    fill = rng.uniform(0.45, 0.92)
    x, y = rng.uniform(0, 1 - fill, 2) * large
    box = (x, y, x + fill * large, y + fill * large)
    shape = outline(subject.mesh, view, 300)
    draw(rng, shape, canvas, box, int(rng.integers(2, 6)), hidden=rng.random() < 0.3, wobble=wobble)
    if rng.random() < 0.4:
        _dimension(canvas, box, large)
    return image.resize((size, size), Image.Resampling.LANCZOS).convert("RGB")


def _dimension(canvas: ImageDraw.ImageDraw, box: tuple[float, float, float, float], large: int) -> None:
    left, _, right, bottom = box
    y = min(bottom + 16, large - 6)
    canvas.line((left, y, right, y), fill=60, width=2)
    for x, way in ((left, 1), (right, -1)):
        canvas.line((x, y - 14, x, y + 5), fill=60, width=2)
        canvas.polygon(((x, y), (x + way * 12, y - 4), (x + way * 12, y + 4)), fill=60)


def sheet(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    """Three or four views with a frame and a title block, third or first angle."""
    large = size * 2
    image = Image.new("L", (large, large), 255)
    canvas = ImageDraw.Draw(image)
    half, gap = large / 2, large * 0.07
    third = rng.random() < 0.6
    places = {(0, 1): FRONT, (0, 0): TOP, (1, 1): SIDE, (1, 0): ISOMETRIC}
    for (column, row), shown in places.items():
        top = (row if third else 1 - row) * half
        box = (column * half + gap, top + gap, (column + 1) * half - gap / 2, top + half - gap)
        draw(rng, outline(subject.mesh, shown, 180), canvas, box, 2, hidden=rng.random() < 0.4)
    edge = large * 0.02
    canvas.rectangle((edge, edge, large - edge, large - edge), outline=0, width=3)
    x, y = large * rng.uniform(0.5, 0.68), large * rng.uniform(0.86, 0.92)
    canvas.rectangle((x, y, large - edge, large - edge), outline=0, width=2, fill=255)
    canvas.line((x, (y + large - edge) / 2, large - edge, (y + large - edge) / 2), fill=0, width=2)
    canvas.text((x + 5, y + 4), f"{subject.family.key[:3].upper()}-{rng.integers(100, 9999)}", fill=0)
    return image.resize((size, size), Image.Resampling.LANCZOS).convert("RGB")


def drawing(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    """One view with a dimension at times."""
    return single_view(rng, subject, view, size)


def centre_lines(
    canvas: ImageDraw.ImageDraw, box: tuple[float, float, float, float], over: float = 10
) -> None:
    """Chain lines through the middle of the `box`, a little longer than it."""
    left, top, right, bottom = (float(v) for v in box)
    x, y = (left + right) / 2, (top + bottom) / 2
    for start, stop in (((left - over, y), (right + over, y)), ((x, top - over), (x, bottom + over))):
        chain_line(canvas, np.array(start), np.array(stop))


def chain_line(canvas: ImageDraw.ImageDraw, a: Floats, b: Floats) -> None:
    """A thin line of long and short dashes from `a` to `b` in pixels."""
    length = float(np.hypot(*(b - a)))
    way = (b - a) / max(length, 1e-9)
    for at in np.arange(0, length, 30):
        for first, last in ((at, at + 16), (at + 21, at + 25)):
            if first < length:
                canvas.line((*(a + way * first), *(a + way * min(last, length))), fill=70, width=1)
