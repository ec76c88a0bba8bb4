"""Strings as pdfium gives them."""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

from imtextgui.documents.passages import clean

_LONGEST = 200_000
"""Bytes of one string."""


def wide_string(ask: Callable[[Any, int], int]) -> str:
    """The string that a function of pdfium writes, in UTF-16, into a buffer of a size that it tells first."""
    size = min(int(ask(None, 0)), _LONGEST)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return clean(buffer.raw.decode("utf-16-le", "ignore").partition("\0")[0])
