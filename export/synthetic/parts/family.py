"""What a part family is: names people call it by, its sizes, materials and standards, and its geometry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from export.synthetic.geometry.mesh import Mesh
from export.synthetic.geometry.shading import Material


@dataclass(frozen=True, eq=False)
class Family:
    """One kind of part, declared once for drawings, pictures, parts lists and captions.

    `en` and `ja` list its names, the usual one first, shop words last. `build` makes the solid from the
    millimetres of a size; `sizes` maps what a size is called to them. `round` says that its overall
    heights are diameters.
    """

    key: str
    en: tuple[str, ...]
    ja: tuple[str, ...]
    materials: tuple[Material, ...]
    sizes: Mapping[str, Mapping[str, float]]
    build: Callable[..., Mesh]
    standards: tuple[str, ...] = ()
    round: bool = False

    def mesh(self, size: str) -> Mesh:
        """The solid of a size, standing on z = 0 and centred; KeyError for a size it does not have."""
        return _built(self, size)


@dataclass(frozen=True, slots=True)
class Subject:
    """One part of a family in one size and material, chosen for one picture."""

    family: Family
    size: str
    mesh: Mesh
    material: Material


@lru_cache(maxsize=4096)
def _built(family: Family, size: str) -> Mesh:
    return family.build(**family.sizes[size]).grounded()
