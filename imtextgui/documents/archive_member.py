"""What is in an archive, as every format of archives tells it."""

from collections.abc import Iterator, Sequence
from typing import IO, NamedTuple, Protocol

from imtextgui.domain.left_out import LeftOutReason


class Member(NamedTuple):
    """One file in an archive, by the name written there; size in bytes.

    ``mtime_ns`` is its time of change; it differs wherever the bytes may differ. ``key`` is for ``stream``.
    """

    name: str
    size: int
    mtime_ns: int
    key: int


class Container(Protocol):
    """An open archive. ``not_files`` are the names in it that are no files to be read, and why.

    Methods raise DocumentErrors, and whatever their library does on a damaged archive.
    """

    @property
    def not_files(self) -> Sequence[tuple[str, LeftOutReason]]: ...

    def members(self) -> Iterator[Member]:
        """The files in it in the order in which they are read fastest."""

    def stream(self, key: int) -> IO[bytes]:
        """The bytes of a member, to be read from their beginning to their end."""

    def close(self) -> None:
        """Let go of the file."""
