"""All part families, by key."""

from __future__ import annotations

from export.synthetic.electric import ELECTRIC
from export.synthetic.family import Family
from export.synthetic.fasteners import FASTENERS
from export.synthetic.piping import PIPING
from export.synthetic.transmission import TRANSMISSION

FAMILIES: dict[str, Family] = {
    family.key: family for family in (*FASTENERS, *TRANSMISSION, *PIPING, *ELECTRIC)
}
