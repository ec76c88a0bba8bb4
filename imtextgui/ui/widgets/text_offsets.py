"""Places in a text, as Python counts them and as Qt does."""

from bisect import bisect_left
from collections.abc import Callable


def utf16_offsets(text: str) -> Callable[[int], int]:
    """A function from a place in ``text`` to the same place in UTF-16 units, as QString counts: emoji are two units."""
    wide = [place for place, letter in enumerate(text) if ord(letter) > 0xFFFF]
    return lambda place: place + bisect_left(wide, place)
