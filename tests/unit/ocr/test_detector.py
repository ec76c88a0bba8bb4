"""Tiles cover a picture, rectangles lie around what the map marks, and missing or damaged graphs are said so."""

import itertools
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imtextgui.errors import BundleDamaged, BundleMissing
from imtextgui.ocr import detector, models
from imtextgui.ocr.detector import OVERLAP, TILE, cuts, lines
from imtextgui.ocr.line_strips import HEIGHT, LONGEST, Way, cut, edges
from imtextgui.ocr.parts import Part
from tests.ocr_pictures import written


@given(st.integers(1, 20_000))
def test_tiles_cover_everything_and_overlap(length: int) -> None:
    tiles = list(cuts(length))
    assert tiles[0][0] == 0
    assert tiles[-1][1] == length
    assert all(0 < end - start <= TILE for start, end in tiles)
    assert all(before[1] - after[0] >= min(OVERLAP, length) for before, after in itertools.pairwise(tiles))


def sure_of(*rectangles: tuple[tuple[float, float], tuple[float, float], float]) -> npt.NDArray[np.float32]:
    """A map that is sure of writing within rectangles (middle, size, angle)."""
    found = np.zeros((400, 600), np.float32)
    for rectangle in rectangles:
        cv2.fillPoly(found, [cv2.boxPoints(rectangle).astype(np.int32)], 0.95)
    return found


def test_of_too_many_shapes_the_largest_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detector, "_MOST", 2)
    specks = [((20.0 + 12 * at, 380.0), (6.0, 6.0), 0.0) for at in range(20)]
    writing = [((150.0, 60.0), (200.0, 24.0), 0.0), ((150.0, 120.0), (180.0, 24.0), 0.0)]
    assert sorted(round(line.size[0] / 100) for line in lines(sure_of(*specks, *writing))) == [2, 2]


def test_lines_are_found_larger_than_their_core_and_told_apart_by_how_they_run() -> None:
    wide, tall = sorted(
        lines(sure_of(((150, 100), (200, 20), 0), ((450, 200), (16, 240), 0))), key=lambda line: line.tall
    )
    assert (wide.wide, wide.tall, tall.wide, tall.tall) == (True, False, False, True)
    assert wide.size == pytest.approx((200 + 29, 20 + 29), abs=4)
    assert wide.corners[0] == pytest.approx((50 - 14, 90 - 14), abs=3)
    assert 0.9 < wide.score <= 1


def test_a_tilted_line_begins_at_its_upper_left() -> None:
    (line,) = lines(sure_of(((300, 200), (300, 24), 20)))
    along = line.corners[1] - line.corners[0]
    assert np.degrees(np.arctan2(along[1], along[0])) == pytest.approx(20, abs=1)


def test_specks_and_guesses_are_no_lines() -> None:
    assert lines(sure_of(((150, 100), (1, 1), 0))) == []
    assert lines(sure_of(((150, 100), (200, 20), 0)) * np.float32(0.4)) == []
    assert lines(np.zeros((1, 1), np.float32)) == []


@pytest.mark.parametrize("way", Way)
def test_a_strip_is_cut_in_every_way(way: Way) -> None:
    (line,) = lines(sure_of(((300, 200), (30, 300), 0)))
    picture = np.random.default_rng(2).integers(0, 255, (400, 600, 3), dtype=np.uint8)
    strip = cut(picture, line, way)
    assert strip.shape[0] == HEIGHT
    assert 1 <= strip.shape[1] <= LONGEST
    assert sorted(map(tuple, edges(line, way).tolist())) == sorted(map(tuple, line.corners.tolist()))


def test_a_tile_is_trimmed_to_what_shows_with_some_room() -> None:
    tile = np.full((300, 400, 3), 250, np.uint8)
    assert detector.inked(tile) is None
    tile[100:120, 200:260] = 0
    rows, columns = detector.inked(tile) or (slice(0), slice(0))
    assert (rows.start, rows.stop) == (68, 152)
    assert (columns.start, columns.stop) == (168, 292)


def test_only_parts_are_looked_at_where_parts_are_given() -> None:
    page = np.full((600, 900, 3), 255, np.uint8)
    page[:200] = np.asarray(written(["SHAFT SEAL ZX-4819"], width=900).resize((900, 200)))
    page[400:] = page[:200]
    finder = detector.Detector(1)
    assert len(finder.find(page)) == 2
    (line,) = finder.find(page, [Part(0, 350, 905, 610)])
    assert line.corners[:, 1].min() > 400
    assert finder.find(page, []) == []


def test_graphs_that_are_not_there_or_broken_are_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "folder", lambda: tmp_path)
    with pytest.raises(BundleMissing):
        models.opened(models.DETECT, 1)
    (tmp_path / models.DETECT).write_bytes(b"no graph")
    with pytest.raises(BundleDamaged):
        models.opened(models.DETECT, 1)
