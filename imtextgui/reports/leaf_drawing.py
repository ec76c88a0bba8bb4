"""Draws what stands on a leaf of a report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from PIL import Image

from imtextgui.documents.layout.page_layout import (
    A4,
    Area,
    Leaf,
    Picture,
    PlacedLine,
    Words,
    drawn,
    placed_lines,
)

LeafElement: TypeAlias = Words | Picture | Area


@dataclass(frozen=True, slots=True, eq=False)
class PrintedLeaf:
    """The picture of a leaf of ``size`` (points), and the lines that are written on it."""

    picture: Image.Image
    lines: tuple[PlacedLine, ...]
    size: tuple[float, float] = A4


def drawn_leaf(elements: Sequence[LeafElement], longest: int, size: tuple[float, float] = A4) -> PrintedLeaf:
    """A leaf of ``size`` (points), its longer side ``longest`` pixels, with one element at least."""
    picture = drawn(Leaf("", elements=tuple(elements), size=size), Path(), longest)
    assert picture is not None
    return PrintedLeaf(picture, tuple(_lines(elements)), size)


def _lines(elements: Sequence[LeafElement]) -> Iterator[PlacedLine]:
    for element in elements:
        if isinstance(element, Words):
            yield from placed_lines(element)
