"""The commands that list what went wrong: files that could not be read, additions whose page is gone or another."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imtextgui.cli.command import AddCommand, add_json_option, allow_changes, read_catalogue
from imtextgui.cli.output import print_json, print_problems, problem_as_json
from imtextgui.cli.query_arguments import named_page
from imtextgui.domain.runs.unplaced_additions import UnplacedAddition
from imtextgui.errors import AdditionMissing
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from imtextgui.catalogue.catalogue import Catalogue

_OPERANDS = {"list": 0, "place": 2, "confirm": 1, "forget": 1}


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


def add_additions(add: AddCommand) -> None:
    """Describe ``imtextgui additions``."""
    command = add("additions", additions)
    command.add_argument(
        "action", nargs="?", choices=tuple(_OPERANDS), default="list", help=phrase("help-additions-action")
    )
    command.add_argument("what", nargs="*", metavar="ID|FILE[#PAGE]", help=phrase("help-additions-what"))
    add_json_option(command)
    command.set_defaults(refuse=command.error)


def additions(arguments: argparse.Namespace) -> int:
    """List what people added and may lie wrongly, put it on a page, leave it where it is, or forget it."""
    if len(arguments.what) != _OPERANDS[arguments.action]:
        arguments.refuse(phrase("additions-which"))
    with read_catalogue(arguments) as catalogue:
        if arguments.action == "list":
            _print_additions(catalogue.additions.unplaced(), as_json=arguments.json)
            return 0
        allow_changes(catalogue)
        told, sentence = _change(catalogue, arguments.action, *arguments.what)
    if arguments.json:
        print_json(told)
    else:
        print(sentence)
    return 0


def _change(
    catalogue: "Catalogue", action: str, addition: str, place: str = ""
) -> tuple[dict[str, Any], str]:
    """Do what is asked for; gives it for programs and for people."""
    if action == "forget":
        catalogue.additions.forget(addition)
        return {"id": addition, "forgotten": True}, phrase("addition-forgotten")
    path, number = _place(catalogue, addition, place) if action == "place" else _confirm(catalogue, addition)
    told = {"id": addition, "path": str(path), "page": number}
    return told, phrase("addition-placed", page=f"{path}#{number}")


def _place(catalogue: "Catalogue", addition: str, place: str) -> tuple[Path, int]:
    """Put an addition on the page that ``place`` names."""
    page = named_page(catalogue, place)
    catalogue.additions.place(addition, page.page_id, page.item_id)
    return page.path, page.number


def _confirm(catalogue: "Catalogue", addition: str) -> tuple[Path | None, int]:
    """Leave an addition for good on the page to which it went along. Raises AdditionMissing."""
    for one in catalogue.additions.unplaced():
        if one.id == addition and one.place is not None:
            catalogue.additions.place(addition, one.place.page_id, one.place.item_id)
            return one.path, one.place.page
    raise AdditionMissing(id=addition)


def _print_additions(unplaced: tuple[UnplacedAddition, ...], *, as_json: bool) -> None:
    if as_json:
        print_json([_as_json(addition) for addition in unplaced])
    elif not unplaced:
        print(phrase("additions-none"))
    for addition in () if as_json else unplaced:
        where = phrase("addition-nowhere") if addition.path is None else str(addition.path)
        where = f"{where}#{addition.page}" if addition.page else where
        at = 0 if addition.place is None else addition.place.page
        reason = phrase(f"addition-{addition.reason.value}", page=at)
        print(f"{addition.id}  {_what(addition)}  –  {where}: {reason}")


def _what(addition: UnplacedAddition) -> str:
    kind = phrase(f"addition-{addition.kind.value}")
    if addition.right is None:
        return f"{kind}: {addition.text}"
    verdict = phrase("judgement-right" if addition.right else "judgement-wrong")
    return f"{kind}: {addition.text or phrase('judgement-photo')}: {verdict}"


def _as_json(addition: UnplacedAddition) -> dict[str, object]:
    return {
        "id": addition.id,
        "kind": addition.kind.value,
        "text": addition.text,
        "right": addition.right,
        "path": None if addition.path is None else str(addition.path),
        "page": addition.page or None,
        "reason": addition.reason.value,
        "now": None if addition.place is None else addition.place.page,
    }
