"""Draws SVG that holds nothing harmful: disarmed files, and sheets that readers lay out."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal

import resvg_py
from PIL import Image

from imtextgui.documents.content import decoding
from imtextgui.errors import DocumentDamaged

SVG = "http://www.w3.org/2000/svg"
"""The namespace of every element."""

_CROWDED = 3_000
_LARGEST = 4_096
_FAMILIES = (
    "Arial",
    "Helvetica",
    "DejaVu Sans",
    "Liberation Sans",
    "Noto Sans",
    "Noto Sans CJK JP",
    "IPAGothic",
    "Yu Gothic",
    "Hiragino Sans",
    "Verdana",
    "Segoe UI",
    "Cantarell",
    "Ubuntu",
)


def rasterised(
    markup: str, path: Path, longest: int, *, wide: bool, background: str = "#ffffff", shapes: int = 0
) -> Image.Image:
    """Trusted SVG as an RGB picture; ``longest`` is its width in pixels if ``wide``, else its height.

    ``shapes``: how many it draws, if that is known. Raises DocumentDamaged for what the library cannot draw.
    """
    # Smoothed edges cost twenty times as much as plain ones, and twice the size smooths as well.
    crowded = shapes > _CROWDED and longest <= _LARGEST
    side = longest * (2 if crowded else 1)
    size = (side, None) if wide else (None, side)
    with decoding(path):
        try:
            png = _to_png(markup, background, size, "optimize_speed" if crowded else "geometric_precision")
        except Exception:
            raise
        except BaseException as trouble:
            # A panic of the library is no Exception, but says no more than that this drawing is beyond it.
            if type(trouble).__name__ != "PanicException":
                raise
            raise DocumentDamaged(path=str(path), reason=str(trouble)[:200]) from trouble
        with Image.open(BytesIO(png), formats=["PNG"]) as image:
            return image.convert("RGB").reduce(2) if crowded else image.convert("RGB")


def _to_png(
    markup: str,
    background: str,
    size: tuple[int | None, int | None],
    edges: Literal["optimize_speed", "geometric_precision"],
) -> bytes:
    family = _family()
    return resvg_py.svg_to_bytes(
        svg_string=markup,
        background=background,
        dpi=96,
        languages=["ja", "en"],
        font_family=family,
        # The last resort for families that are not installed, which in drawings are nearly all without serifs.
        serif_family=family,
        sans_serif_family=family,
        cursive_family=family,
        fantasy_family=family,
        shape_rendering=edges,
        width=size[0],
        height=size[1],
    )


@cache
def _family() -> str:
    """The first of _FAMILIES that this machine has: the library draws nothing where a family is unknown."""
    for family in _FAMILIES:
        markup = (
            f'<svg xmlns="{SVG}" width="20" height="20"><text y="16" font-family="{family}">M</text></svg>'
        )
        png = resvg_py.svg_to_bytes(svg_string=markup, background="#fff", serif_family=family)
        with Image.open(BytesIO(png), formats=["PNG"]) as image:
            if image.convert("L").getextrema()[0] < 128:  # type: ignore[operator]  # one band, so one pair
                return family
    return "sans-serif"
