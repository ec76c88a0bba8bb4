"""The command that forgets folders, or everything, for good."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui.cli.command import AddCommand, catalogue_folder, named_path, open_catalogue, sources_named
from imtextgui.cli.progress_bar import drive
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from imtextgui.catalogue.catalogue import Catalogue


def add_forget(add: AddCommand) -> None:
    """Describe ``imtextgui forget``."""
    command = add("forget", forget)
    command.add_argument(
        "folders", nargs="*", type=named_path, metavar="FOLDER", help=phrase("help-forget-folders")
    )
    command.add_argument("--removed", action="store_true", help=phrase("help-forget-removed"))
    command.add_argument("--everything", action="store_true", help=phrase("help-forget-everything"))
    command.set_defaults(refuse=command.error)


def forget(arguments: argparse.Namespace) -> int:
    """Forget what is named; nothing is, if one of the folders is no source of the catalogue."""
    if not (arguments.folders or arguments.removed or arguments.everything):
        arguments.refuse(phrase("forget-what"))
    with open_catalogue(arguments) as catalogue:
        if catalogue.privacy.has_finished_interrupted:
            print(phrase("forgetting-finished"))
        if arguments.everything:
            drive(catalogue.privacy.forget_everything())
            told = "forgotten-everything" if catalogue.publication is None else "forgotten-everything-own"
            print(phrase(told, path=catalogue_folder(arguments)))
            _tell_published(arguments, catalogue, "forgotten-published-everything")
            return 0
        for source_id, path in _sources(catalogue, arguments.folders):
            drive(catalogue.privacy.forget_source(source_id))
            print(phrase("forgotten", path=path))
        if arguments.removed:
            drive(catalogue.privacy.forget_removed())
            print(phrase("forgotten-removed"))
        _tell_published(arguments, catalogue, "forgotten-published")
    return 0


def _tell_published(arguments: argparse.Namespace, catalogue: "Catalogue", told: str) -> None:
    """Say where snapshots lie that still hold what was forgotten, and how it goes from there."""
    for target in catalogue.publishing.targets():
        print(phrase(told, path=target, catalogue=catalogue_folder(arguments)))


def _sources(catalogue: "Catalogue", folders: list[Path]) -> list[tuple[int, Path]]:
    """The ids of the folders named, under all their names. Raises SourceUnknown."""
    named = [source for folder in folders for source in sources_named(catalogue, folder)]
    return [(source.id, source.path) for source in dict.fromkeys(named)]
