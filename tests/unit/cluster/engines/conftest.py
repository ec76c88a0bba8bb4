"""The samples in a catalogue that is published and exported, once for all tests of a module."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.cluster.engines.candidates import in_engine
from imtextgui.cluster.engines.export import ExportReport, export
from imtextgui.config import paths
from imtextgui.config.settings import CurrentSettings, Settings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests.fakes import FakeEncoder

SAMPLES = paths.resources() / "samples"
CHOSEN = Settings(ocr="off")


@dataclass(frozen=True)
class Site:
    """A folder of files, its catalogue, where that is published, and the engine that it is exported to."""

    files: Path
    own: Path
    share: Path
    engine: Path

    def publish(self) -> None:
        """Index what changed, and publish it."""
        with Catalogue.open(self.own, encoder=FakeEncoder(), chosen=CHOSEN) as catalogue:
            if not catalogue.sources.all():
                catalogue.sources.add(self.files)
            run(catalogue.sources.index())
            run(catalogue.publishing.publish(self.share))

    def export(self, *, anew: bool = False) -> ExportReport:
        """Write what is published into the engine."""
        return run(export(self.share, str(self.engine), CurrentSettings(CHOSEN), anew=anew))

    def by_itself(self) -> Catalogue:
        """What is published, searched as ever."""
        return Catalogue.open(self.share, encoder=FakeEncoder(), chosen=CHOSEN)

    def in_engine(self) -> Catalogue:
        """What is published, searched in the engine."""
        return Catalogue.open(
            self.share, encoder=FakeEncoder(), chosen=CHOSEN, candidates=in_engine(str(self.engine))
        )


def site(folder: Path) -> Site:
    return Site(folder / "files", folder / "catalogue", folder / "share", folder / "engine")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """All samples; nothing in them is changed."""
    made = site(tmp_path_factory.mktemp("samples"))
    shutil.copytree(SAMPLES, made.files)
    made.publish()
    with Catalogue.open(made.own, encoder=FakeEncoder(), chosen=CHOSEN) as catalogue:
        hits = catalogue.search.answer(Query("pump")).hits
        catalogue.tags.add([hit.item_id for hit in hits[:5]], "点検")
        run(catalogue.publishing.publish(made.share))
    made.export()
    return made


@pytest.fixture
def shop(tmp_path: Path) -> Site:
    """A few texts of its own for each test."""
    made = site(tmp_path)
    made.files.mkdir()
    for number, text in enumerate(("gear pump GX-1000", "relay of the cabinet", "油圧ポンプの分解 GX-2000")):
        (made.files / f"note {number}.txt").write_text(text, encoding="utf-8")
    made.publish()
    made.export()
    return made


@pytest.fixture
def opened() -> Iterator[Callable[[Catalogue], Catalogue]]:
    """Closes what it is given when the test ends."""
    catalogues: list[Catalogue] = []

    def keep(catalogue: Catalogue) -> Catalogue:
        catalogues.append(catalogue)
        return catalogue

    yield keep
    for catalogue in catalogues:
        catalogue.close()
