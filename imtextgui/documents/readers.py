"""Reads files into pages, by an explicit table of readers: pictures, drawings, PDF, office documents, text."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from imtextgui.documents import conversions, families
from imtextgui.documents.archives import entries, listing, open_archive
from imtextgui.documents.content import (
    DEFAULT_LIMITS,
    HELD_BYTES,
    DocumentInfo,
    DrawnPage,
    Limits,
    Listing,
    PageContent,
    Prepare,
    open_bytes,
    page_problem,
    regular,
    translating_os,
)
from imtextgui.documents.opening import Opened, open_document, readable
from imtextgui.documents.sniffing import HEAD
from imtextgui.domain.items import WHOLE, Box, Word
from imtextgui.errors import DocumentEmpty, DocumentError, DocumentUnsupported

if TYPE_CHECKING:
    from PIL import Image

__all__ = [
    "as_pdf",
    "digest",
    "draw_opened",
    "is_archive",
    "is_supported",
    "may_hold_files",
    "read",
    "read_opened",
    "render",
    "words",
]


MOST_WHOLE = 8_000
"""Longest side in pixels of a page that is drawn as a whole in order to cut a part out of it."""


class Reader(Protocol):
    """What each reader module offers; one that draws a part of a page without the rest offers ``render_part``."""

    def read(
        self, path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
    ) -> Iterator[DocumentInfo | PageContent | Listing]:
        """Yield the DocumentInfo, then the pages from ``first_page`` on, then the Listing of an archive."""

    def render(
        self, path: Path, data: bytes | None, number: int, longest: int, limits: Limits
    ) -> "Image.Image | None":
        """Page ``number`` as a picture, or None where the document has none."""


class Drawer(Protocol):
    """What a reader module may offer besides, where drawing many pages at once is quicker or tells more."""

    def draw(
        self, path: Path, data: bytes | None, numbers: Sequence[int], longest: int, limits: Limits
    ) -> Iterator[DrawnPage]:
        """Each of the pages ``numbers``, ascending, with a picture whose longest side is ``longest`` pixels."""


_MODULES = {
    "raster": "imtextgui.documents.images.raster",
    "raw": "imtextgui.documents.images.raw_photo",
    "pdf": "imtextgui.documents.pdf.reader",
    "svg": "imtextgui.documents.images.svg",
    "dxf": "imtextgui.documents.cad.dxf.reader",
    "archive": "imtextgui.documents.archives.listing",
    "office": "imtextgui.documents.office.reader",
    "step": "imtextgui.documents.cad.step",
    "mesh": "imtextgui.documents.cad.mesh.reader",
    "companion": "imtextgui.documents.cad.companion",
    "text": "imtextgui.documents.text.reader",
    "outlook": "imtextgui.documents.text.outlook",
    "epub": "imtextgui.documents.office.epub",
    "xps": "imtextgui.documents.office.xps",
}


def is_supported(path: Path) -> bool:
    """Whether the name of ``path`` promises a file that can be read; the content may say otherwise."""
    suffix = path.suffix.lower()
    known = suffix in families.BY_SUFFIX or open_archive.is_archive(path.name)
    return known or conversions.converter_for(suffix) is not None


def is_archive(path: Path) -> bool:
    """Whether the name of ``path`` is one of a file that is looked into as into a folder; reading it tells what is
    in it.
    """
    return open_archive.is_archive(path.name)


def may_hold_files(path: Path) -> bool:
    """Whether the name of ``path`` is one of a file in which others may be found: an archive, a mail, a PDF."""
    return open_archive.may_hold_files(path.name)


def read(
    path: Path, prepare: Prepare, limits: Limits = DEFAULT_LIMITS, first_page: int = 1
) -> Iterator[DocumentInfo | PageContent | Listing]:
    """Yield what is known of the file at ``path``, then its pages in order from ``first_page`` on.

    ``path`` may lead into an archive, as into a folder; of an archive itself a Listing tells what is in it.
    Raises a DocumentError: Missing, Forbidden, Unsupported, Empty, Damaged, Encrypted, TooLarge or Changing.
    Damaged content can also hang or crash a decoder: run it in a worker process (``indexing.reader_pool``).
    """
    yield from read_opened(open_document(path), prepare, limits, first_page)


def read_opened(
    opened: Opened, prepare: Prepare, limits: Limits, first_page: int = 1
) -> Iterator[DocumentInfo | PageContent | Listing]:
    """As ``read``, for a file that was digested already."""
    with readable(opened.path, opened.data, limits) as given:
        family, path, data = _resolved(*given, limits, opened.head)
        if family == "archive" and opened.depth >= limits.max_depth:
            raise entries.too_deep(opened.path, limits)
        attached = yield from _read_through(_reader(family).read(path, data, prepare, limits, first_page))
        mail = family in ("text", "outlook") and opened.path.suffix.lower() in open_archive.MAILS
        if (attached or mail) and opened.depth < limits.max_depth:
            yield _attached_files(opened.path, path, data, limits)
    opened.check_unchanged()


def _read_through(
    events: Iterator[DocumentInfo | PageContent | Listing],
) -> Generator[DocumentInfo | PageContent | Listing, None, bool]:
    """Yield ``events``; return whether the reader says that files are attached to what it read."""
    # What does not return anything was written as an iterator.
    attached = yield from cast("Generator[DocumentInfo | PageContent | Listing, None, object]", events)
    return attached is True


def _attached_files(name: Path, path: Path, data: bytes | None, limits: Limits) -> Listing:
    """What is attached to the mail or PDF at ``path``, which may be a copy of the entry ``name``."""
    if not open_archive.may_hold_files(name.name):
        return Listing(())
    return listing.contents(path, data, limits)[0]


def render(
    path: Path | bytes, number: int, longest: int, limits: Limits = DEFAULT_LIMITS, *, part: Box = WHOLE
) -> "Image.Image | None":
    """Page ``number`` of a file, or of a file's bytes, as an RGB picture of at most ``longest`` pixels.

    With ``part`` only that part of the page, at the scale that ``longest`` gives to the whole. None where the
    document has no picture (text). Raises the same errors as ``read``; DocumentMissing also where there is no
    such page.
    """
    known = path if isinstance(path, bytes) else None
    with readable(Path() if isinstance(path, bytes) else path, known, limits) as given:
        family, place, data = _resolved(*given, limits)
        reader = _reader(family)
        if part == WHOLE:
            return reader.render(place, data, number, longest, limits)
        draw_part = getattr(reader, "render_part", None)
        if draw_part is not None:
            drawn: Image.Image = draw_part(place, data, number, longest, limits, part=part)
            return drawn
        return _cut(reader.render(place, data, number, min(longest, MOST_WHOLE), limits), part)


def words(path: Path, number: int, limits: Limits = DEFAULT_LIMITS) -> tuple[Word, ...]:
    """The words of page ``number`` with their places, where the file itself tells them; else none.

    Raises the same errors as ``render``.
    """
    with readable(path, None, limits) as given:
        family, place, data = _resolved(*given, limits)
        tell = getattr(_reader(family), "words_of", None)
        placed: tuple[Word, ...] = tell(place, data, number) if tell is not None else ()
        return placed


@contextmanager
def as_pdf(path: Path, limits: Limits = DEFAULT_LIMITS) -> Iterator[tuple[Path, bytes | None] | None]:
    """A file, or its bytes, that can be opened as a PDF for what is at ``path``; None where there is none.

    It is gone afterwards. Raises the same errors as ``read``.
    """
    with readable(path, None, limits) as given:
        family, place, data = _resolved(*given, limits)
        yield (place, data) if family == "pdf" else None


def _head(path: Path, data: bytes | None) -> bytes:
    if data is not None:
        head = data[:HEAD]
    else:
        with translating_os(path):
            regular(path)
            with open_bytes(path) as file:
                head = file.read(HEAD)
    if not head:
        raise DocumentEmpty(path=str(path))
    return head


def _cut(whole: "Image.Image | None", part: Box) -> "Image.Image | None":
    if whole is None:
        return None
    left, right = (min(max(round(share * whole.width), 0), whole.width) for share in (part.x0, part.x1))
    top, bottom = (min(max(round(share * whole.height), 0), whole.height) for share in (part.y0, part.y1))
    return whole.crop((left, top, max(right, left + 1), max(bottom, top + 1)))


def draw_opened(
    opened: Opened, numbers: Sequence[int], longest: int, limits: Limits = DEFAULT_LIMITS
) -> Iterator[DrawnPage]:
    """Each of the pages ``numbers`` drawn large, for passes that look closer; the file was digested already.

    A page that cannot be drawn has a problem. Raises the same errors as ``read`` for the file as a whole.
    """
    with readable(opened.path, opened.data, limits) as given:
        family, path, data = _resolved(*given, limits, opened.head)
        reader = _reader(family)
        if hasattr(reader, "draw"):
            yield from cast(Drawer, reader).draw(path, data, numbers, longest, limits)
        else:
            for number in numbers:
                try:
                    yield DrawnPage(number, reader.render(path, data, number, longest, limits))
                except DocumentError as trouble:
                    yield DrawnPage(number, problem=page_problem(trouble, path, number))
    opened.check_unchanged()


def digest(path: Path) -> str:
    """BLAKE2b of the bytes of ``path`` in hexadecimal; raises as ``read`` does when a file cannot be
    opened.
    """
    return open_document(path).digest


def refuse_unsupported(path: Path) -> None:
    """Raise what ``read`` would raise by the name and the first bytes of a large file, before it is digested.

    A film or an image of a disk of 100 GB takes minutes to be digested, only to be no document afterwards. Entries of
    archives and small files are left to ``read``.
    """
    if entries.split_path(path)[1]:
        return
    with translating_os(path):
        if regular(path).st_size <= HELD_BYTES:
            return
    families.family_of(path, _head(path, None), None)


def _reader(family: str) -> Reader:
    return cast(Reader, import_module(_MODULES[family]))


def _resolved(
    path: Path, data: bytes | None, limits: Limits, head: bytes | None = None
) -> tuple[str, Path, bytes | None]:
    """Which reader takes a file, and the file that it takes: another one where a converter is needed."""
    family = families.family_of(path, _head(path, data) if head is None else head, data)
    if family != "foreign":
        return family, path, data
    suffix = path.suffix.lower()
    # What is foreign by its content under a name that promises something else is a DWG.
    suffix = suffix if conversions.needs_converter(suffix) else ".dwg"
    made = conversions.converted(path, data, limits, suffix)
    family = families.family_of(made, _head(made, None), None)
    if family == "foreign":
        raise DocumentUnsupported(path=str(path))
    return family, made, None
