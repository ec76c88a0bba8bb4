"""The command for encoder bundles: which there are, adding one, letting one take another's place, forgetting one."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imtextgui import messages
from imtextgui.cli.command import AddCommand, add_json_option, named_path, open_catalogue, read_catalogue
from imtextgui.cli.exit_status import EXPECTED_FAILURE
from imtextgui.cli.output import print_json
from imtextgui.cli.progress_bar import drive
from imtextgui.config import settings
from imtextgui.config.settings import CHOICES
from imtextgui.domain.bundles import Bundle, BundleState, FallbackPage
from imtextgui.domain.health import Finding, is_sound
from imtextgui.errors import BundleUnknown, CatalogueMissing
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from imtextgui.catalogue.encoders import CatalogueEncoders

MANIFEST = "manifest.json"
LEAST_DIGITS = 6
"""Digits of a fingerprint that name a bundle."""

PAGES_NAMED = 20
"""How many pages are named after a switch; ``--pages`` names all."""


@dataclass(frozen=True)
class _Listing:
    """What is installed, what a catalogue that is there has of each, and pages that its active encoder missed."""

    bundles: list[Bundle]
    states: tuple[BundleState, ...] = ()
    pages: tuple[FallbackPage, ...] = ()


def add_models(add: AddCommand) -> None:
    """Describe ``imtextgui models``."""
    command = add("models", models)
    command.set_defaults(complain=command.error)
    actions = ("list", "add", "import", "compare", "use", "forget", "provider")
    command.add_argument(
        "action", nargs="?", choices=actions, default="list", help=phrase("help-models-action")
    )
    command.add_argument("name", nargs="?", metavar="NAME", help=phrase("help-models-name"))
    command.add_argument("--verify", action="store_true", help=phrase("help-verify"))
    command.add_argument("--pages", action="store_true", help=phrase("help-models-pages"))
    command.add_argument("--called", metavar="NAME", default="", help=phrase("help-models-called"))
    command.add_argument("--licence", metavar="SPDX", default="", help=phrase("help-models-licence"))
    command.add_argument("--eight-bit", action="store_true", help=phrase("help-models-eight-bit"))
    command.add_argument("--testset", metavar="CSV", type=named_path, help=phrase("help-models-testset"))
    command.add_argument("--retry", action="store_true", help=phrase("help-models-retry"))
    add_json_option(command)


def models(arguments: argparse.Namespace) -> int:
    """List the encoder bundles, add or use one, or forget its vectors; 3 where ``--verify`` finds one damaged."""
    if arguments.action == "list":
        return _list(arguments)
    if arguments.action == "provider":
        return _provider(arguments)
    if not arguments.name:
        arguments.complain(phrase("models-name-missing", action=arguments.action))
    return {"add": _add, "import": _import, "compare": _compare, "use": _use, "forget": _forget}[
        arguments.action
    ](arguments)


# List


def _list(arguments: argparse.Namespace) -> int:
    listing = _listing(arguments)
    findings = _verify(listing.bundles) if arguments.verify else []
    if arguments.json:
        print_json(_listing_as_json(listing, findings, with_pages=arguments.pages))
    else:
        for bundle in [] if listing.states else listing.bundles:
            print(phrase("model", **bundle.to_json()))
        for state in listing.states:
            _print_state(state)
        _print_pages(listing.pages)
        for finding in findings:
            print(messages.finding(finding.check, finding.details))
    return 0 if is_sound(findings) else EXPECTED_FAILURE


def _listing(arguments: argparse.Namespace) -> _Listing:
    """Raises CatalogueMissing where the catalogue was asked for by name and there is none."""
    from imtextgui.catalogue.encoders import CatalogueEncoders

    bundles = CatalogueEncoders.installed()
    try:
        # Without regard to --bundle: which encoder it uses is what this command is about.
        catalogue = read_catalogue(arguments, any_bundle=True)
    except CatalogueMissing:
        if arguments.catalogue:
            raise
        return _Listing(bundles)
    with catalogue:
        states = catalogue.encoders.all()
        active = [state.fingerprint for state in states if state.active]
        pages = catalogue.encoders.fallback_pages(active[0]) if active and arguments.pages else ()
    return _Listing(bundles, states, pages)


def _listing_as_json(listing: _Listing, findings: list[Finding], *, with_pages: bool) -> dict[str, Any]:
    value: dict[str, Any] = {
        "bundles": [bundle.to_json() for bundle in listing.states or listing.bundles],
        "findings": [
            finding.to_json(messages.finding(finding.check, finding.details)) for finding in findings
        ],
    }
    if with_pages:
        value["pages"] = [
            {"path": str(page.path), "page": page.number, "thumbnail": page.by_thumbnail}
            for page in listing.pages
        ]
    return value


def _verify(bundles: list[Bundle]) -> list[Finding]:
    from imtextgui.doctor import program

    return [program.encoder(bundle.folder) for bundle in bundles]


def _print_state(state: BundleState) -> None:
    where = phrase("model-absent") if state.bundle is None else state.bundle.folder
    print(phrase("model", **state.to_json() | {"name": state.name or phrase("model-unknown"), "path": where}))
    coverage = {"percent": state.percent, "count": state.vectors}
    print("    " + phrase("model-active" if state.active else "model-coverage", **coverage))
    if state.fallback_pages:
        print("    " + phrase("model-makeshift", count=state.fallback_pages))


def _print_pages(pages: tuple[FallbackPage, ...]) -> None:
    for page in pages:
        name = "model-page" if page.by_thumbnail else "model-page-unseen"
        print("    " + phrase(name, path=page.path, page=page.number))


# Change


def _add(arguments: argparse.Namespace) -> int:
    return _tell_added(_install(Path(arguments.name)), arguments)


def _import(arguments: argparse.Namespace) -> int:
    from imtextgui.catalogue.encoders import CatalogueEncoders

    job = CatalogueEncoders.import_checkpoint(
        Path(arguments.name),
        name=arguments.called,
        licence=arguments.licence,
        eight_bit=arguments.eight_bit,
    )
    return _tell_added(drive(job), arguments)


def _tell_added(bundle: Bundle, arguments: argparse.Namespace) -> int:
    if arguments.json:
        print_json(bundle.to_json())
    else:
        print(phrase("model-added", **bundle.to_json()))
    return 0


def _install(folder: Path) -> Bundle:
    from imtextgui.catalogue.encoders import CatalogueEncoders

    return drive(CatalogueEncoders.add(folder))


def _use(arguments: argparse.Namespace) -> int:
    folder = Path(arguments.name)
    with open_catalogue(arguments, any_bundle=True) as catalogue:
        encoders = catalogue.encoders
        chosen = (
            _install(folder).fingerprint
            if (folder / MANIFEST).is_file()
            else _fingerprint(encoders, arguments.name, installed=True)
        )
        report = drive(encoders.use(chosen, retry=arguments.retry))
        (state,) = [state for state in encoders.all() if state.fingerprint == chosen]
        pages = encoders.fallback_pages(chosen)
        rests = catalogue.learning.status().foreign
    if arguments.json:
        print_json(report.to_json() | {"encoder": state.to_json(), "learned_rests": rests})
        return 0
    counts = report.to_json() | {"seconds": f"{report.seconds:.1f}"}
    print(phrase("model-used", name=state.called, **counts))
    if pages:
        print(phrase("model-makeshift", count=len(pages)))
        _print_pages(pages[:PAGES_NAMED])
    if report.photos:
        print(phrase("model-photos", count=report.photos))
    if rests:
        print(phrase("learned-rests"))
    return 0


def _compare(arguments: argparse.Namespace) -> int:
    """Answer the site's own questions with another encoder beside the active one."""
    folder = Path(arguments.name)
    with open_catalogue(arguments, any_bundle=True) as catalogue:
        chosen = (
            _install(folder).fingerprint
            if (folder / MANIFEST).is_file()
            else _fingerprint(catalogue.encoders, arguments.name, installed=True)
        )
        comparison = drive(catalogue.encoder_comparison.compare(chosen, arguments.testset))
        states = {state.fingerprint: state.called for state in catalogue.encoders.all()}
        (active,) = [state.called for state in catalogue.encoders.all() if state.active]
    if arguments.json:
        print_json(comparison.to_json() | {"fingerprint": chosen})
        return 0
    print(phrase("model-compared", count=comparison.questions))
    for name, shares in ((active, comparison.active), (states[chosen], comparison.other)):
        first, five, ten = (round(100 * share) for share in shares)
        print("    " + phrase("model-figures", name=name, first=first, five=five, ten=ten))
    return 0


def _forget(arguments: argparse.Namespace) -> int:
    with open_catalogue(arguments, any_bundle=True) as catalogue:
        gone = drive(catalogue.encoders.forget(_fingerprint(catalogue.encoders, arguments.name)))
    if arguments.json:
        print_json({"vectors": gone})
    else:
        print(phrase("model-forgotten", count=gone))
    return 0


def _provider(arguments: argparse.Namespace) -> int:
    """Tell what the encoder runs on and what there is besides, or let it run on another that answers as it must."""
    from imtextgui.catalogue.encoders import CatalogueEncoders

    wanted = arguments.name
    if wanted is not None:
        if wanted not in CHOICES["provider"]:
            arguments.complain(phrase("provider-unknown", known=", ".join(CHOICES["provider"])))
        CatalogueEncoders.check_provider(wanted, arguments.bundle)
        settings.change("provider", wanted)
    chosen, offered = settings.read().provider, CatalogueEncoders.providers()
    if arguments.json:
        print_json({"provider": chosen, "offered": offered})
    else:
        print(phrase("provider-chosen", name=chosen, offered=", ".join(offered)))
    return 0


def _fingerprint(encoders: "CatalogueEncoders", name: str, *, installed: bool = False) -> str:
    """The fingerprint of the encoder that ``name`` means: its name, with version where need be, or its fingerprint.

    With ``installed``, of several versions the one that is installed: after an update the catalogue remembers the old
    one, which is not there to be used. Raises BundleUnknown where none is meant, or several.
    """
    states = encoders.all()
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
