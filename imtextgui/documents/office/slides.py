"""PPTX: each slide a page of its own proportions, with its words, tables and pictures where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from xml.etree.ElementTree import Element

from imtextgui.documents.content import Limits
from imtextgui.documents.layout.page_layout import Area, Leaf, Picture, Words
from imtextgui.documents.office.package import Package, Relation
from imtextgui.documents.safe_xml import attribute, local

_EMU = 12_700.0
_STANDARD = (720.0, 540.0)
_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr"})
_TITLE_SIZE = 36.0
_BODY_SIZE = 20.0
_DARK = 0.45
_INSET = 6.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Frame:
    """How places within a group become places on the slide: offset and factor for x and y."""

    x: float = 0.0
    y: float = 0.0
    across: float = 1.0
    down: float = 1.0

    def place(self, box: Box) -> Box:
        """``box`` in points on the slide."""
        x, y, width, height = box
        return (
            self.x + x * self.across,
            self.y + y * self.down,
            width * self.across,
            height * self.down,
        )


def leaves(package: Package, main: str, limits: Limits) -> list[Leaf]:
    """The slides in the order of the show, hidden ones included."""
    show = package.tree(main)
    if show is None:
        return []
    size = next((each for each in show if local(each) == "sldSz"), None)
    points = (_number(size, "cx") / _EMU, _number(size, "cy") / _EMU) if size is not None else _STANDARD
    relations = package.relations(main)
    keys = [
        value for each in show.iter() if local(each) == "sldId" for name, value in each.items() if "}" in name
    ]
    targets = [relations[key].target for key in keys if key in relations]
    layouts: dict[str, dict[tuple[str, str], Box]] = {}
    return [_Slide(package, target, layouts).leaf(points) for target in targets[: limits.max_pages]]


class _Slide:
    """One slide as it is read."""

    def __init__(self, package: Package, name: str, layouts: dict[str, dict[tuple[str, str], Box]]) -> None:
        self._package = package
        self._relations = package.relations(name)
        self._tree = package.tree(name)
        self._places = _inherited(package, self._relations, layouts)
        self._lines: list[str] = []
        self._elements: list[Words | Picture | Area] = []
        self._title = ""
        self._dark = False

    def leaf(self, size: tuple[float, float]) -> Leaf:
        """The slide as a page of ``size`` points."""
        if self._tree is not None:
            ground = next((_fill(each) for each in self._tree.iter() if local(each) == "bgPr"), "")
            if ground:
                self._elements.append(Area(0, 0, *size, ground))
                self._dark = _is_dark(ground)
            for tree in self._tree.iter():
                if local(tree) == "spTree":
                    self._walk(tree, _Frame())
        notes = [
            _notes(self._package, each) for each in self._relations.values() if each.kind == "notesSlide"
        ]
        text = "\n\n".join(line for line in (*self._lines, *notes) if line)
        return Leaf(text, self._title, tuple(self._elements), size)

    def _walk(self, parent: Element, frame: _Frame) -> None:
        for element in parent:
            name = local(element)
            if name == "grpSp":
                self._walk(element, _inner(element, frame))
            elif name == "sp":
                self._shape(element, frame)
            elif name == "pic":
                self._picture(element, frame)
            elif name == "graphicFrame":
                self._table(element, frame)
            elif name in ("AlternateContent", "Choice"):
                self._walk(element, frame)

    def _shape(self, element: Element, frame: _Frame) -> None:
        kind, box = self._placed(element, frame)
        properties = next((each for each in element if local(each) == "spPr"), None)
        fill = _fill(properties) if properties is not None else ""
        if box and fill:
            self._elements.append(Area(*box, fill))
        paragraphs = tuple(_paragraphs(element))
        if not paragraphs:
            return
        if kind in _TITLES and not self._title:
            self._title = " ".join(" ".join(paragraphs).split())[:200]
        if kind not in _FURNITURE:
            self._lines.append("\n".join(paragraphs))
        if box:
            size = _type(element) or (_TITLE_SIZE if kind in _TITLES else _BODY_SIZE)
            dark = _is_dark(fill) if fill else self._dark
            x, y, width, height = box
            inset = min(_INSET, width / 10)
            self._elements.append(
                Words(
                    x + inset,
                    y + inset / 2,
                    width - 2 * inset,
                    height - inset,
                    paragraphs,
                    size,
                    kind in _TITLES,
                    "#ffffff" if dark else "#000000",
                )
            )

    def _picture(self, element: Element, frame: _Frame) -> None:
        _, box = self._placed(element, frame)
        key = next((attribute(each, "embed") for each in element.iter() if local(each) == "blip"), "")
        relation = self._relations.get(key)
        described = next((each.get("descr", "") for each in element.iter() if local(each) == "cNvPr"), "")
        if described:
            self._lines.append(described)
        if box and relation is not None:
            self._elements.append(Picture(*box, partial(self._package.part, relation.target)))

    def _table(self, element: Element, frame: _Frame) -> None:
        rows = [
            [" ".join(_paragraphs(cell)) for cell in row if local(cell) == "tc"]
            for row in element.iter()
            if local(row) == "tr"
        ]
        self._lines.append("\n".join("   ".join(cell for cell in row if cell) for row in rows))
        _, box = self._placed(element, frame)
        if not box or not rows or not rows[0]:
            return
        x, y, width, height = box
        high, wide = height / len(rows), width / max(len(row) for row in rows)
        for down, row in enumerate(rows):
            self._elements.append(Area(x, y + down * high, width, 0.8, "#909090"))
            self._elements.extend(
                Words(x + across * wide + 3, y + down * high + 2, wide - 6, high - 2, (cell,), 14.0)
                for across, cell in enumerate(row)
                if cell
            )

    def _placed(self, element: Element, frame: _Frame) -> tuple[str, Box | None]:
        """The role of a shape, and its box on the slide; a place of its own or that of its layout."""
        holder = next((each for each in element.iter() if local(each) == "ph"), None)
        kind = holder.get("type", "body") if holder is not None else ""
        own = _own_box(element)
        if own is not None:
            return kind, frame.place(own)
        if holder is None:
            return kind, None
        key = holder.get("idx", "")
        return kind, self._places.get((kind, key)) or self._places.get(("", key)) or self._places.get(
            (kind, "")
        )


def _inherited(
    package: Package, relations: dict[str, Relation], known: dict[str, dict[tuple[str, str], Box]]
) -> dict[tuple[str, str], Box]:
    """Where the slide's layout and its master put each kind of placeholder."""
    layout = next((each.target for each in relations.values() if each.kind == "slideLayout"), "")
    if layout not in known:
        masters = [each.target for each in package.relations(layout).values() if each.kind == "slideMaster"]
        known[layout] = {}
        for name in (*masters, layout):
            tree = package.tree(name)
            for shape in tree.iter() if tree is not None else ():
                holder = next((each for each in shape.iter() if local(each) == "ph"), None)
                box = _own_box(shape) if local(shape) == "sp" and holder is not None else None
                if box is not None and holder is not None:
                    kind, key = holder.get("type", "body"), holder.get("idx", "")
                    for each in ((kind, key), (kind, ""), *([("", key)] if key else [])):
                        known[layout][each] = box
    return known[layout]


def _own_box(element: Element) -> Box | None:
    """Where a shape says that it stands, in points."""
    xfrm = next((each for each in element.iter() if local(each) == "xfrm"), None)
    parts = {local(each): each for each in xfrm} if xfrm is not None else {}
    if "off" not in parts or "ext" not in parts:
        return None
    return (
        _number(parts["off"], "x") / _EMU,
        _number(parts["off"], "y") / _EMU,
        _number(parts["ext"], "cx") / _EMU,
        _number(parts["ext"], "cy") / _EMU,
    )


def _inner(group: Element, frame: _Frame) -> _Frame:
    """The frame of what stands within ``group``."""
    xfrm = next((each for each in group.iter() if local(each) == "xfrm"), None)
    parts = {local(each): each for each in xfrm} if xfrm is not None else {}
    box = _own_box(group)
    if box is None or "chOff" not in parts or "chExt" not in parts:
        return frame
    x, y, width, height = frame.place(box)
    across = width / max(_number(parts["chExt"], "cx") / _EMU, 1e-6)
    down = height / max(_number(parts["chExt"], "cy") / _EMU, 1e-6)
    left, top = _number(parts["chOff"], "x") / _EMU, _number(parts["chOff"], "y") / _EMU
    return _Frame(x - left * across, y - top * down, across, down)


def _paragraphs(element: Element) -> Iterator[str]:
    for paragraph in element.iter():
        if local(paragraph) == "p":
            parts = [
                each.text or "" if local(each) == "t" else "\n"
                for each in paragraph.iter()
                if local(each) in ("t", "br")
            ]
            words = "\n".join(" ".join(line.split()) for line in "".join(parts).split("\n")).strip()
            if words:
                yield words


def _type(element: Element) -> float:
    sizes = (_number(each, "sz") / 100 for each in element.iter() if local(each) == "rPr" and each.get("sz"))
    return min(max(next(sizes, 0.0), 0.0), 200.0)


def _fill(properties: Element) -> str:
    """The plain colour that an element is filled with, or ""."""
    solid = next((each for each in properties if local(each) == "solidFill"), None)
    colour = (
        next((each.get("val", "") for each in solid if local(each) == "srgbClr"), "")
        if solid is not None
        else ""
    )
    return f"#{colour}" if len(colour) == 6 and colour.isalnum() else ""


def _is_dark(colour: str) -> bool:
    try:
        red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    except ValueError:
        return False
    return 0.3 * red + 0.59 * green + 0.11 * blue < _DARK


def _notes(package: Package, relation: Relation) -> str:
    tree = package.tree(relation.target)
    if tree is None:
        return ""
    shapes = [each for each in tree.iter() if local(each) == "sp"]
    spoken = [
        shape
        for shape in shapes
        if any(local(each) == "ph" and each.get("type") == "body" for each in shape.iter())
    ]
    return "\n".join(words for shape in spoken for words in _paragraphs(shape))


def _number(element: Element, name: str) -> float:
    try:
        return float(element.get(name, "0"))
    except ValueError:
        return 0.0
