"""The command that indexes folders."""

import argparse
from pathlib import Path

from imtextgui.cli.command import AddCommand, add_json_option, open_catalogue
from imtextgui.cli.output import print_json, print_problems, print_run, problem_as_json
from imtextgui.cli.progress_bar import drive
from imtextgui.domain.retry import NO_RETRY, Retry
from imtextgui.messages import phrase


def add_index(add: AddCommand) -> None:
    """Describe ``imtextgui index``."""
    command = add("index", index)
    command.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help=phrase("help-folders"))
    command.add_argument(
        "--exclude", action="append", default=[], metavar="LINE", help=phrase("help-exclude")
    )
    command.add_argument("--retry", action="store_true", help=phrase("help-retry"))
    command.add_argument("--first-pass-only", action="store_true", help=phrase("help-first-pass-only"))
    add_json_option(command)


def index(arguments: argparse.Namespace) -> int:
    """Add the folders named, and bring them, by default all, up to date."""
    with open_catalogue(arguments, create=True) as catalogue:
        exclude = "\n".join(arguments.exclude)
        source_ids = [catalogue.sources.add(folder, exclude).id for folder in arguments.folders]
        job = catalogue.sources.index(
            source_ids or None,
            retry=Retry.all() if arguments.retry else NO_RETRY,
            first_pass_only=arguments.first_pass_only,
        )
        try:
            report = drive(job)
        except KeyboardInterrupt:
            catalogue.sources.give_up()
            raise
        problems = catalogue.health.problems()
    if arguments.json:
        print_json(report.to_json() | {"problems": [problem_as_json(problem) for problem in problems]})
        return 0
    for source_run in report.sources:
        print_run(source_run)
    if problems:
        print_problems(problems)
    return 0
