"""Binds pages of PDFs, as the vectors they are, and pictures into one PDF of A4 leaves."""

from collections.abc import Callable, Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import pypdfium2
from PIL import Image

from imtextgui.documents.content import decoding
from imtextgui.documents.layout.page_layout import A4
from imtextgui.documents.pdf.annotations import opened_page
from imtextgui.documents.pdf.pdfium_lock import ONE_AT_A_TIME
from imtextgui.documents.pdf.reader import opened
from imtextgui.domain.items import Paper
from imtextgui.reports.leaf_drawing import PrintedLeaf
from imtextgui.reports.text_layer import PlacedText, TextLayer

MARGIN = 18.0
"""Points around what stands on a leaf."""

FOOT = 24.0
"""Height in points of the line at the foot of a leaf."""

Foot: TypeAlias = Callable[[float], PrintedLeaf]
"""Draws the line at the foot, for a leaf where it may be so many points wide."""

Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, width and height in points."""

_UNIT = (1.0, 1.0)
"""The sides of a picture, in points, before it is scaled."""

_QUALITY = 88


class Binder:
    """A PDF in the making. Every call holds the lock of pdfium only while it lasts; ``close`` it in the end."""

    def __init__(self, paper: Paper = A4) -> None:
        """``paper`` is what pages and pictures are scaled onto."""
        self._paper = paper
        with ONE_AT_A_TIME:
            self._document = pypdfium2.PdfDocument.new()
        self._text = TextLayer()

    def close(self) -> None:
        """Let go of everything; the PDF cannot be had any more."""
        with ONE_AT_A_TIME:
            self._document.close()

    def add_page(self, path: Path, data: bytes | None, number: int, foot: Foot) -> None:
        """Add page ``number`` of a PDF, given by its path or bytes, scaled onto a leaf that lies as it does.

        Raises Document* errors, and then nothing was added.
        """
        with (
            ONE_AT_A_TIME,
            opened(path, data) as source,
            decoding(path),
            # Notes and filled-in fields are a part of the page, as they are on screen.
            opened_page(source, number) as shown,
        ):
            size = shown.page.get_size()
            with closing(shown.document.page_as_xobject(shown.position, self._document)) as captured:
                shape = captured.as_pageobject()
            self._add_leaf(shape, size, size, foot)

    def add_picture(self, picture: Image.Image, foot: Foot) -> None:
        """Add a picture, scaled onto a leaf that lies as it does, above the line ``foot``."""
        with ONE_AT_A_TIME:
            self._add_leaf(self._image(picture), picture.size, _UNIT, foot)

    def add_page_of_words(self, drawn: PrintedLeaf, foot: Foot) -> None:
        """Add what was drawn as ``add_picture`` does, with its lines as text."""
        with ONE_AT_A_TIME:
            self._add_leaf(self._image(drawn.picture), drawn.size, _UNIT, foot, written=drawn)

    def add_leaf(self, drawn: PrintedLeaf) -> None:
        """Add a whole upright leaf."""
        with ONE_AT_A_TIME, closing(self._document.new_page(*A4)) as leaf:
            _put(leaf, self._image(drawn.picture), (0.0, 0.0), A4)
            leaf.gen_content()
            self._note(drawn, (0.0, 0.0, *A4))

    def take_leaves(self, path: Path, numbers: Sequence[int]) -> None:
        """Take over leaves, from 1, of a PDF as they are. Raises Document* errors."""
        with ONE_AT_A_TIME, opened(path, None) as source, decoding(path):
            self._document.import_pages(source, [number - 1 for number in numbers])

    def data(self) -> bytes:
        """The bytes of the PDF, once: nothing can be added afterwards."""
        out = BytesIO()
        with ONE_AT_A_TIME:
            self._text.write(self._document)
            self._document.save(out)
        return out.getvalue()

    def _note(self, drawn: PrintedLeaf, box: Box) -> None:
        """Note the lines of what was drawn into ``box`` of the last page."""
        x, y, wide, high = box
        scale = (wide / drawn.size[0], high / drawn.size[1])
        self._text.add(PlacedText(len(self._document) - 1, drawn.lines, (x, y + high), scale))

    def _add_leaf(
        self,
        shape: pypdfium2.PdfObject,
        size: tuple[float, float],
        own: tuple[float, float],
        foot: Foot,
        *,
        written: PrintedLeaf | None = None,
    ) -> None:
        """Add a leaf with ``shape`` in its middle, whose sides are as ``size``, and by itself ``own`` points long.

        ``written`` tells the lines on it.
        """
        short, long = self._paper
        width, height = (short, long) if size[0] <= size[1] else (long, short)
        room = (width - 2 * MARGIN, height - 2 * MARGIN - FOOT)
        scale = min(room[0] / size[0], room[1] / size[1])
        wide, high = size[0] * scale, size[1] * scale
        corner = ((width - wide) / 2, MARGIN + FOOT + (room[1] - high) / 2)
        with closing(self._document.new_page(width, height)) as leaf:
            _put(leaf, shape, corner, (wide / own[0], high / own[1]))
            line = foot(room[0])
            _put(leaf, self._image(line.picture), (MARGIN, MARGIN), (room[0], FOOT))
            leaf.gen_content()
        if written is not None:
            self._note(written, (*corner, wide, high))
        self._note(line, (MARGIN, MARGIN, room[0], FOOT))

    def _image(self, picture: Image.Image) -> pypdfium2.PdfImage:
        encoded = BytesIO()
        picture.convert("RGB").save(encoded, "JPEG", quality=_QUALITY)
        encoded.seek(0)
        image = pypdfium2.PdfImage.new(self._document)
        image.load_jpeg(encoded, inline=True)
        return image


def _put(
    leaf: pypdfium2.PdfPage,
    shape: pypdfium2.PdfObject,
    corner: tuple[float, float],
    scale: tuple[float, float],
) -> None:
    """Put ``shape`` with its lower left ``corner`` (points) there; ``scale`` is points for each of its own units."""
    shape.set_matrix(pypdfium2.PdfMatrix().scale(*scale).translate(*corner))
    leaf.insert_obj(shape)
