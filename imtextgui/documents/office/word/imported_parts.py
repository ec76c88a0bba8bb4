"""Words of other files that a Word document holds and shows as its own (altChunk)."""

from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from imtextgui.documents.furigana import separated
from imtextgui.documents.office.package import Package
from imtextgui.documents.safe_xml import local, parsed
from imtextgui.documents.sniffing import RTF
from imtextgui.documents.text.html import declared_charset, html_to_text
from imtextgui.documents.text.mail import is_mail, mail_to_text
from imtextgui.documents.text.plain_text import HEADING
from imtextgui.documents.text.rtf import rtf_to_text
from imtextgui.documents.text_encoding import decoded

_MOST_BYTES = 48 * 2**20


def imported_words(package: Package, name: str) -> list[str]:
    """The paragraphs of the part ``name``: a page, a text, RTF, or a Word document. Raises as ``Package.part`` does."""
    data = package.part(name)
    if data is None:
        return []
    text = separated(_text(data))[0]
    return [words for line in text.split("\n") if (words := line.removeprefix(HEADING).strip())]


def _text(data: bytes) -> str:
    if data.startswith(b"PK"):
        return _word_text(data)
    if data.startswith(RTF):
        return rtf_to_text(data).body
    text = decoded(data, declared_charset(data)) or ""
    if is_mail(text[:16_384].replace("\r\n", "\n")):
        return mail_to_text(data)
    return html_to_text(text) if "<" in text[:4_096] else text


def _word_text(data: bytes) -> str:
    """The running text of a Word document within another."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            info = archive.getinfo("word/document.xml")
            tree = parsed(archive.read(info)) if info.file_size <= _MOST_BYTES else None
    except (BadZipFile, KeyError, SyntaxError, ValueError, OSError, NotImplementedError):
        return ""
    lines = [element for element in tree.iter() if local(element) == "p"] if tree is not None else []
    return "\n".join("".join(_runs(line)) for line in lines)


def _runs(paragraph: Element) -> list[str]:
    return [part.text or "" for part in paragraph.iter() if local(part) == "t"]
