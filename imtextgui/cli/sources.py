"""The command that lists the indexed folders, and what is left out of them."""

import argparse

from imtextgui.cli.command import AddCommand, add_json_option, open_catalogue
from imtextgui.cli.output import print_json, print_left_out
from imtextgui.domain.result_json import source_to_json
from imtextgui.messages import phrase


def add_sources(add: AddCommand) -> None:
    """Describe ``imtextgui sources``."""
    add_json_option(add("sources", sources))


def sources(arguments: argparse.Namespace) -> int:
    """List the folders that are indexed, what each holds, and what is left out of it and why."""
    with open_catalogue(arguments) as catalogue:
        listed = [(source, catalogue.sources.left_out(source.id)) for source in catalogue.sources.all()]
    if arguments.json:
        print_json([source_to_json(source, left_out) for source, left_out in listed])
        return 0
    for source, left_out in listed:
        key = "source-line-offline" if source.offline else "source-line"
        print(phrase(key, path=source.path, items=source.items, problems=source.problems))
        print_left_out(left_out)
    if not listed:
        print(phrase("no-sources"))
    return 0
