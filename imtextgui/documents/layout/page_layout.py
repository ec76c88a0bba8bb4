"""Pages that have words and pictures but no look of their own: laid out simply, and drawn on white."""

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from PIL import Image

from imtextgui.documents.furigana import separated
from imtextgui.documents.images.raster import FORMATS
from imtextgui.documents.images.svg_raster import SVG, rasterised
from imtextgui.documents.layout import text_metrics
from imtextgui.documents.sections import Heading, Sections

A4 = (595.0, 842.0)
"""Width and height of a page in points."""

_MARGIN = 50.0
_LEAD = 1.3
_BODY = 10.5
_HEADINGS = (20.0, 17.0, 14.0, 12.5)
_SMALLEST = 4.0
_LEAST_SCALE = 0.5
_MOST_PIXELS = 60_000_000
_MOST_PICTURES = 60
_GAP = 6.0
_LONGEST_TITLE = 100
_NO_SIGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold; scanners of labels send some of it, and it comes into notes and titles."""

Load: TypeAlias = Callable[[], bytes | None]


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs in a box (points); ``size`` of the type is reduced until they fit."""

    x: float
    y: float
    width: float
    height: float
    paragraphs: tuple[str, ...]
    size: float
    bold: bool = False
    colour: str = "#000000"


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of a box of words: where it begins, its baseline and the size of its type (points)."""

    x: float
    baseline: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An embedded picture in a box (points); ``load`` gives the bytes of its file when it is drawn."""

    x: float
    y: float
    width: float
    height: float
    load: Load


@dataclass(frozen=True, slots=True)
class Area:
    """A filled rectangle (points)."""

    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its words, what stands on it (in points), what is said of it elsewhere (``described``), its section."""

    text: str
    title: str = ""
    elements: tuple[Words | Picture | Area, ...] = ()
    size: tuple[float, float] = A4
    described: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of running text; ``level`` 1 to 6 for headings, 0 for others."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in the running text; its size is in points, (0, 0) if it is not known."""

    load: Load
    size: tuple[float, float] = (0.0, 0.0)


Block = Paragraph | Row | Figure


def drawn(leaf: Leaf, path: Path, longest: int) -> Image.Image | None:
    """The page as an RGB picture whose longest side is ``longest`` pixels; None where nothing stands on it."""
    if not leaf.elements:
        return None
    width, height = leaf.size
    pixels = longest / max(width, height)
    parts = [
        f'<svg xmlns="{SVG}" width="{width:.1f}" height="{height:.1f}" viewBox="0 0 {width:.1f} {height:.1f}">'
    ]
    pictures: list[Picture] = []
    for element in leaf.elements:
        if isinstance(element, Words):
            parts.extend(_set(element, any(_covers(picture, element) for picture in pictures)))
        elif isinstance(element, Area):
            parts.append(f"<rect {_box(element)} fill={element.fill!r}/>")
        elif len(pictures) < _MOST_PICTURES:
            pictures.append(element)
            parts.append(_placed(element, pixels))
    # Names of files may hold bytes that are no text, which a drawing cannot.
    svg = "".join([*parts, "</svg>"]).encode("utf-8", "replace").decode()
    return rasterised(svg, path, longest, wide=width >= height)


def text_of(blocks: Iterable[Block]) -> str:
    """The words of ``blocks``, paragraphs apart by a blank line, rows of a table on lines of their own."""
    parts: list[str] = []
    after_row = False
    for block in blocks:
        if isinstance(block, Figure):
            continue
        row = isinstance(block, Row)
        words = "   ".join(cell for cell in block.cells if cell) if isinstance(block, Row) else block.text
        if words:
            parts.append(("\n" if row and after_row else "\n\n") + words)
            after_row = row
    return "".join(parts).strip()


def flowed(blocks: Sequence[Block], size: tuple[float, float] = A4) -> tuple[Words | Picture | Area, ...]:
    """``blocks`` one below the other on a page; smaller where they do not fit, then cut off."""
    room = size[1] - 2 * _MARGIN
    needed = sum(_height(block, size[0] - 2 * _MARGIN, 1.0) for block in blocks)
    scale = max(_LEAST_SCALE, min(1.0, room / needed)) if needed else 1.0
    return tuple(_stacked(blocks, size, scale))


def _stacked(
    blocks: Sequence[Block], size: tuple[float, float], scale: float
) -> Iterator[Words | Picture | Area]:
    width, y = size[0] - 2 * _MARGIN, _MARGIN
    for block in blocks:
        height = _height(block, width, scale)
        if y + height > size[1] - _MARGIN / 2 and y > _MARGIN:
            return
        inner = height - _GAP * scale
        if isinstance(block, Figure):
            wide, high = _figure(block, width, scale)
            yield Picture(_MARGIN, y, wide, high, block.load)
        elif isinstance(block, Row):
            column = width / max(1, len(block.cells))
            yield Area(_MARGIN, y - 1, width, 0.5, "#b0b0b0")
            for index, cell in enumerate(block.cells):
                if cell:
                    yield Words(_MARGIN + index * column, y, column - 4, inner, (cell,), _type(block, scale))
        elif block.text:
            yield Words(_MARGIN, y, width, inner, (block.text,), _type(block, scale), block.level > 0)
        y += height


def _height(block: Block, width: float, scale: float) -> float:
    if isinstance(block, Figure):
        return _figure(block, width, scale)[1] + _GAP * scale
    size = _type(block, scale)
    if isinstance(block, Row):
        column = width / max(1, len(block.cells)) - 4
        lines = max((_lines(cell, column, size) for cell in block.cells), default=1)
    else:
        lines = _lines(block.text, width, size)
    return max(1, lines) * size * _LEAD + _GAP * scale


def _lines(text: str, width: float, size: float) -> int:
    return sum(1 for line in text.split("\n") for _ in text_metrics.wrapped(line, width / size))


def _type(block: Paragraph | Row, scale: float) -> float:
    level = 0 if isinstance(block, Row) else block.level
    return (_HEADINGS[min(level, len(_HEADINGS)) - 1] if level else _BODY) * scale


def _figure(figure: Figure, width: float, scale: float) -> tuple[float, float]:
    wide, high = figure.size
    if not (wide > 0 and high > 0):
        wide, high = width / 2, width / 3
        with suppress(Exception), Image.open(BytesIO(figure.load() or b""), formats=FORMATS) as image:
            wide, high = (side * 0.75 for side in image.size)
    factor = min(1.0, width / wide, 0.6 * A4[1] / high) * scale
    return wide * factor, high * factor


def _covers(picture: Picture, words: Words) -> bool:
    x, y = words.x + words.width / 2, words.y + words.height / 2
    return picture.x <= x <= picture.x + picture.width and picture.y <= y <= picture.y + picture.height


def first_line(blocks: Iterable[Block]) -> str:
    """The first heading, else the first paragraph if it is short enough to be one; else ""."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    headings = [block for block in paragraphs if block.level] or paragraphs[:1]
    line = headings[0].text.split("\n")[0].strip() if headings else ""
    return line if len(line) <= _LONGEST_TITLE else ""


def sections(pages: Sequence[Sequence[Block]]) -> Sections:
    """The sections that the headings on ``pages`` open."""
    return Sections(
        [
            Heading(number, block.level, block.text)
            for number, blocks in enumerate(pages, 1)
            for block in blocks
            if isinstance(block, Paragraph) and block.level
        ]
    )


def placed_lines(words: Words) -> Iterator[PlacedLine]:
    """The box's lines as far as they fit, in type that lets them."""
    size = words.size
    plain = [separated(text)[0] for text in words.paragraphs]
    lines: list[str] = []
    while True:
        room = max(words.width, size) / size
        lines = [
            line for text in plain for part in text.split("\n") for line in text_metrics.wrapped(part, room)
        ]
        if len(lines) * size * _LEAD <= max(words.height, size * _LEAD) or size <= _SMALLEST:
            break
        size = max(_SMALLEST, size * 0.88)
    for index, line in enumerate(lines[: max(1, int(words.height / (size * _LEAD)))]):
        yield PlacedLine(words.x, words.y + size * (1 + index * _LEAD), size, _NO_SIGN.sub(" ", line))


def _set(words: Words, outlined: bool) -> Iterator[str]:
    """The box's lines as SVG; ``outlined`` to be read on a picture."""
    weight = ' font-weight="bold"' if words.bold else ""
    for line in placed_lines(words):
        outline = ""
        if outlined:
            ground = "#000000" if words.colour == "#ffffff" else "#ffffff"
            outline = f' stroke="{ground}" stroke-width="{line.size / 5:.1f}" paint-order="stroke"'
        yield (
            f'<text x="{line.x:.1f}" y="{line.baseline:.1f}" font-size="{line.size:.1f}" '
            f'fill="{words.colour}"{weight}{outline}>{escape(line.text, quote=False)}</text>'
        )


def _placed(picture: Picture, pixels: float) -> str:
    """The picture as SVG, decoded here and no larger than it is shown; a grey box where it cannot be decoded."""
    with suppress(Exception), Image.open(BytesIO(picture.load() or b""), formats=FORMATS) as image:
        side = max(1, round(max(picture.width, picture.height) * pixels))
        image.draft("RGB", (side, side))
        if image.width * image.height <= _MOST_PIXELS:
            image.thumbnail((side, side))
            out = BytesIO()
            image.convert("RGBA").save(out, "PNG", compress_level=1)
            data = base64.b64encode(out.getvalue()).decode("ascii")
            return f'<image {_box(picture)} preserveAspectRatio="none" href="data:image/png;base64,{data}"/>'
    return f'<rect {_box(picture)} fill="#e0e0e0"/>'


def _box(element: Picture | Area) -> str:
    width, height = max(element.width, 0.1), max(element.height, 0.1)
    return f'x="{element.x:.1f}" y="{element.y:.1f}" width="{width:.1f}" height="{height:.1f}"'
