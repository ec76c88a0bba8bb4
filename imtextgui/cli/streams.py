"""In which encoding the command line prints."""

import argparse
import codecs
import ctypes
import errno
import io
import locale
import os
import sys

from imtextgui.messages import phrase

CONSOLE = "console"
"""Stands for the encoding in which the system's own console programs print, as PowerShell reads them."""

_PROBE = "imtextgui: a 1 図\n"
"""Must be readable as it was written, also twice, but for its last letter, which may be written as an escape."""


def encoding(name: str) -> str:
    """The encoding that the command line calls ``name``. Raises ArgumentTypeError."""
    found = _known(_of_console() if name == CONSOLE else name)
    if not found:
        raise argparse.ArgumentTypeError(phrase("encoding-unknown", name=name))
    return found


def write_in(chosen: str | None) -> None:
    """Let standard output and error be written in the encoding ``chosen``.

    None stands for what PYTHONIOENCODING says, which a frozen Python does not look at by itself, or else UTF-8: a pipe
    may be ASCII. What an encoding lacks is written as an escape.
    """
    name = chosen or _known(os.environ.get("PYTHONIOENCODING", "").partition(":")[0]) or "utf-8"
    for stream in (sys.stdout, sys.stderr):
        # None in a program of Windows without a console.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=name, errors="backslashreplace")


def reader_left(trouble: OSError) -> bool:
    """Whether ``trouble`` with an output means that nobody reads it any more; Windows says so in a way of its own."""
    return isinstance(trouble, BrokenPipeError) or (sys.platform == "win32" and trouble.errno == errno.EINVAL)


def write_nowhere() -> None:
    """Let what is still buffered go nowhere: the interpreter flushes once more when it ends, and would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def takes_all() -> bool:
    """Whether every character can be written to standard output as itself."""
    return sys.stdout is None or (sys.stdout.encoding or "").lower().startswith("utf")


def _known(name: str) -> str:
    """The encoding called ``name``; "" where there is none, or it is one of no text, as rot13, or of names, as idna."""
    try:
        found = codecs.lookup(name).name
        written = io.BytesIO()
        with io.TextIOWrapper(written, encoding=found, errors="backslashreplace", newline="") as stream:
            for _ in range(2):
                stream.write(_PROBE)
                stream.flush()
            lines = written.getvalue().decode(found).splitlines()
    except (LookupError, ValueError):  # of which UnicodeError is one; ValueError: a name with a zero byte
        return ""
    return found if len(lines) == 2 and all(line.startswith(_PROBE[:-2]) for line in lines) else ""


def _of_console() -> str:
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        # 0 where the process has no console.
        return f"cp{kernel.GetConsoleOutputCP() or kernel.GetOEMCP()}"
    return locale.getencoding()
