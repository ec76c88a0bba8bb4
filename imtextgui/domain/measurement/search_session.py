"""Takes the time of one attempt to find a page, from the first key to the page that is stayed on."""

from collections.abc import Callable
from dataclasses import dataclass

from imtextgui.domain.measurement.trial import Ending

MEANT_SECONDS = 1.5
"""An answer that is on show for so long, or from which a page is opened, counts as a search; while somebody types,
answers replace each other faster (the delay of typing is 0.15 to 0.4 s). A choice."""

GLANCE_SECONDS = 2.0
"""A page that is left sooner was passed over, not opened: the cursor runs over pages on its way down. A choice."""


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """What was measured of one attempt; ``page`` is what was on show at its end, None where nothing was opened."""

    seconds: float
    searches: int
    wrong_opened: int
    ending: Ending
    by_photo: bool
    page: tuple[int, int] | None


class SearchSession:
    """Follows one person's keys and pages. ``now`` gives seconds that never go back."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self.reset()

    def reset(self) -> None:
        """Forget what was measured; the next key begins anew."""
        self._started: float | None = None
        self._answered: float | None = None
        self._searches = 0
        self._by_photo = False
        self._page: tuple[int, int] | None = None
        self._shown, self._chosen = 0.0, False
        self._left: list[tuple[int, int]] = []

    @property
    def is_running(self) -> bool:
        """Whether somebody has begun to ask."""
        return self._started is not None

    @property
    def page(self) -> tuple[int, int] | None:
        """Item and page number of the page that was opened last, None without one."""
        return self._page

    @property
    def seconds_on_page(self) -> float:
        """How long the opened page has been on show; 0 without one."""
        return self._now() - self._shown if self._page is not None else 0.0

    def begin(self, *, by_photo: bool = False) -> None:
        """A key was pressed in the words, or a photo was dropped: the clock runs from the first of them on."""
        if self._started is None:
            self._started = self._now()
        self._by_photo = self._by_photo or by_photo

    def answer(self) -> None:
        """Another answer is on show; the one before counts where it was looked at."""
        if not self.is_running:
            return
        self._count_search()
        self._answered = self._now()

    def open_page(self, item_id: int, number: int, *, chosen: bool = True) -> None:
        """A page came on show; the one before was wrong where a person had chosen it, and for more than a glance.

        Without ``chosen`` it is the one beside the results that nobody has touched: it may be what was looked for, but
        was not opened in vain.
        """
        if not self.is_running or (item_id, number) == self._page:
            self._chosen = self._chosen or (chosen and self._page is not None)
            return
        self._leave_page()
        self._count_search(opened=chosen)
        self._page, self._shown, self._chosen = (item_id, number), self._now(), chosen

    def end(self, ending: Ending) -> SessionFigures | None:
        """Stop the clock and give what was measured; None where nobody had begun.

        A found page counts from the moment when it came on show; what was given up, until now.
        """
        if self._started is None:
            return None
        found = ending is Ending.FOUND and self._page is not None
        if not found:
            self._leave_page()
        self._count_search(opened=found)
        until = self._shown if found else self._now()
        page = self._page if found else None
        wrong = len({left for left in self._left if left != page})
        figures = SessionFigures(
            max(until - self._started, 0.0), max(self._searches, 1), wrong, ending, self._by_photo, page
        )
        self.reset()
        return figures

    def _leave_page(self) -> None:
        if self._page is not None and self._chosen and self._now() - self._shown >= GLANCE_SECONDS:
            self._left.append(self._page)
        self._page = None

    def _count_search(self, *, opened: bool = False) -> None:
        if self._answered is not None and (opened or self._now() - self._answered >= MEANT_SECONDS):
            self._searches += 1
            self._answered = None
