"""Whatever a file is, reading it ends in pages or in one of our codes, and the others are read."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from imtextgui.documents import content, readers
from imtextgui.documents.content import DocumentInfo, Limits, Listing, PageContent
from imtextgui.domain.embedding import Tensor
from imtextgui.errors import (
    DocumentChanging,
    DocumentEmpty,
    DocumentError,
    DocumentForbidden,
    DocumentMissing,
    DocumentUnsupported,
)
from imtextgui.indexing.reader_pool.events import Finished
from imtextgui.indexing.reader_pool.process_pool import ProcessReaderPool
from imtextgui.indexing.reader_pool.protocol import ReadSpec
from tests import archives, bad_files, meshes

BAD = bad_files.bad_contents()


def prepare(image: Image.Image) -> Tensor:
    assert image.mode == "RGB"
    return np.asarray(image.resize((8, 8)))


def pages(path: Path) -> list[PageContent]:
    return [each for each in readers.read(path, prepare) if isinstance(each, PageContent)]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_ends_in_its_code(tmp_path: Path, name: str) -> None:
    data, code = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    started = time.process_time()
    with pytest.raises(DocumentError) as caught:
        pages(path)
    assert caught.value.code == code
    assert caught.value.details["path"] == str(path)
    if code in ("document-damaged", "document-too-large"):
        reason = caught.value.details["reason"]
        assert isinstance(reason, str)
        assert reason
        assert "object at 0x" not in reason
    assert time.process_time() - started < 10, "no bomb is unpacked"


def test_a_folder_of_bad_files_costs_none_of_the_good_ones(tmp_path: Path) -> None:
    expected = {}
    for name, (data, code) in BAD.items():
        (tmp_path / name).write_bytes(data)
        expected[name] = code
    for name in ("a.txt", "m.txt", "油圧ポンプ.txt"):
        (tmp_path / name).write_text("本文", encoding="utf-8")
        expected[name] = "finished"
    files = [(path.name, path) for path in sorted(tmp_path.iterdir())]
    with ProcessReaderPool(2) as pool:
        ended = {
            key: event.code if isinstance(event, DocumentError) else "finished"
            for key, event in pool.stream(files, ReadSpec(prepare))
            if isinstance(event, Finished | DocumentError)
        }
    assert ended == expected


@pytest.mark.parametrize(
    "code", ["document-empty", "document-damaged", "document-too-large", "document-encrypted"]
)
def test_rendering_ends_in_the_same_codes(tmp_path: Path, code: str) -> None:
    for name, (data, expected) in BAD.items():
        if expected == code and not name.endswith(UNDRAWN):
            (tmp_path / name).write_bytes(data)
            with pytest.raises(DocumentError) as caught:
                readers.render(tmp_path / name, 1, 100)
            assert caught.value.code == code, name


UNDRAWN = (".txt", ".csv", ".json", ".xml", ".rtf", ".eml", ".zip", ".tar", ".tgz", ".7z")
SUFFIXES = st.sampled_from(
    [
        *(".jpg", ".png", ".tif", ".webp", ".bmp", ".gif", ".pdf", ".txt", ".md", ".html", ".csv", ".rst"),
        *(".svg", ".svgz", ".dxf", ".docx", ".heic", ".rtf", ".eml", ".json", ".xml", ".step", ".x"),
        *(".zip", ".7z", ".tar", ".tgz", ".stl", ".obj", ".ply", ".glb", ".gltf", ".3mf"),
    ]
)
SEEDS = st.sampled_from(
    [
        b"",
        *(bad_files.picture(form)[:3_000] for form in ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF")),
        bad_files.pdf(["words"]),
        bad_files.svg('<text y="20">words</text>'),
        bad_files.heic(),
        b"{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset128 MS Gothic;}}\\f0 \\'96\\'fb words}",
        b'From: a\nDate: b\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n\nwords\n--x--',
        b'{"name": ["words", {"a": 1}]}',
        b'<?xml version="1.0"?><a name="words">more<b/></a>',
        b"ISO-10303-21;\nHEADER;\nFILE_NAME('words','',(''),(''),'','','');\nDATA;\n#1=PRODUCT('a','b');",
        archives.zipped({"a.txt": b"words", "b.txt": b"more"}),
        archives.seven_zip({"a.txt": b"words"}),
        archives.tarred({"a.txt": b"words"}, "gz"),
        *(meshes.binary_stl(*meshes.bracket()), meshes.text_stl(), meshes.obj(), meshes.ply(), meshes.glb()),
        *(meshes.ply("binary_big_endian"), meshes.gltf_with_data(), meshes.three_mf()),
        bad_files.word(b"<document><body><p><r><t>words</t></r></p></body></document>"),
        b"0\nSECTION\n2\nENTITIES\n0\nTEXT\n10\n0\n20\n0\n40\n2\n1\nwords\n0\nENDSEC\n0\nEOF\n",
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=SEEDS, junk=st.binary(max_size=400), at=st.integers(0, 3_000), suffix=SUFFIXES)
@example(seed=b"", junk=b"\x1b$", at=0, suffix=".txt")
def test_no_bytes_raise_anything_but_a_document_error(
    tmp_path: Path, seed: bytes, junk: bytes, at: int, suffix: str
) -> None:
    path = tmp_path / f"file{suffix}"
    path.write_bytes(seed[:at] + junk + seed[at + len(junk) :])
    with suppress(DocumentError):
        info, *rest = readers.read(path, prepare)
        assert isinstance(info, DocumentInfo)
        read = [each for each in rest if isinstance(each, PageContent)]
        assert info.pages == len(read)
        assert all(page.text.encode() is not None for page in read)
        assert all(isinstance(each, PageContent | Listing) for each in rest)


NAMES = [
    "油圧ポンプの組立図.txt",
    "🔧 gear 🚜.txt",
    "two\nlines.txt",
    "é" * 100 + ".txt",
    "a" * 251 + ".txt",
    "-n .txt",
    "a&b;c'd\".txt",
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows forbids some of these names")
@pytest.mark.parametrize("name", NAMES)
def test_names_do_not_matter(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(bad_files.pdf(["words"]))
    assert pages(tmp_path / name)[0].text == "words"
    assert readers.render(tmp_path / name, 1, 100) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="names are bytes on POSIX only")
def test_a_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.pdf"))
    path.write_bytes(bad_files.pdf(["words"]))
    assert pages(path)[0].text == "words"


def test_a_path_of_more_than_260_characters_is_read(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 120) / ("y" * 120)
    folder.mkdir(parents=True)
    (folder / "document.pdf").write_bytes(bad_files.pdf(["words"]))
    assert len(str(folder)) > 240
    assert pages(folder / "document.pdf")[0].text == "words"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_loop_of_links_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").symlink_to(tmp_path / "b.jpg")
    (tmp_path / "b.jpg").symlink_to(tmp_path / "a.jpg")
    with pytest.raises(DocumentMissing):
        pages(tmp_path / "a.jpg")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX has named pipes in the file system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(DocumentUnsupported):
        pages(tmp_path / "pipe.txt")
    with pytest.raises(DocumentUnsupported):
        readers.render(tmp_path / "pipe.txt", 1, 100)


def test_a_folder_named_like_a_picture_is_unsupported(tmp_path: Path) -> None:
    (tmp_path / "folder.jpg").mkdir()
    with pytest.raises(DocumentUnsupported):
        pages(tmp_path / "folder.jpg")


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    for call in (pages, readers.digest, lambda path: readers.render(path, 1, 100)):
        with pytest.raises(DocumentMissing):
            call(tmp_path / "gone.jpg")
    with pytest.raises(DocumentMissing):
        pages(tmp_path / "nul\0.jpg")


READ_AS_NOBODY = """
import os, sys
from pathlib import Path
from zipfile import ZipFile
from imtextgui.documents import readers
from imtextgui.errors import DocumentForbidden
os.setgid(65534); os.setuid(65534)
try:
    readers.digest(Path(sys.argv[1]))
except DocumentForbidden:
    print("forbidden")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="rights are set otherwise on Windows")
def test_a_file_without_the_right_to_read_is_forbidden(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("words")
    path.chmod(0)
    if os.geteuid() != 0:
        with pytest.raises(DocumentForbidden):
            pages(path)
        return
    # Root may read anything, so somebody else has to try.
    for folder in (tmp_path, *tmp_path.parents):
        if folder.owner() == "root" and folder != Path("/") and "pytest" in str(folder):
            folder.chmod(0o755)
    child = subprocess.run(
        [sys.executable, "-c", READ_AS_NOBODY, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(readers.__file__).parents[2],
    )
    assert child.stdout.strip() == "forbidden"


def test_a_file_that_another_program_keeps_locked_is_forbidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("words")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(content, "_quiet_opener", refuse)
    with pytest.raises(DocumentForbidden):
        pages(path)


def test_a_file_that_grows_or_vanishes_while_it_is_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "growing.txt"
    path.write_text("\f".join("abc"))
    reading = readers.read(path, prepare)
    next(reading)
    with path.open("a") as file:
        file.write("more")
    with pytest.raises(DocumentChanging):
        list(reading)
    reading = readers.read(path, prepare)
    next(reading)
    path.unlink()
    with pytest.raises(DocumentMissing):
        list(reading)


def test_a_file_that_grows_while_it_is_digested_is_changing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.txt"
    path.write_text("line\n")
    before = path.stat()
    path.write_text("line\nline\n")
    monkeypatch.setattr("imtextgui.documents.opening.regular", lambda _: before)
    with pytest.raises(DocumentChanging):
        readers.digest(path)


def test_an_empty_query_photo_is_empty() -> None:
    with pytest.raises(DocumentEmpty):
        readers.render(b"", 1, 100)


def test_more_pages_than_the_limit_are_left_out_and_that_is_told(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(bad_files.pdf([f"page {number}" for number in range(1, 6)]))
    read = list(readers.read(path, prepare, Limits(max_pages=3)))
    assert isinstance(read[0], DocumentInfo)
    assert read[0].pages == 3
    last = read[-1]
    assert isinstance(last, PageContent)
    assert (last.number, last.text) == (3, "page 3")
    assert last.problem is not None
    assert last.problem.code == "document-too-large"


@pytest.mark.parametrize("suffix", [".docx", ".3mf", ".zip", ".jpg"])
def test_a_zip_of_a_version_that_nobody_knows_is_damaged(tmp_path: Path, suffix: str) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    data = bytearray(packed.getvalue())
    data[data.index(b"PK\x01\x02") + 6] = 99  # the version needed to unpack it
    path = tmp_path / f"odd{suffix}"
    path.write_bytes(data)
    with pytest.raises(DocumentError):
        list(readers.read(path, prepare))
