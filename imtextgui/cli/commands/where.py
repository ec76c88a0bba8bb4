"""The command that tells where a part number is used."""

import argparse
from collections.abc import Iterator

from imtextgui.cli.command import AddCommand, add_json_option, read_catalogue
from imtextgui.cli.output import print_json
from imtextgui.domain.result_json import where_used_to_json
from imtextgui.domain.where_used import DocumentWithNumber, NumberOnPage, WhereUsed
from imtextgui.messages import phrase


def add_where(add: AddCommand) -> None:
    """Describe ``imtextgui where``."""
    command = add("where", where)
    command.add_argument("number", metavar="NUMBER", help=phrase("help-where-number"))
    add_json_option(command)


def where(arguments: argparse.Namespace) -> int:
    """List every page that holds the part number, by machine and document."""
    with read_catalogue(arguments) as catalogue:
        used = catalogue.pages.where_used(arguments.number)
    if arguments.json:
        print_json(where_used_to_json(used))
    else:
        print("\n".join(_lines(used)))
    return 0


def _lines(used: WhereUsed) -> Iterator[str]:
    if not used.documents:
        yield phrase("where-nowhere", number=used.asked)
        yield from _unread(used)
        return
    yield phrase("where-heading", number=used.asked, pages=used.pages, documents=len(used.documents))
    by_machine = list(used.machines())
    for machine, documents in by_machine:
        if machine or len(by_machine) > 1:
            yield machine or phrase("where-no-machine")
        for document in documents:
            yield f"  {document.path}"
            yield f"     {_pages(document)}"
    yield from _unread(used)


def _unread(used: WhereUsed) -> Iterator[str]:
    if used.unread:
        yield phrase("where-unread", pages=used.unread)


def _pages(document: DocumentWithNumber) -> str:
    parts = []
    if document.places:
        numbers = ", ".join(map(_number, document.places))
        parts.append(phrase("where-pages", numbers=numbers, pages=document.pages))
    if document.named:
        parts.append(phrase("where-in-name"))
    return "; ".join(parts)


def _number(place: NumberOnPage) -> str:
    return f"{place.page} ({place.written})" if place.alike else str(place.page)
