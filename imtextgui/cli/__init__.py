"""The command line: ``arguments`` describes it, each command has a module, ``output`` prints."""

from imtextgui.cli.arguments import parser
from imtextgui.cli.entry import main
from imtextgui.cli.exit_status import EXPECTED_FAILURE, INTERRUPTED

__all__ = ["EXPECTED_FAILURE", "INTERRUPTED", "main", "parser"]
