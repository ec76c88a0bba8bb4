"""Files that only another program reads: through a converter of the user's, bounded, and kept by their bytes."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from imtextgui.config import paths, settings
from imtextgui.config.settings import Settings
from imtextgui.documents import conversions, readers
from imtextgui.documents.content import DEFAULT_LIMITS, Limits, PageContent
from imtextgui.documents.conversions import Converter, converter_for
from imtextgui.domain.embedding import Tensor
from imtextgui.errors import DocumentDamaged, DocumentError, DocumentNeedsConverter, DocumentTimedOut
from tests import bad_files
from tests.unit.documents.cad.dxf import test_reader as test_dxf

DWG = b"AC1032" + bad_files.junk()

Write = Callable[..., str]


def prepare(image: Image.Image) -> Tensor:
    return np.asarray(image.resize((8, 8)))


@pytest.fixture
def program(tmp_path: Path) -> Write:
    """Writes a converter of a few lines of Python, makes it that of DWG files, and gives the place of its log."""
    made = tmp_path / "made.pdf"
    made.write_bytes(bad_files.pdf(["組立図 GP-2040"]))
    log = tmp_path / "log.txt"

    def write(body: str, arguments: str = "{input} {output}") -> str:
        script = tmp_path / "a converter.py"
        script.write_text(
            f"import sys, time, shutil\nfrom pathlib import Path\nMADE = {str(made)!r}\n"
            f"with open({str(log)!r}, 'a') as log: print(*sys.argv[1:], file=log)\n{body}"
        )
        settings.write(Settings(converters=(f'dwg pdf "{sys.executable}" "{script}" {arguments}',)))
        return str(log)

    return write


def drawing(folder: Path, name: str = "a.dwg") -> Path:
    path = folder / "files" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(DWG)
    return path


def texts(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    return [each.text for each in readers.read(path, prepare, limits) if isinstance(each, PageContent)]


def test_without_a_converter_the_file_is_listed_with_what_to_do(tmp_path: Path) -> None:
    for name in ("a.dwg", "B.SLDPRT", "図面.jww", "help.chm"):
        path = drawing(tmp_path, name)
        with pytest.raises(DocumentNeedsConverter) as caught:
            texts(path)
        assert caught.value.details == {"path": str(path), "suffix": path.suffix.lower()}
        assert not readers.is_supported(path)


def test_a_converter_is_run_once_for_the_same_bytes(tmp_path: Path, program: Write) -> None:
    log = Path(program("shutil.copy(MADE, sys.argv[2])"))
    path = drawing(tmp_path)
    assert readers.is_supported(path)
    assert texts(path) == ["組立図 GP-2040"]
    assert texts(drawing(tmp_path, "copy of a.dwg")) == ["組立図 GP-2040"]
    picture = readers.render(path, 1, 200)
    assert picture is not None
    assert max(picture.size) == 200
    (ran,) = log.read_text().splitlines()
    assert str(tmp_path / "files") not in ran, "it works on a copy"
    assert [each.suffix for each in (paths.data_dir() / "converted").iterdir()] == [".pdf"]
    assert [each.name for each in (tmp_path / "files").iterdir()] == ["a.dwg", "copy of a.dwg"]


def test_converters_that_take_folders(tmp_path: Path, program: Write) -> None:
    program(
        "(file,) = Path(sys.argv[1]).iterdir()\nshutil.copy(MADE, Path(sys.argv[2], file.stem + '.PDF'))",
        "{input_folder} {output_folder}",
    )
    assert texts(drawing(tmp_path)) == ["組立図 GP-2040"]


def test_a_converter_that_fails_says_why(tmp_path: Path, program: Write) -> None:
    program("sys.exit('no licence for this version')")
    with pytest.raises(DocumentDamaged) as caught:
        texts(drawing(tmp_path))
    assert "no licence for this version" in str(caught.value.details["reason"])
    settings.write(Settings(converters=("dwg pdf /no/such/program {input}",)))
    with pytest.raises(DocumentDamaged):
        texts(drawing(tmp_path))


def test_a_converter_that_hangs_is_ended_with_what_it_started(tmp_path: Path, program: Write) -> None:
    beat = tmp_path / "beat"
    child = f"import time\nwhile True:\n    open({str(beat)!r}, 'a').write('x')\n    time.sleep(0.05)"
    program(f"import subprocess\nsubprocess.Popen([sys.executable, '-c', {child!r}])\ntime.sleep(60)")
    with pytest.raises(DocumentTimedOut):
        texts(drawing(tmp_path), Limits(seconds_per_page=4))
    import time

    time.sleep(0.3)
    size = beat.stat().st_size if beat.exists() else 0
    time.sleep(0.3)
    assert (beat.stat().st_size if beat.exists() else 0) == size


def test_what_a_converter_makes_must_be_readable_itself(tmp_path: Path, program: Write) -> None:
    program("Path(sys.argv[2]).write_bytes(b'%PDF-1.4 nothing')")
    with pytest.raises(DocumentDamaged):
        texts(drawing(tmp_path))


@pytest.mark.parametrize(
    ("line", "converter"),
    [
        ("dwg dxf oda {input}", Converter(".dxf", ("oda", "{input}"))),
        (
            ".DWG .PDF 'my tool' -x {input} {output}",
            Converter(".pdf", ("my tool", "-x", "{input}", "{output}")),
        ),
        ("dwg dxf", None),
        ("dwg", None),
        ("", None),
        ("dwg dxf 'no end", None),
        ("dxf dwg oda {input}", None),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="quotes are others there")
def test_lines_of_the_setting(line: str, converter: Converter | None) -> None:
    settings.write(Settings(converters=(line,)))
    assert converter_for(".dwg") == converter


def test_libreoffice_reads_old_office_files_where_it_is_installed() -> None:
    found = converter_for(".doc", which=lambda name: f"/usr/bin/{name}" if name == "libreoffice" else None)
    assert found is not None
    assert (found.target, found.command[0]) == (".pdf", "/usr/bin/libreoffice")
    assert converter_for(".doc", which=lambda _: None) is None
    assert converter_for(".jww", which=lambda name: f"/usr/bin/{name}") is None


def test_what_an_old_name_hides_is_read_without_a_converter(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"{\\rtf1\\ansi words of a letter}")
    assert texts(tmp_path / "a.doc") == ["words of a letter"]
    (tmp_path / "b.doc").write_bytes(
        bad_files.word(b"<document><body><p><r><t>newer</t></r></p></body></document>")
    )
    assert texts(tmp_path / "b.doc") == ["newer"]


def test_the_oldest_conversions_go_when_they_take_too_much_room(
    tmp_path: Path, program: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("shutil.copy(MADE, sys.argv[2])")
    monkeypatch.setattr(conversions, "MOST_KEPT", 1_500)
    for number in range(3):
        path = drawing(tmp_path, f"{number}.dwg")
        path.write_bytes(DWG + bytes([number]))
        texts(path)
    assert len(list((paths.data_dir() / "converted").iterdir())) < 3


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xls", b"<html><body><table><tr><td>Order<td>KU-55019</table></body></html>", "Order   KU-55019"),
        ("b.xls", "部品\t数量\r\nTS-1\t4".encode("cp932"), "部品   数量\nTS-1   4"),
        ("c.doc", b"<html><body><p>Report of the boiler</p></body></html>", "Report of the boiler"),
        ("d.doc", rb"{\rtf1\ansi\ansicpg932{\fonttbl{\f0\fcharset128 x;}}\f0 \'96\'fb\'88\'b3}", "油圧"),
        (
            "e.ppt",
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\n\nslide\n--B--",
            "slide",
        ),
    ],
)
def test_pages_and_tables_under_old_names_are_read_as_what_they_are(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert texts(tmp_path / name) == [words]


def test_an_old_file_that_is_no_text_still_needs_its_program(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"\x09\x04\x06\0\0\0\x10\0" * 40)
    with pytest.raises(DocumentNeedsConverter):
        texts(tmp_path / "a.doc")


def test_libredwg_and_the_oda_converter_are_taken_where_they_are_installed() -> None:
    both = {"dwg2dxf": "/opt/dwg2dxf", "ODAFileConverter": "/opt/ODAFileConverter"}
    libredwg = converter_for(".dwg", both.get)
    assert libredwg == Converter(".dxf", ("/opt/dwg2dxf", "-y", "-o", "{output}", "{input}"))
    oda = converter_for(".dwt", {"ODAFileConverter": "/opt/ODAFileConverter"}.get)
    assert oda is not None
    assert oda.command[:3] == ("/opt/ODAFileConverter", "{input_folder}", "{output_folder}")
    assert converter_for(".jww", both.get) is None


def test_a_drawing_goes_through_libredwg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "dwg2dxf"
    program.parent.mkdir()
    made = tmp_path / "made.dxf"
    made.write_bytes(test_dxf.written(test_dxf.pump))
    program.write_text(f"#!{sys.executable}\nimport shutil, sys\nshutil.copy({str(made)!r}, sys.argv[3])\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    assert "軸受 GP-2040-B1" in texts(drawing(tmp_path))[0]


def test_a_drawing_under_another_name_is_told_by_its_content(tmp_path: Path, program: Write) -> None:
    program("shutil.copy(MADE, sys.argv[2])")
    path = drawing(tmp_path, "a.dxf")
    path.write_bytes(b"AC1032\0\0\0\0\0" + bad_files.junk())
    assert texts(path) == ["組立図 GP-2040"]
    settings.write(Settings())
    path.write_bytes(b"AC1021\0\0\0\0\0" + bad_files.junk())
    with pytest.raises(DocumentNeedsConverter) as caught:
        texts(path)
    assert caught.value.details["suffix"] == ".dwg"


class Program:
    """A process of the test's own; ``slow`` when it is to be waited for in vain."""

    pid = 4321

    def __init__(self, command: list[str], **options: Any) -> None:
        self.command, self.options = command, options
        self.said: list[str] = []

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, *_: object) -> None:
        self.said.append("waited")

    def communicate(self, timeout: float) -> tuple[bytes, None]:
        if self.command[0] == "slow":
            raise subprocess.TimeoutExpired(self.command, timeout)
        return b"no licence", None


@pytest.mark.parametrize(
    ("name", "error"), [("slow", "document-timed-out"), ("quick", "document-damaged")], ids=str
)
def test_on_windows_no_console_flashes_and_all_that_was_started_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, error: str
) -> None:
    started: list[Program] = []
    ended: list[int] = []

    def start(command: list[str], **options: Any) -> Program:
        started.append(Program(command, **options))
        return started[-1]

    def job(pid: int) -> Any:
        return SimpleNamespace(end=lambda: ended.append(pid))

    settings.write(Settings(converters=(f"dwg dxf {name} {{input}} {{output}}",)))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "Popen", start)
    monkeypatch.setattr("imtextgui.windows.jobs.process_tree", job)
    with pytest.raises(DocumentError) as caught:
        conversions.converted(tmp_path / "a.dwg", DWG, Limits(), ".dwg")
    assert caught.value.code == error
    (program,) = started
    assert program.options["creationflags"] == 0x08000000 | 0x4
    assert ended == [4321]
    assert program.said == ["waited"]


def test_another_program_does_not_get_the_libraries_of_a_frozen_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/imtextgui/_internal")
    assert conversions.environment()["LD_LIBRARY_PATH"] == "/opt/imtextgui/_internal"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "LD_LIBRARY_PATH" not in conversions.environment()
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/local/cuda")
    assert conversions.environment()["LD_LIBRARY_PATH"] == "/usr/local/cuda"
