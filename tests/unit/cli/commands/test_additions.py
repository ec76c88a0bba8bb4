"""Additions whose page is gone, by command."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Command, UsageError

SAFETY = "Rules of safety: nobody works on the line alone, and the switch is locked before"
SEAL = "Replace the shaft seal of the pump and clean the seat of it with a soft cloth"
HARDLY = "Replace the seal of the pump as before. Lift the cover with both hands, clean what lies below"
OIL = "Fill the gear box with oil up to the middle of the glass and look again after a day"


@pytest.fixture
def lost(command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The path of a file that is gone, with a judgement and a tag."""
    pump = indexed / "pump.txt"
    command("judge", "軸のシール", "--wrong", pump)
    command("tags", "add", "spare part", "--on", pump)
    pump.unlink()
    command("index")
    capsys.readouterr()
    return pump


def test_they_are_listed_with_the_place_they_had(
    command: Command, lost: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("additions") == 0
    lines = [line.partition("  ")[2] for line in capsys.readouterr().out.splitlines()]
    gone = "the file is not in the catalogue any more"
    assert lines == [
        f"Judgement: 軸のシール: wrong is  –  {lost}#1: {gone}",
        f"Tag: spare part  –  {lost}: {gone}",
    ]
    command("additions", "--json")
    first, second = json.loads(capsys.readouterr().out)
    assert (first["kind"], first["right"], first["page"], first["reason"]) == (
        "judgement",
        False,
        1,
        "file-gone",
    )
    assert (second["text"], second["path"], second["page"]) == ("spare part", str(lost), None)


def test_they_are_listed_in_japanese(
    command: Command, lost: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    command("additions")
    assert f"タグ: spare part  –  {lost}: ファイルがカタログからなくなっています" in capsys.readouterr().out


def test_they_are_placed_and_forgotten(
    command: Command, lost: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("additions", "--json")
    judgement, tag = (told["id"] for told in json.loads(capsys.readouterr().out))
    place = lost.parent / "ポンプ.txt"
    assert command("additions", "place", tag, place) == 0
    assert capsys.readouterr().out == f"It is on {place}#1 now.\n"
    assert command("additions", "forget", judgement, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"id": judgement, "forgotten": True}
    assert command("additions") == 0
    assert capsys.readouterr().out == "All that was added is on its page.\n"
    command("search", 'tag:"spare part"', "--json")
    assert [hit["path"] for hit in json.loads(capsys.readouterr().out)["hits"]] == [str(place)]


def test_one_that_went_along_to_another_page_is_confirmed(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manual = indexed / "manual.txt"
    manual.write_text("\f".join((SAFETY, SEAL, OIL)), encoding="utf-8")
    command("index")
    command("judge", "軸のシール", "--right", f"{manual}#2")
    manual.write_text("\f".join((SAFETY, HARDLY, OIL)), encoding="utf-8")
    command("index")
    capsys.readouterr()
    command("additions", "--json")
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["page"], listed["now"], listed["reason"]) == (2, 2, "hardly-alike")
    command("additions")
    assert (
        f"{manual}#2: went along to page 2 of the new edition, which is hardly like it"
        in capsys.readouterr().out
    )
    assert command("additions", "confirm", listed["id"]) == 0
    assert capsys.readouterr().out == f"It is on {manual}#2 now.\n"
    assert command("additions", "confirm", listed["id"]) == 3
    capsys.readouterr()
    command("additions", "--json")
    assert json.loads(capsys.readouterr().out) == []


def test_one_that_is_not_there_is_told(
    command: Command, lost: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("additions", "forget", "00000000") == 3
    assert "imtextgui additions" in capsys.readouterr().err
    assert command("additions", "place", "00000000", lost) == 3


@pytest.mark.parametrize("words", [("list", "1"), ("place", "1"), ("forget",)])
def test_what_each_takes_is_told(usage_error: UsageError, words: tuple[str, ...]) -> None:
    assert "“place” an id and a file with its page" in usage_error("additions", *words)
