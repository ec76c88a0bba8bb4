"""What a part family is: names people call it by, its sizes, materials and standards, and its geometry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from export.synthetic.mesh import Mesh
from export.synthetic.shade import Material


@dataclass(frozen=True)
class Family:
    """One kind of part, declared once for drawings, pictures, parts lists and captions.

    `en` and `ja` list its names, the usual one first, shop words last. `build` makes the mesh from the
    numbers of a size; `sizes` maps what a size is called to these numbers in millimetres. `scene` names
    how it lies on a bench: "z" as built.
    """

    key: str
    en: tuple[str, ...]
    ja: tuple[str, ...]
    build: Callable[..., Mesh]
    sizes: Mapping[str, Mapping[str, float]]
    materials: tuple[Material, ...]
    standards: tuple[str, ...] = ()
    round: bool = False

    def mesh(self, size: str) -> Mesh:
        """The solid of a size, standing on z = 0 and centred; KeyError for a size it does not have."""
        return _built(self, tuple(self.sizes).index(size))

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=1024)
def _built(family: Family, index: int) -> Mesh:
    return family.build(**tuple(family.sizes.values())[index]).grounded()


def sizes(label: str, **columns: Sequence[float]) -> dict[str, dict[str, float]]:
    """Sizes from columns of equal length, called by the format `label`: sizes("M{d:g}", d=[6, 8])."""
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return {label.format(**row): row for row in rows}
