"""Reads programs and libraries of macOS on any system: their processors, the release that they need, and what else.

    python packaging/macos/machine_code.py list FOLDER     # the files of machine code in it, the innermost first

The layout is that of Apple's ``mach-o/loader.h`` and ``mach-o/fat.h``.
"""

import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_THIN, _FAT = b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"
_MOST_SLICES = 8
"""Java's classes begin like a file for several processors, and have a version above 40 where the count is."""

_PROCESSORS = {0x01000007: "x86_64", 0x0100000C: "arm64"}
_ALIGNMENTS = {"x86_64": 12, "arm64": 14}
"""Powers of two that a processor's pages begin at."""

_LIBRARIES = frozenset({0xC, 0x80000018, 0x8000001F})
_SEARCHED = 0x8000001C
_LEAST_RELEASE, _BUILD_VERSION = 0x24, 0x32
_OF_THE_SYSTEM = ("/usr/lib/", "/System/Library/")


@dataclass(frozen=True, slots=True)
class Slice:
    """The machine code for one processor: the bytes, the ``release`` of macOS that it needs at least, the libraries
    that it is linked to, and the folders that those are looked for in.
    """

    processor: str
    content: bytes
    release: tuple[int, int]
    libraries: tuple[str, ...]
    searched: tuple[str, ...]


def is_machine_code(head: bytes) -> bool:
    """Whether a file that begins with these eight bytes is a program or library of macOS."""
    if head[:4] == _FAT and len(head) >= 8:
        return bool(0 < struct.unpack(">I", head[4:8])[0] <= _MOST_SLICES)
    return head[:4] == _THIN


def slices(content: bytes) -> list[Slice]:
    """The parts of a file for each processor. Raises ValueError for one that is none, or for other processors."""
    if not is_machine_code(content[:8]):
        raise ValueError("no machine code of macOS")
    if content[:4] == _THIN:
        return [_slice(content)]
    (count,) = struct.unpack(">I", content[4:8])
    found = []
    for number in range(count):
        _, _, offset, size, _ = struct.unpack_from(">5I", content, 8 + 20 * number)
        found.append(_slice(content[offset : offset + size]))
    return found


def merged(contents: Sequence[bytes]) -> bytes:
    """One file of all the parts of ``contents``, as Apple's ``lipo -create`` makes.

    Raises ValueError as ``slices``, and where two are for one processor.
    """
    parts = sorted(
        (part for content in contents for part in slices(content)), key=lambda part: part.processor
    )
    if len({part.processor for part in parts}) != len(parts):
        raise ValueError("two parts for one processor")
    numbers = {name: number for number, name in _PROCESSORS.items()}
    heads, body, end = b"", b"", 8 + 20 * len(parts)
    for part in parts:
        alignment = _ALIGNMENTS[part.processor]
        start = -(-end // 2**alignment) * 2**alignment
        subtype = struct.unpack_from("<I", part.content, 8)[0]
        heads += struct.pack(">5I", numbers[part.processor], subtype, start, len(part.content), alignment)
        body += bytes(start - end) + part.content
        end = start + len(part.content)
    return _FAT + struct.pack(">I", len(parts)) + heads + body


def files(folder: Path) -> Iterator[Path]:
    """The files of machine code in ``folder``, no links, the innermost first: they are signed in that order."""
    found = [file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()]
    for file in sorted(found, key=lambda file: (-len(file.parts), file)):
        with file.open("rb") as opened:
            if is_machine_code(opened.read(8)):
                yield file


def complaints(
    name: str, parts: Iterable[Slice], *, processors: Iterable[str], release: tuple[int, int]
) -> Iterator[str]:
    """What is wrong with a file that shall run on ``processors`` from a ``release`` of macOS on."""
    known = {part.processor: part for part in parts}
    for processor in sorted(set(processors) - known.keys()):
        yield f"{name} has nothing for {processor}"
    for part in known.values():
        if part.release > release:
            yield f"{name} needs macOS {part.release[0]}.{part.release[1]} on {part.processor}"
        for library in part.libraries:
            if not library.startswith(("@", *_OF_THE_SYSTEM)):
                yield f"{name} needs {library}, which only the machine has that it was made on"


def _slice(content: bytes) -> Slice:
    if content[:4] != _THIN:
        raise ValueError("a part that is no machine code")
    (number,) = struct.unpack_from("<I", content, 4)
    if number not in _PROCESSORS:
        raise ValueError(f"machine code for processor {number:#x}")
    release, libraries, searched = (0, 0), [], []
    for kind, command in _commands(content):
        if kind == _BUILD_VERSION:
            release = _release(command, 12)
        elif kind == _LEAST_RELEASE:
            release = _release(command, 8)
        elif kind in _LIBRARIES:
            libraries.append(_text(command))
        elif kind == _SEARCHED:
            searched.append(_text(command))
    return Slice(_PROCESSORS[number], content, release, tuple(libraries), tuple(searched))


def _commands(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The load commands: their kinds and their bytes."""
    (count,) = struct.unpack_from("<I", content, 16)
    offset = 32
    for _ in range(count):
        kind, size = struct.unpack_from("<2I", content, offset)
        yield kind, content[offset : offset + size]
        offset += size


def _release(command: bytes, offset: int) -> tuple[int, int]:
    (packed,) = struct.unpack_from("<I", command, offset)
    return packed >> 16, packed >> 8 & 0xFF


def _text(command: bytes) -> str:
    (offset,) = struct.unpack_from("<I", command, 8)
    return command[offset:].partition(b"\0")[0].decode("utf-8")


if __name__ == "__main__":
    for found in files(Path(sys.argv[2])):
        print(found)
