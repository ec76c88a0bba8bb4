"""The sizes of controls: for the mouse, closer together for it, for fingers, and for work gloves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ControlSizes:
    """The sizes of one mode, in pixels except ``points``, the smallest size of text.

    ``control`` is the height of buttons and lines, ``big`` that of the buttons a page is about, ``row`` that of a row
    in a list. ``gap`` is between controls that belong together, ``margin`` inside the edge of a panel; ``filters`` is
    the width of the panel of filters, so that a name of a folder has the same room beside larger boxes and counts.
    A card of the list has ``snippet`` lines of text from its page and a picture that is ``picture`` high at least.
    """

    name: str
    control: int
    big: int
    row: int
    icon: int
    gap: int
    margin: int
    scroll: int
    points: float
    filters: int
    snippet: int = 2
    picture: int = 112


DENSE = ControlSizes(
    "dense", control=30, big=38, row=26, icon=18, gap=6, margin=10, scroll=12, points=9.5, filters=270,
    snippet=1, picture=84,
)  # fmt: skip
NORMAL = ControlSizes(
    "normal", control=34, big=44, row=30, icon=20, gap=8, margin=12, scroll=12, points=10.5, filters=292
)
TOUCH = ControlSizes(
    "touch", control=44, big=54, row=44, icon=24, gap=10, margin=14, scroll=18, points=11.5, filters=316
)
GLOVE = ControlSizes(
    "glove", control=58, big=70, row=58, icon=30, gap=14, margin=16, scroll=28, points=13.0, filters=350
)
BY_NAME = {sizes.name: sizes for sizes in (DENSE, NORMAL, TOUCH, GLOVE)}

_applied = [NORMAL]


def current() -> ControlSizes:
    """The sizes that the application is laid out in."""
    return _applied[-1]


def use(sizes: ControlSizes) -> None:
    """Lay out with ``sizes`` from now on; ``theme.apply`` calls this, and gives the application their style sheet."""
    _applied[:] = [sizes]
