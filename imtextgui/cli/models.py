"""The command for encoder bundles: which there are, adding one, letting one take another's place, forgetting one."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imtextgui import messages
from imtextgui.cli.administration import EXPECTED_FAILURE, AddCommand
from imtextgui.cli.progress_bar import drive
from imtextgui.config import paths
from imtextgui.domain.bundles import Bundle, BundleState
from imtextgui.domain.health import Finding, is_sound
from imtextgui.errors import BundleUnknown, CatalogueMissing
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from imtextgui.catalogue.catalogue import Catalogue

MANIFEST = "manifest.json"
LEAST_DIGITS = 6
"""Digits of a fingerprint that name a bundle."""

PAGES_NAMED = 20


def add_models(add: AddCommand) -> None:
    """Describe ``imtextgui models``."""
    command = add("models")
    command.set_defaults(complain=command.error)
    actions = ("list", "add", "use", "forget")
    command.add_argument(
        "action", nargs="?", choices=actions, default="list", help=phrase("help-models-action")
    )
    command.add_argument("name", nargs="?", metavar="NAME", help=phrase("help-models-name"))
    command.add_argument("--verify", action="store_true", help=phrase("help-verify"))
    command.add_argument("--pages", action="store_true", help=phrase("help-models-pages"))
    command.add_argument("--retry", action="store_true", help=phrase("help-models-retry"))
    command.add_argument("--json", action="store_true", help=phrase("help-json"))


def models(arguments: argparse.Namespace) -> int:
    """List the encoder bundles, add or use one, or forget its vectors; 3 where ``--verify`` finds one damaged."""
    if arguments.action == "list":
        return _list(arguments)
    if not arguments.name:
        arguments.complain(phrase("models-name-missing", action=arguments.action))
    return {"add": _add, "use": _use, "forget": _forget}[arguments.action](arguments)


def _open(arguments: argparse.Namespace) -> "Catalogue":
    from imtextgui.catalogue.catalogue import Catalogue

    return Catalogue.open(arguments.catalogue or paths.default_catalogue(), create=False)


# List


def _list(arguments: argparse.Namespace) -> int:
    bundles, states, pages = _found(arguments)
    findings = _verified(bundles) if arguments.verify else []
    if arguments.json:
        listed = [each.to_json(messages.finding(each.check, each.details)) for each in findings]
        told: dict[str, Any] = {"bundles": [each.to_json() for each in states or bundles], "findings": listed}
        if arguments.pages:
            told["pages"] = [
                {"path": str(path), "page": number, "thumbnail": seen} for path, number, seen in pages
            ]
        print(json.dumps(told, ensure_ascii=False))
    else:
        for bundle in [] if states else bundles:
            print(phrase("model", **bundle.to_json()))
        for state in states:
            _print_state(state)
        _print_pages(pages)
        for finding in findings:
            print(messages.finding(finding.check, finding.details))
    return 0 if is_sound(findings) else EXPECTED_FAILURE


def _found(
    arguments: argparse.Namespace,
) -> tuple[list[Bundle], tuple[BundleState, ...], list[tuple[Path, int, bool]]]:
    """What is installed, and, of a catalogue that is there, what it has of it, and pages that the active one missed."""
    from imtextgui.catalogue.encoders import CatalogueEncoders

    bundles = CatalogueEncoders.installed()
    try:
        with _open(arguments) as catalogue:
            states = catalogue.encoders.all()
            active = [state.fingerprint for state in states if state.active]
            pages = catalogue.encoders.fallback_pages(active[0]) if active and arguments.pages else []
            return bundles, states, pages
    except CatalogueMissing:
        if arguments.catalogue:
            raise
        return bundles, (), []


def _verified(bundles: list[Bundle]) -> list[Finding]:
    from imtextgui.doctor import program

    return [program.encoder(bundle.folder) for bundle in bundles]


def _print_state(state: BundleState) -> None:
    where = phrase("model-absent") if state.bundle is None else state.bundle.folder
    print(phrase("model", **state.to_json() | {"name": state.name or phrase("model-unknown"), "path": where}))
    coverage = {"percent": state.percent, "count": state.vectors}
    print("    " + phrase("model-active" if state.active else "model-coverage", **coverage))
    if state.makeshift:
        print("    " + phrase("model-makeshift", count=state.makeshift))


def _print_pages(pages: list[tuple[Path, int, bool]]) -> None:
    for path, number, seen in pages:
        print("    " + phrase("model-page" if seen else "model-page-unseen", path=path, page=number))


# Change


def _add(arguments: argparse.Namespace) -> int:
    bundle = _added(Path(arguments.name))
    if arguments.json:
        print(json.dumps(bundle.to_json(), ensure_ascii=False))
    else:
        print(phrase("model-added", **bundle.to_json()))
    return 0


def _added(folder: Path) -> Bundle:
    from imtextgui.catalogue.encoders import CatalogueEncoders

    return drive(CatalogueEncoders.add(folder))


def _use(arguments: argparse.Namespace) -> int:
    folder = Path(arguments.name)
    with _open(arguments) as catalogue:
        chosen = (
            _added(folder).fingerprint
            if (folder / MANIFEST).is_file()
            else _named(catalogue, arguments.name, installed=True)
        )
        report = drive(catalogue.encoders.use(chosen, retry=arguments.retry))
        (state,) = [each for each in catalogue.encoders.all() if each.fingerprint == chosen]
        pages = catalogue.encoders.fallback_pages(chosen)
    if arguments.json:
        print(json.dumps(report.to_json() | {"encoder": state.to_json()}, ensure_ascii=False))
        return 0
    counts = report.to_json() | {"seconds": f"{report.seconds:.1f}"}
    print(phrase("model-used", name=state.called, **counts))
    if pages:
        print(phrase("model-makeshift", count=len(pages)))
        _print_pages(pages[:PAGES_NAMED])
    if report.photos:
        print(phrase("model-photos", count=report.photos))
    return 0


def _forget(arguments: argparse.Namespace) -> int:
    with _open(arguments) as catalogue:
        chosen = _named(catalogue, arguments.name)
        gone = drive(catalogue.encoders.forget(chosen))
    print(json.dumps({"vectors": gone}) if arguments.json else phrase("model-forgotten", count=gone))
    return 0


def _named(catalogue: "Catalogue", name: str, *, installed: bool = False) -> str:
    """The fingerprint of the encoder that ``name`` means: its name, with version where need be, or its fingerprint.

    With ``installed``, of several versions the one that is installed: after an update the catalogue remembers the old
    one, which is not there to be used.
    """
    states = catalogue.encoders.all()
    for fitting in (
        [state for state in states if state.called == name],
        [state for state in states if installed and state.bundle is not None and state.name == name],
        [state for state in states if state.name == name],
        [state for state in states if len(name) >= LEAST_DIGITS and state.fingerprint.startswith(name)],
    ):
        if len(fitting) == 1:
            return fitting[0].fingerprint
    known = ", ".join(f"{state.called} ({state.fingerprint[:8]})" for state in states)
    raise BundleUnknown(name=name, known=known)
