"""The command that measures how well a catalogue answers."""

import argparse
import sys
from functools import partial
from typing import TYPE_CHECKING

from imtextgui.cli.command import (
    AddCommand,
    add_json_option,
    allow_changes,
    named_path,
    read_catalogue,
    tell_damaged_dictionary,
)
from imtextgui.cli.output import print_json
from imtextgui.cli.progress_bar import drive
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from imtextgui.catalogue.catalogue import Catalogue
    from imtextgui.domain.evaluation import Report


def add_evaluate(add: AddCommand) -> None:
    """Describe ``imtextgui evaluate``."""
    command = add("evaluate", evaluate)
    command.add_argument("testset", type=named_path, nargs="?", metavar="CSV", help=phrase("help-testset"))
    command.add_argument("--leave-one-out", action="store_true", help=phrase("help-leave-one-out"))
    add_json_option(command)


def evaluate(arguments: argparse.Namespace) -> int:
    """Measure on a test set, or else on the questions whose right answer was confirmed."""
    with read_catalogue(arguments) as catalogue:
        tell_damaged_dictionary(catalogue.dictionary)
        quality = catalogue.quality
        measure = partial(quality.evaluate, arguments.testset) if arguments.testset else quality.measure
        report = drive(measure(leave_one_out=arguments.leave_one_out))
        if not arguments.testset:
            _keep(catalogue, report)
    if arguments.json:
        print_json(report.to_json())
    else:
        print(report.table())
    return 0


def _keep(catalogue: "Catalogue", report: "Report") -> None:
    """Keep the figures, for which the catalogue is opened for changes only now: measuring may take long."""
    allow_changes(catalogue)
    if catalogue.read_only:
        print(phrase("figures-not-kept"), file=sys.stderr)
    else:
        catalogue.quality.keep(report)
