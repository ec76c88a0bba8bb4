"""What a trial came to: figures of each phase with their intervals, and the two compared."""

from dataclasses import dataclass
from datetime import date

from imtextgui.domain.measurement.trial import Phase, Trial


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the bounds of its 95 % interval, and from how many values it comes."""

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class PhaseFigures:
    """What the attempts of one phase came to; None where there is nothing to take a figure from.

    ``seconds`` is the mean time of all attempts at what can be answered, given up or not, ``seconds_found`` the median
    of those that ended on a right page. ``found``, ``abandoned``, ``wrong_ended`` and ``nothing_right`` are shares;
    ``searches`` are those until success, ``wrong_opened`` pages opened in vain in an attempt. ``photo_found`` and
    ``photo_seconds`` are of questions by photo alone.
    """

    phase: Phase
    attempts: int
    seconds: Estimate | None
    seconds_found: Estimate | None
    found: Estimate | None
    abandoned: Estimate | None
    wrong_ended: Estimate | None
    wrong_opened: Estimate | None
    searches: Estimate | None
    nothing_right: Estimate | None
    photo_found: Estimate | None
    photo_seconds: Estimate | None


@dataclass(frozen=True, slots=True)
class Week:
    """The attempts of the week that begins at ``day``, a Monday."""

    day: date
    phase: Phase
    attempts: int
    seconds: Estimate | None
    found: Estimate | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Before and after, over the questions that were tried in both ways.

    ``seconds_saved`` is the mean of time before less time after, ``found_gained`` that of found after less found
    before.
    """

    questions: int
    seconds_saved: Estimate
    found_gained: Estimate


@dataclass(frozen=True, slots=True)
class Saving:
    """Minutes saved a month, and what that assumes.

    ``searches_a_month`` is the number it is multiplied by; ``counted`` tells whether it was counted in daily use, over
    ``counted_days`` days, and not expected by somebody or, where both are missing, 100 for want of a number.
    """

    minutes: Estimate
    searches_a_month: float
    counted: bool
    counted_days: int
    assumed: bool


@dataclass(frozen=True, slots=True)
class RankFigures:
    """Recall and median rank of the right page over the questions of a group.

    The median is infinite past the last hit.
    """

    group: str
    questions: int
    recall_1: Estimate
    recall_5: Estimate
    recall_10: Estimate
    median_rank: float


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How the search alone answers the questions of the trial, asked by the program.

    ``every`` measures right pages, which ``by_folder`` and ``by_language`` divide. ``files`` measures right files, as
    ``names`` does for a search in file names, which knows no pages.
    """

    every: RankFigures
    files: RankFigures
    names: RankFigures
    by_folder: tuple[RankFigures, ...]
    by_language: tuple[RankFigures, ...]


@dataclass(frozen=True, slots=True)
class TrialFigures:
    """All that a trial came to so far. ``daily`` are attempts of daily use, where right and wrong are not known."""

    trial: Trial
    made: float
    questions: int
    origins: tuple[tuple[str, int], ...]
    before: PhaseFigures | None
    after: PhaseFigures | None
    daily: PhaseFigures | None
    weeks: tuple[Week, ...]
    comparison: Comparison | None
    saving: Saving | None
    retrieval: Retrieval | None = None
