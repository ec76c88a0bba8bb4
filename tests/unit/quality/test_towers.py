"""Text towers are compared by the same rule, alone and together."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="the retrieval teacher needs the export extra")
pytest.importorskip("tflite", reason="the retrieval teacher needs the export extra")

from imtextgui.domain.embedding import Matrix  # after the skips
from imtextgui.evaluation.test_set import Case, RelevantPage
from tests.quality import towers

ANGLES = {"oil": 0.0, "about oil": 0.1, "seal": 1.2, "about seals": 1.0, "notes": 2.2, "seal drawing": 1.25}


def case(text: str, path: str) -> Case:
    return Case(text, "name", "en", text, "", None, (RelevantPage(path),), 2)


ASKED = towers.Corpus(
    cases=[case("oil", "plant/oil.md"), case("seal", "works/seal.md")],
    right=[{0}, {1}],
    passages=["about oil", "about seals", "notes"],
    owner=[0, 1, 2],
    names=["seal drawing"],
    name_owner=[2],
    files=3,
)


@pytest.fixture(autouse=True)
def _turned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Towers by name: ``good`` puts texts where they belong, ``bad`` turns the passages about seals away."""

    def tower(name: str, _: Path) -> towers.Tower:
        def embed(texts: Sequence[str]) -> Matrix:
            angles = [ANGLES[text] + (2.0 if name == "bad" and "seals" in text else 0.0) for text in texts]
            return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)

        return embed, lambda _, texts: texts

    monkeypatch.setattr(towers, "tower", tower)


def test_a_tower_is_judged_by_passages_and_by_the_nearer_of_passage_and_name(tmp_path: Path) -> None:
    good = towers.ranked(ASKED, "good", tmp_path)
    assert good["good: passages"].tolist() == [1, 1]
    assert good["good: the nearer"].tolist() == [1, 2]  # the name of the third file is nearer to "seal"
    assert towers.ranked(ASKED, "bad", tmp_path)["bad: passages"].tolist() == [1, 3]


def test_two_towers_add_up_what_stands_out(tmp_path: Path) -> None:
    both = towers.ranked(ASKED, "good+bad", tmp_path)
    assert both["good+bad: passages"][0] == 1
    assert set(both) == {"good+bad: passages", "good+bad: the nearer"}


def test_the_gain_is_told_with_its_range_over_projects() -> None:
    before, after = np.array([2, 2, 9, 1]), np.array([1, 1, 9, 1])
    gained = towers.gain(before, after, ["a", "a", "b", "c"])
    mean, low, high = gained["R@1"]
    assert mean == 0.5
    assert low == 0.0
    assert high == 1.0
    assert gained["R@20"] == (0.0, 0.0, 0.0)


def test_questions_belong_to_the_project_of_their_first_answer() -> None:
    assert ASKED.projects == ["plant", "works"]
