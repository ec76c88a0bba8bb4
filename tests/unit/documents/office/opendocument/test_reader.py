"""OpenDocument: every word of texts, sheets and slides that is seen."""

from io import BytesIO
from zipfile import ZipFile

from tests.unit.documents.office.packages import page_of, pages_of

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = {
    **dict.fromkeys(("office", "text", "table", "style", "presentation", "form", "chart"), ""),
    "draw": "drawing",
    "svg": "svg-compatible",
    "fo": "xsl-fo-compatible",
}
SPACES = " ".join(f'xmlns:{short}="{_BASE}{name or short}:1.0"' for short, name in _NAMES.items())
SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'


def document(kind: str, content: str, styles: str = "", **objects: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, inside in (
            ("content.xml", f"<office:body><office:{kind}>{content}</office:{kind}></office:body>"),
            ("styles.xml", styles),
            *((f"{name}/content.xml", inside) for name, inside in objects.items()),
        ):
            package.writestr(name, f"<office:document {SPACES}>{inside}</office:document>")
    return out.getvalue()


def blocks(content: str, styles: str = "", **objects: str) -> list[str]:
    return page_of(document("text", content, styles, **objects)).text.split("\n\n")


def p(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def item(inside: str) -> str:
    return f"<text:list-item>{inside}</text:list-item>"


def listed(*items: str, style: str = "", goes_on: bool = False) -> str:
    continued = ' text:continue-numbering="true"' if goes_on else ""
    return f'<text:list text:style-name="{style}"{continued}>{"".join(items)}</text:list>'


def cell(inside: str) -> str:
    return f"<table:table-cell>{inside}</table:table-cell>"


def note(words: str, kind: str = "annotation") -> str:
    about = "<dc:creator>K</dc:creator><dc:date>2024</dc:date>"
    return f"<office:{kind}>{about}{p(words)}</office:{kind}>"


def box(words: str, tag: str = "custom-shape") -> str:
    return f"<draw:{tag}><text:p>{words}</text:p></draw:{tag}>"


def test_frames_boxes_and_shapes_of_all_kinds_in_a_text() -> None:
    shapes = [
        *("custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon", "regular-polygon"),
        *("path", "connector", "caption", "measure"),
    ]
    content = "<draw:frame text:anchor-type='page'><draw:text-box><text:p>Warning</text:p></draw:text-box></draw:frame>"
    content += f"<text:p>Fit RG-5510{''.join(box(shape, shape) for shape in shapes)}-B only</text:p>"
    content += f"<text:p><draw:g>{box('grouped')}<draw:g>{box('deeper')}</draw:g></draw:g></text:p>"
    assert blocks(content) == ["Warning", "Fit RG-5510-B only", *shapes, "grouped", "deeper"]


def test_notes_comments_and_descriptions() -> None:
    citation = "<text:note-citation>1</text:note-citation>"
    foot = f"<text:note>{citation}<text:note-body>{p('see table 4')}</text:note-body></text:note>"
    frame = "<draw:frame><svg:title>Gearbox</svg:title><svg:desc>Exploded view</svg:desc></draw:frame>"
    content = p(f"the collet RG-5510{foot} only{note('order from Haugesund')}.") + p(frame)
    assert blocks(content) == [
        "the collet RG-5510 only.",
        "RG-5510 see table 4",
        "only order from Haugesund",
        "Gearbox",
        "Exploded view",
    ]


def test_fields_of_a_text_are_words_of_it() -> None:
    fields = (
        "<text:title>Manual</text:title> <text:date>2024-05-17</text:date> <text:creator>Ito</text:creator>"
    )
    assert blocks(f"<text:p>{fields}</text:p>") == ["Manual 2024-05-17 Ito"]


def test_readings_are_no_part_of_words() -> None:
    ruby = "<text:ruby><text:ruby-base>{}</text:ruby-base><text:ruby-text>{}</text:ruby-text></text:ruby>"
    content = f"<text:p>{ruby.format('旋', 'せん')}{ruby.format('盤', 'ばん')}の芯出し</text:p>"
    assert blocks(content) == ["旋盤の芯出し", "旋盤（せんばん）"]


def level(number: int, form: str, before: str, after: str, more: str = "") -> str:
    signs = f'style:num-format="{form}" style:num-prefix="{before}" style:num-suffix="{after}"'
    return f'<text:list-level-style-number text:level="{number}" {signs} {more}/>'


LISTS = (
    f"""<text:list-style style:name="L1">{level(1, "1", "AL-", "", 'text:start-value="7"')}"""
    f"""{level(2, "a", "", ")", 'text:display-levels="2"')}</text:list-style>"""
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
    '<text:outline-style style:name="O"><text:outline-level-style text:level="1" style:num-format="I"/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
)


def test_numbers_that_are_written_by_themselves() -> None:
    inner = listed(item(p("b")), item(p("c")))
    content = listed(item(p("a") + p("more") + inner), item(p("d")), style="L1")
    content += listed(item(p("e")), style="L1", goes_on=True)
    content += listed(f"<text:list-header>{p('head')}</text:list-header>", item(p("f")), style="L2")
    content += '<text:h text:outline-level="1">Pump</text:h><text:h text:outline-level="2">Seal</text:h>'
    assert blocks(content, LISTS) == [
        *("AL-7 a", "more", "7.a) b", "7.b) c", "AL-8 d", "AL-9 e", "head", "f", "I Pump", "I.1 Seal"),
    ]


def test_headers_footers_and_texts_that_have_nothing_else() -> None:
    styles = "<style:header><text:p>7730-118-204</text:p></style:header>"
    styles += f"<style:footer-left>{p('Page <text:page-number>3</text:page-number>')}{box('Form F-88')}"
    styles += "</style:footer-left>"
    assert blocks("<text:p>words</text:p>", styles) == ["words", "7730-118-204\nForm F-88"]
    assert blocks("<text:p/>", styles) == ["7730-118-204", "Form F-88"]


CHART = (
    "<office:body><office:chart><chart:chart><chart:title><text:p>Downtime</text:p></chart:title><table:table><table:table-row>"
    '<table:table-cell office:value-type="string"><text:p>gearbox</text:p></table:table-cell>'
    '<table:table-cell office:value-type="float"><text:p>77.25</text:p></table:table-cell>'
    "</table:table-row></table:table></chart:chart></office:chart></office:body>"
)
OBJECT = '<draw:frame><draw:object xlink:href="./Chart"/></draw:frame>'


def test_charts_formulas_and_fields_of_forms() -> None:
    form = '<office:forms><form:form><form:text form:id="c1" form:current-value="KX-55"/><form:listbox form:id="c2">'
    form += (
        '<form:option form:label="Line 1"/><form:option form:label="Line 2" form:current-selected="true"/>'
    )
    form += "</form:listbox></form:form></office:forms>"
    fields = '<draw:control draw:control="c1"/><draw:control draw:control="c2"/>'
    assert blocks(f"{form}<text:p>{fields}{OBJECT}</text:p>", Chart=CHART) == [
        "KX-55",
        "Line 2",
        "Downtime",
        "gearbox",
    ]
    formula = '<math xmlns="m"><mi>F</mi><mo>=</mo><mi>ma</mi></math>'
    assert blocks(f"<text:p>{OBJECT}</text:p>", Chart=formula) == ["F = ma"]


def test_what_lies_over_the_cells_of_a_sheet() -> None:
    filled = cell(f"{note('note Szymanski')}{p('cell')}{box('on it')}")
    shapes = (
        f"<table:shapes>{box('Sticker')}<draw:g>{box('grouped', 'caption')}</draw:g>{OBJECT}</table:shapes>"
    )
    table = f'<table:table table:name="T">{shapes}<table:table-row>{filled}</table:table-row></table:table>'
    styles = f"<style:header>{p('Form F-88')}</style:header>"
    page = page_of(document("spreadsheet", table, styles, Chart=CHART))
    assert page.text.split("\n\n") == [
        *("cell", "Sticker", "grouped", "Downtime\ngearbox", "on it", "note Szymanski", "T\nForm F-88"),
    ]


def test_a_sheet_of_shapes_only_is_not_empty() -> None:
    table = f'<table:table table:name="T"><table:shapes>{box("Sticker")}</table:shapes></table:table>'
    assert page_of(document("spreadsheet", table)).text == "Sticker\n\nT"


def test_an_object_on_a_slide_that_has_a_picture_of_itself() -> None:
    both = OBJECT.replace("</draw:frame>", '<draw:image xlink:href="./Chart/content.xml"/></draw:frame>')
    made = document("presentation", f"<draw:page>{both}</draw:page>", Chart=CHART)
    assert page_of(made).text.split() == ["Downtime", "gearbox"]


def test_the_margins_of_a_master_are_on_its_slides() -> None:
    frames = "".join(
        f"<draw:frame presentation:class='{kind}'><draw:text-box>{p(kind)}</draw:text-box></draw:frame>"
        for kind in ("footer", "header", "page-number", "title")
    )
    made = document(
        "presentation",
        f"<draw:page>{box('Pump')}</draw:page>",
        f"<style:master-page>{frames}</style:master-page>",
    )
    assert page_of(made).text == "Pump\n\nfooter\nheader"


def test_slides_with_all_that_stands_on_them() -> None:
    row = f"<table:table-row>{cell(p('a'))}{cell(p('b'))}</table:table-row>"
    size = "<draw:measure svg:x1='1cm' svg:x2='3cm' svg:y1='1cm' svg:y2='1cm'><text:p>24 mm</text:p></draw:measure>"
    first = (
        f"<draw:page>{box('path', 'path')}<draw:g><svg:desc>A group</svg:desc>{box('inner')}</draw:g>{OBJECT}"
    )
    first += f"<draw:frame><table:table>{row}</table:table></draw:frame>{size}"
    first += f"<presentation:notes><draw:page-thumbnail/>{box('say this', 'frame')}</presentation:notes></draw:page>"
    held = f"<draw:frame presentation:class='title'><draw:text-box>{p('Click')}</draw:text-box></draw:frame>"
    styles = f"<style:master-page>{box('Ostermann AG')}{held}</style:master-page>"
    footer = "<presentation:footer-decl>SOP-77120</presentation:footer-decl>"
    one, two = pages_of(
        document("presentation", f"{footer}{first}<draw:page>{box('next')}</draw:page>", styles, Chart=CHART)
    )
    assert one.text.split("\n\n") == [
        *(
            "path",
            "A group",
            "inner",
            "Downtime\ngearbox",
            "a   b",
            "24 mm",
            "say this",
            "SOP-77120\nOstermann AG",
        ),
    ]
    assert two.text == "next"
