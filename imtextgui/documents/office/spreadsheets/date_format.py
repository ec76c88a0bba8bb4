"""Shows the days that spreadsheets count as dates, times and durations, by Excel's letters for them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

_FROM_1900 = datetime(1899, 12, 30)  # noqa: DTZ001  # sheets know no time zones
_FROM_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_LEAP_BUG = 60
"""Excel believes that 1900 had a 29th of February; the days before it are counted from one day later."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_JAPANESE_WEEKDAYS = "月火水木金土日"
_ERAS = (
    (date(2019, 5, 1), "R", "令和"),
    (date(1989, 1, 8), "H", "平成"),
    (date(1926, 12, 25), "S", "昭和"),
    (date(1912, 7, 30), "T", "大正"),
    (date(1868, 1, 25), "M", "明治"),
)
_DAY = 86_400
_BUDDHIST = 543


def dated(
    value: Decimal, tokens: Sequence[tuple[str, str]], *, from_1904: bool, japanese: bool
) -> str | None:
    """The days ``value`` as the ``tokens`` (kind and letters) show them; None where there is no such day."""
    finest = max((len(words) - 1 for kind, words in tokens if kind == "fraction"), default=0)
    seconds = (value * _DAY).quantize(Decimal(1).scaleb(-finest), ROUND_HALF_UP)
    elapsed = any(kind == "elapsed" for kind, _ in tokens)
    if value < 0 and not elapsed:
        return None
    moment = _moment(abs(seconds), from_1904=from_1904)
    if moment is None and not elapsed:
        return None
    shown = _Shown(moment, abs(seconds), _roles(tokens), japanese=japanese)
    return ("-" if value < 0 else "") + "".join(shown.piece(at) for at in range(len(tokens)))


def _moment(seconds: Decimal, *, from_1904: bool) -> datetime | None:
    start = _FROM_1904 if from_1904 else _FROM_1900
    days = int(seconds // _DAY)
    days += 1 if not from_1904 and 1 <= days < _LEAP_BUG else 0
    try:
        return start + timedelta(days=days, seconds=float(seconds % _DAY))
    except OverflowError:
        return None


def _roles(tokens: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """``tokens`` in which an m that means minutes, because hours stand before it or seconds behind it, is an n."""
    roles = [(kind, words.lower() if kind in ("date", "elapsed") else words) for kind, words in tokens]
    clock = [at for at, (kind, _) in enumerate(roles) if kind in ("date", "elapsed")]
    for place, at in enumerate(clock):
        kind, words = roles[at]
        before = roles[clock[place - 1]][1] if place else ""
        behind = roles[clock[place + 1]][1] if place + 1 < len(clock) else ""
        if (
            words[0] == "m"
            and len(words) <= 2
            and (before.startswith("h") or behind.startswith("s") or kind == "elapsed")
        ):
            roles[at] = (kind, "n" * len(words))
    return roles


class _Shown:
    """One moment, or length of time, in the letters of one format."""

    def __init__(
        self, moment: datetime | None, seconds: Decimal, roles: list[tuple[str, str]], *, japanese: bool
    ) -> None:
        self._moment = moment or _FROM_1904
        self._seconds = seconds
        self._roles = roles
        self._era_years = japanese or any(kind == "date" and words[0] == "g" for kind, words in roles)
        self._half_days = any(kind == "ampm" for kind, _ in roles)

    def piece(self, at: int) -> str:
        """What stands for the token ``at``."""
        kind, words = self._roles[at]
        if kind == "date":
            return self._date(words)
        if kind == "elapsed":
            unit = {"h": 3_600, "n": 60, "s": 1}[words[0]]
            return str(int(self._seconds // unit)).zfill(len(words))
        if kind == "ampm":
            names = words.split("/")
            return names[self._moment.hour >= 12]
        if kind == "fraction":
            places = len(words) - 1
            return f"{self._seconds % 1:.{places}f}"[1:]
        return words if kind in ("literal", "point", "comma") else ""

    def _date(self, words: str) -> str:
        moment, length = self._moment, len(words)
        year, weekday = moment.year, moment.weekday()
        hour = (moment.hour + 11) % 12 + 1 if self._half_days else moment.hour
        shown = {
            "y": f"{year:04}" if length > 2 else f"{year % 100:02}",
            "m": _named(_MONTHS[moment.month - 1], moment.month, length),
            "d": _named(_WEEKDAYS[weekday], moment.day, length),
            "a": _JAPANESE_WEEKDAYS[weekday] + ("曜日" if length > 3 else ""),
            "h": str(hour).zfill(length),
            "n": str(moment.minute).zfill(length),
            "s": str(moment.second).zfill(length),
            "b": str(year + _BUDDHIST),
        }
        return shown[words[0]] if words[0] in shown else self._era(words[0], length)

    def _era(self, letter: str, length: int) -> str:
        """The era or the year in it; what says "year of the era" elsewhere means the year alone."""
        begun = next((era for era in _ERAS if era[0] <= self._moment.date()), None)
        if not self._era_years or begun is None:
            return str(self._moment.year) if letter == "e" else ""
        if letter == "e":
            return str(self._moment.year - begun[0].year + 1).zfill(length if length > 1 else 1)
        return (begun[1], begun[2][0], begun[2])[min(length, 3) - 1]


def _named(name: str, number: int, length: int) -> str:
    """A month or day: its number, with a zero before it, its short, whole or one-letter name."""
    if length <= 2:
        return str(number).zfill(length)
    return {3: name[:3], 4: name}.get(length, name[:1])
