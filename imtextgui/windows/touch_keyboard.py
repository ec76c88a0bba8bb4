"""Windows' keyboard on the screen, for those who have none to type on."""

import ctypes
import sys
from contextlib import suppress
from typing import Any

from imtextgui.windows import com

_CLASS = "Windows.UI.ViewManagement.InputPane"
_FACTORY, _PANE = "{75CF2C57-9195-4931-8332-F0B409E916AF}", "{8A6B3F26-7090-4793-944C-C3F2CDE26276}"
"""IInputPaneInterop, which gives the keyboard of a window, and IInputPane2."""

_GET_FOR_WINDOW, _TRY_SHOW = 6, 6
"""Places in their tables: both come after the six methods of IInspectable."""


def show(window: int, libraries: tuple[Any, Any] | None = None) -> bool:
    """Ask for the keyboard at the window of this native number; False where there is none.

    Windows shows it where it thinks that no other keyboard is there. To be called in the window's thread.
    """
    try:
        combase, ole = libraries or _libraries()
    except (OSError, AttributeError):  # before Windows 8, and on other systems
        return False
    name = ctypes.c_void_p()
    try:
        combase.WindowsCreateString(
            ctypes.c_wchar_p(_CLASS), ctypes.c_uint32(len(_CLASS)), ctypes.byref(name)
        )
        factory = ctypes.c_void_p()
        identifier = ctypes.byref(com.guid(ole, _FACTORY))
        combase.RoGetActivationFactory(name, identifier, ctypes.byref(factory))
        return _try_to_show(ole, com.Interface(ole, factory), window)
    except OSError:
        return False
    finally:
        with suppress(OSError):
            combase.WindowsDeleteString(name)


def _try_to_show(ole: Any, factory: com.Interface, window: int) -> bool:
    pointer, shown = ctypes.c_void_p(), ctypes.c_ubyte()
    try:
        types = (ctypes.c_void_p,) * 3
        identifier = ctypes.byref(com.guid(ole, _PANE))
        factory.call(_GET_FOR_WINDOW, types, (window, identifier, ctypes.byref(pointer)))
    finally:
        factory.release()
    pane = com.Interface(ole, pointer)
    try:
        pane.call(_TRY_SHOW, (ctypes.c_void_p,), (ctypes.byref(shown),))
    finally:
        pane.release()
    return bool(shown.value)


def _libraries() -> tuple[Any, Any]:
    if sys.platform != "win32":
        raise OSError("only Windows has it")
    return ctypes.OleDLL("combase"), com.ole32()
