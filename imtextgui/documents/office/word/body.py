"""The paragraphs, tables and boxes of Word in their order, page by page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from imtextgui.documents.layout.page_layout import Block, Paragraph, Row
from imtextgui.documents.office.drawing_words import resolved
from imtextgui.documents.office.package import Package, Relation
from imtextgui.documents.office.word.imported_parts import imported_words
from imtextgui.documents.office.word.numbering import Numbering
from imtextgui.documents.office.word.runs import PAGE_BREAK, RunReader, Runs
from imtextgui.documents.safe_xml import attribute, local

_SKIPPED = frozenset(["del", "moveFrom", "pPr", "sectPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid"])
_WRAPPERS = frozenset(["sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"])
_MOST_PARENTS = 20


@dataclass(frozen=True, slots=True)
class Styles:
    """By the identifiers of styles: ``levels`` of headings, the ``lists`` (number and level) that their paragraphs
    belong to, and the styles that they are made of. ``usual`` is that of paragraphs without one.
    """

    levels: Mapping[str, int] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    usual: str = ""

    def chain(self, style: str) -> Iterator[str]:
        """``style`` and those that it is made of."""
        for _ in range(_MOST_PARENTS):
            if not style:
                return
            yield style
            style = self.parents.get(style, "")


class BodyReader:
    """Walks through one part of a document: the text itself, a note, a header."""

    def __init__(
        self,
        package: Package,
        relations: Mapping[str, Relation],
        styles: Styles = Styles(),
        numbering: Numbering | None = None,
        notes: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self._package = package
        self._relations = relations
        self._styles = styles
        self._numbering = numbering or Numbering(None)
        self._notes = notes or {}
        self.pages: list[list[Block]] = [[]]

    def blocks(self) -> list[Block]:
        """All that was read, whatever page it stands on."""
        return [block for page in self.pages for block in page]

    def walk(self, parent: Element) -> None:
        """Take the paragraphs and tables below ``parent``."""
        for element in resolved(parent):
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tr":
                self._row(element)
            elif name == "altChunk":
                relation = self._relations.get(attribute(element, "id"))
                words = imported_words(self._package, relation.target) if relation is not None else []
                self._add(Paragraph(line) for line in words)
            elif name not in _SKIPPED:
                self.walk(element)

    def _paragraph(self, element: Element) -> None:
        """Take one paragraph: its words, then what hangs on it; a page break within it begins a page."""
        properties = _properties(element)
        style = properties.get("pStyle", self._styles.usual)
        if properties.get("pageBreakBefore", "0") not in ("0", "false"):
            self._break_page()
        runs = RunReader(self._package, self._relations).read(element)
        label = self._label(properties, style)
        level = self._level(properties, style)
        for part in runs.words.split("\f"):
            if part.startswith("\v"):
                self._break_page()
            lines = (" ".join(line.split()) for line in part.replace("\v", "").split("\n"))
            words = "\n".join(lines).strip()
            if words:
                self._add([Paragraph(f"{label} {words}" if label else words, level)])
                label = ""
        self._hang(runs)

    def _row(self, element: Element) -> None:
        """Take one row of a table; what hangs on its cells follows it."""
        properties = next((part for part in element if local(part) == "trPr"), None)
        if properties is not None and any(local(part) == "del" for part in properties):
            return
        cells: list[str] = []
        hanging: list[Runs] = []
        for cell in _within(element, "tc"):
            words = []
            for paragraph in _paragraphs(cell):
                runs = RunReader(self._package, self._relations).read(paragraph)
                own = _properties(paragraph)
                label = self._label(own, own.get("pStyle", self._styles.usual))
                plain = " ".join(runs.words.replace(PAGE_BREAK, " ").split())
                words.append(f"{label} {plain}" if label and plain else plain)
                hanging.append(runs)
            cells.append(" ".join(filter(None, words)))
        if any(cells):
            self._add([Row(tuple(cells))])
        for runs in hanging:
            self._hang(runs)

    def _hang(self, runs: Runs) -> None:
        """Take what belongs to a paragraph and stands apart from it."""
        for box in runs.boxes:
            self.walk(box)
        self._add(Paragraph(line) for line in dict.fromkeys(runs.lines) if line)
        self._add(runs.figures)
        for kind, key, word in runs.notes:
            note = self._notes.get((kind, key), "")
            if note:
                self._add([Paragraph(f"{word} {note}".strip())])

    def _add(self, blocks: Iterable[Block]) -> None:
        self.pages[-1].extend(blocks)

    def _break_page(self) -> None:
        """Begin a page, unless nothing stands on the current one."""
        if self.pages[-1]:
            self.pages.append([])

    def _level(self, properties: Mapping[str, str], style: str) -> int:
        outline = properties.get("outlineLvl", "")
        if outline.isdigit() and int(outline) < 9:
            return int(outline) + 1
        return self._styles.levels.get(style, 0)

    def _label(self, properties: Mapping[str, str], style: str) -> str:
        """The number that stands before a paragraph, by its own properties or by those of its style."""
        number, level = properties.get("numId", ""), properties.get("ilvl", "")
        if not number:
            for owner in self._styles.chain(style):
                if owner in self._styles.lists:
                    number, level = self._styles.lists[owner]
                    level = level or str(self._numbering.level_of_style(number, owner))
                    break
        return self._numbering.label(number, int(level) if level in "012345678" and level else 0)


def _properties(paragraph: Element) -> dict[str, str]:
    """The properties of a paragraph that matter here, by their names; those that are only switched on are "1"."""
    holder = next((part for part in paragraph if local(part) == "pPr"), None)
    told: dict[str, str] = {}
    for part in holder if holder is not None else ():
        told[local(part)] = attribute(part, "val") or "1"
        if local(part) == "numPr":
            told.update({local(inner): attribute(inner, "val") for inner in part})
    return told


def _within(parent: Element, name: str) -> Iterator[Element]:
    """The elements ``name`` of ``parent``, also those in content controls and the like."""
    for element in resolved(parent):
        if local(element) == name:
            yield element
        elif local(element) in _WRAPPERS:
            yield from _within(element, name)


def _paragraphs(parent: Element) -> Iterator[Element]:
    """All paragraphs of a cell, those of tables within it too."""
    for element in resolved(parent):
        if local(element) == "p":
            yield element
        elif local(element) not in _SKIPPED:
            yield from _paragraphs(element)
