"""A screen that nobody sees, and the hands of a user at it: Xvfb, and its extension for tests (XTEST)."""

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

SERVER = "Xvfb"
XTEST, XLIB = "libXtst.so.6", "libX11.so.6"
_NAMES = {
    "Return": 0xFF0D, "Escape": 0xFF1B, "Tab": 0xFF09, "Down": 0xFF54, "Up": 0xFF52, "Home": 0xFF50, "End": 0xFF57,
    "Left": 0xFF51, "Right": 0xFF53, "F3": 0xFFC0, "F4": 0xFFC1, "F5": 0xFFC2, "F11": 0xFFC8, "Delete": 0xFFFF,
    "space": 0x20, "plus": 0x2B, "minus": 0x2D,
}  # fmt: skip
_MODIFIERS = {"shift": 0xFFE1, "ctrl": 0xFFE3, "alt": 0xFFE9}


@contextmanager
def screen(width: int, height: int) -> Iterator[str]:
    """Run a server; gives the name of its display."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [SERVER, "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise RuntimeError(f"{SERVER} did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


class Hands:
    """Moves the mouse and presses keys of the display in ``DISPLAY``; everything is pressed and let go again."""

    def __init__(self) -> None:
        self._x, self._test = ctypes.CDLL(XLIB), ctypes.CDLL(XTEST)
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self._x.XKeysymToKeycode.restype = ctypes.c_ubyte
        self._x.XkbKeycodeToKeysym.argtypes = [ctypes.c_void_p, ctypes.c_ubyte, ctypes.c_uint, ctypes.c_uint]
        self._x.XkbKeycodeToKeysym.restype = ctypes.c_ulong
        self._x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self._x.XCloseDisplay.argtypes = [ctypes.c_void_p]
        for name, numbers in (("Key", 2), ("Button", 2), ("Motion", 3)):
            fake = getattr(self._test, f"XTestFake{name}Event")
            fake.argtypes = [ctypes.c_void_p, *[ctypes.c_int] * numbers, ctypes.c_ulong]
        self._display = self._x.XOpenDisplay(None)
        if not self._display:
            raise RuntimeError("no display")

    def close(self) -> None:
        """Leave the display."""
        self._x.XCloseDisplay(self._display)

    def press(self, keys: str) -> None:
        """Press keys together: "ctrl+k", "Return", "alt+Left"."""
        *modifiers, key = keys.split("+")
        symbol = _NAMES.get(key) or ord(key)
        self._stroke(symbol, [_MODIFIERS[name] for name in modifiers])

    def write(self, text: str) -> None:
        """Press the keys of letters, figures and signs one after the other."""
        for letter in text:
            self._stroke(ord(letter), [])

    def click(self, x: int, y: int, *, holding: str = "") -> None:
        """Press the left button at a place of the screen, ``holding`` a modifier."""
        held = [_MODIFIERS[holding]] if holding else []
        for symbol in held:
            self._key(self._code(symbol), down=True)
        self._test.XTestFakeMotionEvent(self._display, -1, x, y, 0)
        for down in (1, 0):
            self._test.XTestFakeButtonEvent(self._display, 1, down, 0)
        for symbol in held:
            self._key(self._code(symbol), down=False)
        self._x.XSync(self._display, 0)

    def _stroke(self, symbol: int, modifiers: list[int]) -> None:
        code = self._code(symbol)
        if self._x.XkbKeycodeToKeysym(self._display, code, 0, 0) != symbol:
            modifiers = [*modifiers, _MODIFIERS["shift"]]  # it stands above another sign of its key
        held = [self._code(modifier) for modifier in modifiers]
        for held_code in held:
            self._key(held_code, down=True)
        for down in (True, False):
            self._key(code, down=down)
        for held_code in reversed(held):
            self._key(held_code, down=False)
        self._x.XSync(self._display, 0)

    def _code(self, symbol: int) -> int:
        code = int(self._x.XKeysymToKeycode(self._display, symbol))
        if not code:
            raise ValueError(f"the keyboard has no key for {symbol:#x}")
        return code

    def _key(self, code: int, *, down: bool) -> None:
        self._test.XTestFakeKeyEvent(self._display, code, int(down), 0)
