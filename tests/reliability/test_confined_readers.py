"""A reader that a hostile file has taken over tries to get out: each way is refused, and the run goes on."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import psutil
import pytest

from imtextgui.config import settings
from imtextgui.config.settings import Settings
from imtextgui.documents.content import Limits, PageContent
from imtextgui.errors import DocumentCrashed, DocumentError
from imtextgui.indexing.reader_pool.events import Finished
from imtextgui.indexing.reader_pool.protocol import ReadSpec
from imtextgui.indexing.reader_pool.run_pool import open_reader_pool
from imtextgui.linux import landlock, seccomp
from tests import bad_files
from tests.reliability.hostile_reader import CALLS, FILES, FREE, hostile

ROOT = Path(__file__).parents[2]
"""Workers read it besides, for the hostile reader is one of its modules."""

needs_calls = pytest.mark.skipif(not seccomp.is_available(), reason="a system that filters system calls")
needs_files = pytest.mark.skipif(not landlock.version(), reason="a system that has Landlock")


def outcome(tmp_path: Path, deeds: Sequence[str], *, confined: bool = True) -> dict[str, str]:
    """What became of each deed: what its page tells, or how its file ended."""
    for folder in ("files", "outside", "tmp"):
        (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / "outside/secret").write_text("secret")
    files = [tmp_path / "files" / f"{number:02} {deed}" for number, deed in enumerate(deeds)]
    for file in files:
        file.write_text(file.name)
    told: dict[str, str] = {}
    given = [(file.name.partition(" ")[2], file) for file in files]
    with (
        open_reader_pool(1, [tmp_path / "files", ROOT] if confined else None) as pool,
        closing(pool.stream(given, ReadSpec(np.asarray, read=hostile))) as stream,
    ):
        for deed, event in stream:
            if isinstance(event, PageContent):
                told[deed] = event.text
            elif isinstance(event, DocumentError):
                told[deed] = event.code
            elif isinstance(event, Finished):
                told.setdefault(deed, "nothing")
    return told


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))


@needs_calls
def test_no_call_leads_out(tmp_path: Path) -> None:
    told = outcome(tmp_path, ["good", *CALLS, "last"])
    assert {deed for deed in CALLS if not told[deed].startswith("refused")} == set()
    assert told["good"] == told["last"] == "done"
    assert (tmp_path / "outside/secret").read_text() == "secret"


@needs_files
def test_no_file_outside_is_read_or_changed(tmp_path: Path) -> None:
    told = outcome(tmp_path, ["good", *FILES, "last"])
    assert {deed for deed in FILES if not told[deed].startswith("refused")} == set()
    assert told["good"] == told["last"] == "done"
    assert [file.name for file in (tmp_path / "outside").iterdir()] == ["secret"]
    assert (tmp_path / "outside/secret").read_text() == "secret"
    assert (tmp_path / "files/00 good").read_text() == "00 good"


def test_what_readers_need_is_there_and_their_temporary_folder_goes_with_them(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = outcome(tmp_path, ["good", *FREE])
    assert capfd.readouterr().err == "", "no library complains"
    assert told == dict.fromkeys(["good", *FREE], "done")
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.expects_log("sent what is no value")
def test_a_value_that_would_act_in_our_process_costs_its_file(tmp_path: Path) -> None:
    told = outcome(tmp_path, ["good", "pickle", "last"])
    assert told == {"good": "done", "pickle": DocumentCrashed.code, "last": "done"}
    assert not (tmp_path / "outside/new").exists()


def test_switched_off_nothing_is_refused(tmp_path: Path) -> None:
    told = outcome(tmp_path, ["read", "program", "datagram"], confined=False)
    assert told == {"read": "done", "program": "done", "datagram": "done"}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a worker starts converters itself")
def test_a_converter_is_started_all_the_same_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "made.pdf").write_bytes(bad_files.pdf(["Assembly GP-2040"]))
    script = tmp_path / "converter.py"
    script.write_text(
        "import shutil, sys, time\nfrom pathlib import Path\n"
        "if b'slow' in Path(sys.argv[1]).read_bytes(): time.sleep(600)\n"
        "if b'bad' in Path(sys.argv[1]).read_bytes(): sys.exit('it cannot be read')\n"
        f"shutil.copy({str(tmp_path / 'made.pdf')!r}, sys.argv[2])\n"
    )
    settings.write(Settings(converters=(f"dwg pdf {sys.executable} {script} {{input}} {{output}}",)))
    files = [tmp_path / "files" / name for name in ("a.dwg", "bad.dwg", "slow.dwg", "again.dwg")]
    for file in files:
        file.write_bytes(b"AC1032 " + file.stem.encode())
    shutil.copy(files[0], files[-1])
    texts, ends = {}, {}
    before = set(psutil.Process().children(recursive=True))
    with open_reader_pool(1, [tmp_path / "files"]) as pool:
        given = [(file.stem, file) for file in files]
        with closing(pool.stream(given, ReadSpec(np.asarray, Limits(seconds_per_page=20.0)))) as stream:
            for key, event in stream:
                if isinstance(event, PageContent):
                    texts[key] = event.text
                elif isinstance(event, DocumentError):
                    ends[key] = event
        started = set(psutil.Process().children(recursive=True)) - before
    assert texts == {"a": "Assembly GP-2040", "again": "Assembly GP-2040"}
    assert {key: end.code for key, end in ends.items()} == {
        "bad": "document-damaged",
        "slow": "document-timed-out",
    }
    assert "it cannot be read" in str(ends["bad"].details["reason"])
    assert ends["bad"].details["path"] == str(files[1])
    gone, _ = psutil.wait_procs(started, timeout=20)
    left = {
        process for process in started - set(gone) if "resource_tracker" not in " ".join(process.cmdline())
    }
    assert left == set(), "what starts converters ends with its worker"


def test_the_filter_is_there_before_anything_is_loaded(tmp_path: Path) -> None:
    """What starts threads, as NumPy does, must come after the rules on files, which count for later threads only."""
    code = (
        "import sys, imtextgui.indexing.reader_pool.worker_start\n"
        "print([name for name in ('numpy', 'PIL', 'onnxruntime', 'pypdfium2') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.strip() == "[]"
