"""Two small encoder bundles whose spaces differ, made by code, in the places where bundles are installed."""

from pathlib import Path

import pytest

from imtextgui.config import paths
from imtextgui.encoders.manifest import read_manifest
from tests.data import make_bundle

TINY = Path(__file__).parent / "data" / "bundle"


def second(folder: Path, name: str = "second", seed: int = 8) -> Path:
    """Write a bundle of another space than ``TINY`` into ``folder``."""
    return make_bundle.write(folder, name, seed)


def fingerprint(folder: Path) -> str:
    """Name of the space of the bundle in ``folder``."""
    return read_manifest(folder).fingerprint


def ship(monkeypatch: pytest.MonkeyPatch, resources: Path, *bundles: Path) -> None:
    """Let ``bundles``, by the names of their folders, be those that come with the program."""
    (resources / "models").mkdir(parents=True)
    for bundle in bundles:
        (resources / "models" / bundle.name).symlink_to(bundle, target_is_directory=True)
    for file in paths.resources().iterdir():
        if file.name != "models":
            (resources / file.name).symlink_to(file)
    monkeypatch.setattr(paths, "resources", lambda: resources)
