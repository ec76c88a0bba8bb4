"""Excel: cells as they are shown, and the words that lie over them."""

from pathlib import Path

import numpy as np
import pytest

from imtextgui.documents.content import DEFAULT_LIMITS
from imtextgui.documents.office import reader
from tests.unit.documents.office.packages import CHART, DIAGRAM, MAIN, SPACES, package, page_of, pages_of

SHEET = f'xmlns="{MAIN}/spreadsheetml/2006/main" {SPACES}'
SHAPE = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"


def book(
    cells: str,
    links: dict[str, tuple[str, str]] | None = None,
    *,
    properties: str = "",
    shared: dict[str, tuple[str, str]] | None = None,
    after: str = "",
    **parts: str,
) -> bytes:
    """A workbook of one sheet; parts lie in xl/ under the names of their files, __ for a dot."""
    sheets = '<sheets><sheet name="Parts" sheetId="1" r:id="s1"/></sheets>'
    files = {f"xl/{name.replace('__', '.')}": part for name, part in parts.items()}
    files["xl/workbook.xml"] = f"<workbook {SHEET}>{properties}{sheets}</workbook>"
    files["xl/sheet.xml"] = f"<worksheet {SHEET}><sheetData>{cells}</sheetData>{after}</worksheet>"
    return package(
        "xl/workbook.xml",
        files,
        {
            "xl/workbook.xml": {"s1": ("worksheet", "xl/sheet.xml")} | (shared or {}),
            "xl/sheet.xml": links or {},
        },
    )


def cell(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def drawing(inside: str, links: dict[str, tuple[str, str]] | None = None, **parts: str) -> bytes:
    start = "<xdr:from><xdr:col>1</xdr:col><xdr:row>2</xdr:row></xdr:from>"
    tree = f"<xdr:wsDr {SPACES}><xdr:twoCellAnchor>{start}{inside}</xdr:twoCellAnchor></xdr:wsDr>"
    files = {f"xl/{name.replace('__', '.')}": part for name, part in parts.items()}
    files["xl/workbook.xml"] = f'<workbook {SHEET}><sheets><sheet name="Flow" r:id="s1"/></sheets></workbook>'
    files["xl/sheet.xml"] = f"<worksheet {SHEET}><sheetData/></worksheet>"
    files["xl/drawing.xml"] = tree
    return package(
        "xl/workbook.xml",
        files,
        {
            "xl/workbook.xml": {"s1": ("worksheet", "xl/sheet.xml")},
            "xl/sheet.xml": {"d": ("drawing", "xl/drawing.xml")},
            "xl/drawing.xml": links or {},
        },
    )


def test_cells_are_read_as_they_are_shown() -> None:
    formats = ("00000000", r"000\-0000\-000", "&quot;PN-&quot;00000", "0;0;0;&quot;No. &quot;@")
    own = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{code}"/>' for at, code in enumerate(formats))
    keys = (0, 164, 165, 166, 14, 46, 167)
    used = "".join(f'<xf numFmtId="{key}"/>' for key in keys)
    styles = f"<styleSheet {SHEET}><numFmts>{own}</numFmts><cellXfs>{used}</cellXfs></styleSheet>"
    values = (("1", "4471902"), ("2", "417700955"), ("3", "8143"), ("4", "42000"), ("5", "1.5"))
    cells = "".join(f'<c s="{style}"><v>{value}</v></c>' for style, value in values)
    text = '<c s="6" t="inlineStr"><is><t>B-17</t></is></c><c s="99"><v>0.1</v></c>'
    text += '<c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c>'
    links = {"s": ("styles", "xl/how.xml")}
    row = f"<row>{cells}{text}</row>"
    assert page_of(book(row, shared=links, how__xml=styles)).text.split("\n")[0] == (
        "04471902   041-7700-955   PN-08143   2014-12-27   36:00:00   No. B-17   0.1   TRUE   #N/A"
    )
    old = '<workbookPr date1904="1"/>'
    dated = page_of(book(row, shared=links, how__xml=styles, properties=old)).text
    assert "2018-12-28" in dated


def test_strings_lie_in_whatever_part_the_book_refers_to() -> None:
    strings = f"<sst {SHEET}><si><t>Pressure</t></si><si><r><t>swi</t></r><r><t>tch</t></r></si></sst>"
    cells = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>7</v></c></row>'
    data = book(cells, shared={"x": ("sharedStrings", "xl/OTHER.xml")}, Other__xml=strings)
    assert page_of(data).text == "Pressure   switch\n\nParts"


def test_readings_are_told_where_a_cell_shows_them() -> None:
    item = '<is><t>攪拌槽の軸</t><rPh sb="0" eb="3"><t>カクハンソウ</t></rPh><rPh sb="4" eb="5"><t>ジク</t></rPh></is>'
    shown = f'<row><c t="inlineStr" ph="1">{item}</c></row>'
    hidden = f'<row><c t="inlineStr">{item}</c></row>'
    assert page_of(book(shown)).text == "攪拌槽の軸\n\nParts\n攪拌槽（カクハンソウ）\n軸（ジク）"
    assert page_of(book(hidden)).text == "攪拌槽の軸\n\nParts"


def test_words_of_shapes_groups_and_descriptions() -> None:
    picture = (
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="x" descr="Exploded view"/></xdr:nvPicPr></xdr:pic>'
    )
    group = f"<xdr:grpSp>{SHAPE.format('Jaw plate RZ-4419')}<xdr:grpSp>{picture}</xdr:grpSp></xdr:grpSp>"
    old = "<mc:AlternateContent><mc:Choice/><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    data = drawing(SHAPE.format("隙間ゲージ") + group + old.format(SHAPE.format("older")))
    page = page_of(data)
    assert page.text.split("\n\n") == ["隙間ゲージ", "Jaw plate RZ-4419", "older", "Exploded view", "Flow"]
    drawn = reader.render(Path("a"), data, 1, 600, DEFAULT_LIMITS)
    assert drawn is not None
    dark = (np.asarray(drawn) < 128).any(axis=(1, 2))
    assert np.count_nonzero(np.diff(dark.astype(int)) == 1) >= 3, (
        "boxes on one cell are drawn below each other"
    )


def test_charts_and_smartart_over_cells() -> None:
    frame = "<xdr:graphicFrame><a:graphicData>{}</a:graphicData></xdr:graphicFrame>"
    inside = frame.format('<c:chart r:id="c"/>') + frame.format('<dgm:relIds r:dm="d"/>')
    links = {"c": ("chart", "xl/chart.xml"), "d": ("diagramData", "xl/data.xml")}
    text = page_of(drawing(inside, links, chart__xml=CHART, data__xml=DIAGRAM)).text
    assert text.split("\n\n")[:2] == [
        "Downtime of the conveyor\nLine 4\ngearbox\nLeast clearance",
        "Bleed the vessel\n残圧を抜く",
    ]


def test_a_sheet_that_is_a_chart() -> None:
    files = {
        "xl/workbook.xml": f'<workbook {SHEET}><sheets><sheet name="Chart1" r:id="s1"/></sheets></workbook>',
        "xl/sheet.xml": f"<chartsheet {SHEET}/>",
        "xl/drawing.xml": f'<xdr:wsDr {SPACES}><xdr:absoluteAnchor><c:chart r:id="c"/></xdr:absoluteAnchor></xdr:wsDr>',
        "xl/chart.xml": CHART,
    }
    links = {
        "xl/workbook.xml": {"s1": ("chartsheet", "xl/sheet.xml")},
        "xl/sheet.xml": {"d": ("drawing", "xl/drawing.xml")},
        "xl/drawing.xml": {"c": ("chart", "xl/chart.xml")},
    }
    assert page_of(package("xl/workbook.xml", files, links)).text.startswith("Downtime of the conveyor")


@pytest.mark.parametrize(
    "vml",
    [
        f"<xml {SPACES}><v:shape><v:textbox><div>Old <b>label</b></div></v:textbox></v:shape></xml>",
        "<xml><v:shape><v:textbox><div>Old<br>label</div></v:textbox></v:shape></xml>",
    ],
)
def test_shapes_of_older_programs(vml: str) -> None:
    data = book(f"<row>{cell('A1', 'x')}</row>", {"v": ("vmlDrawing", "xl/a.vml")}, a__vml=vml)
    assert "Old label" in page_of(data).text


def test_comments_prompts_headers_and_footers() -> None:
    words = "<text><r><t>superseded by </t></r><r><t>VT-9</t></r></text>"
    comments = f'<comments {SHEET}><comment ref="A1">{words}</comment></comments>'
    after = (
        '<dataValidations><dataValidation promptTitle="Order" prompt="eight digits"/></dataValidations>'
        '<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Form F-88&amp;R&amp;P/&amp;N</oddHeader>'
        "<oddFooter>&amp;CR&amp;&amp;D dept.</oddFooter></headerFooter>"
    )
    data = book(
        f"<row>{cell('A1', 'Valve')}</row>", {"c": ("comments", "xl/c.xml")}, after=after, c__xml=comments
    )
    assert (
        page_of(data).text
        == "Valve\n\nA1: superseded by VT-9\n\nOrder eight digits\n\nParts\nForm F-88\nR&D dept."
    )


def test_of_two_forms_of_a_comment_the_newer_one_counts() -> None:
    links = {"c": ("comments", "xl/c.xml"), "t": ("threadedComment", "xl/t.xml")}
    data = book(
        f"<row>{cell('A1', 'Valve')}</row>",
        links,
        c__xml=f'<comments {SHEET}><comment ref="A1"><text><t>Your version of Excel</t></text></comment></comments>',
        t__xml='<x><threadedComment ref="A1"><text>ask Lindenau</text></threadedComment></x>',
    )
    assert page_of(data).text == "Valve\n\nA1: ask Lindenau\n\nParts"


def test_a_damaged_part_beside_the_cells_costs_only_itself() -> None:
    links = {"d": ("drawing", "xl/d.xml"), "c": ("comments", "xl/c.xml")}
    data = book(f"<row>{cell('A1', 'Valve')}</row>", links, d__xml="<broken", c__xml="no xml")
    assert [page.text for page in pages_of(data)] == ["Valve\n\nParts"]
