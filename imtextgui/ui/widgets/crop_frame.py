"""Frames on a picture: moved and sized by arithmetic, in fractions of the picture."""

from PySide6.QtCore import Qt

from imtextgui.domain.items import Box

SMALLEST = 0.02
"""Least side of a frame, in fractions of the picture."""
STEP = 0.05
"""How far a key moves or sizes a frame."""
FIRST = Box(0.2, 0.2, 0.8, 0.8)
"""The frame that Space makes."""
ARROWS = {
    Qt.Key.Key_Left: (-STEP, 0.0),
    Qt.Key.Key_Right: (STEP, 0.0),
    Qt.Key.Key_Up: (0.0, -STEP),
    Qt.Key.Key_Down: (0.0, STEP),
}


def by_key(frame: Box | None, key: int, *, resize: bool) -> tuple[bool, Box | None]:
    """Whether ``key`` concerns frames, and the frame after it: Space makes one, arrows move or size it, Delete."""
    if key == Qt.Key.Key_Space:
        return True, FIRST
    if frame is None:
        return False, None
    if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        return True, None
    if key in ARROWS:
        return True, shifted(frame, *ARROWS[Qt.Key(key)], resize=resize)
    return False, frame


def shifted(box: Box, dx: float, dy: float, *, resize: bool) -> Box:
    """``box`` moved within the picture, or its lower right corner moved."""
    if resize:
        x1 = min(max(box.x1 + dx, box.x0 + STEP), 1.0)
        y1 = min(max(box.y1 + dy, box.y0 + STEP), 1.0)
        return Box(box.x0, box.y0, x1, y1)
    dx = min(max(dx, -box.x0), 1.0 - box.x1)
    dy = min(max(dy, -box.y0), 1.0 - box.y1)
    return Box(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)


def stretched(box: Box, handle: tuple[int, int], dx: float, dy: float) -> Box:
    """``box`` with the edges of ``handle`` moved, no further than to the opposite edge or the picture's."""
    x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
    if handle[0] < 0:
        x0 = min(max(x0 + dx, 0.0), x1 - SMALLEST)
    elif handle[0] > 0:
        x1 = max(min(x1 + dx, 1.0), x0 + SMALLEST)
    if handle[1] < 0:
        y0 = min(max(y0 + dy, 0.0), y1 - SMALLEST)
    elif handle[1] > 0:
        y1 = max(min(y1 + dy, 1.0), y0 + SMALLEST)
    return Box(x0, y0, x1, y1)
