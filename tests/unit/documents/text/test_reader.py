"""Text files: the words of each format, cut into pages at headings and paragraphs."""

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from imtextgui.documents.content import DocumentInfo, Limits, PageContent
from imtextgui.documents.text import reader
from imtextgui.domain.items import Kind, Origin
from imtextgui.errors import DocumentDamaged, DocumentEmpty
from tests.even_growth import grows_evenly


def read(
    name: str, text: str | bytes, limits: Limits | None = None
) -> tuple[DocumentInfo, list[PageContent]]:
    data = text if isinstance(text, bytes) else text.encode()
    info, *pages = reader.read(Path(name), data, np.asarray, limits or Limits(), 1)
    assert isinstance(info, DocumentInfo)
    return info, [page for page in pages if isinstance(page, PageContent)]


def only(name: str, text: str | bytes) -> PageContent:
    return read(name, text)[1][0]


def test_plain_text_is_a_manual_without_pictures() -> None:
    info, (page,) = read("手順.txt", "ポンプを止める。\r\n弁を閉じる。".encode("shift_jis"))
    assert info == DocumentInfo(Kind.MANUAL, 1, "")
    assert page.text == "ポンプを止める。\n弁を閉じる。"
    assert (page.tensor, page.thumbnail, page.width, page.height) == (None, None, 0, 0)
    assert [passage.text for passage in page.passages] == ["ポンプを止める。\n弁を閉じる。"]


def test_long_text_is_cut_before_headings_and_form_feeds_and_loses_nothing() -> None:
    limits = Limits(page_chars=500)
    sections = [f"# Section {number}\n\n" + f"word{number} " * 60 for number in range(6)]
    info, pages = read("a.md", "\n\n".join(sections) + "\fthe end", limits)
    assert info.title == "Section 0"
    assert [page.title for page in pages] == [*(f"Section {number}" for number in range(6)), "Section 5"]
    assert all(len(page.text) <= 500 for page in pages)
    words = " ".join(page.text for page in pages).split()
    assert words == [*" ".join(sections).replace("# ", "").split(), "the", "end"]


def test_what_a_text_says_again_and_again_is_one_passage() -> None:
    _, pages = read("a.log", "Pump 7 started, pressure 4 bar.\n" * 6_000)
    assert len(pages) > 20
    assert len({passage for page in pages for passage in page.passages}) == sum(
        len(page.passages) for page in pages
    )
    assert sum(len(page.passages) for page in pages) < 20
    assert all(page.text.startswith("Pump 7") for page in pages), "all of it is found by its words"
    assert pages[-1].problem is None


def test_a_text_of_too_many_passages_says_so_on_its_last_page() -> None:
    text = " ".join(f"Sentence {number} has a number of its own." for number in range(2_000))
    limits = Limits(max_passages=50)
    _, pages = read("a.txt", text, limits)
    assert sum(len(page.passages) for page in pages) == 50
    problems = [page.problem for page in pages if page.problem]
    assert [(problem.code, problem.page) for problem in problems] == [("document-too-large", len(pages))]
    assert "50 passages" in str(problems[0].details["reason"])
    later = list(reader.read(Path("a.txt"), text.encode(), np.asarray, limits, 3))
    assert later[1:] == pages[2:], "a run that goes on keeps the same ones"


def test_one_long_line_is_cut_too() -> None:
    _, pages = read("a.log", "x" * 1_300, Limits(page_chars=500))
    assert [len(page.text) for page in pages] == [500, 500, 300]


def test_a_page_that_goes_on_has_the_heading_it_stands_under() -> None:
    text = "# Removal\n\n" + "Loosen the bolt. " * 60 + "\n\n# Fitting\n\nTighten it."
    _, pages = read("a.md", text, Limits(page_chars=600))
    assert [page.title for page in pages] == ["Removal", "Removal"]
    assert "Fitting" in pages[1].text


def test_markdown_keeps_words_and_names_of_files_but_no_marks() -> None:
    page = only(
        "README.md",
        "---\ntitle: 'ポンプの手引き'\nlayout: tutorial\n---\n"
        "GP-2040\n=======\n\nSee **the** [manual](docs/gp-2040-manual.pdf) or [our site](https://example.com/x.html?q=1).\n"
        '![exploded view](img/pump_exploded.png "title")\n\n| part | qty |\n|------|:---:|\n| bolt | 4 |\n'
        '```python\n# no heading\nrun()\n```\n<img src="x.png">\n\n![](data:image/png;base64,'
        + "QUJD" * 30
        + ")\nmy__init__ file\n",
    )
    assert page.title == "ポンプの手引き"
    assert page.text.startswith(
        "ポンプの手引き\n\nGP-2040\n\nSee the manual (gp-2040-manual.pdf) or our site."
    )
    assert "exploded view (pump_exploded.png)" in page.text
    assert "\n\npart   qty\nbolt   4\n\n" in page.text
    assert "# no heading\nrun()" in page.text
    assert "my__init__ file" in page.text
    for noise in ("layout", "example.com", "**", "---", "```", "<img", "base64", "QUJD", "=="):
        assert noise not in page.text


def test_rst_keeps_words_and_titles_but_no_marks() -> None:
    page = only(
        "a.rst",
        "軸受の交換\n==========\n\n.. figure:: img/bearing.png\n   :width: 300px\n\n   The bearing\n\n"
        "See `the manual <manual.pdf>`_ and :ref:`fitting <fit>`, use ``spanner`` **now**."
        "\n\n| line\n\nNext step\n---------\n\ntext\n",
    )
    assert page.title == "軸受の交換"
    assert page.text.split("\n")[0] == "軸受の交換"
    assert "bearing.png" in page.text
    assert "the manual (manual.pdf) and fitting, use spanner now.\n\nline" in page.text
    assert "Next step\n" in page.text
    for noise in ("====", "----", ":width:", ":ref:", "`", "**", "| ", "figure::"):
        assert noise not in page.text


@pytest.mark.parametrize("mark", "*=#`")
def test_rst_headings_may_have_a_rule_above_as_well(mark: str) -> None:
    page = only(
        "a.rst", f"{mark * 20}\n軸受の交換\n{mark * 20}\n\n**Now** replace it.\n\nNext\n====\n\ntext\n"
    )
    assert page.title == "軸受の交換"
    assert page.text.startswith("軸受の交換\n\nNow replace it.")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_rows_are_lines_of_cells(delimiter: str) -> None:
    rows = [["No.", "名称", "qty"], ["1", "ボルト\nM8", "4"], ["2", "", "8"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    assert only("parts.csv", text.encode("cp932")).text == "No.   名称   qty\n1   ボルト M8   4\n2   8"


def test_csv_with_broken_quotes_or_zeros_is_still_text() -> None:
    assert "bolt" in only("a.csv", '1,"bolt\n2,nut\n').text


def test_html_has_the_words_a_reader_sees() -> None:
    page = only(
        "a.html",
        "<!DOCTYPE html><html><head><title>Pump GP-2040</title><style>p {color: red}</style></head><body>"
        "<script>var x = 'secret'</script><h2>分解 <em>手順</em></h2><p>Remove the<br>bolts&nbsp;&amp; nuts.</p>"
        "<table><tr><th>No.<th>Part<tr><td>1<td>bolt</table><img src='a/view.png?x=1' alt='exploded view'>"
        "<pre>if a\n    b</pre><!-- hidden --><noscript>no script</noscript></body></html>",
    )
    assert page.title == "Pump GP-2040"
    assert "分解 手順" in page.text
    assert "Remove the\nbolts & nuts." in page.text
    assert "No. Part" in " ".join(page.text.split())
    assert "Part\n1   bolt" in page.text
    assert "if a\nb" in page.text
    assert "exploded view (view.png)" in page.text
    for noise in ("secret", "color", "hidden", "no script", "<"):
        assert noise not in page.text


def test_html_under_another_name_is_html() -> None:
    assert only("saved.txt", "<html><body><p>404 not found</p></body></html>").text == "404 not found"


def test_html_nested_thousands_of_levels_deep_is_read() -> None:
    assert "deep" in only("a.html", "<div>" * 20_000 + "deep").text


def test_text_beyond_the_bound_is_left_out_and_that_is_told() -> None:
    _, pages = read("a.log", "行の記録\n" * 2_000, Limits(max_text_bytes=10_000, page_chars=2_000))
    assert [page.problem is None for page in pages] == [True] * (len(pages) - 1) + [False]
    assert pages[-1].problem is not None
    assert pages[-1].problem.code == "document-too-large"
    assert set("".join(page.text for page in pages)) <= set("行の記録\n")


def test_what_is_no_text_is_damaged_and_what_is_blank_empty() -> None:
    with pytest.raises(DocumentDamaged):
        read("a.txt", b"\0\1\2" * 100)
    for blank in (" \n\f\n ", "\ufeff", "---\nlayout: none\n---\n"):
        with pytest.raises(DocumentEmpty):
            read("a.md", blank)


@pytest.mark.parametrize("name", ["a.md", "a.rst", "a.csv", "a.txt", "a.html"])
@pytest.mark.parametrize(
    "piece", ["-", "=x", "|", "![", "[a](", "`a ", ":a", "<", "<!--", "__", "\n\v ", ',"', "\n#"]
)
def test_no_format_takes_long_over_repeated_marks(name: str, piece: str) -> None:
    def work(size: int) -> None:
        with suppress(DocumentEmpty):
            read(name, piece * (size // len(piece)) + " end")

    assert grows_evenly(work, 50_000)


def test_readings_are_told_beside_the_words_they_stand_over() -> None:
    page = only("a.html", "<p><ruby>攪拌槽<rt>かくはんそう</rt></ruby>の軸封</p>")
    assert page.text == "攪拌槽の軸封\n\n攪拌槽（かくはんそう）"
    assert [(passage.text, passage.origin) for passage in page.passages] == [
        ("攪拌槽の軸封", Origin.TEXT_LAYER),
        ("攪拌槽（かくはんそう）", Origin.METADATA),
    ]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.html", b"<meta charset=gb2312><p>" + "减速机润滑说明".encode("gb2312"), "减速机润滑说明"),
        ("a.py", b"# -*- coding: euc-kr -*-\n" + "# 감속기".encode("euc_kr"), "감속기"),
        ("a.xls", b"<table><tr><td>Order<td>KU-55019</table>", "Order   KU-55019"),
        ("a.xls", "部品\t数量\r\nTS-1\t4".encode("cp932"), "部品   数量\nTS-1   4"),
        ("a.doc", b"<html><body><p>Report</p></body></html>", "Report"),
        ("a.xml", b'<?xml version="1.0" encoding="utf-16"?><a><b>CL-44071</b></a>', "b: CL-44071"),
        ("a.xml", b'<?xml version="1.0" encoding="x-unknown"?><a><b>CL-44072</b></a>', "b: CL-44072"),
    ],
)
def test_content_tells_what_a_file_is(name: str, data: bytes, words: str) -> None:
    assert words in only(name, data).text


def test_names_that_links_lead_to_are_read_as_people_write_them() -> None:
    words = only(
        "a.md", "See ![](img/%E5%9B%B3%E9%9D%A2.png) and [there](ポンプ図.pdf#2) or [here](my%20plan.dxf)"
    ).text
    assert words == "See 図面.png and there (ポンプ図.pdf) or here (my plan.dxf)"


def test_sheets_and_texts_that_office_wrote_as_xml() -> None:
    sheet = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Parts"><Table><Row>'
        "<Cell><Data>B-17</Data></Cell><Cell/><Cell><Data>Seal</Data></Cell></Row></Table></Worksheet></Workbook>"
    )
    assert only("a.xls", sheet).text == "Parts\nB-17   Seal"
    properties = (
        '<DocumentProperties xmlns="urn:schemas-microsoft-com:office:office"><Title>Press line</Title><Subject/>'
        "<Author>nobody</Author><Keywords>KWX-3301</Keywords><Created>2008-01-04</Created></DocumentProperties>"
    )
    told = sheet.replace("<Worksheet", f"{properties}<Worksheet", 1)
    assert only("a.xls", told).text == "Parts\nB-17   Seal\nPress line\nKWX-3301"
    word = (
        '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
        "<w:body><w:p><w:r><w:t>Seal </w:t></w:r><w:r><w:t>kit</w:t></w:r></w:p></w:body></w:wordDocument>"
    )
    assert only("a.doc", word).text == "Seal kit"


def test_a_file_that_says_something_of_itself_alone_is_not_empty() -> None:
    assert only("a.html", "<title>x</title><meta name=description content='Pump GP-2040'>").text
