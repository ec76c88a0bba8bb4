"""Folders that are mounted under several names, as the kernel's table tells."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from imtextgui.linux import mounts

TABLE = r"""21 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 21 8:17 / {base}/data rw - ext4 /dev/sdb1 rw
31 21 8:17 /plant/a\040b {base}/share rw shared:3 - ext4 /dev/sdb1 rw
32 21 8:33 / {base}/stick rw - vfat /dev/sdc1 rw
33 32 8:17 /plant/sub {base}/stick/inner rw - ext4 /dev/sdb1 rw
34 21 8:17 /old {base}/twice rw - ext4 /dev/sdb1 rw
35 34 8:17 /new {base}/twice rw - ext4 /dev/sdb1 rw
broken line
"""


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    table = tmp_path / "mountinfo"
    table.write_text(TABLE.format(base=tmp_path), encoding="utf-8")
    monkeypatch.setattr(mounts, "TABLE", table)
    for name in ("data", "share", "stick", "twice"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("name", "device", "path"),
    [
        ("data/plant", b"8:17", "/plant"),
        ("share", b"8:17", "/plant/a b"),
        ("share/not/there.pdf", b"8:17", "/plant/a b/not/there.pdf"),
        ("stick/inner/x", b"8:17", "/plant/sub/x"),
        ("twice/x", b"8:17", "/new/x"),
    ],
)
def test_a_path_is_where_its_mount_has_it(base: Path, name: str, device: bytes, path: str) -> None:
    assert mounts.places(base / name)[0] == mounts.Place(device, Path(path))


def test_what_is_mounted_in_a_folder_belongs_to_it(base: Path) -> None:
    assert mounts.places(base / "stick") == [
        mounts.Place(b"8:33", Path("/")),
        mounts.Place(b"8:17", Path("/plant/sub")),
    ]


def test_a_link_is_followed(base: Path) -> None:
    (base / "link").symlink_to(base / "share")
    assert mounts.places(base / "link" / "x") == [mounts.Place(b"8:17", Path("/plant/a b/x"))]


def test_a_place_holds_itself_and_what_lies_in_it() -> None:
    plant = mounts.Place(b"8:17", Path("/plant"))
    assert plant.holds(plant)
    assert plant.holds(mounts.Place(b"8:17", Path("/plant/a/b")))
    assert not plant.holds(mounts.Place(b"8:17", Path("/plants")))
    assert not plant.holds(mounts.Place(b"8:1", Path("/plant/a")))


def test_without_a_table_nothing_is_told(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mounts, "TABLE", base / "none")
    assert mounts.places(base) == []


MOUNTED = """
import sys
from pathlib import Path
from imtextgui import folder_names
plant, other = map(Path, sys.argv[1:])
print(folder_names.holds(plant, other / "new.pdf"), folder_names.holds(plant, other.parent / "new.pdf"))
print(folder_names.is_same(plant / "sub", other), folder_names.is_same(plant, other))
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="util-linux is not there")
def test_a_real_mount_is_seen(tmp_path: Path) -> None:
    plant, other = tmp_path / "plant", tmp_path / "other"
    (plant / "sub").mkdir(parents=True)
    other.mkdir()
    mounted = [
        "unshare",
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        'mount --bind "$1" "$2" && shift 2 && exec "$@"',
        "sh",
    ]
    program = [sys.executable, "-c", MOUNTED, str(plant), str(other)]
    ended = subprocess.run(
        [*mounted, str(plant / "sub"), str(other), *program],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    if ended.returncode:
        pytest.skip(f"mounts are not allowed here: {ended.stderr}")
    assert ended.stdout.split() == ["True", "False", "True", "False"]
