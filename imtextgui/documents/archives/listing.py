"""Archives as documents: a page without words, and the list of what is in them."""

import os
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui.documents.archives.open_archive import Archive
from imtextgui.documents.content import (
    ArchiveEntry,
    DocumentInfo,
    Limits,
    Listing,
    PageContent,
    Prepare,
    open_bytes,
    page_problem,
    translating_os,
)
from imtextgui.domain.items import Kind
from imtextgui.errors import DocumentTooLarge

if TYPE_CHECKING:
    from PIL import Image


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Iterator[DocumentInfo | PageContent | Listing]:
    """Yield the DocumentInfo, a page without words, and the Listing of what is in the archive.

    Raises DocumentUnsupported, DocumentDamaged, DocumentEncrypted where not even names can be read, and
    DocumentTooLarge for one that unpacks to far more than it holds.
    """
    listing, whole = contents(path, data, limits)
    yield DocumentInfo(Kind.OTHER, 1, "")
    if first_page <= 1:
        yield PageContent(1, problem=None if whole is None else page_problem(whole, path, 1))
    yield listing


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> "Image.Image | None":
    """None: an archive has no picture."""


def contents(path: Path, data: bytes | None, limits: Limits) -> tuple[Listing, DocumentTooLarge | None]:
    """What is in the archive at ``path``, and why not all of it is told, if so."""
    with translating_os(path):
        file = open_bytes(path) if data is None else BytesIO(data)
        mtime_ns = os.fstat(file.fileno()).st_mtime_ns if data is None else 0
    with file, closing(Archive(path, file, mtime_ns, limits)) as archive:
        members = archive.members.items()
        entries = [ArchiveEntry(name, member.size, member.mtime_ns) for name, member in members]
        return Listing(tuple(entries), tuple(archive.not_files)), archive.left_out
