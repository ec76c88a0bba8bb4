"""The questions about a made workshop have answers in it, and the same seed asks the same."""

from pathlib import Path

import pytest

from imtextgui.evaluation.test_set import read_testset
from tests.quality.search import FLOORS
from tests.quality.workshop import machines, questions, write_questions


def answers(seed: int) -> set[str]:
    """All files that a workshop holds a machine's documents in."""
    found: set[str] = set()
    for machine in machines(seed):
        lists = f"{machine.folder}/{'部品表' if machine.japanese else 'spare parts'}.csv"
        drawings = {machine.drawing(0, revision) for revision in machine.revisions}
        found |= {machine.manual, machine.photo, machine.scan, lists, machine.drawing(1), *drawings}
    return found


def test_there_are_questions_enough_of_every_kind(tmp_path: Path) -> None:
    assert write_questions(tmp_path / "questions.csv", machines(1), 1) >= 300
    cases = read_testset(tmp_path / "questions.csv")
    kinds = [case.kind for case in cases]
    assert all(kinds.count(floor.kind) >= 15 for floor in FLOORS)
    assert {case.language for case in cases} == {"en", "ja"}


def test_every_answer_is_a_file_of_the_workshop() -> None:
    known = answers(3)
    for *_, right in questions(machines(3), 3):
        assert {each.partition("#")[0] for each in right.split("|")} <= known


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_asks_the_same(seed: int) -> None:
    once, again = (list(questions(machines(seed), seed)) for _ in range(2))
    assert once == again
    assert once != list(questions(machines(seed + 1), seed + 1))


def test_codes_of_machines_differ() -> None:
    codes = [machine.code for machine in machines(5)]
    assert len(set(codes)) == len(codes) == 60
