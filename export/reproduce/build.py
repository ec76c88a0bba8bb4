"""What one run of the command is given: folders and the settings of a bundle."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from export.data import pictures, texts
from export.problems import KitProblem
from export.towers import starting_weights
from export.towers.settings import PictureTraining, TextTraining
from export.towers.trunk_shapes import TRUNKS


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
    """A run: the folder of ``training`` data and weights, the ``cache`` of all stages, and the settings.

    ``texts`` is a finished bundle whose text tower is taken over, where none is to be trained. ``workers`` are the
    processes that compute features.
    """

    training: Path
    cache: Path
    config: Config
    texts: Path | None = None
    workers: int = 1


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
    """Raise KitProblem, naming them all, if files are missing in the folder of training data, or the trunk's."""
    wanted = [training / "pictures" / f"{name}.tar" for name in pictures.SETS]
    wanted += [training / "text" / f"{name}.tsv.xz" for name in texts.SETS]
    wanted += [training / "weights" / "imagenet_labels.txt", *_trunk_files(training, config.pictures)]
    if missing := [_within(training, path) for path in wanted if not path.is_file()]:
        raise KitProblem(
            f"{training} lacks {', '.join(missing)}. Give the folder that holds weights/, pictures/ and text/ "
            "as export/README.md lists them with --training."
        )


def _within(folder: Path, path: Path) -> str:
    """The name of ``path`` within ``folder``."""
    return (path.relative_to(folder) if path.is_relative_to(folder) else path).as_posix()


def _trunk_files(training: Path, settings: PictureTraining) -> list[Path]:
    """The file of the trunk's weights; none for random ones. Raises KitProblem for one that cannot be had."""
    if settings.trunk not in TRUNKS:
        known = ", ".join(TRUNKS)
        raise KitProblem(f"There is no trunk {settings.trunk!r}. Give one of {known} in the configuration.")
    if settings.start == "random":
        return []
    try:
        return [starting_weights.trunk_file(settings.trunk, training)]
    except ModuleNotFoundError as missing:
        raise KitProblem(
            f"The package {missing.name} with the weights of {settings.trunk} is not installed. "
            "Install the extra: pip install -e .[export]"
        ) from None
