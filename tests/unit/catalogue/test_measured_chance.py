"""After an update, or beside a copy without its indexes, what chance reaches is measured before a search needs it."""

from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.embedding import Matrix, Space
from imtextgui.domain.progress import run
from imtextgui.domain.query import Photo, Query
from imtextgui.search.routes import null_distribution
from imtextgui.search.routes.dense import DenseSearch, NearestPages
from imtextgui.store.lock import WriterLock
from tests.fakes import FakeEncoder

PHOTOS = 30


def picture(seed: int) -> Image.Image:
    pixels = np.random.default_rng(seed).integers(0, 255, (8, 8, 3), dtype=np.uint8)
    return Image.fromarray(pixels).resize((200, 200))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of photos and notes, of which nothing is known: a few vectors are many here."""
    monkeypatch.setattr(null_distribution, "RECORDED_FROM", 1)
    files = tmp_path / "photos"
    files.mkdir()
    for seed in range(PHOTOS):
        picture(seed).save(files / f"{seed}.png")
        (files / f"{seed}.txt").write_text(f"valve {seed}")
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(files)
        run(catalogue.sources.index())
    (note,) = (tmp_path / "catalogue").rglob("chance.json")
    note.unlink()
    return tmp_path / "catalogue"


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[Space]:
    """The spaces in which photos of the catalogue are compared with it."""
    spaces = list[Space]()
    compare = DenseSearch.nearest_to_each

    def noted(self: DenseSearch, space: Space, vectors: Matrix, limit: int) -> list[NearestPages]:
        spaces.append(space)
        return compare(self, space, vectors, limit)

    monkeypatch.setattr(DenseSearch, "nearest_to_each", noted)
    return spaces


@pytest.mark.parametrize("others_write", [False, True])
def test_the_first_photo_waits_for_no_measurement(
    folder: Path, tmp_path: Path, measured: list[Space], *, others_write: bool
) -> None:
    picture(1_000).save(tmp_path / "asked.png")
    asked = Query(photos=(Photo(tmp_path / "asked.png"),))
    with ExitStack() as stack:
        if others_write:
            assert stack.enter_context(WriterLock(folder)).acquire()
        catalogue = stack.enter_context(Catalogue.open(folder, encoder=FakeEncoder()))
        assert catalogue.read_only is others_write
        steps = list(catalogue.search.measure_chance())
        assert len(steps) > len(Space)
        assert set(measured) == set(Space)
        measured.clear()
        assert catalogue.search.answer(asked).hits
        assert measured == []
        assert list(catalogue.search.measure_chance()) == []
    assert any(folder.rglob("chance.json")) is not others_write


def test_without_it_the_first_photo_measures_what_it_needs(
    folder: Path, tmp_path: Path, measured: list[Space]
) -> None:
    picture(1_000).save(tmp_path / "asked.png")
    with Catalogue.open(folder, encoder=FakeEncoder()) as catalogue:
        catalogue.search.answer(Query(photos=(Photo(tmp_path / "asked.png"),)))
    assert Space.APPEARANCE in measured


def test_where_the_encoder_is_missing_nothing_is_measured(folder: Path) -> None:
    with Catalogue.open(folder) as catalogue:
        assert list(catalogue.search.measure_chance()) == []
