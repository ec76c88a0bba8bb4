"""EPUB: the chapters of a book in their order as text, each on a page of its own or more."""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from imtextgui.documents.content import DocumentInfo, Limits, PageContent, Prepare, decoding
from imtextgui.documents.office.package import Package, opened
from imtextgui.documents.safe_xml import attribute, local
from imtextgui.documents.text.html import declared_charset, read_html
from imtextgui.documents.text.links import unquoted
from imtextgui.documents.text.plain_text import PlainText, described
from imtextgui.documents.text.reader import laid_out
from imtextgui.documents.text_encoding import decoded
from imtextgui.errors import DocumentEncrypted

_CHAPTERS = (".xhtml", ".html", ".htm")
_SAID = frozenset({"title", "creator", "subject", "description", "publisher", "identifier"})
_RIGHTS = ("META-INF/rights.xml", "META-INF/sinf.xml")
"""Parts of books that only the shop's own program opens."""


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Iterator[DocumentInfo | PageContent]:
    """Yield the DocumentInfo, then pages of about ``limits.page_chars`` characters; a chapter begins a page.

    Raises DocumentDamaged, DocumentEmpty, DocumentTooLarge, and DocumentEncrypted for a book that is protected.
    """
    with opened(path, data) as package:
        if any(name in package for name in _RIGHTS):
            raise DocumentEncrypted(path=str(path))
        book = _Publication(package)
        chapters: list[str] = []
        length = 0
        with decoding(path):
            for name in book.chapters:
                if length <= limits.max_text_bytes and (words := _words(package, name)):
                    chapters.append(words)
                    length += len(words)
    body = "\f".join(chapters)
    yield from laid_out(
        path, PlainText(body, book.described), limits, first_page, whole=length <= limits.max_text_bytes
    )


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> None:
    """None: the pages of a book are as large as the screen that shows them; their words are shown."""


def _words(package: Package, name: str) -> str:
    markup = package.part(name)
    if markup is None:
        return ""
    return read_html(decoded(markup, declared_charset(markup)) or "").body.replace("\f", " ")


class _Publication:
    """What a book says of itself, and the names of its ``chapters`` in reading order."""

    def __init__(self, package: Package) -> None:
        self._package = package
        main = self._main()
        tree = package.optional_tree(main)
        self.described = ""
        self.chapters = sorted(name for name in package.names if name.lower().endswith(_CHAPTERS))
        if tree is not None:
            self.described = described(
                *("".join(element.itertext()) for element in tree.iter() if local(element) in _SAID)
            )
            # A spine that names nothing is that of a damaged book; then all chapters count, by their names.
            self.chapters = list(_spine(tree, posixpath.dirname(main), package)) or self.chapters

    def _main(self) -> str:
        """The name of the part that lists all others."""
        tree = self._package.optional_tree("META-INF/container.xml")
        named = (attribute(element, "full-path") for element in tree.iter()) if tree is not None else ()
        return next((name for name in named if name in self._package), "")


def _spine(tree: Element, folder: str, package: Package) -> Iterator[str]:
    targets = {
        attribute(element, "id"): posixpath.normpath(
            posixpath.join(folder, unquoted(attribute(element, "href")))
        )
        for element in tree.iter()
        if local(element) == "item"
    }
    for element in tree.iter():
        name = targets.get(attribute(element, "idref"), "") if local(element) == "itemref" else ""
        if name in package:
            yield name
