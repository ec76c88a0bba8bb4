"""The commands of who looks after an installation: doctor, backup and restore."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from imtextgui import messages
from imtextgui.cli.progress_bar import drive
from imtextgui.config import paths
from imtextgui.domain.health import Finding, Level, fine, is_sound
from imtextgui.errors import CatalogueMissing
from imtextgui.messages import phrase

EXPECTED_FAILURE = 3

AddCommand = Callable[[str], argparse.ArgumentParser]


def add_doctor(add: AddCommand) -> None:
    """Describe ``imtextgui doctor``."""
    command = add("doctor")
    command.add_argument("--self-test", action="store_true", help=phrase("help-self-test"))
    command.add_argument("--estimate", type=Path, metavar="FOLDER", help=phrase("help-estimate"))
    command.add_argument("--json", action="store_true", help=phrase("help-json"))


def doctor(arguments: argparse.Namespace) -> int:
    """Examine program and catalogue; the status is 3 where something is wrong."""
    from imtextgui.doctor import program

    findings = [*program.examine(arguments.bundle), *_of_catalogue(arguments)]
    if arguments.estimate:
        from imtextgui.doctor.estimate import estimate

        findings.append(estimate(arguments.estimate, _folder(arguments)))
    if arguments.self_test:
        from imtextgui.doctor.self_test import self_test

        findings += drive(self_test(arguments.bundle))
    _report(findings, as_json=arguments.json)
    return 0 if is_sound(findings) else EXPECTED_FAILURE


def _of_catalogue(arguments: argparse.Namespace) -> Iterable[Finding]:
    """The catalogue's own findings; one that was asked for by name must be there."""
    from imtextgui.catalogue.catalogue import Catalogue

    folder = _folder(arguments)
    try:
        catalogue = Catalogue.open(folder, bundle=arguments.bundle, create=False)
    except CatalogueMissing:
        if arguments.catalogue:
            raise
        return [fine("catalogue-none", path=str(folder))]
    with catalogue:
        return drive(catalogue.health.examine())


def _folder(arguments: argparse.Namespace) -> Path:
    return arguments.catalogue or paths.default_catalogue()


def _report(findings: list[Finding], *, as_json: bool) -> None:
    told = [(each, messages.finding(each.check, each.details)) for each in findings]
    if as_json:
        listed: list[dict[str, Any]] = [finding.to_json(sentence) for finding, sentence in told]
        print(json.dumps({"sound": is_sound(findings), "findings": listed}, ensure_ascii=False))
        return
    for finding, sentence in told:
        print(f"{phrase(f'level-{finding.level}')}  {sentence}")
    faults = sum(each.level is Level.FAULT for each in findings)
    print(phrase("doctor-faults", count=faults) if faults else phrase("doctor-sound"), file=sys.stdout)


def add_export(add: AddCommand) -> None:
    """Describe ``imtextgui export``."""
    add("export").add_argument(
        "--backup", type=Path, metavar="FILE", required=True, help=phrase("help-backup")
    )


def export(arguments: argparse.Namespace) -> int:
    """Write a backup of the catalogue."""
    from imtextgui.catalogue.catalogue import Catalogue

    with Catalogue.open(_folder(arguments), bundle=arguments.bundle, create=False) as catalogue:
        written = drive(catalogue.health.backup(arguments.backup))
    print(phrase("backup-written", path=written, size=-(-written.stat().st_size // (1 << 20))))
    return 0


def add_restore(add: AddCommand) -> None:
    """Describe ``imtextgui restore``."""
    add("restore").add_argument("archive", type=Path, metavar="FILE", help=phrase("help-archive"))


def restore(arguments: argparse.Namespace) -> int:
    """Make a catalogue from a backup."""
    from imtextgui.catalogue.catalogue import Catalogue

    print(phrase("restored", path=drive(Catalogue.restore(arguments.archive, _folder(arguments)))))
    return 0
