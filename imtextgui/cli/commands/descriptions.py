"""The command for descriptions: one sentence in each language for a page, read, found, corrected, written to a file."""

import argparse
from collections.abc import Sequence

from imtextgui import messages
from imtextgui.cli.command import (
    AddCommand,
    add_json_option,
    add_overwrite_option,
    allow_changes,
    named_path,
    read_catalogue,
)
from imtextgui.cli.output import print_json
from imtextgui.cli.query_arguments import named_page
from imtextgui.domain.tagging.descriptions import Description
from imtextgui.messages import phrase


def add_descriptions(add: AddCommand) -> None:
    """Describe ``imtextgui descriptions``."""
    command = add("descriptions", descriptions)
    command.set_defaults(complain=command.error)
    command.add_argument(
        "action",
        nargs="?",
        metavar=f"{{{','.join(_ACTIONS)}}}",
        default="show",
        help=phrase("help-descriptions-action"),
    )
    command.add_argument("text", nargs="?", default="", metavar="TEXT", help=phrase("help-descriptions-text"))
    command.add_argument("--of", metavar="FILE[#PAGE]", help=phrase("help-descriptions-of"))
    command.add_argument("--language", choices=messages.LANGUAGES, help=phrase("help-descriptions-language"))
    command.add_argument("--save", type=named_path, metavar="FILE", help=phrase("help-descriptions-save"))
    add_overwrite_option(command)
    add_json_option(command)


def descriptions(arguments: argparse.Namespace) -> int:
    """Show, find, correct or export descriptions; words without an action are looked for."""
    if arguments.action not in _ACTIONS:
        arguments.text = " ".join(filter(None, (arguments.action, arguments.text)))
        arguments.action = "show"
    return _ACTIONS[arguments.action](arguments)


def _show(arguments: argparse.Namespace) -> int:
    with read_catalogue(arguments) as catalogue:
        if arguments.of:
            page = named_page(catalogue, arguments.of)
            described = catalogue.descriptions.of([page.page_id], item_id=page.item_id)
            shown: Sequence[Description] = list(described.values())
        elif arguments.text:
            shown = catalogue.descriptions.find(arguments.text)
        else:
            shown = catalogue.descriptions.all()
    _print(shown, as_json=arguments.json)
    return 0


def _set(arguments: argparse.Namespace) -> int:
    if not arguments.of:
        arguments.complain(phrase("descriptions-which"))
    language = arguments.language or messages.language()
    with read_catalogue(arguments) as catalogue:
        named_page(catalogue, arguments.of)  # what is not there needs no wait
        allow_changes(catalogue)
        page = named_page(catalogue, arguments.of)  # a run that was waited for may have read the file anew
        catalogue.descriptions.write(page.page_id, language, arguments.text, item_id=page.item_id)
        shown = list(catalogue.descriptions.of([page.page_id], item_id=page.item_id).values())
    _print(shown, as_json=arguments.json)
    return 0


def _export(arguments: argparse.Namespace) -> int:
    if not arguments.save:
        arguments.complain(phrase("descriptions-where"))
    with read_catalogue(arguments) as catalogue:
        count = catalogue.descriptions.export(arguments.save, overwrite=arguments.overwrite)
    if arguments.json:
        print_json({"path": str(arguments.save), "descriptions": count})
    else:
        print(phrase("descriptions-written", path=arguments.save, count=count))
    return 0


_ACTIONS = {"show": _show, "set": _set, "export": _export}


def _print(shown: Sequence[Description], *, as_json: bool) -> None:
    if as_json:
        print_json([_as_json(one) for one in shown])
        return
    language = messages.language()
    for one in shown:
        made = "description-written" if language in one.corrected else "description-automatic"
        print(f"{one.path}#{one.number} {phrase(made, text=one.text(language))}")
    if not any(one.en or one.ja for one in shown):
        print(phrase("descriptions-none"))


def _as_json(one: Description) -> dict[str, object]:
    return {
        "path": str(one.path),
        "page": one.number,
        "en": one.en,
        "ja": one.ja,
        "corrected": sorted(one.corrected),
        "evidence": [{"text": part.text, "source": part.source, "of": part.detail} for part in one.parts],
    }
