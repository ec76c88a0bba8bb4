"""What a reader is given and what it hands back, and how trouble with a file becomes one of our errors."""

import errno
import os
import re
import stat
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeAlias

from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Box, Kind, Passage, Problem, Word
from imtextgui.domain.left_out import LeftOutReason
from imtextgui.errors import (
    DocumentAway,
    DocumentDamaged,
    DocumentEmpty,
    DocumentError,
    DocumentForbidden,
    DocumentMissing,
    DocumentTooLarge,
    DocumentUnsupported,
)
from imtextgui.plain_files import is_elsewhere
from imtextgui.windows import long_paths

if TYPE_CHECKING:
    from PIL import Image

Prepare: TypeAlias = "Callable[[Image.Image], Tensor]"
"""Makes the tensor an encoder takes of an RGB picture; picklable, because it runs in worker processes."""

native = long_paths.native
"""Readers open every file by it."""

HELD_BYTES = 32 * 2**20
"""Files up to this size are read once, digested and decoded from memory."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost.

    ``max_file_bytes``: larger files are not read at all, 0 for any size.
    ``max_pages``: later pages are left out, and the last one read says so. ``max_pixel_bytes``: of one
    decoded picture, whole or in bands. ``max_text_bytes``: of a text file; the rest is left out, and the
    last page says so. ``max_passages``: of a text file, each different one once; later ones are found by their words
    only, and the last page says so. ``page_chars``: length of a page cut out of a text file. ``passage_chars``: length
    aimed at for a passage. Of an archive ``max_entries`` files are looked at, as many as unpack to
    ``max_unpacked_bytes``, each of at most ``max_entry_bytes``, in archives of ``max_depth`` one in the other;
    one that unpacks to ``max_growth`` times its size is refused. ``seconds_per_page``: a worker that gives no
    sign of life for so long is ended.
    ``memory_mb``: what a worker may take on top of what it needs to start.
    """

    max_file_bytes: int = 0
    max_pages: int = 20_000
    max_pixel_bytes: int = 640 * 2**20
    max_text_bytes: int = 16 * 2**20
    max_passages: int = 10_000
    page_chars: int = 6_000
    passage_chars: int = 400
    max_entries: int = 20_000
    max_unpacked_bytes: int = 64 * 2**30
    max_entry_bytes: int = 2 * 2**30
    max_depth: int = 3
    max_growth: int = 300
    seconds_per_page: float = 120.0
    memory_mb: int = 1_024


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What is known of a file before its pages are read."""

    kind: Kind
    pages: int
    title: str


@dataclass(frozen=True, slots=True)
class OfPage:
    """Something that was found on page ``number`` of a file, from 1; each pass over files has its own kind."""

    number: int


@dataclass(frozen=True, slots=True)
class PageContent(OfPage):
    """One page as it was read.

    ``title`` is the page's own heading or "", ``section`` the section
    that the page lies in ("chapter / section") or "". ``tensor`` and ``thumbnail`` (JPEG,
    longest side 320 px) are None where the page has no picture. ``width`` and ``height`` are pixels for
    pictures, points for PDF pages and 0 for text. ``problem`` says why this one page is not, or not wholly,
    there.
    """

    text: str = ""
    title: str = ""
    passages: tuple[Passage, ...] = ()
    tensor: Tensor | None = None
    thumbnail: bytes | None = None
    width: int = 0
    height: int = 0
    problem: Problem | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class DrawnPage(OfPage):
    """One page drawn large.

    ``picture`` is RGB, None where the page has none or, with ``problem``, cannot be drawn. ``size`` is the page's
    width and height in points, 0 where it has no natural size. ``words`` are those of its text layer, ``figures``
    the pictures that the file is known to hold there.
    """

    picture: "Image.Image | None" = None
    size: tuple[float, float] = (0, 0)
    words: tuple[Word, ...] = ()
    figures: tuple[Box, ...] = ()
    problem: Problem | None = None


class ArchiveEntry(NamedTuple):
    """A file in an archive, by its relative path in it; size in bytes and time of change as the archive tells.

    The time is different wherever the bytes may be.
    """

    name: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What is in a file that is looked into as into a folder; ``not_files`` are links and the like, and why they are
    not read.
    """

    entries: tuple[ArchiveEntry, ...]
    not_files: tuple[tuple[str, LeftOutReason], ...] = ()


def regular(path: Path) -> os.stat_result:
    """The status of a file with something in it; a pipe or device would block whoever opens it.

    A placeholder, whose content is in the cloud, would be downloaded by whoever reads it: a file that was here when it
    was indexed may have become one since. Raises DocumentUnsupported, DocumentEmpty, DocumentAway, and OSError as
    ``Path.stat`` does.
    """
    status = native(path).stat()
    if not stat.S_ISREG(status.st_mode):
        raise DocumentUnsupported(path=str(path))
    if status.st_size == 0:
        raise DocumentEmpty(path=str(path))
    if is_elsewhere(status):
        raise DocumentAway(path=str(path))
    return status


_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY})
_MISSING = frozenset(
    {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.ESTALE, errno.ENODEV}
)


def _quiet_opener(path: str, flags: int) -> int:
    """Open so that the time of access stays as it is; Linux lets only the owner of a file do so."""
    quiet = getattr(os, "O_NOATIME", 0)
    try:
        return os.open(path, flags | quiet)
    except PermissionError:
        if not quiet:
            raise
        return os.open(path, flags)


def open_bytes(path: Path, buffering: int = -1) -> BinaryIO:
    """Open the document at ``path`` for reading; its time of access stays, where the system can do so."""
    return open(native(path), "rb", buffering, opener=_quiet_opener)


@contextmanager
def translating_os(path: Path) -> Iterator[None]:
    """Turn the system's errors about ``path`` into ours."""
    try:
        yield
    except (OSError, ValueError) as trouble:
        number = getattr(trouble, "errno", None)
        if number in _FORBIDDEN or isinstance(trouble, PermissionError):
            raise DocumentForbidden(path=str(path)) from trouble
        if number in _MISSING or isinstance(trouble, ValueError):
            raise DocumentMissing(path=str(path)) from trouble
        raise DocumentDamaged(path=str(path), reason=_reason(trouble)) from trouble


@contextmanager
def decoding(path: Path) -> Iterator[None]:
    """Turn whatever a decoding library raises on a bad file into DocumentDamaged or DocumentTooLarge.

    Decoders raise nearly every exception there is on damaged input, and warn about what we can live with;
    only calls of the library itself belong inside.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except DocumentError:
        raise
    except MemoryError as trouble:
        raise DocumentTooLarge(path=str(path), reason="memory") from trouble
    except Exception as trouble:
        raise DocumentDamaged(path=str(path), reason=_reason(trouble)) from trouble


def page_problem(trouble: DocumentError, path: Path, page: int) -> Problem:
    """``trouble`` as the recorded problem of one page."""
    return Problem(trouble.code, path, page, dict(trouble.details))


def _reason(trouble: BaseException) -> str:
    """What the library says, without the addresses of our objects that some put into it."""
    return re.sub(r" <[^>]*>", "", str(trouble) or type(trouble).__name__)[:200]
