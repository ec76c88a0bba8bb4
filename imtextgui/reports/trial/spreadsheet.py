"""The figures and attempts of a trial as one table for a spreadsheet."""

from collections.abc import Iterator, Sequence

from imtextgui.domain.measurement.trial import Attempt, Phase
from imtextgui.domain.measurement.trial_figures import Estimate, TrialFigures
from imtextgui.domain.text.tables import csv_file
from imtextgui.reports.trial.document import phase_rows
from imtextgui.reports.trial.figure_text import FigureText

_FIGURE_COLUMNS = ("section", "what", "way", "value", "low", "high", "count")


def table(figures: TrialFigures, attempts: Sequence[Attempt], language: str) -> bytes:
    """CSV: first the figures, then, after an empty line, every attempt. Numbers have a point, seconds no unit."""
    text = FigureText(language)
    head = [text.say(f"column-{name}") for name in _FIGURE_COLUMNS]
    names = ("day", "way", "question", "seconds", "searches", "wrong-opened", "ending", "right", "photo")
    kept = figures.trial.keep_content
    columns = [text.say(f"column-{name}") for name in (*names, *(["words"] if kept else []))]
    rows = [_attempt(attempt, text, with_words=kept) for attempt in attempts]
    return csv_file([head, *_figures(figures, text), [], columns, *rows])


def _figures(figures: TrialFigures, text: FigureText) -> Iterator[list[str]]:
    ways = (text.say("before"), text.say("after"), text.say("daily"))
    for name, estimates, _ in phase_rows(figures, text):
        for way, estimate in zip(ways, estimates, strict=True):
            if estimate is not None:
                yield [text.say("people"), name, way, *_numbers(estimate)]
    for week in figures.weeks:
        way = text.say("before" if week.phase is Phase.BASELINE else "after")
        for name, figure in (("seconds-found", week.seconds), ("found", week.found)):
            if figure is not None:
                section = f"{text.say('week')} {week.day.isoformat()}"
                yield [section, text.say(name), way, *_numbers(figure)]
    if figures.comparison is not None:
        compared = figures.comparison
        yield [text.say("difference"), text.say("mean-seconds"), "", *_numbers(compared.seconds_saved)]
        yield [text.say("difference"), text.say("found"), "", *_numbers(compared.found_gained)]
    if figures.saving is not None:
        yield [text.say("difference"), text.say("column-minutes"), "", *_numbers(figures.saving.minutes)]
    if figures.retrieval is not None:
        yield from _ranks(figures, text)


def _ranks(figures: TrialFigures, text: FigureText) -> Iterator[list[str]]:
    measured = figures.retrieval
    assert measured is not None
    groups = [
        (text.say("every"), measured.every),
        (text.say("files"), measured.files),
        (text.say("by-name"), measured.names),
    ]
    groups += [(text.say("folder", name=group.group or "–"), group) for group in measured.by_folder]
    groups += [(text.questions_in(group.group), group) for group in measured.by_language]
    for name, group in groups:
        for place, at in ((1, group.recall_1), (5, group.recall_5), (10, group.recall_10)):
            yield [text.say("alone"), text.say("recall", place=place), name, *_numbers(at)]
        median = text.rank(group.median_rank)
        yield [text.say("alone"), text.say("median-rank"), name, median, "", "", str(group.questions)]


def _numbers(estimate: Estimate) -> list[str]:
    return [
        *(f"{number:.4g}" for number in (estimate.value, estimate.low, estimate.high)),
        str(estimate.count),
    ]


def _attempt(attempt: Attempt, text: FigureText, *, with_words: bool) -> list[str]:
    right = "" if attempt.right is None else text.say("yes" if attempt.right else "no")
    cells = [
        text.day(attempt.made),
        text.say("before" if attempt.phase is Phase.BASELINE else "after"),
        text.say("daily") if attempt.question_id is None else str(attempt.question_id),
        f"{attempt.seconds:.1f}",
        str(attempt.searches),
        str(attempt.wrong_opened),
        text.say(f"ending-{attempt.ending}"),
        right,
        text.say("yes" if attempt.by_photo else "no"),
    ]
    return [*cells, attempt.words] if with_words else cells
