"""What the commands of the training kit say when they cannot go on."""

import errno
import sys
from collections.abc import Callable


class KitProblem(Exception):
    """An expected failure; its text is one clear sentence or two that say what to do next."""


PROBLEM, STOPPED = 2, 130
"""Exit statuses; the last is that of a program ended by Ctrl-C."""

_STOPPED = "Stopped. What is done is kept; the same command goes on from there."
_FULL = "The disk is full. Make room, then run the same command again: it goes on."


def run(command: Callable[[], None], stopped: Callable[[], str] = lambda: _STOPPED) -> int:
    """Run ``command`` and return the exit status; an expected failure becomes its sentence on standard error.

    A full disk is expected; what else an OSError may be is not. ``stopped`` is what is said after Ctrl-C.
    """
    try:
        command()
    except KitProblem as problem:
        print(problem, file=sys.stderr)
        return PROBLEM
    except KeyboardInterrupt:
        print(stopped(), file=sys.stderr)
        return STOPPED
    except OSError as problem:
        if problem.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        print(_FULL, file=sys.stderr)
        return PROBLEM
    return 0
