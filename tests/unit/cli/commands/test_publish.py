"""Publishing by command, and searching what was published."""

import json
from pathlib import Path

import pytest

from imtextgui import cli
from imtextgui.catalogue.published import publication
from imtextgui.config import paths
from imtextgui.doctor import program
from tests.unit.cli.conftest import Command


@pytest.fixture
def no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``doctor`` look at the catalogue alone."""
    monkeypatch.setattr(program, "examine", lambda bundle: [])


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


def test_a_reader_is_told_what_is_the_publishers(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share, file = tmp_path / "share", indexed / "pump.txt"
    command("tags", "add", "pub", "--on", file)
    command("judge", "what leaks", "--right", file)
    command("publish", "--to", share)
    on(share, "tags", "add", "mine", "--on", file)
    capsys.readouterr()
    assert on(share, "tags", "remove", "pub", "--on", file) == 0
    assert capsys.readouterr().out.startswith("Tag pub: 1 files have it from who publishes the catalogue.")
    assert on(share, "tags", "remove", "pub", "--on", file, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"tag": "pub", "files": 0, "publishers": 1}
    assert on(share, "tags", "remove", "mine", "--on", file) == 0
    assert "taken off 1" in capsys.readouterr().out
    on(share, "judge", "what drips", "--right", file)
    capsys.readouterr()
    assert on(share, "judgements") == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split(".")[0].strip() for line in listed] == ["p1", "1"]
    assert on(share, "judgements", "remove", "p1") == 3
    assert "is from who publishes the catalogue" in capsys.readouterr().err
    assert on(share, "judgements", "--json") == 0
    (published, own) = json.loads(capsys.readouterr().out)
    assert (published["publishers"], own["publishers"]) == (True, False)
    assert on(share, "judgements", "remove", published["id"]) == 3
    assert "is from who publishes the catalogue" in capsys.readouterr().err
    assert on(share, "judgements", "remove", "p0") == 3
    assert "There is no judgement number p0" in capsys.readouterr().err
    assert on(share, "judgements", "remove", "1") == 0
    capsys.readouterr()
    assert on(share, "forget", "--everything") == 0
    assert "What was added on this computer" in capsys.readouterr().out


def test_what_was_forgotten_is_told_to_be_published_still(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share = tmp_path / "share"
    command("publish", "--to", share)
    capsys.readouterr()
    assert command("forget", indexed) == 0
    told = capsys.readouterr().out
    assert f"It is still in the catalogue as it is published in {share}." in told
    assert f"--to {share}" in told
    assert command("publish", "--overwrite") == 0
    assert "Earlier snapshots (1) held what was forgotten since; they are removed." in capsys.readouterr().out
    assert command("forget", "--everything") == 0
    assert "--overwrite" in capsys.readouterr().out


@pytest.mark.usefixtures("no_program")
def test_a_share_that_is_away_is_told_by_every_command(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share = tmp_path / "share"
    command("publish", "--to", share)
    on(share, "search", "shaft seal")
    share.rename(tmp_path / "away")
    capsys.readouterr()
    for words in (("search", "seal"), ("tags",), ("index", indexed), ("sources", "add", indexed)):
        assert on(share, *words) == 3
        assert "the share or drive is away" in capsys.readouterr().err
    assert on(share, "doctor") == 3
    assert "the share or drive is away" in capsys.readouterr().out
    assert not share.exists()


@pytest.mark.usefixtures("no_program")
def test_damaged_additions_are_told_and_mended_by_the_command_that_is_told(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share, file = tmp_path / "share", indexed / "pump.txt"
    command("publish", "--to", share)
    on(share, "tags", "add", "mine", "--on", file)
    (own,) = paths.published_dir().glob("*/catalogue.sqlite3")
    own.write_bytes(b"")
    capsys.readouterr()
    assert on(share, "search", "shaft seal") == 0
    told = capsys.readouterr()
    assert "pump.txt" in told.out
    assert f"imtextgui repair --catalogue {share}" in told.err
    for words in (("tags", "add", "more", "--on", file), ("jobsheets", "create", "job")):
        assert on(share, *words) == 3
        assert f"imtextgui repair --catalogue {share}" in capsys.readouterr().err
    assert on(share, "doctor") == 3
    assert "is damaged" in capsys.readouterr().out
    assert on(share, "repair") == 0
    assert "Saved of what was added on this computer: tags of files: 1" in capsys.readouterr().out
    on(share, "tags")
    assert "mine: 1" in capsys.readouterr().out
    for left in own.parent.glob("catalogue.sqlite3*"):
        left.unlink()
    assert on(share, "tags") == 0
    told = capsys.readouterr()
    assert "mine: 1" in told.out
    assert "is made anew from its newest backup" in told.err
