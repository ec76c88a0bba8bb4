"""STEP models get their picture as soon as a CAD kernel is installed, and keep all that hangs on them."""

from pathlib import Path

import numpy as np
import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.documents.cad import step_shape
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests import meshes
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import index
from tests.unit.documents.cad.test_step import MODEL


def install(monkeypatch: pytest.MonkeyPatch, installed: bool) -> None:
    points, faces = meshes.bracket()
    monkeypatch.setattr(step_shape, "is_installed", lambda: installed)
    monkeypatch.setattr(step_shape, "triangles", lambda path, data: points[faces].astype(np.float32))


def test_the_next_run_draws_what_could_not_be_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "models"
    root.mkdir()
    (root / "pump.STEP").write_bytes(MODEL)
    (root / "copy.stp").write_bytes(MODEL)
    (root / "notes.txt").write_text("words", encoding="utf-8")
    install(monkeypatch, installed=False)
    encoder = FakeEncoder()
    with Catalogue.open(tmp_path / "catalogue", encoder=encoder) as catalogue:
        index(catalogue, root)

        def hit() -> tuple[int, int, bool]:
            best = catalogue.search.answer(Query("GP-2040-B1")).hits[0]
            return best.item_id, best.pages, catalogue.pages.thumbnail(best.page_id) is not None

        item, _, drawn = hit()
        assert not drawn
        assert run(catalogue.sources.index()).sources[0].unchanged == 3
        catalogue.tags.add([item], "urgent")
        install(monkeypatch, installed=True)
        report = run(catalogue.sources.index()).sources[0]
        assert (report.unchanged, report.pictures, report.new, report.gone) == (3, 1, 0, 0)
        assert hit() == (item, 1, True)
        assert catalogue.tags.all() == (("urgent", 2),), "both files have these bytes"
        assert len(catalogue.search.answer(Query("GP-2040-B1")).hits) == 1, "copies are one hit"
        assert run(catalogue.sources.index()).sources[0].pages == 0
        install(monkeypatch, installed=False)
        assert run(catalogue.sources.index()).sources[0].pages == 0
        assert hit() == (item, 1, True), "a picture stays where the kernel is removed"
        assert {finding.level.value for finding in run(catalogue.health.examine())} <= {"fine", "advice"}
