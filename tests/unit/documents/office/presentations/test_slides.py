"""PowerPoint: every word of a slide, and what stands on all of them once."""

from tests.unit.documents.office.packages import CHART, DIAGRAM, SPACES, package, page_of, pages_of


def shape(words: str, kind: str = "", description: str = "") -> str:
    holder = f'<p:ph type="{kind}"/>' if kind else ""
    properties = (
        f'<p:nvSpPr><p:cNvPr id="2" name="T" descr="{description}"/><p:nvPr>{holder}</p:nvPr></p:nvSpPr>'
    )
    place = (
        '<p:spPr><a:xfrm><a:off x="100000" y="100000"/><a:ext cx="5000000" cy="900000"/></a:xfrm></p:spPr>'
    )
    body = f"<p:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody>" if words else ""
    return f"<p:sp>{properties}{place}{body}</p:sp>"


def frame(inside: str) -> str:
    place = '<p:xfrm><a:off x="0" y="0"/><a:ext cx="5000000" cy="3000000"/></p:xfrm>'
    return f"<p:graphicFrame>{place}<a:graphicData>{inside}</a:graphicData></p:graphicFrame>"


def tree(name: str, inside: str) -> str:
    return f"<p:{name} {SPACES}><p:cSld><p:spTree>{inside}</p:spTree></p:cSld></p:{name}>"


def show(*slides: str, links: dict[str, tuple[str, str]] | None = None, **parts: str) -> bytes:
    """A show; every slide has the ``links``, parts lie in ppt/ as .xml."""
    ids = "".join(f'<p:sldId r:id="s{number}"/>' for number in range(len(slides)))
    files = {f"ppt/{name}.xml": part for name, part in parts.items()}
    files["ppt/p.xml"] = (
        f'<p:presentation {SPACES}><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>'
    )
    own = {"ppt/p.xml": {f"s{number}": ("slide", f"ppt/{number}.xml") for number in range(len(slides))}}
    for number, slide in enumerate(slides):
        files[f"ppt/{number}.xml"] = tree("sld", slide)
        own[f"ppt/{number}.xml"] = links or {}
    return package("ppt/p.xml", files, own)


def test_footers_are_told_once_and_numbers_of_slides_never() -> None:
    footer = shape("Doc SOP-77120", "ftr") + shape("4", "sldNum")
    first, second = pages_of(show(shape("Bearing") + footer, shape("Seal") + footer))
    assert (first.text, second.text) == ("Bearing\n\nDoc SOP-77120", "Seal")


def test_what_stands_on_the_master_is_told_once() -> None:
    master = tree("sldLayout", shape("Confidential, Ostermann AG") + shape("Click to edit", "title"))
    first, second = pages_of(
        show(shape("a"), shape("b"), links={"l": ("slideLayout", "ppt/l.xml")}, l=master)
    )
    assert (first.text, second.text) == ("a\n\nConfidential, Ostermann AG", "b")


def test_smartart_is_read_from_its_data_and_drawn_as_it_was_drawn() -> None:
    drawn = f"<dsp:drawing {SPACES}><dsp:spTree>{shape('Bleed the vessel')}</dsp:spTree></dsp:drawing>"
    data = DIAGRAM.replace("</dgm:ptLst>", '</dgm:ptLst><dsp:dataModelExt relId="w"/>')
    for kept in (DIAGRAM, data):
        page = page_of(
            show(
                shape("Shutdown") + frame('<dgm:relIds r:dm="d"/>'),
                links={"d": ("diagramData", "ppt/d.xml"), "w": ("diagramDrawing", "ppt/w.xml")},
                d=kept,
                w=drawn,
            )
        )
        assert page.text == "Shutdown\n\nBleed the vessel\n残圧を抜く"
        assert page.tensor is not None


def test_charts_tables_and_descriptions() -> None:
    slide = frame('<c:chart r:id="c"/>') + shape("", description="View of the gearbox")
    slide += (
        f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{shape('older')}</mc:Fallback></mc:AlternateContent>"
    )
    page = page_of(show(slide, links={"c": ("chart", "ppt/c.xml")}, c=CHART))
    assert page.text.split("\n\n") == [
        *("Downtime of the conveyor\nLine 4\ngearbox\nLeast clearance", "View of the gearbox", "older"),
    ]


def test_comments_of_both_kinds_and_notes() -> None:
    links = {
        key: (kind, f"ppt/{key}.xml")
        for key, kind in {"a": "comments", "b": "comments", "n": "notesSlide"}.items()
    }
    page = page_of(
        show(
            shape("x"),
            links=links,
            a=f"<p:cmLst {SPACES}><p:cm><p:text>ask Rosenborg</p:text></p:cm></p:cmLst>",
            b=f"<p:cmLst {SPACES}><p:txBody><a:p><a:r><a:t>done</a:t></a:r></a:p></p:txBody></p:cmLst>",
            n=tree("notes", shape("mention the valve", "body") + shape("2", "sldNum") + shape("a box")),
        )
    )
    assert page.text.split("\n\n") == ["x", "ask Rosenborg", "done", "mention the valve", "a box"]
