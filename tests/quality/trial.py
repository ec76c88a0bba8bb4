"""How far the figures of a trial can be trusted: simulated people whose true times are known.

``python -m tests.quality.trial``: how often a 95 % interval holds the truth, how often a trial of two equal ways claims
a difference, how often it sees a real one, and how much the bounds move with the seed of the draws.
"""

from collections.abc import Callable, Sequence

import numpy as np

from imtextgui.domain.measurement import intervals
from imtextgui.domain.measurement.trial import (
    Attempt,
    Ending,
    Phase,
    QuestionOrigin,
    RightPage,
    Trial,
    TrialQuestion,
)
from imtextgui.domain.measurement.trial_figures import Estimate
from imtextgui.trial.figures import figures

TRIALS = 200
SPREAD_OF_QUESTIONS, SPREAD_OF_TRIES = 0.5, 0.6
"""Of the logarithms of times: questions differ, and so do tries at one of them. Times of people at search tasks are
about log-normal; the spread is a choice."""
DAY = 86_400.0


def main() -> None:
    """Print all tables."""
    _coverage()
    _claims()
    _seeds()


def _coverage() -> None:
    generator = np.random.default_rng(3)
    print(f"{'interval of':<12}{'n':>6}{'holds the truth':>18}")
    spread = SPREAD_OF_TRIES
    cases: tuple[tuple[str, Callable[[Sequence[float]], Estimate | None], float], ...] = (
        ("mean", intervals.mean, float(np.exp(3 + spread**2 / 2))),
        ("median", intervals.median, float(np.exp(3))),
    )
    for name, take, truth in cases:
        for count in (10, 20, 50):
            drawn = [take(list(generator.lognormal(3, spread, count))) for _ in range(TRIALS)]
            print(f"{name:<12}{count:>6}{_held(drawn, truth):>18.3f}")
    for count in (10, 20, 50):
        drawn = [intervals.share(list(generator.random(count) < 0.9)) for _ in range(TRIALS)]
        print(f"{'share 0.9':<12}{count:>6}{_held(drawn, 0.9):>18.3f}")
    print()


def _held(drawn: Sequence[Estimate | None], truth: float) -> float:
    return sum(one is not None and one.low <= truth <= one.high for one in drawn) / len(drawn)


def _claims() -> None:
    """The share of trials whose interval of the time saved leaves out zero."""
    print(f"{'true saving':<14}{'questions':>10}{'claims faster':>15}{'claims slower':>15}")
    for saving in (0.0, 0.25, 0.5):
        for count in (10, 20, 40):
            generator = np.random.default_rng(count)
            drawn = [_saved(generator, count, saving) for _ in range(TRIALS)]
            faster = sum(one.low > 0 for one in drawn) / TRIALS
            slower = sum(one.high < 0 for one in drawn) / TRIALS
            print(f"{f'{saving:.0%}':<14}{count:>10}{faster:>15.3f}{slower:>15.3f}")
    print()


def _saved(generator: np.random.Generator, count: int, saving: float) -> Estimate:
    questions = [
        TrialQuestion(str(number), "en", QuestionOrigin.JUDGED, (RightPage("d", number),), id=number)
        for number in range(1, count + 1)
    ]
    attempts = []
    for question in questions:
        typical = generator.normal(3.5, SPREAD_OF_QUESTIONS)
        for phase, factor in ((Phase.BASELINE, 1.0), (Phase.SEARCH, 1.0 - saving)):
            seconds = float(generator.lognormal(typical, SPREAD_OF_TRIES) * factor)
            attempts.append(
                Attempt(DAY, phase, seconds, 1, 0, Ending.FOUND, question_id=question.id, right=True)
            )
    compared = figures(Trial(1, DAY, 90, Phase.SEARCH), questions, attempts, 2 * DAY).comparison
    assert compared is not None
    return compared.seconds_saved


def _seeds() -> None:
    """The bounds of one sample, drawn again with other seeds."""
    data = np.random.default_rng(1).lognormal(3, SPREAD_OF_TRIES, 40)
    for rounds in (500, intervals.ROUNDS, 8_000):
        bounds = []
        for seed in range(50):
            drawn = np.random.default_rng(seed).integers(0, len(data), (rounds, len(data)))
            bounds.append(np.quantile(data[drawn].mean(axis=1), (0.025, 0.975)))
        moved = np.std(bounds, axis=0) / np.mean(bounds, axis=0)
        print(
            f"{rounds} draws: bounds of a mean of 40 move by {moved.max():.2%} (standard deviation over seeds)"
        )


if __name__ == "__main__":
    main()
