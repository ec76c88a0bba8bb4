"""A test set is read as written or refused with line and reason."""

from pathlib import Path

import pytest

from imtextgui.domain.items import Box
from imtextgui.errors import TestSetDamaged, TestSetMissing
from imtextgui.evaluation.test_set import RelevantPage, read_testset, resolve

HEADER = "id,kind,language,text,photo,relevant\n"


def written(folder: Path, rows: str, header: str = HEADER) -> Path:
    path = folder / "testset.csv"
    path.write_text(header + rows, encoding="utf-8")
    return path


def test_a_row_becomes_a_case(tmp_path: Path) -> None:
    (case,) = read_testset(
        written(tmp_path, 'q1,japanese,ja,ポンプの図面,"a/b@c.jpg@0.1,0,0.9,1",図面/a b.pdf#12|c.md\n')
    )
    assert (case.id, case.kind, case.language, case.text) == ("q1", "japanese", "ja", "ポンプの図面")
    assert (case.photo, case.crop) == ("a/b@c.jpg", Box(0.1, 0, 0.9, 1))
    assert case.relevant == (RelevantPage("図面/a b.pdf", 12), RelevantPage("c.md"))
    assert case.line == 2


def test_a_byte_order_mark_further_columns_and_empty_answers_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "testset.csv"
    path.write_text(HEADER.strip() + ",note\nq1,none,en,cake,,,nothing fits\n", encoding="utf-8-sig")
    (case,) = read_testset(path)
    assert case.relevant == ()


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("q1,k,en,,,a.pdf\n", "neither text nor photo"),
        (",k,en,x,,a.pdf\n", "id missing"),
        ("q1,k,en,x,,a.pdf\nq1,k,en,y,,a.pdf\n", "given twice"),
        ('q1,k,en,,"p.jpg@0.5,0.5,0.1,0.9",a.pdf\n', "bad crop"),
        ('q1,k,en,,"p.jpg@0,0,1",a.pdf\n', "bad crop"),
        ('q1,k,en,,"p.jpg@0,0,1,1.5",a.pdf\n', "bad crop"),
        ("q1,k,en,x,,a.pdf#0\n", "bad page"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, rows: str, reason: str) -> None:
    with pytest.raises(TestSetDamaged) as caught:
        read_testset(written(tmp_path, rows))
    assert reason in str(caught.value.details["reason"])
    assert caught.value.details["line"] == rows.count("\n") + 1


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(TestSetDamaged) as caught:
        read_testset(written(tmp_path, "q1,x\n", "id,text\n"))
    assert caught.value.details["reason"] == "column missing: kind, language, photo, relevant"


def test_a_file_that_is_absent_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TestSetMissing):
        read_testset(tmp_path / "absent.csv")
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(TestSetDamaged):
        read_testset(tmp_path / "binary.csv")
    with pytest.raises(TestSetDamaged):
        read_testset(tmp_path)


def test_a_cell_beyond_all_bounds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TestSetDamaged):
        read_testset(written(tmp_path, f"q1,k,en,{'x' * 200_000},,a.pdf\n"))


def test_an_empty_file_lacks_all_columns(tmp_path: Path) -> None:
    with pytest.raises(TestSetDamaged):
        read_testset(written(tmp_path, "", ""))


def test_a_photo_is_found_below_the_first_root_that_holds_it(tmp_path: Path) -> None:
    second = tmp_path / "b"
    second.mkdir()
    (second / "p.jpg").write_bytes(b"x")
    assert resolve("p.jpg", [tmp_path / "a", second]) == second / "p.jpg"
    assert resolve("q.jpg", [second]) is None
