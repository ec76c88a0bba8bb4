"""What is read of a checkpoint of the CLIP family, and the checks that its readers share."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import nn

from export.clip.errors import UnusableCheckpoint
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


def json_object(path: Path) -> Document:
    """The object in a JSON file. Raises UnusableCheckpoint where there is none."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UnusableCheckpoint(f"{path} cannot be read as JSON.") from error
    if not isinstance(document, dict):
        raise UnusableCheckpoint(f"{path} holds no JSON object.")
    return document


def square(size: object, where: Path) -> int:
    """The side of the square pictures that ``size`` names, an int or equal ones. Raises UnusableCheckpoint."""
    sides = set(size) if isinstance(size, (list, tuple)) else {size}
    if len(sides) != 1 or not isinstance(side := sides.pop(), int) or side < 16:
        raise UnusableCheckpoint(
            f"{where} asks for pictures of {size} pixels; only squares of at least 16 pixels can be used."
        )
    return side


def check_vocabulary(pieces: int, rows: int, where: Path) -> None:
    """Raises UnusableCheckpoint where the tokenizer knows more ``pieces`` than the text tower has ``rows`` for."""
    if pieces > rows:
        raise UnusableCheckpoint(
            f"The tokenizer in {where} knows {pieces} pieces, but the text tower only {rows}."
        )
