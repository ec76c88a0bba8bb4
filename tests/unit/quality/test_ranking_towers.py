"""What a tower adds to the ranker: its features beside those of today, each project left out in turn."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="the retrieval teacher needs the export extra")
pytest.importorskip("tflite", reason="the retrieval teacher needs the export extra")

from imtextgui.domain.embedding import Matrix  # after the skips
from tests.quality import ranking_towers
from tests.quality.towers import Tower
from tests.unit.quality.test_ranking_fit import indexed


def opened(name: str, _: Path) -> Tower:
    """A tower that knows oil, seals and shafts."""

    def embed(texts: Sequence[str]) -> Matrix:
        known = ("oil", "seal", "shaft")
        rows = [[float(word in text.lower()) for word in known] + [0.5] for text in texts]
        return np.array([np.array(row) / np.linalg.norm(row) for row in rows], np.float32)

    return embed, lambda _, texts: texts


def test_the_nearest_text_of_a_page_counts() -> None:
    said = [(1, "oil the bed"), (1, "notes"), (2, "seal"), (3, "notes")]
    embed, _ = opened("", Path())
    near = list(ranking_towers.nearest(embed(["oil", "seal"]), said, opened("", Path())))
    assert near[0][1] == pytest.approx(1.0)
    assert near[0][2] < near[0][3] < near[0][1]
    assert near[1][1] == near[1][3]  # "notes", which both say
    assert near[1][2] == pytest.approx(1.0)


def test_pages_are_behind_the_nearest_candidate_and_unknown_ones_stay_unknown() -> None:
    values = ranking_towers.behind([7, 8, 9], {7: 0.5, 9: 0.75, 10: 1.0})
    assert values[[0, 2]].tolist() == [-0.25, 0.0]
    assert np.isnan(values[1])
    assert np.isnan(ranking_towers.behind([1], {})).all()


def test_a_tower_is_judged_beside_the_features_of_today(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking_towers, "tower", opened)
    catalogue, testset = indexed(tmp_path / "workshop")
    arguments = [str(tmp_path / "cache"), "a,a+b", str(catalogue), str(testset)]
    ranking_towers.main(arguments)
    told = capsys.readouterr().out
    assert "| questions | n | today | a | a+b | today, seen | a, seen | a+b, seen |" in told
    assert "| all | 4 | " in told
    assert "a over today: MRR " in told
    kept = tmp_path / "cache" / "workshop.npz"
    before = kept.stat().st_mtime_ns
    ranking_towers.main(arguments)
    assert capsys.readouterr().out == told
    assert kept.stat().st_mtime_ns == before
