"""The sample folder: which files the documented plant has, and how each of them is made."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from export.synthetic.documents.catalogue import catalogue
from export.synthetic.documents.exploded_view import assembly_drawing
from export.synthetic.documents.manual import manual
from export.synthetic.documents.notes import notes
from export.synthetic.documents.part_drawing import Heading, Part, TitleBlock, part_drawing
from export.synthetic.documents.queries import queries
from export.synthetic.documents.sample_paths import (
    DRAWN_PARTS,
    QUESTIONS,
    SHOWN_PARTS,
    assembly_path,
    drawing_path,
    drawing_suffix,
    manual_path,
    photo_path,
    question_path,
)
from export.synthetic.documents.sample_plant import Machine, load_plant
from export.synthetic.documents.sheet_output import to_image, to_pdf, to_svg
from export.synthetic.geometry.shading import MATERIALS
from export.synthetic.parts.families import FAMILIES
from export.synthetic.photos import imaging
from export.synthetic.photos.scene import Shot, jpeg, other_viewpoint, photograph

Maker = Callable[[np.random.Generator], bytes]
GROUNDS = ("wood", "metal", "concrete", "mat", "plain")
ORIENTATIONS = (1, 6, 3, 8, 1, 6)
NOTES = (
    "1. 指示なき角部は糸面取りのこと  Break sharp edges",
    "2. 普通公差 JIS B 0405-m  General tolerances ISO 2768-m",
)


def write_samples(out: Path, seed: int, only: str = "") -> Iterator[Path]:
    """Make the files below `out`, and the questions in samples-queries beside it, whose path contains `only`.

    Yields each path when it is written. The same seed gives the same bytes. Raises FileNotFoundError
    when the font is not installed, OSError when the folder cannot be written.
    """
    for path, make in plan().items():
        if only not in path:
            continue
        out.mkdir(parents=True, exist_ok=True)
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(make(np.random.default_rng((seed, zlib.crc32(path.encode())))))
        yield target


def plan() -> dict[str, Maker]:
    """What makes each file, by its path below the sample folder; "../" leads to the questions beside it."""
    files: dict[str, Maker] = {}
    plant = load_plant()
    for number, machine in enumerate(plant.values()):
        files |= {manual_path(machine, language): _manual(machine, language) for language in machine.texts}
        for index in DRAWN_PARTS:
            if index < len(machine.parts):
                files |= _part_file(machine, index)
        if len(machine.parts) > 4:
            files[assembly_path(machine)] = _assembly(machine)
        files |= _photos(machine, number)
    files |= _archive(plant)
    files |= {path: _ready(data) for path, data in notes(plant).items()}
    files[f"{QUESTIONS}/queries.csv"] = lambda _rng: queries(plant)
    return files


def _ready(data: bytes) -> Maker:
    return lambda _rng: data


def _manual(machine: Machine, language: str) -> Maker:
    return lambda _rng: to_pdf(manual(machine, language), f"{machine.code} {machine.name(language)}")


def _block(machine: Machine, revision: str = "A", third: bool = True) -> TitleBlock:
    return TitleBlock(
        f"{machine.code} {machine.en}", machine.date, revision, machine.drawn, third, notes=NOTES
    )


def _part_file(machine: Machine, index: int) -> dict[str, Maker]:
    part, suffix = machine.parts[index], drawing_suffix(machine, index)
    block = _block(machine, "ABC"[index % 3], index != 4)

    def make(_rng: np.random.Generator) -> bytes:
        sheet = part_drawing(part, block)
        if suffix == "pdf":
            return to_pdf([sheet], f"{part.number} {part.en}")
        return to_svg(sheet).encode() if suffix == "svg" else _png(to_image(sheet, 130))

    return {drawing_path(machine, index): make}


def _assembly(machine: Machine) -> Maker:
    return lambda _rng: to_pdf(
        [
            assembly_drawing(
                Heading(f"{machine.code}-00", f"{machine.en}  {machine.ja}", "assembly 組立", "-"),
                machine.parts,
                _block(machine, "B"),
            )
        ],
        f"{machine.code}-00 assembly",
    )


def _png(image: Image.Image) -> bytes:
    stream = BytesIO()
    image.convert("L").quantize(16).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def shot_of(machine: Machine, index: int | None, number: int) -> Shot:
    """How the machine or a part of it is photographed."""
    portrait = ORIENTATIONS[number % len(ORIENTATIONS)] in (6, 8)
    ground = GROUNDS[number % len(GROUNDS)]
    azimuth = (28.0, -24.0, 15.0)[number % 3]
    if index is None:
        return Shot(machine.mesh, machine.material, machine.plate, azimuth, 24, ground, portrait)
    part = machine.parts[index]
    plate = (machine.plate[0], part.number, part.size) if index == SHOWN_PARTS[0] else ()
    return Shot(part.family.mesh(part.size), part.material, plate, azimuth, 34, ground, portrait)


def _photos(machine: Machine, number: int) -> dict[str, Maker]:
    files: dict[str, Maker] = {}
    shown = [None, *(index for index in SHOWN_PARTS if index < len(machine.parts))]
    for i, index in enumerate(shown):
        turn = number * 2 + i
        files[photo_path(machine, index)] = _photo(shot_of(machine, index, turn), turn, machine.date)
    if number < 6:
        files[question_path(machine)] = _question(shot_of(machine, None, number * 2), number)
    return files


def _photo(shot: Shot, turn: int, date: str) -> Maker:
    orientation = ORIENTATIONS[turn % len(ORIENTATIONS)]
    taken = f"{date.replace('-', ':')} 1{turn % 8}:2{turn % 10}:00"
    return lambda rng: jpeg(photograph(rng, shot), orientation, taken)


def _question(shot: Shot, number: int) -> Maker:
    orientation = (1, 8, 1, 6, 3, 1)[number]

    def make(rng: np.random.Generator) -> bytes:
        other = other_viewpoint(shot, rng)
        return jpeg(photograph(rng, other, 1024), orientation, "2024:05:20 10:00:00", 72)

    return make


def _archive(plant: dict[str, Machine]) -> dict[str, Maker]:
    """Scans and oddments: a multi-frame TIFF, a blueprint, a catalogue, a part with a look-alike number."""
    small = Part("GP-204-03", FAMILIES["spur_gear"], "m2.5 z24", MATERIALS["steel"], "pinion", "小歯車")
    block = TitleBlock("GP-204 lubrication pump", "1998-10-02", "C", "H. Mori", False, notes=NOTES)

    def blueprint(rng: np.random.Generator) -> bytes:
        stream = BytesIO()
        image = imaging.blueprint(rng, to_image(part_drawing(small, block), 110))
        image.save(stream, "WEBP", quality=60, method=4)
        return stream.getvalue()

    def fax(rng: np.random.Generator) -> bytes:
        frames = [
            imaging.photocopy(rng, to_image(part_drawing(part, _block(plant["RD-80"], "-")), 120)).convert(
                "1", dither=Image.Dither.NONE
            )
            for part in (plant["RD-80"].parts[1], plant["RD-80"].parts[2], plant["RD-80"].parts[0])
        ]
        stream = BytesIO()
        frames[0].save(
            stream, "TIFF", save_all=True, append_images=frames[1:], compression="group4", dpi=(120, 120)
        )
        return stream.getvalue()

    return {
        "Archive/GP-204-03 blueprint.webp": blueprint,
        "Archive/RD-80 fax 2019-02.tif": fax,
        "Standard parts/standard parts catalogue.pdf": lambda _rng: to_pdf(
            catalogue("en"), "Standard parts catalogue"
        ),
        "標準部品/標準部品カタログ.pdf": lambda _rng: to_pdf(catalogue("ja"), "標準部品カタログ"),
    }
