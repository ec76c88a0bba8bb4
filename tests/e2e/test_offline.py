"""The whole journey, watched: nothing that it imports and no call that it makes could reach a network."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import SAMPLES, environment_of
from tests.network_clients import clients_among
from tests.ocr_pictures import written

pytestmark = pytest.mark.slow

JOURNEY = """
import json, sys
from pathlib import Path
from imtextgui.__main__ import main

samples, catalogue, screenshot = sys.argv[1:]
photo = next(Path(samples).rglob("*.jpg"))
if __name__ == "__main__":
    for arguments in (
        ["index", samples],
        ["search", "ポンプ"],
        ["search", "pump", "--photo", str(photo)],
        ["problems"],
        ["--query", "pump", "--screenshot", screenshot],
    ):
        assert main([*arguments, "--catalogue", catalogue]) == 0, arguments
    print(json.dumps(sorted(sys.modules)))
"""
NETWORK_CALL = re.compile(r"\b(socket|connect|bind|listen|accept4?|sendto|sendmsg|recvfrom|recvmsg)\(.*")
LOCAL = re.compile(r"AF_UNIX|AF_LOCAL|AF_UNSPEC")


def few_samples(folder: Path) -> Path:
    """One sample of every kind: the watch makes the child several times slower."""
    by_suffix: dict[str, list[Path]] = {}
    for file in sorted(SAMPLES.rglob("*")):
        if file.is_file():
            by_suffix.setdefault(file.suffix, []).append(file)
    for files in by_suffix.values():
        for file in files[:1]:
            folder.mkdir(exist_ok=True)
            shutil.copy(file, folder)
    return folder


def journey(tmp_path: Path, samples: Path, *watch: str) -> set[str]:
    """Index, search and draw the window in a child process; returns the modules that it imported."""
    script = tmp_path / "journey.py"
    script.write_text(JOURNEY, encoding="utf-8")
    child = subprocess.run(
        [*watch, sys.executable, script, samples, tmp_path / "catalogue", tmp_path / "window.png"],
        env=environment_of(tmp_path / "data", IMTEXTGUI_OCR="en+ja"),
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    assert (tmp_path / "window.png").stat().st_size > 10_000
    return set(json.loads(child.stdout.splitlines()[-1]))


def watch(log: Path) -> list[str]:
    """The tool that writes a process's network calls to ``log``; nothing where it is not there or not allowed to."""
    tool = shutil.which("strace")
    if tool is None:
        return []
    allowed = subprocess.run([tool, "-f", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return [] if allowed.returncode else [tool, "-f", "-qq", "-e", "trace=%network", "-o", str(log)]


def needed_watch(log: Path) -> list[str]:
    """The same, for tests that are about nothing else."""
    return watch(log) or pytest.skip("strace is not installed, or may not watch another process here")


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], Path]:
    """The modules that one journey imported, and the log of its network calls if it could be watched."""
    folder = tmp_path_factory.mktemp("journey")
    log = folder / "calls"
    return journey(folder, few_samples(folder / "samples"), *watch(log)), log


def test_a_whole_journey_imports_no_network_client(watched: tuple[set[str], Path]) -> None:
    modules, _ = watched
    assert {"onnxruntime", "PySide6.QtWidgets", "sqlite3"} <= modules
    assert clients_among(modules) == set()


def test_a_whole_journey_opens_no_network_socket(watched: tuple[set[str], Path], tmp_path: Path) -> None:
    needed_watch(tmp_path / "none")
    _, log = watched
    calls = [
        found[0]
        for line in log.read_text(errors="replace").splitlines()
        if (found := NETWORK_CALL.search(line))
    ]
    families = [call for call in calls if call.startswith(("socket(", "connect(", "bind(", "sendto("))]
    assert [call for call in families if not LOCAL.search(call)] == []


READ_PHOTO = """
import json, sys
from pathlib import Path
from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.query import Photo

with Catalogue.open(Path(sys.argv[2])) as catalogue:
    words = catalogue.search.read_photo(Photo(Path(sys.argv[1])))
print(json.dumps([[word.text for word in words], sorted(sys.modules)]))
"""


def test_reading_a_plate_opens_no_network_socket_and_imports_no_client(tmp_path: Path) -> None:
    log, plate = tmp_path / "calls", tmp_path / "plate.png"
    written(["GP-2040", "油圧ポンプ"]).save(plate)
    child = subprocess.run(
        [
            *needed_watch(log),
            *(sys.executable, "-c", READ_PHOTO, plate, tmp_path / "catalogue"),
        ],
        env=environment_of(tmp_path / "data", IMTEXTGUI_OCR="en+ja"),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    words, modules = json.loads(child.stdout)
    assert words == ["GP-2040", "油圧ポンプ"]
    assert {"imtextgui.ocr.pp_ocr", "cv2", "onnxruntime"} <= set(modules)
    assert clients_among(set(modules)) == set()
    assert NETWORK_CALL.search(log.read_text(errors="replace")) is None


def test_the_watch_sees_a_network_socket(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"
    subprocess.run(
        [*needed_watch(log), sys.executable, "-c", code],
        check=True,
    )
    assert "socket(AF_INET" in log.read_text()
