"""Publishing by command, and searching what was published."""

import json
from pathlib import Path

import pytest

from imtextgui import cli
from imtextgui.catalogue.published import publication
from tests.unit.cli.conftest import Command


def on(folder: Path, *words: object) -> int:
    return cli.main(cli.parser().parse_args([*map(str, words), "--catalogue", str(folder)]))


def test_there_and_searched(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share = tmp_path / "share"
    with pytest.raises(SystemExit):
        command("publish")
    assert "name a folder once" in capsys.readouterr().err
    assert command("publish", "--to", share) == 0
    assert "Published in" in capsys.readouterr().out
    assert command("publish", "--to", share, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["folder"] == str(share)
    assert (told["new"], told["pages"] > 0, Path(told["snapshot"]).is_dir()) == (False, True, True)
    assert command("publish") == 0
    assert "Nothing has changed" in capsys.readouterr().out
    assert on(share, "search", "shaft seal") == 0
    assert "pump.txt" in capsys.readouterr().out
    assert on(share, "index", indexed) == 3
    assert "is published" in capsys.readouterr().err
    assert on(share, "publish", "--to", tmp_path / "more") == 3


def test_a_long_session_follows(
    command: Command,
    indexed: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    share, batch = tmp_path / "share", tmp_path / "batch.csv"
    monkeypatch.setattr(publication, "LOOK_SECONDS", 0.0)
    command("publish", "--to", share)
    batch.write_text("id,text\n1,shaft seal\n2,bearing\n3,bearing\n", encoding="utf-8")
    answers: list[str] = []
    shown = publication.Publication.follow

    def publishing_meanwhile(self: publication.Publication) -> object:
        if not answers:
            (indexed / "motor.txt").write_text("bearing of the motor", encoding="utf-8")
            command("index", indexed)
            command("publish", "--to", share)
        answers.append("looked")
        return shown(self)

    monkeypatch.setattr(publication.Publication, "follow", publishing_meanwhile)
    capsys.readouterr()
    assert on(share, "search", "--batch", batch) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert [Path(answer["hits"][0]["path"]).name for answer in told] == ["pump.txt", "motor.txt", "motor.txt"]


def test_another_catalogue_in_its_place_is_opened_anew(
    command: Command,
    indexed: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    share, batch, other = tmp_path / "share", tmp_path / "batch.csv", tmp_path / "other"
    monkeypatch.setattr(publication, "LOOK_SECONDS", 0.0)
    command("publish", "--to", share)
    batch.write_text("id,text\n1,shaft seal\n", encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "new.txt").write_text("shaft seal of another catalogue", encoding="utf-8")
    assert on(other, "index", tmp_path / "more") == 0
    shown = publication.Publication.follow

    def publishing_meanwhile(self: publication.Publication) -> object:
        on(other, "publish", "--to", share, "--overwrite")
        return shown(self)

    assert on(other, "publish", "--to", share) == 3
    monkeypatch.setattr(publication.Publication, "follow", publishing_meanwhile)
    capsys.readouterr()
    assert on(share, "search", "--batch", batch) == 0
    answer = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert Path(answer["hits"][0]["path"]).name == "new.txt"
