"""The command that makes this machine a worker of a scheduler."""

import argparse
from typing import Any

from imtextgui.cluster.command import add_command, add_key_options, keys_of
from imtextgui.cluster.scheduler import be_worker
from imtextgui.messages import phrase


def add_worker(commands: Any) -> None:
    """Describe ``imtextgui-cluster worker``."""
    command = add_command(commands, "worker", run_worker)
    command.add_argument("address", metavar="ADDRESS", help=phrase("help-cluster-address"))
    command.add_argument("--name", metavar="NAME", help=phrase("help-cluster-name"))
    add_key_options(command)


def run_worker(arguments: argparse.Namespace) -> int:
    """Work for a scheduler until Ctrl+C, or until the scheduler ends."""
    be_worker(arguments.address, arguments.name, keys_of(arguments))
    return 0
