"""The pictures that training reads from the sets."""

import random

from export.data.pictures import capped


def test_near_copies_are_capped() -> None:
    rows = [{"file": f"{n}.png", "name": f"bolt {n % 2}", "library": "pid valves"} for n in range(10)]
    assert len(capped(rows, "drawio_stencils", 3, random.Random(1))) == 3
