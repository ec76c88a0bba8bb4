"""Results as files: CSV that Excel opens, a web page that needs no other file, a PDF, and JSON."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from imtextgui.domain.items import Kind
from imtextgui.domain.progress import Progress, Stage, run
from imtextgui.domain.query import Band, Evidence, Hit, Photo, Query, Results, Route, Snippet
from imtextgui.errors import ReportExists, ReportFormatUnknown
from imtextgui.reports import result_leaves, result_list

HIT = Hit(
    1,
    101,
    Path("/plant/Press 1/=HYPERLINK <b>.pdf"),
    3,
    9,
    Kind.MANUAL,
    2.0,
    Band.STRONG,
    (Evidence(Route.CODES, 1, 1.0, ("GP-2040",)), Evidence(Route.MEANING, 1, 0.61)),
    Snippet("Replace the seal GP-2040\nof <the> pump", ((17, 24),)),
    section="4 / Seals",
    language="en",
    modified=1.7e9,
)
PHOTO = replace(
    HIT, item_id=2, page_id=201, path=Path("/plant/油圧ポンプ.jpg"), page=1, pages=1, kind=Kind.PHOTO,
    band=Band.WEAK, evidence=(), snippet=None, section="", language="", modified=0.0,
)  # fmt: skip
RESULTS = Results(Query("GP-2040", (Photo(b"x"),)), (HIT, PHOTO), Band.STRONG, 0.1)


@pytest.fixture(autouse=True)
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result_leaves, "LEAF_PIXELS", 842)


def thumbnail(page_id: int) -> bytes | None:
    if page_id == HIT.page_id:
        out = io.BytesIO()
        Image.new("RGB", (60, 80), "teal").save(out, "WEBP")
        return out.getvalue()
    return b"no picture"


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, results: Results = RESULTS, *, overwrite: bool = False) -> Path:
        steps: list[Progress] = []
        path = run(
            result_list.write(results, tmp_path / name, overwrite=overwrite, thumbnail=thumbnail),
            steps.append,
        )
        assert {step.stage for step in steps} == {Stage.LIST}
        assert all(step.total == len(results.hits) for step in steps)
        return path

    return written


def test_excel_opens_the_table_as_utf_8_and_runs_nothing_of_it(write: Write) -> None:
    data = write("list.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    heading, first, second = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert heading[:5] == ["No.", "Confidence", "Kind", "File", "Page"]
    assert first == [
        "1", "strong", "manual", "'=HYPERLINK <b>.pdf", "3", "9", "4 / Seals",
        "part number: GP-2040; meaning 0.61", "Replace the seal GP-2040 of <the> pump", "en", first[10],
        "/plant/Press 1/=HYPERLINK <b>.pdf",
    ]  # fmt: skip
    assert re.fullmatch(r"2023-11-1[45]", first[10])
    assert second[3] == "油圧ポンプ.jpg"
    assert second[7:11] == ["", "", "", ""]


def test_headings_are_in_the_language_of_the_user(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    assert "見つけた理由" in write("list.csv").read_text(encoding="utf-8-sig")
    assert '<html lang="ja">' in write("list.html").read_text(encoding="utf-8")


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.sources: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.sources += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_web_page_needs_no_other_file_and_holds_no_markup_of_others(write: Write) -> None:
    text = write("list.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert page.tags.count("article") == 2
    assert [source[:23] for source in page.sources] == ["data:image/webp;base64,"]
    assert not {"script", "link", "b"} & set(page.tags)
    assert "=HYPERLINK <b>.pdf" in page.text
    assert "<mark>GP-2040</mark>" in text
    assert "GP-2040  +  photos: 1" in page.text


def test_the_pdf_has_as_many_leaves_as_it_takes(write: Write) -> None:
    many = replace(RESULTS, hits=(HIT,) * (result_leaves.ROWS + 1))
    with pypdfium2.PdfDocument(write("many.pdf", many)) as document:
        assert len(document) == 2
    with pypdfium2.PdfDocument(write("none.pdf", replace(RESULTS, hits=()))) as document:
        assert len(document) == 1
        assert document[0].get_size() == (595.0, 842.0)


def test_scripts_get_the_query_and_the_hits(write: Write) -> None:
    odd = replace(HIT, path=Path("/plant/\udcff.pdf"), modified=1e300)
    told = json.loads(write("list.json", replace(RESULTS, hits=(odd,))).read_text(encoding="utf-8"))
    assert (told["text"], told["band"], len(told["hits"])) == ("GP-2040", "strong", 1)
    for name in ("odd.csv", "odd.html", "odd.pdf"):
        assert write(name, replace(RESULTS, hits=(odd,))).stat().st_size > 100


def test_what_is_there_stays_unless_it_may_be_replaced(write: Write, tmp_path: Path) -> None:
    write("list.csv")
    with pytest.raises(ReportExists):
        write("list.csv")
    write("list.csv", overwrite=True)
    with pytest.raises(ReportFormatUnknown) as caught:
        result_list.write(RESULTS, tmp_path / "list.docx", overwrite=False, thumbnail=thumbnail)
    assert caught.value.details["other"] == ".csv, .html, .pdf, .json"
