"""A trial: people put questions in the old way and by the search, and the program takes the time."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

DAYS = 90
"""Length of a trial where none is said: three months show seasons of work and holidays, too. A choice."""


class Phase(StrEnum):
    """What a trial is at: the old way is timed first, then the search is in use, then it is over."""

    BASELINE = "baseline"
    SEARCH = "search"
    ENDED = "ended"


class Ending(StrEnum):
    """How an attempt ended: on a page that was stayed on, given up, or with "nothing here answers this"."""

    FOUND = "found"
    ABANDONED = "abandoned"
    NOTHING = "nothing"


class QuestionOrigin(StrEnum):
    """Where a question comes from: a confirmed answer, a test set, or a title or caption of the catalogue."""

    JUDGED = "judged"
    TEST_SET = "test-set"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class RightPage:
    """A right answer: the digest of a file, and its page from 1, None where any page of it will do."""

    digest: str
    number: int | None


@dataclass(frozen=True, slots=True)
class TrialQuestion:
    """A question of a trial. Without ``answers`` nothing in the catalogue answers it, which is the right answer then.

    ``photo`` is the path of a query photo, "" without one; ``folder`` names the folder of the first right page
    within its source. ``id`` is 0 until the question is kept.
    """

    text: str
    language: str
    origin: QuestionOrigin
    answers: tuple[RightPage, ...] = ()
    folder: str = ""
    photo: str = ""
    id: int = 0

    def is_answered_by(self, digest: str, number: int) -> bool:
        """Whether page ``number`` of the file with ``digest`` is a right answer."""
        return any(page.digest == digest and page.number in (None, number) for page in self.answers)


@dataclass(frozen=True, slots=True)
class TitledPage:
    """A page that a question may be taken from: ``name`` is that of its file, ``folder`` the first folder within the
    source, or the source's own name.
    """

    digest: str
    number: int
    name: str
    folder: str
    title: str
    section: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to find a page, timed.

    ``made`` is seconds since the epoch; ``seconds`` run from the first key or the photo to the moment when the page
    that was stayed on came on show, or to giving up. ``question_id`` is None in daily use, where the question is not
    known and ``right`` neither; nor is ``right`` where it was given up. ``answerable`` tells whether the catalogue
    holds an answer, which is taken for granted in daily use. ``wrong_opened`` counts pages that were opened and left
    again. ``words`` and ``digest`` (of the opened file) are "" unless the trial may keep content. Nothing tells who
    searched.
    """

    made: float
    phase: Phase
    seconds: float
    searches: int
    wrong_opened: int
    ending: Ending
    by_photo: bool = False
    question_id: int | None = None
    right: bool | None = None
    answerable: bool = True
    words: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial as it was started.

    ``started`` and ``ended`` are seconds since the epoch (None while it runs), ``days`` its planned length.
    ``keep_content`` allows the words that were searched for, and which file was opened, to be kept beside the
    figures. ``searches_a_month`` is what a supervisor expects, 0 where it is to be counted.
    """

    id: int
    started: float
    days: int
    phase: Phase
    keep_content: bool = False
    searches_a_month: int = 0
    ended: float | None = None

    @property
    def is_running(self) -> bool:
        """Whether attempts are still measured."""
        return self.phase is not Phase.ENDED


@dataclass(frozen=True, slots=True)
class TrialPlan:
    """What a trial is started with. ``test_set`` is a CSV file of questions, None without one.

    ``propose`` is how many questions are taken from titles and captions, ``judged`` whether confirmed questions are.
    """

    days: int = DAYS
    test_set: Path | None = None
    judged: bool = True
    propose: int = 20
    keep_content: bool = False
    searches_a_month: int = 0


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that a search in file names proposes: its first page, and how many pages it has."""

    path: Path
    item_id: int
    page_id: int
    pages: int
