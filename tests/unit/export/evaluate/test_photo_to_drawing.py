"""Photos of parts ask for drawings of the same family."""

import numpy as np
from PIL import Image

from export.data.pictures import Labelled
from export.evaluate.photo_to_drawing import edges, photo_to_drawing
from export.synthetic.parts.families import FAMILIES


def _picture(source: str, family: str, name: str = "1", english: tuple[str, ...] = ("x",)) -> Labelled:
    return Labelled(source, name, family, english, (), b"")


def test_photos_ask_for_drawings_of_their_family_and_for_nothing_else() -> None:
    families = list(FAMILIES)[:3]
    shown = [
        ("photo", families[0]),
        ("drawing", families[0]),
        ("sheet", families[1]),
        ("render", families[2]),
    ]
    pictures = [_picture("generated", family, f"{n:06} {style}") for n, (style, family) in enumerate(shown)]
    pictures.append(_picture("mdi_icons", families[0], "gear.png"))
    plain, centred = photo_to_drawing(pictures, np.eye(5, 8, dtype=np.float32), "toy")
    # one photo has a drawing of its family, and two drawings are asked; ties count against us
    assert plain.startswith("| toy: joint vector | 1 | 2 | 0.0 ")
    assert centred.startswith("| toy: each kind centred | 1 | 2 |")
    assert not list(photo_to_drawing(pictures[1:], np.eye(4, 8, dtype=np.float32), "no photo"))


def test_edges_are_dark_lines_on_white() -> None:
    photo = Image.new("RGB", (64, 64), (60, 90, 160))
    photo.paste((200, 200, 40), (20, 20, 44, 44))
    drawn = np.asarray(edges(photo).convert("L"))
    assert drawn[32, 32] > 240
    assert drawn[18:22, 32].min() < 140
