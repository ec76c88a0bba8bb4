"""What is in an archive, as every format of archives tells it."""

from collections.abc import Iterator
from typing import IO, NamedTuple, Protocol


class Member(NamedTuple):
    """One file in an archive, by the name written there; size in bytes.

    ``mtime_ns`` is its time of change; it differs wherever the bytes may differ. ``key`` is for ``stream``.
    """

    name: str
    size: int
    mtime_ns: int
    key: int


class Container(Protocol):
    """An open archive. Methods raise DocumentErrors, and whatever their library does on a damaged archive."""

    def members(self) -> Iterator[Member]:
        """The files in it in the order in which they are read fastest."""

    def stream(self, key: int) -> IO[bytes]:
        """The bytes of a member, to be read from their beginning to their end."""

    def close(self) -> None:
        """Let go of the file."""
