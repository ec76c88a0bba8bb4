"""Files that are attached to a PDF: to the document as a whole, as in a portfolio, or to a place on a page."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from io import BytesIO
from typing import IO, Any, BinaryIO
from zlib import crc32

import pypdfium2
import pypdfium2.raw as pdfium

from imtextgui.documents.archive_member import Member
from imtextgui.documents.pdf.pdfium_lock import ONE_AT_A_TIME
from imtextgui.documents.pdf.strings import wide_string
from imtextgui.domain.left_out import LeftOutReason
from imtextgui.errors import DocumentDamaged

MOST_PAGES = 500
"""That are looked through for files on them: opening a page takes some 5 ms, and pages with files are rare."""

_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")
_USUAL_DATE = (1970, 1, 1, 0, 0, 0)


def has_attachments(document: pypdfium2.PdfDocument) -> bool:
    """Whether files are attached to ``document`` as a whole."""
    return bool(pdfium.FPDFDoc_GetAttachmentCount(document) > 0)


def is_file(annotation: Any) -> bool:
    """Whether an annotation is a file at its place on the page."""
    return bool(pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_FILEATTACHMENT)


class PdfAttachments:
    """The files attached to a PDF. Raises what pdfium does on a damaged one."""

    not_files: Sequence[tuple[str, LeftOutReason]] = ()

    def __init__(self, file: BinaryIO) -> None:
        with ONE_AT_A_TIME:
            self._document = pypdfium2.PdfDocument(file)
            self._places = list(_places(self._document))

    def members(self) -> Iterator[Member]:
        """The files in their order, without those of which nothing is there; two of a name are told apart by their
        page.
        """
        names: set[str] = set()
        for key in range(len(self._places)):
            try:
                name, changed, data = self._read(key)
            except DocumentDamaged:
                continue
            if name in names:
                name = f"page {self._places[key][0] + 1}/{name}"
            names.add(name)
            yield Member(name, len(data), changed * 10**9 + crc32(data) % 10**9, key)

    def stream(self, key: int) -> IO[bytes]:
        """The bytes of a file."""
        return BytesIO(self._read(key)[2])

    def close(self) -> None:
        """Let go of the document."""
        with ONE_AT_A_TIME:
            self._document.close()

    def _read(self, key: int) -> tuple[str, int, bytes]:
        """(name, time of change in seconds, bytes) of a file."""
        number, index = self._places[key]
        with ONE_AT_A_TIME:
            if number < 0:
                return _contents(pdfium.FPDFDoc_GetAttachment(self._document, index), key)
            with closing(self._document[number]) as page:
                annotation = pdfium.FPDFPage_GetAnnot(page, index)
                try:
                    return _contents(pdfium.FPDFAnnot_GetFileAttachment(annotation), key)
                finally:
                    pdfium.FPDFPage_CloseAnnot(annotation)


def _places(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, int]]:
    """(page from 0, or -1 for the document as a whole; number among its annotations, or files) of each file."""
    yield from ((-1, index) for index in range(max(0, pdfium.FPDFDoc_GetAttachmentCount(document))))
    for number in range(min(len(document), MOST_PAGES)):
        with suppress(pypdfium2.PdfiumError), closing(document[number]) as page:
            count = range(pdfium.FPDFPage_GetAnnotCount(page))
            yield from [(number, index) for index in count if _is_file_on(page, index)]


def _is_file_on(page: pypdfium2.PdfPage, index: int) -> bool:
    annotation = pdfium.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return False
    found = is_file(annotation) and bool(pdfium.FPDFAnnot_GetFileAttachment(annotation))
    pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _contents(attachment: Any, key: int) -> tuple[str, int, bytes]:
    name = wide_string(lambda buffer, size: pdfium.FPDFAttachment_GetName(attachment, buffer, size))
    date = wide_string(
        lambda buffer, size: pdfium.FPDFAttachment_GetStringValue(attachment, b"ModDate", buffer, size)
    )
    size = ctypes.c_ulong()
    if not pdfium.FPDFAttachment_GetFile(attachment, None, 0, size):
        raise DocumentDamaged(path=name, reason="no file where one is attached")
    buffer = ctypes.create_string_buffer(max(1, size.value))
    pdfium.FPDFAttachment_GetFile(attachment, buffer, size.value, size)
    return name or f"attachment {key + 1}", _seconds(date), buffer.raw[: size.value]


def _seconds(date: str) -> int:
    """A date of a PDF, without its time zone, which only tells one state of a file from another."""
    match = _DATE.match(date)
    if match is None:
        return 0
    year, month, day, hour, minute, second = (
        int(part) if part else usual for part, usual in zip(match.groups(), _USUAL_DATE, strict=True)
    )
    with suppress(ValueError, OverflowError):
        return max(0, int(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp()))
    return 0
