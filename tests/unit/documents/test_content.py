"""Trouble with files and decoders in our own words."""

import errno
import os
from pathlib import Path

import pytest

from imtextgui.documents.content import decoding, open_bytes, translating_os
from imtextgui.errors import (
    DocumentDamaged,
    DocumentEncrypted,
    DocumentError,
    DocumentForbidden,
    DocumentMissing,
    DocumentTooLarge,
)

PLACE = Path("部品表.pdf")


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOENT, DocumentMissing),
        (errno.ENOTDIR, DocumentMissing),
        (errno.ELOOP, DocumentMissing),
        (errno.ENAMETOOLONG, DocumentMissing),
        (errno.EACCES, DocumentForbidden),
        (errno.EBUSY, DocumentForbidden),
        (errno.EIO, DocumentDamaged),
    ],
)
def test_errors_of_the_system(number: int, error: type[DocumentError]) -> None:
    with pytest.raises(error) as caught, translating_os(PLACE):
        raise OSError(number, "no luck")
    assert caught.value.details["path"] == str(PLACE)


@pytest.mark.parametrize(
    ("trouble", "error", "reason"),
    [
        (SyntaxError("broken header"), DocumentDamaged, "broken header"),
        (IndexError(), DocumentDamaged, "IndexError"),
        (
            OSError("cannot identify image file <_io.BytesIO object at 0x7f>"),
            DocumentDamaged,
            "cannot identify image file",
        ),
        (MemoryError(), DocumentTooLarge, "memory"),
    ],
)
def test_errors_of_decoders(trouble: Exception, error: type[DocumentError], reason: str) -> None:
    with pytest.raises(error) as caught, decoding(PLACE):
        raise trouble
    assert caught.value.details["reason"] == reason


def test_our_own_errors_pass_a_decoder_s_translation() -> None:
    with pytest.raises(DocumentEncrypted), decoding(PLACE):
        raise DocumentEncrypted(path="a")


@pytest.mark.skipif(not hasattr(os, "O_NOATIME"), reason="only Linux can leave the time of access as it is")
def test_the_time_of_access_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flags: list[int] = []
    real = os.open

    def note(path: str, asked: int, *rest: int) -> int:
        flags.append(asked)
        if asked & os.O_NOATIME and "foreign" in str(path):
            raise PermissionError(1, "not the owner")
        return real(path, asked, *rest)

    monkeypatch.setattr(os, "open", note)
    for name in ("own.txt", "foreign.txt"):
        (tmp_path / name).write_bytes(b"words")
        with open_bytes(tmp_path / name) as file:
            assert file.read() == b"words"
    assert [bool(asked & os.O_NOATIME) for asked in flags] == [True, True, False]
    monkeypatch.delattr(os, "O_NOATIME")
    monkeypatch.setattr(os, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "no")))
    with pytest.raises(PermissionError):
        open_bytes(tmp_path / "own.txt")
