"""Reads files ahead of the encoder in a bounded window of worker processes, in the order they were given."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeAlias, TypeVar

from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, Limits, PageContent, Prepare
from imtextgui.errors import DocumentError

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Digest:
    """The first event of a file: its digest, and size in bytes and time of change as they were when it was read."""

    value: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of a file that was read to its end, or that ``wanted`` did not want (``skipped``)."""

    skipped: bool = False


Event: TypeAlias = Digest | DocumentInfo | PageContent | DocumentError | Finished


class Ahead(Generic[Key]):
    """Yields ``(key, event)`` for each of ``files``, in their order.

    The events of one file: Digest, then DocumentInfo, then one PageContent for each page from the first
    wanted, then Finished. ``wanted(key, digest)`` is called in this process as soon as the digest is known,
    which may be before earlier files are finished; it answers with the number of the first page to read, or
    None, and then Finished(skipped=True) follows the Digest. A file that cannot be read ends, at whatever
    point, with a DocumentError in place of all later events. So every file ends with exactly one Finished or
    DocumentError. A context manager: leaving it ends the workers.
    """

    def __init__(
        self,
        files: Iterable[tuple[Key, Path]],
        prepare: Prepare,
        limits: Limits = DEFAULT_LIMITS,
        *,
        workers: int | None = None,
        wanted: Callable[[Key, str], int | None] = lambda key, digest: 1,
    ) -> None:
        raise NotImplementedError

    def __enter__(self) -> "Ahead[Key]":
        raise NotImplementedError

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        raise NotImplementedError

    def __iter__(self) -> Iterator[tuple[Key, Event]]:
        raise NotImplementedError

    def close(self) -> None:
        """End the workers, whatever they are doing."""
        raise NotImplementedError
