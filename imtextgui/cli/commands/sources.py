"""The commands about the indexed folders: list, add, remove and relocate them, and say what is left out of them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui.absolute_paths import absolute
from imtextgui.cli.command import (
    AddCommand,
    add_json_option,
    catalogue_folder,
    named_path,
    open_catalogue,
    read_catalogue,
    refuse_own_folder,
    sources_named,
)
from imtextgui.cli.output import print_json, print_left_out
from imtextgui.cli.progress_bar import drive
from imtextgui.domain.items import Source
from imtextgui.domain.result_json import source_to_json
from imtextgui.errors import SourceMissing, SourceRuleUnknown
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from imtextgui.catalogue.catalogue import Catalogue


def add_sources(add: AddCommand) -> None:
    """Describe ``imtextgui sources``."""
    command = add("sources", sources)
    command.add_argument(
        "action", nargs="?", choices=tuple(_ACTIONS), default="list", help=phrase("help-sources-action")
    )
    command.add_argument(
        "folders", nargs="*", type=named_path, metavar="FOLDER", help=phrase("help-sources-folders")
    )
    command.add_argument(
        "--exclude", action="append", default=[], metavar="LINE", help=phrase("help-sources-exclude")
    )
    command.add_argument(
        "--include", action="append", default=[], metavar="LINE", help=phrase("help-sources-include")
    )
    add_json_option(command)
    command.set_defaults(refuse=command.error)


def add_relocate(add: AddCommand) -> None:
    """Describe ``imtextgui relocate``."""
    command = add("relocate", relocate)
    command.add_argument("folder", type=named_path, metavar="FOLDER", help=phrase("help-relocate-folder"))
    command.add_argument("now", type=named_path, metavar="NOW", help=phrase("help-relocate-now"))
    add_json_option(command)


def sources(arguments: argparse.Namespace) -> int:
    """Do what the action says; the wrong number of folders, or rules where none can be, is wrong usage."""
    action, folders = arguments.action, len(arguments.folders)
    fitting = {"list": folders == 0, "relocate": folders == 2, "exclude": folders == 1}
    if not fitting.get(action, folders > 0):
        arguments.refuse(phrase("sources-which"))
    if (arguments.exclude and action not in ("add", "exclude")) or (
        arguments.include and action != "exclude"
    ):
        arguments.refuse(phrase("sources-rules"))
    _ACTIONS[action](arguments)
    return 0


def relocate(arguments: argparse.Namespace) -> int:
    """Find an indexed folder at another place from now on."""
    _relocate(arguments, arguments.folder, arguments.now)
    return 0


def _list(arguments: argparse.Namespace) -> None:
    """List the folders that are indexed, what each holds, and what is left out of it and why."""
    with read_catalogue(arguments) as catalogue:
        listed = [(source, catalogue.sources.left_out(source.id)) for source in catalogue.sources.all()]
    if arguments.json:
        print_json([source_to_json(source, left_out) for source, left_out in listed])
        return
    for source, left_out in listed:
        key = "source-line-offline" if source.offline else "source-line"
        print(phrase(key, path=source.path, items=source.items, problems=source.problems))
        print_left_out(left_out)
    if not listed:
        print(phrase("no-sources"))


def _add(arguments: argparse.Namespace) -> None:
    """Add folders, each told as soon as it is one; nothing is read yet, and none is added if one is not there."""
    for folder in arguments.folders:
        if not folder.is_dir():  # told before a catalogue is made for it
            raise SourceMissing(path=str(absolute(folder)))
    refuse_own_folder(catalogue_folder(arguments), arguments.folders)
    with open_catalogue(arguments, create=True) as catalogue:
        for folder in arguments.folders:
            known = {source.path for source in catalogue.sources.all()}
            source = catalogue.sources.add(folder, "\n".join(arguments.exclude))
            key = "source-kept" if source.path in known else "source-added"
            _tell(arguments, source_to_json(source, ()), phrase(key, path=source.path))


def _remove(arguments: argparse.Namespace) -> None:
    """Take folders out; none is, if one of those named is no folder of the catalogue."""
    with open_catalogue(arguments) as catalogue:
        named = {source.id: source for source in (_named(catalogue, path) for path in arguments.folders)}
        for source in named.values():
            catalogue.sources.remove(source.id)
            told = {"path": str(source.path), "files": source.items}
            _tell(arguments, told, phrase("source-removed", path=source.path, items=source.items))


def _relocate_named(arguments: argparse.Namespace) -> None:
    _relocate(arguments, *arguments.folders)


def _relocate(arguments: argparse.Namespace, folder: Path, now: Path) -> None:
    with open_catalogue(arguments) as catalogue:
        before = _named(catalogue, folder)
        source = drive(catalogue.sources.relocate(before.id, now))
    _tell(
        arguments,
        source_to_json(source, ()) | {"before": str(before.path)},
        phrase("relocated", path=source.path, before=before.path, items=source.items),
    )


def _exclude(arguments: argparse.Namespace) -> None:
    """Add and take away rules of a folder, or list them where none is named."""
    changes = bool(arguments.exclude or arguments.include)
    with (open_catalogue if changes else read_catalogue)(arguments) as catalogue:
        source = _named(catalogue, arguments.folders[0])
        if changes:
            catalogue.sources.set_exclude(
                source.id, "\n".join(_changed_rules(source, arguments.exclude, arguments.include))
            )
            source = _named(catalogue, source.path)
    rules = source.exclude.splitlines()
    _tell(
        arguments,
        {"path": str(source.path), "exclude": rules},
        "\n".join(
            [
                *([phrase("source-rules-changed", path=source.path)] if changes else []),
                phrase("source-rules" if rules else "source-rules-none", path=source.path),
                *(f"  {rule}" for rule in rules),
            ]
        ),
    )


def _changed_rules(source: Source, more: list[str], fewer: list[str]) -> list[str]:
    """The rules of ``source`` with ``more`` and without ``fewer``. Raises SourceRuleUnknown."""
    rules = source.exclude.splitlines()
    for rule in fewer:
        if rule not in rules:
            raise SourceRuleUnknown(path=str(source.path), other=rule)
    return [*(rule for rule in rules if rule not in fewer), *(rule for rule in more if rule not in rules)]


def _named(catalogue: "Catalogue", folder: Path) -> Source:
    """The source that is ``folder``. Raises SourceUnknown."""
    return sources_named(catalogue, folder)[0]


def _tell(arguments: argparse.Namespace, told: object, text: str) -> None:
    if arguments.json:
        print_json(told)
    else:
        print(text)


_ACTIONS = {
    "list": _list,
    "add": _add,
    "remove": _remove,
    "relocate": _relocate_named,
    "exclude": _exclude,
}
