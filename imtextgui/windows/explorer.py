"""Windows' file manager, which shows a file selected in its folder."""

import ctypes
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def reveal(path: Path, libraries: Callable[[], tuple[Any, Any]] | None = None) -> bool:
    """Show ``path`` in its folder, selected; False where the system cannot, as for what is not there.

    By the shell's own call: ``explorer /select,`` takes a comma in a name for the end of it. To be called in the
    window's thread.
    """
    if sys.platform != "win32":
        return False
    shell, ole = (libraries or _libraries)()
    # The shell takes no name longer than 259 characters, in whatever form; Explorer could not show one either.
    pointer = shell.ILCreateFromPathW(str(path))
    if not pointer:
        return False
    try:
        return int(shell.SHOpenFolderAndSelectItems(pointer, 0, None, 0)) >= 0
    finally:
        ole.CoTaskMemFree(pointer)


def _libraries() -> tuple[Any, Any]:
    """``shell32`` and ``ole32``, told how wide pointers are."""
    shell, ole = ctypes.WinDLL("shell32"), ctypes.WinDLL("ole32")  # type: ignore[attr-defined,unused-ignore]
    shell.ILCreateFromPathW.argtypes = (ctypes.c_wchar_p,)
    shell.ILCreateFromPathW.restype = ctypes.c_void_p
    shell.SHOpenFolderAndSelectItems.argtypes = (
        *(ctypes.c_void_p, ctypes.c_uint32),
        *(ctypes.c_void_p, ctypes.c_uint32),
    )
    ole.CoTaskMemFree.argtypes = (ctypes.c_void_p,)
    return shell, ole
