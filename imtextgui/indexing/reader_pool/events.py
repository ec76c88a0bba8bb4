"""What a stream of files tells of each of them, in this order: ``Digest``, then what was read, then how it ended."""

from dataclasses import dataclass
from typing import TypeAlias

from imtextgui.documents.content import DocumentInfo, Listing, OfPage
from imtextgui.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Digest:
    """The first event of a file: its digest, and size in bytes and time of change as they were when it was read.

    ``system_id`` is what the system calls it (``plain_files``).
    """

    value: str
    size: int
    mtime_ns: int
    system_id: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of a file that was read to its end, or that nobody wanted to be read (``skipped``)."""

    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing came for a moment: the consumer can save what it has, or stop. No part of a file's events."""


Event: TypeAlias = Digest | DocumentInfo | OfPage | Listing | DocumentError | Finished | Waiting
