"""The table of readers: which file is read by which, and what is promised by a name."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from imtextgui.documents import readers
from imtextgui.documents.content import HELD_BYTES, DocumentInfo, PageContent
from imtextgui.documents.opening import open_document
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Kind
from imtextgui.errors import DocumentMissing, DocumentTooLarge, DocumentUnsupported
from tests import archives, bad_files


def prepare(image: Image.Image) -> Tensor:
    return np.asarray(image.resize((8, 8)))


def read(path: Path, first_page: int = 1) -> tuple[DocumentInfo, list[PageContent]]:
    info, *pages = readers.read(path, prepare, first_page=first_page)
    assert isinstance(info, DocumentInfo)
    return info, [page for page in pages if isinstance(page, PageContent)]


@pytest.mark.parametrize(
    "name",
    ["a.jpg", "A.JPEG", "b.TIF", "c.webp", "d.Pdf", "e.md", "f.csv", "g.svgz", "h.heic", "i.ini", "図面.DXF"],
)
def test_names_that_promise_a_document(name: str) -> None:
    assert readers.is_supported(Path(name))


@pytest.mark.parametrize("name", ["a.doc", "b.dwg", "pdf", "d.jpg.part", "e.exe", ".txt"])
def test_names_that_do_not(name: str) -> None:
    assert not readers.is_supported(Path(name))


@pytest.mark.parametrize(
    ("name", "data", "width"),
    [
        ("a PDF.jpg", bad_files.pdf(["words"]), 595),
        ("a PNG.pdf", bad_files.picture("PNG"), 640),
        ("a JPEG.png", bad_files.picture("JPEG"), 640),
        ("a text.png", b"just words", 0),
        ("a text.pdf", "組立図".encode("shift_jis"), 0),
        ("a JPEG without suffix", bad_files.picture("JPEG"), 640),
        ("a BMP.txt", bad_files.picture("BMP"), 640),
        ("LICENSE", b"Permission is hereby granted, free of charge", 0),
        ("settings.unknown", "油圧ポンプの設定をここに書いてください".encode(), 0),
        ("読んでください", "油圧ポンプの取扱説明について。".encode("shift_jis"), 0),
        ("作業.記録", "軸受を交換した。異音はなくなりました。".encode("euc_jp"), 0),
        ("PARTS", b"QX-10021  2  0.5 kg\nQX-10022  4  1.2 kg\nQX-10023  1  3.0 kg\n", 0),
        ("errors.dat", b"F101 2019-04-02 10:22 pump\nF102 2019-04-02 10:25 fan\n", 0),
        ("a Makefile", "all:\n\tbuild pump".encode("utf-16"), 0),
        ("an SVG.jpg", bad_files.svg("<text>words</text>"), 300),
    ],
)
def test_content_counts_and_not_the_name(tmp_path: Path, name: str, data: bytes, width: int) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    _, pages = read(path)
    assert pages[0].width == width
    assert bool(pages[0].text) == (width != 640)


@pytest.mark.parametrize(
    "data",
    [
        b"1.0 2.0 3.0\n" * 50,
        b"0.1e-5 2.4E+3 nan -1.0e10\n" * 50,
        b"00 1f 8b 03 0a 9e 41 77 20\n" * 50,
        b"2024-05-17 08:30 12 44.5\n" * 50,
    ],
)
def test_columns_of_figures_are_no_list(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "values.out"
    path.write_bytes(data)
    with pytest.raises(DocumentUnsupported):
        read(path)


def test_pages_that_a_browser_saved_are_read(tmp_path: Path) -> None:
    path = tmp_path / "page.mhtml"
    path.write_bytes(
        b"From: <Saved by a browser>\r\nSubject: Hoist\r\nDate: Fri, 17 May 2024 08:30:00 -0000\r\n"
        b"MIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: http://intranet/page\r\n\r\n"
        b"<html><body><p>brake of the hoist: Vanderb=\r\nerg</p></body></html>\r\n--b--\r\n"
    )
    assert "Vanderberg" in read(path)[1][0].text


def test_a_camera_raw_file_without_a_preview_is_not_taken_for_tiff(tmp_path: Path) -> None:
    path = tmp_path / "photo.nef"
    path.write_bytes(bad_files.picture("TIFF"))
    with pytest.raises(DocumentUnsupported):
        read(path)


def test_reading_starts_at_the_page_asked_for(tmp_path: Path) -> None:
    files = {
        "a.pdf": bad_files.pdf(["one", "two", "three"]),
        "b.txt": b"one\ftwo\fthree",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        info, pages = read(tmp_path / name, first_page=3)
        assert info.pages == 3
        assert [(page.number, page.text) for page in pages] == [(3, "three")]


def test_rendering_gives_a_picture_of_the_size_asked_for(tmp_path: Path) -> None:
    pdf, photo, text = tmp_path / "a.pdf", tmp_path / "b.jpg", tmp_path / "c.txt"
    pdf.write_bytes(bad_files.pdf(["one", "two"]))
    photo.write_bytes(bad_files.picture("JPEG"))
    text.write_text("words")
    page = readers.render(pdf, 2, 1_000)
    assert page is not None
    assert (page.mode, max(page.size)) == ("RGB", 1_000)
    small = readers.render(photo.read_bytes(), 1, 200)
    assert small is not None
    assert small.size == (200, 125)
    assert readers.render(text, 1, 200) is None
    with pytest.raises(DocumentMissing):
        readers.render(pdf, 3, 1_000)
    with pytest.raises(DocumentMissing):
        readers.render(photo, 2, 1_000)


def test_large_files_are_read_from_disk_with_the_same_digest_and_pages(tmp_path: Path) -> None:
    small, large = tmp_path / "small.pdf", tmp_path / "large.pdf"
    data = bad_files.pdf(["one", "two"])
    small.write_bytes(data)
    large.write_bytes(data + b"%" + b" " * (HELD_BYTES + 1))
    assert open_document(small).data == data
    assert open_document(large).data is None
    assert [page.text for page in read(large)[1]] == ["one", "two"]
    assert readers.digest(small) != readers.digest(large)
    picture = tmp_path / "large.bmp"
    Image.new("RGB", (4_000, 3_000), "red").save(picture)
    assert open_document(picture).data is None
    info, pages = read(picture)
    assert info.kind is Kind.PHOTO
    assert pages[0].tensor is not None
    assert pages[0].tensor[4, 4].tolist() == [255, 0, 0]


def test_a_large_file_of_holes_is_refused_before_it_is_digested(tmp_path: Path) -> None:
    path = tmp_path / "reserved.txt"
    with path.open("wb") as file:
        file.truncate(100 * 2**30)
    if path.stat().st_blocks > 2**20:
        pytest.skip("this disk has no files with holes")
    with pytest.raises(DocumentTooLarge) as told:
        readers.digest(path)
    assert "102,400 MB, 0 MB" in str(told.value.details["reason"])


def test_what_is_no_document_is_refused_by_its_first_bytes_where_it_is_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "HELD_BYTES", 1_000)
    film, text, small = (tmp_path / name for name in ("film.mkv", "a.txt", "small.mkv"))
    film.write_bytes(b"\x1a\x45\xdf\xa3" + bytes(range(256)) * 40)
    text.write_bytes(b"words of a long text " * 400)
    small.write_bytes(film.read_bytes()[:900])
    with pytest.raises(DocumentUnsupported):
        readers.refuse_unsupported(film)
    (tmp_path / "a.zip").write_bytes(archives.zipped({"film.mkv": film.read_bytes()}))
    for path in (text, small, tmp_path / "a.zip" / "film.mkv"):
        readers.refuse_unsupported(path)


def test_thumbnails_are_jpegs_of_320_pixels(tmp_path: Path) -> None:
    for name, data in {
        "a.pdf": bad_files.pdf(["x"]),
        "b.png": bad_files.picture("PNG", (2_000, 900)),
    }.items():
        (tmp_path / name).write_bytes(data)
        thumbnail = read(tmp_path / name)[1][0].thumbnail
        assert thumbnail is not None
        with Image.open(BytesIO(thumbnail)) as image:
            assert (image.format, max(image.size)) == ("JPEG", 320)


def test_importing_the_table_imports_no_reader() -> None:
    code = "import sys, imtextgui.documents; print(*sys.modules)"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"PIL", "pypdfium2", "selectolax", "chardetng_py", "charset_normalizer"} & set(
        child.stdout.split()
    )
