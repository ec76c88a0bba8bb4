"""Folders stay small enough that their listing tells what they are about."""

from pathlib import Path

import imtextgui

MOST_MODULES = 20


def test_no_folder_holds_more_modules_than_a_glance_takes_in() -> None:
    package = Path(imtextgui.__file__).parent
    modules = list(package.rglob("*.py"))
    folders = {path.parent for path in modules}
    crowded = {
        folder.relative_to(package).as_posix(): count
        for folder in folders
        if (count := sum(path.parent == folder for path in modules)) > MOST_MODULES
    }
    assert len(folders) > 30
    assert crowded == {}
