"""DOCX: its pages as they were last printed, with their words and pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from xml.etree.ElementTree import Element

from imtextgui.documents.content import Limits
from imtextgui.documents.layout.page_layout import (
    Block,
    Figure,
    Leaf,
    Paragraph,
    Row,
    first_line,
    flowed,
    sections,
    text_of,
)
from imtextgui.documents.office.package import Package, Relation
from imtextgui.documents.safe_xml import attribute, local

_EMU = 12_700.0
_SKIPPED = frozenset(["del", "moveFrom", "Fallback", "instrText", "pPr", "rPr", "sectPr", "fldData"])
_SPACES = {"tab": " ", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}


def leaves(package: Package, main: str, limits: Limits) -> list[Leaf]:
    """The pages, cut where the document says that pages were broken, else at about ``limits.page_chars``."""
    document = package.tree(main)
    if document is None:
        return []
    reading = _Reading(package, _styles(package, main), package.relations(main))
    body = next((element for element in document if local(element) == "body"), document)
    reading.walk(body)
    described = _margins(package, reading.relations)
    title = ""
    pages: list[Leaf] = []
    filled = list(_filled(reading.pages, limits.page_chars))
    of = sections(filled).of
    for number, blocks in enumerate(filled, 1):
        headed = any(isinstance(block, Paragraph) and block.level for block in blocks)
        title = first_line(blocks) or title if headed or not pages else title
        told = "" if pages else described
        pages.append(Leaf(text_of(blocks), title, flowed(blocks), described=told, section=of(number)))
    return pages


def _filled(pages: list[list[Block]], most: int) -> Iterator[list[Block]]:
    """Pages without the bare ones; those that are far too long for one are cut."""
    for blocks in pages:
        current: list[Block] = []
        length = 0
        for block in blocks:
            size = len(text_of([block]))
            if current and length + size > most:
                yield current
                current, length = [], 0
            current.append(block)
            length += size
        if any(isinstance(block, Figure) or text_of([block]) for block in current):
            yield current


@dataclass(slots=True)
class _Reading:
    """Walks through a document's body."""

    package: Package
    styles: dict[str, int]
    relations: dict[str, Relation]
    pages: list[list[Block]] = field(default_factory=lambda: [[]])

    def walk(self, parent: Element) -> None:
        """Take the paragraphs and tables below ``parent``."""
        for element in parent:
            name = local(element)
            if name == "p":
                self.paragraph(element)
            elif name == "tbl":
                for row in element.iter():
                    if local(row) == "tr":
                        self.row(row)
            elif name not in _SKIPPED:
                self.walk(element)

    def paragraph(self, element: Element) -> None:
        """Take one paragraph: its words, then its pictures; a page break within it begins a page."""
        level = self.styles.get(_value(element, "pStyle"), 0)
        if outline := _value(element, "outlineLvl"):
            level = int(outline) + 1 if outline.isdigit() and int(outline) < 9 else level
        if any(local(each) == "pageBreakBefore" for each in element.iter()):
            self.break_page()
        for part in "".join(_words(element)).split("\f"):
            if part != "" and part.startswith("\v"):
                self.break_page()
            words = "\n".join(" ".join(line.split()) for line in part.replace("\v", "").split("\n")).strip()
            if words:
                self.pages[-1].append(Paragraph(words, level))
        self.pages[-1].extend(self.figures(element))

    def row(self, element: Element) -> None:
        """Take one row of a table."""
        cells = [each for each in element if local(each) == "tc"]
        words = tuple(" ".join("".join(_words(cell)).replace("\f", " ").split()) for cell in cells)
        if any(words):
            self.pages[-1].append(Row(words))
        self.pages[-1].extend(self.figures(element))

    def figures(self, element: Element) -> Iterator[Figure]:
        """The pictures in a paragraph or row."""
        size = (0.0, 0.0)
        for each in element.iter():
            if local(each) == "extent":
                size = (_points(each.get("cx", "")), _points(each.get("cy", "")))
            key = attribute(each, "embed") if local(each) == "blip" else ""
            key = attribute(each, "id") if local(each) == "imagedata" else key
            relation = self.relations.get(key)
            if relation is not None and relation.target in self.package.names:
                yield Figure(partial(self.package.part, relation.target), size)
                size = (0.0, 0.0)

    def break_page(self) -> None:
        """Begin a page, unless nothing stands on the current one."""
        if self.pages[-1]:
            self.pages.append([])


def _words(element: Element) -> Iterator[str]:
    """Words in their order; \\f\\v stands for a break of the page."""
    for each in element:
        name = local(each)
        if name == "t":
            yield each.text or ""
        elif name == "lastRenderedPageBreak" or (name == "br" and attribute(each, "type") == "page"):
            yield "\f\v"
        elif name == "br":
            yield "\n"
        elif name in _SPACES and local(element) == "r":
            yield _SPACES[name]
        elif name not in _SKIPPED:
            yield from _words(each)
            yield "\n" if name in ("p", "tc") else ""


def _value(paragraph: Element, name: str) -> str:
    return next((attribute(each, "val") for each in paragraph.iter() if local(each) == name), "")


def _styles(package: Package, main: str) -> dict[str, int]:
    """Levels of heading by the identifiers of styles, which differ between languages, unlike their names."""
    levels: dict[str, int] = {}
    tree = package.tree(f"{main.rpartition('/')[0]}/styles.xml")
    for style in tree if tree is not None else ():
        name = _value(style, "name").lower()
        if found := re.fullmatch(r"heading (\d)|title", name):
            levels[attribute(style, "styleId")] = int(found[1] or 1)
    return levels


def _margins(package: Package, relations: dict[str, Relation]) -> str:
    """What stands in headers, footers and notes, each line once."""
    lines: dict[str, None] = {}
    for relation in relations.values():
        if relation.kind in ("header", "footer", "footnotes", "endnotes", "comments"):
            tree = package.tree(relation.target)
            text = "".join(_words(tree)).replace("\f\v", "") if tree is not None else ""
            lines.update(dict.fromkeys(" ".join(line.split()) for line in text.split("\n")))
    return "\n".join(line for line in lines if any(char.isalpha() for char in line))


def _points(emu: str) -> float:
    return int(emu) / _EMU if emu.isdigit() else 0.0
