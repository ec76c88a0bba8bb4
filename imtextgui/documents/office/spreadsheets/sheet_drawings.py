"""What lies over the cells of a sheet: pictures, shapes with words, charts, fields of forms, comments."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from xml.etree.ElementTree import Element

from imtextgui.documents.office.drawing_words import description, graphic_words, paragraphs, resolved
from imtextgui.documents.office.margin_lines import margin_lines
from imtextgui.documents.office.package import Package
from imtextgui.documents.office.spreadsheets.cell_grid import Grid
from imtextgui.documents.safe_xml import attribute, local
from imtextgui.documents.text.html import html_to_text
from imtextgui.documents.text_encoding import decoded
from imtextgui.errors import DocumentDamaged

_HEADER_CODE = re.compile(
    r'&(?:(?P<part>[LCR])|(?P<sign>&)|"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d{1,3}|[A-Za-z])'
)


def draw_over(package: Package, sheet: str, tree: Element, grid: Grid) -> None:
    """Put what lies over the cells of the part ``sheet`` on ``grid``."""
    links = package.relations(sheet).values()
    threaded = any(link.kind == "threadedComment" for link in links)
    for link in links:
        if link.kind == "drawing":
            _anchored(package, link.target, grid)
        elif link.kind == "vmlDrawing":
            for words in _older_shapes(package, link.target):
                grid.write(1, 1, words)
        elif link.kind == "threadedComment" or (link.kind == "comments" and not threaded):
            grid.remarks.extend(_comments(package, link.target))
    grid.remarks.extend(_prompts(tree))


def header_lines(tree: Element) -> str:
    """What a sheet prints above and below its cells."""
    holders = (holder for holder in tree if local(holder) == "headerFooter")
    return printed_lines(part.text or "" for holder in holders for part in holder)


def printed_lines(codes: Iterable[str]) -> str:
    """The words of lines above and below the cells, without the signs that stand for page numbers and fonts."""
    plain = (
        _HEADER_CODE.sub(lambda code: "\n" if code["part"] else code["sign"] or "", line) for line in codes
    )
    return margin_lines("\n".join(plain))


def _anchored(package: Package, drawing: str, grid: Grid) -> None:
    tree = package.optional_tree(drawing)
    relations = package.relations(drawing)
    for anchor in resolved(tree) if tree is not None else ():
        start = next((part for part in anchor if local(part) == "from"), None)
        place = {local(part): part.text or "" for part in start} if start is not None else {}
        row, column = (_whole(place.get(name, "")) + 1 for name in ("row", "col"))
        for element in _drawn(anchor):
            name = local(element)
            if name == "blip":
                relation = relations.get(attribute(element, "embed"))
                if relation is not None:
                    grid.show(row, column, partial(package.part, relation.target))
                    grid.write(row, column, package.picture_words(relation.target))
            elif name == "txBody":
                grid.write(row, column, "\n".join(paragraphs(element)))
            elif name == "cNvPr":
                grid.remarks.extend(filter(None, [description(element)]))
            else:
                grid.write(row, column, "\n".join(graphic_words(package, relations, element)))


def _drawn(parent: Element) -> Iterator[Element]:
    """Pictures, texts, descriptions and references to charts, in their order, those of groups too."""
    for element in resolved(parent):
        if local(element) in ("blip", "txBody", "cNvPr", "chart", "relIds"):
            yield element
        else:
            yield from _drawn(element)


def _older_shapes(package: Package, name: str) -> list[str]:
    """The words of shapes and fields that older programs draw; their boxes for comments have none of their own."""
    try:
        tree = package.tree(name)
    except DocumentDamaged:
        # They are written as if for a browser: tags are left open.
        markup = decoded(package.part(name) or b"") or ""
        return [" ".join(html_to_text(markup).split())]
    boxes = [part for part in tree.iter() if local(part) == "textbox"] if tree is not None else []
    words = (" ".join(" ".join(box.itertext()).split()) for box in boxes)
    return list(dict.fromkeys(filter(None, words)))


def _comments(package: Package, name: str) -> Iterator[str]:
    tree = package.optional_tree(name)
    for element in tree.iter() if tree is not None else ():
        if local(element) in ("comment", "threadedComment"):
            words = " ".join("".join(part.text or "" for part in _texts(element)).split())
            if words:
                yield f"{element.get('ref', '')}: {words}"


def _texts(comment: Element) -> Iterator[Element]:
    for part in comment.iter():
        if local(part) == "t" or (local(part) == "text" and part.text and part.text.strip()):
            yield part


def _prompts(tree: Element) -> Iterator[str]:
    """What is shown beside a cell when it is chosen."""
    for element in tree.iter():
        if local(element) == "dataValidation":
            words = (" ".join(element.get(name, "").split()) for name in ("promptTitle", "prompt"))
            prompt = " ".join(filter(None, words))
            if prompt:
                yield prompt


def _whole(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0
