"""The command that indexes folders."""

import argparse
import sys

from imtextgui import messages
from imtextgui.cli.command import (
    AddCommand,
    add_json_option,
    catalogue_folder,
    named_path,
    open_catalogue,
    refuse_own_folder,
)
from imtextgui.cli.exit_status import EXPECTED_FAILURE
from imtextgui.cli.output import print_doubtful, print_json, print_problems, print_run, problem_as_json
from imtextgui.cli.progress_bar import drive
from imtextgui.domain.runs.retry import NO_RETRY, Retry
from imtextgui.domain.runs.run_report import IndexReport
from imtextgui.errors import SourceVanished
from imtextgui.messages import phrase


def add_index(add: AddCommand) -> None:
    """Describe ``imtextgui index``."""
    command = add("index", index)
    command.add_argument("folders", nargs="*", type=named_path, metavar="FOLDER", help=phrase("help-folders"))
    command.add_argument(
        "--exclude", action="append", default=[], metavar="LINE", help=phrase("help-exclude")
    )
    command.add_argument("--retry", action="store_true", help=phrase("help-retry"))
    command.add_argument("--first-pass-only", action="store_true", help=phrase("help-first-pass-only"))
    command.add_argument("--accept-removals", action="store_true", help=phrase("help-accept-removals"))
    add_json_option(command)
    command.set_defaults(refuse=command.error)


def index(arguments: argparse.Namespace) -> int:
    """Add the folders named, and bring them, by default all, up to date.

    The status is 3 where a large share of one is not there any more, which is kept until that is accepted.
    """
    if arguments.exclude and not arguments.folders:
        arguments.refuse(phrase("index-exclude-where"))
    refuse_own_folder(catalogue_folder(arguments), arguments.folders)
    with open_catalogue(arguments, create=True) as catalogue:
        exclude = "\n".join(arguments.exclude)
        source_ids = [catalogue.sources.add(folder, exclude).id for folder in arguments.folders]
        job = catalogue.sources.index(
            source_ids or None,
            retry=Retry.all() if arguments.retry else NO_RETRY,
            first_pass_only=arguments.first_pass_only,
            accept_removals=arguments.accept_removals,
        )
        try:
            report = drive(job)
        except KeyboardInterrupt:
            catalogue.sources.give_up()
            raise
        problems = catalogue.health.problems()
    if arguments.json:
        print_json(report.to_json() | {"problems": [problem_as_json(problem) for problem in problems]})
    else:
        for source_run in report.sources:
            print_run(source_run)
        print_doubtful(report.doubtful)
        if problems:
            print_problems(problems)
    return _tell_vanished(report)


def _tell_vanished(report: IndexReport) -> int:
    """Say where a large share of a folder was kept although it is not there; gives the exit status."""
    status = 0
    for source_run in report.sources:
        if source_run.vanished and not source_run.offline:
            details = {"path": source_run.path, "count": source_run.vanished, "known": source_run.known}
            print(messages.sentence(SourceVanished.code, details), file=sys.stderr)
            status = EXPECTED_FAILURE
    return status
