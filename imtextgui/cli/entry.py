"""Runs a command: sets up streams, log and language, and turns expected failures into a sentence and a status."""

import argparse
import sys

from imtextgui import messages
from imtextgui.cli import streams
from imtextgui.cli.command import Run, tell
from imtextgui.cli.exit_status import EXPECTED_FAILURE, INTERRUPTED, READER_GONE
from imtextgui.config import logs, settings, temporary
from imtextgui.errors import FULL_DISK, ImTextError
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
        if streams.reader_left(trouble):
            streams.write_nowhere()
            return READER_GONE
        # A file that is written is told of by its name: what has none is the output.
        if trouble.errno not in FULL_DISK or trouble.filename is not None:
            raise
        streams.write_nowhere()
        print(phrase("output-full"), file=sys.stderr)
        return EXPECTED_FAILURE
    finally:
        logs.stop()
