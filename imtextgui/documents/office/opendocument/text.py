"""OpenDocument texts: pages with their paragraphs, lists, tables, frames and notes."""

from collections.abc import Iterator
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
from imtextgui.documents.office.margin_lines import margin_lines
from imtextgui.documents.office.opendocument.numbering import Counter, OdfNumbering
from imtextgui.documents.office.opendocument.runs import (
    SHAPES,
    OdfRuns,
    descriptions,
    field_values,
    is_skipped,
    object_words,
    picture,
    plain,
    points,
    runs,
)
from imtextgui.documents.office.package import Package
from imtextgui.documents.safe_xml import attribute, local

_MARGINS = frozenset(["header", "header-left", "header-first", "footer", "footer-left", "footer-first"])


def text_pages(package: Package, tree: Element, content: Element, limits: Limits) -> list[Leaf]:
    """The pages of a text: cut where it says that pages were broken, else at about ``limits.page_chars``."""
    styles = package.optional_tree("styles.xml")
    reader = _BodyReader(package, _breaking(tree), OdfNumbering([styles, tree]), content)
    pages: list[list[Block]] = [[]]
    length = 0
    for block in reader.blocks(content):
        size = 0 if block is None else len(text_of([block]))
        if (block is None or length + size > limits.page_chars) and pages[-1]:
            pages.append([])
            length = 0
        if block is not None:
            pages[-1].append(block)
            length += size
    margins = margin_text(styles)
    filled = [blocks for blocks in pages if blocks]
    if not filled:
        lines = [Paragraph(line) for line in margins.split("\n") if line]
        return [Leaf(text_of(lines), "", flowed(lines))] if lines else []
    return _leaves(filled, margins)


def _leaves(filled: list[list[Block]], margins: str) -> list[Leaf]:
    title = ""
    found: list[Leaf] = []
    section_of = sections(filled).of
    for number, blocks in enumerate(filled, 1):
        headed = any(isinstance(block, Paragraph) and block.level for block in blocks)
        title = first_line(blocks) or title if headed or not found else title
        told = "" if found else margins
        found.append(Leaf(text_of(blocks), title, flowed(blocks), described=told, section=section_of(number)))
    return found


def margin_text(styles: Element | None) -> str:
    """What stands in headers and footers, each line once."""
    areas = [element for element in styles.iter() if local(element) in _MARGINS] if styles is not None else []
    return margin_lines("\n".join(plain(area) for area in areas))


def _breaking(tree: Element) -> frozenset[str]:
    """The styles of paragraphs that begin a page."""
    return frozenset(
        attribute(style, "name")
        for style in tree.iter()
        if local(style) == "style"
        and any(
            attribute(part, "break-before") == "page"
            for part in style
            if local(part) == "paragraph-properties"
        )
    )


class _BodyReader:
    def __init__(
        self, package: Package, breaking: frozenset[str], numbering: OdfNumbering, content: Element
    ) -> None:
        self._package = package
        self._breaking = breaking
        self._numbering = numbering
        self._fields = field_values(content)

    def blocks(self, parent: Element) -> Iterator[Block | None]:
        """What stands below ``parent`` in its order; None where a page begins."""
        for element in parent:
            name = local(element)
            if name == "soft-page-break" or attribute(element, "style-name") in self._breaking:
                yield None
            if name == "p":
                yield from self._paragraph(runs(element))
            elif name == "h":
                yield from self._heading(element)
            elif name == "list":
                yield from self._list(element, self._numbering.begun(element), 1)
            elif name == "table-row":
                yield from self._row(element)
            elif name in SHAPES:
                yield from self._shape(element)
            elif name == "annotation":
                yield from (Paragraph(note) for note in [plain(element)] if note)
            elif not is_skipped(element):
                yield from self.blocks(element)

    def _paragraph(self, found: OdfRuns, level: int = 0, label: str = "") -> Iterator[Block]:
        if found.words:
            yield Paragraph(f"{label} {found.words}" if label else found.words, level)
        for shape in found.shapes:
            yield from self._shape(shape)
        for note in found.notes:
            yield Paragraph(note)

    def _heading(self, element: Element) -> Iterator[Block]:
        outline = attribute(element, "outline-level")
        level = int(outline) if outline.isascii() and outline.isdigit() and len(outline) < 3 else 1
        found = runs(element)
        listed = attribute(element, "is-list-header") == "true"
        label = "" if listed or not found.words else self._numbering.headings.label(level)
        yield from self._paragraph(found, level, label)

    def _list(self, element: Element, counter: Counter, level: int) -> Iterator[Block | None]:
        for item in element:
            label = ""
            if local(item) == "list-item":
                label = counter.label(level, attribute(item, "start-value"))
            elif local(item) != "list-header":
                continue
            for part in item:
                if local(part) == "list":
                    yield from self._list(part, counter, level + 1)
                elif local(part) in ("p", "h"):
                    yield from self._paragraph(runs(part), label=label)
                    label = ""
                elif local(part) == "soft-page-break":
                    yield None

    def _row(self, element: Element) -> Iterator[Block]:
        cells = [runs(cell) for cell in element if local(cell) == "table-cell"]
        words = tuple(" ".join(cell.words.split()) for cell in cells)
        if any(words):
            yield Row(words)
        for cell in cells:
            yield from self._paragraph(OdfRuns(shapes=cell.shapes, notes=cell.notes))

    def _shape(self, shape: Element) -> Iterator[Block]:
        """A frame or drawing as blocks of its own: what it says, shows and holds."""
        yield from map(Paragraph, descriptions(shape))
        load = picture(self._package, shape)
        if load is not None:
            yield Figure(load, (points(attribute(shape, "width")), points(attribute(shape, "height"))))
        if local(shape) == "control":
            value = self._fields.get(attribute(shape, "control"), "")
            yield from [Paragraph(value)] if value else []
        yield from map(Paragraph, object_words(self._package, shape))
        yield from (block for block in self.blocks(shape) if block is not None)
