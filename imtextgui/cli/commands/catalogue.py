"""The command that writes a catalogue of parts."""

import argparse

from imtextgui.cli.command import (
    AddCommand,
    add_json_option,
    add_overwrite_option,
    named_path,
    read_catalogue,
)
from imtextgui.cli.output import print_json
from imtextgui.cli.progress_bar import drive
from imtextgui.cli.query_arguments import integer
from imtextgui.messages import phrase


def add_catalogue(add: AddCommand) -> None:
    """Describe ``imtextgui catalogue``."""
    command = add("catalogue", catalogue)
    what = command.add_mutually_exclusive_group(required=True)
    for name in ("folder", "machine", "tag", "query"):
        what.add_argument(
            f"--{name}", dest=f"parts_{name}", metavar="TEXT", help=phrase(f"help-catalogue-{name}")
        )
    what.add_argument(
        "--sheet", dest="parts_sheet", type=integer, metavar="ID", help=phrase("help-catalogue-sheet")
    )
    command.add_argument(
        "--out", type=named_path, required=True, metavar="FILE", help=phrase("help-catalogue-out")
    )
    command.add_argument("--style", type=named_path, metavar="FILE", help=phrase("help-catalogue-style"))
    add_overwrite_option(command)
    add_json_option(command)


def catalogue(arguments: argparse.Namespace) -> int:
    """Write the parts of a folder, a machine, a tag, a search or a job sheet."""
    from imtextgui.catalogue.parts_catalogues import PartsChoice

    choice = PartsChoice(
        folder=arguments.parts_folder or "",
        machine=arguments.parts_machine or "",
        tag=arguments.parts_tag or "",
        query=arguments.parts_query or "",
        sheet=arguments.parts_sheet or 0,
    )
    with read_catalogue(arguments) as opened:
        job = opened.parts_catalogues.write(
            choice, arguments.out, style=arguments.style, overwrite=arguments.overwrite
        )
        written = drive(job)
    if arguments.json:
        print_json({"path": str(written)})
    else:
        print(phrase("catalogue-written", path=written))
    return 0
