"""Pages that lie where one was before, but say or show something else, are told."""

import numpy as np
import pytest

from imtextgui.store.identity.page_alignment import hardly_alike
from imtextgui.store.identity.page_prints import PagePrint, of_text

SEAL = "Replace the shaft seal of the pump and clean the seat of it with a soft cloth"
OTHER = "Lift the cover of the spring with both hands, then look for wear below the washer"
SCREWS = "screws M8 M10 M12 washers nuts"


def page(text: str = "", angle: float | None = None) -> PagePrint:
    """A page with a text, and with a picture at ``angle``, by which the likeness of two is a cosine."""
    made = of_text(text)
    if angle is None:
        return made
    picture = np.array([np.cos(angle), np.sin(angle)], dtype="<f2").tobytes()
    return made._replace(space=b"abcd", picture=picture)


@pytest.mark.parametrize(
    ("former", "later", "is_told"),
    [
        (page(SEAL), page(SEAL), False),
        (page(SEAL), page(f"{SEAL}, with gloves"), False),
        (
            page("軸シールを交換し、座面を柔らかい布で清掃する"),
            page("軸シールを交換し、座面を布で清掃する"),
            False,
        ),
        (page(SEAL), page(OTHER), True),
        (page(SEAL, 0.0), page(SEAL, 1.0), False),
        (page("", 0.0), page("", 0.3), False),
        (page("", 0.0), page("", 0.6), True),
        (page(), page(), False),
        (page("", 0.0), page(), False),
    ],
    ids=[
        *("the same", "revised", "revised, in Japanese", "other words", "the same words, another look"),
        *("a drawing, revised", "another drawing", "blank", "not seen yet"),
    ],
)
def test_a_page_by_itself(former: PagePrint, later: PagePrint, *, is_told: bool) -> None:
    assert hardly_alike({1: former}, {1: later}, {1: 1}) == (frozenset({1}) if is_told else frozenset())


def test_like_words_where_the_picture_is_on_another_page() -> None:
    former = {1: page(f"{SCREWS} of the lid", 0.0), 2: page("springs", 2.0)}
    later = {1: page(f"{SCREWS} of the cover", 0.7), 2: page("rings", 0.0)}
    assert hardly_alike(former, later, {1: 1}) == {1}
    assert hardly_alike(former, {**later, 2: page("rings", 1.5)}, {1: 1}) == frozenset()


def test_pages_that_are_on_none_are_not_told() -> None:
    assert hardly_alike({1: page(SEAL), 2: page(OTHER)}, {1: page(OTHER)}, {1: 0, 2: -1, 3: 1}) == frozenset()
