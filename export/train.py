"""Train an encoder bundle further with a site's own pictures and captions.

python -m export.train --pairs captions.csv [--folder FOLDER] --bundle resources/models/small --out FOLDER

The table has the columns file and caption, and optionally caption_ja and group (what belongs to one thing, so that
it is never both learned and measured). Nothing is written unless held-out pairs are found better afterwards.
"""

import argparse
import errno
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from export import problems
from export.site.messages import SiteProblem, say
from export.site.pipeline import TrainingOrder, train
from export.site.training import Limit

DONE, NOT_BETTER = 0, 1
"""Exit statuses, besides those of ``problems``."""

# Features of 2,000 pictures, generated pictures, two states and the bundle.
_MEGABYTES = 250
_FULL = (errno.ENOSPC, errno.EDQUOT)


def order(arguments: Sequence[str] | None = None) -> TrainingOrder:
    """What the command line asks for; argparse exits with status 2 where that cannot be understood."""
    parser = argparse.ArgumentParser(
        prog="python -m export.train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--pairs", type=Path, required=True, help="CSV: file, caption[, caption_ja][, group]")
    parser.add_argument("--folder", type=Path, help="where the pictures are (default: beside the table)")
    parser.add_argument("--bundle", type=Path, required=True, help="the bundle to go on from")
    parser.add_argument("--out", type=Path, required=True, help="folder of the new bundle; must not exist")
    parser.add_argument("--minutes", type=float, default=25, help="longest time (default: 25)")
    parser.add_argument("--anyway", action="store_true", help="write the bundle even if it is no better")
    chosen = parser.parse_args(arguments)
    if not chosen.minutes > 0:
        parser.error("--minutes must be more than 0")
    folder = chosen.folder or chosen.pairs.parent
    return TrainingOrder(
        chosen.pairs, folder, chosen.bundle, chosen.out.absolute(), Limit(chosen.minutes), chosen.anyway
    )


def run(ordered: TrainingOrder) -> int:
    """Train as ``ordered`` and return the exit status; what goes wrong is one sentence on standard error."""
    better = []

    def command() -> None:
        try:
            better.append(train(ordered))
        except OSError as error:
            if error.errno is None:
                raise
            path = error.filename or ordered.out
            if error.errno in _FULL:
                raise SiteProblem("disk-full", path=path, megabytes=_MEGABYTES) from error
            raise SiteProblem("not-written", path=path, reason=os.strerror(error.errno)) from error

    status = problems.run(command, stopped=lambda: say("stopped", path=ordered.unfinished))
    return status or (DONE if better == [True] else NOT_BETTER)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, train, and return the exit status."""
    ordered = order(arguments)
    logging.basicConfig(format="%(message)s", stream=sys.stdout)
    logging.getLogger("export.site").setLevel(logging.INFO)
    torch.set_num_threads(1)  # on a machine with other work a second one waits longer than it helps
    return run(ordered)


if __name__ == "__main__":
    sys.exit(main())
