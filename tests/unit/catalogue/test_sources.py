"""A catalogue that travels with its sources."""

from pathlib import Path

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import SECRET, index


def test_a_portable_catalogue_is_moved_with_its_files(tmp_path: Path) -> None:
    here, there = tmp_path / "stick E", tmp_path / "stick F"
    (here / "図面").mkdir(parents=True)
    (here / "図面" / "pump.txt").write_text(SECRET, encoding="utf-8")
    with Catalogue.open(here / "catalogue", encoder=FakeEncoder()) as catalogue:
        assert not catalogue.sources.is_portable()
        catalogue.sources.set_portable(True)
        index(catalogue, here / "図面")
    here.rename(there)
    with Catalogue.open(there / "catalogue", encoder=FakeEncoder()) as catalogue:
        assert catalogue.sources.is_portable()
        assert [source.path for source in catalogue.sources.all()] == [there / "図面"]
        assert catalogue.search.answer(Query("ZX-49")).hits[0].path == there / "図面" / "pump.txt"
        report = run(catalogue.sources.index())
        assert (report.sources[0].unchanged, report.sources[0].new) == (1, 0)
