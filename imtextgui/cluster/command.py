"""What the commands of ``imtextgui-cluster`` share."""

import argparse
from typing import Any

from imtextgui.cli import streams
from imtextgui.cli.command import Run, named_path
from imtextgui.cluster.scheduler import Keys
from imtextgui.messages import phrase


def add_command(commands: Any, name: str, run: Run) -> argparse.ArgumentParser:
    """Add the command ``name``, which ``run`` runs, with the options that all of them have."""
    text = phrase(f"help-cluster-{name}")
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    command.add_argument(
        "--encoding", type=streams.encoding, metavar="NAME", default=None, help=phrase("help-encoding")
    )
    command.add_argument("-v", "--verbose", action="store_true", help=phrase("help-verbose"))
    return command


def add_key_options(command: argparse.ArgumentParser) -> None:
    """Add what names the files with which machines know each other."""
    for name in ("ca", "cert", "key"):
        command.add_argument(
            f"--tls-{name}", type=named_path, metavar="FILE", help=phrase(f"help-cluster-tls-{name}")
        )


def keys_of(arguments: argparse.Namespace) -> Keys:
    """The files that were named."""
    return Keys(arguments.tls_ca, arguments.tls_cert, arguments.tls_key)
