"""The command that teaches: judge which page is right or wrong for a query."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui.config import paths
from imtextgui.domain.query import Judgement, Photo, Query
from imtextgui.errors import JudgementImpossible
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from imtextgui.catalogue.catalogue import Catalogue

AddCommand = Callable[[str], argparse.ArgumentParser]


def add_judge(add: AddCommand) -> None:
    """Describe ``imtextgui judge``."""
    command = add("judge")
    command.add_argument("text", nargs="?", default="", metavar="TEXT", help=phrase("help-text"))
    command.add_argument("--photo", type=Path, metavar="FILE", help=phrase("help-judge-photo"))
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--right", metavar="FILE[#PAGE]", help=phrase("help-right"))
    what.add_argument("--wrong", metavar="FILE[#PAGE]", help=phrase("help-wrong"))
    what.add_argument("--withdraw", type=int, metavar="N", help=phrase("help-withdraw"))
    what.add_argument("--list", action="store_true", help=phrase("help-judgements"))
    command.add_argument("--json", action="store_true", help=phrase("help-json"))


def judge(arguments: argparse.Namespace) -> int:
    """Keep, withdraw or list judgements."""
    from imtextgui.catalogue.catalogue import Catalogue

    folder = arguments.catalogue or paths.default_catalogue()
    with Catalogue.open(folder, bundle=arguments.bundle, create=False) as catalogue:
        if arguments.withdraw is not None:
            catalogue.judgements.withdraw(arguments.withdraw)
            print(phrase("judgement-withdrawn", id=arguments.withdraw))
        elif arguments.list:
            _list(catalogue.judgements.all(), as_json=arguments.json)
        else:
            kept = _keep(catalogue, arguments)
            print(json.dumps({"id": kept}) if arguments.json else phrase("judgement-kept", id=kept))
    return 0


def _keep(catalogue: "Catalogue", arguments: argparse.Namespace) -> int:
    place, _, number = (arguments.right or arguments.wrong).rpartition("#")
    if not place or not number.isdigit():
        place, number = arguments.right or arguments.wrong, "1"
    page = catalogue.pages.by_path(Path(place), int(number))
    if page is None:
        raise JudgementImpossible(page=f"{place}#{number}")
    photos = (Photo(arguments.photo),) if arguments.photo else ()
    return catalogue.judgements.add(Query(arguments.text, photos), page.page_id, bool(arguments.right))


def _list(judgements: tuple[Judgement, ...], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([_told(each) for each in judgements], ensure_ascii=False))
        return
    for each in judgements:
        asked = each.text or phrase("judgement-photo")
        verdict = phrase("judgement-right" if each.right else "judgement-wrong")
        print(f"{each.id:4}. {asked}: {verdict} {each.path}#{each.page}")


def _told(judged: Judgement) -> dict[str, object]:
    return {
        "id": judged.id,
        "text": judged.text,
        "photo": judged.with_photo,
        "right": judged.right,
        "path": str(judged.path),
        "page": judged.page,
    }
