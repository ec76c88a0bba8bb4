"""What one run of the command is given: folders and the settings of a bundle."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from export.data import pictures, texts
from export.problems import KitProblem
from export.towers import starting_weights
from export.towers.settings import PictureTraining, TextTraining


@dataclass(frozen=True, slots=True)
class Config:
    """One bundle: its name and the settings of both towers.

    Below a cosine of ``least_parity`` between a smaller graph and the trained one, making it smaller costs more
    than it saves, and the export fails; texts in 8-bit arithmetic get ``least_text_parity``.
    """

    name: str
    version: str
    least_parity: float = 0.99
    least_text_parity: float = 0.97
    text: TextTraining = field(default_factory=TextTraining)
    pictures: PictureTraining = field(default_factory=PictureTraining)


@dataclass(frozen=True, slots=True)
class Build:
    """A run: the folder of ``training`` data and weights, the ``cache`` of all stages, and the settings."""

    training: Path
    cache: Path
    config: Config


def read_config(path: Path) -> Config:
    """Read a TOML file of ``export/configs``. Raises KitProblem for a file or setting that is not there."""
    try:
        document: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        text, picture = document.pop("text", {}), document.pop("pictures", {})
        if "shares" in text:
            text["shares"] = tuple(text["shares"])
        return Config(**document, text=TextTraining(**text), pictures=PictureTraining(**picture))
    except (OSError, tomllib.TOMLDecodeError, TypeError) as problem:
        raise KitProblem(f"{path} is no configuration: {problem}. See export/configs for examples.") from None


def check_complete(training: Path, config: Config) -> None:
    """Raise KitProblem, naming them all, if files are missing in the folder of training data."""
    wanted = [f"pictures/{name}.tar" for name in pictures.SETS]
    wanted += [f"text/{name}.tsv.xz" for name in texts.SETS]
    wanted += ["weights/imagenet_labels.txt"]
    wanted += [] if config.pictures.start == "random" else [starting_weights.TRUNK]
    if missing := [name for name in wanted if not (training / name).is_file()]:
        raise KitProblem(
            f"{training} lacks {', '.join(missing)}. Give the folder that holds weights/, pictures/ and text/ "
            "as export/README.md lists them with --training."
        )
