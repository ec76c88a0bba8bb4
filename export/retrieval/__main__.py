"""Train the text tower of a bundle further to find passages, and write the next version of the bundle.

python -m export.retrieval --bundle resources/models/small --manuals FOLDER --training FOLDER --out FOLDER --version 4
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from export import problems
from export.retrieval.pipeline import RetrievalOrder, make
from export.retrieval.training import RetrievalTraining


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and make the bundle; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m export.retrieval", description=__doc__)
    parser.add_argument("--bundle", type=Path, required=True, help="the bundle to go on from")
    parser.add_argument(
        "--manuals", type=Path, required=True, help="unpacked documentation packages of Debian"
    )
    parser.add_argument("--training", type=Path, required=True, help="folder of training data")
    parser.add_argument("--out", type=Path, required=True, help="folder of the new bundle; must not exist")
    parser.add_argument("--version", required=True, help="version of the new bundle")
    parser.add_argument("--cache", type=Path, default=Path(".cache/retrieval"))
    parser.add_argument("--steps", type=int, default=RetrievalTraining().steps)
    parser.add_argument("--threads", type=int, default=1)
    chosen = parser.parse_args(arguments)
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("export").setLevel(logging.INFO)
    torch.set_num_threads(chosen.threads)
    order = RetrievalOrder(
        chosen.bundle,
        chosen.manuals,
        chosen.training,
        chosen.cache,
        chosen.out.absolute(),
        chosen.version,
        settings=RetrievalTraining(steps=chosen.steps),
    )
    return problems.run(lambda: make(order))


if __name__ == "__main__":
    sys.exit(main())
