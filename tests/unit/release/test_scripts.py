"""The scripts of a release: what goes in, what binaries may hold, and archives that are the same each time."""

import ast
import gzip
import hashlib
import os
import re
import shutil
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from imtextgui.cli import parser
from tests.unit.release.conftest import ROOT

Script = Callable[[str], ModuleType]


@pytest.fixture(autouse=True)
def one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def test_the_recipe_is_python() -> None:
    recipe = ast.parse((ROOT / "packaging" / "freeze" / "imtextgui.spec").read_text(encoding="utf-8"))
    calls = {ast.unparse(node.func) for node in ast.walk(recipe) if isinstance(node, ast.Call)}
    assert {"Analysis", "PYZ", "EXE", "COLLECT"} <= calls


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6\\Qt6Pdf.dll",
        "PySide6/QtNetwork.abi3.so",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "numpy/_core/tests/test_api.py",
        "onnxruntime/capi/libonnxruntime.so.1.32.0",
    ],
)
def test_what_is_left_out(script: Script, name: str) -> None:
    assert not script("contents").wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/translations/qtbase_ja.qm",
        "resources/selftest/GP-2040.pdf",
        "resources/models/small/text.onnx",
        "PySide6\\Qt6Gui.dll",
    ],
)
def test_what_stays(script: Script, name: str) -> None:
    assert script("contents").wanted(name)


def test_network_clients_and_tools_are_left_out(script: Script) -> None:
    contents = script("contents")
    assert {"ssl", "http.client", "PySide6.QtNetwork", "pip", "setuptools"} <= set(contents.EXCLUDED_MODULES)
    assert not {"socket", "multiprocessing", "sqlite3"} & set(contents.EXCLUDED_MODULES)


def test_libraries_of_the_system_are_left_to_it(script: Script) -> None:
    contents = script("contents")
    assert contents.of_the_target("/lib/x86_64-linux-gnu/libstdc++.so.6")
    assert contents.of_the_target("/usr/lib/x86_64-linux-gnu/libGL.so.1")
    assert not contents.of_the_target("/lib/x86_64-linux-gnu/libxcb-cursor.so.0")
    assert not contents.of_the_target("/usr/lib/x86_64-linux-gnu/libsqlite3.so.0")
    assert not contents.of_the_target("/venv/lib/python3.11/site-packages/numpy.libs/libgfortran-1.so.5")


def test_avx512_is_seen_and_avx2_is_not(script: Script) -> None:
    elf = script("elf")
    fine = "  1f0: vfmadd231ps (%rsi,%rax,4),%ymm1,%ymm0\n  1f6: movaps %xmm3,%xmm15\n"
    bad = [
        "vmovups (%rdi),%zmm0",
        "vaddps %ymm17,%ymm1,%ymm2",
        "vpcmpeqd %xmm1,%xmm2,%k1",
        "vmovdqu8 (%rsi),%xmm4{%k2}{z}",
    ]
    assert elf.forbidden_instructions(fine) == []
    assert elf.forbidden_instructions(fine + "\n".join(bad)) == bad


@pytest.mark.skipif(shutil.which("objdump") is None, reason="binutils are not installed")
def test_a_folder_without_our_module_is_a_complaint(script: Script, tmp_path: Path) -> None:
    assert script("elf").check(tmp_path) == ["none of our compiled modules is there"]


def test_an_archive_is_the_same_whenever_it_is_made(script: Script, tmp_path: Path) -> None:
    archives = script("archives")
    folder = tmp_path / "imtextgui-1"
    (folder / "データ").mkdir(parents=True)
    (folder / "program").write_text("#!/bin/sh\n")
    (folder / "program").chmod(0o775)
    (folder / "データ" / "a.txt").write_text("a")
    (folder / "link").symlink_to("program")
    archives.pack(folder, tmp_path / "one.tar.gz")
    os.utime(folder / "program", (1, 1))
    (folder / "データ" / "a.txt").chmod(0o600)
    archives.pack(folder, tmp_path / "two.tar.gz")
    assert (tmp_path / "one.tar.gz").read_bytes() == (tmp_path / "two.tar.gz").read_bytes()
    with tarfile.open(tmp_path / "one.tar.gz") as opened:
        entries = {each.name: each for each in opened}
    assert list(entries) == sorted(entries)
    assert (entries["imtextgui-1/program"].mode, entries["imtextgui-1/データ/a.txt"].mode) == (0o755, 0o644)
    assert entries["imtextgui-1/link"].linkname == "program"
    assert {(each.uid, each.uname, each.mtime) for each in entries.values()} == {(0, "root", 1_700_000_000)}


def test_checksums_can_be_checked(script: Script, tmp_path: Path) -> None:
    (tmp_path / "b.deb").write_bytes(b"b")
    (tmp_path / "a.tar.gz").write_bytes(b"a")
    for _ in range(2):
        sums = script("archives").write_sums(tmp_path)
    expected = hashlib.sha256(b"a").hexdigest()
    assert sums.read_text().splitlines()[0] == f"{expected}  a.tar.gz"
    assert len(sums.read_text().splitlines()) == 2


def test_requirements_of_a_wheelhouse_have_hashes(script: Script, tmp_path: Path) -> None:
    (tmp_path / "hnswlib-0.8.0-cp311-cp311-linux_x86_64.whl").write_bytes(b"w")
    digest = hashlib.sha256(b"w").hexdigest()
    assert list(script("wheels").requirements(tmp_path)) == [f"hnswlib==0.8.0 --hash=sha256:{digest}"]


def test_the_manual_has_every_command_and_option(script: Script) -> None:
    desktop = script("desktop")
    page = desktop.manual(parser(), "1.2.3", datetime(2026, 1, 2, tzinfo=UTC))
    assert page.startswith('.TH IMTEXTGUI 1 "2026-01-02" "imtextgui 1.2.3"')
    (commands,) = re.findall(r"\{([a-z,]+)\}", parser().format_usage())
    assert all(f".SS {name}" in page for name in commands.split(","))
    assert r"\-\-self\-test" in page
    assert r"\-\-catalogue DIR" in page
    assert "help-" not in page


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_manual_has_what_the_help_of_each_command_has(
    script: Script, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", language)
    known = parser()
    page = script("desktop").manual(known, "1.2.3", datetime(2026, 1, 2, tzinfo=UTC), language)
    sections = {part.partition("\n")[0]: part.replace(r"\-", "-") for part in page.split(".SS ")[1:]}
    (commands,) = re.findall(r"\{([a-z,]+)\}", known.format_usage())
    assert set(sections) == set(commands.split(","))
    missing = []
    for name, section in sections.items():
        with pytest.raises(SystemExit):
            known.parse_args([name, "--help"])
        usage = capsys.readouterr().out.split("\n\n")[0]
        listed = set(re.findall(r"--[a-z-]+", usage))
        actions = [choice for choices in re.findall(r"\{([^}]+)\}", usage) for choice in choices.split(",")]
        missing += [(name, one) for one in (*sorted(listed), *actions) if one not in section]
    assert missing == []


def test_the_manual_is_japanese_too(script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "en")
    script("desktop").write_manuals(tmp_path / "imtextgui.1.gz", "1.2.3", datetime(2026, 1, 2, tzinfo=UTC))
    english = gzip.decompress((tmp_path / "imtextgui.1.gz").read_bytes()).decode("utf-8")
    japanese = gzip.decompress((tmp_path / "ja" / "imtextgui.1.gz").read_bytes()).decode("utf-8")
    assert english.startswith('.TH IMTEXTGUI 1 "2026-01-02" "imtextgui 1.2.3"')
    assert japanese.splitlines()[1] == ".mso ja.tmac"
    assert japanese.splitlines()[2] == '.TH IMTEXTGUI 1 "2026-01-02" "imtextgui 1.2.3" "ユーザーコマンド"'
    commands = re.findall(r"^\.(SS .*|B .*)$", english, re.MULTILINE)
    assert commands == re.findall(r"^\.(SS .*|B .*)$", japanese, re.MULTILINE)
    assert "add で、英語名" in japanese
    assert {".SH 名前", ".SH 書式", ".SH 終了ステータス"} <= set(japanese.splitlines())
    lines = [line for line in japanese.splitlines() if not line.startswith((".", "'", "[", "imtextgui"))]
    assert lines
    assert all(line.endswith("。") for line in lines)


def test_icons_are_drawn_in_every_size(script: Script, tmp_path: Path) -> None:
    from PIL import Image

    desktop = script("desktop")
    desktop.icons(tmp_path)
    for size in desktop.SIZES:
        with Image.open(tmp_path / "hicolor" / f"{size}x{size}" / "apps" / "imtextgui.png") as drawn:
            assert drawn.size == (size, size)
    assert (tmp_path / "hicolor" / "scalable" / "apps" / "imtextgui.svg").is_file()
    with Image.open(tmp_path / "imtextgui.ico") as drawn:
        assert (256, 256) in drawn.info["sizes"]
    assert (tmp_path / "imtextgui.icns").stat().st_size > 1000


def test_a_debian_package_is_laid_out(script: Script, tmp_path: Path) -> None:
    debian, desktop = script("debian"), script("desktop")
    frozen = tmp_path / "frozen"
    notices = frozen / "_internal" / "resources" / "notices"
    notices.mkdir(parents=True)
    (notices / "libraries.txt").write_text("What is inside")
    (frozen / "imtextgui").write_text("#!/bin/sh\n")
    (frozen / "imtextgui").chmod(0o755)
    desktop.icons(tmp_path / "icons")
    (tmp_path / "ja").mkdir()
    for page in ("imtextgui.1.gz", "ja/imtextgui.1.gz"):
        (tmp_path / page).write_bytes(gzip.compress(b".TH"))
    debian.tree(frozen, tmp_path, tmp_path / "deb")
    debian.plain(tmp_path / "deb")
    files = {file.relative_to(tmp_path / "deb").as_posix() for file in (tmp_path / "deb").rglob("*")}
    assert {
        *("usr/bin/imtextgui", "usr/lib/imtextgui/imtextgui", "usr/share/man/man1/imtextgui.1.gz"),
        "usr/share/man/ja/man1/imtextgui.1.gz",
        *("usr/share/applications/imtextgui.desktop", "usr/share/mime/packages/imtextgui.xml"),
        *("usr/share/icons/hicolor/48x48/apps/imtextgui.png", "usr/share/doc/imtextgui/copyright"),
    } <= files
    assert os.access(tmp_path / "deb" / "usr/bin/imtextgui", os.X_OK)
    assert "Apache License" in (tmp_path / "deb/usr/share/doc/imtextgui/copyright").read_text(
        encoding="utf-8"
    )
    control = debian.control("1.2", 7, ["libc6 (>= 2.35)", "libgl1"], ["libwayland-client0"])
    assert "Depends: libc6 (>= 2.35), libgl1\n" in control
    assert "Version: 1.2\n" in control
    assert all(line.startswith(" ") or ": " in line for line in control.rstrip().splitlines())


def test_stubs_have_the_symbols_that_are_asked_for(script: Script) -> None:
    stubs = script("stubs")
    table = (
        "0000000000000000      DF *UND*\t0000000000000000 (LIBAVCODEC_62) avcodec_open2\n"
        "0000000000000000      DF *UND*\t0000000000000000 (GLIBC_2.14) memcpy\n"
        "0000000000000000  w   D  *UND*\t0000000000000000  Base        __gmon_start__\n"
        "0000000000000000      DF *UND*\t0000000000000000  Base        avifDecoderCreate\n"
        "0000000000000000      DF *UND*\t0000000000000000              avcodec_free\n"
    )
    assert stubs.symbols(table) == {"LIBAVCODEC_62": {"avcodec_open2"}, "avif": {"avifDecoderCreate"}}
    assert stubs.source("avif", {"avifFree"})[1] == "{ global: avifFree; local: *; };\n"
    code, linking = stubs.source("LIBAVCODEC_62", {"b", "a"})
    assert code == "long a(void) { return 0; }\nlong b(void) { return 0; }\n"
    assert linking == "LIBAVCODEC_62 { global: a; b; local: *; };\n"
