"""What a worker process and its owner tell each other: orders to it, notes and contents from it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from imtextgui.errors import DocumentError
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers
from imtextgui.indexing.reader_pool.protocol import ReadSpec


@dataclass(frozen=True, slots=True)
class Begin:
    """Order: files come to which ``spec`` applies. The worker has none left of those before."""

    spec: ReadSpec


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Order: digest this file. With ``pages`` these are wanted already, if its digest is still ``digest``."""

    number: int
    path: Path
    pages: PageNumbers | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Order: read these pages of the file, or forget it."""

    number: int
    pages: PageNumbers | None


@dataclass(frozen=True, slots=True)
class Taken:
    """Order: the consumer took one page, so that there is room for another."""


@dataclass(frozen=True, slots=True)
class WorkerReady:
    """Note: the worker has started and knows what to do with files."""


@dataclass(frozen=True, slots=True)
class Started:
    """Note: whatever happens from now on is this file's doing, and that of its page ``page`` if it is at one."""

    number: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Digested:
    """Note: what the file's bytes are, or why they cannot be had.

    Digest, size in bytes, time of change in ns, and what the system calls the file.
    """

    number: int
    result: tuple[str, int, int, str] | DocumentError


@dataclass(frozen=True, slots=True)
class Idle:
    """Note: nothing can be done until more than ``received`` orders have come."""

    received: int


Order: TypeAlias = Begin | ReadTask | Answer | Taken
Note: TypeAlias = WorkerReady | Started | Digested | Idle
