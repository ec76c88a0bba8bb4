"""Pictures of part families with captions in English and Japanese, endless and reproducible, to train on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from export.synthetic import bench
from export.synthetic.bench import Random
from export.synthetic.captions import captions, symbol_captions
from export.synthetic.circuit import SYMBOL_STYLES
from export.synthetic.families import FAMILIES
from export.synthetic.family import Family
from export.synthetic.lines import Outline, outline
from export.synthetic.mesh import Floats, Mesh
from export.synthetic.shade import Material, lamp, picture, worn
from export.synthetic.symbols import SYMBOLS, Symbol
from export.synthetic.view import FRONT, ISOMETRIC, SIDE, TOP, View, looking


@dataclass(frozen=True, slots=True)
class TrainingPicture:
    """An RGB picture, what it may be called, the key of its family and how it was drawn."""

    image: Image.Image
    captions_en: list[str]
    captions_ja: list[str]
    family: str
    style: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A part of a family, chosen for one picture."""

    family: Family
    size: str
    mesh: Mesh
    material: Material


Drawer = Callable[[Random, Subject, View, int], Image.Image]


def training_pictures(
    count: int,
    seed: int,
    size: int = 224,
    families: tuple[str, ...] = (),
    styles: tuple[str, ...] = (),
) -> Iterator[TrainingPicture]:
    """`count` pictures, `size` pixels square; the same seed gives the same pictures.

    All `families`, keys of `FAMILIES` and `SYMBOLS`, come equally often, in any of the `styles` that they
    are drawn in. When empty: all that `styles` can draw, parts twice as often as symbols; all styles.
    KeyError for a family or style that does not exist or families that none of the styles can draw.
    """
    chosen = families or _drawable(styles)
    for index in range(count):
        rng = np.random.default_rng((seed, index))
        turn = index // len(chosen)
        order = np.random.default_rng((seed, turn, 1)).permutation(len(chosen))
        yield training_picture(rng, chosen[order[index % len(chosen)]], size, styles)


def _drawable(styles: tuple[str, ...]) -> tuple[str, ...]:
    unknown = set(styles) - set(STYLES) - set(SYMBOL_STYLES)
    if unknown:
        raise KeyError(f"no style is called {', '.join(sorted(unknown))}")
    parts = 2 * tuple(FAMILIES) if not styles or set(styles) & set(STYLES) else ()
    return parts + (tuple(SYMBOLS) if not styles or set(styles) & set(SYMBOL_STYLES) else ())


def training_picture(rng: Random, key: str, size: int, styles: tuple[str, ...] = ()) -> TrainingPicture:
    """One picture of a part of the family or of the symbol `key`."""
    drawn: Collection[str] = SYMBOL_STYLES if key in SYMBOLS else STYLES
    fitting = [style for style in styles or drawn if style in drawn]
    if not fitting:
        raise KeyError(f"none of the styles {', '.join(styles)} draws {key}")
    if key in SYMBOLS:
        return _symbol_picture(rng, SYMBOLS[key], size, str(rng.choice(fitting)))
    return _part_picture(rng, FAMILIES[key], size, fitting)


def _symbol_picture(rng: Random, symbol: Symbol, size: int, style: str) -> TrainingPicture:
    shown = SYMBOL_STYLES[style](rng, symbol, size)
    en, ja = symbol_captions(rng, symbol, style)
    return TrainingPicture(shown.convert("RGB"), en, ja, symbol.key, style)


def _part_picture(rng: Random, family: Family, size: int, styles: Sequence[str]) -> TrainingPicture:
    name = str(rng.choice(list(family.sizes)))
    material = family.materials[rng.integers(len(family.materials))]
    subject = Subject(family, name, family.mesh(name), material)
    style = str(rng.choice(styles))
    view = _view(rng, style)
    shown = STYLES[style](rng, subject, view, size)
    drawn = style in DRAWN
    en, ja = captions(rng, family, size=name, material=None if drawn else material, view=view, style=style)
    return TrainingPicture(shown.convert("RGB"), en, ja, family.key, style)


def _view(rng: Random, style: str) -> View:
    if style in DRAWN and rng.random() < 0.55:
        return (FRONT, TOP, SIDE, ISOMETRIC)[rng.integers(4)]
    return looking(rng.uniform(-75, 75), rng.uniform(12, 65))


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


def _lines(rng: Random, subject: Subject, view: View, size: int, wobble: float = 0) -> Image.Image:
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


def _sheet(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
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


def _drawing(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    return _lines(rng, subject, view, size)


def _sketch(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    shown = _lines(rng, subject, view, size, wobble=1.6)
    return Image.composite(shown, bench.plain(rng, size, size), shown.convert("L").point(lambda v: 255 - v))


def _photocopy(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    make = _sheet if rng.random() < 0.35 else _drawing
    return bench.photocopy(rng, make(rng, subject, view, size))


def _blueprint(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    make = _sheet if rng.random() < 0.35 else _drawing
    return bench.blueprint(rng, make(rng, subject, view, size))


def _shaded(rng: Random, subject: Subject, view: View, size: int, ink: bool = False) -> Image.Image:
    light = lamp(
        rng.uniform(-0.9, 0.9), rng.uniform(0.2, 1), rng.uniform(0.3, 1), ambient=rng.uniform(0.22, 0.5)
    )
    body = worn(subject.material, rng.normal(0, 0.04, 3), rng.uniform(0.75, 1.2))
    shot = picture(
        subject.mesh, view, body, int(size * 1.5), light=light, fill=rng.uniform(0.5, 0.92), ink=ink
    )
    angle = 0.0 if ink else rng.uniform(-25, 25)
    return shot.rotate(angle, Image.Resampling.BICUBIC).resize((size, size), Image.Resampling.LANCZOS)


def _render(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    """A catalogue figure: shaded on white, sometimes with inked edges."""
    shot = _shaded(rng, subject, view, size, ink=rng.random() < 0.5)
    ground = Image.new("RGB", (size, size), (255, 255, 255))
    ground.paste(shot, (0, 0), shot)
    return ground if rng.random() < 0.6 else ground.convert("L").convert("RGB")


def _photo(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    """On a bench, in the light of a workshop, taken with a phone."""
    ground = bench.surface(rng, size, size)
    shift = (int(rng.uniform(-0.06, 0.06) * size), int(rng.uniform(0.01, 0.06) * size))
    if rng.random() < 0.5:
        for _ in range(int(rng.integers(1, 4))):
            ground = _clutter(rng, ground, size)
    shot = _shaded(rng, subject, view, size)
    shown = bench.shadow(shot, ground, shift, size * 0.03, rng.uniform(0.35, 0.75))
    return bench.camera(rng, shown, rng.uniform(0.5, 1.3))


def _clutter(rng: Random, ground: Image.Image, size: int) -> Image.Image:
    """`ground` with a small other part near its edge."""
    other = tuple(FAMILIES.values())[rng.integers(len(FAMILIES))]
    mesh = other.mesh(next(iter(other.sizes)))
    small = int(size * rng.uniform(0.15, 0.3))
    part = picture(mesh, looking(rng.uniform(-60, 60), rng.uniform(20, 60)), other.materials[0], small)
    layer = Image.new("RGBA", (size, size))
    x, y = rng.uniform(-0.1, 0.95, 2) * size
    x, y = (
        (x, rng.choice([-0.08, 0.82]) * size) if rng.random() < 0.5 else (rng.choice([-0.08, 0.82]) * size, y)
    )
    layer.paste(part, (int(x), int(y)))
    return bench.shadow(layer.filter(ImageFilter.GaussianBlur(0.6)), ground, (3, 4), size * 0.02, 0.5)


STYLES: dict[str, Drawer] = {
    "drawing": _drawing,
    "sheet": _sheet,
    "photocopy": _photocopy,
    "blueprint": _blueprint,
    "sketch": _sketch,
    "render": _render,
    "photo": _photo,
    "snapshot": _photo,
}
DRAWN = frozenset({"drawing", "sheet", "photocopy", "blueprint", "sketch"})
