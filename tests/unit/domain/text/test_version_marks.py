"""Versions are read off names and queries however they are written, and compared."""

import pytest

from imtextgui.domain.text.version_marks import (
    AskedVersions,
    Version,
    agreement,
    asked_versions,
    contradiction,
    version_marks,
)


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("hardware/Board_v0p5b/board_v0p5b_schematic.png", {(0, 5, "b")}),
        ("LOGGER V1.3TOP.pdf", {(1, 3)}),
        ("manualV3", {(3,)}),
        ("Board_v1p1_revB.pdf", {(1, 1), ("b",)}),
        ("PSU DCP405 r4B2.pdf", {(4, "b", 2)}),
        ("board0.3_bottomview.jpg", {(0, 3)}),
        ("motor_module_v1.1.md", {(1, 1)}),
        ("board hardware revision C/x.pdf", {("c",)}),
        ("取扱説明書 第2版.pdf", {(2,)}),
        ("bolt 12.5 mm.pdf", set()),
        ("review.pdf", set()),
        ("service.pdf", set()),
    ],
)
def test_a_name_says_its_versions(name: str, marks: set[Version]) -> None:
    assert version_marks(name) == marks


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("logger 0.5b schematic (not 0.5)", AskedVersions(frozenset({(0, 5, "b")}), frozenset({(0, 5)}))),
        ("0.5bではなく0.5", AskedVersions(frozenset({(0, 5)}), frozenset({(0, 5, "b")}))),
        ("v1.1 revision A circuit", AskedVersions(frozenset({(1, 1), ("a",)}))),
        ("second edition of the manual", AskedVersions(frozenset({(2,)}))),
        ("latest schematic", AskedVersions(newest=True)),
        ("古い回路図", AskedVersions(oldest=True)),
        ("pump housing", AskedVersions()),
    ],
)
def test_a_query_asks_for_versions(query: str, asked: AskedVersions) -> None:
    assert asked_versions(query) == asked


@pytest.mark.parametrize(
    ("wanted", "marks", "agrees", "contradicts"),
    [
        ({(1, 1)}, {(1, 1)}, 1.0, 0.0),
        ({(1,)}, {(1, 1)}, 0.8, 0.0),
        ({(1, 1)}, {(1, 0)}, 0.0, 1.0),
        ({("b",)}, {("a",)}, 0.0, 1.0),
        ({("b",)}, {(1, 1)}, 0.0, 0.0),
        ({(1, 1), ("b",)}, {(1, 1), ("a",)}, 0.5, 0.5),
        ({(2,)}, set(), 0.0, 0.0),
    ],
)
def test_versions_agree_contradict_or_say_nothing(
    wanted: set[Version], marks: set[Version], agrees: float, contradicts: float
) -> None:
    assert agreement(frozenset(wanted), frozenset(marks)) == agrees
    assert contradiction(frozenset(wanted), frozenset(marks)) == contradicts
