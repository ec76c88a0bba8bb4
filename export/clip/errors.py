"""The expected failures of an import."""

import errno

from export.problems import KitProblem


class Unusable(KitProblem):
    """The checkpoint cannot become a bundle; the message is a whole sentence for the user."""


def first_line(trouble: Exception) -> str:
    """What a library said, short enough for a sentence."""
    lines = [line.strip() for line in str(trouble).splitlines() if line.strip()]
    return (lines[0] if lines else type(trouble).__name__)[:200].rstrip(".")


def of_the_disk(trouble: OSError) -> str:
    """A sentence for a failure to write."""
    if trouble.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full: make room, or choose another --out."
    return f"{trouble.filename or 'The bundle'} cannot be written: {trouble.strerror or trouble}."
