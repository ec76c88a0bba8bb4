"""Who may put a window in front of others: on Windows only the program that the user has just started."""

import ctypes
import sys

_ANYBODY = 0xFFFFFFFF


def give_away() -> None:
    """Let the window of another process come to the front in place of ours."""
    if sys.platform == "win32":
        ctypes.windll.user32.AllowSetForegroundWindow(_ANYBODY)
