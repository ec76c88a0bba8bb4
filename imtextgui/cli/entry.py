"""Runs a command: sets up streams, log and language, and turns expected failures into a sentence and a status."""

import argparse
import os
import sys

from imtextgui import messages
from imtextgui.cli import streams
from imtextgui.cli.command import Run, tell
from imtextgui.cli.exit_status import EXPECTED_FAILURE, INTERRUPTED, READER_GONE
from imtextgui.config import logs, settings, temporary
from imtextgui.errors import ImTextError
from imtextgui.messages import phrase


def main(arguments: argparse.Namespace) -> int:
    """Run the parsed command.

    Returns the exit status: 0, 3 for an expected failure, 130 when stopped by Ctrl+C, 141 when nobody reads what it
    prints any more.
    """
    streams.write_in(arguments.encoding)
    logs.start(verbose=arguments.verbose)
    try:
        temporary.sweep()
        damage = settings.recover()
        messages.use(settings.read().language)
        if damage is not None:
            tell(damage)
        run: Run = arguments.run
        status = run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()  # a short output fails here, not while the interpreter ends
        return status
    except ImTextError as trouble:
        tell(trouble)
        return EXPECTED_FAILURE
    except KeyboardInterrupt:
        print(phrase("cancelled"), file=sys.stderr)
        return INTERRUPTED
    except OSError as trouble:
        if not streams.reader_left(trouble):
            raise
        # What is still buffered goes nowhere: the interpreter flushes once more when it ends, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    finally:
        logs.stop()
