"""What one file may cost is what the settings say, in an archive too; what is beyond is listed."""

import zipfile
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.documents.content import Limits
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.domain.runs.retry import Retry
from imtextgui.indexing.ocr_pass import LIMITS, OcrPass
from imtextgui.store.database import Database
from tests import bad_files
from tests.fakes import FakeEncoder

SPACES = " " * 2_000_000
"""Makes a text large, but not its words: a megabyte of those would take seconds to index."""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "資料"
    folder.mkdir()
    return folder


def test_larger_files_are_listed_and_found_by_name(files: Path, tmp_path: Path) -> None:
    (files / "大きい 図面.txt").write_text(f"pump{SPACES}seal")
    with zipfile.ZipFile(files / "old.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("large.txt", f"gear{SPACES}wheel")
        archive.writestr("small.txt", "gear")
    with Catalogue.open(tmp_path / "c", encoder=FakeEncoder(), chosen=Settings(max_file_mb=1)) as catalogue:
        catalogue.sources.add(files)
        run(catalogue.sources.index())
        found = {each.path.name: each for each in catalogue.health.problems()}
        assert {name: each.code for name, each in found.items()} == {
            "大きい 図面.txt": "document-too-large",
            "large.txt": "document-too-large",
        }
        assert found["large.txt"].details["reason"] == "1.9 MB > 1 MB"
        assert catalogue.search.answer(Query("図面")).hits[0].path.name == "大きい 図面.txt"
        catalogue.apply_settings(Settings())
        run(catalogue.sources.index(retry=Retry.all()))
        assert catalogue.health.problems() == []


def test_later_pages_are_left_out(files: Path, tmp_path: Path) -> None:
    (files / "manual.pdf").write_bytes(bad_files.pdf(["one", "two", "three"]))
    with Catalogue.open(tmp_path / "c", encoder=FakeEncoder(), chosen=Settings(max_pages=2)) as catalogue:
        catalogue.sources.add(files)
        run(catalogue.sources.index())
        hits = catalogue.search.answer(Query("manual")).hits
        assert next(hit for hit in hits if hit.path.name == "manual.pdf").pages == 2


def test_words_in_pictures_may_take_longer_in_proportion(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "c.sqlite3")
    slow = OcrPass(database, lambda: None, Limits(seconds_per_page=240))  # type: ignore[arg-type, return-value]
    assert slow.limits.seconds_per_page == 2 * LIMITS.seconds_per_page
    assert slow.limits.memory_mb == LIMITS.memory_mb
    database.close()
