"""The command that lists job sheets, and writes one as a PDF."""

import argparse
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from imtextgui.cli.progress_bar import drive
from imtextgui.config import paths
from imtextgui.domain.jobsheet import JobSheet, SheetReport
from imtextgui.messages import phrase

AddCommand = Callable[[str], argparse.ArgumentParser]


def add_jobsheets(add: AddCommand) -> None:
    """Describe ``imtextgui jobsheets``."""
    command = add("jobsheets")
    command.add_argument("id", type=int, nargs="?", metavar="ID", help=phrase("help-jobsheets-id"))
    command.add_argument("--save", type=Path, metavar="FILE.pdf", help=phrase("help-jobsheets-save"))
    command.add_argument("--json", action="store_true", help=phrase("help-json"))
    command.set_defaults(refuse=command.error)


def jobsheets(arguments: argparse.Namespace) -> int:
    """List the job sheets, or write one."""
    from imtextgui.catalogue.catalogue import Catalogue

    if (arguments.save is None) is not (arguments.id is None):
        arguments.refuse(phrase("jobsheets-both"))
    folder = arguments.catalogue or paths.default_catalogue()
    with Catalogue.open(folder, bundle=arguments.bundle, create=False) as catalogue:
        if arguments.save is None:
            _list(catalogue.jobsheets.all(), as_json=arguments.json)
        else:
            _tell(drive(catalogue.jobsheets.write(arguments.id, arguments.save)), as_json=arguments.json)
    return 0


def _list(sheets: Sequence[JobSheet], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([_told(each) for each in sheets], ensure_ascii=False))
        return
    for each in sheets:
        print(f"{each.id:4}. {each.title}  –  {_date(each)}, {phrase('sheet-pages', count=each.entries)}")
    if not sheets:
        print(phrase("jobsheets-none"))


def _told(sheet: JobSheet) -> dict[str, object]:
    return {"id": sheet.id, "title": sheet.title, "date": _date(sheet), "pages": sheet.entries}


def _tell(report: SheetReport, *, as_json: bool) -> None:
    absent = [{"path": str(page.path), "page": page.number} for page in report.absent]
    if as_json:
        told = {"path": str(report.path), "pages": report.entries, "absent": absent}
        print(json.dumps(told, ensure_ascii=False))
        return
    print(phrase("jobsheet-written", path=report.path, count=report.entries))
    if absent:
        print(phrase("jobsheet-absent", count=len(absent)))
    for page in absent:
        print(f"  {page['path']}#{page['page']}")


def _date(sheet: JobSheet) -> str:
    return datetime.fromtimestamp(sheet.made).astimezone().date().isoformat()
