"""Cleans a page's text and cuts it into passages of a few sentences, losing no word of it."""

import re
from collections.abc import Iterable, Iterator

from imtextgui.domain.items import Origin, Passage

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": ""}
_LIGATURE = re.compile("[ﬀ-ﬆ\u00ad]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"(?<=[。．！？])(?![」』）])|(?<=[.!?;])(?<!\d\.)\s+|(?<=[.!?][)\]\"'»”’])\s+")
_CELL_GAP = re.compile(r"\t|\S {3,}\S|\|")
_LONGEST = 2.0
"""A passage may be so many times longer than aimed at before it is cut inside a line or sentence."""


def clean(text: str) -> str:
    """``text`` with plain line ends, without ligatures, soft hyphens and what no reader sees."""
    plain = _LIGATURE.sub(lambda ligature: _LIGATURES[ligature[0]], _BREAKS.sub("\n", text))
    return _INVISIBLE.sub("", plain).strip()


def passages(text: str, origin: Origin, aim: int) -> tuple[Passage, ...]:
    """Cut ``text`` into passages of about ``aim`` characters, at ends of paragraphs, table rows or sentences.

    Joined, they hold every character of ``text`` but white space, in its order; none is empty.
    """
    return tuple(Passage(piece, origin) for piece in _packed(_units(text, aim), aim))


class DistinctPassages:
    """Keeps the first of equal passages of a file, and at most ``most`` of them.

    A log or an export says the same thousands of times: one of 220 MB, of which 16 MB are read, made 44,786 passages,
    whose vectors took hours and found nothing that the first did not.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen: set[Passage] = set()
        self.left_out = 0
        """Different passages beyond ``most``."""

    def of(self, pieces: Iterable[Passage]) -> tuple[Passage, ...]:
        """Those of ``pieces`` that are to be kept."""
        kept: list[Passage] = []
        for piece in pieces:
            if piece in self._seen:
                continue
            if len(self._seen) < self._most:
                self._seen.add(piece)
                kept.append(piece)
            else:
                self.left_out += 1
        return tuple(kept)


def _units(text: str, aim: int) -> Iterator[tuple[str, str]]:
    """The pieces that stay whole, each with what joins it to the piece before: a paragraph, line or space."""
    for paragraph in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
        joint = "\n\n"
        for piece, inner in _pieces(lines):
            for part in _cut(piece, round(aim * _LONGEST)):
                yield joint, part
                joint = inner


def _pieces(lines: list[str]) -> Iterator[tuple[str, str]]:
    if _is_table(lines):
        for line in lines:
            yield line, "\n"
        return
    for sentence in _SENTENCE_END.split("\n".join(lines)):
        if sentence.strip():
            yield sentence.strip(), " "


def _is_table(lines: list[str]) -> bool:
    """Whether lines are rows (parts lists, tables of contents) rather than wrapped prose."""
    if len(lines) < 2:
        return False
    if sum(len(line) < 40 for line in lines) * 4 >= len(lines) * 3:
        return True
    return sum(_CELL_GAP.search(line) is not None for line in lines) * 2 >= len(lines)


def _cut(piece: str, longest: int) -> Iterator[str]:
    """``piece`` in parts of at most ``longest`` characters, cut at white space where there is some."""
    while len(piece) > longest:
        at = max(piece.rfind(" ", longest // 2, longest), piece.rfind("\n", longest // 2, longest))
        at = at if at > 0 else longest
        yield piece[:at].rstrip()
        piece = piece[at:].lstrip()
    if piece:
        yield piece


def _packed(units: Iterator[tuple[str, str]], aim: int) -> Iterator[str]:
    """Neighbouring units together, as many as come closest to ``aim`` characters."""
    current = ""
    for joint, unit in units:
        grown = len(current) + len(joint) + len(unit)
        if current and (len(current) >= aim or grown - aim > aim - len(current)):
            yield current
            current = unit
        else:
            current = f"{current}{joint}{unit}" if current else unit
    if current:
        yield current
