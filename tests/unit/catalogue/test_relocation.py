"""A source that is found at another place: the share is S: now."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import CatalogueReadOnly, DocumentMissing, SourceDiffers, SourceMissing, SourceNested
from imtextgui.indexing import relocation
from tests import archives
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import SECRET, index

NAMES = [f"図面/{number}.txt" for number in range(12)]


@dataclass
class Moved:
    """A catalogue of the folder ``old``, whose copy is ``new``."""

    catalogue: Catalogue
    encoder: FakeEncoder
    old: Path
    new: Path
    is_closed: bool = False

    def relocate(self, path: Path | None = None) -> None:
        source = self.catalogue.sources.all()[0]
        run(self.catalogue.sources.relocate(source.id, path or self.new))

    def encoded(self) -> tuple[int, int]:
        return self.encoder.pictures_encoded, self.encoder.texts_encoded


@pytest.fixture
def moved(tmp_path: Path) -> Iterator[Moved]:
    old, new = tmp_path / "mnt" / "share", tmp_path / "S" / "書庫"
    (old / "図面").mkdir(parents=True)
    for number, name in enumerate(NAMES):
        (old / name).write_text(f"Replace the seal number {number:03}", encoding="utf-8")
    (old / "pump.txt").write_text(SECRET, encoding="utf-8")
    (old / "a.zip").write_bytes(archives.zipped({"inner/valve.txt": b"Open the relief valve RV-77"}))
    (old / "b.tar").write_bytes(archives.tarred({"gear.txt": b"Grease the gear GR-12"}))
    encoder = FakeEncoder()
    catalogue = index(Catalogue.open(tmp_path / "catalogue", encoder=encoder), old)
    new.parent.mkdir()
    shutil.copytree(old, new)
    made = Moved(catalogue, encoder, old, new)
    yield made
    if not made.is_closed:
        catalogue.close()


def test_nothing_is_read_anew_and_hits_name_the_new_path(moved: Moved) -> None:
    catalogue = moved.catalogue
    hit = catalogue.search.answer(Query("ZX-49")).hits[0]
    sheet = catalogue.jobsheets.add_pages([hit.page_id], "job").sheet.id
    shutil.rmtree(moved.old)
    run(catalogue.sources.index())
    assert catalogue.sources.all()[0].offline
    encoded = moved.encoded()
    moved.relocate()
    report = run(catalogue.sources.index()).sources[0]
    assert (report.unchanged, report.new, report.changed, report.moved, report.gone) == (17, 0, 0, 0, 0)
    assert moved.encoded() == encoded
    source = catalogue.sources.all()[0]
    assert (source.path, source.offline, source.items) == (moved.new, False, 17)
    again = catalogue.search.answer(Query("ZX-49")).hits[0]
    assert (again.path, again.page_id) == (moved.new / "pump.txt", hit.page_id)
    assert catalogue.search.answer(Query("RV-77")).hits[0].path == moved.new / "a.zip/inner/valve.txt"
    assert [page.path for page in catalogue.jobsheets.pages(sheet)] == [moved.new / "pump.txt"]
    catalogue.sources.remove(source.id)
    assert [page.path for page in catalogue.jobsheets.pages(sheet)] == [moved.new / "pump.txt"], "as noted"


def test_times_that_the_other_file_system_keeps_less_exactly_are_no_changes(
    moved: Moved, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in moved.new.rglob("*"):
        even = file.stat().st_mtime_ns // 2_000_000_000 * 2_000_000_000
        os.utime(file, ns=(even, even))
    moved.relocate()

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("nothing is to be read")

    monkeypatch.setattr("imtextgui.indexing.pipeline.Pipeline._read", refuse)
    assert run(moved.catalogue.sources.index()).sources[0].unchanged == 17


def test_a_folder_that_was_worked_in_since_is_still_the_same(moved: Moved) -> None:
    (moved.new / NAMES[0]).unlink()
    (moved.new / "new.txt").write_text("A new file", encoding="utf-8")
    moved.relocate()
    report = run(moved.catalogue.sources.index()).sources[0]
    assert (report.new, report.gone) == (1, 1)


def test_other_folders_are_refused_and_change_nothing(moved: Moved, tmp_path: Path) -> None:
    empty, strange, alike = (tmp_path / name for name in ("empty", "strange", "alike"))
    empty.mkdir()
    strange.mkdir()
    (strange / "x.txt").write_text("Something else", encoding="utf-8")
    shutil.copytree(moved.new, alike)
    for name in NAMES:
        (alike / name).write_text((alike / name).read_text(encoding="utf-8").replace("seal", "bolt"))
    for folder, missing, files in ((empty, 15, 15), (strange, 15, 15), (alike, 12, 15)):
        with pytest.raises(SourceDiffers) as caught:
            moved.relocate(folder)
        told = {"path": str(folder), "other": str(moved.old), "missing": missing, "files": files}
        assert caught.value.details == told
    with pytest.raises(SourceMissing):
        moved.relocate(tmp_path / "nowhere")
    with pytest.raises(SourceNested):
        moved.relocate(tmp_path / "catalogue")
    assert moved.catalogue.sources.all()[0].path == moved.old


def test_it_may_not_lie_in_another_source_but_in_its_own_old_place(moved: Moved, tmp_path: Path) -> None:
    (tmp_path / "S" / "other.txt").write_text("words")
    added = moved.catalogue.sources.add(tmp_path / "S")
    with pytest.raises(SourceNested):
        moved.relocate()
    moved.catalogue.sources.remove(added.id)
    shutil.copytree(moved.new, moved.old / "deeper")
    moved.relocate(moved.old / "deeper")
    assert moved.catalogue.sources.all()[0].path == moved.old / "deeper"


def test_a_sample_is_compared_and_what_cannot_be_read_is_skipped(
    moved: Moved, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relocation, "SAMPLE", 3)
    monkeypatch.setattr(relocation, "LARGEST_SAMPLED", 30)
    read: list[Path] = []

    def refuse(path: Path) -> str:
        read.append(path)
        raise DocumentMissing(path=str(path))

    monkeypatch.setattr(relocation, "digest", refuse)
    moved.relocate()
    assert [path.relative_to(moved.new).as_posix() for path in read] == [NAMES[0], NAMES[2], NAMES[6]]


def test_a_portable_source_is_found_by_its_new_way(moved: Moved, tmp_path: Path) -> None:
    moved.catalogue.sources.set_portable(True)
    moved.relocate()
    moved.catalogue.close()
    moved.is_closed = True
    shutil.move(tmp_path / "S", tmp_path / "stick" / "S")
    shutil.move(tmp_path / "catalogue", tmp_path / "stick" / "catalogue")
    with Catalogue.open(tmp_path / "stick" / "catalogue", encoder=FakeEncoder()) as catalogue:
        assert [source.path for source in catalogue.sources.all()] == [tmp_path / "stick" / "S" / "書庫"]


def test_an_empty_source_may_be_anywhere(moved: Moved, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    added = moved.catalogue.sources.add(tmp_path / "none")
    run(moved.catalogue.sources.relocate(added.id, tmp_path / "S"))
    assert moved.catalogue.sources.all()[1].path == tmp_path / "S"


def test_a_reader_of_the_catalogue_relocates_nothing(moved: Moved, tmp_path: Path) -> None:
    with (
        Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as reader,
        pytest.raises(CatalogueReadOnly),
    ):
        run(reader.sources.relocate(1, moved.new))
