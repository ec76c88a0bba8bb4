"""What a checkpoint of the CLIP family is, and which library reads the folder that holds it."""

import importlib
import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from export.clip.errors import Unusable
from imtextgui.domain.embedding import Matrix
from imtextgui.encoders.manifest import PictureSpec

Document = dict[str, Any]

WHITE = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Both towers of a checkpoint and all that the manifest must say of them.

    ``pictures`` takes uint8 [n, size, size, 3] and ``texts`` ids and mask int64 [n, t]; both give unit rows [n, dim].
    ``own_pictures`` and ``own_texts`` are the library's untouched towers to compare with, the latter from ids that it
    pads as it was trained.
    """

    library: str
    architecture: str
    pictures: nn.Module
    texts: nn.Module
    own_pictures: nn.Module
    own_texts: Callable[[Sequence[Sequence[int]]], Matrix]
    dim: int
    tokenizer: str
    picture: PictureSpec
    max_tokens: int
    files: tuple[Path, ...]


def open_checkpoint(folder: Path, architecture: str | None) -> Checkpoint:
    """Read the checkpoint in ``folder``; ``architecture`` names a model of OpenCLIP for weights without a description.

    Raises Unusable with a sentence for everything that is not a whole checkpoint of a known kind.
    """
    if not folder.is_dir():
        raise Unusable(f"{folder} is not a folder.")
    stay_offline()
    declare_missing_operators()
    from export.clip import hugging_face, openclip

    openclip_file, transformers_file = folder / "open_clip_config.json", folder / "config.json"
    if openclip_file.is_file() and (openclip.weights_in(folder) or not hugging_face.has_weights(folder)):
        return openclip.read_configured(folder, openclip_file)
    if transformers_file.is_file() and "model_type" in json_object(transformers_file) and not architecture:
        return hugging_face.read(folder, transformers_file)
    if openclip.weights_in(folder):
        return openclip.read_named(folder, architecture)
    raise Unusable(
        f"{folder} holds no checkpoint: there is neither a config.json of transformers nor an open_clip_config.json, "
        "and no weights of MobileCLIP."
    )


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
        except RuntimeError as trouble:
            absent = _ABSENT.search(str(trouble))
            if absent is None:
                raise
            torch.library.define(absent[1], "() -> ()")
        else:
            return


def json_object(path: Path) -> Document:
    """The object in a JSON file. Raises Unusable where there is none."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as trouble:
        raise Unusable(f"{path} cannot be read as JSON.") from trouble
    if not isinstance(document, dict):
        raise Unusable(f"{path} holds no JSON object.")
    return document


def square(size: object, where: Path) -> int:
    """The side of the square pictures that ``size`` names, an int or a pair of equal ones. Raises Unusable."""
    sides = set(size) if isinstance(size, (list, tuple)) else {size}
    if len(sides) != 1 or not isinstance(side := sides.pop(), int) or side < 16:
        raise Unusable(
            f"{where} asks for pictures of {size} pixels; only squares of at least 16 pixels can be used."
        )
    return side


def check_vocabulary(pieces: int, rows: int, where: Path) -> None:
    """Raises Unusable where the tokenizer knows more ``pieces`` than the text tower has ``rows`` for."""
    if pieces > rows:
        raise Unusable(f"The tokenizer in {where} knows {pieces} pieces, but the text tower only {rows}.")
