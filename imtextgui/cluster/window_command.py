"""The command that shows the program's window on a published catalogue that is searched in an engine."""

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imtextgui.cli.command import named_path
from imtextgui.cluster.command import add_command
from imtextgui.cluster.export_command import add_engine_option, engine_address
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from imtextgui.catalogue.protocols import CatalogueParts


def add_window(commands: Any) -> None:
    """Describe ``imtextgui-cluster window``."""
    command = add_command(commands, "window", run_window)
    command.add_argument("folder", type=named_path, metavar="FOLDER", help=phrase("help-cluster-published"))
    add_engine_option(command)
    command.add_argument("--query", default="", metavar="TEXT", help=phrase("help-query"))
    command.add_argument("--screenshot", type=named_path, metavar="FILE", help=phrase("help-screenshot"))
    command.add_argument("--bundle", type=named_path, metavar="DIR", help=phrase("help-bundle"))


def run_window(arguments: argparse.Namespace) -> int:
    """Show the window until it is closed; catalogues that are no published ones open in it as ever."""
    from imtextgui.ui.shell import app

    return app.run(
        arguments.folder,
        bundle=arguments.bundle,
        screenshot=arguments.screenshot,
        query=arguments.query,
        opening=partial(open_for_window, address=engine_address(arguments)),
    )


def open_for_window(folder: Path, bundle: Path | None, *, address: str) -> "CatalogueParts":
    """Open ``folder``, searched in the engine if it is a published one. Raises as ``Catalogue.open`` then."""
    from imtextgui.catalogue.catalogue import Catalogue
    from imtextgui.cluster.engines.candidates import published_in_engine

    return Catalogue.open(folder, bundle=bundle, candidates=published_in_engine(address))
