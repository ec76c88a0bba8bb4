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


@pytest.fixture
def few_samples(tmp_path: Path) -> Path:
    """One sample of every kind: the watch makes the child several times slower."""
    folder = tmp_path / "samples"
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


def test_a_whole_journey_imports_no_network_client(tmp_path: Path, few_samples: Path) -> None:
    modules = journey(tmp_path, few_samples)
    assert {"onnxruntime", "PySide6.QtWidgets", "sqlite3"} <= modules
    assert clients_among(modules) == set()


def strace() -> str:
    """The tool that shows a process's calls, where it is there and allowed to watch."""
    tool = shutil.which("strace")
    if tool is None:
        pytest.skip("strace is not installed")
    allowed = subprocess.run([tool, "-f", "-o", "/dev/null", "true"], capture_output=True, check=False)
    if allowed.returncode:
        pytest.skip("this system does not let one process watch another")
    return tool


def test_a_whole_journey_opens_no_network_socket(tmp_path: Path, few_samples: Path) -> None:
    log = tmp_path / "calls"
    journey(tmp_path, few_samples, strace(), "-f", "-qq", "-e", "trace=%network", "-o", str(log))
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
from imtextgui.catalogue import Catalogue
from imtextgui.domain.query import Photo

with Catalogue.open(Path(sys.argv[2])) as catalogue:
    words = catalogue.read_photo(Photo(Path(sys.argv[1])))
print(json.dumps([[word.text for word in words], sorted(sys.modules)]))
"""


def test_reading_a_plate_opens_no_network_socket_and_imports_no_client(tmp_path: Path) -> None:
    log, plate = tmp_path / "calls", tmp_path / "plate.png"
    written(["GP-2040", "油圧ポンプ"]).save(plate)
    child = subprocess.run(
        [
            *(strace(), "-f", "-qq", "-e", "trace=%network", "-o", str(log)),
            *(sys.executable, "-c", READ_PHOTO, plate, tmp_path / "catalogue"),
        ],
        env=environment_of(tmp_path / "data", IMTEXTGUI_OCR="en+ja"),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    words, modules = json.loads(child.stdout)
    assert words == ["GP-2040", "油圧ポンプ"]
    assert {"imtextgui.ocr.rapid", "cv2", "onnxruntime"} <= set(modules)
    assert clients_among(set(modules)) == set()
    assert NETWORK_CALL.search(log.read_text(errors="replace")) is None


def test_the_watch_sees_a_network_socket(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"
    subprocess.run(
        [strace(), "-f", "-qq", "-e", "trace=%network", "-o", str(log), sys.executable, "-c", code],
        check=True,
    )
    assert "socket(AF_INET" in log.read_text()
