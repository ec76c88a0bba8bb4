"""PPTX: each slide a page of its own proportions, with its words, tables and pictures where they stand."""

from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

from imtextgui.documents.content import Limits
from imtextgui.documents.layout.page_layout import Area, Leaf, Picture, Words
from imtextgui.documents.office.drawing_words import (
    description,
    diagram_drawing,
    graphic_words,
    paragraphs,
    resolved,
)
from imtextgui.documents.office.package import Package, Relation
from imtextgui.documents.office.presentations.slide_places import (
    EMU,
    Frame,
    Layouts,
    Place,
    inner_frame,
    number,
    own_place,
    placeholder,
)
from imtextgui.documents.safe_xml import attribute, local

_STANDARD = (720.0, 540.0)
_TITLES = frozenset({"title", "ctrTitle"})
_MARGINS = frozenset({"dt", "ftr", "hdr"})
_NO_WORDS = frozenset({"sldNum", "sldImg"})
_TITLE_SIZE = 36.0
_BODY_SIZE = 20.0
_CELL_SIZE = 14.0
_DARK = 0.45
_INSET = 6.0


def leaves(package: Package, show: Element, limits: Limits) -> list[Leaf]:
    """The slides in the order of the show, hidden ones included."""
    size = next((part for part in show if local(part) == "sldSz"), None)
    points = (number(size, "cx") / EMU, number(size, "cy") / EMU) if size is not None else _STANDARD
    relations = package.relations(package.main)
    slides = [part for part in show.iter() if local(part) == "sldId"]
    keys = [value for slide in slides for name, value in slide.items() if "}" in name]
    targets = [relations[key].target for key in keys if key in relations]
    layouts = Layouts(package)
    told: dict[str, None] = {}
    return [_Slide(package, target, layouts).leaf(points, told) for target in targets[: limits.max_pages]]


class _Slide:
    """One slide as it is read."""

    def __init__(self, package: Package, name: str, layouts: Layouts) -> None:
        self._package = package
        self._relations = package.relations(name)
        self._tree = package.tree(name)
        self._layout = layouts.of(self._relations)
        self._lines: list[str] = []
        self._margins: list[str] = []
        self._elements: list[Words | Picture | Area] = []
        self._title = ""
        self._dark = False

    def leaf(self, size: tuple[float, float], told: dict[str, None]) -> Leaf:
        """The slide as a page of ``size`` points; what stands in the margins of each slide, and was ``told`` with
        another one, is left out.
        """
        if self._tree is not None:
            ground = next((_fill(part) for part in self._tree.iter() if local(part) == "bgPr"), "")
            if ground:
                self._elements.append(Area(0, 0, *size, ground))
                self._dark = _is_dark(ground)
            for tree in self._tree.iter():
                if local(tree) == "spTree":
                    self._walk(tree, Frame())
        for shape in self._layout.shapes:
            self._margins.extend(paragraphs(shape))
        beside = [words for link in self._relations.values() for words in _beside(self._package, link)]
        text = "\n\n".join(line for line in (*self._lines, *beside) if line)
        fresh = [line for line in dict.fromkeys(self._margins) if line not in told]
        told.update(dict.fromkeys(fresh))
        return Leaf(text, self._title, tuple(self._elements), size, described="\n".join(fresh))

    def _walk(self, parent: Element, frame: Frame) -> None:
        for element in resolved(parent):
            name = local(element)
            if name == "grpSp":
                self._describe(element)
                self._walk(element, inner_frame(element, frame))
            elif name in ("sp", "cxnSp"):
                self._shape(element, frame)
            elif name == "pic":
                self._picture(element, frame)
            elif name == "graphicFrame":
                self._graphic_frame(element, frame)

    def _describe(self, element: Element) -> None:
        """Take what describes an element, which is one of the first things in it."""
        properties = next((part for part in element.iter() if local(part) == "cNvPr"), None)
        words = description(properties) if properties is not None else ""
        if words:
            self._lines.append(words)

    def _shape(self, element: Element, frame: Frame) -> None:
        kind, place = self._placed(element, frame)
        properties = next((part for part in element if local(part) == "spPr"), None)
        fill = _fill(properties) if properties is not None else ""
        if place and fill:
            self._elements.append(Area(*place, fill))
        self._describe(element)
        words = tuple(paragraphs(element))
        if not words or kind in _NO_WORDS:
            return
        if kind in _TITLES and not self._title:
            self._title = " ".join(" ".join(words).split())[:200]
        (self._margins if kind in _MARGINS else self._lines).append("\n".join(words))
        if place:
            size = _type(element) or (_TITLE_SIZE if kind in _TITLES else _BODY_SIZE)
            dark = _is_dark(fill) if fill else self._dark
            self._write(place, words, size, bold=kind in _TITLES, dark=dark)

    def _write(
        self, place: Place, words: tuple[str, ...], size: float, *, bold: bool = False, dark: bool = False
    ) -> None:
        inset = min(_INSET, place.width / 10)
        self._elements.append(
            Words(
                place.x + inset,
                place.y + inset / 2,
                place.width - 2 * inset,
                place.height - inset,
                words,
                size,
                bold,
                "#ffffff" if dark else "#000000",
            )
        )

    def _picture(self, element: Element, frame: Frame) -> None:
        _, place = self._placed(element, frame)
        key = next((attribute(part, "embed") for part in element.iter() if local(part) == "blip"), "")
        relation = self._relations.get(key)
        self._describe(element)
        if place and relation is not None:
            self._elements.append(Picture(*place, partial(self._package.part, relation.target)))
        self._lines.append(self._package.picture_words(relation.target) if relation else "")

    def _graphic_frame(self, element: Element, frame: Frame) -> None:
        _, place = self._placed(element, frame)
        self._describe(element)
        self._table(element, place)
        for part in element.iter():
            if local(part) == "blip" and (shown := self._relations.get(attribute(part, "embed"))):
                self._lines.append(self._package.picture_words(shown.target))
            words = graphic_words(self._package, self._relations, part)
            if not words:
                continue
            self._lines.append("\n".join(words))
            drawing = diagram_drawing(self._package, self._relations, part)
            if place and drawing is not None:
                self._diagram(drawing, place)
            elif place:
                self._write(place, tuple(words), _CELL_SIZE, dark=self._dark)

    def _diagram(self, drawing: Element, place: Place) -> None:
        """Draw SmartArt as it was drawn last; its words were taken from its data."""
        lines, self._lines = self._lines, []
        for tree in drawing.iter():
            if local(tree) == "spTree":
                self._walk(tree, Frame(place.x, place.y))
        self._lines = lines

    def _table(self, element: Element, place: Place | None) -> None:
        rows = [
            [" ".join(paragraphs(cell)) for cell in row if local(cell) == "tc"]
            for row in element.iter()
            if local(row) == "tr"
        ]
        self._lines.append("\n".join("   ".join(cell for cell in row if cell) for row in rows))
        if not place or not rows or not rows[0]:
            return
        high, wide = place.height / len(rows), place.width / max(len(row) for row in rows)
        for down, row in enumerate(rows):
            top = place.y + down * high
            self._elements.append(Area(place.x, top, place.width, 0.8, "#909090"))
            self._elements.extend(
                Words(place.x + across * wide + 3, top + 2, wide - 6, high - 2, (cell,), _CELL_SIZE)
                for across, cell in enumerate(row)
                if cell
            )

    def _placed(self, element: Element, frame: Frame) -> tuple[str, Place | None]:
        """The role of a shape, and its place on the slide: its own or that of its layout."""
        holder = placeholder(element)
        kind = holder.get("type", "body") if holder is not None else ""
        own = own_place(element)
        if own is not None:
            return kind, frame.place(own)
        if holder is None:
            return kind, None
        key = holder.get("idx", "")
        places = self._layout.places
        return kind, places.get((kind, key)) or places.get(("", key)) or places.get((kind, ""))


def _type(element: Element) -> float:
    """The size of the first type that is set in ``element``, 0 where none is."""
    sizes = (number(part, "sz") / 100 for part in element.iter() if local(part) == "rPr" and part.get("sz"))
    return min(max(next(sizes, 0.0), 0.0), 200.0)


def _fill(properties: Element) -> str:
    """The plain colour that an element is filled with, or ""."""
    solid = next((part for part in properties if local(part) == "solidFill"), None)
    colours = (
        part.get("val", "") for part in (solid if solid is not None else ()) if local(part) == "srgbClr"
    )
    colour = next(colours, "")
    return f"#{colour}" if len(colour) == 6 and colour.isalnum() else ""


def _is_dark(colour: str) -> bool:
    try:
        red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    except ValueError:
        return False
    return 0.3 * red + 0.59 * green + 0.11 * blue < _DARK


def _beside(package: Package, relation: Relation) -> Iterator[str]:
    """The words of the speaker's notes or comments that ``relation`` leads to, or of what objects look like."""
    if relation.kind == "vmlDrawing":
        # Until 2007 the picture of an embedded object lay in a drawing of its own.
        pictures = {
            shown.target for shown in package.relations(relation.target).values() if shown.kind == "image"
        }
        yield from map(package.picture_words, sorted(pictures))
    if relation.kind not in ("notesSlide", "comments"):
        return
    tree = package.optional_tree(relation.target)
    for element in tree.iter() if tree is not None else ():
        name = local(element)
        if name == "text" and element.text:
            yield " ".join(element.text.split())
        elif (name == "sp" and _is_note(element)) or (name == "txBody" and relation.kind == "comments"):
            yield "\n".join(paragraphs(element))


def _is_note(shape: Element) -> bool:
    holder = placeholder(shape)
    return holder is None or holder.get("type") not in _MARGINS | _NO_WORDS
