"""Archives looked into as into folders: names, limits, and entries that are read like files."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from imtextgui.documents import readers
from imtextgui.documents.archives.entries import OpenArchives, split_path
from imtextgui.documents.archives.listing import contents
from imtextgui.documents.archives.open_archive import harmless
from imtextgui.documents.content import (
    DEFAULT_LIMITS,
    HELD_BYTES,
    DocumentInfo,
    Limits,
    Listing,
    PageContent,
)
from imtextgui.documents.opening import open_document
from imtextgui.domain.embedding import Tensor
from imtextgui.errors import (
    DocumentChanging,
    DocumentDamaged,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentError,
    DocumentMissing,
    DocumentTooLarge,
    DocumentUnsupported,
)
from tests import archives, bad_files

TIME = 1_715_934_600
FILES = {
    "図面/GP-2040.pdf": bad_files.pdf(["pump"]),
    "notes.txt": "油圧ポンプ".encode(),
    "photo.jpg": bad_files.picture("JPEG"),
}
FORMS: dict[str, bytes] = {
    "a.zip": archives.zipped(FILES),
    "stored.zip": archives.zipped(FILES, zipfile.ZIP_STORED),
    "lzma.zip": archives.zipped(FILES, zipfile.ZIP_LZMA),
    "a.tar": archives.tarred(FILES),
    "a.tgz": archives.tarred(FILES, "gz"),
    "a.tar.bz2": archives.tarred(FILES, "bz2"),
    "A.TAR.XZ": archives.tarred(FILES, "xz"),
    "a.7z": archives.seven_zip(FILES),
    "lzma.7z": archives.seven_zip(FILES, b"\x03\x01\x01"),
    "stored.7z": archives.seven_zip(FILES, b"\0"),
    "packed header.7z": archives.seven_zip(FILES, packed_header=True),
}


def prepare(image: Image.Image) -> Tensor:
    return np.asarray(image.resize((8, 8)))


def read(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[DocumentInfo | PageContent | Listing]:
    return list(readers.read(path, prepare, limits))


def texts(path: Path) -> list[str]:
    return [each.text for each in read(path) if isinstance(each, PageContent)]


def names(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    *_, listing = read(path, limits)
    assert isinstance(listing, Listing)
    return [entry.name for entry in listing.entries]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_in_an_archive_is_read_as_from_a_folder(tmp_path: Path, form: str) -> None:
    archive = tmp_path / form
    archive.write_bytes(FORMS[form])
    info, page, listing = read(archive)
    assert isinstance(info, DocumentInfo)
    assert isinstance(page, PageContent)
    assert isinstance(listing, Listing)
    assert (info.pages, page.text, page.problem) == (1, "", None)
    assert [(entry.name, entry.size) for entry in listing.entries] == [(n, len(d)) for n, d in FILES.items()]
    assert {entry.mtime_ns // 10**9 for entry in listing.entries} == {TIME}
    assert texts(archive / "図面/GP-2040.pdf") == ["pump"]
    assert texts(archive / "notes.txt") == ["油圧ポンプ"]
    drawn = readers.render(archive / "photo.jpg", 1, 100)
    assert drawn is not None
    assert drawn.size == (100, 62)
    for name, data in FILES.items():
        path = tmp_path / Path(name).name
        path.write_bytes(data)
        assert readers.digest(archive / name) == readers.digest(path), "twins are one content"


@pytest.mark.parametrize("form", FORMS)
def test_entries_come_the_same_in_any_order_from_one_open_archive(tmp_path: Path, form: str) -> None:
    archive = tmp_path / form
    archive.write_bytes(FORMS[form])
    with OpenArchives(DEFAULT_LIMITS) as opened:
        for name in [*FILES, *reversed(FILES), *FILES]:
            assert b"".join(opened.find(archive / name).pieces()) == FILES[name]


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = archives.tarred({"deep/a.txt": b"found"}, "gz")
    (tmp_path / "outer.zip").write_bytes(archives.zipped({"b/inner.tgz": inner, "c.txt": b"c"}))
    assert names(tmp_path / "outer.zip/b/inner.tgz") == ["deep/a.txt"]
    assert texts(tmp_path / "outer.zip/b/inner.tgz/deep/a.txt") == ["found"]
    assert open_document(tmp_path / "outer.zip/b/inner.tgz/deep/a.txt").depth == 2


def test_a_quine_ends_at_the_third_archive(tmp_path: Path) -> None:
    path = tmp_path / "quine.zip"
    path.write_bytes(archives.quine_zip())
    for level in (5, 4):
        assert names(path) == [f"{level}.zip"]
        path = path / f"{level}.zip"
    assert names(path) == ["3.zip"]
    with pytest.raises(DocumentTooLarge):
        read(path / "3.zip")
    with pytest.raises(DocumentTooLarge):
        read(path / "3.zip" / "2.zip" / "1.zip")


def test_names_of_japanese_windows_are_read(tmp_path: Path) -> None:
    name = "図面/油圧ポンプ組立図.txt"
    (tmp_path / "a.zip").write_bytes(archives.japanese_zip(name, b"words"))
    assert names(tmp_path / "a.zip") == [name]
    assert texts(tmp_path / "a.zip" / name) == ["words"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/etc/passwd.txt", "etc/passwd.txt"),
        ("C:\\Windows\\a.txt", "Windows/a.txt"),
        ("a//./b.txt", "a/b.txt"),
        ("..", "_"),
    ],
)
def test_names_that_lead_elsewhere_stay_inside(tmp_path: Path, written: str, read_as: str) -> None:
    (tmp_path / "a.tar").write_bytes(archives.tarred({written: b"words to be read"}))
    assert names(tmp_path / "a.tar") == [read_as]
    assert texts(tmp_path / "a.tar" / read_as) == ["words to be read"]


@given(st.text(max_size=60))
def test_any_name_is_harmless(name: str) -> None:
    path = harmless(name)
    assert path
    assert "\0" not in path
    assert not path.startswith("/")
    assert ".." not in path.split("/")


def test_of_two_entries_of_a_name_the_later_counts(tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "old")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "new")
    (tmp_path / "a.zip").write_bytes(out.getvalue())
    assert names(tmp_path / "a.zip") == ["a.txt"]
    assert texts(tmp_path / "a.zip/a.txt") == ["new"]


def test_encrypted_entries_are_listed_and_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archives.encrypted_zip("plan.txt"))
    assert names(tmp_path / "a.zip") == ["plan.txt"]
    with pytest.raises(DocumentEncrypted) as caught:
        read(tmp_path / "a.zip/plan.txt")
    assert caught.value.details["path"] == str(tmp_path / "a.zip/plan.txt")


@pytest.mark.parametrize(
    ("limits", "told"),
    [(Limits(max_entries=2), 2), (Limits(max_unpacked_bytes=len(FILES["図面/GP-2040.pdf"]) + 20), 2)],
)
def test_what_is_beyond_the_limits_is_left_out_and_that_is_told(
    tmp_path: Path, limits: Limits, told: int
) -> None:
    (tmp_path / "a.zip").write_bytes(FORMS["a.zip"])
    _, page, listing = read(tmp_path / "a.zip", limits)
    assert isinstance(page, PageContent)
    assert isinstance(listing, Listing)
    assert len(listing.entries) == told
    assert page.problem is not None
    assert page.problem.code == "document-too-large"


def test_an_entry_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(FORMS["a.zip"])
    with OpenArchives(Limits(max_entry_bytes=10)) as opened, pytest.raises(DocumentTooLarge):
        open_document(tmp_path / "a.zip/notes.txt", archives=opened)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.zip", lambda: archives.zipped({"a.txt": bytes(70 * 2**20)})),
        ("a.tgz", lambda: archives.tarred({"a.txt": bytes(70 * 2**20)}, "gz")),
        ("a.tar.xz", lambda: archives.tarred({"a.txt": bytes(70 * 2**20)}, "xz")),
        ("a.7z", lambda: archives.seven_zip({"a.txt": bytes(70 * 2**20)})),
    ],
)
def test_bombs_are_refused_as_a_whole(tmp_path: Path, name: str, make: Callable[[], bytes]) -> None:
    (tmp_path / name).write_bytes(make())
    with pytest.raises(DocumentTooLarge):
        read(tmp_path / name)


def test_large_entries_are_read_from_a_copy_that_is_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    large = bad_files.pdf(["one", "two"]) + b"%" + bad_files.junk(2**20) * (HELD_BYTES // 2**20 + 1)
    (tmp_path / "a.zip").write_bytes(archives.zipped({"large.pdf": large}, zipfile.ZIP_STORED))
    assert open_document(tmp_path / "a.zip/large.pdf").data is None
    assert texts(tmp_path / "a.zip/large.pdf") == ["one", "two"]
    assert readers.render(tmp_path / "a.zip/large.pdf", 2, 100) is not None
    assert list((tmp_path / "temporary").iterdir()) == []


def test_an_archive_that_changes_while_an_entry_is_read_is_changing(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archives.zipped({"a.txt": b"one\ftwo"}))
    reading = readers.read(tmp_path / "a.zip/a.txt", prepare)
    next(reading)
    (tmp_path / "a.zip").write_bytes(archives.zipped({"a.txt": b"other", "b.txt": b"b"}))
    with pytest.raises(DocumentChanging):
        list(reading)


def test_paths_that_lead_into_archives_are_told_from_others(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(FORMS["a.zip"])
    (tmp_path / "b.txt").write_bytes(b"words")
    (tmp_path / "folder.zip").mkdir()
    (tmp_path / "folder.zip/c.txt").write_bytes(b"words")
    assert split_path(tmp_path / "a.zip/b/c.txt") == (tmp_path / "a.zip", "b/c.txt")
    assert split_path(tmp_path / "folder.zip/c.txt") == (tmp_path / "folder.zip/c.txt", "")
    for gone in ("b.txt/c.txt", "folder.zip/d.txt", "d.zip/a.txt", "a.zip/gone.txt", "a.zip/notes.txt/more"):
        with pytest.raises(DocumentError) as caught:
            open_document(tmp_path / gone)
        assert isinstance(caught.value, DocumentMissing | DocumentUnsupported), gone


def test_links_and_empty_files(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("empty.txt", b"")
    (tmp_path / "a.zip").write_bytes(out.getvalue())
    assert names(tmp_path / "a.zip") == ["empty.txt"]
    with pytest.raises(DocumentEmpty):
        read(tmp_path / "a.zip/empty.txt")


def test_mail_is_read_and_looked_into(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = "漏れ", "a@example.org", "Fri, 17 May 2024 08:30:00 +0000"
    mail.set_content("See the drawing.")
    mail.add_attachment(FILES["図面/GP-2040.pdf"], "application", "pdf", filename="図面.pdf")
    forwarded = EmailMessage()
    forwarded["Subject"] = "Older"
    forwarded.set_content("The seal B-17")
    mail.add_attachment(forwarded)
    path = tmp_path / "mail.eml"
    path.write_bytes(mail.as_bytes())
    _, page, listing = read(path)
    assert isinstance(page, PageContent)
    assert isinstance(listing, Listing)
    assert page.text.startswith("漏れ")
    assert [entry.name for entry in listing.entries] == ["図面.pdf", "Older.eml"]
    assert listing.entries[0].mtime_ns // 10**9 == 1_715_934_600
    assert texts(path / "図面.pdf") == ["pump"]
    assert "The seal B-17" in texts(path / "Older.eml")[0]


def test_an_office_document_named_like_an_archive_is_one(tmp_path: Path) -> None:
    body = b"<document><body><p><r><t>words</t></r></p></body></document>"
    (tmp_path / "a.zip").write_bytes(bad_files.word(body))
    assert texts(tmp_path / "a.zip") == ["words"]


@pytest.mark.parametrize("at", range(0, 400, 7))
def test_a_damaged_7z_raises_only_document_errors(tmp_path: Path, at: int) -> None:
    data = bytearray(
        archives.seven_zip({"a.txt": b"words " * 20, "b.txt": b"more"}, packed_header=at % 2 == 0)
    )
    at %= len(data)
    data[at] ^= 0x55
    path = tmp_path / "a.7z"
    path.write_bytes(data)
    blamed = path
    try:
        listing, _ = contents(path, None, DEFAULT_LIMITS)
        for entry in listing.entries:
            assert is_harmless(entry.name)
            open_document(path / entry.name)
    except DocumentError as told:
        blamed = Path(str(told.details["path"]))
    assert blamed.is_relative_to(path)


def is_harmless(name: str) -> bool:
    """Whether ``name`` stays within its archive."""
    return name != "" and not name.startswith("/") and ".." not in Path(name).parts


@given(st.binary(max_size=200))
def test_any_7z_directory_raises_only_damage(data: bytes) -> None:
    start = struct.pack("<QQI", 0, len(data), zlib.crc32(data))
    file = b"7z\xbc\xaf\x27\x1c\0\x04" + struct.pack("<I", zlib.crc32(start)) + start + data
    names = []
    with suppress(DocumentDamaged, DocumentTooLarge, DocumentUnsupported, DocumentEncrypted):
        listing, _ = contents(Path("a.7z"), file, DEFAULT_LIMITS)
        names = [entry.name for entry in listing.entries]
    assert all(is_harmless(name) for name in names)
