"""What is laid over the pages of a PDF: fields of forms, notes, stamps.

pdfium draws them, but its text layer knows only what the page itself says. So a page with annotations is flattened in
memory: pdfium makes pictures for values of fields that have none, and everything that is shown becomes a part of the
page. Of 918 pages of real drawings and manuals 13 have any; flattening them took 7 ms each.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from imtextgui.documents.passages import clean
from imtextgui.documents.pdf.attachments import is_file
from imtextgui.documents.pdf.strings import wide_string
from imtextgui.documents.text.html import html_to_text

MOST_ANNOTATIONS = 5_000
"""Of one page that are looked at."""

_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_WITHOUT_LOOKS = frozenset([pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP])
_WORDY_FIELDS = frozenset(
    [pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX]
)
_SPACE = re.compile(r"\s+")


class Remark(NamedTuple):
    """The words of an annotation, and its rectangle on the page: left, bottom, right, top."""

    words: str
    corners: tuple[float, float, float, float]


class OverlaidPage(NamedTuple):
    """A page with all that is laid over it as a part of it: page ``position``, from 0, of ``document``.

    ``remarks`` are the words of what lies over it, ``files`` tells whether a file is attached to a place on it.
    """

    page: pypdfium2.PdfPage
    document: pypdfium2.PdfDocument
    position: int
    remarks: tuple[Remark, ...] = ()
    files: bool = False


@contextmanager
def opened_page(document: pypdfium2.PdfDocument, number: int) -> Iterator[OverlaidPage]:
    """Page ``number``, from 1, of ``document``. Raises what the library does on a damaged page."""
    with closing(document[number - 1]) as page:
        seen = _looked_over(page)
        remarks = tuple(seen.remarks)
        plain = OverlaidPage(page, document, number - 1, remarks, seen.files)
        if not seen.overlaid:
            yield plain
            return
        # In drawing, pdfium makes the pictures that annotations lack.
        page.render(scale=1 / max(*page.get_size(), 1)).close()
        with _flattened(plain) as copy:
            yield copy


@contextmanager
def _flattened(plain: OverlaidPage) -> Iterator[OverlaidPage]:
    """A copy of ``plain`` with all that is laid over it as a part of it; ``plain`` where pdfium makes none.

    The page itself is left alone: where it has its fonts from the tree of pages, flattening hides them from it, and
    its words turn into others. A copy has all of its own.
    """
    with closing(pypdfium2.PdfDocument.new()) as alone:
        alone.import_pages(plain.document, [plain.position])
        with closing(alone[0]) as page:
            flattened = pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS
        if not flattened:
            yield plain
            return
        with closing(alone[0]) as page:
            yield plain._replace(page=page, document=alone, position=0)


def unsaid(remarks: tuple[Remark, ...], text: str) -> tuple[Remark, ...]:
    """Those of ``remarks`` whose words ``text`` does not hold, each once."""
    known = _SPACE.sub("", text)
    kept: dict[str, Remark] = {}
    for remark in remarks:
        words = _SPACE.sub("", remark.words)
        if words not in known:
            kept.setdefault(words, remark)
    return tuple(kept.values())


@dataclass(slots=True)
class _Annotations:
    """What is known of the annotations of a page: whether any of them is drawn, and whether one is a file."""

    remarks: list[Remark] = field(default_factory=list)
    overlaid: bool = False
    files: bool = False


def _looked_over(page: pypdfium2.PdfPage) -> _Annotations:
    seen = _Annotations()
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        seen.files = seen.files or is_file(annotation)
        if kind not in _WITHOUT_LOOKS and not pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
            seen.overlaid = True
            if words := _words(page, annotation, kind):
                seen.remarks.append(Remark(words, _corners(annotation)))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return seen


def _words(page: pypdfium2.PdfPage, annotation: Any, kind: int) -> str:
    """What an annotation says, or what stands in a field."""
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        form = page.formenv
        if form is None or pdfium.FPDFAnnot_GetFormFieldType(form, annotation) not in _WORDY_FIELDS:
            return ""
        return wide_string(
            lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size)
        )
    return _value(annotation, b"Contents") or clean(html_to_text(_value(annotation, b"RC")))


def _value(annotation: Any, key: bytes) -> str:
    return wide_string(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size))


def _corners(annotation: Any) -> tuple[float, float, float, float]:
    rectangle = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(annotation, rectangle):
        return 0.0, 0.0, 0.0, 0.0
    return rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
