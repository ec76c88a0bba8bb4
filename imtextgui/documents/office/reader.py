"""Office documents: tells which it is by what the package holds, and makes pages of its leaves."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

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
from imtextgui.documents.furigana import separated
from imtextgui.documents.layout.boxes import is_worthwhile
from imtextgui.documents.layout.page_layout import Leaf, Picture, drawn
from imtextgui.documents.office.opendocument import reader as opendocument
from imtextgui.documents.office.package import OPENDOCUMENT, PROPERTIES, Package, is_package, opened
from imtextgui.documents.office.presentations import slides
from imtextgui.documents.office.spreadsheets import binary_workbook, old_workbook, workbook
from imtextgui.documents.office.word import reader as word
from imtextgui.documents.passages import clean, passages
from imtextgui.documents.safe_xml import local
from imtextgui.documents.sniffing import COMPOUND, OLD_SHEETS
from imtextgui.documents.thumbnails import RENDERED_SIDE, THUMBNAIL_SIDE, encoded, fitted
from imtextgui.domain.items import Box, Kind, Origin
from imtextgui.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentError,
    DocumentMissing,
    DocumentNeedsConverter,
    DocumentTooLarge,
    DocumentUnsupported,
)

MOST_CHARS = 400_000
"""Of one page; the rest is left out, and the page says so."""

SUFFIXES = frozenset(
    [
        *(".docx", ".docm", ".dotx", ".dotm", ".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"),
        *(".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb"),
        *(".odt", ".ott", ".ods", ".ots", ".odp", ".otp", ".odg"),
    ]
)
"""Of names that promise an office document; a damaged package under another name is not ours to judge."""

_READERS: dict[str, Callable[[Package, Element, Limits], Sequence[Leaf]]] = {
    "document": word.leaves,
    "presentation": slides.leaves,
    "workbook": workbook.leaves,
}
"""By the root of the main part."""

LONGEST_TITLE = 200
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NO_TITLE = re.compile(
    r"^(untitled.*|無題.*|document\d*|title|(microsoft )?(word|powerpoint|excel)\b.*|powerpoint presentation"
    r"|powerpoint プレゼンテーション|presentation\d*|プレゼンテーション\d*"
    r"|(slide|sheet|シート|tabelle|feuil) ?\d+|\W*|[\d._-]+)$",
    re.IGNORECASE,
)


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Iterator[DocumentInfo | PageContent]:
    """Yield the DocumentInfo, then a page for each page, slide or sheet.

    Raises DocumentUnsupported for packages of another kind, DocumentEncrypted, DocumentDamaged, DocumentTooLarge
    and DocumentEmpty.
    """
    with _opened(path, data, limits) as (leaves, properties):
        pages = min(len(leaves), limits.max_pages)
        titles = (properties.get("title", "")[:LONGEST_TITLE], separated(leaves[0].title)[0])
        title = next((words for words in titles if words and not _NO_TITLE.match(words)), "")
        yield DocumentInfo(Kind.MANUAL, pages, title)
        said = _said(properties, leaves[0])
        first = replace(leaves[0], described=f"{leaves[0].described}\n{said}".strip())
        for number, leaf in enumerate([first, *leaves[1:pages]], 1):
            if number >= first_page:
                yield _page(leaf, number, path, prepare, limits)


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> Image.Image | None:
    """Page ``number`` as an RGB picture whose longest side is ``longest`` pixels; None where it is bare."""
    with _opened(path, data, limits) as (leaves, _):
        if not 1 <= number <= len(leaves):
            raise DocumentMissing(path=str(path))
        return drawn(leaves[number - 1], path, longest)


def draw(
    path: Path, data: bytes | None, numbers: Sequence[int], longest: int, limits: Limits
) -> Iterator[DrawnPage]:
    """Each of the pages ``numbers`` with a picture whose longest side is ``longest`` pixels, None where it is bare."""
    with _opened(path, data, limits) as (leaves, _):
        for number in numbers:
            leaf = leaves[number - 1]
            try:
                yield DrawnPage(number, drawn(leaf, path, longest), leaf.size, figures=_pictures(leaf))
            except DocumentError as trouble:
                yield DrawnPage(number, problem=page_problem(trouble, path, number))


def _pictures(leaf: Leaf) -> tuple[Box, ...]:
    """Where the embedded pictures stand that are large enough to be looked at on their own."""
    width, height = leaf.size
    boxes = (
        Box(
            max(0.0, element.x / width),
            max(0.0, element.y / height),
            min(1.0, (element.x + element.width) / width),
            min(1.0, (element.y + element.height) / height),
        )
        for element in leaf.elements
        if isinstance(element, Picture)
    )
    return tuple(box for box in boxes if is_worthwhile(box))


class _Document(NamedTuple):
    """The pages of a document, and what it says of itself, as ``Package.properties``."""

    leaves: Sequence[Leaf]
    properties: Mapping[str, str]


@contextmanager
def _opened(path: Path, data: bytes | None, limits: Limits) -> Iterator[_Document]:
    """The document in a file or its bytes; pictures in it can be loaded as long as it is open."""
    if not is_package(path, data):
        yield _old_workbook(path, data, limits)
        return
    with opened(path, data) as package:
        with decoding(path):
            leaves = _leaves(package, limits)
        _check_not_empty(leaves, path)
        yield _Document(leaves, package.properties)


def _old_workbook(path: Path, data: bytes | None, limits: Limits) -> _Document:
    """A workbook that is no package. Raises DocumentErrors that say why a file is none."""
    if data is None:
        with translating_os(path), open_bytes(path) as file:
            data = file.read(old_workbook.MOST_BYTES + 1)
    with decoding(path):
        stream = None if _ENCRYPTED in data else old_workbook.workbook_stream(data)
        if stream is None:
            raise _refusal(path, data)
        if len(data) > old_workbook.MOST_BYTES:
            raise DocumentTooLarge(path=str(path), reason=f"more than {old_workbook.MOST_BYTES} bytes")
        leaves = old_workbook.leaves(path, stream, limits)
    _check_not_empty(leaves, path)
    return _Document(leaves, old_workbook.properties(data))


def _check_not_empty(leaves: Sequence[Leaf], path: Path) -> None:
    if not leaves:
        raise DocumentEmpty(path=str(path))


def _leaves(package: Package, limits: Limits) -> Sequence[Leaf]:
    """The pages of a document; which it is, its main part tells."""
    if package.main == OPENDOCUMENT:
        return opendocument.leaves(package, limits)
    if package.main.endswith(binary_workbook.MAIN):
        return binary_workbook.leaves(package, limits)
    tree = package.tree(package.main)
    reader = _READERS.get(local(tree)) if tree is not None else None
    if reader is None or tree is None:
        raise DocumentUnsupported(path=str(package.path))
    return reader(package, tree, limits)


def _refusal(path: Path, data: bytes) -> DocumentError:
    """Why a file that is no zip cannot be read: a package with a password is wrapped into another kind of file."""
    suffix = path.suffix.lower()
    if data.startswith(COMPOUND):
        if _ENCRYPTED in data:
            return DocumentEncrypted(path=str(path))
        if suffix in OLD_SHEETS:
            return DocumentNeedsConverter(path=str(path), suffix=suffix)
        return DocumentUnsupported(path=str(path))
    if suffix in SUFFIXES:
        return DocumentDamaged(path=str(path), reason="not a whole package")
    return DocumentUnsupported(path=str(path))


def _said(properties: Mapping[str, str], first: Leaf) -> str:
    """What the document says of itself and its ``first`` page does not: its title where it is none that a program
    made up, subject and keywords.
    """
    title = properties.get("title", "")
    told = {**properties, "title": "" if _NO_TITLE.match(title) else title}
    known = f"{first.text}\n{first.described}"
    lines = (told.get(name, "") for name in PROPERTIES)
    return "\n".join(line for line in lines if line and line not in known)


def _page(leaf: Leaf, number: int, path: Path, prepare: Prepare, limits: Limits) -> PageContent:
    text, readings = separated(clean(leaf.text))
    described = "\n".join(filter(None, (clean(leaf.described), *readings)))
    trouble: DocumentError | None = None
    if len(text) > MOST_CHARS:
        trouble = DocumentTooLarge(path=str(path), reason=f"more than {MOST_CHARS} characters on a page")
        text = text[:MOST_CHARS]
    picture = None
    try:
        picture = drawn(leaf, path, RENDERED_SIDE)
    except DocumentError as failed:
        trouble = failed
    return PageContent(
        number,
        f"{text}\n\n{described}".strip(),
        separated(leaf.title)[0],
        (
            *passages(text, Origin.TEXT_LAYER, limits.passage_chars),
            *passages(described, Origin.METADATA, limits.passage_chars),
        ),
        prepare(picture) if picture else None,
        encoded(fitted(picture, THUMBNAIL_SIDE)) if picture else None,
        round(leaf.size[0]),
        round(leaf.size[1]),
        page_problem(trouble, path, number) if trouble else None,
        separated(leaf.section)[0],
    )
