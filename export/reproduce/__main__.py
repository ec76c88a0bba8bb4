"""Make an encoder bundle: data, training, graphs, figures and the files that describe it.

python -m export.reproduce --training FOLDER --out BUNDLE [--config FILE] [--cache FOLDER] [--texts BUNDLE]
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from export import problems
from export.reproduce.build import Build, check_complete, read_config
from export.reproduce.pipeline import make


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and make the bundle; returns the exit status."""
    configs = Path(__file__).parents[1] / "configs"
    parser = argparse.ArgumentParser(prog="python -m export.reproduce", description=__doc__)
    parser.add_argument("--training", type=Path, required=True, help="folder of training data and weights")
    parser.add_argument("--out", type=Path, required=True, help="folder of the bundle")
    parser.add_argument("--config", type=Path, default=configs / "small.toml")
    parser.add_argument("--cache", type=Path, default=Path(".cache/export"))
    parser.add_argument(
        "--texts", type=Path, help="bundle whose text tower is taken over; only pictures are trained"
    )
    parser.add_argument("--threads", type=int, default=1, help="threads that train")
    parser.add_argument("--workers", type=int, default=1, help="processes that compute features of pictures")
    chosen = parser.parse_args(arguments)
    # Warnings of everybody, but progress of ours only: the quantiser lists every tensor.
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("export").setLevel(logging.INFO)
    torch.set_num_threads(chosen.threads)

    def command() -> None:
        config = read_config(chosen.config)
        check_complete(chosen.training, config)
        make(Build(chosen.training, chosen.cache, config, chosen.texts, chosen.workers), chosen.out)

    return problems.run(command)


if __name__ == "__main__":
    sys.exit(main())
