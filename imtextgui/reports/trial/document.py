"""What the report of a trial says, before it is known how it will look."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imtextgui.domain.measurement.trial import Phase
from imtextgui.domain.measurement.trial_figures import (
    Estimate,
    PhaseFigures,
    RankFigures,
    Retrieval,
    Saving,
    TrialFigures,
)
from imtextgui.reports.trial.figure_text import FigureText, Shown

_NAMES = {"seconds": "mean-seconds"}
"""The phrases of figures that are not named as the figure is."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with its heading; the first cell of a row says what the others are of. ``note`` stands below."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Paragraphs with a heading; "" for none."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure to be drawn: its name, its value with bounds as they are written, and the phase that it is of."""

    name: str
    estimate: Estimate
    text: str
    phase: Phase


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """Figures beside each other on one scale, which begins at 0. ``over_time``: from left to right, else as bars."""

    heading: str
    marks: tuple[Mark, ...]
    scale: tuple[tuple[float, str], ...]
    over_time: bool
    note: str = ""


Block = TableBlock | TextBlock | ChartBlock


@dataclass(frozen=True, slots=True)
class TrialDocument:
    """A title, a line of facts, what matters most, and the rest in blocks."""

    language: str
    title: str
    facts: str
    summary: tuple[str, ...]
    blocks: tuple[Block, ...]


def document(figures: TrialFigures, language: str) -> TrialDocument:
    """The report of ``figures`` in ``language``."""
    text = FigureText(language)
    blocks: tuple[Block, ...] = (
        *_charts(figures, text),
        *_tables(figures, text),
        *_explanations(figures, text),
    )
    return TrialDocument(
        language, text.say("title"), _facts(figures, text), tuple(_summary(figures, text)), blocks
    )


def phase_rows(
    figures: TrialFigures, text: FigureText
) -> Iterator[tuple[str, tuple[Estimate | None, ...], Shown]]:
    """Each figure of the phases: its name, its estimates before, after and in daily use, and how it is written."""
    phases = (figures.before, figures.after, figures.daily)
    shown: tuple[tuple[str, Shown], ...] = (
        *(("seconds", text.seconds), ("seconds_found", text.seconds), ("found", text.share)),
        *(("abandoned", text.share), ("wrong_ended", text.share), ("wrong_opened", text.number)),
        *(("searches", text.number), ("nothing_right", text.share)),
        *(("photo_found", text.share), ("photo_seconds", text.seconds)),
    )
    for name, write in shown:
        of_phases = tuple(_figure(phase, name) for phase in phases)
        yield text.say(_NAMES.get(name, name.replace("_", "-"))), of_phases, write


def _figure(phase: PhaseFigures | None, name: str) -> Estimate | None:
    figure: Estimate | None = getattr(phase, name) if phase else None
    return figure


def _facts(figures: TrialFigures, text: FigureText) -> str:
    trial = figures.trial
    until = text.day(trial.ended or figures.made)
    period = text.say("period", start=text.day(trial.started), end=until, days=trial.days)
    origins = text.say("list-comma").join(
        text.say(f"origin-{name}", count=count) for name, count in figures.origins
    )
    return text.say(
        "facts", period=period, count=figures.questions, origins=origins, made=text.day(figures.made)
    )


def _summary(figures: TrialFigures, text: FigureText) -> Iterator[str]:
    compared = figures.comparison
    if compared is None:
        yield text.say("no-comparison")
        return
    saved = compared.seconds_saved
    if saved.low > 0:
        verdict = "faster"
    elif saved.high < 0:
        verdict = "slower"
    else:
        verdict = "no-difference"
    seconds = text.seconds(abs(saved.value))
    bounds = text.interval(saved, text.seconds_gained)
    yield text.say(verdict, seconds=seconds, interval=bounds, count=compared.questions)
    gained = compared.found_gained
    yield text.say("gained", points=text.points(gained.value), interval=text.interval(gained, text.points))
    if figures.saving is not None:
        minutes = figures.saving.minutes
        yield (
            text.say(
                "saved", minutes=text.minutes(minutes.value), interval=text.interval(minutes, text.minutes)
            )
            + " "
            + _assumption(figures.saving, text)
        )


def _assumption(saving: Saving, text: FigureText) -> str:
    count = f"{saving.searches_a_month:,.0f}"
    if saving.assumed:
        return text.say("assumes-hundred", count=count)
    if saving.counted:
        return text.say("assumes-counted", count=count, days=saving.counted_days)
    return text.say("assumes-expected", count=count)


def _charts(figures: TrialFigures, text: FigureText) -> Iterator[ChartBlock]:
    bars = [
        Mark(text.say(key), phase.seconds, text.seconds(phase.seconds.value), phase.phase)
        for key, phase in (("before", figures.before), ("after", figures.after))
        if phase is not None and phase.seconds is not None
    ]
    if bars:
        yield ChartBlock(
            text.say("time-chart"), tuple(bars), scale_of(bars, text.tick), False, text.say("time-note")
        )
    times = [
        Mark(text.day(week.day), week.seconds, text.seconds(week.seconds.value), week.phase)
        for week in figures.weeks
        if week.seconds is not None
    ]
    if len(times) > 1:
        yield ChartBlock(
            text.say("trend-chart"), tuple(times), scale_of(times, text.tick), True, text.say("trend-note")
        )


def scale_of(marks: Sequence[Mark], shown: Shown) -> tuple[tuple[float, str], ...]:
    """Values from 0 to above the largest bound, in steps that people count in."""
    most = max(mark.estimate.high for mark in marks) or 1.0
    steps = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600)
    step = next((step for step in steps if most / step <= 5), steps[-1])
    return tuple((float(place * step), shown(place * step)) for place in range(int(most // step) + 2))


def _tables(figures: TrialFigures, text: FigureText) -> Iterator[TableBlock]:
    named = (("before", figures.before), ("after", figures.after), ("daily", figures.daily))
    there = [place for place, (_, phase) in enumerate(named) if phase is not None]
    if there:
        rows = [
            (name, *(text.estimate(estimates[place], write) for place in there))
            for name, estimates, write in phase_rows(figures, text)
        ]
        attempts = (text.say("attempts"), *(_attempts(named[place][1]) for place in there))
        columns = ("", *(text.say(named[place][0]) for place in there))
        yield TableBlock(
            text.say("people"),
            columns,
            (attempts, *(row for row in rows if set(row[1:]) != {"–"})),
            text.say("people-note"),
        )
    if figures.weeks:
        rows = [
            (
                text.day(week.day),
                text.say("before" if week.phase is Phase.BASELINE else "after"),
                str(week.attempts),
                text.estimate(week.seconds, text.seconds),
                text.estimate(week.found, text.share),
            )
            for week in figures.weeks
        ]
        columns = tuple(text.say(key) for key in ("week", "way", "attempts", "seconds-found", "found"))
        yield TableBlock(text.say("weeks"), columns, tuple(rows))
    if figures.retrieval is not None:
        yield _retrieval(figures.retrieval, text)


def _attempts(phase: PhaseFigures | None) -> str:
    return str(phase.attempts) if phase else "–"


def _retrieval(retrieval: Retrieval, text: FigureText) -> TableBlock:
    rows = [
        _ranks(text.say("every"), retrieval.every, text),
        _ranks(text.say("files"), retrieval.files, text),
        _ranks(text.say("by-name"), retrieval.names, text),
    ]
    rows += [
        _ranks(text.say("folder", name=group.group or "–"), group, text) for group in retrieval.by_folder
    ]
    rows += [_ranks(text.questions_in(group.group), group, text) for group in retrieval.by_language]
    columns = (
        "",
        text.say("questions"),
        *(text.say("recall", place=place) for place in (1, 5, 10)),
        text.say("median-rank"),
    )
    return TableBlock(text.say("alone"), columns, tuple(rows), text.say("alone-note"))


def _ranks(name: str, ranks: RankFigures, text: FigureText) -> tuple[str, ...]:
    recalls = (
        f"{text.share(at.value)} {text.interval(at, text.share)}"
        for at in (ranks.recall_1, ranks.recall_5, ranks.recall_10)
    )
    return (name, str(ranks.questions), *recalls, text.rank(ranks.median_rank))


def _explanations(figures: TrialFigures, text: FigureText) -> Iterator[TextBlock]:
    assumptions = [text.say("how-time"), text.say("how-before"), text.say("how-interval")]
    if figures.saving is not None:
        assumptions.append(text.say("how-saved"))
        assumptions.append(_assumption(figures.saving, text))
    if any(name == "proposed" for name, _ in figures.origins):
        assumptions.append(text.say("how-proposed"))
    yield TextBlock(text.say("assumptions"), tuple(assumptions))
    content = "content-kept" if figures.trial.keep_content else "content-not-kept"
    yield TextBlock(text.say("privacy"), (text.say("nobody"), text.say(content)))
