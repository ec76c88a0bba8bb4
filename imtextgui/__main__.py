"""``imtextgui``: without a command the window, otherwise the command line."""

import multiprocessing
import sys
from collections.abc import Sequence

from imtextgui import cli


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with ``arguments`` (those of the process by default) and return its exit status."""
    multiprocessing.freeze_support()  # a frozen build starts its workers through here
    parsed = cli.parser().parse_args(arguments)
    if parsed.command is not None:
        return cli.main(parsed)
    from imtextgui.ui import app

    return app.main(parsed)


if __name__ == "__main__":
    sys.exit(main())
