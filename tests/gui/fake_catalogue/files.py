"""The files that a light catalogue holds, and pictures of their pages."""

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

from imtextgui.domain.items import Kind

ROOT = Path("/plant/documents")


@dataclass(frozen=True)
class FakeItem:
    """One file; page ids are ``id * 100 + page``."""

    id: int
    path: Path
    kind: Kind
    texts: tuple[str, ...]
    has_picture: bool = True

    def page_id(self, number: int) -> int:
        return self.id * 100 + number

    def text_of(self, number: int) -> str:
        return self.texts[min(number, len(self.texts)) - 1]


ITEMS = (
    FakeItem(
        1,
        ROOT / "manuals/hydraulic-pump-GP-2040.pdf",
        Kind.MANUAL,
        (
            "GP-2040 hydraulic pump\nOperating manual",
            "Exploded view of the pump\n1 housing  2 shaft seal  3 gear\nThe shaft seal GP-2040-B1 sits "
            "behind the bearing. Replace it when the pump leaks at the shaft.",
            "Troubleshooting\nPump is noisy: check the suction line for air.",
        ),
    ),
    FakeItem(
        2,
        ROOT / "manuals/油圧ポンプ取扱説明書.pdf",
        Kind.MANUAL,
        ("油圧ポンプ\n取扱説明書", "油圧ポンプの組立図。シールは軸受の後ろにあります。型式 GP-2040-B1"),
    ),
    FakeItem(3, ROOT / "drawings/GP-2040-B1.pdf", Kind.DRAWING, ("SHAFT SEAL GP-2040-B1 SCALE 1:2",)),
    FakeItem(4, ROOT / "drawings/bracket.png", Kind.DRAWING, ("",)),
    FakeItem(5, ROOT / "photos/pump on bench.jpg", Kind.PHOTO, ("",)),
    FakeItem(
        6, ROOT / "notes/pump-service.txt", Kind.MANUAL, ("Pump service notes: grease the pump.",), False
    ),
    FakeItem(7, ROOT / "drawings/valve.dwg", Kind.OTHER, ("",), False),
)


MODIFIED = {1: 1.6e9, 2: 1.7e9, 3: 1.65e9, 6: 1.6e9}
"""When files were changed last, by item, in seconds since the epoch."""


@cache
def jpeg(page_id: int, kind: Kind, text: str) -> bytes:
    """The small picture of a page."""
    data = io.BytesIO()
    draw_page(page_id, kind, text, 320).save(data, "JPEG", quality=85)
    return data.getvalue()


def draw_page(page_id: int, kind: Kind, text: str, longest: int) -> Image.Image:
    """A page that looks like its kind: an upright sheet, a landscape drawing, a photo."""
    ratio = {Kind.MANUAL: (0.707, 1.0), Kind.DRAWING: (1.0, 0.707), Kind.PHOTO: (1.0, 0.75)}.get(
        kind, (1.0, 1.0)
    )
    size = (max(round(ratio[0] * longest), 8), max(round(ratio[1] * longest), 8))
    back = (150 + page_id % 60, 120, 90) if kind is Kind.PHOTO else (252, 252, 250)
    image = Image.new("RGB", size, back)
    pen = ImageDraw.Draw(image)
    unit = longest / 100
    ink = (245, 240, 225) if kind is Kind.PHOTO else (40, 50, 60)
    if kind is not Kind.PHOTO:
        pen.rectangle(
            (3 * unit, 3 * unit, size[0] - 3 * unit, size[1] - 3 * unit),
            outline=ink,
            width=max(int(unit / 4), 1),
        )
    centre = (size[0] / 2, size[1] / 2.2)
    for radius in (22, 15, 6):
        box = (
            centre[0] - radius * unit,
            centre[1] - radius * unit,
            centre[0] + radius * unit,
            centre[1] + radius * unit,
        )
        pen.ellipse(box, outline=ink, width=max(int(unit / 2), 1))
    for line, words in enumerate(text.splitlines()):
        pen.text(
            (7 * unit, size[1] - (22 - 5 * line) * unit), words[:60], fill=ink, font_size=max(3 * unit, 4)
        )
    return image
