"""``imtextgui tags`` and ``imtextgui descriptions``: for people in both languages, and for scripts."""

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from imtextgui.cli.commands.search import examples_of, print_examples
from imtextgui.domain.query import Band, Photo, Query, Results
from imtextgui.domain.tagging.examples import Plausibility, SimilarExample
from imtextgui.store.user.tags import Tags
from tests.unit.cli.conftest import Command, UsageError


@pytest.fixture
def plant(command: Command, files: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    Image.effect_mandelbrot((160, 120), (-3, -2.5, 2, 2.5), 90).convert("RGB").save(files / "gear pump 2.jpg")
    assert command("index", files) == 0
    capsys.readouterr()
    return files


def told(capsys: pytest.CaptureFixture[str]) -> object:
    return json.loads(capsys.readouterr().out)


def test_suggestions_are_listed_with_their_reasons(
    command: Command, plant: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("tags", "suggest") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Pages looked at: 5; with a suggestion: 3."
    assert (
        f"{plant / 'gear pump 2.jpg'}#1: gear pump · 歯車ポンプ (85 %): name of the file: gear pump 2"
        in lines
    )
    assert lines[-1] == "Suggestions: 3."
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    assert command("tags", "suggest", "歯車ポンプ") == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{plant / 'gear pump 2.jpg'}#1: gear pump · 歯車ポンプ（85 %）: ファイル名: gear pump 2",
        "提案: 1 件。",
    ]
    assert command("tags", "suggest", "gear pump", "--json") == 0
    assert told(capsys) == [
        {
            "path": str(plant / "gear pump 2.jpg"),
            "page": 1,
            "tag": "gear pump",
            "other": "歯車ポンプ",
            "confidence": 0.85,
            "reasons": [{"origin": "name", "words": "gear pump 2"}],
        }
    ]


def test_suggestions_are_taken_up_refused_and_corrected(
    command: Command, plant: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command("tags", "suggest")
    capsys.readouterr()
    assert command("tags", "accept", "gear pump") == 0
    assert capsys.readouterr().out == "Suggestions taken up: 1.\n"
    assert command("tags", "refuse", "--on", plant / "pump.txt", "--json") == 0
    assert told(capsys) == {"pages": 1}
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    assert command("tags", "accept", "pump", "--as", "送水ポンプ") == 0
    assert capsys.readouterr().out == "1 件の提案を採用しました。\n"
    assert command("tags") == 0
    assert capsys.readouterr().out.splitlines() == ["gear pump: 1 件", "送水ポンプ: 1 件"]
    assert command("tags", "suggest", "--json") == 0
    assert told(capsys) == []


def test_files_are_tagged_and_untagged(
    command: Command, plant: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("tags") == 0
    assert capsys.readouterr().out.startswith("There are no tags yet.")
    assert command("tags", "add", "line 3", "--on", plant / "pump.txt", "--on", plant / "photo.jpg") == 0
    assert capsys.readouterr().out == "Tag line 3: put on 2 files.\n"
    assert command("tags", "--json") == 0
    assert told(capsys) == [{"tag": "line 3", "files": 2}]
    assert command("tags", "remove", "line 3", "--on", plant / "pump.txt", "--json") == 0
    assert told(capsys) == {"tag": "line 3", "files": 1}


@pytest.mark.parametrize(
    "words",
    [("tags", "accept"), ("tags", "add", "x"), ("descriptions", "set", "x"), ("descriptions", "export")],
)
def test_what_is_missing_is_told(usage_error: UsageError, plant: Path, words: tuple[str, ...]) -> None:
    assert "--" in usage_error(*words)


def test_what_does_nothing_is_not_told_as_done(
    command: Command, plant: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command("tags", "suggest")
    before = json_of(command, capsys, "tags", "suggest")
    for words in (("add", "\u3000"), ("remove", " "), ("accept", "gear pump", "--as", "\u3000")):
        assert command("tags", *words, "--on", plant / "pump.txt") == 3
        assert "A tag needs a letter" in capsys.readouterr().err
    assert command("tags", "accept", "gear pump", "--as", "") == 3
    assert json_of(command, capsys, "tags", "suggest") == before
    assert command("tags", "remove", "neverthere", "--on", plant / "pump.txt") == 0
    assert "none of these files has it" in capsys.readouterr().out
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    monkeypatch.setattr(Tags, "add", lambda *_: 0)  # as where the items went meanwhile
    assert command("tags", "add", "x", "--on", plant / "pump.txt") == 0
    assert "どのファイルにも付けませんでした" in capsys.readouterr().out
    assert json_of(command, capsys, "tags", "add", "x", "--on", plant / "pump.txt")["files"] == 0
    command("tags", "add", " ", "--on", plant / "pump.txt")
    assert "目に見える文字が必要です" in capsys.readouterr().err


def json_of(command: Command, capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    capsys.readouterr()
    command(*words, "--json")
    return json.loads(capsys.readouterr().out)


def test_a_file_that_is_not_in_the_catalogue_is_an_expected_failure(
    command: Command, plant: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (("tags", "add", "x", "--on", "away.jpg"), ("descriptions", "--of", "away.jpg#2")):
        assert command(*words) == 3
        assert "away.jpg" in capsys.readouterr().err


def test_descriptions_are_shown_found_corrected_and_written(
    command: Command,
    plant: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert command("descriptions") == 0
    assert capsys.readouterr().out.startswith("There are no descriptions yet.")
    command("tags", "suggest")
    capsys.readouterr()
    photo = plant / "gear pump 2.jpg"
    assert command("descriptions", "--of", photo) == 0
    assert capsys.readouterr().out == f"{photo}#1 (automatic) Picture of gear pump, file gear pump 2.jpg.\n"
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    assert command("descriptions", "show", "歯車ポンプ") == 0
    assert (
        capsys.readouterr().out == f"{photo}#1 （自動）歯車ポンプの画像です（ファイル gear pump 2.jpg）。\n"
    )
    assert command("descriptions", "歯車ポンプ") == 0
    assert capsys.readouterr().out.startswith(f"{photo}#1 ")
    assert command("descriptions", "set", "予備のポンプ。", "--of", f"{photo}#1") == 0
    assert capsys.readouterr().out == f"{photo}#1 （修正済み）予備のポンプ。\n"
    assert command("descriptions", "--of", photo, "--json") == 0
    (shown,) = json.loads(capsys.readouterr().out)
    assert (shown["ja"], shown["corrected"]) == ("予備のポンプ。", ["ja"])
    assert shown["evidence"][1] == {"text": "gear pump", "source": "tag", "of": "name: gear pump 2"}
    assert command("descriptions", "export", "--save", tmp_path / "all.json", "--json") == 0
    assert told(capsys) == {"path": str(tmp_path / "all.json"), "descriptions": 2}
    assert command("descriptions", "export", "--save", tmp_path / "all.csv") == 0
    assert capsys.readouterr().out == f"2 件の説明文を {tmp_path / 'all.csv'} に書き出しました。\n"
    assert command("descriptions", "set", "--of", photo) == 0
    assert "（自動）" in capsys.readouterr().out


def test_a_search_by_photo_names_known_pictures(
    command: Command, plant: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("tags", "add", "line 3", "--on", plant / "gear pump 2.jpg")
    capsys.readouterr()
    command("search", "--photo", plant / "photo.jpg", "--examples", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert "examples" in answer


def test_a_refusal_names_what_came_closest(capsys: pytest.CaptureFixture[str]) -> None:
    odd = Photo(Path("odd.png"))
    known = SimilarExample(1, Path("/plant/IMG_1.jpg"), 1, 0.41, "tags", "line 3")

    class Part:
        def of_photo(self, photo: Photo) -> Plausibility:
            return Plausibility((known,), 0.5, 0.7)

    refused = Results(Query("", (odd,)), (), Band.NONE, 0.1)
    print_examples(list(examples_of(Part(), refused)))  # type: ignore[arg-type]  # as much of it as is asked
    assert capsys.readouterr().out.splitlines() == [
        "The nearest picture has a likeness of 0.5; a possible match needs 0.7. Closest known pictures:",
        f"  {known.path}#1 (0.41): tags: line 3",
    ]
