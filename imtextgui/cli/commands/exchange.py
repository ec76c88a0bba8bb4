"""The command that hands on what people added to a catalogue, takes that of others in, and takes it back."""

import argparse
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from imtextgui.cli.command import (
    AddCommand,
    add_json_option,
    add_overwrite_option,
    open_catalogue,
    read_catalogue,
)
from imtextgui.cli.output import print_json
from imtextgui.domain.exchange.parcels import TakenIn
from imtextgui.domain.text.page_places import whole_number
from imtextgui.errors import ExchangeMissing
from imtextgui.messages import phrase

_SAID = ("right", "wrong", "given", "refused")


def add_exchange(add: AddCommand) -> None:
    """Describe ``imtextgui exchange``."""
    command = add("exchange", exchange)
    doings = ("export", "import", "undo", "list")
    command.add_argument("what", choices=doings, help=phrase("help-exchange-what"))
    command.add_argument("which", nargs="?", metavar="FILE|N", help=phrase("help-exchange-which"))
    command.add_argument("--origin", default="", metavar="NAME", help=phrase("help-exchange-origin"))
    add_overwrite_option(command)
    add_json_option(command)
    command.set_defaults(refuse=command.error)


def exchange(arguments: argparse.Namespace) -> int:
    """Hand on, take in, take back, or list what was taken in."""
    what, which = arguments.what, arguments.which
    if (which is None) is not (what == "list") or (what == "undo" and not which.isdecimal()):
        arguments.refuse(phrase("exchange-which"))
    if what == "export":
        with read_catalogue(arguments) as catalogue:
            written = catalogue.exchange.export(
                Path(which), origin=arguments.origin, overwrite=arguments.overwrite
            )
        _tell(
            arguments,
            {"path": str(written.path), "left_out": written.left_out},
            "\n".join(
                [
                    phrase("exchange-written", path=written.path),
                    *([phrase("exchange-left-out", count=written.left_out)] if written.left_out else []),
                ]
            ),
        )
    elif what == "list":
        with read_catalogue(arguments) as catalogue:
            taken = catalogue.exchange.all()
        lines = [f"{one.id:4}. {_counts(one)}" for one in taken] or [phrase("exchange-none")]
        _tell(arguments, [one.to_json() for one in taken], "\n".join(lines))
    elif what == "undo":
        with open_catalogue(arguments) as catalogue:
            if (number := whole_number(which)) is None:
                raise ExchangeMissing(id=which)
            back = catalogue.exchange.undo(number)
        told = "exchange-undone-but" if back.kept else "exchange-undone"
        _tell(arguments, asdict(back), phrase(told, **asdict(back)))
    else:
        with open_catalogue(arguments) as catalogue:
            one = catalogue.exchange.take_in(Path(which))
        _tell(
            arguments,
            one.to_json(),
            "\n".join([_counts(one), *_conflicts(one), phrase("exchange-undo", id=one.id)]),
        )
    return 0


def _tell(arguments: argparse.Namespace, told: object, text: str) -> None:
    if arguments.json:
        print_json(told)
    else:
        print(text)


def _counts(one: TakenIn) -> str:
    date = datetime.fromtimestamp(one.made).astimezone().date().isoformat()
    return phrase("exchange-counts", **{**one.to_json(), "made": date})


def _conflicts(one: TakenIn) -> list[str]:
    return [
        "  "
        + phrase(
            f"exchange-conflict-{conflict.kind}",
            text=conflict.text,
            here=_said(conflict.here),
            there=_said(conflict.there),
        )
        for conflict in one.conflicts
    ]


def _said(text: str) -> str:
    return phrase(f"exchange-said-{text}") if text in _SAID else text
