"""STEP models: what their header and products are called and, where a CAD kernel is installed, a view of them."""

import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from imtextgui.documents.cad import step_shape
from imtextgui.documents.cad.mesh.reader import MOST_TRIANGLES
from imtextgui.documents.cad.mesh.view import drawn
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
from imtextgui.documents.passages import clean, passages
from imtextgui.documents.text_encoding import decoded
from imtextgui.documents.thumbnails import RENDERED_SIDE, THUMBNAIL_SIDE, encoded, fitted
from imtextgui.domain.items import Kind, Origin
from imtextgui.errors import DocumentError, DocumentTooLarge

MOST_BYTES = 64 * 2**20
"""Of a file that are looked through for names."""

_HEAD = 16 * 2**10
_STRING = r"'((?:[^']|'')*)'"
_HEADER = re.compile(r"(FILE_DESCRIPTION|FILE_NAME|FILE_SCHEMA)\s*\((.*?)\)\s*;", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PRODUCT = re.compile(rb"\bPRODUCT\s*\(\s*'((?:[^']|''){0,400})'\s*,\s*'((?:[^']|''){0,400})'")
_UTF16 = re.compile(r"\\X2\\((?:[0-9A-F]{4})+)\\X0\\", re.IGNORECASE)
_LATIN = re.compile(r"\\X\\([0-9A-F]{2})", re.IGNORECASE)
_SAYS_LITTLE = re.compile(r"(unknown|none|unspecified|document|assem\d*|2;1|\W*|\d[\dT:+.-]*)", re.IGNORECASE)
_MOST_NAMES = 2_000


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Iterator[DocumentInfo | PageContent]:
    """Yield the DocumentInfo, then one page: header and product names, with a view where ``step_shape`` is installed.

    A model that cannot be drawn is a page with a problem.
    """
    head = data[:MOST_BYTES] if data is not None else _bytes(path)
    products = list(dict.fromkeys(_products(head)))
    header = list(dict.fromkeys(_header(head)))
    title = products[0] if products else ""
    yield DocumentInfo(Kind.DRAWING, 1, title[:200])
    if first_page <= 1:
        text = clean("\n".join(dict.fromkeys((*products, *header))))
        pieces = passages(text, Origin.METADATA, limits.passage_chars)
        try:
            picture, problem = render(path, data, 1, RENDERED_SIDE, limits), None
        except DocumentError as trouble:
            picture, problem = None, page_problem(trouble, path, 1)
        yield PageContent(
            1,
            text,
            title[:200],
            pieces,
            prepare(picture) if picture else None,
            encoded(fitted(picture, THUMBNAIL_SIDE)) if picture else None,
            *(picture.size if picture else (0, 0)),
            problem,
        )


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> Image.Image | None:
    """The view as an RGB picture of at most ``longest`` pixels; None where it is empty or no kernel is installed.

    Raises DocumentDamaged, DocumentTooLarge.
    """
    if not step_shape.is_installed():
        return None
    with decoding(path):
        triangles = step_shape.triangles(path, data)
        if len(triangles) > MOST_TRIANGLES:
            raise DocumentTooLarge(path=str(path), reason=f"{len(triangles)} triangles")
        return drawn(triangles, longest) if len(triangles) else None


def _bytes(path: Path) -> bytes:
    with translating_os(path), open_bytes(path) as file:
        return file.read(MOST_BYTES)


def _products(data: bytes) -> Iterator[str]:
    for count, product in enumerate(_PRODUCT.finditer(data)):
        if count >= _MOST_NAMES:
            return
        for raw in product.groups():
            name = _plain(decoded(raw) or "")
            if not _SAYS_LITTLE.fullmatch(name):
                yield name


def _header(data: bytes) -> Iterator[str]:
    text = _COMMENT.sub("", decoded(data[:_HEAD]) or "")
    for record in _HEADER.finditer(text):
        for raw in re.findall(_STRING, record[2]):
            words = _plain(raw)
            if not _SAYS_LITTLE.fullmatch(words):
                yield words


def _plain(raw: str) -> str:
    """A string of the format as people read it: other letters are written as their codes."""
    text = _UTF16.sub(lambda code: bytes.fromhex(code[1]).decode("utf-16-be", "replace"), raw)
    text = _LATIN.sub(lambda code: chr(int(code[1], 16)), text)
    return " ".join(text.replace("''", "'").split())
