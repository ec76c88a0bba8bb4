"""``imtextgui trial`` from its start to its end."""

import json
from pathlib import Path
from typing import NoReturn

import pytest

from imtextgui.catalogue.search import CatalogueSearch
from tests.unit.cli.conftest import Command


@pytest.fixture
def testset(tmp_path: Path) -> Path:
    file = tmp_path / "set.csv"
    file.write_text(
        "id,kind,language,text,photo,relevant\n1,words,en,shaft seal,,pump.txt#1\n2,words,en,noodle soup,,\n",
        encoding="utf-8",
    )
    return file


def test_a_trial_by_commands(
    command: Command, indexed: Path, testset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("trial") == 3
    assert "No trial was started" in capsys.readouterr().err
    chosen = ("--questions", testset, "--propose", 0, "--days", 30, "--searches-a-month", 400)
    assert command("trial", "start", *chosen, "--json") == 0
    started = json.loads(capsys.readouterr().out)
    assert (started["phase"], started["days"], started["questions"]) == ("baseline", 30, 2)
    assert command("trial", "questions") == 0
    out = capsys.readouterr().out
    assert "shaft seal" in out
    assert "nothing here answers it" in out
    assert command("trial", "questions", "--json") == 0
    assert [question["origin"] for question in json.loads(capsys.readouterr().out)] == ["test-set"] * 2
    assert command("trial", "remove", 1, 99) == 3
    assert "no question number 99" in capsys.readouterr().err
    assert command("trial", "next") == 0
    assert "the search is in use" in capsys.readouterr().out
    assert command("trial", "status", "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["trial"]["phase"], figures["trial"]["searches_a_month"]) == ("search", 400)
    target = tmp_path / "報告.html"
    assert command("trial", "report", target, "--language", "ja") == 0
    assert "検索トライアルの報告" in target.read_text(encoding="utf-8")
    assert command("trial", "report", target) == 3
    assert command("trial", "report", target, "--overwrite", "--json") == 0
    assert command("trial", "stop") == 0
    assert command("trial") == 0
    assert "It has ended" in capsys.readouterr().out
    for action in ("next", "stop"):
        assert command("trial", action) == 3
        assert "has ended, and nothing was changed" in capsys.readouterr().err
    assert command("trial", "forget") == 0
    assert command("trial", "forget", "--json") == 3


def test_report_needs_a_file(command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command("trial", "report")
    assert "the name of a file" in capsys.readouterr().err


def test_questions_are_removed(
    command: Command,
    indexed: Path,
    testset: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command("trial", "start", "--questions", testset, "--propose", 0)
    capsys.readouterr()
    command("trial", "questions", "--json")
    first, second = (question["id"] for question in json.loads(capsys.readouterr().out))
    assert command("trial", "remove", second) == 0
    assert capsys.readouterr().out == f"Question {second} is taken off the trial: noodle soup\n"
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    assert command("trial", "remove", first) == 0
    assert capsys.readouterr().out == f"質問 {first} をトライアルから外しました: shaft seal\n"
    assert command("trial", "remove", "--json", first) == 3
    assert f"番号 {first} の質問はトライアルにありません" in capsys.readouterr().err
    command("trial", "questions", "--json")
    assert json.loads(capsys.readouterr().out) == []
    with pytest.raises(SystemExit):
        command("trial", "remove")
    assert "質問の番号が必要" in capsys.readouterr().err


def test_a_second_report_asks_nothing(
    command: Command, indexed: Path, testset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("trial", "start", "--questions", testset, "--propose", 0)
    assert command("trial", "report", tmp_path / "report.pdf") == 0

    def asked(*_: object) -> NoReturn:
        raise AssertionError

    monkeypatch.setattr(CatalogueSearch, "answer", asked)
    assert command("trial", "report", tmp_path / "報告.pdf", "--language", "ja") == 0
