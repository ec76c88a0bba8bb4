"""Versions are read off names and queries however they are written, and compared."""

import pytest

from imtextgui.domain.text.version_marks import (
    AskedVersions,
    Version,
    agreement,
    asked_versions,
    contradiction,
    version,
    version_marks,
)


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("hardware/Board_v0p5b/board_v0p5b_schematic.png", {version("0.5b")}),
        ("LOGGER V1.3TOP.pdf", {version("1.3")}),
        ("manualV3", {version("3")}),
        ("Board_v1p1_revB.pdf", {version("1.1"), version("b")}),
        ("PSU DCP405 r4B2.pdf", {version("4b2")}),
        ("board0.3_bottomview.jpg", {version("0.3")}),
        ("motor_module_v1.1.md", {version("1.1")}),
        ("board hardware revision C/x.pdf", {version("c")}),
        ("取扱説明書 第2版.pdf", {version("2")}),
        ("取扱説明書_第二版.pdf", {version("2")}),
        ("取説v3.pdf", {version("3")}),
        ("組立図_改訂B.pdf", {version("b")}),
        ("board rev P.pdf", {version("p")}),
        ("board_rev_p2.pdf", {version("p2")}),
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
        (
            "logger 0.5b schematic (not 0.5)",
            AskedVersions(frozenset({version("0.5b")}), frozenset({version("0.5")})),
        ),
        ("0.5bではなく0.5", AskedVersions(frozenset({version("0.5")}), frozenset({version("0.5b")}))),
        ("v1.1 revision A circuit", AskedVersions(frozenset({version("1.1"), version("a")}))),
        ("second edition of the manual", AskedVersions(frozenset({version("2")}))),
        ("latest schematic", AskedVersions(newest=True)),
        ("古い回路図", AskedVersions(oldest=True)),
        ("pump housing", AskedVersions()),
        ("first generation", AskedVersions(frozenset({version("1")}))),
        ("2nd edition", AskedVersions(frozenset({version("2")}))),
        ("version two of the board", AskedVersions(frozenset({version("2")}))),
        ("zweite Ausgabe", AskedVersions(frozenset({version("2")}))),
        ("第二版の取説", AskedVersions(frozenset({version("2")}))),
        ("第２版", AskedVersions(frozenset({version("2")}))),
        ("三代目", AskedVersions(frozenset({version("3")}))),
        ("リビジョンB", AskedVersions(frozenset({version("b")}))),
        ("改訂3", AskedVersions(frozenset({version("3")}))),
        ("0.5b, not 0.5", AskedVersions(frozenset({version("0.5b")}), frozenset({version("0.5")}))),
        ("v2ではなくv3", AskedVersions(frozenset({version("3")}), frozenset({version("2")}))),
        ("rev B instead of A", AskedVersions(frozenset({version("b")}), frozenset({version("a")}))),
        ("版数BでAではなく", AskedVersions(frozenset({version("b")}), frozenset({version("a")}))),
        ("not the first edition", AskedVersions()),
        ("not 3 pumps", AskedVersions()),
        ("not the old one", AskedVersions(newest=True)),
        ("旧版ではなく新しい図面", AskedVersions(newest=True)),
        ("not the latest", AskedVersions(oldest=True)),
        ("newer version", AskedVersions(newest=True)),
        ("neueste Version", AskedVersions(newest=True)),
        ("一世代前の基板", AskedVersions(oldest=True)),
        ("二十一世紀", AskedVersions()),
    ],
)
def test_a_query_asks_for_versions(query: str, asked: AskedVersions) -> None:
    assert asked_versions(query) == asked


@pytest.mark.parametrize(
    ("wanted", "marks", "agrees", "contradicts"),
    [
        ({version("1.1")}, {version("1.1")}, 1.0, 0.0),
        ({version("1")}, {version("1.1")}, 0.8, 0.0),
        ({version("1.1")}, {version("1.0")}, 0.0, 1.0),
        ({version("b")}, {version("a")}, 0.0, 1.0),
        ({version("b")}, {version("1.1")}, 0.0, 0.0),
        ({version("1.1"), version("b")}, {version("1.1"), version("a")}, 0.5, 0.5),
        ({version("2")}, set(), 0.0, 0.0),
    ],
)
def test_versions_agree_contradict_or_say_nothing(
    wanted: set[Version], marks: set[Version], agrees: float, contradicts: float
) -> None:
    assert agreement(frozenset(wanted), frozenset(marks)) == agrees
    assert contradiction(frozenset(wanted), frozenset(marks)) == contradicts


def test_versions_are_ordered_as_they_follow_each_other() -> None:
    said = ["1", "2", "2.1", "10", "a", "b", "b1", "p"]

    assert sorted(map(version, reversed(said))) == [version(one) for one in said]
    assert version("0p5b") == version("0.5b") == ((0, 0), (0, 5), (1, ord("b")))


def test_a_query_for_revision_p_is_compared_with_other_revisions() -> None:
    wanted = asked_versions("board rev P schematic").wanted

    assert contradiction(wanted, version_marks("board_rev_B.pdf")) == 1.0
    assert agreement(wanted, version_marks("board_rev_P.pdf")) == 1.0
