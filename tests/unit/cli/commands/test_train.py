"""Learning by command: told, put in force, taken back, and refused where it does not help."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.unit.cli.conftest import Command


def draw(path: Path, seed: int, *, ring: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(seed).integers(60, 200, (8, 8, 3), dtype=np.uint8)
    picture = Image.fromarray(noise).resize((160, 160), Image.Resampling.BILINEAR)
    if ring:
        ImageDraw.Draw(picture).ellipse((20, 20, 140, 140), fill=(255, 255, 255))
        ImageDraw.Draw(picture).ellipse((50, 50, 110, 110), fill=(0, 0, 0))
    picture.save(path, quality=95)


@pytest.fixture
def examples(command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    for number in range(20):
        draw(tmp_path / "site" / f"IMG_{number:04}.jpg", number, ring=number % 4 == 0)
    for number in range(5):
        draw(tmp_path / "examples" / "Flansch" / f"{number}.jpg", 100 + number, ring=True)
    assert command("index", tmp_path / "site") == 0
    capsys.readouterr()
    return tmp_path / "examples"


def test_learned_told_taken_back_and_brought_back(
    command: Command, examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("train", "--pairs", examples) == 0
    told = capsys.readouterr().out
    assert "Better, parts by their pictures" in told
    assert "Parts learned: Flansch" in told
    assert "imtextgui train revert" in told
    command("search", "Flansch", "--limit", 4, "--json")
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert all(int(Path(hit["path"]).stem[4:]) % 4 == 0 for hit in hits)
    command("train", "status", "--json")
    assert json.loads(capsys.readouterr().out)["active"]["lessons"][0]["names"] == ["Flansch"]
    command("train", "status")
    assert "In force since training" in capsys.readouterr().out
    assert command("train", "revert") == 0
    assert "Nothing that was learned is in force" in capsys.readouterr().out
    command("train", "status")
    assert "train accept" in capsys.readouterr().out
    assert command("train", "accept", "--json") == 0
    assert json.loads(capsys.readouterr().out)["state"] == "active"
    assert command("train", "revert", "--json") == 0
    assert json.loads(capsys.readouterr().out) is None


def test_too_little_changes_nothing(
    command: Command, examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("train") == 0
    told = capsys.readouterr().out
    assert "0 of at least 20" in told
    assert "Nothing is changed" in told
    assert command("train", "revert") == 3
    assert "taken back" in capsys.readouterr().err


def test_a_proposal_waits(command: Command, examples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("train", "--pairs", examples, "--propose") == 0
    assert "not in force" in capsys.readouterr().out
    assert command("train", "accept") == 0


def test_what_stands_alone_stands_alone(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        command("train", "status", "--propose")
    assert "stand alone" in capsys.readouterr().err
