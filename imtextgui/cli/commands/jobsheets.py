"""The command for job sheets: list, make, fill and delete them, and write one as a PDF."""

import argparse
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from imtextgui.cli.command import (
    AddCommand,
    add_json_option,
    add_overwrite_option,
    named_path,
    open_catalogue,
    read_catalogue,
)
from imtextgui.cli.output import print_json
from imtextgui.cli.progress_bar import drive
from imtextgui.cli.query_arguments import named_page
from imtextgui.domain.jobsheet import JobSheet, SheetPage, SheetReport
from imtextgui.errors import JobEntryMissing, JobSheetMissing, JobSheetUntitled
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from imtextgui.catalogue.catalogue import Catalogue


def add_jobsheets(add: AddCommand) -> None:
    """Describe ``imtextgui jobsheets``."""
    command = add("jobsheets", jobsheets)
    command.add_argument(
        "action",
        nargs="?",
        default="list",
        metavar="{" + ",".join(_ACTIONS) + "}",
        help=phrase("help-jobsheets-action"),
    )
    command.add_argument("what", nargs="*", metavar="ID|WORDS", help=phrase("help-jobsheets-what"))
    command.add_argument("--save", type=named_path, metavar="FILE.pdf", help=phrase("help-jobsheets-save"))
    add_overwrite_option(command)
    add_json_option(command)
    command.set_defaults(refuse=command.error)


def jobsheets(arguments: argparse.Namespace) -> int:
    """Do what the action says. A number in its place is that of a sheet to be saved, as ``save ID`` has it."""
    if arguments.action.isdecimal():
        arguments.action, arguments.what = "save", [arguments.action, *arguments.what]
    if arguments.action not in _ACTIONS:
        arguments.refuse(phrase("jobsheets-action", action=arguments.action, known=", ".join(_ACTIONS)))
    run, least, most = _ACTIONS[arguments.action]
    if (arguments.action == "save") is not (arguments.save is not None):
        arguments.refuse(phrase("jobsheets-both"))
    if not least <= len(arguments.what) <= most:
        arguments.refuse(phrase("jobsheets-which"))
    run(arguments)
    return 0


def _list(arguments: argparse.Namespace) -> None:
    with read_catalogue(arguments) as catalogue:
        _print_sheets(catalogue.jobsheets.all(), as_json=arguments.json)


def _save(arguments: argparse.Namespace) -> None:
    with read_catalogue(arguments) as catalogue:
        sheet = _sheet(catalogue, arguments)
        job = catalogue.jobsheets.write(sheet.id, arguments.save, overwrite=arguments.overwrite)
        _print_report(drive(job), as_json=arguments.json)


def _show(arguments: argparse.Namespace) -> None:
    with read_catalogue(arguments) as catalogue:
        sheet = _sheet(catalogue, arguments)
        pages = catalogue.jobsheets.pages(sheet.id)
    if arguments.json:
        print_json(_as_json(sheet) | {"entries": [_entry_as_json(page) for page in pages]})
        return
    _print_sheets([sheet], as_json=False)
    for page in pages:
        print("  " + _entry_line(page))


def _create(arguments: argparse.Namespace) -> None:
    title = " ".join(" ".join(arguments.what).split())
    if not title:
        raise JobSheetUntitled
    with open_catalogue(arguments) as catalogue:
        made = catalogue.jobsheets.create(title)
    _tell(arguments, {"id": made, "title": title}, phrase("jobsheet-created", id=made, title=title))


def _add(arguments: argparse.Namespace) -> None:
    """Add pages, which makes the sheet the current one; none is, if one is not in the catalogue."""
    with open_catalogue(arguments) as catalogue:
        sheet = _sheet(catalogue, arguments)
        named = [named_page(catalogue, place) for place in arguments.what[1:]]
        pages = dict.fromkeys((page.page_id, page.item_id) for page in named)
        catalogue.jobsheets.use(sheet.id)
        added = catalogue.jobsheets.add_pages(
            [page_id for page_id, _ in pages], sheet.title, of_items=[item_id for _, item_id in pages]
        )
    there = len(pages) - len(added.entries) - added.refused
    told = {"id": sheet.id, "added": list(added.entries), "there": there, "refused": added.refused}
    text = phrase("jobsheet-added", count=len(added.entries), title=sheet.title, there=there)
    _tell(arguments, told, text)
    if added.refused and not arguments.json:
        print(phrase("jobsheet-refused", count=added.refused))


def _remove(arguments: argparse.Namespace) -> None:
    """Take entries off a sheet; none is, if one of the numbers is that of no entry."""
    with open_catalogue(arguments) as catalogue:
        sheet = _sheet(catalogue, arguments)
        removed = [_entry(catalogue, sheet, number) for number in dict.fromkeys(arguments.what[1:])]
        catalogue.jobsheets.remove_pages([page.entry_id for page in removed])
    told = {"id": sheet.id, "removed": [page.entry_id for page in removed]}
    lines = [phrase("jobsheet-entry-removed", entry=_entry_line(page), title=sheet.title) for page in removed]
    _tell(arguments, told, "\n".join(lines))


def _note(arguments: argparse.Namespace) -> None:
    """Note words to an entry; without words, what was noted goes."""
    with open_catalogue(arguments) as catalogue:
        sheet = _sheet(catalogue, arguments)
        number = arguments.what[1]
        page = _entry(catalogue, sheet, number)
        catalogue.jobsheets.set_note(page.entry_id, " ".join(arguments.what[2:]))
        page = _entry(catalogue, sheet, number)
    key = "jobsheet-noted" if page.note else "jobsheet-note-removed"
    _tell(arguments, {"id": sheet.id} | _entry_as_json(page), phrase(key, entry=_entry_line(page)))


def _delete(arguments: argparse.Namespace) -> None:
    with open_catalogue(arguments) as catalogue:
        sheet = _sheet(catalogue, arguments)
        catalogue.jobsheets.remove(sheet.id)
    text = phrase("jobsheet-deleted", id=sheet.id, title=sheet.title)
    _tell(arguments, _as_json(sheet) | {"removed": True}, text)


def _sheet(catalogue: "Catalogue", arguments: argparse.Namespace) -> JobSheet:
    """The sheet that the first word names by its number. Raises JobSheetMissing."""
    for sheet in catalogue.jobsheets.all():
        if str(sheet.id) == arguments.what[0]:
            return sheet
    raise JobSheetMissing(id=arguments.what[0])


def _entry(catalogue: "Catalogue", sheet: JobSheet, number: str) -> SheetPage:
    """The entry of ``sheet`` with this number. Raises JobEntryMissing."""
    for page in catalogue.jobsheets.pages(sheet.id):
        if str(page.entry_id) == number:
            return page
    raise JobEntryMissing(id=sheet.id, entry=number)


def _tell(arguments: argparse.Namespace, told: object, text: str) -> None:
    if arguments.json:
        print_json(told)
    else:
        print(text)


def _entry_line(page: SheetPage) -> str:
    place = f"{page.entry_id:4}. {_place(page)}".strip()
    return f"{place}  –  {page.note}" if page.note else place


def _place(page: SheetPage) -> str:
    """Where a page is; the number of one that is not found in this edition may be that of another page."""
    if page.is_of_former_edition:
        return phrase("jobsheet-former-page", path=page.path, page=page.number)
    return f"{page.path}#{page.number}"


def _entry_as_json(page: SheetPage) -> dict[str, object]:
    return {
        "entry": page.entry_id,
        "path": str(page.path),
        "page": page.number,
        "title": page.title,
        "note": page.note,
        "there": page.page_id is not None,
        "former_edition": page.is_of_former_edition,
    }


def _print_sheets(sheets: Sequence[JobSheet], *, as_json: bool) -> None:
    if as_json:
        print_json([_as_json(sheet) for sheet in sheets])
        return
    for sheet in sheets:
        pages = phrase("sheet-pages", count=sheet.entries)
        print(f"{sheet.id:4}. {sheet.title}  –  {_date(sheet)}, {pages}")
    if not sheets:
        print(phrase("jobsheets-none"))


def _as_json(sheet: JobSheet) -> dict[str, object]:
    return {"id": sheet.id, "title": sheet.title, "date": _date(sheet), "pages": sheet.entries}


def _print_report(report: SheetReport, *, as_json: bool) -> None:
    absent = report.absent
    if as_json:
        absent_pages = [
            {"path": str(page.path), "page": page.number, "former_edition": page.is_of_former_edition}
            for page in absent
        ]
        print_json({"path": str(report.path), "pages": report.entries, "absent": absent_pages})
        return
    print(phrase("jobsheet-written", path=report.path, count=report.entries))
    if absent:
        print(phrase("jobsheet-absent", count=len(absent)))
    for page in absent:
        print(f"  {_place(page)}")


def _date(sheet: JobSheet) -> str:
    return datetime.fromtimestamp(sheet.made).astimezone().date().isoformat()


_MANY = 10_000
"""More words than a command line holds."""

_ACTIONS = {
    "list": (_list, 0, 0),
    "show": (_show, 1, 1),
    "save": (_save, 1, 1),
    "create": (_create, 1, _MANY),
    "add": (_add, 2, _MANY),
    "remove": (_remove, 2, _MANY),
    "note": (_note, 2, _MANY),
    "delete": (_delete, 1, 1),
}
"""What runs each action, and the fewest and the most words that it takes."""
