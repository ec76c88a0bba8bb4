"""The Japanese and Latin typeface of all samples: BIZ UDPGothic (SIL Open Font License), from the system."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FOLDERS = (
    Path("/usr/share/fonts/truetype/bizud-gothic"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
)
FILES = {False: "BIZUDPGothic-Regular.ttf", True: "BIZUDPGothic-Bold.ttf"}


def font_file(bold: bool = False) -> Path:
    """The font on this machine; FileNotFoundError with what to install where it is absent."""
    for folder in FOLDERS:
        if (folder / FILES[bold]).is_file():
            return folder / FILES[bold]
    raise FileNotFoundError(
        f"{FILES[bold]} not found: apt-get install fonts-morisawa-bizud-gothic, or copy it to {FOLDERS[-1]}"
    )


@lru_cache(maxsize=64)
def font(pixels: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The font for pictures, `pixels` high."""
    return ImageFont.truetype(str(font_file(bold)), pixels)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """How wide `text` becomes at a font `size`, in the unit of the size."""
    return font(200, bold).getlength(text) * size / 200
