"""The command that lists what could not be read."""

import argparse

from imtextgui.cli.command import AddCommand, add_json_option, read_catalogue
from imtextgui.cli.output import print_json, print_problems, problem_as_json
from imtextgui.messages import phrase


def add_problems(add: AddCommand) -> None:
    """Describe ``imtextgui problems``."""
    add_json_option(add("problems", problems))


def problems(arguments: argparse.Namespace) -> int:
    """List the files that could not be read, and why."""
    with read_catalogue(arguments) as catalogue:
        unreadable = catalogue.health.problems()
    if arguments.json:
        print_json([problem_as_json(problem) for problem in unreadable])
    elif unreadable:
        print_problems(unreadable)
    else:
        print(phrase("no-problems"))
    return 0
