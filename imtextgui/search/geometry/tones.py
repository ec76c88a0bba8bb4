"""What differs between two pictures that are no ink on paper: boards on black, renderings, photos, screens.

Nothing there is paper that ink could be darker than, so each tone is looked for near its place on the other picture,
colour by colour, and what differs belongs to the picture that stands out from its own ground there.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from imtextgui.search.geometry.local_features import opencv

Colours = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
_Tones = npt.NDArray[np.int16]

_PALE = 0.41
"""Of how far a tone stands out from the ground, so much is drawn: the darkest is then as grey as equal ink."""


def ground(picture: Colours) -> tuple[float, ...]:
    """The colour (red, green, blue) that is in the middle of all of ``picture``, of height x width x 3."""
    return tuple(float(np.median(picture[..., channel])) for channel in range(picture.shape[2]))


def differences(one: Colours, other: Colours, tolerance: int, reach: int) -> tuple[Mask, Mask, Mask, Colours]:
    """What only ``one`` shows, what only ``other`` shows, what both show, and both drawn pale on white.

    They have the same size, height x width x 3. Tones count as equal up to ``tolerance`` of 255, ``reach`` is the side
    in pixels of the square in which an equal one is looked for.
    """
    tones, other_tones = _from_ground(one), _from_ground(other)
    differs = _missing(tones, other_tones, tolerance, reach) | _missing(other_tones, tones, tolerance, reach)
    stands_out, other_stands_out = np.abs(tones).max(axis=2), np.abs(other_tones).max(axis=2)
    gone, new = differs & (stands_out >= other_stands_out), differs & (stands_out < other_stands_out)
    strongest = np.maximum(stands_out, other_stands_out)
    both = (strongest > tolerance) & ~differs
    pale = 255 - _PALE * np.clip(strongest, 0, 255)
    return gone, new, both, np.repeat(pale.astype(np.uint8)[..., None], 3, axis=2)


def _from_ground(picture: Colours) -> _Tones:
    """How far each tone is from the ground: two pictures may be exposed differently, or lie on another one."""
    return picture.astype(np.int16) - np.array(ground(picture), dtype=np.int16)


def _missing(tones: _Tones, among: _Tones, tolerance: int, reach: int) -> Mask:
    """Where a tone has none near its place in ``among`` that is as strong, in one of the colours.

    Half as strong is enough: a line of a pixel is so, where it came to lie between two of them.
    """
    cv2: Any = opencv()
    square = np.ones((reach, reach), dtype=np.uint8)
    weakest, strongest = cv2.erode(among, square), cv2.dilate(among, square)
    allowed = np.maximum(tolerance, np.abs(tones) // 2)
    missing: Mask = ((tones > strongest + allowed) | (tones < weakest - allowed)).any(axis=2)
    return missing
