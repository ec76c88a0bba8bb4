"""Folders of examples and tables are read, and what is wrong with them is told."""

from pathlib import Path

import pytest
from PIL import Image

from imtextgui.errors import PairsDamaged, PairsMissing
from imtextgui.learning.pair_files import read_pairs


def picture(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (8, 8)).save(path)
    return path


def test_each_folder_is_a_part(tmp_path: Path) -> None:
    files = [picture(tmp_path / "留め具" / f"{number}.jpg") for number in range(2)]
    (tmp_path / "留め具" / "note.txt").write_text("no picture", encoding="utf-8")
    assert read_pairs(tmp_path).pictures == {"留め具": tuple(files)}


def test_a_folder_without_pictures_is_told(tmp_path: Path) -> None:
    with pytest.raises(PairsDamaged, match="no pictures"):
        read_pairs(tmp_path)


def test_a_table_holds_questions_and_pictures(tmp_path: Path) -> None:
    photo = picture(tmp_path / "a.jpg")
    table = tmp_path / "pairs.csv"
    table.write_text(
        "text,relevant,photo\nhydraulic seal,m/pump.pdf#3|m/seal.pdf,\nbracket,,a.jpg\n,x.pdf,\n",
        encoding="utf-8-sig",
    )
    pairs = read_pairs(table)
    assert pairs.questions == (("hydraulic seal", "m/pump.pdf", 3), ("hydraulic seal", "m/seal.pdf", None))
    assert pairs.pictures == {"bracket": (photo,)}


@pytest.mark.parametrize(
    ("text", "reason"),
    [("question,answer\n", "columns"), ("text,photo\npump,gone.jpg\n", "no such picture")],
)
def test_what_is_wrong_with_a_table_is_told(tmp_path: Path, text: str, reason: str) -> None:
    table = tmp_path / "pairs.csv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(PairsDamaged, match=reason):
        read_pairs(table)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    table = tmp_path / "pairs.csv"
    table.write_bytes(b"text,photo\n\xff\xfe,\x00\n")
    with pytest.raises(PairsDamaged):
        read_pairs(table)


def test_nothing_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PairsMissing):
        read_pairs(tmp_path / "gone.csv")
