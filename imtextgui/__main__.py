"""``imtextgui``: without a command the window, otherwise the command line."""

import multiprocessing
import sys
from collections.abc import Sequence

from imtextgui import cli


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with ``arguments`` (those of the process by default) and return its exit status."""
    multiprocessing.freeze_support()  # a frozen build starts its workers through here
    chosen = cli.parser().parse_args(arguments)
    if chosen.command is not None:
        return cli.main(chosen)
    from imtextgui.ui import app

    return app.run(
        chosen.catalogue,
        bundle=chosen.bundle,
        screenshot=chosen.screenshot,
        query=chosen.query,
    )


if __name__ == "__main__":
    sys.exit(main())
