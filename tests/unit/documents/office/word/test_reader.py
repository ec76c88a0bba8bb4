"""Word: every word that a reader of the document sees, each at its place and whole."""

import pytest

from tests.unit.documents.office.packages import CHART, DIAGRAM, SPACES, package, page_of, pages_of


def word(body: str, **parts: str) -> bytes:
    """A document with ``body``; parts lie in word/ as .xml."""
    files = {f"word/{name}.xml": f"<w:{name} {SPACES}>{words}</w:{name}>" for name, words in parts.items()}
    files["word/document.xml"] = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    own = {f"n{name}": (name.rstrip("0123456789"), f"word/{name}.xml") for name in parts}
    return package("word/document.xml", files, {"word/document.xml": own})


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def line(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(words) if not words.startswith('<') else words}</w:p>"


def text(body: str, **parts: str) -> str:
    return page_of(word(body, **parts)).text


def box(words: str) -> str:
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="Box 1"/>'
        f"<wps:wsp><wps:txbx><w:txbxContent>{line(words)}</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"{line(words)}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_cells_and_rows_in_content_controls() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    control = "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    first = f"<w:tr>{control.format(cell.format('KX-55'))}{cell.format('4711')}</w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell.format('deleted')}</w:tr>"
    second = control.format(f"<w:tr>{cell.format('Inspector')}</w:tr>")
    nested = f"<w:tr><w:tc><w:p/><w:tbl><w:tr>{cell.format('nested')}</w:tr></w:tbl><w:p/></w:tc></w:tr>"
    table = f"<w:tbl>{first}{gone}{second}{nested}</w:tbl>"
    assert text(control.format(line("Serial")) + table) == "Serial\n\nKX-55   4711\nInspector\nnested"


def test_boxes_stand_behind_the_paragraph_they_hang_on() -> None:
    body = f"<w:p>{run('Fit MX-2204')}{box('torque 35 Nm')}{run('-B only')}</w:p>"
    assert text(body) == "Fit MX-2204-B only\n\ntorque 35 Nm"
    in_cell = f"<w:tbl><w:tr><w:tc><w:p>{run('cell')}{box('in a box')}</w:p></w:tc></w:tr></w:tbl>"
    assert text(in_cell) == "cell\n\nin a box"


def test_where_a_choice_shows_nothing_the_older_form_counts() -> None:
    art = "<w:pict><v:shape alt='Danger sign'><v:textpath string='HIGH VOLTAGE'/></v:shape></w:pict>"
    body = f"<mc:AlternateContent><mc:Choice Requires='x'/><mc:Fallback>{art}</mc:Fallback></mc:AlternateContent>"
    assert text(f"<w:p><w:r>{body}</w:r></w:p>") == "Danger sign\n\nHIGH VOLTAGE"


def test_descriptions_of_pictures() -> None:
    properties = '<wp:docPr id="1" name="Picture 1" title="Gearbox" descr="Exploded view"/>'
    body = f"<w:r><w:drawing><wp:inline>{properties}</wp:inline></w:drawing></w:r>"
    assert text(f"<w:p>{body}</w:p>") == "Gearbox Exploded view"


def test_readings_are_no_part_of_words() -> None:
    over, under = "<w:rt>{}</w:rt>", "<w:rubyBase>{}</w:rubyBase>"

    def ruby(word: str, kana: str) -> str:
        return f"<w:r><w:ruby>{over.format(run(kana))}{under.format(run(word))}</w:ruby></w:r>"

    instruction = r'EQ \* jc2 \* "Font:x" \o\ad(\s\up 9(じく),軸)'
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    formula = f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    end = '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    words = ruby("攪", "かく") + ruby("拌", "はん") + run("槽の") + formula + end + run("封")
    assert text(f"<w:p>{words}</w:p>") == "攪拌槽の軸封\n\n攪拌（かくはん）\n軸（じく）"


def test_signs_of_symbol_fonts_and_fields_of_older_forms() -> None:
    sign = '<w:r><w:sym w:font="Symbol" w:char="F066"/></w:r>'
    field = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'
    choice = (
        '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Line 1"/><w:listEntry w:val="Line 2"/></w:ddList>'
    )
    tick = "<w:checkBox><w:checked/></w:checkBox>"
    fields = f"{field.format(choice)}{run(' ')}{field.format(tick)}"
    assert (
        text(f"<w:p>{run('Bore ')}{sign}{run('38H7 ')}{fields}{run('greased')}</w:p>")
        == "Bore φ38H7 Line 2 ☒ greased"
    )


def test_fractions_keep_their_line() -> None:
    half = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    assert text(f"<w:p>{half}{run(' in')}</w:p>") == "1/2 in"


LISTS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="7"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="AL-%1"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="x"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/>'
    '<w:pStyle w:val="H1"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/>'
    '<w:pStyle w:val="H2"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="3"/>'
    "</w:numPr></w:pPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
)


def listed(words: str, number: int, level: int = 0) -> str:
    return line(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_numbers_that_word_writes_by_itself() -> None:
    body = [listed("a", 1), listed("b", 1, 1), listed("c", 1, 1), listed("d", 1), listed("e", 1, 1)]
    body += [listed("bullet", 2), listed("anew", 4), listed("none", 0), listed("unknown", 9)]
    assert text("".join(body), numbering=LISTS).split("\n\n") == [
        *("AL-7 a", "7.a) b", "7.b) c", "AL-8 d", "8.a) e"),
        *("bullet", "AL-1 anew", "none", "unknown"),
    ]


def test_headings_are_numbered_by_their_styles() -> None:
    body = line("Pump", '<w:pStyle w:val="H1"/>') + line("Seal", '<w:pStyle w:val="H2"/>') + line("words")
    page = page_of(word(body, numbering=LISTS, styles=STYLES))
    assert page.text.split("\n\n") == ["I Pump", "1.1 Seal", "words"]
    assert (page.title, page.section) == ("I Pump", "I Pump / 1.1 Seal")


def test_notes_and_comments_stand_behind_the_paragraph_that_refers_to_them() -> None:
    marks = run("RG-5510") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" only.")
    body = f"<w:p>{marks}<w:r><w:commentReference w:id='0'/></w:r></w:p>"
    notes = f'<w:footnote w:type="separator" w:id="0">{line("---")}</w:footnote>'
    notes += f'<w:footnote w:id="2">{line("see table 4")}</w:footnote>'
    comments = f'<w:comment w:id="0">{line("ask Haugesund")}</w:comment>'
    assert text(body, footnotes=notes, comments=comments).split("\n\n") == [
        "RG-5510 only.",
        "RG-5510 see table 4",
        "only. ask Haugesund",
    ]


def test_headers_and_footers_with_whatever_stands_in_them() -> None:
    footer = line(f"{run('Page ')}<w:fldSimple w:instr='PAGE'>{run('3')}</w:fldSimple>")
    header = line("7730-118-204") + f"<w:p>{box('Rev. C')}</w:p>"
    assert text(line("words"), header1=header, footer1=footer) == "words\n\n7730-118-204\nRev. C"


def test_a_document_may_say_something_in_its_header_alone() -> None:
    page = page_of(word("<w:p/>", header1=line("Annex of the file")))
    assert page.text == "Annex of the file"
    assert page.tensor is not None


def test_smartart_and_charts() -> None:
    body = (
        '<w:p><w:r><w:drawing><a:graphicData><dgm:relIds r:dm="d"/></a:graphicData></w:drawing></w:r></w:p>'
    )
    body += '<w:p><w:r><w:drawing><a:graphicData><c:chart r:id="c"/></a:graphicData></w:drawing></w:r></w:p>'
    data = package(
        "word/document.xml",
        {
            "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
            "word/data.xml": DIAGRAM,
            "word/chart.xml": CHART,
        },
        {"word/document.xml": {"d": ("diagramData", "word/data.xml"), "c": ("chart", "word/chart.xml")}},
    )
    assert page_of(data).text.split("\n\n") == [
        *(
            "Bleed the vessel",
            "残圧を抜く",
            "Downtime of the conveyor",
            "Line 4",
            "gearbox",
            "Least clearance",
        ),
    ]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.html", b"<html><body><p>Torque <b>85 Nm</b></p></body></html>", "Torque 85 Nm"),
        ("a.txt", "締付トルク".encode("cp932"), "締付トルク"),
        ("a.rtf", rb"{\rtf1 Torque 85 Nm\par}", "Torque 85 Nm"),
        ("a.docx", word(line("Torque 85 Nm")), "Torque 85 Nm"),
        ("a.docx", b"PK\3\4 no package", ""),
    ],
)
def test_documents_that_a_document_takes_in(name: str, data: bytes, words: str) -> None:
    body = f"{line('See:')}<w:altChunk r:id='a'/>"
    made = package(
        "word/document.xml",
        {
            "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
            f"word/{name}": data,
        },
        {"word/document.xml": {"a": ("aFChunk", f"word/{name}")}},
    )
    assert page_of(made).text == f"See:\n\n{words}".strip()


def test_what_a_document_says_of_itself_can_be_searched() -> None:
    properties = (
        '<x xmlns:dc="d" xmlns:cp="c"><dc:title>Manual VF-30071</dc:title><dc:subject>Retort</dc:subject>'
        "<cp:keywords>KWX-3301</cp:keywords><dc:creator>nobody</dc:creator>"
        "<dc:description>generated by python-docx</dc:description>"
        "<dc:description>For the service</dc:description></x>"
    )
    data = package(
        "word/document.xml",
        {
            "word/document.xml": f"<w:document {SPACES}><w:body>{line('See cover')}</w:body></w:document>",
            "other/core.xml": properties,
        },
        {"": {"r0": ("officeDocument", "word/document.xml"), "r1": ("core-properties", "other/core.xml")}},
    )
    assert page_of(data).text == "See cover\n\nManual VF-30071\nRetort\nKWX-3301\nFor the service"


def test_parts_are_found_by_their_relation_whatever_their_names_are() -> None:
    data = package(
        "Docs/MAIN%20part.xml",
        {
            "docs/main part.xml": f"<w:document {SPACES}><w:body>{line('words')}</w:body></w:document>",
            "x/H.xml": f"<w:hdr {SPACES}>{line('Form F-88')}</w:hdr>",
        },
        {"Docs/MAIN part.xml": {"h": ("header", "X/h.xml")}},
    )
    assert page_of(data).text.startswith("words")


def test_pages_break_where_the_document_says_so() -> None:
    body = (
        line("one")
        + line("two", "<w:pageBreakBefore/>")
        + line("still two", '<w:pageBreakBefore w:val="0"/>')
    )
    body += f"<w:p>{run('end')}<w:r><w:br w:type='page'/></w:r>{run('three')}</w:p>"
    assert [page.text for page in pages_of(word(body))] == ["one", "two\n\nstill two\n\nend", "three"]
