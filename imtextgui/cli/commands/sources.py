"""The commands about the indexed folders: list them with what is left out of them, and say where one is now."""

import argparse
from pathlib import Path

from imtextgui.absolute_paths import absolute
from imtextgui.cli.command import AddCommand, add_json_option, open_catalogue, read_catalogue
from imtextgui.cli.output import print_json, print_left_out
from imtextgui.cli.progress_bar import drive
from imtextgui.domain.result_json import source_to_json
from imtextgui.errors import SourceUnknown
from imtextgui.messages import phrase


def add_sources(add: AddCommand) -> None:
    """Describe ``imtextgui sources``."""
    add_json_option(add("sources", sources))


def sources(arguments: argparse.Namespace) -> int:
    """List the folders that are indexed, what each holds, and what is left out of it and why."""
    with read_catalogue(arguments) as catalogue:
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


def add_relocate(add: AddCommand) -> None:
    """Describe ``imtextgui relocate``."""
    command = add("relocate", relocate)
    command.add_argument("folder", type=Path, metavar="FOLDER", help=phrase("help-relocate-folder"))
    command.add_argument("now", type=Path, metavar="NOW", help=phrase("help-relocate-now"))


def relocate(arguments: argparse.Namespace) -> int:
    """Find an indexed folder at another place from now on."""
    before = absolute(arguments.folder)
    with open_catalogue(arguments) as catalogue:
        known = {source.path: source.id for source in catalogue.sources.all()}
        if before not in known:
            raise SourceUnknown(path=str(before))
        source = drive(catalogue.sources.relocate(known[before], arguments.now))
    print(phrase("relocated", path=source.path, before=before, items=source.items))
    return 0
