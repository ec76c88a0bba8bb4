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


def encoding(name: str) -> str:
    """The encoding that the command line calls ``name``. Raises ArgumentTypeError."""
    try:
        found = codecs.lookup(_of_console() if name == CONSOLE else name)
    except LookupError as trouble:
        raise argparse.ArgumentTypeError(phrase("encoding-unknown", name=name)) from trouble
    return found.name


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


def takes_all() -> bool:
    """Whether every character can be written to standard output as itself."""
    return sys.stdout is None or (sys.stdout.encoding or "").lower().startswith("utf")


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        return ""


def _of_console() -> str:
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        # 0 where the process has no console.
        return f"cp{kernel.GetConsoleOutputCP() or kernel.GetOEMCP()}"
    return locale.getencoding()
