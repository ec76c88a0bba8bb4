"""The clock runs from the first key to the page that was stayed on."""

from imtextgui.domain.measurement.search_session import SearchSession
from imtextgui.domain.measurement.trial import Ending


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.seconds += seconds


def started() -> tuple[SearchSession, Clock]:
    clock = Clock()
    session = SearchSession(clock)
    session.begin()
    return session, clock


def test_time_ends_when_the_page_came_on_show() -> None:
    session, clock = started()
    clock.wait(4)
    session.answer()
    clock.wait(2)
    session.open_page(7, 3)
    clock.wait(30)
    assert session.seconds_on_page == 30
    figures = session.end(Ending.FOUND)
    assert figures is not None
    assert (figures.seconds, figures.searches, figures.wrong_opened, figures.page) == (6, 1, 0, (7, 3))
    assert not session.is_running


def test_without_a_key_nothing_is_measured() -> None:
    session = SearchSession(Clock())
    session.answer()
    session.open_page(1, 1)
    assert (session.page, session.seconds_on_page, session.end(Ending.FOUND)) == (None, 0.0, None)


def test_answers_while_typing_are_no_searches() -> None:
    session, clock = started()
    for _ in range(5):
        session.answer()
        clock.wait(0.3)
    clock.wait(3)
    session.answer()
    session.open_page(1, 1)
    figures = session.end(Ending.FOUND)
    assert figures is not None
    assert figures.searches == 2


def test_pages_that_were_left_again_are_wrong_and_glances_are_not() -> None:
    session, clock = started()
    session.answer()
    for item, stayed in ((1, 5.0), (2, 0.5), (3, 5.0), (1, 5.0), (4, 9.0)):
        session.open_page(item, 1)
        clock.wait(stayed)
    session.open_page(4, 1)
    figures = session.end(Ending.FOUND)
    assert figures is not None
    assert (figures.wrong_opened, figures.page) == (2, (4, 1))
    assert figures.seconds == 15.5


def test_coming_back_to_a_page_makes_it_right() -> None:
    session, clock = started()
    session.open_page(1, 1)
    clock.wait(5)
    session.open_page(2, 1)
    clock.wait(5)
    session.open_page(1, 1)
    figures = session.end(Ending.FOUND)
    assert figures is not None
    assert figures.wrong_opened == 1


def test_giving_up_counts_until_then_and_the_last_page_was_wrong() -> None:
    session, clock = started()
    session.begin(by_photo=True)
    session.answer()
    session.open_page(1, 1)
    clock.wait(20)
    figures = session.end(Ending.ABANDONED)
    assert figures is not None
    assert (figures.seconds, figures.wrong_opened, figures.page, figures.by_photo) == (20, 1, None, True)
