"""Answers as text and as JSON: twins of a hit are told with it."""

import os
from pathlib import Path

import pytest

from imtextgui import messages
from imtextgui.cli import output
from imtextgui.domain.items import Kind
from imtextgui.domain.query import Band, FamilyMember, Hit, Query, Results
from imtextgui.domain.result_json import results_to_json
from imtextgui.domain.runs.run_report import DoubtfulPages

FAMILY = (
    FamilyMember(2, 2, Path("pump/GP-2040.dxf"), 1, "form", "en", 2),
    FamilyMember(3, 3, Path("pump/取扱説明書.pdf"), 4, "translation", "ja", 9),
    FamilyMember(4, 4, Path("pump/manual.pdf"), 4, "translation", "pt", 9),
    FamilyMember(5, 5, Path("pump/GP-2040 rev A.pdf"), 1, "older"),
)


@pytest.fixture
def answer() -> Results:
    hit = Hit(1, 1, Path("pump/GP-2040.pdf"), 1, 1, Kind.DRAWING, 1.0, Band.STRONG, (), family=FAMILY)
    return Results(Query("pump"), (hit,), Band.STRONG, 0.1)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "also as DXF: pump/GP-2040.dxf",
                "also in Japanese: pump/取扱説明書.pdf",
                "also in pt: pump/manual.pdf",
            ],
        ),
        (
            "ja",
            [
                "DXF もあります: pump/GP-2040.dxf",
                "日本語版もあります: pump/取扱説明書.pdf",
                "pt版もあります: pump/manual.pdf",
            ],
        ),
    ],
)
def test_twins_are_told_below_the_hit(
    answer: Results,
    language: str,
    lines: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(messages, "language", lambda: language)
    output.print_results(answer)
    printed = [line.strip().replace(os.sep, "/") for line in capsys.readouterr().out.splitlines()]
    assert [line for line in printed if line in lines] == lines
    assert not any("rev A" in line for line in printed)


def test_editions_have_their_language_in_json(answer: Results) -> None:
    (hit,) = results_to_json(answer)["hits"]
    assert [(member["relation"], member["language"]) for member in hit["family"]] == [
        ("form", "en"),
        ("translation", "ja"),
        ("translation", "pt"),
        ("older", ""),
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "page 2, 3 of the former edition"), ("ja", "前の版の 2, 3 ページに追加された内容")],
)
def test_pages_that_are_not_clear_are_told_with_their_file(
    language: str, words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "language", lambda: language)
    output.print_doubtful([DoubtfulPages(Path("pump.pdf"), (2, 3))])
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("  pump.pdf: ")
    assert words in line
