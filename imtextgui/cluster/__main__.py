"""``imtextgui-cluster``: the entry point of its own for what needs a scheduler or an engine."""

import argparse
import sys
from collections.abc import Sequence

from imtextgui import __version__
from imtextgui.cli import main as run_command
from imtextgui.cli.command import CommandParser
from imtextgui.cluster.export_command import add_export
from imtextgui.cluster.index_command import add_index
from imtextgui.cluster.search_command import add_search
from imtextgui.cluster.window_command import add_window
from imtextgui.cluster.worker_command import add_worker
from imtextgui.messages import phrase


def parser() -> argparse.ArgumentParser:
    """The parser; ``run`` of what it gives runs the command."""
    top = argparse.ArgumentParser(prog="imtextgui-cluster", description=phrase("about-cluster"))
    top.add_argument("--version", action="version", version=__version__, help=phrase("help-version"))
    commands = top.add_subparsers(dest="command", required=True, parser_class=CommandParser)
    for describe in (add_index, add_worker, add_export, add_search, add_window):
        describe(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` (those of the process by default) name; gives the exit status."""
    return run_command(parser().parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
