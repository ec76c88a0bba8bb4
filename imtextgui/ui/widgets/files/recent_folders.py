"""The folders that files were opened from and saved to lately."""

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

MOST = 6
OPENED, SAVED = "opened", "saved"
"""What was done in a folder: sheets are saved elsewhere than photos are opened from."""
_Place = QStandardPaths.StandardLocation

_store: list[QSettings] = []


def keep_in(store: QSettings) -> None:
    """Keep them in ``store`` from now on, and begin with those that it holds."""
    _store[:] = [store]


def note(folder: str, done: str) -> None:
    """Remember that something was ``done`` in ``folder``."""
    folders = [folder, *(other for other in recent(done) if other != folder)][:MOST]
    for store in _store:
        store.setValue(_key(done), "\n".join(folders))


def recent(done: str) -> list[str]:
    """Where something was ``done``, the latest first; nobody looks whether they are there, which may take long."""
    return [
        line for store in _store for line in str(store.value(_key(done), "")).splitlines() if line.strip()
    ]


def first(done: str) -> str:
    """The folder that a dialog begins in."""
    return next(iter(recent(done)), "") or str(Path.home())


def places(done: str) -> list[str]:
    """The recent folders, those where the same was ``done`` first, after the usual ones of the user."""
    other = SAVED if done == OPENED else OPENED
    usual = (_Place.HomeLocation, _Place.DesktopLocation, _Place.DocumentsLocation, _Place.PicturesLocation)
    standard = [QStandardPaths.writableLocation(place) for place in usual]
    return [place for place in dict.fromkeys((*standard, *recent(done), *recent(other))) if place]


def _key(done: str) -> str:
    return f"folders/{done}"
