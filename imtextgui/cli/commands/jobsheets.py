"""The command that lists job sheets, and writes one as a PDF."""

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from imtextgui.cli.command import AddCommand, add_json_option, add_overwrite_option, read_catalogue
from imtextgui.cli.output import print_json
from imtextgui.cli.progress_bar import drive
from imtextgui.domain.jobsheet import JobSheet, SheetReport
from imtextgui.messages import phrase


def add_jobsheets(add: AddCommand) -> None:
    """Describe ``imtextgui jobsheets``."""
    command = add("jobsheets", jobsheets)
    command.add_argument("id", type=int, nargs="?", metavar="ID", help=phrase("help-jobsheets-id"))
    command.add_argument("--save", type=Path, metavar="FILE.pdf", help=phrase("help-jobsheets-save"))
    add_overwrite_option(command)
    add_json_option(command)
    command.set_defaults(refuse=command.error)


def jobsheets(arguments: argparse.Namespace) -> int:
    """List the job sheets, or write one."""
    if (arguments.save is None) is not (arguments.id is None):
        arguments.refuse(phrase("jobsheets-both"))
    with read_catalogue(arguments) as catalogue:
        if arguments.save is None:
            _print_sheets(catalogue.jobsheets.all(), as_json=arguments.json)
        else:
            job = catalogue.jobsheets.write(arguments.id, arguments.save, overwrite=arguments.overwrite)
            report = drive(job)
            _print_report(report, as_json=arguments.json)
    return 0


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
    absent = [{"path": str(page.path), "page": page.number} for page in report.absent]
    if as_json:
        print_json({"path": str(report.path), "pages": report.entries, "absent": absent})
        return
    print(phrase("jobsheet-written", path=report.path, count=report.entries))
    if absent:
        print(phrase("jobsheet-absent", count=len(absent)))
    for page in absent:
        print(f"  {page['path']}#{page['page']}")


def _date(sheet: JobSheet) -> str:
    return datetime.fromtimestamp(sheet.made).astimezone().date().isoformat()
