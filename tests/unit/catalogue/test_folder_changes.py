"""What changed in the folders is told without a run, and nothing is written by the way."""

import shutil
from pathlib import Path

from imtextgui.domain.progress import run
from imtextgui.domain.runs.folder_changes import FolderChanges
from tests.unit.catalogue.conftest import Open, index


def test_new_changed_and_gone_files_are_counted_and_nothing_is_written(
    open_with: Open, workshop: Path, tmp_path: Path
) -> None:
    catalogue = index(open_with(), workshop)
    (source,) = catalogue.sources.all()
    assert run(catalogue.sources.changes()) == ()
    (workshop / "new").mkdir()
    for number in range(3):
        (workshop / "new" / f"{number}.txt").write_text("x", encoding="utf-8")
    (workshop / "left out.tmp").write_text("x", encoding="utf-8")
    (workshop / "pump.txt").write_text("another text", encoding="utf-8")
    (workshop / "sheet.pdf").unlink()
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "catalogue").iterdir() if file.is_file()}
    assert run(catalogue.sources.changes()) == (FolderChanges(source.id, workshop, 3, 1, 1),)
    assert {file: file.stat().st_mtime_ns for file in before} == before
    run(catalogue.sources.index())
    assert run(catalogue.sources.changes()) == ()


def test_folders_that_are_away_or_had_no_run_yet_are_left_out(
    open_with: Open, workshop: Path, tmp_path: Path
) -> None:
    catalogue = index(open_with(), workshop)
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("x", encoding="utf-8")
    catalogue.sources.add(other)
    assert run(catalogue.sources.changes()) == ()
    shutil.rmtree(workshop)
    assert run(catalogue.sources.changes()) == ()
