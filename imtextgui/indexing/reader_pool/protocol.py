"""What every pool of readers offers, and what it is told to do with files."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeAlias, TypeVar

from imtextgui.documents import readers
from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, Limits, Listing, OfPage, Prepare
from imtextgui.documents.opening import Opened
from imtextgui.indexing.reader_pool.events import Event
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers, from_page

Read: TypeAlias = Callable[[Opened, Prepare, Limits, PageNumbers], Iterator[DocumentInfo | OfPage | Listing]]
"""Yields what is known of a file if need be, one OfPage for each wanted page, and what is in an archive."""

Key = TypeVar("Key")

Wanted: TypeAlias = Callable[[Key, str], PageNumbers | None]
"""The pages to read of the file with a key, once its digest is known; None where it need not be read."""

PAGES_AHEAD = 32
"""Pages that one worker may have sent and the consumer not yet taken."""


def read_whole(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | OfPage | Listing]:
    """Read a file for the first time: all its pages from the first of ``pages`` on."""
    yield from readers.read_opened(opened, prepare, limits, pages[0])


def want_all(_key: object, _digest: str) -> PageNumbers:
    """Answer that every file is read from its first page on."""
    return from_page(1)


@dataclass(frozen=True, slots=True)
class ReadSpec:
    """What is done with each wanted file of a stream: ``read(opened, prepare, limits, pages)``.

    All of it is pickled. ``pages_ahead`` is how many pages one worker may have sent that were not yet taken.
    ``release`` frees what ``read`` keeps in memory between files, None where it keeps nothing: see
    ``ReaderPool.reset``.
    """

    prepare: Prepare
    limits: Limits = DEFAULT_LIMITS
    read: Read = read_whole
    pages_ahead: int = PAGES_AHEAD
    release: Callable[[], object] | None = None


class EventStream(Protocol[Key]):
    """Yields ``(key, event)`` for files, in the order the files were given; can be iterated once.

    A file that has had nothing to tell for some seconds may be overtaken by those behind it, so that the events of
    files may be mixed; those of one file keep their order.

    The events of one file: Digest, then what ``ReadSpec.read`` yields, then Finished. A file that cannot be read ends,
    at whatever point, with a DocumentError in place of all later events; its detail ``page`` is the number of the page
    that the reader was at when it hung, crashed or ran out of memory. So every file ends with exactly one Finished or
    DocumentError. Waiting may come in between.
    """

    def __iter__(self) -> Iterator[tuple[Key, Event]]:
        """Begin to read."""

    def insert(self, files: Iterable[tuple[Key, Path]]) -> None:
        """Read ``files`` before those that no reader was given yet: the consumer got the Listing of an archive."""

    def close(self) -> None:
        """Stop reading, whatever the readers are doing. May be called twice; the end of the iteration does it, too."""


class ReaderPool(Protocol):
    """Reads files for the length of a run: any number of streams, one after the other. A context manager."""

    def stream(
        self, files: Iterable[tuple[Key, Path]], spec: ReadSpec, wanted: Wanted[Key] = want_all
    ) -> EventStream[Key]:
        """The events of ``files``, read as ``spec`` says.

        ``wanted`` is called in this process as soon as a digest is known, which may be before earlier files have
        ended. Where it answers None, Finished(skipped=True) follows the Digest.
        """

    def reset(self) -> None:
        """Free what the ``read`` of earlier streams keeps in memory between files, an engine for OCR for instance."""

    def close(self) -> None:
        """End all readers. May be called twice."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
