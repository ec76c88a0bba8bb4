"""DOCX: its pages as they were last printed, with their words and pictures."""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from imtextgui.documents.content import Limits
from imtextgui.documents.layout.page_layout import (
    Block,
    Figure,
    Leaf,
    Paragraph,
    first_line,
    flowed,
    sections,
    text_of,
)
from imtextgui.documents.office.margin_lines import margin_lines
from imtextgui.documents.office.package import Package, Relation
from imtextgui.documents.office.word.body import BodyReader, Styles
from imtextgui.documents.office.word.numbering import Numbering
from imtextgui.documents.safe_xml import attribute, local

_MARGINS = ("header", "footer")
_NOTES = ("footnotes", "endnotes", "comments")
_SEPARATORS = frozenset(["separator", "continuationSeparator", "continuationNotice"])


def leaves(package: Package, document: Element, limits: Limits) -> list[Leaf]:
    """The pages, cut where the document says that pages were broken, else at about ``limits.page_chars``.

    Notes stand behind the paragraph that they belong to. What stands in headers and footers is told with the first
    page; it is the page where there is nothing else.
    """
    main = package.main
    relations = package.relations(main)
    numbering = Numbering(package.related(main, "numbering", "word/numbering.xml"))
    styles = _styles(package.related(main, "styles", "word/styles.xml"))
    reader = BodyReader(package, relations, styles, numbering, _notes(package, relations))
    reader.walk(next((element for element in document if local(element) == "body"), document))
    margins = _margins(package, relations)
    filled = list(_filled(reader.pages, limits.page_chars))
    described = margin_lines(text_of(margins))
    if not filled:
        shown = described or any(isinstance(block, Figure) for block in margins)
        return [Leaf(text_of(margins), "", flowed(margins))] if shown else []
    return _pages(filled, described)


def _pages(filled: list[list[Block]], described: str) -> list[Leaf]:
    title = ""
    pages: list[Leaf] = []
    section_of = sections(filled).of
    for number, blocks in enumerate(filled, 1):
        headed = any(isinstance(block, Paragraph) and block.level for block in blocks)
        title = first_line(blocks) or title if headed or not pages else title
        told = "" if pages else described
        pages.append(Leaf(text_of(blocks), title, flowed(blocks), described=told, section=section_of(number)))
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


def _styles(tree: Element | None) -> Styles:
    """What styles say of their paragraphs, by their identifiers, which differ between languages, unlike names."""
    levels: dict[str, int] = {}
    lists: dict[str, tuple[str, str]] = {}
    parents: dict[str, str] = {}
    usual = ""
    for style in tree if tree is not None else ():
        key = attribute(style, "styleId")
        values = {local(part): attribute(part, "val") for part in style.iter()}
        if heading := re.fullmatch(r"heading (\d)|title", values.get("name", "").lower()):
            levels[key] = int(heading[1] or 1)
        if "numId" in values:
            lists[key] = (values["numId"], values.get("ilvl", ""))
        if "basedOn" in values:
            parents[key] = values["basedOn"]
        if attribute(style, "default") in ("1", "true") and attribute(style, "type") == "paragraph":
            usual = key
    return Styles(levels, lists, parents, usual)


def _notes(package: Package, relations: Mapping[str, Relation]) -> dict[tuple[str, str], str]:
    """The words of footnotes, endnotes and comments, by their kind and identifier."""
    found: dict[tuple[str, str], str] = {}
    for relation in relations.values():
        tree = package.optional_tree(relation.target) if relation.kind in _NOTES else None
        own = package.relations(relation.target) if tree is not None else {}
        for note in tree if tree is not None else ():
            if attribute(note, "type") not in _SEPARATORS:
                reader = BodyReader(package, own)
                reader.walk(note)
                words = " ".join(text_of(reader.blocks()).split())
                found[relation.kind, attribute(note, "id")] = words
    return found


def _margins(package: Package, relations: Mapping[str, Relation]) -> list[Block]:
    """What stands in headers and footers."""
    blocks: dict[Block, None] = {}
    for relation in relations.values():
        tree = package.optional_tree(relation.target) if relation.kind in _MARGINS else None
        if tree is not None:
            reader = BodyReader(package, package.relations(relation.target))
            reader.walk(tree)
            blocks.update(dict.fromkeys(reader.blocks()))
    return list(blocks)
