"""Labels that SVG holds as pieces of HTML (foreignObject), as draw.io and Mermaid write them: made into SVG's own text.

The library that draws knows no HTML, and what programs write beside it for such readers is cut after some letters.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from imtextgui.documents.images.svg_raster import SVG
from imtextgui.documents.safe_xml import local

_BREAKS = frozenset(
    ["div", "p", "br", "li", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section"]
)
_SILENT = frozenset(["script", "style", "head", "template"])
_STYLE = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_NUMBER = re.compile(r"-?[\d.]+")
_SIZE = 12.0
"""Pixels of a label whose style tells no size: draw.io's own default."""

_LINE = 1.2


def embed(root: Element) -> None:
    """Replace every foreignObject below ``root`` by a text with its words, at its place."""
    for parent in list(root.iter()):
        for child in list(parent):
            if local(child) == "foreignObject":
                _replace(parent, child)


def _replace(parent: Element, child: Element) -> None:
    lines = label_lines(child)
    text = Element(f"{{{SVG}}}text")
    text.tail = child.tail
    if lines:
        _place(text, child, lines)
    at = list(parent).index(child)
    parent.remove(child)
    if not lines:
        return
    if local(parent) == "switch":
        # What follows is for programs that know no HTML: the same words, cut short.
        for other in list(parent)[at:]:
            parent.remove(other)
    parent.insert(at, text)


def label_lines(element: Element) -> list[str]:
    """The words in ``element``, one line for each block of HTML."""
    lines = "".join(_words(element)).split("\n")
    return [words for line in lines if (words := " ".join(line.split()))]


def _words(element: Element) -> Iterator[str]:
    name = local(element)
    if name in _SILENT:
        return
    yield "\n" if name in _BREAKS else ""
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        yield from _words(child)
        yield " ".join((child.tail or "").split("\n"))
    yield "\n" if name in _BREAKS else ""


def _place(text: Element, html: Element, lines: list[str]) -> None:
    """Set ``lines`` where the box of ``html`` lies: its own, or the one that draw.io's styles describe."""
    styles = [dict(_STYLE.findall(inner.get("style", ""))) for inner in html.iter()]
    size = next((_length(style["font-size"]) for style in styles if "font-size" in style), 0.0) or _SIZE
    colour = next((style["color"] for style in styles if "color" in style), "").strip()
    left, top = _length(html.get("x", "")), _length(html.get("y", ""))
    width, height = _length(html.get("width", "")), _length(html.get("height", ""))
    box = next((style for style in styles if "padding-top" in style or "margin-left" in style), None)
    centred = "%" in html.get("width", "") or box is not None
    if box is not None:
        left, top = left + _length(box.get("margin-left", "")), top + _length(box.get("padding-top", ""))
        width, height = _length(box.get("width", "")), 0.0
    anchor = centred and "flex-start" not in (box or {}).get("justify-content", "")
    x = left + width / 2 if anchor else left
    first = top + height / 2 - (len(lines) - 1) * size * _LINE / 2 + size * 0.35
    text.set("font-size", f"{size:g}")
    text.set("font-family", "Helvetica")
    text.set("text-anchor", "middle" if anchor else "start")
    if re.fullmatch(r"#[0-9A-Fa-f]{3,8}|[a-z]+|rgb\([\d,\s.%]+\)", colour):
        text.set("fill", colour)
    for number, line in enumerate(lines):
        span = SubElement(text, f"{{{SVG}}}tspan")
        span.set("x", f"{x:g}")
        span.set("y", f"{first + number * size * _LINE:g}")
        span.text = line


def _length(value: str) -> float:
    """A length in pixels; 0 for what is none, a share of the whole among them."""
    number = _NUMBER.match(value.strip())
    try:
        return float(number[0]) if number and "%" not in value else 0.0
    except ValueError:
        return 0.0
