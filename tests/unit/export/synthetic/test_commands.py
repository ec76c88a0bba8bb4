"""The command line of the generator: what to look at, and how fast it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from export.synthetic import __main__ as command
from export.synthetic.drawings.symbols import SYMBOLS
from export.synthetic.parts.families import FAMILIES


def test_a_contact_sheet_of_chosen_families_and_styles(tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"
    chosen = ["--family", "washer,hex_nut", "--style", "drawing,symbol", "--seed", "3"]
    assert (
        command.main(
            ["contact-sheet", "--out", str(out), "--count", "5", "--size", "40", "--columns", "3", *chosen]
        )
        == 0
    )
    with Image.open(out) as sheet:
        assert sheet.size == (120, 80)


def test_unknown_names_are_answered_with_those_alike(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="washer"):
        command.main(["contact-sheet", "--out", str(tmp_path / "x.png"), "--family", "washe"])
    with pytest.raises(SystemExit, match="none of the styles symbol draws washer"):
        command.main(
            ["contact-sheet", "--out", str(tmp_path / "x.png"), "--family", "washer", "--style", "symbol"]
        )
    assert not (tmp_path / "x.png").exists()


def test_everything_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["families"]) == 0
    shown = capsys.readouterr().out
    assert "六角ボルト" in shown
    assert "hydraulic_relief_valve" in shown
    assert len(shown.splitlines()) > len(FAMILIES) + len(SYMBOLS)


def test_speed_is_told_for_each_style(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "FAMILIES", {"washer": FAMILIES["washer"]})
    assert command.main(["speed", "--count", "2", "--style", "symbol,symbol_copy"]) == 0
    rates = re.findall(r"^(symbol\w*) +([\d.]+) pictures/s$", capsys.readouterr().out, re.MULTILINE)
    assert [name for name, _ in rates] == ["symbol", "symbol_copy"]
    assert all(float(rate) > 0 for _, rate in rates)
