"""The plant that the samples document: its machines, their parts and what their manuals say, from sample_plant.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from export.synthetic.documents.part_drawing import Part
from export.synthetic.geometry.mesh import Mesh
from export.synthetic.geometry.shading import MATERIALS, Material
from export.synthetic.parts.families import FAMILIES


@dataclass(frozen=True, slots=True)
class Text:
    """What a manual says in one language."""

    overview: tuple[str, ...]
    safety: tuple[str, ...]
    operation: tuple[str, ...]
    maintenance: tuple[tuple[str, str], ...]
    procedure_title: str
    procedure_part: str
    procedure: tuple[str, ...]
    troubles: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine of the plant. `specs` are (English, Japanese, value); `texts` by language."""

    code: str
    en: str
    ja: str
    folder: str
    mesh: Mesh
    material: Material
    serial: str
    date: str
    drawn: str
    plate: tuple[str, ...]
    specs: tuple[tuple[str, str, str], ...]
    parts: tuple[Part, ...]
    texts: Mapping[str, Text]

    def name(self, language: str) -> str:
        """What it is called in "en" or "ja"."""
        return self.ja if language == "ja" else self.en

    def part(self, number: str) -> Part:
        """The part with that number; StopIteration without one."""
        return next(part for part in self.parts if part.number == number)


def load_plant() -> dict[str, Machine]:
    """All machines by code."""
    table = tomllib.loads((Path(__file__).parent / "sample_plant.toml").read_text("utf-8"))
    return {row["code"]: _machine(row) for row in table["machine"]}


def _machine(row: Mapping[str, Any]) -> Machine:
    parts = tuple(_part(row["code"], i, cells) for i, cells in enumerate(row["parts"]))
    return Machine(
        code=row["code"],
        en=row["en"],
        ja=row["ja"],
        folder=row["folder"],
        mesh=FAMILIES[row["family"]].mesh(row["size"]),
        material=MATERIALS[row["material"]],
        serial=row["serial"],
        date=row["date"],
        drawn=row["drawn"],
        plate=tuple(row["plate"]),
        specs=tuple((a, b, c) for a, b, c in row["specs"]),
        parts=parts,
        texts={language: _text(row["text"][language]) for language in row["text"]},
    )


def _part(code: str, index: int, row: Sequence[Any]) -> Part:
    family, size, material, quantity, en, ja = row
    kind = FAMILIES[family]
    if size not in kind.sizes:
        raise KeyError(f"{code}: {family} has no size {size}, but {', '.join(kind.sizes)}")
    return Part(f"{code}-{index + 1:02d}", kind, size, MATERIALS[material], en, ja, quantity)


def _text(row: Mapping[str, Any]) -> Text:
    return Text(
        overview=tuple(row["overview"]),
        safety=tuple(row["safety"]),
        operation=tuple(row["operation"]),
        maintenance=tuple((a, b) for a, b in row["maintenance"]),
        procedure_title=row["procedure_title"],
        procedure_part=row["procedure_part"],
        procedure=tuple(row["procedure"]),
        troubles=tuple((a, b, c) for a, b, c in row["troubles"]),
    )
