"""Rectangles of pixels: parts of a picture."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple


class Part(NamedTuple):
    """A rectangle of pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def longest(self) -> int:
        """The longer side."""
        return max(self.width, self.height)

    def touches(self, other: "Part") -> bool:
        """Whether the two lie on each other."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def scaled(self, factor: float) -> "Part":
        """The same part of the picture in another size."""
        low = int(self.left * factor), int(self.top * factor)
        return Part(*low, ceil(self.right * factor), ceil(self.bottom * factor))

    def moved(self, right: int, down: int) -> "Part":
        """The part so many pixels further to the right and down."""
        return Part(self.left + right, self.top + down, self.right + right, self.bottom + down)

    def grown(self, by: int, width: int, height: int) -> "Part":
        """The part with ``by`` pixels around it, within a picture of ``width`` and ``height``."""
        low = max(0, self.left - by), max(0, self.top - by)
        return Part(*low, min(width, self.right + by), min(height, self.bottom + by))


def around_parts(parts: Sequence[Part]) -> Part:
    """The rectangle around ``parts``."""
    return Part(
        min(part.left for part in parts),
        min(part.top for part in parts),
        max(part.right for part in parts),
        max(part.bottom for part in parts),
    )


def merged_parts(parts: Sequence[Part]) -> list[Part]:
    """``parts`` where none touches another: those that do are one."""
    merged: list[Part] = []
    for part in parts:
        whole = part
        while touched := [other for other in merged if other.touches(whole)]:
            merged = [other for other in merged if other not in touched]
            whole = around_parts([whole, *touched])
        merged.append(whole)
    return merged
