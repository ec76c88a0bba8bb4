"""Turn a checkpoint of CLIP, OpenCLIP, MobileCLIP or SigLIP in a folder into an encoder bundle, without a network.

python -m export.import_clip --checkpoint FOLDER --out FOLDER [--name NAME] [--licence SPDX] [--eight-bit]
"""

import argparse
import logging
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

import torch

from export import problems
from export.clip.conversion import PICTURES, ImportRequest, import_checkpoint
from export.clip.errors import UnusableCheckpoint, disk_sentence
from imtextgui.errors import ImTextError


def main(arguments: Sequence[str] | None = None, pictures: int = PICTURES) -> int:
    """Read the command line and make the bundle. Returns 0, or 2 after a sentence on the error output."""
    chosen = _parser().parse_args(arguments)
    logging.basicConfig(format="%(message)s", stream=sys.stdout)
    for name in ("export", __name__):
        logging.getLogger(name).setLevel(logging.INFO)
    torch.set_num_threads(chosen.threads)
    request = ImportRequest(
        chosen.checkpoint,
        chosen.out,
        chosen.name,
        chosen.licence,
        chosen.architecture,
        chosen.eight_bit,
        pictures,
    )
    return problems.run(lambda: _told(request))


def _told(request: ImportRequest) -> None:
    try:
        with warnings.catch_warnings():
            # What the libraries find old in each other is nothing that the user could do anything about.
            warnings.simplefilter("ignore")
            least = import_checkpoint(request)
    except ImTextError as error:
        reason = error.details.get("reason", error.code)
        raise UnusableCheckpoint(f"The finished bundle does not pass its own check: {reason}.") from error
    except OSError as error:
        raise UnusableCheckpoint(disk_sentence(error)) from error
    print(f"{request.out}: verified, least cosine {least:.4f}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m export.import_clip", description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, metavar="FOLDER", help="what to import")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="the bundle, which must not exist yet"
    )
    parser.add_argument(
        "--name", default="", help="of the bundle; by default that of the checkpoint's folder"
    )
    parser.add_argument(
        "--licence", default="", metavar="SPDX", help="of the weights; by default what README.md says"
    )
    parser.add_argument(
        "--architecture", metavar="NAME", help="a model of OpenCLIP, for weights without a configuration"
    )
    parser.add_argument(
        "--eight-bit", action="store_true", help="8-bit graphs: smaller, faster, a little less exact"
    )
    parser.add_argument("--threads", type=int, default=1, help="for torch (default: 1)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
