"""The command for tags: which there are, which are suggested and why; taking up or refusing those; tagging files."""

import argparse
from typing import TYPE_CHECKING

from imtextgui import messages
from imtextgui.cli.command import AddCommand, add_json_option, allow_changes, open_catalogue, read_catalogue
from imtextgui.cli.output import print_json
from imtextgui.cli.progress_bar import drive
from imtextgui.cli.query_arguments import named_page
from imtextgui.domain.tagging.suggestions import (
    DEFAULT_CONFIDENCE,
    PageSuggestion,
    TagChange,
    TaggingReport,
    TagOrigin,
    TagReason,
)
from imtextgui.errors import TagEmpty
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from imtextgui.catalogue.catalogue import Catalogue

    Decide = Callable[[Catalogue, list[tuple[int, str]]], TagChange]
    Change = Callable[[Catalogue, list[int]], int]


def add_tags(add: AddCommand) -> None:
    """Describe ``imtextgui tags``."""
    command = add("tags", tags)
    command.set_defaults(complain=command.error)
    command.add_argument(
        "action", nargs="?", choices=tuple(_ACTIONS), default="list", help=phrase("help-tags-action")
    )
    command.add_argument("tag", nargs="?", metavar="TAG", help=phrase("help-tags-tag"))
    command.add_argument(
        "--on", action="append", default=[], metavar="FILE[#PAGE]", help=phrase("help-tags-on")
    )
    command.add_argument("--as", dest="written_as", metavar="TAG", help=phrase("help-tags-as"))
    command.add_argument(
        "--least", type=float, default=DEFAULT_CONFIDENCE, metavar="SHARE", help=phrase("help-tags-least")
    )
    add_json_option(command)


def tags(arguments: argparse.Namespace) -> int:
    """List or suggest tags, take up or refuse suggestions, tag files."""
    return _ACTIONS[arguments.action](arguments)


def _list(arguments: argparse.Namespace) -> int:
    with read_catalogue(arguments) as catalogue:
        listed = catalogue.tags.all()
    if arguments.json:
        print_json([{"tag": tag, "files": count} for tag, count in listed])
        return 0
    for tag, count in listed:
        print(phrase("tag-of-files", tag=tag, count=count))
    if not listed:
        print(phrase("tags-none"))
    return 0


def _suggest(arguments: argparse.Namespace) -> int:
    with open_catalogue(arguments) as catalogue:
        report = None if catalogue.read_only else drive(catalogue.tagging.update())
        suggested = _chosen(catalogue, arguments)
    if arguments.json:
        print_json([_as_json(one) for one in suggested])
        return 0
    _print_report(report)
    language = messages.language()
    for one in suggested:
        names = " · ".join(name for name in (one.suggested.tag, one.suggested.other) if name)
        why = "; ".join(_reason(reason, language) for reason in one.suggested.reasons)
        share = round(100 * one.suggested.confidence)
        print(phrase("tag-suggested", path=one.path, page=one.number, names=names, share=share, why=why))
    print(phrase("tags-suggested", count=len(suggested)))
    return 0


def _accept(arguments: argparse.Namespace) -> int:
    def accept(catalogue: "Catalogue", suggested: list[tuple[int, str]]) -> TagChange:
        if arguments.written_as is not None:
            _refuse_empty(arguments.written_as)
            return catalogue.tagging.correct(suggested, arguments.written_as)
        return catalogue.tagging.accept(suggested, messages.language())

    return _decide(arguments, "tags-accepted", accept)


def _refuse(arguments: argparse.Namespace) -> int:
    return _decide(
        arguments, "tags-refused", lambda catalogue, suggested: catalogue.tagging.refuse(suggested)
    )


def _add(arguments: argparse.Namespace) -> int:
    return _put(
        arguments,
        ("tag-added", "tag-on-none"),
        lambda catalogue, items: catalogue.tags.add(items, arguments.tag),
    )


def _remove(arguments: argparse.Namespace) -> int:
    return _put(
        arguments,
        ("tag-removed", "tag-off-none"),
        lambda catalogue, items: catalogue.tags.remove(items, arguments.tag),
    )


_ACTIONS = {
    "list": _list,
    "suggest": _suggest,
    "accept": _accept,
    "refuse": _refuse,
    "add": _add,
    "remove": _remove,
}


def _decide(arguments: argparse.Namespace, told: str, decide: "Decide") -> int:
    """Do something with the suggestions of a tag, or of pages; without either that would be all of them."""
    if not arguments.tag and not arguments.on:
        arguments.complain(phrase("tags-which", action=arguments.action))
    with open_catalogue(arguments) as catalogue:
        suggested = _chosen(catalogue, arguments)
        change = decide(catalogue, [(one.page_id, one.suggested.tag) for one in suggested])
    if arguments.json:
        print_json({"pages": change.pages})
    else:
        print(phrase(told, count=change.pages))
    return 0


def _put(arguments: argparse.Namespace, told: tuple[str, str], change: "Change") -> int:
    """Change a tag of files; ``told`` are the sentences for some and for none."""
    if not arguments.tag or not arguments.on:
        arguments.complain(phrase("tags-which-files", action=arguments.action))
    _refuse_empty(arguments.tag)
    with read_catalogue(arguments) as catalogue:
        items = [named_page(catalogue, place).item_id for place in arguments.on]
        allow_changes(catalogue)
        count = change(catalogue, items)
        # Of a published catalogue what its publisher put on stays.
        left = catalogue.tags.count_of(items, arguments.tag) if arguments.action == "remove" else 0
    if arguments.json:
        print_json({"tag": arguments.tag, "files": count} | ({"publishers": left} if left else {}))
        return 0
    if count or not left:
        print(phrase(told[0 if count else 1], tag=arguments.tag, count=count))
    if left:
        print(phrase("tag-of-publisher", tag=arguments.tag, count=left))
    return 0


def _refuse_empty(tag: str) -> None:
    if not "".join(tag.split()):
        raise TagEmpty


def _chosen(catalogue: "Catalogue", arguments: argparse.Namespace) -> list[PageSuggestion]:
    suggested = catalogue.tagging.listed(arguments.tag, arguments.least)
    if not arguments.on:
        return list(suggested)
    pages = {named_page(catalogue, place).page_id for place in arguments.on}
    return [one for one in suggested if one.page_id in pages]


def _print_report(report: TaggingReport | None) -> None:
    if report is not None and report.pages:
        print(phrase("tags-looked-at", pages=report.pages, count=report.with_tags))


def _reason(reason: TagReason, language: str) -> str:
    if reason.origin is TagOrigin.PICTURE:
        return phrase("tag-reason-picture", language)
    return phrase(f"tag-reason-{reason.origin}", language, words=reason.detail)


def _as_json(one: PageSuggestion) -> dict[str, object]:
    reasons = [{"origin": reason.origin, "words": reason.detail} for reason in one.suggested.reasons]
    return {
        "path": str(one.path),
        "page": one.number,
        "tag": one.suggested.tag,
        "other": one.suggested.other,
        "confidence": one.suggested.confidence,
        "reasons": reasons,
    }
