"""Keeps libtiff, which Pillow decodes TIFF with, from writing to standard error what it thinks of a file."""

import ctypes
from contextlib import suppress
from functools import cache
from pathlib import Path

import PIL


@cache
def silence() -> None:
    """Take its handlers of errors and warnings away; Pillow tells of errors by its own exceptions.

    Where Pillow has libtiff linked into itself, as on Windows, there is nothing to be found, and nothing is done.
    """
    for library in (Path(PIL.__file__).parent.parent / "pillow.libs").glob("libtiff*"):
        with suppress(OSError, AttributeError):
            loaded = ctypes.CDLL(str(library))
            for name in ("TIFFSetErrorHandler", "TIFFSetWarningHandler"):
                handler = getattr(loaded, name)
                handler.restype = ctypes.c_void_p
                handler(None)
