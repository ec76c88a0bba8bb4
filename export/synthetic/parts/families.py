"""All part families by key: families*.toml says what they are, the function of the same name how they look."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from export.synthetic.geometry.mesh import Mesh
from export.synthetic.geometry.shading import MATERIALS
from export.synthetic.parts.electric import cabinet, components, devices, panel, power, wiring
from export.synthetic.parts.family import Family
from export.synthetic.parts.fluids import (
    actuation,
    fittings,
    instruments,
    machines,
    piping,
    process_plant,
    pumps,
    sealing,
    valves,
)
from export.synthetic.parts.mechanics import (
    bearings,
    belts,
    drives,
    fasteners,
    gears,
    lifting,
    locking,
    springs,
    transmission,
)
from export.synthetic.parts.workshop import (
    cutting,
    frames,
    furniture,
    handtools,
    hardware,
    holding,
    measuring,
)

GEOMETRY = (
    *(fasteners, gears, transmission, piping, machines, devices, hardware),
    *(locking, springs, lifting, bearings, drives, belts, handtools, measuring, cutting, holding),
    *(valves, actuation, fittings, sealing, pumps, process_plant, instruments),
    *(cabinet, panel, components, power, wiring, frames, furniture),
)
# the sample plant knows only the first of them: its files stay as they are when families are added
TABLES = (
    "families.toml",
    "families_mechanics.toml",
    "families_tools.toml",
    "families_fluids.toml",
    "families_electric.toml",
)


def _family(key: str, row: Mapping[str, Any]) -> Family:
    sizes = {size["name"]: {k: float(v) for k, v in size.items() if k != "name"} for size in row["sizes"]}
    materials = tuple(MATERIALS[name] for name in row["materials"])
    build: Callable[..., Mesh] = next(getattr(module, key) for module in GEOMETRY if hasattr(module, key))
    return Family(
        key,
        tuple(row["en"]),
        tuple(row["ja"]),
        materials,
        sizes,
        build,
        tuple(row.get("standards", ())),
        bool(row.get("round")),
    )


def _load(name: str) -> dict[str, Family]:
    table = tomllib.loads((Path(__file__).parent / name).read_text("utf-8"))
    return {key: _family(key, row) for key, row in table.items()}


SAMPLE_FAMILIES: dict[str, Family] = _load(TABLES[0])
FAMILIES: dict[str, Family] = SAMPLE_FAMILIES | {
    key: f for name in TABLES[1:] for key, f in _load(name).items()
}
