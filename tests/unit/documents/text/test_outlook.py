"""Outlook's messages: their words, and what is attached to them as files."""

import struct
from pathlib import Path

import pytest

from imtextgui.documents import readers
from imtextgui.documents.content import DocumentInfo, Listing, PageContent
from imtextgui.documents.text.compressed_rtf import unpacked_rtf
from imtextgui.errors import DocumentDamaged
from tests import bad_files, compound_files
from tests.unit.documents.test_documents import prepare


def read(tmp_path: Path, data: bytes) -> tuple[str, tuple[str, ...]]:
    """(the words, the names of the attachments)"""
    path = tmp_path / "a.msg"
    path.write_bytes(data)
    info, *rest = readers.read(path, prepare)
    assert isinstance(info, DocumentInfo)
    words = "\n".join(page.text for page in rest if isinstance(page, PageContent))
    listing = next(part for part in rest if isinstance(part, Listing))
    return words, tuple(entry.name for entry in listing.entries)


def test_words_and_attachments(tmp_path: Path) -> None:
    data = compound_files.message(
        subject="軸受 GP-2040",
        body="The bearing\r\nruns hot.",
        attachments={"図面.pdf": bad_files.pdf(["Sandvoll"]), "large.bin": bytes(10_000)},
        inner=b"hoist brake Wennerberg",
    )
    words, names = read(tmp_path, data)
    for part in ("軸受 GP-2040", "山田 太郎", "Workshop", "runs hot.", "2024"):
        assert part in words
    assert names[:2] == ("図面.pdf", "large.bin")
    assert names[2].endswith(".eml")
    _, page, *_ = readers.read(tmp_path / "a.msg" / "図面.pdf", prepare)
    assert isinstance(page, PageContent)
    assert "Sandvoll" in page.text
    _, page, *_ = readers.read(tmp_path / "a.msg" / names[2], prepare)
    assert isinstance(page, PageContent)
    assert "Wennerberg" in page.text


def test_messages_that_have_only_html_or_rich_text(tmp_path: Path) -> None:
    html = b"<html><body><p>gear box Lindqvist</p></body></html>"
    assert "Lindqvist" in read(tmp_path, compound_files.message(extra={"__substg1.0_10130102": html}))[0]
    rtf = rb"{\rtf1\ansi shaft seal Hallgren\par}"
    stored = struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf
    assert "Hallgren" in read(tmp_path, compound_files.message(extra={"__substg1.0_10090102": stored}))[0]


def test_narrow_strings_are_in_the_code_page_of_their_country(tmp_path: Path) -> None:
    extra = {"__substg1.0_1000001E": "減速機の点検について。油圧ポンプを交換しました。".encode("cp932")}
    assert "減速機の点検" in read(tmp_path, compound_files.message(extra=extra))[0]


def test_compressed_rich_text() -> None:
    # The example of the format's description.
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert unpacked_rtf(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    with pytest.raises(ValueError, match="compressed"):
        unpacked_rtf(struct.pack("<IIII", 1, 1, 1, 1))


@pytest.mark.parametrize("cut", [600, 2_000, -700])
def test_damaged_messages(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.msg"
    path.write_bytes(compound_files.message(subject="words", body="more " * 2_000)[:cut])
    with pytest.raises(DocumentDamaged):
        list(readers.read(path, prepare))
