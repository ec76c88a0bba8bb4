"""The command that writes published catalogues into a search engine."""

import argparse
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from imtextgui.absolute_paths import absolute
from imtextgui.cli.command import add_json_option, named_path
from imtextgui.cli.output import print_json
from imtextgui.cli.progress_bar import drive
from imtextgui.cluster.command import add_command
from imtextgui.cluster.engines.export import export
from imtextgui.cluster.engines.lance import is_folder
from imtextgui.config import settings
from imtextgui.config.settings import CurrentSettings
from imtextgui.messages import phrase

ENGINE = "IMTEXTGUI_ENGINE"
"""The variable of the environment that has the address where it is not named."""


def add_export(commands: Any) -> None:
    """Describe ``imtextgui-cluster export``."""
    command = add_command(commands, "export", run_export)
    command.add_argument(
        "folders", type=named_path, nargs="+", metavar="FOLDER", help=phrase("help-cluster-published")
    )
    add_engine_option(command)
    command.add_argument("--anew", action="store_true", help=phrase("help-cluster-anew"))
    add_json_option(command)


def add_engine_option(command: argparse.ArgumentParser) -> None:
    """Add where the engine is: one setting for a folder, an object store and a cluster."""
    told = os.environ.get(ENGINE)
    command.add_argument(
        "--engine",
        metavar="ADDRESS",
        default=told,
        required=told is None,
        help=phrase("help-cluster-engine", variable=ENGINE),
    )


def engine_address(arguments: argparse.Namespace) -> str:
    """The address that was named, a folder by its whole path."""
    address: str = arguments.engine
    return str(absolute(Path(address))) if is_folder(address) else address


def shards_in(folders: Iterable[Path]) -> list[Path]:
    """The published catalogues in ``folders``, of which some may be published in shards."""
    from imtextgui.catalogue.published.shards import shards_of

    return list(dict.fromkeys(shard for folder in folders for shard in shards_of(absolute(folder))))


def run_export(arguments: argparse.Namespace) -> int:
    """Write what is published in each folder into the engine, as far as it changed since the last time."""
    address, chosen = engine_address(arguments), CurrentSettings(settings.read())
    for folder in shards_in(arguments.folders):
        report = drive(export(folder, address, chosen, anew=arguments.anew))
        counts = {"pages": report.pages, "written": report.written, "removed": report.removed}
        if arguments.json:
            print_json({"folder": str(folder), "engine": address, **counts})
        else:
            print(phrase("cluster-exported", path=folder, engine=address, **counts))
    return 0
