"""Nothing waits for a pipe that is given in place of a file."""

import os
import sys
from pathlib import Path

import pytest

from imtextgui.plain_files import require_plain


def test_a_file_and_a_link_to_one_are_plain_and_a_folder_is_not(tmp_path: Path) -> None:
    file, link = tmp_path / "a.csv", tmp_path / "link.csv"
    file.touch()
    link.symlink_to(file)
    require_plain(file)
    require_plain(link)
    with pytest.raises(IsADirectoryError):
        require_plain(tmp_path)
    with pytest.raises(FileNotFoundError):
        require_plain(tmp_path / "gone")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="a pipe or device"):
        require_plain(tmp_path / "pipe")
