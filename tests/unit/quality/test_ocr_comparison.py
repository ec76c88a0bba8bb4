"""What the comparison of engines that read words counts, and which pictures it takes."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.quality import ocr_comparison
from tests.quality.ocr_comparison import Score, Table, compare, judged
from tests.quality.ocr_mix import Case, listed
from tests.quality.ocr_pages import KnownPage
from tests.quality.photographed import photo_of_page

BLANK = Image.new("RGB", (60, 40), "white")


@pytest.mark.parametrize(
    ("read", "wrong", "invented"),
    [
        (["Seal ring", "CP-310"], 0, 0),
        (["CP-310 Seal ring"], 0, 6),
        (["Seal ring"], 6, 0),
        (["Seal ring", "CP-318"], 1, 1),
        (["Seal ring", "CP-310", "C", "0"], 0, 0),
        (["Seal ring", "CP-310", "Z", "QQ"], 0, 3),
        ([], 14, 0),
    ],
)
def test_characters_are_wrong_that_are_missed_and_invented_that_stand_nowhere(
    read: list[str], wrong: int, invented: int
) -> None:
    assert judged(["Seal ring", "CP-310"], read, 0.5) == Score(wrong, invented, 14, 0.5)


def test_all_that_is_read_where_nothing_stands_is_invented() -> None:
    assert judged([], ["0", "ZZ"], 1.0) == Score(0, 3, 0, 1.0)


def test_chosen_on_and_held_out_pictures_are_summed_apart() -> None:
    table = Table(["now"])
    for held_out, score in (
        (False, Score(1, 0, 10, 1.0)),
        (True, Score(2, 5, 20, 3.0)),
        (True, Score(0, 0, 5, 1.0)),
    ):
        table.add(Case(KnownPage("plate", "one", BLANK, ()), held_out), "now", score)
    assert list(table.lines())[2:] == [
        "| plate | 1, 10 | 1, 0 | 1.00, 1.0 |",
        "| **all chosen on** | 1, 10 | 1, 0 | 1.00, 1.0 |",
        "| plate | 2, 25 | 2, 5 | 2.00, 4.0 |",
        "| **all held out** | 2, 25 | 2, 5 | 2.00, 4.0 |",
        "| **all** | 3, 35 | 3, 5 | 1.00, 5.0 |",
    ]


def test_a_list_names_pictures_with_what_stands_on_them(tmp_path: Path) -> None:
    BLANK.save(tmp_path / "plate.png")
    BLANK.save(tmp_path / "sheet.pdf")
    notes = tmp_path / "notes.tsv"
    notes.write_text(
        "chosen\tplate\tplate.png\t\tGP-2040|No. 7\nheld-out\tpage\tsheet.pdf\t1\t=\nheld-out\tphoto\tplate.png\t\t\n",
        "utf-8",
    )
    plate, page, photo = listed(notes)
    assert (plate.held_out, plate.page.texts, plate.page.picture.size) == (
        False,
        ("GP-2040", "No. 7"),
        (60, 40),
    )
    assert (page.held_out, page.page.texts, max(page.page.picture.size)) == (True, (), 2_048)
    assert (photo.held_out, photo.page.texts) == (True, ())


def test_engines_of_several_trees_read_in_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = tmp_path / "reader.py"
    reader.write_text(
        "import json, os, sys\n"
        "for path in sys.stdin:\n"
        "    word = 'GP-2040' if sys.argv[1] == 'now' else os.path.basename(os.environ['PYTHONPATH'])\n"
        "    print(json.dumps({'texts': [word], 'seconds': 0.5, 'memory': 7}), flush=True)\n"
    )
    monkeypatch.setattr(ocr_comparison, "READER", reader)
    (tmp_path / "older").mkdir()
    compare([Case(KnownPage("plate", "one", BLANK, ("GP-2040",)), False)], tmp_path / "older", None)
    told = capsys.readouterr().out
    assert "| **all** | 1, 7 | 7, 5 | 0.50, 0.5 | 0, 0 | 0.50, 0.5 |" in told
    assert "Memory: before 7 MB, now 7 MB" in told


def test_a_photo_of_a_page_shows_all_of_it() -> None:
    photo = photo_of_page(np.random.default_rng(3), Image.new("RGB", (300, 200), "red"))
    assert sorted(photo.size) == [1_200, 1_600]
    assert np.asarray(photo)[..., 0].max() > 100
