"""Trouble with files and decoders in our own words."""

import errno
from pathlib import Path

import pytest

from imtextgui.documents.content import decoding, translating_os
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
