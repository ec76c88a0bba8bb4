"""Plain text, Markdown, reStructuredText, HTML, CSV, RTF, mail and data, cut into pages at headings and paragraphs."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from imtextgui.documents.content import (
    DocumentInfo,
    Limits,
    PageContent,
    Prepare,
    decoding,
    open_bytes,
    page_problem,
    translating_os,
)
from imtextgui.documents.furigana import separated
from imtextgui.documents.passages import DistinctPassages, clean, passages
from imtextgui.documents.sniffing import RTF
from imtextgui.documents.text.html import declared_charset, read_html
from imtextgui.documents.text.mail import is_mail, mail_to_text
from imtextgui.documents.text.markdown import markdown_to_text
from imtextgui.documents.text.plain_text import HEADING, PlainText
from imtextgui.documents.text.restructured import rst_to_text
from imtextgui.documents.text.rtf import rtf_to_text
from imtextgui.documents.text.structured_data import json_to_text, xml_to_text
from imtextgui.documents.text.tables import DELIMITERS, table_to_text
from imtextgui.documents.text_encoding import decoded
from imtextgui.domain.items import Kind, Origin
from imtextgui.errors import DocumentDamaged, DocumentEmpty, DocumentTooLarge

_HTML = frozenset({".html", ".htm", ".xhtml"})
_JSON = frozenset({".json", ".geojson", ".ipynb"})
_MAILS = frozenset({".eml", ".mht", ".mhtml"})
_MAIL = ("Return-Path:", "Received:", "Delivered-To:", "From:", "Date:", "Message-ID:", "MIME-Version:", "X-")
_PAGE = re.compile(r"\s*(<\?xml[^>]{0,200}>\s*)?(<!--.{0,2000}?-->\s*){0,5}<(!doctype )?html", re.I | re.S)
# Programs save tables as pages without a head and call them .xls; "<table" alone begins them.
_FRAGMENT = re.compile(r"\s*<(?:head|body|meta|style|table|div|font)\b[^>]{0,2000}>", re.IGNORECASE)
_OFFICE_NAMES = frozenset({".xls", ".xlt", ".doc", ".dot"})
# Comments of programs name the encoding: -*- coding: euc-jp -*-
_COOKIE = re.compile(rb"\A(?:[^\n]{0,200}\n)?[^\n]{0,200}?coding[:=][ \t]*([-\w.]{2,40})")
_DATA_URI = re.compile(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=\s]{40,}")
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
_TAG = re.compile(r"</?(?:[a-zA-Z][\w-]*)(?:\s[^<>]*)?/?>")


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Iterator[DocumentInfo | PageContent]:
    """Yield the DocumentInfo, then pages of about ``limits.page_chars`` characters, cut at form feeds and
    paragraphs.

    Of a file larger than ``limits.max_text_bytes`` only so much is read, and the last page has the problem
    DocumentTooLarge. Raises DocumentDamaged where the bytes are no text, DocumentEmpty where it is blank.
    """
    raw, whole = _bytes(path, data, limits.max_text_bytes)
    text = decoded(raw, _declared(raw))
    if text is None:
        raise DocumentDamaged(path=str(path), reason="not a text")
    with decoding(path):
        plain = _read_as(raw, text, path.suffix.lower())
    yield from laid_out(path, plain, limits, first_page, whole=whole)


def laid_out(
    path: Path, plain: PlainText, limits: Limits, first_page: int, *, whole: bool = True
) -> Iterator[DocumentInfo | PageContent]:
    """Yield the DocumentInfo, then the pages of ``plain``; where it is not the ``whole`` text, the last one says so.

    Raises DocumentEmpty where there are no words.
    """
    cut = list(_pages(plain.body, limits))
    described = clean(plain.described)
    if not cut and not described:
        raise DocumentEmpty(path=str(path))
    cut = cut or [("", "")]
    title = next((separated(title)[0] for _, title in cut if title), "")
    yield DocumentInfo(Kind.MANUAL, len(cut), title)
    kept = DistinctPassages(limits.max_passages)
    for number, (body, title) in enumerate(cut, 1):
        words, readings = separated(body)
        beside = "\n".join([*([described] if described and number == 1 else []), *readings])
        pieces = (
            *passages(words, Origin.TEXT_LAYER, limits.passage_chars),
            *passages(beside, Origin.METADATA, limits.passage_chars),
        )
        distinct = kept.of(pieces)
        if number >= first_page:
            reason = _left_out(limits, kept, whole=whole) if number == len(cut) else ""
            trouble = DocumentTooLarge(path=str(path), reason=reason)
            yield PageContent(
                number,
                f"{words}\n\n{beside}".strip(),
                separated(title)[0],
                distinct,
                problem=page_problem(trouble, path, number) if reason else None,
            )


def _left_out(limits: Limits, kept: DistinctPassages, *, whole: bool) -> str:
    """What of a text is not, or not wholly, there; "" where all is."""
    if not whole:
        return f"more than {limits.max_text_bytes} bytes of text"
    return f"more than {limits.max_passages} passages" if kept.left_out else ""


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> None:
    """None: a text has no picture, its words are shown."""


def _bytes(path: Path, data: bytes | None, most: int) -> tuple[bytes, bool]:
    if data is None:
        with translating_os(path), open_bytes(path) as file:
            data = file.read(most + 1)
    return data[:most], len(data) <= most


def _declared(raw: bytes) -> str:
    """The encoding that a text names for itself, or ""."""
    cookie = _COOKIE.match(raw[:1_024])
    return declared_charset(raw) or (cookie[1].decode("ascii", "replace") if cookie else "")


def _read_as(raw: bytes, text: str, suffix: str) -> PlainText:
    """The words of a file; what its content tells counts before its name. Raises whatever a library does."""
    if raw.startswith(RTF):
        return rtf_to_text(raw)
    if suffix in _MAILS or (text.startswith(_MAIL) and is_mail(text[:16_384].replace("\r\n", "\n"))):
        return PlainText(mail_to_text(raw))
    if suffix in _HTML or _PAGE.match(text) or (suffix in _OFFICE_NAMES and _FRAGMENT.match(text)):
        return read_html(_DATA_URI.sub("", text))
    if suffix in _JSON:
        return PlainText(json_to_text(text))
    if text.lstrip().startswith("<?xml"):
        return PlainText(_xml_words(text))
    return PlainText(_without_marks(_DATA_URI.sub("", text), suffix))


def _xml_words(text: str) -> str:
    """The words of XML; where it is not well-formed, all but its marks."""
    # The encoding was judged by the bytes: what the file says of it is often what its program holds in memory.
    with suppress(SyntaxError):
        return xml_to_text(_XML_DECLARATION.sub("", text, count=1).encode())
    return _TAG.sub(" ", text)


def _without_marks(text: str, suffix: str) -> str:
    """The words of ``text``; lines that its format marks as headings begin with HEADING."""
    if suffix in DELIMITERS or (suffix in (".xls", ".xlt") and "\t" in text):
        return table_to_text(text, DELIMITERS.get(suffix, "\t"))
    if suffix in (".md", ".markdown"):
        return markdown_to_text(text)
    if suffix == ".rst":
        return rst_to_text(text)
    return text


def _pages(text: str, limits: Limits) -> Iterator[tuple[str, str]]:
    """(text, title) of each page; the title is the heading that its first words stand under."""
    heading = ""
    for leaf in text.split("\f"):
        for block in _filled(clean(leaf), limits.page_chars):
            headings = re.findall(f"(?m)^{HEADING}(.+)$", block)
            title = headings[0] if headings and (not heading or block.startswith(HEADING)) else heading
            body = block.replace(HEADING, "").strip()
            heading = headings[-1] if headings else heading
            if body:
                yield body, title.strip()[:200]


def _filled(text: str, most: int) -> Iterator[str]:
    """``text`` in blocks of at most ``most`` characters, best before a heading, else a paragraph, line or
    word.
    """
    start = 0
    while len(text) - start > most:
        end = _best_cut(text, start, most)
        if block := text[start:end].strip():
            yield block
        start = end
    if block := text[start:].strip():
        yield block


def _best_cut(text: str, start: int, most: int) -> int:
    for mark, least in (
        (f"\n{HEADING}", most // 2),
        *((mark, most // 3) for mark in ("\n\n", "\n", "。", " ")),
    ):
        at = text.rfind(mark, start + least, start + most)
        if at > 0:
            return at + 1
    return start + most
