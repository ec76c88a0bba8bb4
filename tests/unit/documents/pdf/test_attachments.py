"""Files attached to PDFs: named, told apart, and as they were."""

from io import BytesIO
from pathlib import Path

import pytest

from imtextgui.documents import readers
from imtextgui.documents.content import Listing
from imtextgui.documents.pdf.attachments import PdfAttachments
from imtextgui.errors import DocumentError
from tests import bad_files, pdf_files
from tests.unit.documents.test_documents import prepare


def attached(data: bytes) -> dict[str, bytes]:
    files = PdfAttachments(BytesIO(data))
    found = {member.name: files.stream(member.key).read() for member in files.members()}
    assert {member.name: member.size for member in files.members()} == {
        name: len(data) for name, data in found.items()
    }
    files.close()
    return found


@pytest.mark.parametrize("portfolio", [False, True])
def test_files_of_a_document(portfolio: bool) -> None:
    files = {"Spare parts.txt": b"FB-90021", "図面.pdf": bad_files.pdf(["x"]), "bare.txt": b""}
    assert attached(pdf_files.with_files(files, portfolio=portfolio)) == files


def test_a_file_of_which_nothing_is_there_costs_only_itself() -> None:
    data = pdf_files.with_files({"a.txt": b"words", "b.txt": b"more"})
    assert attached(data.replace(b"/EF << /F 101 0 R >>", b"/EF << >>")) == {"b.txt": b"more"}


def on_page(name: str) -> bytes:
    file = "/Subtype /FileAttachment /Rect [9 9 20 20] /FS << /Type /Filespec /F ({}) /EF << /F 90 0 R >> >>"
    data = pdf_files.noted(file.format(name), file.format(name))
    return pdf_files.with_objects(
        data, {90: b"<< /Type /EmbeddedFile /Length 5 >> stream\nwords\nendstream"}, ""
    )


def test_files_at_a_place_on_a_page() -> None:
    assert attached(on_page("note.txt")) == {"note.txt": b"words", "page 1/note.txt": b"words"}


def test_reading_tells_what_is_attached_and_leads_to_it(tmp_path: Path) -> None:
    for name, data in {
        "a.pdf": pdf_files.with_files({"b.txt": b"words of it"}),
        "c.pdf": on_page("b.txt"),
    }.items():
        path = tmp_path / name
        path.write_bytes(data)
        *_, last = readers.read(path, prepare)
        assert isinstance(last, Listing)
        assert "b.txt" in {entry.name for entry in last.entries}
        assert any(isinstance(event, Listing) for event in readers.read(path, prepare))
        _, page = readers.read(path / "b.txt", prepare)
        assert "words" in getattr(page, "text", "")


def test_a_pdf_without_files_has_no_listing(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(bad_files.pdf(["x"]))
    assert not any(isinstance(event, Listing) for event in readers.read(path, prepare))
    with pytest.raises(DocumentError):
        list(readers.read(path / "b.txt", prepare))
