"""Every command and the window, watched by strace: no call of the system changes anything below an indexed folder."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import environment_of
from tests.e2e.test_offline import few_samples

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

COMMANDS = """
import shutil
import sys
from pathlib import Path
from imtextgui.__main__ import main

source, place = Path(sys.argv[1]), Path(sys.argv[2])
catalogue, testset, moved = place / "catalogue", place / "testset.csv", place / "moved"
photo = next(source.rglob("*.jpg"))
manual = next(source.rglob("*.pdf"))
testset.write_text("id,kind,language,text,photo,relevant\\nq1,text,en,pump,," + manual.name + "\\n", encoding="utf-8")
(place / "queries.csv").write_text("id,text,photo\\nq1,pump,\\n", encoding="utf-8")
shutil.copytree(source, moved)
COMMANDS = (
    ["index", str(source)],
    ["index", "--retry"],
    ["search", "ポンプ"],
    ["search", "pump", "--json"],
    ["search", "--photo", str(photo)],
    ["search", "pump", "--save", str(place / "hits.pdf")],
    ["search", "--batch", str(place / "queries.csv")],
    ["where", "GP-2040"],
    ["sources"],
    ["problems"],
    ["judge", "pump", "--right", f"{manual}#1"],
    ["evaluate", str(testset)],
    ["evaluate"],
    ["jobsheets"],
    ["doctor"],
    ["doctor", "--estimate", str(source)],
    ["models", "list"],
    ["export", "--backup", str(place / "backup.zip")],
    ["--query", "pump", "--screenshot", str(place / "window.png")],
    ["repair"],
    ["relocate", str(source), str(moved)],
    ["relocate", str(moved), str(source)],
    ["forget", str(source)],
)
if __name__ == "__main__":
    for words in COMMANDS:
        status = main([*words, "--catalogue", str(catalogue)])
        assert status == 0, (words, status)
    assert main(["restore", str(place / "backup.zip"), "--catalogue", str(place / "restored")]) == 0
    # What would write into an indexed folder is refused.
    assert main(["export", "--backup", str(source / "b.zip"), "--catalogue", str(place / "restored")]) == 3
    print("done")
"""

CALLS = (
    "open,openat,openat2,creat,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,rmdir,link,linkat,symlink,symlinkat,"
    "truncate,chmod,fchmodat,chown,lchown,fchownat,utime,utimes,utimensat,futimesat,setxattr,lsetxattr,removexattr,mknod,"
    "mknodat"
)
"""Calls that name a file and may change it."""

READING = re.compile(r"\b(open|openat|openat2)\(")
WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE")


def state_of(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Each file with its size, time of change and bytes."""
    return {
        str(file.relative_to(folder)): (file.stat().st_size, file.stat().st_mtime_ns, file.read_bytes())
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def watch(log: Path) -> list[str]:
    tool = shutil.which("strace")
    if tool is None:
        pytest.skip("strace is not installed")
    allowed = subprocess.run([tool, "-f", "-o", "/dev/null", "true"], capture_output=True, check=False)
    if allowed.returncode:
        pytest.skip("strace may not watch another process here")
    return [tool, "-f", "-qq", "-xx", "-s", "4096", "-e", f"trace={CALLS}", "-o", str(log)]


def changes_below(log: Path, folder: Path) -> list[str]:
    """The calls that succeeded and changed, or could have changed, something below ``folder``."""
    # With -xx every letter of a name is written in hexadecimal, whatever it is.
    needle = "".join(f"\\x{byte:02x}" for byte in os.fsencode(folder))
    return [
        line
        for line in log.read_text(errors="replace").splitlines()
        if needle in line and " = -1 " not in line and not (READING.search(line) and not WRITING.search(line))
    ]


def test_no_command_and_no_window_changes_anything_in_an_indexed_folder(tmp_path: Path) -> None:
    log, script = tmp_path / "calls", tmp_path / "commands.py"
    source = few_samples(tmp_path / "図面 source")
    script.write_text(COMMANDS, encoding="utf-8")
    before = state_of(source)
    watched = watch(log)
    place = tmp_path / "place"
    place.mkdir()
    child = subprocess.run(
        [*watched, sys.executable, script, source, place],
        env=environment_of(tmp_path / "data"),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert child.returncode == 0, child.stderr[-3_000:]
    assert child.stdout.splitlines()[-1] == "done"
    assert changes_below(log, source) == []
    assert state_of(source) == before
    opened = "".join(f"\\x{byte:02x}" for byte in os.fsencode(source))
    assert opened in log.read_text(errors="replace"), "the watch sees that files are read"


def test_the_watch_sees_a_change(tmp_path: Path) -> None:
    log, source = tmp_path / "calls", tmp_path / "図面 source"
    source.mkdir()
    (source / "a.txt").touch()
    code = (
        "import json, os, sys; f = json.loads(sys.argv[1]); open(f, 'rb').close(); open(f, 'ab').close(); os.utime(f);"
        " os.rename(f, f + 'x')"
    )
    subprocess.run([*watch(log), sys.executable, "-c", code, json.dumps(str(source / "a.txt"))], check=True)
    names = [re.sub(r"^\d+ +|\(.*", "", line) for line in changes_below(log, source)]
    assert names[0] == "openat"
    assert {"utimensat", "rename"} <= set(names)
