"""The recipe for macOS as far as other systems can look at it: layout, property lists, icon, signatures, libraries."""

import io
import os
import plistlib
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from tests.unit.release.conftest import ROOT

PACKAGING = ROOT / "packaging"
MACOS = PACKAGING / "macos"
ARM, INTEL = 0x0100000C, 0x01000007
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="links, and a script for the shell of macOS")


@pytest.fixture
def machine_code(script: Callable[[str], ModuleType]) -> Any:
    return script("machine_code")


@pytest.fixture
def universal(script: Callable[[str], ModuleType]) -> Any:
    return script("universal")


def thin(processor: int = ARM, release: int = 11, library: str = "/usr/lib/libSystem.B.dylib") -> bytes:
    """A library for one processor, with the least that is looked at."""
    name = library.encode() + b"\0" * (8 - len(library) % 8)
    load = struct.pack("<6I", 0xC, 24 + len(name), 24, 0, 0, 0) + name
    built = struct.pack("<6I", 0x32, 24, 1, release << 16, 0, 0)
    path = b"@loader_path\0\0\0\0"
    searched = struct.pack("<3I", 0x8000001C, 12 + len(path), 12) + path
    commands = load + built + searched
    head = struct.pack("<8I", 0xFEEDFACF, processor, 0, 6, 3, len(commands), 0, 0)
    return head + commands + b"code" * processor.bit_count()


def test_machine_code_is_told_from_all_else(machine_code: Any) -> None:
    assert machine_code.is_machine_code(thin()[:8])
    java = struct.pack(">4sI", b"\xca\xfe\xba\xbe", 0x00000034)
    for head in (java, b"", b"\x7fELF\0\0\0\0", b"#!/bin/s", b"\xca\xfe\xba\xbe"):
        assert not machine_code.is_machine_code(head)
    with pytest.raises(ValueError, match="no machine code"):
        machine_code.slices(b"text")
    with pytest.raises(ValueError, match="processor 0x7"):
        machine_code.slices(thin(7))


def test_what_a_library_needs_is_read(machine_code: Any) -> None:
    (part,) = machine_code.slices(thin(INTEL, 12, "@rpath/QtCore"))
    assert (part.processor, part.release) == ("x86_64", (12, 0))
    assert (part.libraries, part.searched) == (("@rpath/QtCore",), ("@loader_path",))
    old = struct.pack("<8I", 0xFEEDFACF, INTEL, 0, 6, 1, 16, 0, 0) + struct.pack(
        "<4I", 0x24, 16, 10 << 16 | 9 << 8, 0
    )
    assert machine_code.slices(old)[0].release == (10, 9)


def test_two_libraries_become_one_for_both_processors(machine_code: Any) -> None:
    united = machine_code.merged([thin(INTEL), thin(ARM)])
    assert [(part.processor, part.content) for part in machine_code.slices(united)] == [
        ("arm64", thin(ARM)),
        ("x86_64", thin(INTEL)),
    ]
    for number in range(2):
        _, _, offset, _, alignment = struct.unpack_from(">5I", united, 8 + 20 * number)
        assert offset % 2**alignment == 0
    with pytest.raises(ValueError, match="two parts"):
        machine_code.merged([united, thin(ARM)])


def test_what_would_not_run_elsewhere_is_told(machine_code: Any) -> None:
    parts = machine_code.slices(thin(ARM, 15, "/opt/homebrew/lib/libx.dylib"))
    told = machine_code.complaints("a.so", parts, processors=("arm64", "x86_64"), release=(14, 0))
    assert list(told) == [
        "a.so has nothing for x86_64",
        "a.so needs macOS 15.0 on arm64",
        "a.so needs /opt/homebrew/lib/libx.dylib, which only the machine has that it was made on",
    ]


def wheel(folder: Path, tag: str, files: dict[str, bytes]) -> Path:
    file = folder / f"pump-1.0-{tag}.whl"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr("pump-1.0.dist-info/WHEEL", f"Wheel-Version: 1.0\nTag: {tag}\n")
        archive.writestr("pump-1.0.dist-info/RECORD", "")
    return file


def test_two_wheels_become_one_that_installs(universal: Any, machine_code: Any, tmp_path: Path) -> None:
    text = {"pump/__init__.py": b"x = 1", "pump/only_here.txt": b"y"}
    both = {"pump/both.so": machine_code.merged([thin(ARM), thin(INTEL)])}
    arm = wheel(
        tmp_path / "a",
        "cp311-cp311-macosx_11_0_arm64",
        {**text, "pump/a.so": thin(ARM), "pump/both.so": thin(ARM)},
    )
    intel = wheel(
        tmp_path / "b",
        "cp311-cp311-macosx_10_9_x86_64",
        {"pump/a.so": thin(INTEL), "pump/__init__.py": b"x = 2", **both},
    )
    made = universal.merge(arm, intel, tmp_path)
    assert made.name == "pump-1.0-cp311-cp311-macosx_15_0_universal2.whl"
    assert list(universal.look_into(made, {"pump/a.so", "pump/both.so"})) == []
    assert len(list(universal.look_into(arm, {"pump/a.so"}))) == 1, "it has nothing for the other processor"
    with zipfile.ZipFile(made) as archive:
        assert archive.read("pump/__init__.py") == b"x = 1"
        assert b"Tag: cp311-cp311-macosx_15_0_universal2\n" in archive.read("pump-1.0.dist-info/WHEEL")
        record = archive.read("pump-1.0.dist-info/RECORD").decode().splitlines()
        assert {line.partition(",")[0] for line in record} == set(archive.namelist())
    same = wheel(tmp_path / "c", "py3-none-any", text)
    assert universal.merge(same, same, tmp_path).read_bytes() == same.read_bytes()


def test_a_library_without_a_wheel_for_one_processor_is_told(
    universal: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> SimpleNamespace:
        asked.append(command)
        return SimpleNamespace(returncode="onnx==2" in command and "macosx_10_9_x86_64" in command)

    monkeypatch.setattr(universal.subprocess, "run", run)
    pins = tmp_path / "app.txt"
    pins.write_text("# pins\nhnswlib==1\nnumpy==1 ; python_version < '3.14'\nonnx==2\n")
    assert list(universal.fetch(pins, tmp_path)) == ["onnx==2 has no wheel for x86_64 and macOS 15.0"]
    assert [command[-1] for command in asked] == ["numpy==1"] * 2 + ["onnx==2"] * 2


def test_wheels_of_both_processors_are_merged(universal: Any, tmp_path: Path) -> None:
    for processor, number in (("arm64", ARM), ("x86_64", INTEL)):
        tag = f"cp311-cp311-macosx_11_0_{processor}"
        wheel(tmp_path / processor, tag, {"pump/a.so": thin(number, release=12 if number == ARM else 16)})
    assert list(universal.merge_all(tmp_path)) == [
        "pump-1.0-cp311-cp311-macosx_15_0_universal2.whl: pump/a.so needs macOS 16.0 on x86_64"
    ]


def frozen(folder: Path) -> Path:
    """A folder as PyInstaller makes, with what is awkward in it for signatures."""
    inside = folder / "_internal"
    for name, content in {
        "PySide6/QtCore.abi3.so": thin(),
        "PySide6/translations/qt_ja.qm": b"words",
        "PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore": thin(),
        "PySide6/Qt/lib/QtCore.framework/Versions/A/Resources/Info.plist": b"<plist/>",
        "numpy.libs/libopenblas.dylib": thin(),
        "numpy.libs/notice.txt": b"x",
        "numpy-2.4.6.dist-info/METADATA": b"Name: numpy",
        "Python": thin(),
        "resources/icons/imtextgui.svg": b"<svg/>",
        "base_library.zip": b"PK",
    }.items():
        file = inside / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (inside / "PySide6/Qt/lib/QtCore.framework/QtCore").symlink_to("Versions/A/QtCore")
    (inside / "QtCore").symlink_to("PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore")
    (folder / "imtextgui").write_bytes(thin())
    return folder


@pytest.fixture
def contents(script: Callable[[str], ModuleType], tmp_path: Path) -> Path:
    (tmp_path / "a.icns").write_bytes(b"icns")
    script("bundle").lay_out(
        frozen(tmp_path / "frozen"), "1.2.3", tmp_path / "a.icns", tmp_path / "imtextgui.app"
    )
    return tmp_path / "imtextgui.app" / "Contents"


@POSIX_ONLY
def test_only_code_lies_where_signatures_are_wanted(contents: Path, machine_code: Any) -> None:
    for place in ("MacOS", "Frameworks"):
        for file in (contents / place).rglob("*"):
            if file.is_file() and not file.is_symlink() and ".framework/" not in file.as_posix():
                assert machine_code.is_machine_code(file.read_bytes()[:8]), file
    folders = [
        file for file in (contents / "Frameworks").rglob("*") if file.is_dir() and not file.is_symlink()
    ]
    dotted = [folder for folder in folders if "." in folder.name and folder.suffix != ".framework"]
    assert dotted == [], "a folder with a dot in its name is taken for a bundle"
    assert not [
        file
        for file in (contents / "Resources").rglob("*")
        if file.is_file() and not file.is_symlink() and machine_code.is_machine_code(file.read_bytes()[:8])
    ]


@POSIX_ONLY
def test_the_program_finds_all_of_it_in_either_place(contents: Path, tmp_path: Path) -> None:
    names = [
        file.relative_to(tmp_path / "frozen" / "_internal")
        for file in (tmp_path / "frozen" / "_internal").rglob("*")
        if file.is_file()
    ]
    assert len(names) > 10
    for name in names:
        original = (tmp_path / "frozen" / "_internal" / name).read_bytes()
        assert (contents / "Frameworks" / name).read_bytes() == original, name
    for entry in ("resources/icons/imtextgui.svg", "PySide6/QtCore.abi3.so", "numpy.libs/libopenblas.dylib"):
        assert (contents / "Resources" / entry).is_file(), entry
    links = [file for file in contents.rglob("*") if file.is_symlink()]
    assert all(file.exists() for file in links)
    assert not any(file.readlink().is_absolute() for file in links), "the app can be moved"


def test_the_property_lists_are_true_to_the_program(contents: Path, universal: Any) -> None:
    about = plistlib.loads((contents / "Info.plist").read_bytes())
    assert (contents / "MacOS" / about["CFBundleExecutable"]).is_file()
    assert (contents / "Resources" / f"{about['CFBundleIconFile']}.icns").is_file()
    assert (contents / "PkgInfo").read_text() == "APPL????"
    assert about["CFBundleVersion"] == about["CFBundleShortVersionString"] == "1.2.3"
    assert about["CFBundleIdentifier"] == "org.imtextgui.Imtextgui"
    assert set(about["CFBundleLocalizations"]) == {"en", "ja"}
    assert about["LSMinimumSystemVersion"] == ".".join(map(str, universal.RELEASE))
    assert all(kind["LSHandlerRank"] == "None" for kind in about["CFBundleDocumentTypes"]), (
        "it takes no file type over"
    )
    rights = plistlib.loads((MACOS / "entitlements.plist").read_bytes())
    assert rights
    assert not any("network" in name for name in rights)


def test_the_icon_has_every_size(script: Callable[[str], ModuleType], tmp_path: Path) -> None:
    desktop = script("desktop")
    desktop.icons(tmp_path)
    content = (tmp_path / "imtextgui.icns").read_bytes()
    assert content[:4] == b"icns"
    assert struct.unpack(">I", content[4:8])[0] == len(content)
    sizes, at = set(), 8
    while at < len(content):
        kind, size = content[at : at + 4], struct.unpack(">I", content[at + 4 : at + 8])[0]
        picture = content[at + 8 : at + size]
        if picture.startswith(b"\x89PNG"):
            with Image.open(io.BytesIO(picture)) as image:
                sizes.add(image.width)
        at += size
        assert kind.isascii()
    assert at == len(content)
    assert {32, 64, 128, 256, 512} <= sizes


@POSIX_ONLY
@pytest.mark.parametrize("identity", ["", "Developer ID Application: Somebody"])
def test_the_image_is_signed_from_within_and_notarised(tmp_path: Path, identity: str) -> None:
    """With Apple's tools played by scripts: the disk image is a copy of the folder that it would be made of."""
    tools, log = tmp_path / "tools", tmp_path / "log"
    (tmp_path / "a.icns").write_bytes(b"icns")
    tools.mkdir()
    note = f'echo "$(basename "$0") $*" >>"{log}"\n'
    copy = 'while [ $# -gt 1 ]; do [ "$1" = -srcfolder ] && from=$2; shift; done\ncp -a "$from" "$1"\n'
    for name, body in (("codesign", ""), ("hdiutil", copy), ("xcrun", ""), ("spctl", "")):
        (tools / name).write_text(f"#!/bin/bash\n{note}{body}")
        (tools / name).chmod(0o755)
    environment = {"PATH": f"{tools}:{os.environ['PATH']}", "ICON": str(tmp_path / "a.icns")}
    if identity:
        environment |= {"IDENTITY": identity, "NOTARY_PROFILE": "somebody"}
    script = str(MACOS / "build-dmg.sh")
    command = ["bash", script, str(frozen(tmp_path / "frozen")), "1.2.3", str(tmp_path / "dist")]
    subprocess.run(command, check=True, env=environment, capture_output=True)
    (image,) = (tmp_path / "dist").iterdir()
    assert image.name.startswith("imtextgui-1.2.3-macos-")
    assert (image / "Applications").is_symlink()
    assert (image / "LICENSE").is_file()
    said = log.read_text().splitlines()
    signed = [line.rpartition("/")[2] for line in said if line.startswith("codesign --force")]
    own = ["QtCore", "QtCore.abi3.so", "libopenblas.dylib", "Python", "QtCore.framework", "imtextgui.app"]
    assert signed == own + [image.name] * bool(identity), "what is within before what is around it"
    assert all("--options runtime" in line for line in said if line.startswith("codesign --force"))
    assert all(
        ("--timestamp" in line) is bool(identity) for line in said if line.startswith("codesign --force")
    )
    (app,) = (line for line in said if "--entitlements" in line)
    assert app.endswith("imtextgui.app")
    after = [line.split()[:2] for line in said if line.startswith(("xcrun", "spctl"))]
    notarised = [["xcrun", "notarytool"], ["xcrun", "stapler"], ["spctl", "--assess"]]
    assert after == (notarised if identity else [])
