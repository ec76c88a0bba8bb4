"""The sample folder: reproducible files that can be read and agree with each other and with the questions."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from export.synthetic.__main__ import main
from export.synthetic.documents.notes import notes
from export.synthetic.documents.queries import CHAPTERS, place, queries
from export.synthetic.documents.sample_plant import load_plant
from export.synthetic.documents.samples import plan, write_samples
from export.synthetic.documents.sheet import Sheet, wrapped
from export.synthetic.documents.sheet_output import to_image, to_pdf, to_svg
from export.synthetic.fonts import font_file
from export.synthetic.photos import imaging
from export.synthetic.photos.scene import ROTATION, jpeg

try:
    import reportlab  # noqa: F401 # only whether it is there

    font_file()
except (ImportError, FileNotFoundError) as trouble:
    pytest.skip(f"samples need reportlab and BIZ UDPGothic: {trouble}", allow_module_level=True)

SHIPPED = Path(__file__).parents[4] / "resources" / "samples"
PLANT = load_plant()


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            page.close()
        return texts
    finally:
        document.close()


@pytest.fixture(scope="module")
def manual() -> list[str]:
    name = "GP-2040 取扱説明書.pdf"
    return pages(next(make for path, make in plan().items() if path.endswith(name))(np.random.default_rng(1)))


@pytest.mark.parametrize("only", ["CP-310-05", "ZX-4819 overview.jpg", "点検記録", "drive gear.svg"])
def test_the_same_seed_gives_the_same_bytes_as_those_shipped(only: str, tmp_path: Path) -> None:
    written = list(write_samples(tmp_path / "samples", 7, only))
    assert len(written) == 1
    shipped = SHIPPED / written[0].relative_to(tmp_path / "samples")
    again = next(iter(write_samples(tmp_path / "again", 7, only)))
    assert written[0].read_bytes() == again.read_bytes()
    if only in ("点検記録", "drive gear.svg"):
        # photos and PDF depend on the versions of libraries; text does not
        assert written[0].read_bytes() == shipped.read_bytes()


def test_the_shipped_folder_is_the_planned_one() -> None:
    found = {p.relative_to(SHIPPED).as_posix() for p in SHIPPED.rglob("*") if p.is_file()}
    assert found == {path for path in plan() if not path.startswith("../")}
    assert sum(p.stat().st_size for p in SHIPPED.rglob("*") if p.is_file()) < 15_000_000


def test_a_manual_has_its_chapters_where_the_questions_expect_them(manual: list[str]) -> None:
    assert len(manual) == len(CHAPTERS)
    heads = (
        "取扱説明書",
        "目次",
        "安全上の注意",
        "概要",
        "仕様",
        "分解図",
        "部品表",
        "運転",
        "保守点検表",
        "交換手順",
        "故障と対策",
    )
    for text, head in zip(manual, heads, strict=True):
        assert head in text
    for part in PLANT["GP-2040"].parts:
        assert part.number in manual[CHAPTERS.index("parts")]


def test_a_drawing_carries_its_number_and_name_as_text() -> None:
    make = plan()["Press line/GP-2040 gear pump/drawings/GP-2040-05 shaft seal.pdf"]
    text = pages(make(np.random.default_rng(1)))[0]
    for expected in ("GP-2040-05", "shaft seal", "軸シール", "20x35x8", "fluororubber", "2021-06-14"):
        assert expected in text


def test_questions_point_at_files_and_pages_that_exist() -> None:
    files = set(plan())
    rows = list(csv.DictReader(StringIO(queries(PLANT).decode())))
    assert len(rows) >= 40
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["text"] or row["photo"]
        for target in filter(None, row["relevant"].split("|")):
            assert target.split("#")[0] in files
        assert not row["photo"] or row["photo"].split("@")[0] in files
    assert {row["language"] for row in rows} == {"en", "ja", ""}


def test_places_are_named_by_machine_and_chapter() -> None:
    assert place("manual GP-2040 ja trouble", PLANT).endswith("GP-2040 取扱説明書.pdf#11")
    assert place("README.txt", PLANT) == "README.txt"


@pytest.mark.parametrize("orientation", ROTATION)
def test_a_photo_turned_back_by_its_orientation_is_upright(orientation: int) -> None:
    upright = Image.new("RGB", (64, 32), "white")
    upright.paste("black", (0, 0, 32, 16))
    stored = Image.open(BytesIO(jpeg(upright, orientation, "2021:01:01 00:00:00")))
    from PIL import ImageOps

    shown = ImageOps.exif_transpose(stored)
    assert shown.size == (64, 32)
    assert shown.convert("L").getpixel((8, 6)) < 60  # type: ignore[operator] # one band
    assert shown.convert("L").getpixel((56, 26)) > 200  # type: ignore[operator] # one band


def test_the_fax_has_several_frames() -> None:
    with Image.open(SHIPPED / "Archive/RD-80 fax 2019-02.tif") as fax:
        assert getattr(fax, "n_frames", 1) == 3


def test_notes_are_in_the_encodings_they_claim() -> None:
    files = notes(PLANT)
    record = next(data for path, data in files.items() if path.endswith("点検記録.txt"))
    assert "ロッドパッキン" in record.decode("shift_jis")
    with pytest.raises(UnicodeDecodeError):
        record.decode("utf-8")
    assert "Jürgen" in files["Conveyor line/lubrication plan.txt"].decode("cp1252")


def test_a_sheet_becomes_pdf_svg_and_pixels() -> None:
    sheet = Sheet(60, 40)
    sheet.box(5, 5, 50, 30, 0.5)
    sheet.text(10, 20, "図面 <A&B>", 5)
    sheet.text(50, 30, "Ø12", 4, anchor=0.5, angle=90)
    assert "図面" in pages(to_pdf([sheet], "x"))[0]
    assert to_pdf([sheet], "x") == to_pdf([sheet], "x")
    assert "&lt;A&amp;B&gt;" in to_svg(sheet)
    image = to_image(sheet, 127)
    assert image.size == (300, 200)
    assert np.asarray(image.convert("L"))[25, 150] < 128


def test_japanese_lines_do_not_begin_with_closing_marks() -> None:
    lines = wrapped("油圧シリンダのロッドパッキンを交換し、圧力を確かめる。", 4, 33)
    assert len(lines) > 2
    assert not any(line[0] in "、。ーッャュョ" for line in lines)
    assert wrapped("one two three", 4, 18) == ["one two", "three"]
    assert wrapped("", 4, 18) == []


def test_surfaces_and_damage_keep_the_size() -> None:
    rng = np.random.default_rng(3)
    for make in imaging.SURFACES:
        ground = make(rng, 90, 60)
        assert ground.size == (90, 60)
        assert imaging.camera(rng, ground).size == (90, 60)
        assert imaging.photocopy(rng, ground).size == (90, 60)
        assert imaging.blueprint(rng, ground).size == (90, 60)


def test_the_contact_sheet_command_writes_a_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "sheet.png"
    assert main(["contact-sheet", "--out", str(out), "--count", "3"]) == 0
    assert "3 pictures" in capsys.readouterr().out
    with Image.open(out) as sheet:
        assert sheet.width > 300


def test_the_samples_command_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["samples", "--out", str(tmp_path / "s"), "--only", "README"]) == 0
    assert capsys.readouterr().out.strip().endswith("README.txt")
