"""Pictures of part families with captions in English and Japanese, endless and reproducible, to train on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from export.synthetic.drawings.assemblies import ASSEMBLIES, ASSEMBLY_STYLES, Assembly, chosen
from export.synthetic.drawings.circuit import SYMBOL_STYLES
from export.synthetic.drawings.drafting import drafted
from export.synthetic.drawings.linework import drawing, sheet, single_view
from export.synthetic.drawings.section import section
from export.synthetic.drawings.symbols import SYMBOLS, Symbol
from export.synthetic.geometry.shading import lamp, picture, worn
from export.synthetic.geometry.view import FRONT, ISOMETRIC, SIDE, TOP, View, looking
from export.synthetic.parts.families import FAMILIES
from export.synthetic.parts.family import Family, Subject
from export.synthetic.photos import imaging
from export.synthetic.photos.imaging import Random
from export.synthetic.photos.wear import fax, old_paper, workshop
from export.synthetic.training.captions import assembly_captions, captions, symbol_captions


@dataclass(frozen=True, slots=True)
class TrainingPicture:
    """An RGB picture, what it may be called, the key of its family and how it was drawn."""

    image: Image.Image
    captions_en: list[str]
    captions_ja: list[str]
    family: str
    style: str


Drawer = Callable[[Random, Subject, View, int], Image.Image]


def training_pictures(
    count: int,
    seed: int,
    size: int = 224,
    families: tuple[str, ...] = (),
    styles: tuple[str, ...] = (),
) -> Iterator[TrainingPicture]:
    """`count` pictures, `size` pixels square; the same seed gives the same pictures.

    All `families`, keys of `FAMILIES`, `SYMBOLS` and `ASSEMBLIES`, come equally often, in any of the `styles` that they
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
    unknown = set(styles) - set(STYLES) - set(SYMBOL_STYLES) - set(ASSEMBLY_STYLES)
    if unknown:
        raise KeyError(f"no style is called {', '.join(sorted(unknown))}")
    groups = (
        (STYLES, 2 * tuple(FAMILIES)),
        (SYMBOL_STYLES, tuple(SYMBOLS)),
        (ASSEMBLY_STYLES, tuple(ASSEMBLIES)),
    )
    return tuple(key for drawn, keys in groups if not styles or set(styles) & set(drawn) for key in keys)


def training_picture(rng: Random, key: str, size: int, styles: tuple[str, ...] = ()) -> TrainingPicture:
    """One picture of a part of the family or of the symbol `key`."""
    drawn: Collection[str] = (
        SYMBOL_STYLES if key in SYMBOLS else ASSEMBLY_STYLES if key in ASSEMBLIES else STYLES
    )
    fitting = [style for style in styles or drawn if style in drawn]
    if not fitting:
        raise KeyError(f"none of the styles {', '.join(styles)} draws {key}")
    if key in SYMBOLS:
        return _symbol_picture(rng, SYMBOLS[key], size, str(rng.choice(fitting)))
    if key in ASSEMBLIES:
        return _assembly_picture(rng, ASSEMBLIES[key], size, str(rng.choice(fitting)))
    return _part_picture(rng, FAMILIES[key], size, fitting)


def _symbol_picture(rng: Random, symbol: Symbol, size: int, style: str) -> TrainingPicture:
    shown = SYMBOL_STYLES[style](rng, symbol, size)
    en, ja = symbol_captions(rng, symbol, style)
    return TrainingPicture(shown.convert("RGB"), en, ja, symbol.key, style)


def _assembly_picture(rng: Random, assembly: Assembly, size: int, style: str) -> TrainingPicture:
    pieces = chosen(rng, assembly)
    shown = ASSEMBLY_STYLES[style](rng, pieces, size)
    en, ja = assembly_captions(rng, assembly, pieces)
    return TrainingPicture(shown, en, ja, assembly.key, style)


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
    if style in FIXED_VIEWS:
        return FIXED_VIEWS[style]
    if style in DRAWN and rng.random() < 0.55:
        return (FRONT, TOP, SIDE, ISOMETRIC)[rng.integers(4)]
    return looking(rng.uniform(-75, 75), rng.uniform(12, 65))


# those that choose what they show themselves, for the captions only
FIXED_VIEWS = {
    "section": View(FRONT.axes, "sectional front view", "断面正面図"),
    "drafted": View(ISOMETRIC.axes, "several views", "投影図"),
    "sheet": View(ISOMETRIC.axes, "three views", "三面図"),
}


def _sketch(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    shown = single_view(rng, subject, view, size, wobble=1.6)
    return Image.composite(shown, imaging.plain(rng, size, size), shown.convert("L").point(lambda v: 255 - v))


def _photocopy(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    make = sheet if rng.random() < 0.35 else drawing
    return imaging.photocopy(rng, make(rng, subject, view, size))


def _blueprint(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    make = sheet if rng.random() < 0.35 else drawing
    return imaging.blueprint(rng, make(rng, subject, view, size))


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
    ground = imaging.surface(rng, size, size)
    shift = (int(rng.uniform(-0.06, 0.06) * size), int(rng.uniform(0.01, 0.06) * size))
    if rng.random() < 0.5:
        for _ in range(int(rng.integers(1, 4))):
            ground = _clutter(rng, ground, size)
    shot = _shaded(rng, subject, view, size)
    shown = imaging.shadow(shot, ground, shift, size * 0.03, rng.uniform(0.35, 0.75))
    return imaging.camera(rng, shown, rng.uniform(0.5, 1.3))


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
    return imaging.shadow(layer.filter(ImageFilter.GaussianBlur(0.6)), ground, (3, 4), size * 0.02, 0.5)


def _fax(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    make = (sheet, drawing, drafted)[rng.integers(3)]
    return fax(rng, make(rng, subject, view, size))


def _worn(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    make = (sheet, drawing, drafted)[rng.integers(3)]
    return old_paper(rng, make(rng, subject, view, size))


def _section(rng: Random, subject: Subject, view: View, size: int) -> Image.Image:
    del view
    return section(rng, subject, size)


STYLES: dict[str, Drawer] = {
    "drawing": drawing,
    "sheet": sheet,
    "photocopy": _photocopy,
    "blueprint": _blueprint,
    "sketch": _sketch,
    "render": _render,
    "photo": _photo,
    "snapshot": _photo,
    "section": _section,
    "drafted": drafted,
    "fax": _fax,
    "worn": _worn,
    "workshop": workshop,
}
DRAWN = frozenset(STYLES) - {"render", "photo", "snapshot", "workshop"}
