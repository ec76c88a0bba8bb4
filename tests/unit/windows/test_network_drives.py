"""Which paths lie on another machine, for both flavours of paths."""

import os
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from imtextgui.windows import network_drives
from imtextgui.windows.network_drives import on_network, on_network_mount, on_share, roots

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
//server/plant /mnt/plant\\040A cifs rw,vers=3.0 0 0
server:/export /mnt/nfs nfs4 rw 0 0
/dev/sdb1 /mnt/nfs/local ext4 rw 0 0
short
"""


def drive_type(root: str) -> int:
    return {"C:\\": 3, "S:\\": 4, "\\": 1}[root]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("C:\\図面\\catalogue", False),
        ("S:\\図面\\catalogue", True),
        ("\\\\server\\図面\\catalogue", True),
        ("//server/図面/catalogue", True),
        ("\\\\?\\UNC\\server\\図面\\catalogue", True),
        ("\\\\?\\S:\\catalogue", True),
        ("\\\\?\\C:\\catalogue", False),
        ("\\\\.\\pipe\\catalogue", False),
    ],
)
def test_shares_and_mapped_drives(path: str, expected: bool) -> None:
    assert on_share(PureWindowsPath(path), drive_type) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/user/catalogue", False),
        ("/mnt/plant A/catalogue", True),
        ("/mnt/plant A", True),
        ("/mnt/plant B", False),
        ("/mnt/nfs/catalogue", True),
        ("/mnt/nfs/local/catalogue", False),
    ],
)
def test_the_nearest_mount_tells(path: str, expected: bool) -> None:
    assert on_network_mount(PurePosixPath(path), MOUNTS) is expected


def test_the_system_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mounts").write_text(f"server:/x {tmp_path.resolve()} nfs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(network_drives, "_MOUNTS", tmp_path / "mounts")
    assert on_network(tmp_path / "catalogue" / "catalogue.sqlite3")
    monkeypatch.setattr(network_drives, "_MOUNTS", tmp_path / "none")
    assert not on_network(tmp_path / "catalogue")
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(network_drives, "_drive_type", lambda _: 4)
    assert on_network(tmp_path)


def test_the_letters_of_drives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(network_drives, "_drive_letters", lambda: 0b1 | 1 << 2 | 1 << 25)
    assert roots() == ["A:\\", "C:\\", "Z:\\"]
    monkeypatch.setattr("sys.platform", "linux")
    assert roots() == []


@pytest.mark.skipif(sys.platform != "win32", reason="the system's own drives")
def test_the_system_has_its_drive() -> None:
    assert Path(os.environ["SYSTEMDRIVE"] + "\\") in map(Path, roots())
