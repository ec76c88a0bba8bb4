"""An index is measured against every row that the catalogue has at that moment."""

from pathlib import Path

import numpy as np
import pytest

from imtextgui.domain.embedding import Ids, Matrix, Space
from imtextgui.index.exact import ExactIndex
from imtextgui.index.recall import MeasuredRecall, last_measured, measured_recall, note_measured

IDS = np.arange(1, 301)
ROWS = np.random.default_rng(5).standard_normal((300, 16)).astype(np.float32)
ROWS /= np.linalg.norm(ROWS, axis=1, keepdims=True)


@pytest.fixture
def gone() -> set[int]:
    """Ids that the database has no more."""
    return set()


def index_of(ids: Ids) -> ExactIndex:
    index = ExactIndex(16)
    index.add(ids, ROWS[ids - 1])
    return index


def measured(ids: Ids, gone: set[int]) -> float:
    def rows(wanted: Ids) -> Matrix:
        if gone & set(wanted.tolist()):
            raise KeyError("an id that is gone")
        return ROWS[wanted - 1]

    return measured_recall(index_of(ids), IDS, rows)


def test_what_compares_every_row_misses_nothing(gone: set[int]) -> None:
    assert measured(IDS, gone) == 1.0


def test_half_of_the_rows_are_about_half_of_the_nearest(gone: set[int]) -> None:
    assert 0.4 < measured(IDS[::2], gone) < 0.6


def test_what_is_removed_meanwhile_is_not_missed(gone: set[int]) -> None:
    gone |= {7, 150, 151}
    assert measured(np.array([one for one in IDS if one not in gone]), gone) == 1.0


def test_where_nothing_is_left_nothing_is_found(gone: set[int]) -> None:
    gone |= set(IDS.tolist())
    assert measured(IDS, gone) == 0.0


def test_what_was_measured_is_known_until_the_space_has_grown_by_a_quarter(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    assert last_measured(folder, Space.PICTURE) is None
    note_measured(folder, Space.PICTURE, MeasuredRecall(1000, 0.5))
    measured = last_measured(folder, Space.PICTURE)
    assert measured == MeasuredRecall(1000, 0.5)
    assert last_measured(folder, Space.MEANING) is None
    held = [count for count in (700, 800, 1000, 1250, 1251) if measured.holds_for(count)]
    assert held == [800, 1000, 1250]


@pytest.mark.parametrize("told", [b"", b"{}", b"[1]", b'{"vectors": "x", "recall": 1}'])
def test_a_damaged_note_counts_as_none(tmp_path: Path, told: bytes) -> None:
    (tmp_path / "picture.recall").write_bytes(told)
    assert last_measured(tmp_path, Space.PICTURE) is None


def test_where_nothing_can_be_written_nothing_is_noted(tmp_path: Path) -> None:
    (tmp_path / "index").write_bytes(b"no folder")
    note_measured(tmp_path / "index", Space.PICTURE, MeasuredRecall(1, 1.0))
    assert last_measured(tmp_path / "index", Space.PICTURE) is None
