"""The command that publishes a catalogue for other machines."""

import argparse
from pathlib import Path

from imtextgui.cli.command import (
    WAIT_SECONDS,
    AddCommand,
    add_json_option,
    add_overwrite_option,
    named_path,
    read_catalogue,
)
from imtextgui.cli.output import print_json
from imtextgui.cli.progress_bar import drive
from imtextgui.messages import phrase


def add_publish(add: AddCommand) -> None:
    """Describe ``imtextgui publish``."""
    command = add("publish", publish)
    command.add_argument("--to", type=named_path, metavar="FOLDER", help=phrase("help-publish-to"))
    add_overwrite_option(command)
    add_json_option(command)
    command.set_defaults(refuse=command.error)


def publish(arguments: argparse.Namespace) -> int:
    """Write a snapshot that others open for reading, and let it take the place of the one before."""
    with read_catalogue(arguments) as catalogue:
        target: Path | None = arguments.to or catalogue.publishing.last_target()
        if target is None:
            return int(arguments.refuse(phrase("publish-where")))
        job = catalogue.publishing.publish(target, overwrite=arguments.overwrite, wait=float(WAIT_SECONDS))
        published = drive(job)
    if arguments.json:
        print_json(
            {
                "folder": str(target),
                "snapshot": str(published.folder),
                "size": published.size,
                "pages": published.pages,
                "new": published.is_new,
                "removed": [str(snapshot) for snapshot in published.forgotten],
                "kept": [str(snapshot) for snapshot in published.kept_forgotten],
            }
        )
        return 0
    key = "published" if published.is_new else "published-before"
    megabytes = -(-published.size // (1 << 20))
    print(phrase(key, path=target, pages=published.pages, size=megabytes))
    if published.forgotten:
        print(phrase("published-forgotten", count=len(published.forgotten)))
    for snapshot in published.kept_forgotten:
        print(phrase("published-kept-forgotten", path=snapshot))
    return 0
