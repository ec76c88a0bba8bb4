"""What reads words in pictures, as the rest of the program sees it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeAlias

from imtextgui.domain.items import Word

if TYPE_CHECKING:
    from PIL import Image


BLANK = 6
"""A picture, or a part of one, whose grey values lie within so many steps shows nothing."""


Larger: TypeAlias = Callable[[], "Image.Image | None"]
"""Draws the same picture larger; None where there is no more to be seen."""


class Engine(Protocol):
    """Finds and reads words; not to be called from two threads at once."""

    def has_text(self, picture: "Image.Image") -> bool:
        """Whether a quick look at the RGB ``picture`` shows anything that could be writing."""

    def read(
        self, picture: "Image.Image", most: int | None = None, larger: Larger | None = None
    ) -> tuple[Word, ...]:
        """The words of the RGB ``picture``, or of its ``most`` largest lines, in reading order.

        Where its print is fine, ``larger`` is called for a larger picture of the same page, which is then read.

        Each has its box and confidence (0 to 1). A word is what stands between spaces; Japanese has none, so there
        it is a line or a part of one. Any picture is allowed, of any size, turned by any right angle and tilted; one
        without words has none.
        """
