"""What pdfium leaves open in the words of a text layer: hyphens at the ends of lines, ligatures without a character,
letters that are drawn twice.
"""

import re
from collections.abc import Sequence
from contextlib import suppress

import pypdfium2
import pypdfium2.raw as pdfium

from imtextgui.documents.pdf.layer_lines import Glyph

# pdfium marks a hyphen at the end of a line as U+FFFE or U+0002, and a glyph without a character as U+FFFE
_MARK = re.compile("[\ufffe\x02](\r?\n)?")
_DOUBLED = re.compile(r"(?:(\S)\1\s?){4,}")

_LIGATURES = {
    **dict(zip("\x0b\x0c\r\x0e\x0f", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    **dict(zip("\x1b\x1c\x1d\x1e\x1f", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
}
"""Where the two encodings of TeX's fonts keep ligatures: a font that does not name them gives these codes."""

_CODE = re.compile(
    r"(?<=[a-z])[\x0b\x0c\x0e\x0f\x1b-\x1f]|(?<=[a-z])\r(?=[a-z])|(?<!\S)[\x0c\x1c\x1d](?=[a-z])", re.I
)

_WIDE = 0.7
"""Share of its type's size from which on a ligature is of three letters: ff takes 0.58, ffi and ffl 0.83."""
_VOWELS = frozenset("aeiouyAEIOUY")

_APART = 0.5
"""Share of its width by which a letter drawn twice for weight or as a shadow is beside itself at most."""


def mended(layer: pypdfium2.PdfTextPage, raw: str, start: int = 0, end: int | None = None) -> str:
    """``raw[start:end]`` as it is read; ``raw`` is the whole text of ``layer``.

    A hyphen between small letters goes with the break of the line. Any other stays: it belongs to a code that was
    broken there, or to a label that another one stands behind.
    """
    piece = raw[start:end]
    positions: Sequence[int] = range(start, start + len(piece))
    if _DOUBLED.search(piece):
        piece, positions = _once(layer, raw, start, piece)
    whole = _MARK.sub(lambda mark: _meant(layer, piece, positions, mark), piece)
    return _CODE.sub(lambda code: _LIGATURES[code.group()], whole)


def _meant(layer: pypdfium2.PdfTextPage, piece: str, positions: Sequence[int], mark: "re.Match[str]") -> str:
    before = piece[mark.start() - 1 : mark.start()]
    after = piece[mark.end() : mark.end() + 1]
    if not (before.isalnum() and after.isalnum()):
        return "-" if before.isalnum() and after else ""
    if mark.group() == "\ufffe" and (ligature := _ligature(layer, positions[mark.start()], after)):
        return ligature
    return "" if before.islower() and after.islower() else "-"


def _ligature(layer: pypdfium2.PdfTextPage, at: int, after: str) -> str:
    """The letters of a glyph that has no character, as printed again from LaTeX: fi and fl have one, the longer
    ones not. "" for a hyphen.
    """
    index = _index(layer, at)
    if pdfium.FPDFText_GetUnicode(layer, index) != 0:
        return ""
    glyph = _glyph(layer, index, "")
    if glyph is None or glyph.right - glyph.left < _WIDE * glyph.size:
        return "ff"
    return "ffl" if after in _VOWELS else "ffi"


def _once(layer: pypdfium2.PdfTextPage, raw: str, start: int, piece: str) -> tuple[str, list[int]]:
    """``piece`` without letters that lie on themselves, and where what is left stands in ``raw``."""
    kept = list(range(len(piece)))
    for run in _DOUBLED.finditer(piece):
        pairs = [at for at in range(run.start(), run.end() - 1) if piece[at] == piece[at + 1]]
        second = [at + 1 for at in pairs if _same_place(layer, piece[at], start + at)]
        if 2 * len(second) >= len(run.group().replace(" ", "")) - 1:
            kept = [at for at in kept if at not in set(second)]
    return "".join(piece[at] for at in kept), [start + at for at in kept]


def _same_place(layer: pypdfium2.PdfTextPage, char: str, at: int) -> bool:
    """Whether the character ``at`` and the next one lie on each other."""
    one, other = (_glyph(layer, _index(layer, number), char) for number in (at, at + 1))
    if one is None or other is None:
        return False
    room = _APART * (one.right - one.left)
    return abs(one.left - other.left) < room and abs(one.bottom - other.bottom) < room


def _index(layer: pypdfium2.PdfTextPage, at: int) -> int:
    return max(int(pdfium.FPDFText_GetCharIndexFromTextIndex(layer, at)), 0)


def _glyph(layer: pypdfium2.PdfTextPage, index: int, char: str) -> Glyph | None:
    with suppress(pypdfium2.PdfiumError):
        return Glyph(char, *layer.get_charbox(index, loose=True))
    return None
