"""A whole bundle of 60 kB, to use and to damage."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TINY = Path(__file__).parents[2] / "data" / "bundle"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tiny bundle."""
    return Path(shutil.copytree(TINY, tmp_path / "エンコーダ"))


@pytest.fixture
def edit(folder: Path) -> Callable[..., None]:
    """``edit(value, "files", "image", "name")`` sets a member of the manifest; without a value it goes."""

    def edited(*path_and_value: Any) -> None:
        *path, value = path_and_value
        file = folder / "manifest.json"
        document = json.loads(file.read_text(encoding="utf-8"))
        place = document
        for name in path[:-1]:
            place = place[name]
        if value is ...:
            del place[path[-1]]
        else:
            place[path[-1]] = value
        file.write_text(json.dumps(document), encoding="utf-8")

    return edited
