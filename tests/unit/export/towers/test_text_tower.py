"""The text tower on toy data: what it pays attention to."""

import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.towers.text_embedding import padded  # noqa: E402  # after the skips
from export.towers.text_tower import TextShape, TextTower  # noqa: E402
from tests.unit.export.toy import WIDTH  # noqa: E402

SHAPE = TextShape(width=WIDTH, layers=2, heads=4, hidden=32, positions=12, english=20)


def test_text_tower_ignores_padding_and_knows_both_tables() -> None:
    tower = TextTower(SHAPE, japanese=5).eval()
    ids, mask = padded([[1, 2, 21], [3, 24, 4, 5, 6]])
    rows = tower(ids, mask)
    alone = tower(*padded([[1, 2, 21]]))
    assert rows.shape == (2, WIDTH)
    torch.testing.assert_close(rows[:1], alone)
    assert not torch.allclose(tower(*padded([[1, 2, 22]])), alone)
