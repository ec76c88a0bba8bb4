"""Setting up the libraries that read checkpoints: no network, and a torchvision that can be imported."""

import importlib
import os
import re

import torch


def stay_offline() -> None:
    """Keep the libraries from asking a hub for what the folder lacks; to be called before they are imported."""
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"


_ABSENT = re.compile(r"operator (torchvision::\w+) does not exist")


def declare_missing_operators() -> None:
    """Let torchvision be imported beside a torch for processors only, as ``timm`` and ``open_clip`` need it.

    Its builds on PyPI are for graphics cards; their operators do not load then, and its import fails because it
    describes them. They are declared here without a body: none of the models calls them.
    """
    while True:
        try:
            importlib.import_module("torchvision")
        except RuntimeError as error:
            absent = _ABSENT.search(str(error))
            if absent is None:
                raise
            torch.library.define(absent[1], "() -> ()")
        else:
            return
