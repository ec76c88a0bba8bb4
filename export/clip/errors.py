"""The expected failures of an import."""

import errno

from export.problems import KitProblem


class UnusableCheckpoint(KitProblem):
    """The checkpoint cannot become a bundle; the message is a whole sentence for the user."""


def first_line(error: Exception) -> str:
    """What a library said, short enough for a sentence."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__)[:200].rstrip(".")


def disk_sentence(error: OSError) -> str:
    """A sentence for a failure to write."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full: make room, or choose another --out."
    return f"{error.filename or 'The bundle'} cannot be written: {error.strerror or error}."
