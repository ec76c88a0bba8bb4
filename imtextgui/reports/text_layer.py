"""The words of drawn leaves as invisible text of a PDF, to be selected, searched for, copied and read aloud.

As OCR programs do for scans, in a font whose letters have widths and no outlines, so that no font of the system has to
be embedded. It has one letter for each sign that is written, and a table that tells which sign that is.
"""

import ctypes
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from imtextgui.documents.layout import text_metrics
from imtextgui.documents.layout.page_layout import PlacedLine

_EM = 1000
"""Units of the font for the size of its type."""

_RANGE = 100
"""Entries that a block of the table of signs may have."""


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Lines on a page of a PDF: a point (x, y) of a leaf lies at ``corner`` plus (x, -y) times ``scale``."""

    page: int
    lines: Sequence[PlacedLine]
    corner: tuple[float, float]
    scale: tuple[float, float]


@dataclass(slots=True)
class TextLayer:
    """The invisible text of one PDF in the making."""

    _placed: list[PlacedText] = field(default_factory=list)

    def add(self, text: PlacedText) -> None:
        """Note lines, to be written in the end."""
        self._placed.append(text)

    def write(self, document: pypdfium2.PdfDocument) -> None:
        """Write all lines onto their pages; whoever calls holds the lock of pdfium."""
        codes = _codes(text.lines for text in self._placed)
        if not codes:
            return
        font = _font(document, codes)
        for text in self._placed:
            with closing(document[text.page]) as page:
                for line in text.lines:
                    words = _invisible(document, font, _coded(line.text, codes), text, line)
                    pdfium.FPDFPage_InsertObject(page.raw, words)
                page.gen_content()


def _signs(text: str) -> str:
    # names of files may hold bytes that are no text, which are drawn as question marks
    return text.encode("utf-8", "replace").decode()


def _codes(texts: Iterator[Sequence[PlacedLine]]) -> dict[str, int]:
    """The code of each sign, counted from 1; those of one width follow each other, so that widths take little room."""
    signs = {sign for lines in texts for line in lines for sign in _signs(line.text)}
    return {
        sign: code
        for code, sign in enumerate(sorted(signs, key=lambda one: (text_metrics.width(one), one)), 1)
    }


def _coded(text: str, codes: Mapping[str, int]) -> list[int]:
    return [codes[sign] for sign in _signs(text)]


def _invisible(
    document: pypdfium2.PdfDocument,
    font: pdfium.FPDF_FONT,
    codes: Sequence[int],
    text: PlacedText,
    line: PlacedLine,
) -> pdfium.FPDF_PAGEOBJECT:
    words = pdfium.FPDFPageObj_CreateTextObj(document.raw, font, line.size)
    pdfium.FPDFText_SetCharcodes(words, (ctypes.c_uint32 * len(codes))(*codes), len(codes))
    pdfium.FPDFTextObj_SetTextRenderMode(words, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
    (across, up), (x, y) = text.scale, text.corner
    pdfium.FPDFPageObj_Transform(words, across, 0, 0, up, x + line.x * across, y - line.baseline * up)
    return words


def _font(document: pypdfium2.PdfDocument, codes: Mapping[str, int]) -> pdfium.FPDF_FONT:
    widths = sorted({_units(sign) for sign in codes})
    glyphs = struct.pack(f">{len(codes) + 1}H", 0, *(1 + widths.index(_units(sign)) for sign in codes))
    program = _font_program(widths)
    font = pdfium.FPDFText_LoadCidType2Font(
        document.raw,
        (ctypes.c_ubyte * len(program)).from_buffer_copy(program),
        len(program),
        _sign_table(codes),
        (ctypes.c_ubyte * len(glyphs)).from_buffer_copy(glyphs),
        len(glyphs),
    )
    assert font, "pdfium refused a font that was made for it"
    return font


def _units(sign: str) -> int:
    return round(text_metrics.width(sign) * _EM)


def _sign_table(codes: Mapping[str, int]) -> bytes:
    """The ToUnicode table (ISO 32000-1, 9.10.3) of ``codes``."""
    entries = [f"<{code:04X}> <{sign.encode('utf-16-be').hex()}>" for sign, code in codes.items()]
    blocks = [entries[start : start + _RANGE] for start in range(0, len(entries), _RANGE)]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
    return "\n".join(lines).encode("ascii")


def _font_program(widths: Sequence[int]) -> bytes:
    """A TrueType font with an empty glyph of each width, after the one that stands for what is missing."""
    glyphs = len(widths) + 1
    metrics = [part for width in (0, *widths) for part in (width, 0)]
    tables = {
        b"cmap": struct.pack(">4HI", 0, 1, 3, 1, 12)
        + struct.pack(">7H5H", 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0),
        b"glyf": bytes(4),
        b"head": struct.pack(
            *(">4I2H2Q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM),
            *(0, 0, 0, 0, _EM, _EM, 0, 8, 2, 0, 0),
        ),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, 800, -200, 0, _EM, 0, 0, _EM, 1, *[0] * 7, glyphs),
        b"hmtx": struct.pack(f">{2 * glyphs}H", *metrics),
        b"loca": bytes(2 * (glyphs + 1)),
        b"maxp": struct.pack(">I14H", 0x10000, glyphs, 0, 0, 0, 0, 2, *[0] * 8),
        b"post": struct.pack(">2I2h5I", 0x30000, 0, 0, 0, *[0] * 5),
    }
    head = struct.pack(">I4H", 0x10000, len(tables), 128, 3, len(tables) * 16 - 128)
    offset, body = 12 + 16 * len(tables), b""
    for name, data in tables.items():
        filled = data + bytes(-len(data) % 4)
        total = sum(struct.unpack(f">{len(filled) // 4}I", filled)) & 0xFFFFFFFF
        head += struct.pack(">4s3I", name, total, offset + len(body), len(data))
        body += filled
    return head + body
