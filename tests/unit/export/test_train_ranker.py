"""A model learns from files of features which candidates are right, and is measured on projects it has not seen."""

import json
from pathlib import Path

import numpy as np
import pytest

from export import problems, train_ranker
from imtextgui.search.ranking.features.page_features import FEATURES
from imtextgui.search.ranking.linear_model import LinearModel

TELLING = FEATURES.index("query_covered")
MISSING = FEATURES.index("meaning_behind")


def write_features(file: Path, questions: int = 12, *, names: tuple[str, ...] = FEATURES) -> None:
    """Questions of three projects: the right candidate covers the query, and the first stage has it last."""
    chance = np.random.default_rng(1)
    values = chance.normal(size=(questions, 8, len(FEATURES))).astype(np.float32)
    values[:, :, TELLING] = 0.1
    values[:, -1, TELLING] = 0.9
    values[::2, :, MISSING] = np.nan
    relevant = np.zeros((questions, 8), dtype=bool)
    relevant[:-1, -1] = True
    np.savez_compressed(
        file,
        features=np.array(names),
        values=values.reshape(-1, len(FEATURES)),
        query=np.repeat(np.arange(questions), 8),
        relevant=relevant.ravel(),
        content=np.tile([1, 1, 2, 3, 4, 5, 6, 7], questions),
        ids=np.arange(questions).astype(str),
        kinds=np.array(["name", "code"] * (questions // 2)),
        projects=np.array(["a", "b", "c"] * (questions // 3)),
    )


def test_a_model_is_trained_measured_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_features(tmp_path / "folder.npz")
    assert (
        train_ranker.main(["--features", str(tmp_path / "folder.npz"), "--out", str(tmp_path / "out")]) == 0
    )
    table = capsys.readouterr().out
    assert "| all | 12 | 0.000 / 0.000 | 0.917 / 0.917 | 0.917 / 0.917 |" in table
    assert [line.split(" | ")[0] for line in table.splitlines()[2:]] == [
        "| all",
        "| code",
        "| folder",
        "| name",
    ]
    model = LinearModel.read(tmp_path / "out" / "text.json")
    assert model.weights.argmax() == TELLING
    assert model.absent[TELLING] == 0
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert table.strip() in card
    assert "12 questions (`folder`)" in card


def test_the_same_features_give_the_same_model(tmp_path: Path) -> None:
    write_features(tmp_path / "folder.npz")
    questions = list(train_ranker.read(tmp_path / "folder.npz"))
    told = [json.dumps(train_ranker.train(questions).written()) for _ in range(2)]
    assert told[0] == told[1]


def test_other_features_are_refused_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_features(tmp_path / "old.npz", names=("a", *FEATURES[1:]))
    given = ["--features", str(tmp_path / "old.npz"), "--out", str(tmp_path / "out")]
    assert train_ranker.main(given) == problems.PROBLEM
    assert "holds other features" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
