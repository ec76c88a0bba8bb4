"""What the attempts of a trial come to."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from imtextgui.domain.measurement import intervals
from imtextgui.domain.measurement.trial import Attempt, Ending, Phase, Trial, TrialQuestion
from imtextgui.domain.measurement.trial_figures import (
    Comparison,
    Estimate,
    PhaseFigures,
    Retrieval,
    Saving,
    TrialFigures,
    Week,
)

DAYS_A_MONTH = 30.4
FEWEST_DAYS = 7
"""With fewer days of daily use a month cannot be told from them: a week shows working days and free ones."""
FEWEST_PAIRS = 5
"""With fewer questions tried in both ways a comparison says nothing. A choice."""
WITHOUT_A_NUMBER = 100.0
_DAY = 86_400.0


def figures(
    trial: Trial,
    questions: Sequence[TrialQuestion],
    attempts: Sequence[Attempt],
    now: float,
    retrieval: Retrieval | None = None,
) -> TrialFigures:
    """The figures of a trial at the moment ``now`` (seconds since the epoch)."""
    asked = [attempt for attempt in attempts if attempt.question_id is not None]
    daily = [attempt for attempt in attempts if attempt.question_id is None]
    before = [attempt for attempt in asked if attempt.phase is Phase.BASELINE]
    after = [attempt for attempt in asked if attempt.phase is Phase.SEARCH]
    compared = _comparison(before, after)
    return TrialFigures(
        trial,
        now,
        len(questions),
        tuple(sorted(Counter(question.origin.value for question in questions).items())),
        _of_phase(Phase.BASELINE, before),
        _of_phase(Phase.SEARCH, after),
        _of_phase(Phase.SEARCH, daily),
        tuple(_weeks(attempts)),
        compared,
        _saving(trial, daily, compared, now),
        retrieval,
    )


def _of_phase(phase: Phase, attempts: Sequence[Attempt]) -> PhaseFigures | None:
    if not attempts:
        return None
    tried = [attempt for attempt in attempts if attempt.answerable]
    empty = [attempt for attempt in attempts if not attempt.answerable]
    hits = [attempt for attempt in tried if is_success(attempt)]
    by_photo = [attempt for attempt in tried if attempt.by_photo]
    return PhaseFigures(
        phase,
        len(attempts),
        intervals.mean([attempt.seconds for attempt in tried]),
        intervals.median([attempt.seconds for attempt in hits]),
        intervals.share([is_success(attempt) for attempt in tried]),
        intervals.share([attempt.ending is Ending.ABANDONED for attempt in tried]),
        intervals.share([attempt.right is False for attempt in tried if attempt.question_id is not None]),
        intervals.mean([float(attempt.wrong_opened) for attempt in tried]),
        intervals.mean([float(attempt.searches) for attempt in hits]),
        intervals.share([attempt.ending is Ending.NOTHING for attempt in empty]),
        intervals.share([is_success(attempt) for attempt in by_photo]),
        intervals.median([attempt.seconds for attempt in by_photo if is_success(attempt)]),
    )


def is_success(attempt: Attempt) -> bool:
    """Whether a right page was found; in daily use, where that is not known, whether a page was stayed on."""
    return attempt.ending is Ending.FOUND and attempt.right is not False


def _weeks(attempts: Sequence[Attempt]) -> list[Week]:
    by_week: dict[tuple[str, Phase], list[Attempt]] = {}
    for attempt in attempts:
        day = datetime.fromtimestamp(attempt.made).astimezone().date()
        monday = day - timedelta(days=day.weekday())
        by_week.setdefault((monday.isoformat(), attempt.phase), []).append(attempt)
    weeks = []
    for (monday_text, phase), members in sorted(by_week.items()):
        tried = [attempt for attempt in members if attempt.answerable]
        weeks.append(
            Week(
                datetime.fromisoformat(monday_text).date(),
                phase,
                len(members),
                intervals.median([attempt.seconds for attempt in tried if is_success(attempt)]),
                intervals.share([is_success(attempt) for attempt in tried]),
            )
        )
    return weeks


def _comparison(before: Sequence[Attempt], after: Sequence[Attempt]) -> Comparison | None:
    """Questions are the units that are drawn again: several attempts at one are averaged first."""
    old, new = _by_question(before), _by_question(after)
    both = sorted(old.keys() & new.keys())
    if len(both) < FEWEST_PAIRS:
        return None
    saved = intervals.mean([old[number][0] - new[number][0] for number in both])
    gained = intervals.mean([new[number][1] - old[number][1] for number in both])
    assert saved is not None
    assert gained is not None
    return Comparison(len(both), saved, gained)


def _by_question(attempts: Sequence[Attempt]) -> dict[int, tuple[float, float]]:
    """Mean seconds and share found of each question that can be answered."""
    grouped: dict[int, list[Attempt]] = {}
    for attempt in attempts:
        if attempt.answerable and attempt.question_id is not None:
            grouped.setdefault(attempt.question_id, []).append(attempt)
    return {
        number: (
            sum(attempt.seconds for attempt in members) / len(members),
            sum(is_success(attempt) for attempt in members) / len(members),
        )
        for number, members in grouped.items()
    }


def _saving(trial: Trial, daily: Sequence[Attempt], compared: Comparison | None, now: float) -> Saving | None:
    if compared is None:
        return None
    days = _days_of_use(daily, trial.ended or now)
    counted = not trial.searches_a_month and days >= FEWEST_DAYS
    assumed = not trial.searches_a_month and not counted
    a_month = float(trial.searches_a_month) or WITHOUT_A_NUMBER
    if counted:
        a_month = len(daily) / days * DAYS_A_MONTH
    saved = compared.seconds_saved
    minutes = Estimate(
        saved.value * a_month / 60, saved.low * a_month / 60, saved.high * a_month / 60, saved.count
    )
    return Saving(minutes, a_month, counted, days, assumed)


def _days_of_use(daily: Sequence[Attempt], until: float) -> int:
    if not daily:
        return 0
    return int((until - min(attempt.made for attempt in daily)) // _DAY) + 1
