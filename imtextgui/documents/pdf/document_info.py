"""What a PDF says of itself: title, subject, keywords, outline, and the data of its form."""

import ctypes
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from imtextgui.documents.content import decoding
from imtextgui.documents.passages import clean
from imtextgui.documents.safe_xml import local, parsed
from imtextgui.documents.sections import Heading, Sections

LONGEST_TITLE = 200
_LONGEST_SAID = 1_000
_LONGEST_PACKET = 16 * 2**20
_CONVERTER_TITLE = re.compile(
    r"^(Microsoft \w+|PowerPoint [\w ]+) - |\.(docx?|xlsx?|pptx?|odt|dwg|indd|qxd|tex|dvi|fm)$", re.I
)
_NO_TITLE = re.compile(
    r"^(untitled.*|無題.*|document\d*|title|layout\d*|model|noname|printing.*|\W*|[\d._-]+|(/|\w:).*|.*\\.*)$",
    re.IGNORECASE,
)
_NOTHING_SAID = re.compile(r"(unspecified|\(unspecified\)|subject|keywords?|\W*)", re.IGNORECASE)
_XFA_WORDS = frozenset(["datasets", "template"])
_XFA_HIDDEN = frozenset(["script", "exObject", "image", "pattern"])


def title(document: pypdfium2.PdfDocument, path: Path) -> str:
    """The title of ``document``; "" where it is one that a program made up. Raises DocumentDamaged."""
    with decoding(path):
        written = clean(document.get_metadata_value("Title") or "")
    plain = _CONVERTER_TITLE.sub("", written)[:LONGEST_TITLE]
    return "" if _NO_TITLE.match(plain) else plain


def said(document: pypdfium2.PdfDocument, path: Path) -> list[str]:
    """Title, subject and keywords, and the words of a form that pdfium does not draw (XFA). Raises DocumentDamaged."""
    with decoding(path):
        about = [clean(document.get_metadata_value(name) or "") for name in ("Subject", "Keywords")]
    lines = [title(document, path), *(line for line in about if not _NOTHING_SAID.fullmatch(line))]
    with decoding(path):
        lines.extend(_form_words(document))
    return [" ".join(line.split())[:_LONGEST_SAID] for line in lines if line]


class Outline:
    """What the outline says of pages: ``titles`` by the number of the page that an entry leads to first."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        headings = _headings(document)
        self.sections = Sections(headings)
        self.titles = {heading.page: heading.words[:LONGEST_TITLE] for heading in reversed(headings)}


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


def _form_words(document: pypdfium2.PdfDocument) -> list[str]:
    """The values and labels of a form in XML, of which the page itself may only say that another program is needed."""
    if document.get_formtype() not in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND):
        return []
    words: dict[str, None] = {}
    for index in range(max(0, pdfium.FPDF_GetXFAPacketCount(document))):
        name = _packet(pdfium.FPDF_GetXFAPacketName, document, index).partition(b"\0")[0].decode("latin-1")
        if name in _XFA_WORDS:
            words.update(dict.fromkeys(_xml_words(_packet(_content, document, index))))
    return list(words)


def _content(document: pypdfium2.PdfDocument, index: int, buffer: Any, size: int) -> int:
    needed = ctypes.c_ulong()
    pdfium.FPDF_GetXFAPacketContent(document, index, buffer, size, needed)
    return needed.value


def _packet(ask: Any, document: pypdfium2.PdfDocument, index: int) -> bytes:
    size = min(int(ask(document, index, None, 0)), _LONGEST_PACKET)
    buffer = ctypes.create_string_buffer(max(size, 1))
    ask(document, index, buffer, size)
    return buffer.raw[:size]


def _xml_words(data: bytes) -> list[str]:
    with suppress(SyntaxError, ValueError):
        return [
            words
            for element in parsed(data).iter()
            if local(element) not in _XFA_HIDDEN and (words := " ".join((element.text or "").split()))
        ]
    return []
