"""How curves of training are kept and drawn."""

from pathlib import Path

import pytest

from export.towers.curves import Curve, plot


def test_a_curve_that_goes_on_drops_what_is_done_again(tmp_path: Path) -> None:
    path = tmp_path / "curve-text.csv"
    first = Curve(path)
    for step in (100, 200, 300):
        first.add(step, loss=1 / step)
    Curve(path, first=200).add(300, loss=0.5)
    assert path.read_text(encoding="utf-8").split() == ["step,loss", "100,0.01", "200,0.005", "300,0.5"]


def test_curves_become_a_picture_and_no_curve_none(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    plot(tmp_path, tmp_path / "none.png")
    assert not (tmp_path / "none.png").exists()
    curve = Curve(tmp_path / "curve-text.csv")
    for step in range(5):
        curve.add(step, loss=step, recall=1 - step)
    plot(tmp_path, tmp_path / "curves.png")
    assert (tmp_path / "curves.png").read_bytes().startswith(b"\x89PNG")
