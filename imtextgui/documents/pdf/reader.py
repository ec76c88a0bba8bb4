"""PDF: every page rendered once, and its text layer."""

import logging
import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

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
    native,
    page_problem,
    translating_os,
)
from imtextgui.documents.passages import clean, passages
from imtextgui.documents.pdf.image_objects import pictures
from imtextgui.documents.pdf.words import words
from imtextgui.documents.sections import Heading, Sections
from imtextgui.documents.thumbnails import RENDERED_SIDE, THUMBNAIL_SIDE, encoded, fitted
from imtextgui.domain.items import WHOLE, Box, Kind, Origin, Word
from imtextgui.domain.text.drawing_words import SHEETS, has_title_block, running
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

ONE_AT_A_TIME = threading.Lock()
"""pdfium knows no threads; pages are drawn and bound for several lanes of one program."""

REOPEN_AFTER = 500
"""Pages after which the file is opened anew: pdfium keeps every object it has parsed."""

_A3_LONG = 1_150
_A3_SHORT = 800
_OBJECTS = 20_000
_STROKES = 500
"""No page of words has so many."""

_FEW_STROKES = 20
_LABELS = 250
"""No printed page of words has so many lines; the labels of a circuit diagram do."""
_FEW_RUNNING = 2
"""Among so many strokes, so many lines of running text are a stamp or a note, even where there are no others."""

_CONVERTER_TITLE = re.compile(
    r"^(Microsoft \w+|PowerPoint [\w ]+) - |\.(docx?|xlsx?|pptx?|odt|dwg|indd|qxd|tex|dvi|fm)$", re.I
)
_NO_TITLE = re.compile(
    r"^(untitled.*|無題.*|document\d*|title|layout\d*|model|noname|printing.*|\W*|[\d._-]+|(/|\w:).*|.*\\.*)$",
    re.IGNORECASE,
)


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Iterator[DocumentInfo | PageContent]:
    """Yield the DocumentInfo, then each page from ``first_page`` on with its text, tensor and thumbnail.

    A page that pdfium cannot load or draw is a page with a problem. Raises DocumentEncrypted, DocumentEmpty
    (no pages) and DocumentDamaged; a file whose only page is bad is damaged.
    """
    with opened(path, data) as document:
        count = len(document)
        pages = min(count, limits.max_pages)
        first, drawn = _page(document, path, 1, prepare, limits)
        title = _title(document, path) or first.title
        outline = _Outline(_headings(document))
        yield DocumentInfo(Kind.DRAWING if drawn else Kind.MANUAL, pages, title)
        if first_page <= 1:
            yield _finished(first, outline, path, count, pages)
    for start in range(max(first_page, 2), pages + 1, REOPEN_AFTER):
        with opened(path, data) as document:
            for number in range(start, min(start + REOPEN_AFTER, pages + 1)):
                page, _ = _page(document, path, number, prepare, limits)
                yield _finished(page, outline, path, count, pages)


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
            closing(document[number - 1]) as page,
            closing(_bitmap(page, longest, part)) as bitmap,
        ):
            picture: Image.Image = bitmap.to_pil().convert("RGB")
            return picture


def words_of(path: Path, data: bytes | None, number: int) -> tuple[Word, ...]:
    """The words of page ``number`` with their places, from its text layer."""
    with ONE_AT_A_TIME, opened(path, data) as document:
        if not 1 <= number <= len(document):
            raise DocumentMissing(path=str(path))
        with decoding(path), closing(document[number - 1]) as page:
            return words(page)


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
        with decoding(path), closing(document[number - 1]) as page, closing(_bitmap(page, longest)) as bitmap:
            picture = bitmap.to_pil().convert("RGB")
            return DrawnPage(number, picture, page.get_size(), words(page), pictures(page))
    except DocumentError as trouble:
        return DrawnPage(number, problem=page_problem(trouble, path, number))


@contextmanager
def opened(path: Path, data: bytes | None) -> Iterator[pypdfium2.PdfDocument]:
    """The document in a file or its bytes. Raises DocumentEmpty, DocumentEncrypted, DocumentDamaged and as files do."""
    with translating_os(path):
        source = native(path).open("rb") if data is None else data
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
            return pypdfium2.PdfDocument(source)
        except pypdfium2.PdfiumError as trouble:
            if trouble.err_code == pdfium.FPDF_ERR_FILE:
                raise DocumentEmpty(path=str(path)) from trouble
            if trouble.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
                raise DocumentEncrypted(path=str(path)) from trouble
            raise


def _page(
    document: pypdfium2.PdfDocument, path: Path, number: int, prepare: Prepare, limits: Limits
) -> tuple[PageContent, bool]:
    """One page, and whether it is the first of a drawing."""
    try:
        with decoding(path), closing(document[number - 1]) as page:
            width, height = (round(side) for side in page.get_size())
            text, heading = _text(page)
            drawn = number == 1 and len(document) <= SHEETS and _looks_drawn(page, text)
            with closing(_bitmap(page, RENDERED_SIDE)) as bitmap:
                picture = bitmap.to_pil().convert("RGB")
    except DocumentError as trouble:
        if len(document) == 1:
            raise
        logger.info("page %d of %s: %s", number, path, trouble)
        return PageContent(number, problem=page_problem(trouble, path, number)), False
    pieces = passages(text, Origin.TEXT_LAYER, limits.passage_chars)
    small = encoded(fitted(picture, THUMBNAIL_SIDE))
    return PageContent(number, text, heading, pieces, prepare(picture), small, width, height), drawn


def _finished(page: PageContent, outline: "_Outline", path: Path, count: int, pages: int) -> PageContent:
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


def _text(page: pypdfium2.PdfPage) -> tuple[str, str]:
    """The page's text layer, and the line of it that is set in the largest type, or ""."""
    with closing(page.get_textpage()) as layer:
        raw = layer.get_text_range()
        return _joined(raw), _largest_line(layer, raw)


def _joined(raw: str) -> str:
    # pdfium marks a hyphen that only ends a line as U+FFFE or U+0002.
    return clean(re.sub("[\ufffe\x02](\r?\n)?", "", raw))


def _largest_line(layer: pypdfium2.PdfTextPage, raw: str) -> str:
    """The heading: a short line near the top whose type is clearly larger than that of the other lines."""
    sizes: list[tuple[float, str]] = []
    at = 0
    for line in raw.split("\r\n")[:60]:
        words = clean(line)
        if words:
            index = pdfium.FPDFText_GetCharIndexFromTextIndex(layer, at + len(line) - len(line.lstrip()))
            with suppress(pypdfium2.PdfiumError):
                _, bottom, _, top = layer.get_charbox(max(index, 0), loose=True)
                sizes.append((round(top - bottom, 1), words))
        at += len(line) + 2
    if len(sizes) < 2:
        return ""
    middle = sorted(size for size, _ in sizes)[len(sizes) // 2]
    size, words = max(sizes[:20], key=lambda entry: entry[0])
    fits = size > 1.15 * middle and 2 < len(words) <= 100 and any(letter.isalpha() for letter in words)
    return words if fits else ""


class _Outline:
    """What the outline says of pages: ``titles`` by the number of the page that an entry leads to first."""

    def __init__(self, headings: list[Heading]) -> None:
        self.sections = Sections(headings)
        self.titles = {heading.page: heading.words[:200] for heading in reversed(headings)}


def _headings(document: pypdfium2.PdfDocument) -> list[Heading]:
    """The entries of the outline in their order; what of a broken one can be read."""
    headings: list[Heading] = []
    with suppress(pypdfium2.PdfiumError, RecursionError):
        for entry in document.get_toc():
            target = entry.get_dest()
            index = target.get_index() if target else None
            if index is not None and (words := clean(entry.get_title())):
                headings.append(Heading(index + 1, entry.level + 1, words))
    return headings


def _title(document: pypdfium2.PdfDocument, path: Path) -> str:
    with decoding(path):
        written = clean(document.get_metadata_value("Title") or "")
    title = _CONVERTER_TITLE.sub("", written)[:200]
    return "" if _NO_TITLE.match(title) else title


def _looks_drawn(page: pypdfium2.PdfPage, text: str) -> bool:
    """A sheet with a title block; or one with hardly any running text that is made of strokes, or is a large or
    landscape scan.
    """
    if has_title_block(text):
        return True
    lines = text.splitlines()
    prose, most = running(lines), 0.15 * len(lines)
    if prose > max(_FEW_RUNNING, most):
        return False
    if len(lines) > _LABELS:
        return True
    kinds: Counter[int] = Counter()
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _OBJECTS)):
        kinds[pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, index))] += 1
        if kinds[pdfium.FPDF_PAGEOBJ_PATH] >= _STROKES:
            # Asking for all the strokes of a large drawing would take a tenth of the time of drawing it.
            return True
    strokes = kinds[pdfium.FPDF_PAGEOBJ_PATH]
    width, height = page.get_size()
    sheet = width > height or (max(width, height) >= _A3_LONG and min(width, height) >= _A3_SHORT)
    pictured = kinds[pdfium.FPDF_PAGEOBJ_FORM] + kinds[pdfium.FPDF_PAGEOBJ_IMAGE] > 0
    if strokes >= _FEW_STROKES:
        return (sheet and prose <= most) or not (lines or pictured)
    return sheet and prose <= most and pictured and len(lines) < 20
