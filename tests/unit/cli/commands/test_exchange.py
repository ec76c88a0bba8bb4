"""Exchange by command: handed on, taken in, listed, taken back."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Command


def test_there_and_back(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("judge", "ポンプ", "--right", indexed / "photo.jpg")
    out = tmp_path / "parcel.json"
    assert command("exchange", "export", out, "--origin", "大阪") == 0
    command("judge", "--withdraw", 1)
    capsys.readouterr()
    assert command("exchange", "import", out) == 0
    assert "From 大阪" in capsys.readouterr().out
    command("exchange", "list")
    assert "1 judgements" in capsys.readouterr().out
    command("exchange", "import", out, "--json")
    assert json.loads(capsys.readouterr().out)["known"] == 1
    assert command("exchange", "undo", 1) == 0
    assert "is taken back: 1." in capsys.readouterr().out
    assert command("exchange", "undo", 2, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"id": 2, "removed": 0, "kept": 0}
    command("exchange", "list")
    assert "Nothing was taken in" in capsys.readouterr().out
    assert command("exchange", "undo", 1) == 3


def test_what_says_otherwise_is_told(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("judge", "pump", "--right", indexed / "photo.jpg")
    out = tmp_path / "parcel.json"
    command("exchange", "export", out)
    command("judge", "--withdraw", 1)
    command("judge", "pump", "--wrong", indexed / "photo.jpg")
    capsys.readouterr()
    command("exchange", "import", out)
    assert "“pump”: here wrong" in capsys.readouterr().out


def test_descriptions_and_refusals_go_with_it_in_both_languages(
    command: Command,
    indexed: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def describe(text: str) -> None:
        assert command("descriptions", "set", text, "--of", indexed / "photo.jpg", "--language", "en") == 0

    describe("The pump in hall 2.")
    out = tmp_path / "parcel.json"
    command("exchange", "export", out)
    described = json.loads(out.read_bytes())["descriptions"]
    assert [(one["page"], one["language"], one["text"]) for one in described] == [
        (1, "en", "The pump in hall 2.")
    ]
    describe("")
    capsys.readouterr()
    assert command("exchange", "import", out) == 0
    assert "0 refusals of tags, 1 descriptions" in capsys.readouterr().out
    command("descriptions", "--of", indexed / "photo.jpg")
    assert "(corrected) The pump in hall 2." in capsys.readouterr().out
    describe("Another one.")
    capsys.readouterr()
    command("exchange", "import", out)
    assert "photo.jpg#1: here “Another one.”, there “The pump in hall 2.”" in capsys.readouterr().out
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    command("exchange", "list", "--json")
    assert [one["descriptions"] for one in json.loads(capsys.readouterr().out)] == [0, 1]


@pytest.mark.parametrize(
    ("language", "left", "stays"),
    [
        ("en", "1 were left out", "is taken back: 0. 1 of it stay"),
        ("ja", "1 件は書き出しませんでした", "0 件を元に戻しました。1 件は"),
    ],
)
def test_what_is_left_out_and_what_stays_is_told(
    command: Command,
    indexed: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    left: str,
    stays: str,
) -> None:
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", language)
    out = tmp_path / "parcel.json"
    for tag in ("ours", "x" * 10_001):
        command("tags", "add", tag, "--on", indexed / "photo.jpg")
    capsys.readouterr()
    assert command("exchange", "export", out) == 0
    assert left in capsys.readouterr().out
    command("tags", "remove", "ours", "--on", indexed / "photo.jpg")
    command("exchange", "import", out)
    command("tags", "add", "ours", "--on", indexed / "photo.jpg")
    capsys.readouterr()
    assert command("exchange", "undo", 1) == 0
    assert stays in capsys.readouterr().out


@pytest.mark.parametrize("words", [("export",), ("undo", "x"), ("list", "x")])
def test_what_is_missing_is_told(
    command: Command, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit):
        command("exchange", *words)
    assert "take a file" in capsys.readouterr().err
