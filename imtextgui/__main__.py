"""``imtextgui``: without a command the window, otherwise the command line."""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing and pathlib take their time, in which Ctrl+C would be told as a fault
    from collections.abc import Sequence
    from pathlib import Path

CATALOGUE_FILE = "catalogue.sqlite3"
"""As ``catalogue.DATABASE``, which is not imported here: it takes a fifth of a second."""

INTERRUPTED = 130
"""As ``cli.INTERRUPTED``, which is there only when all commands are loaded."""


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run the program with ``arguments`` (those of the process by default) and return its exit status.

    Ctrl+C while modules are loaded, before the command looks out for it, ends it as quietly as later.
    """
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: "Sequence[str] | None") -> int:
    import multiprocessing

    multiprocessing.freeze_support()  # a frozen build starts its workers through here
    from imtextgui import cli

    chosen = cli.parser().parse_args(arguments)
    if chosen.command is not None:
        return cli.main(chosen)
    from imtextgui.ui.shell import app

    catalogue, photo = _opened(chosen.open)
    return app.run(
        chosen.catalogue or catalogue,
        bundle=chosen.bundle,
        screenshot=chosen.screenshot,
        overwrite=chosen.overwrite,
        query=chosen.query,
        photo=photo,
        by_desktop=chosen.catalogue is None and catalogue is not None,
    )


def _opened(file: "Path | None") -> "tuple[Path | None, Path | None]":
    """The catalogue folder or the photo that ``file`` is, as a desktop hands over what was opened with the program."""
    if file is None:
        return None, None
    if file.is_dir() or file.name == CATALOGUE_FILE:
        return (file if file.is_dir() else file.parent), None
    return None, file


if __name__ == "__main__":
    sys.exit(main())
