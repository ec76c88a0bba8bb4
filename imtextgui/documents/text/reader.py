"""Plain text, Markdown, reStructuredText, HTML and CSV, cut into pages at headings and paragraphs."""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path, PurePosixPath

from imtextgui.documents.content import (
    DocumentInfo,
    Limits,
    PageContent,
    Prepare,
    decoding,
    native,
    page_problem,
    translating_os,
)
from imtextgui.documents.passages import clean, passages
from imtextgui.documents.text.html import HEADING, html_to_text
from imtextgui.documents.text.mail import is_mail, mail_to_text
from imtextgui.documents.text.structured_data import json_to_text, xml_to_text
from imtextgui.documents.text_encoding import decoded
from imtextgui.domain.items import Kind, Origin
from imtextgui.errors import DocumentDamaged, DocumentEmpty, DocumentTooLarge

_HTML = frozenset({".html", ".htm", ".xhtml"})
_JSON = frozenset({".json", ".geojson", ".ipynb"})
_MAIL = ("Return-Path:", "Received:", "Delivered-To:", "From:", "Date:", "Message-ID:", "MIME-Version:", "X-")
_PAGE = re.compile(r"\s*(<\?xml[^>]{0,200}>\s*)?(<!--.{0,2000}?-->\s*){0,5}<(!doctype )?html", re.I | re.S)
_TABLES = {".csv": ",", ".tsv": "\t"}
# Every repetition that could run over a whole file is bounded, or a line of dashes would take minutes.
_TARGET = r"\(<?([^()\s>]{0,2000})>?(?:\s[^()]{0,500})?\)"
_MARKDOWN_IMAGE = re.compile(r"!\[([^\[\]]{0,500})\]" + _TARGET)
_MARKDOWN_LINK = re.compile(r"(?<!!)\[([^\[\]]{1,500})\]" + _TARGET)
_MARKDOWN_MARKS = re.compile(r"\*\*|<!--.{0,2000}?-->")
_MARKDOWN_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)[ \t#]*")
_FENCE = re.compile(r"\s*(```|~~~)")
_RULE = re.compile(r"[\s:|+=-]{3,}")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*\n", re.DOTALL)
_RST_IMAGE = re.compile(r"(?m)^[ \t]*\.\. (?:\|.*?\| )?(?:image|figure):: *(\S+)[ \t]*$")
_RST_OPTION = re.compile(r"(?m)^[ \t]+:(?:width|height|align|scale|target|figclass|class|name):.*$")
_RST_LINK = re.compile(r"`([^`<]+?)\s*<([^>`]+)>`__?")
_RST_ROLE = re.compile(r":[\w:+-]{1,60}:`([^`<]+?)(?:\s*<[^>`]*>)?`")
# a longer row of the same mark is the rule above or below a heading
_RST_MARKS = re.compile(r"(?<!`)``?(?!`)|(?<!\*)\*\*(?!\*)|(?m:^\| )")
_RST_RULE = re.compile(r"^([=\-~^\"'#*+.:_`])\1{2,}\s*$")
_DATA_URI = re.compile(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=\s]{40,}")
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
    text = decoded(raw)
    if text is None:
        raise DocumentDamaged(path=str(path), reason="not a text")
    with decoding(path):
        plain = _packed(raw, text, path.suffix.lower())
    cut = list(_pages(_plain(text, path.suffix.lower()) if plain is None else plain, limits))
    if not cut:
        raise DocumentEmpty(path=str(path))
    yield DocumentInfo(Kind.MANUAL, len(cut), next((title for _, title in cut if title), ""))
    for number, (body, title) in enumerate(cut, 1):
        if number < first_page:
            continue
        problem = None
        if number == len(cut) and not whole:
            trouble = DocumentTooLarge(
                path=str(path), reason=f"more than {limits.max_text_bytes} bytes of text"
            )
            problem = page_problem(trouble, path, number)
        pieces = passages(body, Origin.TEXT_LAYER, limits.passage_chars)
        yield PageContent(number, body, title, pieces, problem=problem)


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> None:
    """None: a text has no picture, its words are shown."""


def _bytes(path: Path, data: bytes | None, most: int) -> tuple[bytes, bool]:
    if data is None:
        with translating_os(path), native(path).open("rb") as file:
            data = file.read(most + 1)
    return data[:most], len(data) <= most


def _packed(raw: bytes, text: str, suffix: str) -> str | None:
    """The words of a format that wraps them into marks of its own; None for all others."""
    if raw.startswith(b"{\\rtf"):
        from striprtf.striprtf import rtf_to_text

        return str(rtf_to_text(raw.decode("latin-1"), errors="replace"))
    if suffix == ".eml" or (text.startswith(_MAIL) and is_mail(text[:16_384].replace("\r\n", "\n"))):
        return mail_to_text(raw)
    if suffix in _JSON:
        return json_to_text(text)
    if suffix not in _HTML and text.lstrip().startswith("<?xml") and not _PAGE.match(text):
        with suppress(SyntaxError):
            return xml_to_text(raw)
        return _TAG.sub(" ", text)
    return None


def _plain(text: str, suffix: str) -> str:
    """The words of ``text``; lines that its format marks as headings begin with HEADING."""
    text = _DATA_URI.sub("", text)
    if suffix in _HTML or _PAGE.match(text):
        return html_to_text(text)
    if suffix in _TABLES:
        return _table(text, _TABLES[suffix])
    if suffix in (".md", ".markdown"):
        return _markdown(text)
    if suffix == ".rst":
        return _rst(text)
    return text


def _named(words: str, target: str) -> str:
    """A link's words, and the name of the file it leads to where that says more."""
    name = PurePosixPath(re.split("[#?]", target, maxsplit=1)[0]).name
    local = "://" not in target and not target.startswith(("#", "mailto:"))
    if not local or "." not in name or name in words:
        return words
    return f"{words} ({name})" if words else name


def _markdown(text: str) -> str:
    if front := _FRONT_MATTER.match(text):
        title = re.search(r"(?m)^title:[ \t]*[\"']?(.+?)[\"']?[ \t]*$", front[1])
        text = (f"# {title[1]}\n\n" if title else "") + text[front.end() :]
    text = _MARKDOWN_IMAGE.sub(lambda found: _named(found[1], found[2]), text)
    text = _MARKDOWN_LINK.sub(lambda found: _named(found[1], found[2]), text)
    kept: list[str] = []
    fenced = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            kept.append(line)
        elif heading := _MARKDOWN_HEADING.fullmatch(line):
            kept.append(HEADING + heading[1])
        elif not _RULE.fullmatch(line):
            kept.append(_TAG.sub(" ", _MARKDOWN_MARKS.sub("", line)))
        elif kept and kept[-1].strip() and set(line.strip()) in ({"="}, {"-"}):
            kept[-1] = HEADING + kept[-1].strip().removeprefix(HEADING)
    return "\n".join(kept)


def _rst(text: str) -> str:
    text = _RST_IMAGE.sub(lambda found: _named("", found[1]), text)
    text = _RST_LINK.sub(lambda found: _named(found[1], found[2]), _RST_ROLE.sub(r"\1", text))
    text = _RST_MARKS.sub("", _RST_OPTION.sub("", text))
    kept: list[str] = []
    for line in text.split("\n"):
        if not _RST_RULE.match(line):
            kept.append(line)
        elif kept and kept[-1].strip() and not kept[-1].startswith((" ", HEADING)):
            kept[-1] = HEADING + kept[-1].strip()
    return "\n".join(kept)


def _table(text: str, delimiter: str) -> str:
    """One line for each row, its cells apart by three spaces."""
    first = text[:4_096].splitlines()[:20]
    delimiter = max(delimiter + ",;\t|", key=lambda mark: sum(mark in line for line in first))
    # The limit is the whole process's: others rely on it.
    before = csv.field_size_limit(2**31 - 1)
    try:
        rows = [
            "   ".join(" ".join(cell.split()) for cell in row if cell.strip())
            for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error:
        return text
    finally:
        csv.field_size_limit(before)
    return "\n".join(row for row in rows if row)


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
