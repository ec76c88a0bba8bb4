"""A reader in the hands of the file that it reads: it does what the file's name says, and tells what became of it."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import parent_process
from pathlib import Path

from imtextgui.documents.content import DocumentInfo, Limits, Listing, OfPage, PageContent, Prepare
from imtextgui.documents.opening import Opened
from imtextgui.domain.items import Kind
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers
from imtextgui.linux import system_calls

CALLS: dict[str, Callable[[Path], object]] = {
    "internet": lambda _: socket.create_connection(("127.0.0.1", 9)),
    "datagram": lambda _: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "local-socket": lambda _: socket.socket(socket.AF_UNIX),
    "netlink": lambda _: socket.socket(socket.AF_NETLINK),
    "socket-pair": lambda _: socket.socketpair(),
    "program": lambda _: subprocess.run([sys.executable, "--version"], check=True),
    "spawn": lambda _: os.posix_spawn(sys.executable, [sys.executable, "--version"], {}),
    "fork": lambda _: os._exit(0) if os.fork() == 0 else None,
    "exec": lambda _: os.execv(sys.executable, [sys.executable, "--version"]),
    "raw-fork": lambda _: raw("clone", 17, 0, 0, 0, 0),
    "new-fork": lambda _: raw("clone3", None, 0),
    "trace": lambda _: raw("ptrace", 16, os.getppid(), 0, 0),
    "memory": lambda _: raw("process_vm_writev", os.getppid(), None, 0, None, 0, 0),
    "handle": lambda _: raw("pidfd_open", os.getppid(), 0),
    "ring": lambda _: raw("io_uring_setup", 4, None),
    "name-space": lambda _: raw("unshare", 0x10000000),
    "mount": lambda _: raw("mount", None, None, None, 0, None),
    "keys": lambda _: raw("keyctl", 0, -3, 0),
    "signal": lambda _: os.kill(os.getppid(), 0),
    "signal-group": lambda _: os.kill(0, 0),
    "limit": lambda _: system_calls.call("prlimit64", os.getppid(), 9, None, None),
    "rights": lambda outside: os.chmod(outside / "secret", 0o666),  # noqa: PTH101
    "times": lambda outside: os.utime(outside / "secret", (0, 0)),
    "attribute": lambda outside: os.setxattr(outside / "secret", "user.a", b"b"),
    "cut-off": lambda outside: os.truncate(outside / "secret", 0),
}
"""What filters of system calls refuse."""

FILES: dict[str, Callable[[Path], object]] = {
    "read": lambda outside: (outside / "secret").read_bytes(),
    "list": lambda outside: list(outside.iterdir()),
    "users": lambda _: Path("/etc/passwd").read_bytes(),
    "environment": lambda _: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
    "through-a-link": lambda outside: link_to(outside / "secret").read_bytes(),
    "in-a-thread": lambda outside: ThreadPoolExecutor(1).submit((outside / "secret").read_bytes).result(),
    "write": lambda outside: (outside / "new").write_text("x"),
    "change": lambda outside: (outside / "secret").open("a").close(),
    "folder": lambda outside: (outside / "folder").mkdir(),
    "remove": lambda outside: (outside / "secret").unlink(),
    "move": lambda outside: (outside / "secret").rename(Path(tempfile.gettempdir(), "secret")),
    "hard-link": lambda outside: os.link(outside / "secret", Path(tempfile.gettempdir(), "hard")),
    "home": lambda _: Path.home().joinpath(".confined-reader").write_text("x"),
    "source": lambda outside: (outside.parent / "files" / "00 good").write_text("x"),
    "temporary": lambda outside: Path(outside.parent, "tmp", "x").write_text("x"),
}
"""What Landlock refuses."""

FREE: dict[str, Callable[[Path], object]] = {
    "scratch": lambda _: Path(tempfile.mkdtemp(), "x").write_text("x"),
    "thread": lambda _: ThreadPoolExecutor(1).submit(int).result(),
    "beside": lambda outside: (outside.parent / "files" / "00 good").read_bytes(),
    "fonts": lambda _: list(Path("/usr").iterdir()),
    "module": lambda _: __import__("wave"),
    "memory-size": lambda _: Path("/proc/self/statm").read_bytes(),
    "runtime": lambda _: __import__("onnxruntime").InferenceSession(
        str(Path(__file__).parents[1] / "data" / "bundle" / "text.onnx"), providers=["CPUExecutionProvider"]
    ),
    "null": lambda _: Path(os.devnull).write_bytes(b"x"),
}
"""What readers need."""


def raw(name: str, *arguments: object) -> int:
    return system_calls.call(name, *arguments)


def link_to(file: Path) -> Path:
    link = Path(tempfile.gettempdir(), "link")
    link.unlink(missing_ok=True)
    link.symlink_to(file)
    return link


class Escape:
    """A value that runs a program where it is unpickled."""

    def __init__(self, outside: Path) -> None:
        self.outside = outside

    def __reduce__(self) -> tuple[object, ...]:
        return Path.write_text, (self.outside / "new", "x")


def hostile(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | OfPage | Listing]:
    """Does what the file's name says, and tells whether it was refused."""
    assert parent_process() is not None, "never in the process of the test"
    deed = opened.path.name.partition(" ")[2]
    outside = opened.path.parents[1] / "outside"
    yield DocumentInfo(Kind.MANUAL, 1, "")
    if deed == "pickle":
        yield PageContent(1, text=Escape(outside))  # type: ignore[arg-type]
        yield PageContent(2, text="believed")
        return
    act = (CALLS | FILES | FREE).get(deed)
    try:
        if act is not None:
            act(outside)
    except OSError as trouble:
        yield PageContent(1, text=f"refused: {trouble}")
    else:
        yield PageContent(1, text="done")
