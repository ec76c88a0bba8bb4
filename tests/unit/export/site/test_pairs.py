"""Tables of pictures and captions, with all that such tables have wrong with them."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.site.messages import SiteProblem  # noqa: E402
from export.site.pairs import CaptionedFile, gather, read_table, reduced  # noqa: E402
from tests.unit.export.site.tiny_site import table  # noqa: E402


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("cp932", "CP932 (Shift_JIS)"),
        ("shift_jis", "CP932 (Shift_JIS)"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_of_all_usual_encodings_are_read(
    tmp_path: Path, encoding: str, said: str, delimiter: str
) -> None:
    lines = (("File", "caption ", "note"), ("1.png", "ポンプ室の排水ポンプ", "x"), ("2.png", "", ""))
    text = "\r\n".join(delimiter.join(line) for line in lines)
    found = read_table(table(tmp_path, text.encode(encoding)))
    assert found.pairs == [CaptionedFile("1.png", "ポンプ室の排水ポンプ", "", "")]
    assert (found.empty, found.encoding) == (1, said)


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-16", "UTF-16"), ("cp1252", "cp125"), ("euc_jp", "euc_jis_2004|euc_jp|euc_jisx0213")],
)
def test_another_encoding_is_named(tmp_path: Path, encoding: str, named: str) -> None:
    japanese = encoding == "euc_jp"
    caption = "第二倉庫の排水ポンプ、赤い取っ手のもの" if japanese else "Kühlwasserpumpe über der Tür, größer"
    raw = ("file,caption\n" + f"1.jpg,{caption}\n" * 8).encode(encoding)
    with pytest.raises(SiteProblem, match=named) as problem:
        read_table(table(tmp_path, raw))
    assert problem.value.code == "pairs-encoding"


def test_columns_that_are_there_and_that_are_wanted_are_named(tmp_path: Path) -> None:
    with pytest.raises(SiteProblem, match=r"columns picture, text; wanted are file and caption"):
        read_table(table(tmp_path, b"picture,text\n1.png,pump\n"))


@pytest.mark.parametrize(
    ("raw", "code"), [(b"", "pairs-columns"), (b'file,caption\n1,"a"b"\n', "pairs-broken")]
)
def test_what_is_no_table_is_said(tmp_path: Path, raw: bytes, code: str) -> None:
    with pytest.raises(SiteProblem) as problem:
        read_table(table(tmp_path, raw))
    assert problem.value.code == code
    with pytest.raises(SiteProblem, match="There is no file"):
        read_table(tmp_path / "nowhere.csv")


def picture(path: Path, seed: int = 1) -> str:
    Image.fromarray(np.random.default_rng(seed).integers(0, 256, (20, 30, 3), np.uint8)).save(path)
    return path.name


def test_a_file_in_several_lines_is_one_picture_and_damaged_ones_are_listed(tmp_path: Path) -> None:
    names = [picture(tmp_path / f"{n}.png", n) for n in range(5)]
    (tmp_path / "torn.jpg").write_bytes(b"\xff\xd8\xff\xe0 torn")
    (tmp_path / "cut.png").write_bytes((tmp_path / "0.png").read_bytes()[:300])
    pairs = [CaptionedFile(name, "pump", "", "") for name in (*names, "torn.jpg", "cut.png", "gone.png")]
    found = gather([*pairs, CaptionedFile("0.png", "old pump", "古いポンプ", "P1")], tmp_path)
    assert len(found.pictures) == 5
    assert found.pictures[0].english == ("pump", "old pump")
    assert found.pictures[0].japanese == ("古いポンプ",)
    assert found.things[0] == {"caption pump", "group p1"}
    assert [name for name, _ in found.damaged] == ["torn.jpg", "cut.png"]
    assert found.missing == ["gone.png"]


def test_too_many_missing_pictures_stop_and_the_first_five_are_named(tmp_path: Path) -> None:
    pairs = [
        CaptionedFile(picture(tmp_path / "0.png"), "a", "", ""),
        *(CaptionedFile(f"x{n}.png", "b", "", "") for n in range(9)),
    ]
    with pytest.raises(SiteProblem, match=r"9 of 10 pictures .* x0.png, x1.png, x2.png, x3.png, x4.png\. "):
        gather(pairs, tmp_path)


def test_pictures_are_made_small_upright_and_opaque(tmp_path: Path) -> None:
    tall = Image.new("RGB", (1500, 900), "white")
    tall.paste("black", (0, 0, 750, 900))
    exif = Image.Exif()
    exif[0x0112] = 6
    tall.save(tmp_path / "turned.jpg", exif=exif)
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    (tmp_path / "turned").write_bytes(reduced(tmp_path / "turned.jpg"))
    with Image.open(tmp_path / "turned") as image:
        assert image.size == (307, 512)
        assert [image.convert("L").getpixel((150, y)) for y in (50, 460)] == [0, 255]
    (tmp_path / "clear").write_bytes(reduced(tmp_path / "clear.png"))
    with Image.open(tmp_path / "clear") as image:
        assert image.getpixel((4, 4)) == (255, 255, 255)
