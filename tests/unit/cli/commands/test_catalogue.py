"""Parts catalogues by command: of a folder, a tag, a search and a job sheet."""

import json
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from tests.fakes import FakeEncoder
from tests.unit.cli.conftest import Command


@pytest.fixture
def filled(indexed: Path, tmp_path: Path) -> Path:
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        pump = catalogue.pages.by_path(indexed / "pump.txt", 1)
        photo = catalogue.pages.by_path(indexed / "photo.jpg", 1)
        assert pump is not None
        assert photo is not None
        catalogue.tags.add([photo.item_id], "shaft seal")
        catalogue.jobsheets.add_pages([pump.page_id, photo.page_id], "Overhaul")
    return indexed


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        (("--query", "shaft seal"), {"pump.txt"}),
        (("--tag", "shaft seal"), {"photo.jpg"}),
        (("--sheet", "1"), {"pump.txt", "photo.jpg"}),
        (("--query", "type:photo"), {"photo.jpg"}),
    ],
)
def test_what_is_chosen_is_written(
    command: Command, filled: Path, tmp_path: Path, choice: tuple[str, str], names: set[str]
) -> None:
    assert command("catalogue", *choice, "--out", tmp_path / "parts.json") == 0
    told = json.loads((tmp_path / "parts.json").read_bytes())
    assert names <= {Path(part["path"]).name for part in told["parts"]}


def test_a_whole_folder_is_listed_by_its_pictures(command: Command, filled: Path, tmp_path: Path) -> None:
    assert command("catalogue", "--folder", filled.name, "--out", tmp_path / "parts.json") == 0
    told = json.loads((tmp_path / "parts.json").read_bytes())
    assert [Path(part["path"]).name for part in told["parts"]] == ["photo.jpg"]
    (filled / "photo.jpg").unlink()
    assert command("index") == 0
    assert command("catalogue", "--folder", filled.name, "--out", tmp_path / "words.json") == 0
    told = json.loads((tmp_path / "words.json").read_bytes())
    assert {Path(part["path"]).name for part in told["parts"]} >= {"pump.txt", "ポンプ.txt"}


def test_names_come_in_both_languages_with_numbers(
    command: Command, filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("catalogue", "--sheet", 1, "--out", tmp_path / "parts.json", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"path": str(tmp_path / "parts.json")}
    parts = json.loads((tmp_path / "parts.json").read_bytes())["parts"]
    by_name = {Path(part["path"]).name: part for part in parts}
    assert by_name["photo.jpg"]["family"] == "shaft seal / 軸シール"
    assert by_name["photo.jpg"]["japanese"]
    assert "ZX-4819-B" in by_name["pump.txt"]["numbers"]


def test_descriptions_come_with_it_the_automatic_ones_marked(
    command: Command, filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("tags", "suggest") == 0
    command("descriptions", "set", "The seal of line 2.", "--of", filled / "photo.jpg", "--language", "en")
    assert command("catalogue", "--sheet", 1, "--out", tmp_path / "parts.json") == 0
    parts = json.loads((tmp_path / "parts.json").read_bytes())["parts"]
    photo = next(part for part in parts if part["path"].endswith("photo.jpg"))
    assert photo["english_description"] == "The seal of line 2."
    assert photo["automatic"] == ["ja"]
    assert command("catalogue", "--sheet", 1, "--out", tmp_path / "parts.html") == 0
    page = (tmp_path / "parts.html").read_text(encoding="utf-8")
    assert "<p>The seal of line 2.</p>" in page
    assert f"（自動）{photo['japanese_description']}" in page
    assert "Tags / タグ: shaft seal / 軸シール" in page


def test_a_written_sentence_is_found_with_its_reason_in_both_languages(
    command: Command, filled: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command("descriptions", "set", "第二工場の減速機", "--of", filled / "photo.jpg", "--language", "ja")
    capsys.readouterr()
    command("search", "減速機", "--routes", "words", "--json")
    (hit,) = json.loads(capsys.readouterr().out)["hits"]
    assert Path(hit["path"]).name == "photo.jpg"
    assert [one["described"] for one in hit["evidence"]] == [True]
    command("search", "減速機", "--routes", "words")
    assert "description: 減速機" in capsys.readouterr().out
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    command("search", "減速機", "--routes", "words")
    assert "説明文: 減速機" in capsys.readouterr().out


@pytest.mark.parametrize("tag", ["hydraulic pump", "油圧ポンプ"])
def test_a_tag_stands_under_both_names_whichever_was_given(
    command: Command, filled: Path, tmp_path: Path, tag: str
) -> None:
    command("tags", "add", tag, "--on", filled / "pump.txt")
    assert command("catalogue", "--tag", tag, "--out", tmp_path / "parts.json") == 0
    (part,) = json.loads((tmp_path / "parts.json").read_bytes())["parts"]
    assert part["family"] == "hydraulic pump / 油圧ポンプ"
    assert "hydraulic pump" in part["english"]
    assert "油圧ポンプ" in part["japanese"]
    assert part["tags"] == [tag]


def test_a_web_page_is_written_and_not_written_over(
    command: Command, filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "parts.html"
    assert command("catalogue", "--query", "shaft seal", "--out", out) == 0
    assert "parts.html" in capsys.readouterr().out
    assert command("catalogue", "--query", "shaft seal", "--out", out) == 3
    assert command("catalogue", "--query", "shaft seal", "--out", out, "--overwrite") == 0
    assert command("catalogue", "--query", "shaft seal", "--out", filled / "parts.html") == 3


@pytest.mark.parametrize("suffix", [".parts.html", ".parts.pdf"])
def test_what_a_search_finds_is_saved_as_a_parts_catalogue(
    command: Command, filled: Path, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"seals{suffix}"
    assert command("search", "shaft seal", "--save", out) == 0
    data = out.read_bytes()
    assert data.startswith(b"%PDF-") or "Parts catalogue / 部品カタログ" in data.decode()


def test_nothing_chosen_is_told(
    command: Command, filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("catalogue", "--tag", "nowhere", "--out", tmp_path / "parts.html") == 3
    assert "no parts" in capsys.readouterr().err
