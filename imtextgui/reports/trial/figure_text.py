"""Figures of a trial as people write them, in the language of a report."""

import math
from collections.abc import Callable
from datetime import date, datetime

from imtextgui.domain.measurement.trial_figures import Estimate
from imtextgui.messages import phrase

Shown = Callable[[float], str]

_MINUTE = 60


class FigureText:
    """Writes figures in ``language``, "en" or "ja"."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, key: str, **details: object) -> str:
        """The phrase ``trial-report-KEY``."""
        return phrase(f"trial-report-{key}", self.language, **details)

    def questions_in(self, language: str) -> str:
        """What questions in a language are called; "" are those that only a photo asks."""
        return self.say(f"questions-{language or 'photo'}")

    def seconds(self, value: float) -> str:
        """A time, to a tenth of a second below a minute."""
        if value < _MINUTE:
            return self.say("seconds", value=f"{value:.1f}")
        minutes, rest = divmod(round(value), _MINUTE)
        return self.say("minutes-seconds", minutes=minutes, seconds=f"{rest:02}")

    def tick(self, value: float) -> str:
        """A whole time on a scale."""
        return self.seconds(value) if value >= _MINUTE else self.say("seconds", value=f"{value:.0f}")

    def share(self, value: float) -> str:
        """A share from 0 to 1 in per cent."""
        return f"{value * 100:.0f} %"

    def points(self, value: float) -> str:
        """A difference of shares, in points of a per cent, with its sign."""
        return self.say("points", value=f"{value * 100:+.0f}")

    def number(self, value: float) -> str:
        """A number to a tenth."""
        return f"{value:.1f}"

    def rank(self, value: float) -> str:
        """A median rank; a dash past the last hit."""
        return f"{value:.1f}" if math.isfinite(value) else "–"

    def minutes(self, value: float) -> str:
        """Whole minutes."""
        return self.say("minutes", value=f"{value:,.0f}")

    def estimate(self, estimate: Estimate | None, shown: Shown) -> str:
        """A figure, its interval, and how many values it comes from; a dash where there is none."""
        if estimate is None:
            return "–"
        return self.say(
            "estimate", value=shown(estimate.value), interval=self.interval(estimate, shown), n=estimate.count
        )

    def interval(self, estimate: Estimate, shown: Shown) -> str:
        """The bounds of a figure; a unit that both have is written once."""
        low, high = shown(estimate.low), shown(estimate.high)
        number, gap, unit = low.rpartition(" ")
        if gap and " " not in number and high.count(" ") == 1 and high.endswith(f" {unit}"):
            low = number
        return self.say("interval", low=low, high=high)

    def day(self, when: float | date) -> str:
        """A date."""
        day = when if isinstance(when, date) else datetime.fromtimestamp(when).astimezone().date()
        return self.say("date", year=day.year, month=f"{day.month:02}", day=f"{day.day:02}")
