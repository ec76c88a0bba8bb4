"""The command of a trial: start it, look at it, write its report, end it."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imtextgui.cli.command import (
    AddCommand,
    add_json_option,
    add_overwrite_option,
    catalogue_folder,
    named_path,
    open_catalogue,
    read_catalogue,
)
from imtextgui.cli.output import print_json
from imtextgui.cli.progress_bar import drive
from imtextgui.cli.query_arguments import integer
from imtextgui.domain.measurement.trial import DAYS, Phase, Trial, TrialPlan, TrialQuestion
from imtextgui.domain.measurement.trial_figures import Estimate, PhaseFigures, TrialFigures
from imtextgui.errors import TrialQuestionMissing
from imtextgui.messages import LANGUAGES, phrase

if TYPE_CHECKING:
    from imtextgui.catalogue.catalogue import Catalogue

ACTIONS = ("status", "start", "questions", "remove", "next", "report", "stop", "forget")


def add_trial(add: AddCommand) -> None:
    """Describe ``imtextgui trial``."""
    command = add("trial", trial)
    command.add_argument(
        "action", nargs="?", choices=ACTIONS, default="status", help=phrase("help-trial-action")
    )
    command.add_argument("what", nargs="*", metavar="FILE|N", help=phrase("help-trial-what"))
    command.add_argument("--days", type=integer, default=DAYS, metavar="N", help=phrase("help-trial-days"))
    command.add_argument("--questions", type=named_path, metavar="CSV", help=phrase("help-trial-questions"))
    command.add_argument(
        "--propose", type=integer, default=20, metavar="N", help=phrase("help-trial-propose")
    )
    command.add_argument("--keep-content", action="store_true", help=phrase("help-trial-keep-content"))
    command.add_argument(
        "--searches-a-month", type=integer, default=0, metavar="N", help=phrase("help-trial-searches")
    )
    command.add_argument("--language", choices=LANGUAGES, default="", help=phrase("help-trial-language"))
    add_overwrite_option(command)
    add_json_option(command)
    command.set_defaults(refuse=command.error)


def trial(arguments: argparse.Namespace) -> int:
    """Do what the action says."""
    fitting = {"report": len(arguments.what) == 1, "remove": bool(arguments.what)}
    if not fitting.get(arguments.action, not arguments.what):
        arguments.refuse(phrase("trial-which"))
    {
        "status": _status,
        "start": _start,
        "questions": _questions,
        "remove": _remove,
        "next": _next,
        "report": _report,
        "stop": _stop,
        "forget": _forget,
    }[arguments.action](arguments)
    return 0


def _start(arguments: argparse.Namespace) -> None:
    plan = TrialPlan(
        max(1, arguments.days),
        arguments.questions,
        propose=max(0, arguments.propose),
        keep_content=arguments.keep_content,
        searches_a_month=max(0, arguments.searches_a_month),
    )
    with open_catalogue(arguments) as catalogue:
        started = catalogue.trial.start(plan)
        _print_trial(arguments, catalogue, started)


def _next(arguments: argparse.Namespace) -> None:
    with open_catalogue(arguments) as catalogue:
        _print_trial(arguments, catalogue, catalogue.trial.go_to(Phase.SEARCH))


def _stop(arguments: argparse.Namespace) -> None:
    with open_catalogue(arguments) as catalogue:
        _print_trial(arguments, catalogue, catalogue.trial.go_to(Phase.ENDED))


def _forget(arguments: argparse.Namespace) -> None:
    with open_catalogue(arguments) as catalogue:
        catalogue.trial.remove()
    print_json({"forgotten": True}) if arguments.json else print(phrase("trial-forgotten"))


def _print_trial(arguments: argparse.Namespace, catalogue: "Catalogue", told: Trial) -> None:
    if arguments.json:
        print_json(_trial_json(told) | {"questions": len(catalogue.trial.questions())})
    else:
        print(_line(told, len(catalogue.trial.questions())))


def _questions(arguments: argparse.Namespace) -> None:
    with read_catalogue(arguments) as catalogue:
        questions = catalogue.trial.questions()
    if arguments.json:
        print_json([_question_json(question) for question in questions])
        return
    for question in questions:
        answer = phrase("trial-has-answer" if question.answers else "trial-has-no-answer")
        print(f"{question.id:4}. {question.text or question.photo}  –  {question.folder}  {answer}")


def _remove(arguments: argparse.Namespace) -> None:
    """Take questions off the trial; none is, if one of the numbers is that of no question."""
    with open_catalogue(arguments) as catalogue:
        known = {str(question.id): question for question in catalogue.trial.questions()}
        for number in arguments.what:
            if number not in known:
                raise TrialQuestionMissing(path=str(catalogue_folder(arguments)), id=number)
        for question in dict.fromkeys(known[number] for number in arguments.what):
            catalogue.trial.remove_question(question.id)
            if arguments.json:
                print_json({"id": question.id, "removed": True})
            else:
                text = question.text or question.photo
                print(phrase("trial-question-removed", id=question.id, text=text))


def _report(arguments: argparse.Namespace) -> None:
    with read_catalogue(arguments) as catalogue:
        catalogue.allow_changes()  # what the search reaches is kept for the next report, unless another has it open
        job = catalogue.trial.write(
            Path(arguments.what[0]), language=arguments.language, overwrite=arguments.overwrite
        )
        written = drive(job)
    print_json({"path": str(written)}) if arguments.json else print(phrase("trial-written", path=written))


def _status(arguments: argparse.Namespace) -> None:
    with read_catalogue(arguments) as catalogue:
        figures = catalogue.trial.figures()
    if arguments.json:
        print_json(_figures_json(figures))
        return
    print(_line(figures.trial, figures.questions))
    for key, phase in (("before", figures.before), ("after", figures.after), ("daily", figures.daily)):
        if phase is not None:
            print(f"{phrase(f'trial-report-{key}')}: {'; '.join(_told(phase))}")


def _told(phase: PhaseFigures) -> Iterator[str]:
    yield phrase("trial-attempts", count=phase.attempts)
    if phase.seconds is not None:
        yield phrase("trial-seconds", value=f"{phase.seconds.value:.1f}", interval=_bounds(phase.seconds))
    if phase.found is not None:
        yield phrase("trial-found", value=f"{phase.found.value:.0%}")


def _bounds(estimate: Estimate) -> str:
    return f"{estimate.low:.1f}–{estimate.high:.1f}"


def _line(told: Trial, questions: int) -> str:
    started = datetime.fromtimestamp(told.started).astimezone().date().isoformat()
    return phrase(f"trial-phase-{told.phase}", started=started, days=told.days, count=questions)


def _trial_json(told: Trial) -> dict[str, Any]:
    return asdict(told) | {"phase": told.phase.value}


def _question_json(question: TrialQuestion) -> dict[str, Any]:
    return asdict(question) | {"origin": question.origin.value}


def _figures_json(figures: TrialFigures) -> dict[str, Any]:
    plain = asdict(figures) | {"trial": _trial_json(figures.trial)}
    for week, told in zip(figures.weeks, plain["weeks"], strict=True):
        told["day"] = week.day.isoformat()
    return plain
