"""Draws what stands on a leaf of a report."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from PIL import Image

from imtextgui.documents.layout.page_layout import A4, Area, Leaf, Picture, Words, drawn

LeafElement: TypeAlias = Words | Picture | Area


def drawn_leaf(elements: Sequence[LeafElement], longest: int, size: tuple[float, float] = A4) -> Image.Image:
    """The picture of a leaf of ``size`` (points), its longer side ``longest`` pixels, with one element at least."""
    picture = drawn(Leaf("", elements=tuple(elements), size=size), Path(), longest)
    assert picture is not None
    return picture
