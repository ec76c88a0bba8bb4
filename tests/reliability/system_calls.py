"""What a process did to the files below a folder, call by call, as strace saw it."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

CALLS = (
    "openat,open,creat,close,lseek,read,write,pwrite64,writev,pwritev,ftruncate,truncate,fallocate,fsync,fdatasync,sync,rename,"
    "renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,sendfile,copy_file_range"
)


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes of the file ``inode`` from ``offset`` on."""

    inode: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resize:
    """The file ``inode`` becomes ``size`` bytes long."""

    inode: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """All of ``inode`` is on the disk; None for a folder."""

    inode: int | None


@dataclass(frozen=True, slots=True)
class Name:
    """``path`` is the file ``inode`` from now on; None: it is gone. ``folder``: it is a folder that is made."""

    path: str
    inode: int | None = None
    folder: bool = False


@dataclass(frozen=True, slots=True)
class Rename:
    """``path`` is called ``target`` from now on, a folder with all that is below it."""

    path: str
    target: str


Call: TypeAlias = Write | Resize | Sync | Name | Rename

_LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+)")
_UNFINISHED = re.compile(r"(\d+) +(\w+)\((.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"(\d+) +<\.\.\. (\w+) resumed>(.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE = re.compile(r"(\d+)<((?:\\x[0-9a-f]{2})*)>")


def tool() -> str | None:
    """The program that watches, where it is there and may watch another process."""
    found = shutil.which("strace")
    if found is None:
        return None
    allowed = subprocess.run([found, "-f", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return found if not allowed.returncode else None


def watched(program: str, log: Path, command: list[str]) -> list[str]:
    """``command``, watched by strace (``program``), with its calls written to ``log``."""
    options = ["-f", "-qq", "-xx", "-y", "-s", "40000000", "-e", f"trace={CALLS}", "-o", str(log)]
    return [program, *options, *command]


def calls(log: Path, below: Path) -> Iterator[Call]:
    """What changed something below the folder ``below``, in order. Raises ValueError for a call that is not known."""
    reader = _Reader(str(below))
    for line in _whole_lines(log):
        match = _LINE.match(line)
        if match is not None and int(match[4]) >= 0:
            yield from reader.take(match[2], match[3], int(match[4]))


def _whole_lines(log: Path) -> Iterator[str]:
    """Lines of calls, those put together that others came between."""
    begun: dict[str, str] = {}
    with log.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            if match := _UNFINISHED.match(line):
                begun[match[1]] = f"{match[1]} {match[2]}({match[3]}"
            elif match := _RESUMED.match(line):
                yield begun.pop(match[1], "") + match[3]
            else:
                yield line


def _decoded(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode("utf-8", "surrogateescape")


class _Reader:
    """Follows names, handles and places in files."""

    def __init__(self, below: str) -> None:
        self._below = below
        self._inodes: dict[str, int] = {}
        self._handles: dict[int, int] = {}
        self._places: dict[int, int] = {}
        self._appending: set[int] = set()
        self._sizes: dict[int, int] = {}
        self._next = 0

    def take(self, call: str, given: str, result: int) -> Iterator[Call]:
        """What the call ``call`` with the arguments ``given`` did."""
        texts = (
            [_decoded(text) for text in _TEXT.findall(given)]
            if call not in ("write", "pwrite64", "read")
            else []
        )
        if call in ("openat", "open", "creat"):
            yield from self._open(texts[0], given, result)
        elif call in ("mkdir", "mkdirat"):
            yield from self._named(Name(texts[0], folder=True))
        elif call in ("unlink", "unlinkat", "rmdir"):
            yield from self._unlink(texts[0], given)
        elif call in ("rename", "renameat", "renameat2"):
            yield from self._rename(*texts[:2])
        elif call in ("link", "linkat"):
            if texts[0] in self._inodes:
                self._inodes[texts[1]] = self._inodes[texts[0]]
                yield Name(texts[1], self._inodes[texts[1]])
        else:
            yield from self._by_handle(call, given, result)

    def _is_ours(self, path: str) -> bool:
        return path.startswith(self._below + "/") or path == self._below

    def _named(self, name: Name) -> Iterator[Call]:
        if self._is_ours(name.path):
            yield name

    def _open(self, path: str, given: str, handle: int) -> Iterator[Call]:
        self._handles.pop(handle, None)
        if "AT_FDCWD" not in given and not path.startswith("/"):
            folder = _HANDLE.match(given)
            path = f"{_decoded(folder[2])}/{path}" if folder else path
        if not self._is_ours(path) or "O_DIRECTORY" in given or "O_TMPFILE" in given:
            return
        if path not in self._inodes:
            if "O_CREAT" not in given:
                return
            self._next += 1
            self._inodes[path], self._sizes[self._next] = self._next, 0
            yield Name(path, self._next)
        inode = self._inodes[path]
        self._handles[handle], self._places[handle] = inode, 0
        self._appending.discard(handle)
        if "O_APPEND" in given:
            self._appending.add(handle)
        if "O_TRUNC" in given:
            self._sizes[inode] = 0
            yield Resize(inode, 0)

    def _unlink(self, path: str, given: str) -> Iterator[Call]:
        if not path.startswith("/") and (folder := _HANDLE.match(given)):
            path = f"{_decoded(folder[2])}/{path}"
        if self._is_ours(path):
            self._inodes.pop(path, None)
            yield Name(path)

    def _rename(self, path: str, target: str) -> Iterator[Call]:
        if not self._is_ours(path):
            return
        for name in [name for name in self._inodes if name == path or name.startswith(path + "/")]:
            self._inodes[target + name[len(path) :]] = self._inodes.pop(name)
        yield Rename(path, target)

    def _by_handle(self, call: str, given: str, result: int) -> Iterator[Call]:
        found = _HANDLE.match(given)
        handle = int(found[1]) if found else -1
        inode = self._handles.get(handle)
        if call == "close":
            self._handles.pop(handle, None)
        elif (
            call in ("fsync", "fdatasync")
            and found
            and (inode is not None or self._is_ours(_decoded(found[2])))
        ):
            yield Sync(inode)
        if inode is None:
            return
        if call == "lseek":
            self._places[handle] = result
        elif call == "read":
            self._places[handle] += result
        elif call in ("write", "pwrite64"):
            yield self._write(call, handle, inode, given, result)
        elif call == "ftruncate":
            self._sizes[inode] = int(given.rsplit(",", 1)[1])
            yield Resize(inode, self._sizes[inode])
        elif call not in ("close", "fsync", "fdatasync", "fallocate"):
            raise ValueError(f"a call that is not followed: {call}")

    def _write(self, call: str, handle: int, inode: int, given: str, result: int) -> Write:
        start = given.index('"') + 1
        data = bytes.fromhex(given[start : given.index('"', start)].replace("\\x", ""))[:result]
        if call == "pwrite64":
            offset = int(given.rsplit(",", 1)[1])
        else:
            offset = self._sizes[inode] if handle in self._appending else self._places[handle]
            self._places[handle] = offset + result
        self._sizes[inode] = max(self._sizes[inode], offset + result)
        return Write(inode, offset, data)
