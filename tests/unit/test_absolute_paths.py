"""Absolute paths keep the user's names for folders, and have one form for each."""

from pathlib import Path

import pytest

from imtextgui.absolute_paths import absolute


def test_links_stay_and_detours_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, link = tmp_path / "drawings", tmp_path / "link"
    folder.mkdir()
    link.symlink_to(folder)
    monkeypatch.chdir(tmp_path)
    assert absolute(Path("link/sheets/../pump.pdf")) == link / "pump.pdf"
    assert absolute(Path("gone/.")) == tmp_path / "gone"
    assert absolute(link) == link
