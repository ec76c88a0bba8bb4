"""The commands that teach: judge which page is right or wrong for a query, list and remove what was judged."""

import argparse
from typing import TYPE_CHECKING

from imtextgui.cli.command import (
    AddCommand,
    add_json_option,
    allow_changes,
    named_path,
    open_catalogue,
    read_catalogue,
)
from imtextgui.cli.output import print_json
from imtextgui.cli.query_arguments import file_and_page, integer, page_named
from imtextgui.domain.query import Judgement, Photo, Query
from imtextgui.domain.text.page_places import whole_number
from imtextgui.errors import JudgementImpossible, JudgementMissing, JudgementPublished
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from imtextgui.catalogue.catalogue import Catalogue
    from imtextgui.domain.items import PageView


_PUBLISHED = "p"
"""How the numbers of judgements begin that somebody publishes with the catalogue."""


def add_judge(add: AddCommand) -> None:
    """Describe ``imtextgui judge``."""
    command = add("judge", judge)
    command.add_argument("text", nargs="?", default="", metavar="TEXT", help=phrase("help-text"))
    command.add_argument("--photo", type=named_path, metavar="FILE", help=phrase("help-judge-photo"))
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--right", metavar="FILE[#PAGE]", help=phrase("help-right"))
    what.add_argument("--wrong", metavar="FILE[#PAGE]", help=phrase("help-wrong"))
    what.add_argument("--withdraw", type=integer, metavar="N", help=phrase("help-withdraw"))
    what.add_argument("--list", action="store_true", help=phrase("help-judge-list"))
    add_json_option(command)


def judge(arguments: argparse.Namespace) -> int:
    """Keep, withdraw or list judgements."""
    with read_catalogue(arguments) as catalogue:
        if arguments.withdraw is not None:
            allow_changes(catalogue)
            _withdraw(catalogue, arguments.withdraw, as_json=arguments.json)
        elif arguments.list:
            _print_judgements(catalogue.judgements.all(), as_json=arguments.json)
        else:
            kept = _keep(catalogue, arguments)
            if arguments.json:
                print_json({"id": kept})
            else:
                print(phrase("judgement-kept", id=kept))
    return 0


def add_judgements(add: AddCommand) -> None:
    """Describe ``imtextgui judgements``."""
    command = add("judgements", judgements)
    command.add_argument(
        "action", nargs="?", choices=("list", "remove"), default="list", help=phrase("help-judgements-action")
    )
    command.add_argument("numbers", nargs="*", metavar="N", help=phrase("help-judgements-numbers"))
    add_json_option(command)
    command.set_defaults(refuse=command.error)


def judgements(arguments: argparse.Namespace) -> int:
    """List judgements, or remove those with the numbers named; each is told when it is gone."""
    if bool(arguments.numbers) is not (arguments.action == "remove"):
        arguments.refuse(phrase("judgements-which"))
    if arguments.action == "list":
        with read_catalogue(arguments) as catalogue:
            kept = catalogue.judgements.all()
        if not kept and not arguments.json:
            print(phrase("judgements-none"))
        _print_judgements(kept, as_json=arguments.json)
        return 0
    with open_catalogue(arguments) as catalogue:
        for number in dict.fromkeys(arguments.numbers):
            _withdraw(catalogue, _numbered(number), as_json=arguments.json)
    return 0


def _numbered(number: str) -> int:
    """The judgement with a ``number`` as it is listed. Raises JudgementMissing."""
    if number.startswith(_PUBLISHED) and whole_number(number.removeprefix(_PUBLISHED)):
        raise JudgementPublished(id=number)
    judgement_id = whole_number(number.removeprefix("-"))
    if judgement_id is None:
        raise JudgementMissing(id=number)
    return -judgement_id if number.startswith("-") else judgement_id


def _withdraw(catalogue: "Catalogue", number: int, *, as_json: bool) -> None:
    catalogue.judgements.withdraw(number)
    if as_json:
        print_json({"id": number, "removed": True})
    else:
        print(phrase("judgement-withdrawn", id=number))


def _keep(catalogue: "Catalogue", arguments: argparse.Namespace) -> int:
    named = arguments.right or arguments.wrong
    _judged(catalogue, named)  # what is not there needs no wait
    photos = (Photo(arguments.photo),) if arguments.photo else ()
    query = Query(arguments.text, photos)
    # Loading the encoder takes longer than all else: it is done before others have to wait.
    catalogue.judgements.prepare(query)
    allow_changes(catalogue)
    page = _judged(catalogue, named)  # a run that was waited for may have read the file anew
    return catalogue.judgements.add(query, page.page_id, bool(arguments.right), item_id=page.item_id)


def _judged(catalogue: "Catalogue", named: str) -> "PageView":
    page = page_named(catalogue, named)
    if page is None:
        place, number = file_and_page(named)
        raise JudgementImpossible(page=f"{place}#{number}")
    return page


def _print_judgements(judgements: tuple[Judgement, ...], *, as_json: bool) -> None:
    if as_json:
        print_json([_as_json(judgement) for judgement in judgements])
        return
    for judgement in judgements:
        asked = judgement.text or phrase("judgement-photo")
        verdict = phrase("judgement-right" if judgement.right else "judgement-wrong")
        number = str(judgement.id) if judgement.publishers is None else f"{_PUBLISHED}{judgement.publishers}"
        print(f"{number:>4}. {asked}: {verdict} {judgement.path}#{judgement.page}")


def _as_json(judgement: Judgement) -> dict[str, object]:
    return {
        "id": judgement.id,
        "text": judgement.text,
        "photo": judgement.with_photo,
        "right": judgement.right,
        "path": str(judgement.path),
        "page": judgement.page,
        "publishers": judgement.publishers is not None,
    }
