"""What training is kept from, so that it can be asked about: classes, families, a style, whole sources."""

from collections.abc import Callable, Mapping
from zlib import crc32

from export.data.pictures import Labelled

Rule = Callable[[Labelled], bool]

UNSEEN_STYLE = "sketch"


def held_out(picture: Labelled) -> bool:
    """Whether no head at all is trained on ``picture``: a tenth of the classes, whole, and of what we make."""
    unit = picture.name if picture.source in {"generated", "pages"} else picture.family.lower()
    return crc32(f"{picture.source} {unit}".encode()) % 10 == 0


def trained_on(picture: Labelled) -> bool:
    """Whether the shipped heads may see ``picture``."""
    return not held_out(picture)


def unseen_family(picture: Labelled) -> bool:
    """Every fifth family of generated parts."""
    return picture.source == "generated" and crc32(picture.family.encode()) % 5 == 0


def unseen_style(picture: Labelled) -> bool:
    """One way to draw, in all families."""
    return picture.source == "generated" and picture.name.endswith(f" {UNSEEN_STYLE}")


def unseen_photo(picture: Labelled) -> bool:
    """About every fourth class of photos."""
    return picture.source == "caltech101" and crc32(picture.family.encode()) % 4 == 0


def unseen_symbol(picture: Labelled) -> bool:
    """The electrical and the plant symbols of draw.io, which KiCad and the generator draw in their own way."""
    return picture.source == "drawio_stencils" and picture.family.startswith(("electrical", "pid"))


def symbol(picture: Labelled) -> bool:
    """A symbol or sign of a public set, as plans, schematics and labels show it."""
    sets = {"drawio_stencils", "kicad_symbols", "iso_safety_signs"}
    return picture.source in sets or (
        picture.source == "fritzing_parts" and picture.family.startswith("schematic/")
    )


def other_hand(picture: Labelled) -> bool:
    """Icons and components that others drew: some show parts that the generator makes, too."""
    return picture.source in {"mdi_icons", "lucide_icons", "fritzing_parts"}


# Each is trained without the pictures of its rules, besides those held out anyway, and asked about nothing else.
APART: Mapping[str, tuple[Rule, ...]] = {
    "kinds": (unseen_family, unseen_style, unseen_photo),
    "sources": (unseen_symbol, other_hand),
}
