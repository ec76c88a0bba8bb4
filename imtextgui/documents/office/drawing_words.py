"""Words of what is drawn in Office documents: shapes, SmartArt, charts, and what describes pictures.

Text, sheets and slides hold the same kinds of drawing, each in a frame of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from imtextgui.documents.office.package import Package, Relation
from imtextgui.documents.safe_xml import attribute, local

_SHOWN = frozenset(
    [
        *(
            "t",
            "sym",
            "blip",
            "imagedata",
            "textpath",
            "relIds",
            "chart",
            "oleObj",
            "contentPart",
            "tbl",
            "textbox",
        ),
        *("txbxContent", "graphicFrame", "pic"),
    ]
)
_GRAPHICS = {"chart": "id", "relIds": "dm"}
_NOTHING_SAID = frozenset(["picture", "image", "chart", "diagram", "画像", "図", "グラフ", "name of file"])
"""What programs write where nobody has described a picture."""

_CACHES = frozenset(["strCache", "strLit", "multiLvlStrCache", "strDim", "txData"])


def chosen(alternatives: Element) -> Element | None:
    """Of the alternatives for programs of several ages the first one that shows something."""
    choices = [choice for choice in alternatives if local(choice) == "Choice"]
    fallbacks = [choice for choice in alternatives if local(choice) == "Fallback"]
    shown = (
        choice for choice in (*choices, *fallbacks) if any(local(part) in _SHOWN for part in choice.iter())
    )
    return next(shown, None)


def resolved(parent: Element) -> Iterator[Element]:
    """What stands directly in ``parent``; in place of alternatives what stands in the chosen one."""
    for child in parent:
        if local(child) == "AlternateContent":
            choice = chosen(child)
            yield from resolved(choice) if choice is not None else ()
        else:
            yield child


def paragraphs(element: Element) -> Iterator[str]:
    """The paragraphs of a shape's text that are not blank."""
    for paragraph in element.iter():
        if local(paragraph) == "p":
            parts = [_piece(part) for part in paragraph.iter()]
            lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
            words = "\n".join(lines).strip()
            if words:
                yield words


def _piece(part: Element) -> str:
    name = local(part)
    if name == "t":
        return part.text or ""
    return {"br": "\n", "tab": " "}.get(name, "")


def description(properties: Element) -> str:
    """What the ``properties`` of a shape or picture (cNvPr, docPr) say for those who do not see it, or ""."""
    title, words = (" ".join(properties.get(name, "").split()) for name in ("title", "descr"))
    told = " ".join(filter(None, (title if title not in words else "", words)))
    return "" if told.lower() in _NOTHING_SAID else told


def graphic_words(package: Package, relations: Mapping[str, Relation], element: Element) -> list[str]:
    """The words of the chart or SmartArt that ``element`` itself refers to."""
    key = _GRAPHICS.get(local(element), "")
    relation = relations.get(attribute(element, key)) if key else None
    if relation is None:
        return []
    tree = package.optional_tree(relation.target)
    if tree is None:
        return []
    if relation.kind.startswith("diagram"):
        return list(dict.fromkeys(_diagram_words(tree)))
    return list(dict.fromkeys((*_chart_words(tree), *_drawn_on_chart(package, relation.target))))


def diagram_drawing(package: Package, relations: Mapping[str, Relation], element: Element) -> Element | None:
    """SmartArt as it was drawn last, where the document keeps that, for the data that ``element`` refers to."""
    relation = relations.get(attribute(element, "dm")) if local(element) == "relIds" else None
    data = package.optional_tree(relation.target) if relation is not None else None
    keys = (attribute(part, "relId") for part in data.iter() if local(part) == "dataModelExt") if data else ()
    drawing = relations.get(next((key for key in keys if key in relations), ""))
    return package.optional_tree(drawing.target) if drawing is not None else None


def _diagram_words(tree: Element) -> Iterator[str]:
    for point in tree.iter():
        if local(point) == "pt" and point.get("type") not in ("pres", "parTrans", "sibTrans"):
            yield from paragraphs(point)


def _chart_words(tree: Element) -> Iterator[str]:
    """Titles, names of series and categories, labels; not the values, which a chart shows as heights."""
    for element in tree.iter():
        if local(element) in ("rich", "txPr"):
            yield from paragraphs(element)
        elif local(element) in _CACHES:
            yield from _values(element.iter())
        elif local(element) == "tx":  # the name of a series that no cell holds
            yield from _values(element)


def _values(parts: Iterable[Element]) -> Iterator[str]:
    """The words of those of ``parts`` that are values of a chart."""
    for part in parts:
        words = " ".join((part.text or "").split()) if local(part) in ("v", "pt") else ""
        if words:
            yield words


def _drawn_on_chart(package: Package, chart: str) -> Iterator[str]:
    for relation in package.relations(chart).values():
        tree = package.optional_tree(relation.target) if relation.kind == "chartUserShapes" else None
        if tree is not None:
            yield from paragraphs(tree)
