"""Reads displays of seven segments, whose letters come in pieces: the recogniser takes each piece for a stroke.

The pieces are put together by their places: bars of one thickness that stand closer to each other than the digits do.
What has no notch between an upper and a lower bar is left to the recogniser, which knows ordinary type.
"""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from imtextgui.domain.items import Box, Word
from imtextgui.ocr.detector import Picture
from imtextgui.ocr.display_parts import (
    Mask,
    by_thickness,
    framed,
    glyphs,
    is_dot,
    is_stroke,
    joined,
    measured_part,
    rows_of,
    set_upright,
)
from imtextgui.ocr.parts import Part, around_parts

CONFIDENCE = 0.9
"""Of words that are read: all their segments are clearly lit or dark."""

_SIDE = 1_200
"""Longest side, in pixels, of the picture that is looked at."""

_MOST_PIECES = 120
"""Of one thickness: more than the bars of sixteen digits are letters, hatching or dirt."""

_FEWEST_DIGITS = 2
_NOTCH = 0.08
"""Share of a digit's width, from its edge, that is dark between two bars of a side."""

_LOWEST = 24
"""Pixels, at the size that is looked at; what is lower shows no notches."""

_REGULAR = 0.2
"""Share of the distance between digits by which it may differ."""

_LIT, _DARK = 0.45, 0.15
"""Shares of its length from which on a segment is lit, and up to which it is dark; between them nothing is read."""

_SLANTS = (0.0, 0.1, 0.18)
"""How far displays lean to the right: not at all, or by 6 to 10 degrees."""

_SIGNS = {
    "abcdef": "0",
    "bc": "1",
    "ef": "1",
    "abdeg": "2",
    "abcdg": "3",
    "bcfg": "4",
    "acdfg": "5",
    "acdefg": "6",
    "cdefg": "6",
    "abc": "7",
    "abcf": "7",
    "abcdefg": "8",
    "abcdfg": "9",
    "abcfg": "9",
    "abcefg": "A",
    "adef": "C",
    "bcdeg": "d",
    "adefg": "E",
    "aefg": "F",
    "bcefg": "H",
    "def": "L",
    "ceg": "n",
    "cdeg": "o",
    "abefg": "P",
    "eg": "r",
    "defg": "t",
    "bcdef": "U",
    "bcdfg": "y",
    "g": "-",
}
"""By the segments that are lit: a at the top, then clockwise to f at the upper left, g in the middle."""

_ZONES = {
    "a": (0.3, 0.0, 0.7, 0.2),
    "b": (0.7, 0.2, 1.0, 0.4),
    "c": (0.7, 0.6, 1.0, 0.8),
    "d": (0.3, 0.8, 0.7, 1.0),
    "e": (0.0, 0.6, 0.3, 0.8),
    "f": (0.0, 0.2, 0.3, 0.4),
    "g": (0.3, 0.4, 0.7, 0.6),
}
_HOLES = ((0.35, 0.24, 0.65, 0.38), (0.35, 0.62, 0.65, 0.76))
"""What lies between the segments, and is always dark."""

"""Where each segment lies, in shares of a digit's width and height: left, top, right, bottom."""


def displays(picture: Picture) -> tuple[Word, ...]:
    """What the displays of seven segments in ``picture`` show, bright on dark or dark on bright."""
    scale = min(1.0, _SIDE / max(picture.shape[:2]))
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    found: list[Word] = []
    red, green, blue = cv2.split(small)  # numpy takes ten times as long over the last axis
    brightest, darkest = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    for light in (brightest, cv2.bitwise_not(darkest)):
        _, mask = cv2.threshold(light, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
        found.extend(_read(np.asarray(mask, np.uint8)))
    return tuple(found)


def _read(mask: Mask) -> Iterator[Word]:
    # Bars that meet at their corners only are two.
    _, numbered, measured, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    labels, stats = np.asarray(numbered, np.int32), np.asarray(measured, np.int32)
    height, width = mask.shape
    for thickness, pieces in by_thickness(mask, labels, stats):
        if not 2 * _FEWEST_DIGITS <= len(pieces) <= _MOST_PIECES:
            continue
        dots = [measured_part(stats[number]) for number in pieces if is_dot(stats[number], thickness)]
        bars = [number for number in pieces if not is_dot(stats[number], thickness)]
        shown = np.zeros(len(stats), np.uint8)
        shown[bars] = 255
        for row in rows_of(joined([measured_part(stats[number]) for number in bars], thickness)):
            frame = framed(row, width, height)
            lit = shown[labels[frame.top : frame.bottom, frame.left : frame.right]]
            near = [
                ((dot.left + dot.right) / 2 - frame.left, (dot.top + dot.bottom) / 2 - frame.top)
                for dot in dots
            ]
            read = next(filter(None, (_slanted(lit, thickness, slant, near) for slant in _SLANTS)), None)
            if read is not None:
                text, part = read
                edges = (
                    part.left + frame.left,
                    part.top + frame.top,
                    part.right + frame.left,
                    part.bottom + frame.top,
                )
                sides = (edge / size for edge, size in zip(edges, (width, height) * 2, strict=True))
                yield Word(text, Box(*(min(1.0, max(0.0, side)) for side in sides)), CONFIDENCE)


def _slanted(
    lit: Mask, thickness: float, slant: float, dots: Sequence[tuple[float, float]]
) -> tuple[str, Part] | None:
    """The word on a mask of bars that lean by ``slant``, and its rectangle; ``dots`` are the middles of points."""
    height = lit.shape[0]
    upright = set_upright(lit, slant)
    points = [(x - slant * (height - y), y) for x, y in dots]
    for row in rows_of(glyphs(upright, thickness)):
        text = _text(upright, row, points)
        if text:
            part = around_parts(row)
            shift = round(slant * (height - (part.top + part.bottom) / 2))
            return text, part._replace(left=part.left + shift, right=part.right + shift)
    return None


def _text(lit: Mask, row: Sequence[Part], dots: Sequence[tuple[float, float]]) -> str:
    """The word of a row; "" where any of its glyphs is no digit or letter of such a display."""
    tall = [part for part in row if not is_stroke(part)]
    if len(tall) < _FEWEST_DIGITS:
        return ""
    top, bottom = min(part.top for part in tall), max(part.bottom for part in tall)
    if bottom - top < _LOWEST:
        return ""
    width = max(part.width for part in tall)
    if width < 0.35 * (bottom - top):  # nothing but ones
        width = round(0.55 * (bottom - top))
    read = [_sign(lit, part._replace(top=top, bottom=bottom), width) for part in row]
    word = "".join(sign for sign, _ in read)
    digits = sum(sign.isdigit() for sign in word)
    # Rows of strokes are pins, scales and hatching.
    known = (
        len(word) == len(row) and digits >= _FEWEST_DIGITS and 2 * digits > len(word) and set(word) - {*"1-"}
    )
    lefts = [left for _, left in read]
    if not known or not _is_regular(lefts, width):
        return ""
    edges = [*lefts[1:], lefts[-1] + 2 * width]
    return "".join(
        sign + _dot(dots, (left + width / 2, edge, top, bottom))
        for (sign, left), edge in zip(read, edges, strict=True)
    )


def _dot(dots: Sequence[tuple[float, float]], place: tuple[float, float, float, float]) -> str:
    """The point or colon between two digits: from the middle of one to the beginning of the next."""
    left, right, top, bottom = place
    heights = [(y - top) / (bottom - top) for x, y in dots if left < x < right + 0.1 * (right - left)]
    if any(0.8 < height < 1.1 for height in heights):
        return "."
    return ":" if sum(0.15 < height < 0.8 for height in heights) == 2 else ""


def _is_regular(lefts: Sequence[int], width: int) -> bool:
    """Whether digits stand equally far apart, and closer than twice their width."""
    steps = np.diff(lefts)
    pitch = float(np.median(steps))
    return 1.05 * width < pitch < 3 * width and bool((abs(steps - pitch) < _REGULAR * pitch).all())


def _sign(lit: Mask, part: Part, width: int) -> tuple[str, int]:
    """The digit or letter of one glyph of a row whose digits are ``width`` pixels wide, "" where it is none, and the
    left edge of its place.

    A glyph without bars on one side is narrower, and stands on the left or on the right of its place.
    """
    for left in dict.fromkeys((part.left, part.right - width, (part.left + part.right - width) // 2)):
        if left < 0:
            continue
        cell = part._replace(left=left, right=left + width)
        segments = _segments(lit, cell)
        sides = [side for side in ("bc", "ef") if set(side) <= set(segments)]
        clear = all(_share(lit, cell, hole) < _DARK for hole in _HOLES)
        if segments in _SIGNS and clear and all(_is_notched(lit, cell, right=side == "bc") for side in sides):
            return _SIGNS[segments], left
    return "", part.left


def _zone(lit: Mask, cell: Part, zone: tuple[float, float, float, float]) -> Mask:
    left, top, right, bottom = zone
    return lit[
        cell.top + round(top * cell.height) : cell.top + round(bottom * cell.height),
        cell.left + round(left * cell.width) : cell.left + round(right * cell.width),
    ]


def _share(lit: Mask, cell: Part, zone: tuple[float, float, float, float]) -> float:
    part = _zone(lit, cell, zone)
    return float((part > 0).mean()) if part.size else 1.0


def _is_notched(lit: Mask, cell: Part, *, right: bool) -> bool:
    """Whether the upper and the lower bar of one side end before they meet."""
    edge = max(1, round(_NOTCH * cell.width))
    columns = slice(cell.right - edge, cell.right) if right else slice(cell.left, cell.left + edge)
    rows = slice(cell.top + round(0.42 * cell.height), cell.top + round(0.58 * cell.height) + 1)
    return not lit[rows, columns].any(axis=1).all()


def _segments(lit: Mask, cell: Part) -> str:
    """The names of the segments that are lit in ``cell``; "?" where that is not clear."""
    segments = ""
    for name, place in _ZONES.items():
        zone = _zone(lit, cell, place)
        # Along the segment it is lit from end to end; across, only its own thickness is.
        along = zone.max(axis=0 if name in "adg" else 1) if zone.size else zone
        share = float((along > 0).mean()) if along.size else 0.0
        if _DARK < share < _LIT:
            return "?"
        segments += name if share >= _LIT else ""
    return segments
