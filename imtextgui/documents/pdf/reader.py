"""PDF: every page rendered once, and its text layer."""

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from imtextgui.documents.content import (
    DocumentInfo,
    DrawnPage,
    Limits,
    PageContent,
    Prepare,
    decoding,
    open_bytes,
    page_problem,
    translating_os,
)
from imtextgui.documents.passages import passages
from imtextgui.documents.pdf import document_info
from imtextgui.documents.pdf.annotations import opened_page, unsaid
from imtextgui.documents.pdf.attachments import has_attachments
from imtextgui.documents.pdf.document_info import Outline
from imtextgui.documents.pdf.drawing_detection import looks_drawn
from imtextgui.documents.pdf.image_objects import pictures
from imtextgui.documents.pdf.pdfium_lock import ONE_AT_A_TIME
from imtextgui.documents.pdf.text_layer import layer_text
from imtextgui.documents.pdf.words import words
from imtextgui.documents.thumbnails import RENDERED_SIDE, THUMBNAIL_SIDE, encoded, fitted
from imtextgui.domain.items import WHOLE, Box, Kind, Origin, Word
from imtextgui.domain.text.drawing_words import SHEETS
from imtextgui.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentError,
    DocumentMissing,
    DocumentTooLarge,
)

logger = logging.getLogger(__name__)
# It warns of broken outlines, which we read as far as they go.
logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)

REOPEN_AFTER = 500
"""Pages after which the file is opened anew: pdfium keeps every object it has parsed."""


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Generator[DocumentInfo | PageContent, None, bool]:
    """Yield the DocumentInfo, then each page from ``first_page`` on with its text, tensor and thumbnail; return
    whether files are, or may be, attached.

    A page that pdfium cannot load or draw is a page with a problem. Raises DocumentEncrypted, DocumentEmpty
    (no pages) and DocumentDamaged; a file whose only page is bad is damaged.
    """
    with opened(path, data) as document:
        count = len(document)
        pages = min(count, limits.max_pages)
        first = _page(document, path, 1, prepare, limits)
        title = document_info.title(document, path) or first.content.title
        outline = Outline(document)
        attached = has_attachments(document) or first.files or first_page > 1
        yield DocumentInfo(Kind.DRAWING if first.drawn else Kind.MANUAL, pages, title)
        if first_page <= 1:
            said = document_info.said(document, path)
            yield _finished(_described(first.content, said, limits), outline, path, count, pages)
    for start in range(max(first_page, 2), pages + 1, REOPEN_AFTER):
        with opened(path, data) as document:
            for number in range(start, min(start + REOPEN_AFTER, pages + 1)):
                page = _page(document, path, number, prepare, limits)
                attached = attached or page.files
                yield _finished(page.content, outline, path, count, pages)
    return attached


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> Image.Image:
    """Page ``number`` as an RGB picture whose longest side is ``longest`` pixels."""
    return render_part(path, data, number, longest, limits, part=WHOLE)


def render_part(
    path: Path, data: bytes | None, number: int, longest: int, limits: Limits, *, part: Box
) -> Image.Image:
    """The ``part`` of page ``number`` as an RGB picture, at the scale that makes the whole page's longest side
    ``longest`` pixels.
    """
    with ONE_AT_A_TIME, opened(path, data) as document:
        if not 1 <= number <= len(document):
            raise DocumentMissing(path=str(path))
        with (
            decoding(path),
            opened_page(document, number) as overlaid,
            closing(_bitmap(overlaid.page, longest, part)) as bitmap,
        ):
            picture: Image.Image = bitmap.to_pil().convert("RGB")
            return picture


def words_of(path: Path, data: bytes | None, number: int) -> tuple[Word, ...]:
    """The words of page ``number`` with their places, from its text layer."""
    with ONE_AT_A_TIME, opened(path, data) as document:
        if not 1 <= number <= len(document):
            raise DocumentMissing(path=str(path))
        with decoding(path), opened_page(document, number) as overlaid:
            return words(overlaid.page, overlaid.remarks)


def draw(
    path: Path, data: bytes | None, numbers: Sequence[int], longest: int, limits: Limits
) -> Iterator[DrawnPage]:
    """Each of the pages ``numbers``, ascending, with a picture whose longest side is ``longest`` pixels."""
    for start in range(0, len(numbers), REOPEN_AFTER):
        with opened(path, data) as document:
            for number in numbers[start : start + REOPEN_AFTER]:
                yield _drawn(document, path, number, longest)


def _drawn(document: pypdfium2.PdfDocument, path: Path, number: int, longest: int) -> DrawnPage:
    try:
        with (
            decoding(path),
            opened_page(document, number) as overlaid,
            closing(_bitmap(overlaid.page, longest)) as bitmap,
        ):
            page, picture = overlaid.page, bitmap.to_pil().convert("RGB")
            return DrawnPage(number, picture, page.get_size(), words(page, overlaid.remarks), pictures(page))
    except DocumentError as trouble:
        return DrawnPage(number, problem=page_problem(trouble, path, number))


@contextmanager
def opened(path: Path, data: bytes | None) -> Iterator[pypdfium2.PdfDocument]:
    """The document in a file or its bytes. Raises DocumentEmpty, DocumentEncrypted, DocumentDamaged and as files do."""
    with translating_os(path):
        source = open_bytes(path) if data is None else data
    try:
        document = _loaded(path, source)
        with closing(document):
            if len(document) == 0:
                raise DocumentEmpty(path=str(path))
            yield document
    finally:
        if not isinstance(source, bytes):
            source.close()


def _loaded(path: Path, source: bytes | BinaryIO) -> pypdfium2.PdfDocument:
    # A file without pages fails without an error code, and then the code is that of an earlier failure:
    # make that one a code that cannot come of loading from memory or an open file.
    pdfium.FPDF_LoadDocument(b"", None)
    with decoding(path):
        try:
            document = pypdfium2.PdfDocument(source)
            if document.get_formtype() != pdfium.FORMTYPE_NONE:
                document.init_forms()
            return document
        except pypdfium2.PdfiumError as trouble:
            if trouble.err_code == pdfium.FPDF_ERR_FILE:
                raise DocumentEmpty(path=str(path)) from trouble
            if trouble.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
                raise DocumentEncrypted(path=str(path)) from trouble
            raise


class _ReadPage(NamedTuple):
    """A page as it was read: whether it is the first of a drawing, and whether files are attached to it."""

    content: PageContent
    drawn: bool = False
    files: bool = False


def _page(
    document: pypdfium2.PdfDocument, path: Path, number: int, prepare: Prepare, limits: Limits
) -> _ReadPage:
    try:
        with decoding(path), opened_page(document, number) as overlaid:
            page = overlaid.page
            width, height = (round(side) for side in page.get_size())
            layer = layer_text(page)
            drawn = number == 1 and len(document) <= SHEETS and looks_drawn(page, layer.text)
            with closing(_bitmap(page, RENDERED_SIDE)) as bitmap:
                picture = bitmap.to_pil().convert("RGB")
    except DocumentError as trouble:
        if len(document) == 1:
            raise
        logger.info("page %d of %s: %s", number, path, trouble)
        return _ReadPage(PageContent(number, problem=page_problem(trouble, path, number)))
    notes = "\n".join(remark.words for remark in unsaid(overlaid.remarks, layer.text))
    pieces = [passages(words, Origin.TEXT_LAYER, limits.passage_chars) for words in (layer.text, notes)]
    content = PageContent(
        number,
        "\n\n".join(filter(None, (layer.text, notes))),
        layer.heading,
        (*pieces[0], *pieces[1]),
        prepare(picture),
        encoded(fitted(picture, THUMBNAIL_SIDE)),
        width,
        height,
    )
    return _ReadPage(_described(content, layer.readings, limits), drawn, overlaid.files)


def _described(page: PageContent, lines: Sequence[str], limits: Limits) -> PageContent:
    """``page`` with those of ``lines`` that it does not hold told beside its words."""
    known = page.text
    beside = "\n".join(line for line in dict.fromkeys(lines) if line not in known)
    if not beside:
        return page
    told = passages(beside, Origin.METADATA, limits.passage_chars)
    return replace(page, text=f"{known}\n\n{beside}".strip(), passages=(*page.passages, *told))


def _finished(page: PageContent, outline: Outline, path: Path, count: int, pages: int) -> PageContent:
    """``page`` with what the outline says of it; the last one read of a file that goes on says so."""
    title = outline.titles.get(page.number, page.title)
    page = replace(page, title=title, section=outline.sections.of(page.number))
    if page.number < pages or pages == count:
        return page
    trouble = DocumentTooLarge(path=str(path), reason=f"{count} pages")
    return replace(page, problem=page_problem(trouble, path, page.number))


def _bitmap(page: pypdfium2.PdfPage, longest: int, part: Box = WHOLE) -> pypdfium2.PdfBitmap:
    width, height = page.get_size()
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise DocumentDamaged(path="", reason=f"page of {width} × {height} points")
    # Both sides are rounded up by pdfium, so a sliver of a page still has a pixel of width.
    cut = (part.x0 * width, (1 - part.y1) * height, (1 - part.x1) * width, part.y0 * height)
    return page.render(scale=longest / max(width, height), crop=cut, rev_byteorder=True)
