"""Answers that a list of questions lacks are added to it, and nothing else is changed."""

from pathlib import Path

from imtextgui.evaluation.test_set import read_testset
from tests.benchmarks.realworld import CORRECTIONS, corrected


def test_answers_are_added_to_their_question_only(tmp_path: Path) -> None:
    queries, corrections = tmp_path / "queries.csv", tmp_path / "corrections.csv"
    queries.write_text(
        "id,kind,language,text,photo,relevant\n"
        '1,code,en,AB-12,,"a, b.pdf#2"\n'
        "2,japanese,ja,油圧ポンプ,,手順書.pdf\n",
        encoding="utf-8-sig",
    )
    corrections.write_text("id,relevant\n1,c.xlsx|d.svg\n", encoding="utf-8")
    first, second = read_testset(corrected(queries, corrections, tmp_path / "corrected.csv"))
    assert [(target.path, target.page) for target in first.relevant] == [
        ("a, b.pdf", 2),
        ("c.xlsx", None),
        ("d.svg", None),
    ]
    assert [target.path for target in second.relevant] == ["手順書.pdf"]
    assert second.text == "油圧ポンプ"


def test_the_corrections_kept_here_can_be_read() -> None:
    header, *rows = CORRECTIONS.read_text(encoding="utf-8").splitlines()
    assert header == "id,relevant"
    assert rows
    assert all(row.split(",", 1)[0].startswith("q") and "/" in row for row in rows)
