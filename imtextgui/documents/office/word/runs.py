"""What stands within one paragraph of Word: its words, and what hangs on it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from xml.etree.ElementTree import Element

from imtextgui.documents import symbol_font
from imtextgui.documents.furigana import annotated
from imtextgui.documents.layout.page_layout import Figure
from imtextgui.documents.office.drawing_words import chosen, description, graphic_words
from imtextgui.documents.office.package import Package, Relation
from imtextgui.documents.safe_xml import attribute, local

PAGE_BREAK = "\f\v"
_EMU = 12_700.0
_SKIPPED = frozenset(
    [
        *(
            "del",
            "moveFrom",
            "pPr",
            "rPr",
            "sectPr",
            "fldData",
            "sdtPr",
            "sdtEndPr",
            "tblPr",
            "tblGrid",
            "trPr",
        ),
        *("tcPr", "rubyPr", "delText", "delInstrText", "ctrlPr", "fPr", "style", "posOffset", "pctWidth"),
    ]
)
_SPACES = {"tab": " ", "cr": "\n", "noBreakHyphen": "-", "ptab": " ", "lastRenderedPageBreak": PAGE_BREAK}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes", "commentReference": "comments"}
# Word writes some readings as a formula: EQ \* jc2 \* "Font:x" \* hps10 \o\ad(\s\up 9(かくはん),攪拌)
_RUBY_FIELD = re.compile(
    r"\bEQ\b.*?\\o\s*\\a[dlrc]\s*\(\\s\\up\s*\d*\(([^()]*)\)\s*[,;]\s*([^()]*)\)", re.DOTALL
)


@dataclass(slots=True)
class Runs:
    """``words`` in their order, where PAGE_BREAK stands for a break of the page; ``boxes`` and ``notes`` (kind and
    identifier, with the word before it) hang on them, ``described`` is what is said of pictures.
    """

    words: str = ""
    boxes: list[Element] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)


class RunReader:
    """Reads the runs of one part of a document, whose ``relations`` lead to what it shows."""

    def __init__(self, package: Package, relations: Mapping[str, Relation]) -> None:
        self._package = package
        self._relations = relations
        self._parts: list[str] = []
        self._runs = Runs()
        self._instruction: list[str] = []
        self._size = (0.0, 0.0)

    def read(self, element: Element) -> Runs:
        """What stands in ``element``: a paragraph, or whatever holds runs."""
        self._parts, self._runs, self._instruction = [], Runs(), []
        self._walk(element)
        self._runs.words = "".join(self._parts)
        return self._runs

    def _walk(self, parent: Element) -> None:
        for element in parent:
            name = local(element)
            if name == "t":
                self._parts.append(element.text or "")
            elif name in _SPACES and (local(parent) == "r" or name == "lastRenderedPageBreak"):
                self._parts.append(_SPACES[name])
            elif name in _SPECIAL:
                _SPECIAL[name](self, element)
            elif name not in _SKIPPED:
                self._walk(element)
                self._parts.append("\n" if name == "p" else "")

    # -- what is not simply words

    def _break(self, element: Element) -> None:
        self._parts.append(PAGE_BREAK if attribute(element, "type") == "page" else "\n")

    def _symbol(self, element: Element) -> None:
        code = attribute(element, "char")
        if re.fullmatch("[0-9A-Fa-f]{1,6}", code):
            self._parts.append(symbol_font.shown(attribute(element, "font"), int(code, 16)))

    def _ruby(self, element: Element) -> None:
        read = {local(part): RunReader(self._package, self._relations).read(part).words for part in element}
        self._parts.append(annotated(read.get("rubyBase", ""), read.get("rt", "")))

    def _alternatives(self, element: Element) -> None:
        choice = chosen(element)
        if choice is not None:
            self._walk(choice)

    def _box(self, element: Element) -> None:
        self._runs.boxes.append(element)

    def _art(self, element: Element) -> None:
        """WordArt of older versions."""
        self._runs.lines.append(" ".join(attribute(element, "string").split()))

    def _graphic(self, element: Element) -> None:
        self._runs.lines.extend(graphic_words(self._package, self._relations, element))

    def _described(self, element: Element) -> None:
        self._runs.lines.append(description(element))

    def _shape(self, element: Element) -> None:
        """A shape or picture of older versions."""
        words = [" ".join(element.get(name, "").split()) for name in ("title", "alt")]
        self._runs.lines.append(" ".join(filter(None, words)))
        self._walk(element)

    def _note(self, element: Element) -> None:
        words = "".join(self._parts).split()
        self._runs.notes.append(
            (_NOTES[local(element)], attribute(element, "id"), words[-1] if words else "")
        )

    def _extent(self, element: Element) -> None:
        self._size = (_points(element.get("cx", "")), _points(element.get("cy", "")))

    def _picture(self, element: Element) -> None:
        """A picture in the size that was told before it."""
        key = attribute(element, "embed") if local(element) == "blip" else attribute(element, "id")
        relation = self._relations.get(key)
        if relation is not None and relation.target in self._package:
            self._runs.figures.append(Figure(partial(self._package.part, relation.target), self._size))
            self._runs.lines.append(self._package.picture_words(relation.target))
            self._size = (0.0, 0.0)

    def _fraction(self, element: Element) -> None:
        """A numerator and a denominator in one line."""
        for part in element:
            self._parts.append("/" if local(part) == "den" else "")
            if local(part) in ("num", "den"):
                self._walk(part)

    # -- fields

    def _instruct(self, element: Element) -> None:
        self._instruction.append(element.text or "")

    def _field(self, element: Element) -> None:
        """The beginning, middle or end of a field; a choice or tick is shown without any words of its own."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._instruction = []
            for data in element:
                self._parts.extend(_form_value(part) for part in data)
        else:
            self._formula("".join(self._instruction))
            self._instruction = []

    def _simple_field(self, element: Element) -> None:
        self._formula(attribute(element, "instr"))
        self._walk(element)

    def _formula(self, instruction: str) -> None:
        if ruby := _RUBY_FIELD.search(instruction):
            self._parts.append(annotated(ruby[2].strip(), ruby[1].strip()))


_SPECIAL: dict[str, Callable[[RunReader, Element], None]] = {
    "br": RunReader._break,
    "sym": RunReader._symbol,
    "ruby": RunReader._ruby,
    "AlternateContent": RunReader._alternatives,
    "txbxContent": RunReader._box,
    "textpath": RunReader._art,
    **dict.fromkeys(("chart", "relIds"), RunReader._graphic),
    **dict.fromkeys(("docPr", "cNvPr"), RunReader._described),
    **dict.fromkeys(("shape", "rect", "roundrect", "oval", "group"), RunReader._shape),
    **dict.fromkeys(_NOTES, RunReader._note),
    "extent": RunReader._extent,
    **dict.fromkeys(("blip", "imagedata"), RunReader._picture),
    "instrText": RunReader._instruct,
    "fldChar": RunReader._field,
    "fldSimple": RunReader._simple_field,
    "f": RunReader._fraction,
}


def _form_value(part: Element) -> str:
    """What a list or a box of an older form shows."""
    values = {local(inner): attribute(inner, "val") for inner in part}
    if local(part) == "ddList":
        entries = [attribute(inner, "val") for inner in part if local(inner) == "listEntry"]
        chosen_entry = values.get("result", values.get("default", "0"))
        index = int(chosen_entry) if chosen_entry.isdigit() and len(chosen_entry) < 6 else 0
        return entries[index] if index < len(entries) else ""
    if local(part) == "checkBox":
        ticked = values.get("checked", values.get("default", "0"))
        return "☐ " if ticked in ("0", "false", "off") else "☒ "
    return ""


def _points(emu: str) -> float:
    return int(emu) / _EMU if emu.isdigit() else 0.0
