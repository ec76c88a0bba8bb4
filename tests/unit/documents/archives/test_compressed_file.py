"""Single compressed files: an entry each, found by what is in it."""

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from imtextgui.documents import readers
from imtextgui.documents.archives.listing import contents
from imtextgui.documents.content import DEFAULT_LIMITS, Listing, PageContent
from imtextgui.errors import DocumentDamaged, DocumentTooLarge
from tests import archives, bad_files
from tests.unit.documents.test_documents import prepare

FORMS: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("notes.txt", b"hoist brake Wennerberg", "Wennerberg"),
        ("manual.pdf", bad_files.pdf(["Sandberg"]), "Sandberg"),
    ],
)
def test_the_one_entry_is_read_as_a_file(
    tmp_path: Path, form: str, name: str, data: bytes, words: str
) -> None:
    path = tmp_path / f"{name}.{form}"
    path.write_bytes(FORMS[form](data))
    *_, listing = readers.read(path, prepare)
    assert isinstance(listing, Listing)
    assert [(entry.name, entry.size) for entry in listing.entries] == [(name, len(data))]
    _, page, *_ = readers.read(path / name, prepare)
    assert isinstance(page, PageContent)
    assert words in page.text


@pytest.mark.parametrize("form", FORMS)
def test_an_archive_under_the_name_of_a_single_file_is_an_archive(form: str) -> None:
    data = archives.tarred({"a.txt": b"one", "b/c.txt": b"two"}, form)
    listing, problem = contents(Path(f"backup.{form}"), data, DEFAULT_LIMITS)
    assert [entry.name for entry in listing.entries] == ["a.txt", "b/c.txt"]
    assert problem is None


def test_several_pieces_in_one_file_are_read_to_their_end(tmp_path: Path) -> None:
    path = tmp_path / "a.log.gz"
    path.write_bytes(gzip.compress(b"first ") + gzip.compress(b"second"))
    _, page, *_ = readers.read(path / "a.log", prepare)
    assert isinstance(page, PageContent)
    assert page.text == "first second"


def test_what_is_not_compressed_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(b"unpacked by the server that sent it")
    _, page, *_ = readers.read(path, prepare)
    assert isinstance(page, PageContent)
    assert "unpacked" in page.text


@pytest.mark.parametrize("form", FORMS)
def test_damaged_and_hostile_files(form: str) -> None:
    whole = FORMS[form](bytes(range(256)) * 2_000)
    with pytest.raises(DocumentDamaged):
        contents(Path(f"a.{form}"), whole[: len(whole) // 2], DEFAULT_LIMITS)
    with pytest.raises(DocumentTooLarge):
        contents(Path(f"a.{form}"), FORMS[form](bytes(80 * 2**20)), DEFAULT_LIMITS)
