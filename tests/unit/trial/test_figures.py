"""Attempts become figures of each phase, a comparison, weeks, and minutes saved."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from imtextgui.domain.measurement.trial import (
    Attempt,
    Ending,
    Phase,
    QuestionOrigin,
    RightPage,
    Trial,
    TrialQuestion,
)
from imtextgui.domain.measurement.trial_figures import TrialFigures
from imtextgui.trial.figures import figures
from imtextgui.trial.retrieval import retrieval

DAY = 86_400.0
START = 1_760_000_000.0
TRIAL = Trial(1, START, 90, Phase.SEARCH)
QUESTIONS = [
    TrialQuestion(
        f"question {number}", "en", QuestionOrigin.JUDGED, (RightPage("d", number),), "pumps", id=number
    )
    for number in range(1, 9)
] + [TrialQuestion("ramen", "ja", QuestionOrigin.PROPOSED, id=9)]


def attempt(number: int | None, phase: Phase, seconds: float, **more: object) -> Attempt:
    found = Attempt(START + seconds, phase, seconds, 2, 1, Ending.FOUND, question_id=number, right=True)
    return replace(found, **more)  # type: ignore[arg-type]  # fields of an attempt


BEFORE = [attempt(number, Phase.BASELINE, 60.0 + number) for number in range(1, 9)]
AFTER = [attempt(number, Phase.SEARCH, 20.0 + number) for number in range(1, 9)]


def taken(attempts: Sequence[Attempt], trial: Trial = TRIAL) -> TrialFigures:
    return figures(trial, QUESTIONS, attempts, START + 30 * DAY)


def test_a_trial_without_attempts_has_no_figures() -> None:
    told = taken([])
    assert (told.before, told.after, told.daily, told.weeks, told.comparison, told.saving) == (
        *(None, None, None),
        (),
        *(None, None),
    )
    assert told.questions == 9
    assert told.origins == (("judged", 8), ("proposed", 1))


def test_before_and_after_are_compared_question_by_question() -> None:
    told = taken([*BEFORE, *AFTER])
    assert told.comparison is not None
    assert told.comparison.questions == 8
    assert told.comparison.seconds_saved.value == pytest.approx(40)
    assert told.comparison.found_gained.value == 0
    assert told.saving is not None
    assert told.saving.assumed
    assert told.saving.minutes.value == pytest.approx(40 * 100 / 60)


def test_too_few_pairs_are_no_comparison() -> None:
    assert taken([*BEFORE[:4], *AFTER]).comparison is None


def test_shares_know_what_was_given_up_wrong_and_rightly_nothing() -> None:
    attempts = [
        *AFTER[:5],
        attempt(6, Phase.SEARCH, 90, ending=Ending.ABANDONED, right=None),
        attempt(7, Phase.SEARCH, 40, right=False),
        attempt(8, Phase.SEARCH, 30, ending=Ending.NOTHING, right=False),
        attempt(9, Phase.SEARCH, 10, ending=Ending.NOTHING, right=True, answerable=False),
        attempt(9, Phase.SEARCH, 10, right=False, answerable=False),
    ]
    after = taken(attempts).after
    assert after is not None
    assert after.attempts == 10
    shares = [after.found, after.abandoned, after.wrong_ended, after.nothing_right]
    assert [share.value if share else None for share in shares] == [5 / 8, 1 / 8, 2 / 8, 1 / 2]
    assert after.seconds is not None
    assert after.seconds.count == 8
    assert after.photo_found is None


def test_photo_questions_have_figures_of_their_own() -> None:
    after = taken([*AFTER, attempt(1, Phase.SEARCH, 12, by_photo=True)]).after
    assert after is not None
    assert after.photo_found is not None
    assert after.photo_seconds is not None
    assert (after.photo_found.count, after.photo_seconds.value) == (1, 12)


def test_minutes_follow_the_searches_that_were_counted_or_expected() -> None:
    daily = [attempt(None, Phase.SEARCH, 5, right=None, made=START + day * DAY) for day in range(20)]
    counted = taken([*BEFORE, *AFTER, *daily])
    assert counted.saving is not None
    assert counted.saving.counted
    assert counted.saving.counted_days == 31
    assert counted.saving.searches_a_month == pytest.approx(20 / 31 * 30.4)
    assert counted.daily is not None
    assert counted.daily.wrong_ended is None
    expected = taken([*BEFORE, *AFTER, *daily], replace(TRIAL, searches_a_month=500))
    assert expected.saving is not None
    assert (expected.saving.searches_a_month, expected.saving.counted, expected.saving.assumed) == (
        500,
        False,
        False,
    )


def test_weeks_begin_on_mondays_and_know_their_phase() -> None:
    told = taken([*BEFORE, *(replace(one, made=one.made + 9 * DAY) for one in AFTER)])
    assert [(week.phase, week.attempts) for week in told.weeks] == [(Phase.BASELINE, 8), (Phase.SEARCH, 8)]
    assert all(week.day.weekday() == 0 for week in told.weeks)
    assert told.weeks[0].day < told.weeks[1].day


def test_ranks_are_told_by_folder_and_language() -> None:
    questions = [*QUESTIONS[:2], replace(QUESTIONS[2], folder="valves", language="ja")]
    told = retrieval(questions, [1, 3, None], [1, 1, None], [None, None, 1])
    assert told is not None
    assert told.every.recall_5.value == pytest.approx(2 / 3)
    assert told.files.recall_1.value == pytest.approx(2 / 3)
    assert told.names.recall_1.value == pytest.approx(1 / 3)
    assert [(group.group, group.questions) for group in told.by_folder] == [("pumps", 2), ("valves", 1)]
    assert [group.median_rank for group in told.by_language] == [2.0, float("inf")]
    assert retrieval([], [], [], []) is None
