"""The command for the site's own terms: list, add and remove them, take in a CSV file, write one."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from imtextgui.cli.command import (
    AddCommand,
    add_json_option,
    add_overwrite_option,
    open_catalogue,
    read_catalogue,
)
from imtextgui.cli.output import print_json
from imtextgui.domain.dictionary import Entry
from imtextgui.errors import DictionaryEntryEmpty
from imtextgui.messages import phrase


def add_dictionary(add: AddCommand) -> None:
    """Describe ``imtextgui dictionary``."""
    command = add("dictionary", dictionary)
    command.add_argument(
        "action", nargs="?", choices=tuple(_ACTIONS), default="list", help=phrase("help-dictionary-action")
    )
    command.add_argument("what", nargs="*", metavar="NAME|FILE", help=phrase("help-dictionary-what"))
    for language in _LANGUAGES:
        command.add_argument(
            f"--{language}",
            action="append",
            default=[],
            metavar="NAME",
            help=phrase(f"help-dictionary-{language}"),
        )
    command.add_argument("--kind", default="", metavar="KIND", help=phrase("help-dictionary-kind"))
    command.add_argument(
        "--definition", default="", metavar="TEXT", help=phrase("help-dictionary-definition")
    )
    add_overwrite_option(command)
    add_json_option(command)
    command.set_defaults(refuse=command.error)


_LANGUAGES = ("en", "ja", "de")


def dictionary(arguments: argparse.Namespace) -> int:
    """Do what the action says; more or fewer names and files than it takes is wrong usage."""
    action, count = arguments.action, len(arguments.what)
    fitting = {"remove": count > 0, "import": count == 1, "export": count == 1}
    if not fitting.get(action, count == 0):
        arguments.refuse(phrase("dictionary-which"))
    _ACTIONS[action](arguments)
    return 0


def _list(arguments: argparse.Namespace) -> None:
    with read_catalogue(arguments) as catalogue:
        entries = catalogue.dictionary.entries()
    if arguments.json:
        print_json([_as_json(entry) for entry in entries])
        return
    for entry in entries:
        print(_line(entry))
    if not entries:
        print(phrase("dictionary-none"))


def _add(arguments: argparse.Namespace) -> None:
    en, ja, de = (_names(getattr(arguments, language)) for language in _LANGUAGES)
    if not (en or ja):
        raise DictionaryEntryEmpty
    entry = Entry(en, ja, _plain(arguments.kind), de, _plain(arguments.definition))
    with open_catalogue(arguments) as catalogue:
        added = catalogue.dictionary.add([entry])
    _tell(arguments, added, phrase("dictionary-added" if added else "dictionary-known", entry=_line(entry)))


def _remove(arguments: argparse.Namespace) -> None:
    with open_catalogue(arguments) as catalogue:
        removed = catalogue.dictionary.remove(arguments.what)
    told = [phrase("dictionary-removed", entry=_line(entry)) for entry in removed]
    _tell(arguments, removed, "\n".join(told))


def _import(arguments: argparse.Namespace) -> None:
    with open_catalogue(arguments) as catalogue:
        added = catalogue.dictionary.take_in(Path(arguments.what[0]))
    _tell(arguments, added, phrase("dictionary-imported", count=len(added), path=arguments.what[0]))


def _export(arguments: argparse.Namespace) -> None:
    with read_catalogue(arguments) as catalogue:
        entries = catalogue.dictionary.entries()
        path = catalogue.dictionary.export(Path(arguments.what[0]), overwrite=arguments.overwrite)
    if arguments.json:
        print_json({"path": str(path), "entries": len(entries)})
    else:
        print(phrase("dictionary-exported", count=len(entries), path=path))


def _tell(arguments: argparse.Namespace, entries: Sequence[Entry], text: str) -> None:
    """Tell what was changed: as JSON the entries, for people ``text``."""
    if arguments.json:
        print_json([_as_json(entry) for entry in entries])
    else:
        print(text)


def _names(given: Sequence[str]) -> tuple[str, ...]:
    """The names of an option that may be given several times; a bar parts names, as in the file."""
    names = (_plain(name) for text in given for name in text.split("|"))
    return tuple(dict.fromkeys(name for name in names if name))


def _plain(text: str) -> str:
    # A shell may hand on bytes that are no UTF-8, which no table can hold.
    return " ".join(text.encode("utf-8", "replace").decode().split())


def _line(entry: Entry) -> str:
    names = "  =  ".join("; ".join(names) for names in (entry.en, entry.ja, entry.de) if names)
    return f"{names}  [{entry.kind}]" if entry.kind else names


def _as_json(entry: Entry) -> dict[str, object]:
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in entry._asdict().items()
    }


_ACTIONS = {"list": _list, "add": _add, "remove": _remove, "import": _import, "export": _export}
