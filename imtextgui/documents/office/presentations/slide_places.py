"""Where shapes stand on a slide: their own places, those within groups, and those that layouts give them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from imtextgui.documents.office.package import Package, Relation
from imtextgui.documents.safe_xml import attribute, local

EMU = 12_700.0
"""Of Office's units in a point."""


class Place(NamedTuple):
    """A rectangle in points."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Frame:
    """How places within a group become places on the slide: offset and factor for x and y."""

    x: float = 0.0
    y: float = 0.0
    across: float = 1.0
    down: float = 1.0

    def place(self, inner: Place) -> Place:
        """``inner`` as a place on the slide."""
        return Place(
            self.x + inner.x * self.across,
            self.y + inner.y * self.down,
            inner.width * self.across,
            inner.height * self.down,
        )


@dataclass(slots=True)
class Layout:
    """What a layout and its master give to slides: places of placeholders by kind and index, and shapes of their own
    that are seen on each slide.
    """

    places: dict[tuple[str, str], Place]
    shapes: list[Element]


class Layouts:
    """The layouts of a show, each read once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._known: dict[str, Layout] = {}

    def of(self, relations: Mapping[str, Relation]) -> Layout:
        """The layout of a slide with these ``relations``."""
        name = next((link.target for link in relations.values() if link.kind == "slideLayout"), "")
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> Layout:
        layout = Layout({}, [])
        links = self._package.relations(name).values() if name else ()
        for part in (*(link.target for link in links if link.kind == "slideMaster"), name):
            tree = self._package.optional_tree(part)
            for shape in tree.iter() if tree is not None else ():
                if local(shape) == "sp":
                    self._take(layout, shape)
        return layout

    def _take(self, layout: Layout, shape: Element) -> None:
        holder = placeholder(shape)
        if holder is None:
            layout.shapes.append(shape)
            return
        place = own_place(shape)
        if place is not None:
            kind, key = holder.get("type", "body"), holder.get("idx", "")
            for role in ((kind, key), (kind, ""), *([("", key)] if key else [])):
                layout.places[role] = place


def placeholder(shape: Element) -> Element | None:
    """What says that ``shape`` fills a place of its layout."""
    return next((part for part in shape.iter() if local(part) == "ph"), None)


def own_place(shape: Element) -> Place | None:
    """Where a shape says that it stands."""
    parts = _transform(shape)
    if "off" not in parts or "ext" not in parts:
        return None
    return Place(
        number(parts["off"], "x") / EMU,
        number(parts["off"], "y") / EMU,
        number(parts["ext"], "cx") / EMU,
        number(parts["ext"], "cy") / EMU,
    )


def inner_frame(group: Element, frame: Frame) -> Frame:
    """The frame of what stands within ``group``, which stands in ``frame``."""
    parts = _transform(group)
    own = own_place(group)
    if own is None or "chOff" not in parts or "chExt" not in parts:
        return frame
    x, y, width, height = frame.place(own)
    across = width / max(number(parts["chExt"], "cx") / EMU, 1e-6)
    down = height / max(number(parts["chExt"], "cy") / EMU, 1e-6)
    left, top = number(parts["chOff"], "x") / EMU, number(parts["chOff"], "y") / EMU
    return Frame(x - left * across, y - top * down, across, down)


def number(element: Element, name: str) -> float:
    """The attribute ``name`` as a number; 0 where it is none."""
    try:
        return float(attribute(element, name) or "0")
    except ValueError:
        return 0.0


def _transform(shape: Element) -> dict[str, Element]:
    transform = next((part for part in shape.iter() if local(part) == "xfrm"), None)
    return {local(part): part for part in transform} if transform is not None else {}
