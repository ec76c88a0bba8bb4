"""Sheets written as PDF with a text layer, as SVG, and as pixels."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw

from export.synthetic.documents.sheet import Circle, Figure, Label, Shape, Sheet, Strokes
from export.synthetic.fonts import font, font_file

MM = 72 / 25.4


def to_pdf(sheets: Sequence[Sheet], title: str, author: str = "Kitahama Works") -> bytes:
    """A PDF with the sheets as pages; the same sheets always give the same bytes."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for name, bold in (("Regular", False), ("Bold", True)):
        pdfmetrics.registerFont(TTFont(name, str(font_file(bold))))
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for sheet in sheets:
        canvas.setPageSize((sheet.width * MM, sheet.height * MM))
        canvas.setLineCap(1)
        for mark in sheet.marks:
            _on_canvas(canvas, mark, sheet.height)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _on_canvas(canvas: Any, mark: object, height: float) -> None:
    if isinstance(mark, Strokes):
        canvas.setLineWidth(mark.width * MM)
        canvas.setStrokeColor(mark.colour)
        canvas.setDash([part * MM for part in mark.dash])
        canvas.lines(
            [
                (
                    round(a[0] * MM, 2),
                    round((height - a[1]) * MM, 2),
                    round(b[0] * MM, 2),
                    round((height - b[1]) * MM, 2),
                )
                for a, b in mark.segments.tolist()
            ]
        )
    elif isinstance(mark, Shape):
        _polygon_on_canvas(canvas, mark, height)
    elif isinstance(mark, Circle):
        canvas.setDash()
        canvas.setLineWidth(mark.width * MM)
        canvas.setStrokeColor("#000000")
        if mark.fill:
            canvas.setFillColor(mark.fill)
        canvas.circle(mark.x * MM, (height - mark.y) * MM, mark.radius * MM, fill=int(bool(mark.fill)))
    elif isinstance(mark, Label):
        _text_on_canvas(canvas, mark, height)
    elif isinstance(mark, Figure):
        _picture_on_canvas(canvas, mark, height)


def _polygon_on_canvas(canvas: Any, mark: Shape, height: float) -> None:
    path = canvas.beginPath()
    path.moveTo(mark.points[0][0] * MM, (height - mark.points[0][1]) * MM)
    for x, y in mark.points[1:]:
        path.lineTo(x * MM, (height - y) * MM)
    path.close()
    canvas.setFillColor(mark.fill)
    canvas.setDash()
    canvas.setLineWidth(mark.width * MM)
    canvas.drawPath(path, fill=1, stroke=int(mark.width > 0))


def _text_on_canvas(canvas: Any, mark: Label, height: float) -> None:
    x, y = mark.start()
    canvas.saveState()
    canvas.translate(x * MM, (height - y) * MM)
    canvas.rotate(mark.angle)
    canvas.setFillColor(mark.colour)
    canvas.setFont("Bold" if mark.bold else "Regular", mark.size * MM)
    canvas.drawString(0, 0, mark.text)
    canvas.restoreState()


def _picture_on_canvas(canvas: Any, mark: Figure, height: float) -> None:
    from reportlab.lib.utils import ImageReader

    stream = BytesIO()
    mark.image.convert("RGB").save(stream, "JPEG", quality=82)
    box = (mark.x * MM, (height - mark.y - mark.height) * MM, mark.width * MM, mark.height * MM)
    canvas.drawImage(ImageReader(BytesIO(stream.getvalue())), *box)


def to_svg(sheet: Sheet) -> str:
    """The sheet as SVG in millimetres, its text as text; figures are left out."""
    size = f'width="{sheet.width:g}mm" height="{sheet.height:g}mm" viewBox="0 0 {sheet.width:g} {sheet.height:g}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    parts += [_as_svg(mark) for mark in sheet.marks]
    return "\n".join([*(part for part in parts if part), "</svg>", ""])


def _as_svg(mark: object) -> str:
    if isinstance(mark, Strokes):
        path = "".join(f"M{a[0]:.2f} {a[1]:.2f}L{b[0]:.2f} {b[1]:.2f}" for a, b in mark.segments.tolist())
        dash = f' stroke-dasharray="{" ".join(f"{part:g}" for part in mark.dash)}"' if mark.dash else ""
        return f'<path d="{path}" stroke="{mark.colour}" stroke-width="{mark.width:g}" stroke-linecap="round"{dash}/>'
    if isinstance(mark, Shape):
        points = " ".join(f"{x:.2f},{y:.2f}" for x, y in mark.points)
        return f'<polygon points="{points}" fill="{mark.fill}"/>'
    if isinstance(mark, Circle):
        look = f'fill="{mark.fill or "none"}" stroke="#000" stroke-width="{mark.width:g}"'
        return f'<circle cx="{mark.x:.2f}" cy="{mark.y:.2f}" r="{mark.radius:g}" {look}/>'
    if isinstance(mark, Label):
        x, y = mark.start()
        turn = f' transform="rotate({-mark.angle:g} {x:.2f} {y:.2f})"' if mark.angle else ""
        bold = ' font-weight="bold"' if mark.bold else ""
        look = f'font-family="BIZ UDPGothic, sans-serif" font-size="{mark.size:.2f}"{bold}'
        return f'<text x="{x:.2f}" y="{y:.2f}" {look}{turn}>{escape(mark.text)}</text>'
    return ""


def to_image(sheet: Sheet, dpi: float, supersample: int = 2) -> Image.Image:
    """The sheet as RGB pixels at `dpi`."""
    scale = dpi / 25.4 * supersample
    size = (round(sheet.width * scale), round(sheet.height * scale))
    image = Image.new("RGB", size, "white")
    canvas = ImageDraw.Draw(image)
    for mark in sheet.marks:
        _as_pixels(image, canvas, mark, scale)
    return image.resize((size[0] // supersample, size[1] // supersample), Image.Resampling.LANCZOS)


def _as_pixels(image: Image.Image, canvas: ImageDraw.ImageDraw, mark: object, scale: float) -> None:
    if isinstance(mark, Strokes):
        width = max(1, round(mark.width * scale))
        for a, b in (mark.segments * scale).tolist():
            for start, stop in _dashes(a, b, [part * scale for part in mark.dash]):
                canvas.line((*start, *stop), fill=mark.colour, width=width)
    elif isinstance(mark, Shape):
        canvas.polygon([(x * scale, y * scale) for x, y in mark.points], fill=mark.fill)
    elif isinstance(mark, Circle):
        r = mark.radius * scale
        box = (mark.x * scale - r, mark.y * scale - r, mark.x * scale + r, mark.y * scale + r)
        canvas.ellipse(box, outline="black", fill=mark.fill or None, width=max(1, round(mark.width * scale)))
    elif isinstance(mark, Label):
        _text_as_pixels(image, canvas, mark, scale)
    elif isinstance(mark, Figure):
        size = (round(mark.width * scale), round(mark.height * scale))
        image.paste(mark.image.convert("RGB").resize(size), (round(mark.x * scale), round(mark.y * scale)))


def _text_as_pixels(image: Image.Image, canvas: ImageDraw.ImageDraw, mark: Label, scale: float) -> None:
    x, y = (value * scale for value in mark.start())
    face = font(max(4, round(mark.size * scale)), mark.bold)
    if not mark.angle:
        canvas.text((x, y), mark.text, mark.colour, face, anchor="ls")
        return
    # only quarter turns are written on drawings: the baseline then runs upwards
    length, up = round(face.getlength(mark.text)) + 4, round(mark.size * scale * 1.4)
    layer = Image.new("L", (length, up), 0)
    ImageDraw.Draw(layer).text((2, round(mark.size * scale)), mark.text, 255, face, anchor="ls")
    turned = layer.rotate(90, expand=True)
    image.paste(mark.colour, (round(x - mark.size * scale), round(y) - length), turned)


def _dashes(
    a: list[float], b: list[float], dash: list[float]
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    length = ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
    if not dash or length < dash[0]:
        return [((a[0], a[1]), (b[0], b[1]))]
    dashes = []
    at, index = 0.0, 0
    while at < length:
        stop = min(at + dash[index % len(dash)], length)
        if index % 2 == 0:
            (x0, y0), (x1, y1) = (
                (a[0] + (b[0] - a[0]) * t / length, a[1] + (b[1] - a[1]) * t / length) for t in (at, stop)
            )
            dashes.append(((x0, y0), (x1, y1)))
        at, index = stop, index + 1
    return dashes
