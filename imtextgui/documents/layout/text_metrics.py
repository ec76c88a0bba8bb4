"""Estimates how wide words are, and breaks lines by it, for pages that we lay out ourselves."""

import unicodedata
from collections.abc import Iterator

_NARROW = frozenset("iIjl.,:;'|!()[]1t/ \u00a0")
_NOT_FIRST = frozenset("、。，．・：；？！」』）】ーゝ々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
_NOT_LAST = frozenset("（「『【〈《［｛〔")


def width(words: str) -> float:
    """Width of ``words`` in sizes of their font."""
    return sum(map(_width, words))


def _width(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in _NARROW:
        return 0.33
    return 0.69 if char.isupper() or char.isdigit() else 0.58


def wrapped(words: str, room: float) -> Iterator[str]:
    """``words`` in lines of at most ``room`` font sizes, broken at spaces and between Japanese letters."""
    line, used, space = "", 0.0, -1
    for char in words:
        line += char
        used += _width(char)
        if char == " " or (unicodedata.east_asian_width(char) in "WF" and char not in _NOT_FIRST | _NOT_LAST):
            space = len(line) - (char != " ")
        if used > room and len(line) > 1:
            cut = space if 0 < space < len(line) else len(line) - 1
            yield line[:cut].rstrip()
            line = line[cut:].lstrip()
            used, space = width(line), -1
    if line.strip():
        yield line.strip()
