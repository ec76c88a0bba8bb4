"""What pip installs is whole: the wheel carries the resources and finds them there."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from imtextgui.config import paths
from tests.e2e.conftest import ROOT, environment_of

pytestmark = pytest.mark.slow

MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as pip would lay it out."""
    pytest.importorskip("hatchling", reason="the build backend is installed by `make`, not by plain pip")
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site-packages")
    return folder / "site-packages"


def test_every_resource_is_in_the_wheel(unpacked: Path) -> None:
    def names(top: Path) -> set[str]:
        return {file.relative_to(top).as_posix() for file in top.rglob("*") if file.is_file()}

    assert names(unpacked / "imtextgui" / "resources") == names(paths.resources())


def test_what_a_site_needs_besides_is_a_small_part_of_it(unpacked: Path) -> None:
    """Scheduler and engine come with extras: of the default installation their commands take under a megabyte."""
    cluster = unpacked / "imtextgui" / "cluster"
    size = sum(file.stat().st_size for file in cluster.rglob("*") if file.is_file())
    assert 0 < size < MEGABYTE
    (metadata,) = unpacked.glob("*.dist-info/METADATA")
    required = [
        line
        for line in metadata.read_text(encoding="utf-8").splitlines()
        if line.startswith("Requires-Dist:")
    ]
    of_extras = [
        line for line in required if any(name in line for name in ("distributed", "lancedb", "pyarrow"))
    ]
    assert len(of_extras) > 2
    assert [line for line in of_extras if "extra ==" not in line] == []


def test_each_program_has_an_entry_point_of_its_own(unpacked: Path) -> None:
    (told,) = unpacked.glob("*.dist-info/entry_points.txt")
    lines = [line for line in told.read_text(encoding="utf-8").splitlines() if "=" in line]
    assert lines == [
        "imtextgui = imtextgui.__main__:main",
        "imtextgui-cluster = imtextgui.cluster.__main__:main",
    ]


def test_nothing_else_is_in_the_wheel(unpacked: Path) -> None:
    assert {entry.name.partition("-")[0] for entry in unpacked.iterdir()} == {"imtextgui"}


def test_installed_program_uses_its_own_resources(unpacked: Path, tmp_path: Path) -> None:
    code = (
        "from imtextgui import messages\n"
        "from imtextgui.config import paths\n"
        "print(paths.resources(), messages.sentence('query-empty'))"
    )
    child = subprocess.run(
        [sys.executable, "-c", code],
        env=environment_of(tmp_path, PYTHONPATH=str(unpacked)),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert child.stdout.startswith(f"{unpacked / 'imtextgui' / 'resources'} There is nothing")
