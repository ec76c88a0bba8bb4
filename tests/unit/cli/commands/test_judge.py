"""Judgements by command: kept, listed, withdrawn; they outlive a move of the file and a new catalogue run."""

import json
import sys
import unicodedata
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.cli import command as command_parts
from imtextgui.cli.commands import descriptions, judge
from tests.unit.cli.conftest import Command

RIGHT = "ポンプ 分解図"


def best(capsys: pytest.CaptureFixture[str]) -> str:
    return Path(json.loads(capsys.readouterr().out)["hits"][0]["path"]).name


def test_a_judgement_is_kept_listed_and_withdrawn(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("judge", RIGHT, "--right", indexed / "photo.jpg", "--json") == 0
    kept = json.loads(capsys.readouterr().out)["id"]
    command("search", RIGHT, "--json")
    assert best(capsys) == "photo.jpg"
    command("judge", "--list", "--json")
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["text"], told["right"], told["page"], told["photo"]) == (RIGHT, True, 1, False)
    command("judge", "--list")
    assert RIGHT in capsys.readouterr().out
    assert command("judge", "--withdraw", kept) == 0
    assert command("judge", "--withdraw", kept) == 3
    assert str(kept) in capsys.readouterr().err


def test_a_judgement_outlives_a_move_and_another_run(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("judge", "--photo", indexed / "photo.jpg", "--right", f"{indexed / 'pump.txt'}#1") == 0
    (indexed / "moved").mkdir()
    (indexed / "pump.txt").rename(indexed / "moved/油圧ポンプ.txt")
    command("index")
    capsys.readouterr()
    command("judge", "--list")
    assert "油圧ポンプ.txt" in capsys.readouterr().out


@pytest.mark.parametrize("place", ["nowhere.pdf", "pump.txt#7"])
def test_a_page_that_is_not_there_cannot_be_judged(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    assert command("judge", "pump", "--wrong", indexed / place) == 3
    assert "judged" in capsys.readouterr().err


@pytest.mark.parametrize("adding", ["judge", "describe"])
def test_a_run_that_is_waited_for_may_read_the_file_anew(
    command: Command,
    indexed: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    adding: str,
) -> None:
    changing = {"judge": judge, "describe": descriptions}[adding]

    def after_a_run(catalogue: Catalogue) -> None:
        (indexed / "pump.txt").write_text("Replace the shaft seal ZX-4819-C of the pump")
        assert command("index") == 0
        command_parts.allow_changes(catalogue)

    monkeypatch.setattr(changing, "allow_changes", after_a_run)
    words = {
        "judge": ("judge", "which seal", "--right", indexed / "pump.txt"),
        "describe": ("descriptions", "set", "which seal", "--of", indexed / "pump.txt"),
    }[adding]
    assert command(*words) == 0
    capsys.readouterr()
    command(*{"judge": ("judgements",), "describe": ("descriptions", "which seal")}[adding])
    assert f"{indexed / 'pump.txt'}#1" in capsys.readouterr().out


@pytest.mark.parametrize("place", ["図面/pump.txt#1", "資料/図面/pump.txt", "図面/../図面/pump.txt"])
def test_paths_are_those_of_a_test_set(
    command: Command,
    files: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    place: str,
) -> None:
    (files / "図面").mkdir()
    (files / "pump.txt").rename(files / "図面" / "pump.txt")
    (files / "ポンプ.txt").rename(files / "pump.txt")
    command("index", files)
    monkeypatch.chdir(files / "図面")
    assert command("judge", RIGHT, "--right", place) == 0
    assert command("judge", "pump", "--wrong", "pump.txt") == 0
    capsys.readouterr()
    command("judge", "--list", "--json")
    told = json.loads(capsys.readouterr().out)
    # The working folder comes first.
    assert {judgement["path"] for judgement in told} == {str(files / "図面" / "pump.txt")}


def test_a_file_that_is_called_as_a_page_of_another_is_meant_first(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (indexed / "pump.txt#1").write_text("the other pump", encoding="utf-8")
    command("index")
    assert command("judge", "pump", "--right", indexed / "pump.txt#1") == 0
    assert command("tags", "add", "other", "--on", indexed / "pump.txt#1") == 0
    assert command("judge", "seal", "--right", indexed / "pump.txt#01") == 0  # the page, written otherwise
    capsys.readouterr()
    command("judge", "--list", "--json")
    told = json.loads(capsys.readouterr().out)
    assert {judgement["text"]: Path(judgement["path"]).name for judgement in told} == {
        "pump": "pump.txt#1",
        "seal": "pump.txt",
    }
    command("search", "tag:other", "--json")
    assert best(capsys) == "pump.txt#1"


@pytest.mark.parametrize("is_composed", [False, True])
@pytest.mark.skipif(sys.platform == "darwin", reason="both are one name there")
def test_a_name_is_known_however_its_accents_are_written(
    command: Command, indexed: Path, is_composed: bool
) -> None:
    composed, apart = (
        unicodedata.normalize("NFC", "ポンプ Größe.txt"),
        unicodedata.normalize("NFD", "ポンプ Größe.txt"),
    )
    (indexed / (composed if is_composed else apart)).write_text("size", encoding="utf-8")
    command("index")
    place = indexed / (apart if is_composed else composed)
    assert not place.exists()
    assert command("judge", "size", "--right", place) == 0
    assert command("tags", "add", "big", "--on", f"{place}#1") == 0


def test_a_file_is_known_by_a_link_to_its_folder(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = tmp_path / "link"
    link.symlink_to(indexed)
    assert command("judge", RIGHT, "--right", link / "photo.jpg") == 0
    capsys.readouterr()
    command("judge", "--list", "--json")
    (told,) = json.loads(capsys.readouterr().out)
    assert told["path"] == str(indexed / "photo.jpg")


def test_judgements_are_listed_and_removed(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("judgements") == 0
    assert capsys.readouterr().out == "Nothing was judged yet.\n"
    for name in ("photo.jpg", "pump.txt"):
        command("judge", RIGHT, "--wrong", indexed / name)
    capsys.readouterr()
    assert command("judgements", "list", "--json") == 0
    first, second = (judgement["id"] for judgement in json.loads(capsys.readouterr().out))
    assert command("judgements", "remove", "--json", first) == 0
    assert json.loads(capsys.readouterr().out) == {"id": first, "removed": True}
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    assert command("judgements", "remove", second) == 0
    assert capsys.readouterr().out == f"判定 {second} を取り消しました。\n"
    assert command("judgements", "list") == 0
    assert capsys.readouterr().out == "判定はまだありません。\n"
    for number in (second, "two"):
        assert command("judgements", "remove", number) == 3
        assert f"番号 {number} の判定はありません" in capsys.readouterr().err
    for words in (("remove",), ("list", "1")):
        with pytest.raises(SystemExit):
            command("judgements", *words)
        assert "判定の番号が必要" in capsys.readouterr().err
