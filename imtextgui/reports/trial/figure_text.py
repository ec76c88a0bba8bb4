"""Figures of a trial as people write them, in the language of a report."""

import math
from collections.abc import Callable
from datetime import date, datetime

from imtextgui.domain.measurement.trial_figures import Estimate
from imtextgui.messages import phrase

Shown = Callable[[float], str]

_MINUTE = 60
_JOINED = "\u00a0"
"""A space at which no line is broken: a number and its unit stay together."""
_LONGEST_JOINED = 14
"""Signs of an interval that stays whole; longer ones, of times in minutes, are broken between their bounds."""


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
            return _together(self.say("seconds", value=f"{value:.1f}"))
        minutes, rest = divmod(round(value), _MINUTE)
        return _together(self.say("minutes-seconds", minutes=minutes, seconds=f"{rest:02}"))

    def seconds_gained(self, value: float) -> str:
        """A difference of times, with its sign."""
        return _together(self.say("seconds", value=f"{value:+.1f}"))

    def tick(self, value: float) -> str:
        """A whole time on a scale."""
        if value >= _MINUTE:
            return self.seconds(value)
        return _together(self.say("seconds", value=f"{value:.0f}"))

    def share(self, value: float) -> str:
        """A share from 0 to 1 in per cent."""
        return f"{value * 100:.0f}{_JOINED}%"

    def points(self, value: float) -> str:
        """A difference of shares, in points of a per cent, with its sign."""
        return _together(self.say("points", value=f"{value * 100:+.0f}"))

    def number(self, value: float) -> str:
        """A number to a tenth."""
        return f"{value:.1f}"

    def rank(self, value: float) -> str:
        """A median rank; a dash past the last hit."""
        return f"{value:.1f}" if math.isfinite(value) else "–"

    def minutes(self, value: float) -> str:
        """Whole minutes."""
        return _together(self.say("minutes", value=f"{value:,.0f}"))

    def estimate(self, estimate: Estimate | None, shown: Shown) -> str:
        """A figure, its interval, and how many values it comes from; a dash where there is none."""
        if estimate is None:
            return "–"
        told = self.say(
            "estimate", value=shown(estimate.value), interval=self.interval(estimate, shown), n=estimate.count
        )
        return told.replace("n = ", _together("n = "))

    def interval(self, estimate: Estimate, shown: Shown) -> str:
        """The bounds of a figure; a unit that both have is written once."""
        low, high = shown(estimate.low), shown(estimate.high)
        number, gap, unit = low.rpartition(_JOINED)
        if gap and _JOINED not in number and high.count(_JOINED) == 1 and high.endswith(f"{_JOINED}{unit}"):
            low = number
        told = self.say("interval", low=low, high=high)
        return _together(told) if len(told) <= _LONGEST_JOINED else told

    def day(self, when: float | date) -> str:
        """A date."""
        day = when if isinstance(when, date) else datetime.fromtimestamp(when).astimezone().date()
        return self.say("date", year=day.year, month=f"{day.month:02}", day=f"{day.day:02}")


def _together(text: str) -> str:
    return text.replace(" ", _JOINED)
