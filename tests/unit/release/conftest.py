"""The scripts of a release are modules of their own, beside the package."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = [
    str(ROOT / "packaging" / name) for name in ("release", "freeze", "macos", "windows", "windows/wine")
]
NAMES = (
    *("archives", "contents", "debian", "desktop", "elf", "licences", "stubs", "wheels"),
    *("dlls", "exports", "load", "python_folder", "screen", "version_resource"),
    *("bundle", "machine_code", "universal"),
)


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ModuleType]]:
    """Imports a script of the release by its name."""
    monkeypatch.setattr(sys, "path", [*sys.path, *FOLDERS])
    yield importlib.import_module
    for name in NAMES:
        sys.modules.pop(name, None)
