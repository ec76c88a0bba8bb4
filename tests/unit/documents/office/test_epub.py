"""Books: their chapters in the order of the spine, whatever is wrong with what lies around them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from imtextgui.documents import readers
from imtextgui.documents.content import DocumentInfo, PageContent
from imtextgui.errors import DocumentDamaged, DocumentEmpty, DocumentEncrypted
from tests import archives
from tests.unit.documents.test_documents import prepare

CONTAINER = b'<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
METADATA = "<dc:title>油圧の手引き</dc:title><dc:creator>Vandermeer</dc:creator>"
BOOK = f"""<package xmlns:dc="x"><metadata>{METADATA}</metadata><manifest>
<item id="b" href="chapter%202.xhtml"/><item id="a" href="../text/first.xhtml"/><item id="n" href="gone.xhtml"/>
</manifest><spine><itemref idref="a"/><itemref idref="b"/><itemref idref="n"/></spine></package>""".encode()


def chapter(heading: str, words: str) -> bytes:
    markup = (
        f'<?xml version="1.0" encoding="UTF-8"?><html><body><h1>{heading}</h1><p>{words}</p></body></html>'
    )
    return markup.encode()


def book(files: Mapping[str, bytes]) -> bytes:
    return archives.zipped(
        {"mimetype": b"application/epub+zip", "META-INF/container.xml": CONTAINER, **files}
    )


WHOLE = book(
    {
        "OEBPS/book.opf": BOOK,
        "OEBPS/chapter 2.xhtml": chapter("Seals", "shaft seal ZX-4819"),
        "text/first.xhtml": chapter("ポンプ", "軸受を交換する。"),
    }
)


def read(path: Path, data: bytes) -> tuple[DocumentInfo, list[PageContent]]:
    path.write_bytes(data)
    info, *pages = readers.read(path, prepare)
    assert isinstance(info, DocumentInfo)
    return info, [page for page in pages if isinstance(page, PageContent)]


@pytest.mark.parametrize("name", ["a.epub", "a.zip", "no suffix"])
def test_chapters_in_the_order_of_the_spine(tmp_path: Path, name: str) -> None:
    info, pages = read(tmp_path / name, WHOLE)
    assert (info.pages, info.title) == (2, "ポンプ")
    assert [page.title for page in pages] == ["ポンプ", "Seals"]
    assert "軸受を交換する。" in pages[0].text
    assert "油圧の手引き" in pages[0].text
    assert "Vandermeer" in pages[0].text
    assert "ZX-4819" in pages[1].text


@pytest.mark.parametrize("opf", [b"", b"<package/>", b"no XML"])
def test_chapters_without_a_spine_stand_in_the_order_of_their_names(tmp_path: Path, opf: bytes) -> None:
    parts = {"b.html": chapter("B", "second"), "a.xhtml": chapter("A", "first")} | (
        {"OEBPS/book.opf": opf} if opf else {}
    )
    assert [page.title for page in read(tmp_path / "a.epub", book(parts))[1]] == ["A", "B"]


def test_protected_empty_and_damaged_books(tmp_path: Path) -> None:
    protected = book({"OEBPS/book.opf": BOOK, "META-INF/rights.xml": b"<rights/>"})
    for data, error in (
        (protected, DocumentEncrypted),
        (book({}), DocumentEmpty),
        (WHOLE[:-40], DocumentDamaged),
    ):
        with pytest.raises(error):
            read(tmp_path / "a.epub", data)


def test_a_book_has_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    path.write_bytes(WHOLE)
    assert readers.render(path, 1, 100) is None
