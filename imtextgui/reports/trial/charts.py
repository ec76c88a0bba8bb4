"""Charts as rectangles and words, which both a leaf of paper and a web page can show."""

from collections.abc import Iterator

from imtextgui.documents.layout import text_metrics
from imtextgui.documents.layout.page_layout import Area, Words
from imtextgui.domain.measurement.trial import Phase
from imtextgui.reports.trial.document import ChartBlock, Mark

COLOURS = {Phase.BASELINE: "#8a6d3b", Phase.SEARCH: "#1f5fa8", Phase.ENDED: "#1f5fa8"}
"""The old way brown, the search blue: both at least 4.5 to 1 on white, and told apart by people who see no red."""
_INK, _GREY, _PALE = "#16202a", "#55606c", "#dfe4e9"
_BAR, _NAMES, _TYPE = 34.0, 120.0, 9.0
_TREND = 150.0
_FOOT = 18.0
_VALUES = 70.0
"""Points to the right of the scale for the value of the longest bar."""

Element = Area | Words


def height(chart: ChartBlock) -> float:
    """How many points high a chart is."""
    return _TREND + _FOOT + 14 if chart.over_time else _BAR * len(chart.marks) + _FOOT + 4


def drawn(chart: ChartBlock, x: float, y: float, width: float) -> Iterator[Element]:
    """The chart with its upper left corner at (x, y), in points."""
    yield from (_trend if chart.over_time else _bars)(chart, x, y, width)


def _bars(chart: ChartBlock, x: float, y: float, width: float) -> Iterator[Element]:
    left, room = x + _NAMES, width - _NAMES - _VALUES
    most, bottom = chart.scale[-1][0], y + _BAR * len(chart.marks)
    for value, said in chart.scale:
        place = left + room * value / most
        yield Area(place, y, 0.6, bottom - y, _PALE)
        yield _word(place - 22, bottom + 3, 44, said, centred=True)
    for row, mark in enumerate(chart.marks):
        top, colour = y + row * _BAR + 6, COLOURS[mark.phase]
        yield Words(x, top + 3, _NAMES - 8, 24, (mark.name,), _TYPE, colour=_INK)
        yield Area(left, top, room * mark.estimate.value / most, _BAR - 12, colour)
        yield from _bounds_across(mark, left, room / most, top + (_BAR - 12) / 2)
        end = left + room * min(mark.estimate.high, most) / most
        yield Words(end + 6, top + 4, _VALUES, 13, (mark.text,), _TYPE + 1, bold=True, colour=_INK)


def _bounds_across(mark: Mark, left: float, unit: float, middle: float) -> Iterator[Element]:
    low, high = left + mark.estimate.low * unit, left + mark.estimate.high * unit
    yield Area(low, middle - 0.7, high - low, 1.4, _INK)
    for end in (low, high):
        yield Area(end - 0.7, middle - 5, 1.4, 10, _INK)


def _trend(chart: ChartBlock, x: float, y: float, width: float) -> Iterator[Element]:
    left, room, bottom = x + 56, width - 70, y + 10 + _TREND
    most = chart.scale[-1][0]
    for value, said in chart.scale:
        line = bottom - _TREND * value / most
        yield Area(left, line, room, 0.6, _PALE)
        yield Words(x, line - 6, 52, 12, (said,), _TYPE - 0.5, colour=_GREY)
    step = room / len(chart.marks)
    shown_every = -(-len(chart.marks) * 58 // int(room))  # a date is 58 points wide
    for place, mark in enumerate(chart.marks):
        middle, colour = left + step * (place + 0.5), COLOURS[mark.phase]
        low, value, high = (
            bottom - _TREND * bound / most
            for bound in (mark.estimate.low, mark.estimate.value, mark.estimate.high)
        )
        yield Area(middle - 0.7, high, 1.4, low - high, colour)
        for end in (low, high):
            yield Area(middle - 4, end - 0.6, 8, 1.2, colour)
        yield Area(middle - 3.5, value - 3.5, 7, 7, colour)
        if place % max(shown_every, 1) == 0:
            yield _word(middle - 29, bottom + 5, 58, mark.name, centred=True)


def _word(x: float, y: float, room: float, said: str, *, centred: bool) -> Words:
    size = _TYPE - 0.5
    shift = max(0.0, (room - text_metrics.width(said) * size) / 2) if centred else 0.0
    return Words(x + shift, y, room, 12, (said,), size, colour=_GREY)
