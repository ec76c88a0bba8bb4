"""Exchange by command: handed on, taken in, listed, taken back."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.test_cli import Command, command, files, indexed  # noqa: F401 - fixtures


def test_there_and_back(
    command: Command,  # noqa: F811 - a fixture
    indexed: Path,  # noqa: F811 - a fixture
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
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
    assert command("exchange", "undo", 2, "--json") == 0
    capsys.readouterr()
    command("exchange", "list")
    assert "Nothing was taken in" in capsys.readouterr().out
    assert command("exchange", "undo", 1) == 3


def test_what_says_otherwise_is_told(
    command: Command,  # noqa: F811 - a fixture
    indexed: Path,  # noqa: F811 - a fixture
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    command("judge", "pump", "--right", indexed / "photo.jpg")
    out = tmp_path / "parcel.json"
    command("exchange", "export", out)
    command("judge", "--withdraw", 1)
    command("judge", "pump", "--wrong", indexed / "photo.jpg")
    capsys.readouterr()
    command("exchange", "import", out)
    assert "“pump”: here wrong" in capsys.readouterr().out


@pytest.mark.parametrize("words", [("export",), ("undo", "x"), ("list", "x")])
def test_what_is_missing_is_told(
    command: Command,  # noqa: F811 - a fixture
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
) -> None:
    with pytest.raises(SystemExit):
        command("exchange", *words)
    assert "take a file" in capsys.readouterr().err
