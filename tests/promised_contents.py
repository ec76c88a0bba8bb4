"""What the table of formats in the README promises: for each kind of content a file that has it, made by code."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from ezdxf.document import Drawing
from ezdxf.layouts.layout import Paperspace
from reportlab.pdfgen.canvas import Canvas

from tests import archives, bad_files, compound_files, every_format, meshes, pdf_files
from tests.unit.documents.cad import test_step
from tests.unit.documents.cad.dxf import test_reader as dxf
from tests.unit.documents.images import test_raw_photo
from tests.unit.documents.office import packages, test_epub, test_xps
from tests.unit.documents.office import test_reader as office
from tests.unit.documents.office.opendocument import test_reader as odf
from tests.unit.documents.office.presentations import test_slides as slides
from tests.unit.documents.office.spreadsheets import test_binary_workbook as xlsb
from tests.unit.documents.office.spreadsheets import test_old_workbook as xls
from tests.unit.documents.office.spreadsheets import test_workbook as xlsx
from tests.unit.documents.office.word import test_reader as word


@dataclass(frozen=True)
class Promise:
    """A file ``name`` of ``data``: ``words`` are found in it, or it has a picture, or so many ``pages``."""

    name: str
    data: Callable[[], bytes]
    words: str = ""
    picture: bool = False
    pages: int = 0


def _picture(name: str, data: Callable[[], bytes]) -> Promise:
    return Promise(name, data, picture=True)


def _drawn_text(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "shaft seal ZX-4819")


def _drawing(draw: Callable[[Drawing], object]) -> Callable[[], bytes]:
    return lambda: dxf.written(draw)


def _dimensioned(document: Drawing) -> None:
    document.modelspace().add_linear_dim((0, -10), (0, 0), (100, 0), text="KEYWAY <>", dimstyle="EZDXF")


def _toleranced(document: Drawing) -> None:
    content = r"{\Fgdt;j}%%v{\Fgdt;n}0.05"
    document.modelspace().add_line((0, 0), (50, 50))
    document.modelspace().new_entity(
        "TOLERANCE", {"insert": (0, -40), "content": content, "dimstyle": "Standard"}
    )


def _laid_out(document: Drawing) -> None:
    dxf.pump(document)
    sheet = document.layout("Layout1")
    assert isinstance(sheet, Paperspace)
    sheet.add_text("Sheet one", height=5).set_placement((10, 10))


def _word(body: str, **parts: str) -> Callable[[], bytes]:
    return lambda: word.word(word.line("Words") + body, **parts)


def _word_with(reference: str, kind: str, part: str) -> Callable[[], bytes]:
    """A text with a graphic that lies in a part of its own."""
    graphic = f"<w:p><w:r><w:drawing><a:graphicData>{reference}</a:graphicData></w:drawing></w:r></w:p>"
    text = f"<w:document {packages.SPACES}><w:body>{graphic}</w:body></w:document>"
    files = {"word/document.xml": text, "word/part.xml": part}
    return lambda: packages.package(
        "word/document.xml", files, {"word/document.xml": {"x": (kind, "word/part.xml")}}
    )


def _properties(main: str, files: dict[str, str]) -> bytes:
    core = '<x xmlns:dc="d"><dc:title>Manual VF-30071</dc:title></x>'
    links = {"": {"r0": ("officeDocument", main), "r1": ("core-properties", "other/core.xml")}}
    return packages.package(main, files | {"other/core.xml": core}, links)


_DESCRIBED = '<wp:docPr id="1" name="Picture 1" title="Gearbox" descr="Exploded view"/>'
_CONTROL = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'
_CHOICE = (
    '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Line 1"/><w:listEntry w:val="Line 2"/></w:ddList>'
)
_FOOTNOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
_CELLS = (
    "<w:tc><w:p><w:r><w:t>B-17</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>4 pieces</w:t></w:r></w:p></w:tc>"
)

WORD = {
    "words": Promise("a.docx", lambda: office.word(office.manual), "Check the oil level."),
    "headings": Promise("a.docx", lambda: office.word(office.manual), "油圧ポンプ取扱説明書 / Maintenance"),
    "tables": Promise("a.docx", _word(f"<w:tbl><w:tr>{_CELLS}</w:tr></w:tbl>"), "B-17   4 pieces"),
    "pictures": _picture("a.docx", lambda: office.word(office.manual)),
    "picture descriptions": Promise(
        "a.docx",
        _word(f"<w:p><w:r><w:drawing><wp:inline>{_DESCRIBED}</wp:inline></w:drawing></w:r></w:p>"),
        "Exploded view",
    ),
    "text boxes": Promise("a.docx", _word(f"<w:p>{word.box('torque 35 Nm')}</w:p>"), "torque 35 Nm"),
    "headers and footers": Promise("a.docx", _word("", footer1=word.line("Form F-88")), "Form F-88"),
    "notes": Promise(
        "a.docx",
        _word(
            f"<w:p>{word.run('RG')}{_FOOTNOTE}</w:p>",
            footnotes=f'<w:footnote w:id="2">{word.line("see table 4")}</w:footnote>',
        ),
        "see table 4",
    ),
    "comments": Promise(
        "a.docx",
        _word(
            f"<w:p>{word.run('RG')}<w:r><w:commentReference w:id='0'/></w:r></w:p>",
            comments=f'<w:comment w:id="0">{word.line("ask Haugesund")}</w:comment>',
        ),
        "ask Haugesund",
    ),
    "charts": Promise(
        "a.docx", _word_with('<c:chart r:id="x"/>', "chart", packages.CHART), "Downtime of the conveyor"
    ),
    "SmartArt": Promise(
        "a.docx", _word_with('<dgm:relIds r:dm="x"/>', "diagramData", packages.DIAGRAM), "残圧を抜く"
    ),
    "form fields": Promise("a.docx", _word(f"<w:p>{_CONTROL.format(_CHOICE)}</w:p>"), "Line 2"),
    "properties": Promise(
        "a.docx",
        lambda: _properties(
            "word/document.xml",
            {
                "word/document.xml": f"<w:document {packages.SPACES}><w:body>{word.line('x')}</w:body></w:document>"
            },
        ),
        "Manual VF-30071",
    ),
}


def _slide(inside: str = "", links: dict[str, str] | None = None, **parts: str) -> Callable[[], bytes]:
    """A slide with parts in ppt/; ``links`` has their kinds."""
    own = {key: (kind, f"ppt/{key}.xml") for key, kind in (links or {}).items()}
    return lambda: slides.show(slides.shape("Words of it") + inside, links=own, **parts)


_COMMENT = f"<p:cmLst {packages.SPACES}><p:cm><p:text>ask Rosenborg</p:text></p:cm></p:cmLst>"
POWERPOINT = {
    "words": Promise("a.pptx", _slide(), "Words of it"),
    "tables": Promise(
        "a.pptx",
        _slide(
            slides.frame(
                "<a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>B-17</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl>"
            )
        ),
        "B-17",
    ),
    "pictures": _picture("a.pptx", lambda: office.show(office.training)),
    "picture descriptions": Promise(
        "a.pptx", _slide(slides.shape("", description="View of the gearbox")), "View of the gearbox"
    ),
    "text boxes": Promise("a.pptx", lambda: office.show(office.training), "Seal kit B-17"),
    "charts": Promise(
        "a.pptx",
        _slide(slides.frame('<c:chart r:id="c"/>'), {"c": "chart"}, c=packages.CHART),
        "Downtime of the conveyor",
    ),
    "SmartArt": Promise(
        "a.pptx",
        _slide(slides.frame('<dgm:relIds r:dm="d"/>'), {"d": "diagramData"}, d=packages.DIAGRAM),
        "Bleed the vessel",
    ),
    "notes": Promise("a.pptx", lambda: office.show(office.training), "mention the valve"),
    "comments": Promise("a.pptx", _slide("", {"a": "comments"}, a=_COMMENT), "ask Rosenborg"),
    "headers and footers": Promise(
        "a.pptx",
        _slide("", {"l": "slideLayout"}, l=slides.tree("sldLayout", slides.shape("Ostermann AG"))),
        "Ostermann AG",
    ),
}


def _sheet_comment() -> bytes:
    words = f'<comments {xlsx.SHEET}><comment ref="A1"><text><t>superseded by VT-9</t></text></comment></comments>'
    cells = f"<row>{xlsx.cell('A1', 'Valve')}</row>"
    return xlsx.book(cells, {"c": ("comments", "xl/c.xml")}, c__xml=words)


def _graphic(reference: str) -> str:
    return f"<xdr:graphicFrame><a:graphicData>{reference}</a:graphicData></xdr:graphicFrame>"


_SHEET_PICTURE = (
    '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="x" descr="Exploded view"/></xdr:nvPicPr></xdr:pic>'
)
_STYLES = (
    f'<styleSheet {xlsx.SHEET}><numFmts><numFmt numFmtId="164" formatCode="00000000"/></numFmts>'
    '<cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>'
)
EXCEL = {
    "cells": Promise("a.xlsx", lambda: office.sheet(office.parts), "GP-2040-B1"),
    "number formats": Promise(
        "a.xlsx",
        lambda: xlsx.book(
            '<row><c s="0"><v>4471902</v></c></row>', shared={"s": ("styles", "xl/s.xml")}, s__xml=_STYLES
        ),
        "04471902",
    ),
    "pictures": _picture("a.xlsx", lambda: office.sheet(office.parts)),
    "picture descriptions": Promise("a.xlsx", lambda: xlsx.drawing(_SHEET_PICTURE), "Exploded view"),
    "text boxes": Promise("a.xlsx", lambda: xlsx.drawing(xlsx.SHAPE.format("隙間ゲージ")), "隙間ゲージ"),
    "charts": Promise(
        "a.xlsx",
        lambda: xlsx.drawing(
            _graphic('<c:chart r:id="c"/>'), {"c": ("chart", "xl/c.xml")}, c__xml=packages.CHART
        ),
        "Downtime of the conveyor",
    ),
    "SmartArt": Promise(
        "a.xlsx",
        lambda: xlsx.drawing(
            _graphic('<dgm:relIds r:dm="d"/>'), {"d": ("diagramData", "xl/d.xml")}, d__xml=packages.DIAGRAM
        ),
        "残圧を抜く",
    ),
    "comments": Promise("a.xlsx", _sheet_comment, "superseded by VT-9"),
    "headers and footers": Promise(
        "a.xlsx",
        lambda: xlsx.book(
            f"<row>{xlsx.cell('A1', 'x')}</row>",
            after="<headerFooter><oddHeader>&amp;LForm F-88</oddHeader></headerFooter>",
        ),
        "Form F-88",
    ),
}
_HEADER = xlsb.record(479, bytes(2) + xlsb.wide("&L図番 XK-77&R&P"))
BINARY_EXCEL = {
    "cells": Promise("a.xlsb", lambda: xlsb.workbook(xlsb.PARTS), "ガスケット GP-2040"),
    "number formats": Promise("a.xlsb", lambda: xlsb.workbook(xlsb.PARTS), "04471902"),
    "comments": Promise("a.xlsb", lambda: xlsb.workbook(xlsb.PARTS), "B3: 要確認"),
    "headers and footers": Promise("a.xlsb", lambda: xlsb.workbook(xlsb.PARTS, after=_HEADER), "図番 XK-77"),
}

OLD_EXCEL = {
    "cells": Promise("a.xls", xls.workbook, "ガスケット GP-2040"),
    "number formats": Promise("a.xls", xls.workbook, "04471902"),
    "text boxes": Promise("a.xls", lambda: xls.workbook(xls.PARTS + xls.said(2, "隙間ゲージ")), "隙間ゲージ"),
    "charts": Promise("a.xls", lambda: xls.workbook(xls.PARTS + xls.CHART), "Downtime"),
    "comments": Promise(
        "a.xls",
        lambda: xls.workbook(xls.PARTS + xls.said(1, "要確認") + xls.NOTE),
        "B3: 要確認",
    ),
    "headers and footers": Promise(
        "a.xls", lambda: xls.workbook(xls.PARTS + xls.record(0x14, xls.wide("&L図番 XK-77"))), "図番 XK-77"
    ),
    "properties": Promise("a.xls", xls.titled, "Crusher CR-5518"),
}


def _odt(content: str, styles: str = "", **objects: str) -> Callable[[], bytes]:
    return lambda: odf.document("text", f"<text:p>x</text:p>{content}", styles, **objects)


_ODT_NOTE = f"<text:note><text:note-body>{odf.p('see table 4')}</text:note-body></text:note>"
_ODT_ROW = f"<table:table-row>{odf.cell(odf.p('B-17'))}{odf.cell(odf.p('4'))}</table:table-row>"
_ODT_FORM = (
    '<office:forms><form:form><form:text form:id="c1" form:current-value="KX-55"/></form:form></office:forms>'
)
_ODT_FIELD = '<draw:control draw:control="c1"/>'
_ODT_PICTURE = "<draw:frame><svg:title>Gearbox</svg:title><svg:desc>Exploded view</svg:desc></draw:frame>"
_ODT_HEADER = f"<style:header>{odf.p('Form F-88')}</style:header>"
OPENDOCUMENT_TEXT = {
    "words": Promise("a.odt", _odt(odf.p("Tighten")), "Tighten"),
    "headings": Promise("a.odt", _odt('<text:h text:outline-level="1">Pumps</text:h>'), "Pumps"),
    "tables": Promise("a.odt", _odt(f"<table:table>{_ODT_ROW}</table:table>"), "B-17   4"),
    "pictures": _picture("a.odt", lambda: office.opendocument("text", every_format.ODT)),
    "picture descriptions": Promise("a.odt", _odt(odf.p(_ODT_PICTURE)), "Exploded view"),
    "text boxes": Promise("a.odt", _odt(odf.p(odf.box("Warning"))), "Warning"),
    "headers and footers": Promise("a.odt", _odt("", _ODT_HEADER), "Form F-88"),
    "notes": Promise("a.odt", _odt(odf.p(f"RG{_ODT_NOTE}")), "see table 4"),
    "comments": Promise("a.odt", _odt(odf.p(f"RG{odf.note('ask Haugesund')}")), "ask Haugesund"),
    "charts": Promise("a.odt", _odt(odf.p(odf.OBJECT), Chart=odf.CHART), "Downtime"),
    "form fields": Promise("a.odt", _odt(f"{_ODT_FORM}{odf.p(_ODT_FIELD)}"), "KX-55"),
    "properties": Promise("a.odt", lambda: office.opendocument("text", odf.p("x")), "取扱説明書"),
}


def _ods(shapes: str, inside: str = "<text:p>cell</text:p>", styles: str = "") -> Callable[[], bytes]:
    row = f"<table:table-row>{odf.cell(inside)}</table:table-row>"
    table = f'<table:table table:name="T"><table:shapes>{shapes}</table:shapes>{row}</table:table>'
    return lambda: odf.document("spreadsheet", table, styles, Chart=odf.CHART)


OPENDOCUMENT_SHEETS = {
    "cells": Promise("a.ods", _ods(""), "cell"),
    "text boxes": Promise("a.ods", _ods(odf.box("Sticker")), "Sticker"),
    "charts": Promise("a.ods", _ods(odf.OBJECT), "Downtime"),
    "comments": Promise("a.ods", _ods("", odf.note("ask Szymanski")), "ask Szymanski"),
    "headers and footers": Promise("a.ods", _ods("", styles=_ODT_HEADER), "Form F-88"),
}


def _odp(content: str, styles: str = "") -> Callable[[], bytes]:
    return lambda: odf.document("presentation", f"<draw:page>{content}</draw:page>", styles, Chart=odf.CHART)


_ODP_NOTES = f"<presentation:notes>{odf.box('say this', 'frame')}</presentation:notes>"
OPENDOCUMENT_SLIDES = {
    "words": Promise("a.odp", _odp(odf.box("path", "path")), "path"),
    "tables": Promise(
        "a.odp", _odp(f"<draw:frame><table:table>{_ODT_ROW}</table:table></draw:frame>"), "B-17   4"
    ),
    "pictures": _picture("a.odp", lambda: office.opendocument("presentation", every_format.ODP)),
    "picture descriptions": Promise(
        "a.odp", _odp(f"<draw:g><svg:desc>A group</svg:desc>{odf.box('x')}</draw:g>"), "A group"
    ),
    "charts": Promise("a.odp", _odp(odf.OBJECT), "Downtime"),
    "notes": Promise("a.odp", _odp(_ODP_NOTES), "say this"),
    "headers and footers": Promise(
        "a.odp",
        _odp(odf.box("x"), f"<style:master-page>{odf.box('Ostermann AG')}</style:master-page>"),
        "Ostermann AG",
    ),
}


def _page(inside: str, head: str = "") -> Callable[[], bytes]:
    return f"<html><head>{head}</head><body><p>x</p>{inside}</body></html>".encode


WEB_PAGE = {
    "words": Promise("a.html", _page("<p>Oil the bearing.</p>"), "Oil the bearing."),
    "headings": Promise("a.html", _page("<h1>Pump</h1><p>x</p>"), "Pump"),
    "tables": Promise("a.html", _page("<table><tr><td>B-17</td><td>4</td></tr></table>"), "B-17   4"),
    "picture descriptions": Promise(
        "a.html", _page("<img src='a.png' alt='Exploded view'>"), "Exploded view"
    ),
    "drawings": Promise("a.html", _page("<svg><text>YV-3071</text></svg>"), "YV-3071"),
    "form fields": Promise("a.html", _page("<input value='ZT-1'>"), "ZT-1"),
    "properties": Promise("a.html", _page("<p>x</p>", "<meta name=keywords content='valve'>"), "valve"),
}
_RTF = rb"{\rtf1\ansi "
RTF = {
    "words": Promise("a.rtf", lambda: _RTF + rb"Replace the seal\par}", "Replace the seal"),
    "tables": Promise("a.rtf", lambda: _RTF + rb"\trowd\intbl B-17\cell 4\cell\row\pard x}", "B-17   4"),
    "text boxes": Promise(
        "a.rtf", lambda: _RTF + rb"x{\shp{\*\shpinst{\shptxt\pard Box label\par}}}\par}", "Box label"
    ),
    "headers and footers": Promise("a.rtf", lambda: _RTF + rb"{\header\pard Form F-88\par}x}", "Form F-88"),
    "notes": Promise("a.rtf", lambda: _RTF + rb"x{\footnote\pard see table 4}\par}", "see table 4"),
    "properties": Promise("a.rtf", lambda: _RTF + rb"{\info{\title Pump manual}}x}", "Pump manual"),
}


def _mail() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "Leak of GP-2040", "tanaka@example.org"
    message.set_content("The shaft seal leaks.")
    message.add_attachment(every_format.manual(), "application", "pdf", filename="attached.pdf")
    return message.as_bytes()


def _outlook() -> bytes:
    files = {"attached.pdf": every_format.manual()}
    return compound_files.message(subject="Leak of GP-2040", body="The shaft seal leaks.", attachments=files)


def _web_archive() -> bytes:
    return (
        b"MIME-Version: 1.0\nContent-Type: text/html\n\n"
        b"<html><head><title>Retort</title></head><body><p>Oil the bearing.</p></body></html>"
    )


_DXF_TEXT = _drawing(dxf.pump)
PROMISES: dict[str, dict[str, Promise]] = {
    "Pictures": {
        "picture": _picture("a.jpg", every_format.photo("JPEG")),
        "frames": Promise("a.tif", every_format.frames, pages=2),
    },
    "Camera raw": {
        "picture": _picture("a.nef", lambda: test_raw_photo.directory(">", 6) + every_format.photo("JPEG")())
    },
    "PDF": {
        "words": Promise("a.pdf", lambda: pdf_files.drawn(_drawn_text), "shaft seal ZX-4819"),
        "picture": _picture("a.pdf", every_format.manual),
        "headings": Promise("a.pdf", every_format.manual, "Pump GP-2040 / Seals"),
        "form fields": Promise("a.pdf", pdf_files.form, "SN-77031-K"),
        "comments": Promise(
            "a.pdf",
            lambda: pdf_files.noted("/Subtype /Text /Rect [72 500 92 520] /Contents (ask Bartholomew)"),
            "ask Bartholomew",
        ),
        "properties": Promise(
            "a.pdf", lambda: pdf_files.drawn(_drawn_text, "Crusher CR-5518 manual"), "Crusher CR-5518"
        ),
        "attachments": Promise("a.pdf", lambda: pdf_files.with_files({"parts.csv": b"B-17,4"}), "parts.csv"),
    },
    "DXF": {
        "words": Promise("a.dxf", _DXF_TEXT, "軸受 GP-2040-B1"),
        "picture": _picture("a.dxf", _DXF_TEXT),
        "layouts": Promise("a.dxf", _drawing(_laid_out), pages=2),
        "dimensions": Promise("a.dxf", _drawing(_dimensioned), "KEYWAY"),
        "tolerances": Promise("a.dxf", _drawing(_toleranced), "0.05"),
        "attributes": Promise("a.dxf", _DXF_TEXT, "油圧ポンプ組立図"),
        "names": Promise("a.dxf", _DXF_TEXT, "CENTRELINES"),
    },
    "SVG": {
        "words": Promise("a.svg", lambda: bad_files.svg("<text y='50'>GP-2040</text>"), "GP-2040"),
        "picture": _picture("a.svgz", lambda: gzip.compress(every_format.SVG, mtime=0)),
        "labels": Promise(
            "a.svg",
            lambda: bad_files.svg(
                '<foreignObject width="280" height="90"><div xmlns="http://www.w3.org/1999/xhtml">SV-6007</div>'
                "</foreignObject>"
            ),
            "SV-6007",
        ),
        "properties": Promise(
            "a.svg", lambda: bad_files.svg("<title>組立図</title><rect width='9' height='9'/>"), "組立図"
        ),
    },
    "Word": WORD,
    "PowerPoint": POWERPOINT,
    "Excel": EXCEL,
    "Excel, binary": BINARY_EXCEL,
    "Excel 5.0 to 2003": OLD_EXCEL,
    "OpenDocument text": OPENDOCUMENT_TEXT,
    "OpenDocument sheets": OPENDOCUMENT_SHEETS,
    "OpenDocument slides and drawings": OPENDOCUMENT_SLIDES,
    "EPUB": {
        "words": Promise("a.epub", lambda: test_epub.WHOLE, "shaft seal ZX-4819"),
        "properties": Promise("a.epub", lambda: test_epub.WHOLE, "Vandermeer"),
    },
    "XPS": {
        "words": Promise("a.xps", lambda: test_xps.document(**test_xps.SECOND_PAGE), "軸受 GP-"),
        "picture": _picture("a.xps", lambda: test_xps.document(**test_xps.SECOND_PAGE)),
    },
    "Web pages": WEB_PAGE,
    "Web pages saved as one file": {
        "words": Promise("a.mht", _web_archive, "Oil the bearing."),
        "properties": Promise("a.mht", _web_archive, "Retort"),
    },
    "Rich text": RTF,
    "Mail": {
        "words": Promise("a.eml", _mail, "The shaft seal leaks."),
        "properties": Promise("a.eml", _mail, "tanaka@example.org"),
        "attachments": Promise("a.eml", _mail, "attached.pdf"),
    },
    "Outlook messages": {
        "words": Promise("a.msg", _outlook, "The shaft seal leaks."),
        "properties": Promise("a.msg", _outlook, "Leak of GP-2040"),
        "attachments": Promise("a.msg", _outlook, "attached.pdf"),
    },
    "Text and markup": {"words": Promise("a.md", "Oil the **bearing**".encode, "Oil the bearing")},
    "Lists and data": {"words": Promise("a.json", json.dumps({"code": "GP-2040"}).encode, "code: GP-2040")},
    "Settings and source code": {"words": Promise("a.ini", "[pump]\nseal = ZX-4819\n".encode, "ZX-4819")},
    "Archives": {
        "files": Promise("a.7z", lambda: archives.seven_zip(every_format.IN_ARCHIVE), "inner/manual.pdf")
    },
    "Single compressed files": {
        "files": Promise("a.txt.gz", lambda: gzip.compress(b"hoist brake", mtime=0), "a.txt")
    },
    "Models": {
        "names": Promise("a.obj", meshes.obj, "bracket GP-2040"),
        "size": Promise("a.glb", meshes.glb, "40 × 30 × 30 mm"),
        "picture": _picture("a.gltf", meshes.gltf_with_data),
    },
    "STEP": {"names": Promise("a.step", lambda: test_step.MODEL, "油圧ポンプ")},
}
"""By the first column of the table, and by kind of content."""
