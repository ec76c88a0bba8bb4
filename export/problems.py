"""What the commands of the training kit say when they cannot go on."""

import errno
import sys
from collections.abc import Callable


class KitProblem(Exception):
    """An expected failure; its text is one clear sentence or two that say what to do next."""


def run(command: Callable[[], None]) -> int:
    """Run ``command`` and return its exit status; an expected failure becomes a sentence and status 2.

    A stop by Ctrl-C is status 130, as shells have it: what is done is kept, and the same command goes on.
    """
    try:
        command()
    except KitProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped. What is done is kept; the same command goes on from there.", file=sys.stderr)
        return 130
    except OSError as problem:
        if problem.errno != errno.ENOSPC:
            raise
        print("The disk is full. Make room, then run the same command again: it goes on.", file=sys.stderr)
        return 2
    return 0
