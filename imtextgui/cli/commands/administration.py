"""The commands of who looks after an installation: doctor, backup and restore."""

import argparse

from imtextgui import messages
from imtextgui.cli.command import (
    WAIT_SECONDS,
    AddCommand,
    add_json_option,
    add_overwrite_option,
    catalogue_folder,
    named_path,
    open_catalogue,
    read_catalogue,
    tell_waiting,
)
from imtextgui.cli.examined_catalogues import examined
from imtextgui.cli.exit_status import EXPECTED_FAILURE
from imtextgui.cli.output import print_json
from imtextgui.cli.progress_bar import drive
from imtextgui.domain.health import Finding, Level, is_sound
from imtextgui.domain.measurement import drift_sentences
from imtextgui.messages import phrase, repair_sentences


def add_doctor(add: AddCommand) -> None:
    """Describe ``imtextgui doctor``."""
    command = add("doctor", doctor)
    command.add_argument("--self-test", action="store_true", help=phrase("help-self-test"))
    command.add_argument("--estimate", type=named_path, metavar="FOLDER", help=phrase("help-estimate"))
    command.add_argument("--watch", action="store_true", help=phrase("help-watch"))
    add_json_option(command)


def doctor(arguments: argparse.Namespace) -> int:
    """Examine program and catalogue, or look for drift alone; the status is 3 where something is wrong."""
    if arguments.watch:
        _watch(arguments)
        return 0
    from imtextgui.doctor import program

    findings = [*program.examine(arguments.bundle), *examined(arguments)]
    if arguments.estimate:
        from imtextgui.doctor.estimate import estimate

        findings.append(estimate(arguments.estimate, catalogue_folder(arguments)))
    if arguments.self_test:
        from imtextgui.doctor.self_test import self_test

        findings += drive(self_test(arguments.bundle))
    _print_findings(findings, as_json=arguments.json)
    return 0 if is_sound(findings) else EXPECTED_FAILURE


def add_export(add: AddCommand) -> None:
    """Describe ``imtextgui export``."""
    command = add("export", export)
    command.add_argument(
        "--backup", type=named_path, metavar="FILE", required=True, help=phrase("help-backup")
    )
    add_overwrite_option(command)


def export(arguments: argparse.Namespace) -> int:
    """Write a backup of the catalogue."""
    with read_catalogue(arguments) as catalogue:
        written = drive(catalogue.health.backup(arguments.backup, overwrite=arguments.overwrite))
    megabytes = -(-written.stat().st_size // (1 << 20))
    print(phrase("backup-written", path=written, size=megabytes))
    return 0


def add_restore(add: AddCommand) -> None:
    """Describe ``imtextgui restore``."""
    command = add("restore", restore)
    command.add_argument("archive", type=named_path, metavar="FILE", help=phrase("help-archive"))


def restore(arguments: argparse.Namespace) -> int:
    """Make a catalogue from a backup."""
    from imtextgui.catalogue.catalogue import Catalogue

    folder = drive(Catalogue.restore(arguments.archive, catalogue_folder(arguments)))
    print(phrase("restored", path=folder))
    return 0


def add_repair(add: AddCommand) -> None:
    """Describe ``imtextgui repair``."""
    add("repair", repair)


def repair(arguments: argparse.Namespace) -> int:
    """Make a damaged catalogue whole again, and say what was saved."""
    from imtextgui.catalogue.catalogue import Catalogue

    folder = catalogue_folder(arguments)
    report = drive(Catalogue.repair(folder, wait=WAIT_SECONDS, waiting=tell_waiting))
    if report is None:
        print(phrase("repair-not-needed", path=folder))
    else:
        sentences = repair_sentences(
            report.saved,
            aside=report.aside,
            damaged=report.damaged,
            backup=report.backup,
            published=report.of_published,
        )
        print("\n".join(sentences))
    return 0


def _watch(arguments: argparse.Namespace) -> None:
    """Look for drift, and say what was found and what helps."""
    with open_catalogue(arguments) as catalogue:
        check = drive(catalogue.monitoring.check())
    if arguments.json:
        print_json(drift_sentences.to_json(check))
        return
    print(drift_sentences.summary(check))
    for finding in check.findings:
        print(f"  {drift_sentences.reason(finding)}")
        for sentence in drift_sentences.advice(finding):
            print(f"    {sentence}")


def _print_findings(findings: list[Finding], *, as_json: bool) -> None:
    sentences = [(finding, messages.finding(finding.check, finding.details)) for finding in findings]
    if as_json:
        listed = [finding.to_json(sentence) for finding, sentence in sentences]
        print_json({"sound": is_sound(findings), "findings": listed})
        return
    for finding, sentence in sentences:
        part = f"{finding.part}: " if finding.part else ""
        print(f"{phrase(f'level-{finding.level}')}  {part}{sentence}")
    faults = sum(finding.level is Level.FAULT for finding in findings)
    print(phrase("doctor-faults", count=faults) if faults else phrase("doctor-sound"))
