"""7z archives packed with each method, by py7zr and by our own code: what is read of them and what is refused."""

import struct
import zlib
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import py7zr
import pytest
from py7zr.properties import FILTER_DEFLATE64

from imtextgui.documents.archives.seven_zip import MOST_DICTIONARY, SevenZip
from imtextgui.errors import DocumentEncrypted, DocumentTooLarge, DocumentUnsupported
from tests import archives

FILES = {
    "図面/GP-2040.txt": "油圧ポンプ ".encode() * 400,
    "empty.txt": b"",
    "b.bin": bytes(range(256)) * 3_000,
}
METHODS: dict[str, list[dict[str, Any]]] = {
    "PPMd": [{"id": py7zr.FILTER_PPMD, "order": 6, "mem": 24}],
    "Deflate": [{"id": py7zr.FILTER_DEFLATE}],
    "Deflate64": [{"id": FILTER_DEFLATE64}],
    "BZip2": [{"id": py7zr.FILTER_BZIP2}],
    "Zstandard": [{"id": py7zr.FILTER_ZSTD, "level": 3}],
    "Brotli": [{"id": py7zr.FILTER_BROTLI, "level": 5}],
    "LZMA with a branch filter": [{"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_LZMA}],
    "LZMA2 with a branch filter": [{"id": py7zr.FILTER_ARM}, {"id": py7zr.FILTER_LZMA2, "preset": 3}],
    "LZMA2 with differences": [{"id": py7zr.FILTER_DELTA}, {"id": py7zr.FILTER_LZMA2, "preset": 3}],
    "stored": [{"id": py7zr.FILTER_COPY}],
}


def packed(filters: list[dict[str, Any]] | None = None, password: str | None = None) -> bytes:
    out = BytesIO()
    with py7zr.SevenZipFile(out, "w", filters=filters, password=password) as archive:
        for name, data in FILES.items():
            archive.writestr(data, name)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with closing(SevenZip(BytesIO(data))) as archive:
        members = list(archive.members())
        contents = {}
        for member in members:
            with archive.stream(member.key) as stream:
                contents[member.name] = stream.read()
        return contents


@pytest.mark.parametrize("method", METHODS)
def test_every_method_gives_the_bytes_that_were_packed(method: str) -> None:
    assert unpacked(packed(METHODS[method])) == FILES


def test_entries_are_read_in_any_order_and_in_pieces() -> None:
    with closing(SevenZip(BytesIO(packed()))) as archive:
        members = {member.name: member for member in archive.members()}
        for name in ("b.bin", "図面/GP-2040.txt", "b.bin"):
            with archive.stream(members[name].key) as stream:
                pieces = iter(lambda stream=stream: stream.read(1_000), b"")  # type: ignore[misc]
                assert b"".join(pieces) == FILES[name]


def test_folders_and_links_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.txt").write_bytes(b"words")
    (tmp_path / "folder" / "link").symlink_to("notes.txt")
    out = BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.writeall(tmp_path / "folder", "folder")
    assert unpacked(out.getvalue()) == {"folder/notes.txt": b"words"}


def test_a_password_is_told() -> None:
    data = packed(password="secret")
    with closing(SevenZip(BytesIO(data))) as archive:
        first = next(archive.members())
        with pytest.raises(DocumentEncrypted):
            archive.stream(first.key)


def test_a_hidden_directory_is_told() -> None:
    out = BytesIO()
    with py7zr.SevenZipFile(out, "w", password="secret", header_encryption=True) as archive:
        archive.writestr(b"words", "notes.txt")
    with pytest.raises(DocumentEncrypted):
        SevenZip(BytesIO(out.getvalue()))


def test_a_method_that_cannot_be_unpacked_is_told() -> None:
    bcj2 = b"\x03\x03\x01\x1b"
    archive = SevenZip(BytesIO(archives.seven_zip({"a.exe": b"code"}, bcj2)))
    with closing(archive), pytest.raises(DocumentUnsupported):
        archive.stream(next(archive.members()).key)


def test_a_dictionary_beyond_the_bound_is_refused() -> None:
    data = archives.seven_zip({"a.txt": b"words" * 100}, b"\x03\x01\x01")
    directory = data.index(b"\x5d" + struct.pack("<I", 2**20))
    huge = data[:directory] + b"\x5d" + struct.pack("<I", 2 * MOST_DICTIONARY) + data[directory + 5 :]
    length = int.from_bytes(huge[20:28], "little")
    start = huge[12:28] + struct.pack("<I", zlib.crc32(huge[-length:]))
    huge = huge[:8] + struct.pack("<I", zlib.crc32(start)) + start + huge[32:]
    archive = SevenZip(BytesIO(huge))
    with closing(archive), pytest.raises(DocumentTooLarge):
        archive.stream(next(archive.members()).key)
